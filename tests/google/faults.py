"""What can go wrong on the way, on purpose: faults, holds, and edits between two requests."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.google.errors import BAD_GATEWAY_HTML, SIGN_IN_HTML

Json = dict[str, Any]


@dataclass
class Exchange:
    """One request and what was answered, as the log keeps it.

    ``kind`` is token, read, write or other; ``method`` is the API's own name of it, as
    ``spreadsheets.batchUpdate``. ``status`` is 0 where no answer was sent; ``applied`` says that the request
    reached the API, whatever was answered.
    """

    number: int
    verb: str
    path: str
    kind: str
    method: str
    book_id: str
    body: Any = None
    status: int = 0
    answer: Any = None
    bytes_in: int = 0
    bytes_out: int = 0
    applied: bool = False


class Hold:
    """An answer held back: wait for ``arrived``, do what is to be done meanwhile, then ``release``."""

    def __init__(self) -> None:
        self.arrived = threading.Event()
        self._go = threading.Event()

    def release(self) -> None:
        """Let the answer go."""
        self._go.set()

    def wait(self, limit: float) -> None:
        """Hold until released, or until *limit* seconds have passed."""
        self.arrived.set()
        self._go.wait(limit)


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong; made by the functions of this module.

    ``applied`` says whether the request takes effect all the same.
    """

    way: str
    applied: bool = False
    status: int = 0
    answer: Json | str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    hold: Hold | None = None


def answer(
    status: int, content: Json | str, *, applied: bool = False, headers: dict[str, str] | None = None
) -> Fault:
    """Answer that instead; ``applied=True`` with a 503 is the write that took effect all the same."""
    return Fault("answer", applied, status, content, headers or {})


def html(status: int = 502) -> Fault:
    """Answer with a page of a machine on the way; status 200 is a sign-in page."""
    return Fault("answer", status=status, answer=SIGN_IN_HTML if status == 200 else BAD_GATEWAY_HTML)


def cut(*, applied: bool = False) -> Fault:
    """Close the connection without an answer."""
    return Fault("cut", applied)


def reset(*, applied: bool = False) -> Fault:
    """Reset the connection without an answer."""
    return Fault("reset", applied)


def truncated() -> Fault:
    """Answer with the first half of the JSON, as if that were all; the request has taken effect."""
    return Fault("truncated", applied=True)


def cut_inside() -> Fault:
    """Close the connection in the middle of the answer; the request has taken effect."""
    return Fault("cut_inside", applied=True)


def hang(*, applied: bool = False) -> Fault:
    """Say nothing until the emulator stops."""
    return Fault("hang", applied)


def drip(pause: float = 0.05) -> Fault:
    """Answer a few bytes at a time, *pause* seconds apart; the request has taken effect."""
    return Fault("drip", applied=True, pause=pause)


def held(hold: Hold, *, applied: bool) -> Fault:
    """Hold the request, before or after it takes effect, until released; then answer as usual."""
    return Fault("hold", applied, hold=hold)


On = str | Callable[[Exchange], bool]


@dataclass
class _Rule:
    on: On
    nth: int
    times: int | None
    content: Any
    seen: int = 0

    def takes(self, exchange: Exchange) -> bool:
        """Count the request if it is of the kind, and say whether it is one of those meant."""
        on = self.on
        if not (on in {"any", exchange.kind} if isinstance(on, str) else on(exchange)):
            return False
        self.seen += 1
        return self.nth <= self.seen and (self.times is None or self.seen < self.nth + self.times)


class Plan:
    """What shall go wrong, and when.

    ``on`` is "any", "token", "read", "write", or a function of the Exchange; the *nth* such request from
    now on is the first one concerned, and *times* in a row are (None: all from there). Faults queue: a
    request that one of them takes is not counted by those after it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[_Rule] = []
        self._actions: list[_Rule] = []

    def fault(self, fault: Fault, *, on: On = "any", nth: int = 1, times: int | None = 1) -> None:
        """Let something go wrong."""
        with self._lock:
            self._faults.append(_Rule(on, nth, times, fault))

    def before(
        self, action: Callable[[str], object], *, on: On = "any", nth: int = 1, times: int | None = 1
    ) -> None:
        """Call *action* with the spreadsheet's id before the request is looked at."""
        with self._lock:
            self._actions.append(_Rule(on, nth, times, action))

    def clear(self) -> None:
        """Let everything go well from now on."""
        with self._lock:
            self._faults.clear()
            self._actions.clear()

    def find_fault(self, exchange: Exchange) -> Fault | None:
        """Return what goes wrong with this request."""
        with self._lock:
            return next((rule.content for rule in self._faults if rule.takes(exchange)), None)

    def actions(self, exchange: Exchange) -> list[Callable[[str], object]]:
        """Return what is to be done before this request."""
        with self._lock:
            return [rule.content for rule in self._actions if rule.takes(exchange)]
