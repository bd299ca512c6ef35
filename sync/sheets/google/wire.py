"""HTTP to Google as it is: slow, busy, cut off; tried again within limits, and never for ever.

A read is simply repeated. A write is repeated only when it certainly was not applied; otherwise
`MaybeWrittenError` says that nobody knows, and the caller looks at the sheet (design.md, section 5).
"""

import os
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import requests
from google.auth.exceptions import RefreshError, TransportError
from google.auth.transport.requests import Request

from sync.core.loopback import is_loopback
from sync.errors import MaybeWrittenError, SetUpError, TryAgainError
from sync.files.within import run_within
from sync.sheets.google.failures import TransientError, check_answer, explain, explain_busy
from sync.sheets.google.refusals import translate

if TYPE_CHECKING:
    from google.oauth2.service_account import Credentials

GOOGLE = "https://sheets.googleapis.com"
TIMEOUT = (10, 60)
"""Seconds to connect, and between two packets."""
TRIES = 5
BUDGET = 120.0
"""Seconds for the requests of one run together."""


@dataclass
class Patience:
    """How long to wait and how often to try; the clock, the pause and the chance are handed in.

    `budget` is for all requests of a run together, in seconds, the pauses between them included; what is done
    meanwhile, such as mailing, does not count.
    """

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    budget: float = BUDGET
    spent: float = 0.0
    since: float | None = None

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count the time of the inside."""
        self.since = self.clock()
        try:
            yield
        finally:
            self.spent += self.clock() - self.since
            self.since = None

    @property
    def left(self) -> float:
        """Seconds left of the budget."""
        return self.budget - self.spent - (0.0 if self.since is None else self.clock() - self.since)

    def pause(self, tries: int, asked: float = 0.0) -> bool:
        """Wait before the next try, twice as long each time, with jitter; False if that is too long."""
        seconds = max(asked, 2 ** (tries - 1) * (0.5 + self.chance()))
        if tries >= TRIES or seconds >= self.left:
            return False
        self.sleep(seconds)
        return True


class Wire(requests.Session):
    """A session that counts its requests, tries again, and turns every failure into one line.

    It stands under gspread's client and under google-auth's token request. Where ``SHEETS_EMULATOR_HOST``
    names a local emulator, what is meant for Google Sheets goes there.
    """

    def __init__(self, credentials: "Credentials", patience: Patience) -> None:
        super().__init__()
        self.credentials, self.patience = credentials, patience
        self.count = self.lost = 0
        self.told: tuple[datetime, float] | None = None
        self.base = _find_base(os.environ.get("SHEETS_EMULATOR_HOST", ""))
        self.trust_env = self.base == GOOGLE
        self.auth = _leave_alone

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """Send a request, with as many tries as it takes; every answer returned is JSON and a success."""
        url = str(request.url)
        if url.startswith(GOOGLE):
            request.url = url.replace(GOOGLE, self.base, 1)
            request.headers["Authorization"] = f"Bearer {self.find_token()}"
        is_write = url.partition("?")[0].endswith(":batchUpdate")
        with self.patience.counting():
            return self._send(request, options, is_write=is_write)

    def _send(
        self, request: requests.PreparedRequest, options: Mapping[str, Any], *, is_write: bool
    ) -> requests.Response:
        tries = 0
        while True:
            tries += 1
            try:
                return self._try(request, options, is_write=is_write)
            except TransientError as error:
                is_lost = is_write and error.may_be_applied
                self.lost += is_lost
                if not self.patience.pause(self.lost if is_lost else tries, error.asked):
                    raise TryAgainError(*explain_busy(error)) from None
                if is_lost:
                    raise MaybeWrittenError(*explain_busy(error)) from None

    def find_token(self) -> str:
        """Return a token that is valid now, asked for if need be."""
        # Credentials.before_request would ask another host, unasked, from where this account may be used.
        if not self.credentials.valid:
            try:
                self.credentials.refresh(Request(self))  # type: ignore[no-untyped-call]
            except TransportError:
                cure = "download the key anew, and name it under credentials"
                raise SetUpError("key", "its token_uri is no address", cure) from None
            except RefreshError:
                raise TryAgainError(*explain_busy("something else than a token came")) from None
        return str(self.credentials.token)

    def _try(
        self, request: requests.PreparedRequest, options: Mapping[str, Any], *, is_write: bool
    ) -> requests.Response:
        if self.patience.left <= 0:
            raise TryAgainError(*explain_busy("the run has taken too long"))
        self.count += 1
        limited = {**options, "allow_redirects": False, "timeout": TIMEOUT}
        send = super().send
        try:
            response = run_within(self.patience.left, lambda: send(request, **limited))
        except (requests.RequestException, TimeoutError) as error:
            raise explain(error) from None
        self._note_date(response)
        check_answer(response)
        if not response.ok:
            account = str(self.credentials.service_account_email)
            raise translate(response.status_code, response.json(), account, is_write=is_write)
        return response

    def _note_date(self, response: requests.Response) -> None:
        with suppress(KeyError, ValueError):
            told = parsedate_to_datetime(response.headers["Date"])
            self.told = (told if told.tzinfo else told.replace(tzinfo=UTC), self.patience.clock())

    @property
    def google_time(self) -> datetime | None:
        """What Google's clock shows now, by the date of its last answer; None where it told none."""
        return self.told and self.told[0] + timedelta(seconds=self.patience.clock() - self.told[1])


def _leave_alone(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep requests from putting a password of ~/.netrc in place of the token."""
    return request


def _find_base(host: str) -> str:
    """Return where the requests go: to Google, or to an emulator, which must be on this machine."""
    if not host:
        return GOOGLE
    if is_loopback(host.rpartition(":")[0]):
        return f"http://{host}"
    raise SetUpError(
        "SHEETS_EMULATOR_HOST", f"{host} is not on this machine", "give 127.0.0.1:PORT or unset it"
    )
