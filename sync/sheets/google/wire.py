"""HTTP to Google as it is: slow, busy, cut off; tried again within limits, and never for ever.

A read is simply repeated. A write is repeated only when it certainly was not applied; otherwise
`MaybeWrittenError` says that nobody knows, and the caller looks at the sheet (design.md, section 5).
"""

import os
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import requests
from google.auth.exceptions import RefreshError, TransportError
from google.auth.transport.requests import Request
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from sync.core.loopback import is_loopback
from sync.errors import MaybeWrittenError, SetUpError, TryAgainError
from sync.files.within import run_within
from sync.sheets.google.refusals import is_busy, translate

if TYPE_CHECKING:
    from google.oauth2.service_account import Credentials

GOOGLE = "https://sheets.googleapis.com"
TIMEOUT = (10, 60)
"""Seconds to connect, and between two packets."""
TRIES = 5
BUDGET = 120.0
"""Seconds for all tries of one request."""


@dataclass
class Patience:
    """How long to wait and how often to try; the clock, the pause and the chance are handed in.

    `deadline` is for the whole run, in seconds.
    """

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    deadline: float = 300.0
    start: float = field(init=False)

    def __post_init__(self) -> None:
        """Begin to count."""
        self.start = self.clock()

    @property
    def left(self) -> float:
        """Seconds left of the whole run."""
        return self.start + self.deadline - self.clock()

    def pause(self, tries: int, left: float, asked: float = 0.0) -> bool:
        """Wait before the next try, twice as long each time, with jitter; False if that is too long."""
        seconds = max(asked, 2 ** (tries - 1) * (0.5 + self.chance()))
        if tries >= TRIES or seconds >= left:
            return False
        self.sleep(seconds)
        return True


class _TransientError(Exception):
    """A try that failed and may be repeated; `asked` is the pause in seconds that the server asked for."""

    def __init__(self, why: str, *, applied: bool, asked: float = 0.0) -> None:
        super().__init__(why)
        self.may_be_applied, self.asked = applied, asked


class Wire(requests.Session):
    """A session that counts its requests, tries again, and turns every failure into one line.

    It stands under gspread's client and under google-auth's token request. Where ``SHEETS_EMULATOR_HOST``
    names a local emulator, what is meant for Google Sheets goes there.
    """

    def __init__(self, credentials: "Credentials", patience: Patience) -> None:
        super().__init__()
        self.credentials, self.patience = credentials, patience
        self.count = self.lost = 0
        self.base = _find_base(os.environ.get("SHEETS_EMULATOR_HOST", ""))
        self.trust_env = self.base == GOOGLE
        self.auth = _leave_alone

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """Send a request, with as many tries as it takes; every answer returned is JSON and a success."""
        url = str(request.url)
        if url.startswith(GOOGLE):
            request.url = url.replace(GOOGLE, self.base, 1)
            request.headers["Authorization"] = f"Bearer {self._find_token()}"
        is_write = url.partition("?")[0].endswith(":batchUpdate")
        end = self.patience.clock() + BUDGET
        tries = 0
        while True:
            tries += 1
            left = min(self.patience.left, end - self.patience.clock())
            try:
                return self._try(request, options, left, is_write=is_write)
            except _TransientError as error:
                is_lost = is_write and error.may_be_applied
                self.lost += is_lost
                left = min(self.patience.left, end - self.patience.clock())
                if not self.patience.pause(self.lost if is_lost else tries, left, error.asked):
                    raise TryAgainError(*_busy(error)) from None
                if is_lost:
                    raise MaybeWrittenError(*_busy(error)) from None

    def _find_token(self) -> str:
        # Credentials.before_request would ask another host, unasked, from where this account may be used.
        if not self.credentials.valid:
            try:
                self.credentials.refresh(Request(self))  # type: ignore[no-untyped-call]
            except TransportError:
                cure = "download the key anew, and name it under credentials"
                raise SetUpError("key", "its token_uri is no address", cure) from None
            except RefreshError:
                raise TryAgainError(*_busy("something else than a token came")) from None
        return str(self.credentials.token)

    def _try(
        self, request: requests.PreparedRequest, options: Mapping[str, Any], left: float, *, is_write: bool
    ) -> requests.Response:
        if left <= 0:
            raise TryAgainError(*_busy("the run has taken too long"))
        self.count += 1
        limited = {**options, "allow_redirects": False, "timeout": TIMEOUT}
        send = super().send
        try:
            response = run_within(left, lambda: send(request, **limited))
        except (requests.RequestException, TimeoutError) as error:
            raise _explain(error) from None
        _check_answer(response)
        if not response.ok:
            account = str(self.credentials.service_account_email)
            raise translate(response.status_code, response.json(), account, is_write=is_write)
        return response


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


def _busy(error: _TransientError | str) -> tuple[str, str, str]:
    return "Google Sheets cannot be reached", str(error), "run again later; nothing is lost"


def _explain(error: Exception) -> Exception:
    """Return what a broken connection means: it may pass, or the set-up is wrong."""
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        cure = "check the clock of this machine and the certificates of its proxy"
        return SetUpError("Google Sheets cannot be reached", "its certificate could not be verified", cure)
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        cure = "correct HTTPS_PROXY, or token_uri in the key file"
        return SetUpError("Google Sheets cannot be reached", "an address in the set-up is no address", cure)
    if isinstance(error, requests.exceptions.ProxyError):
        return _TransientError("the proxy in HTTPS_PROXY does not answer", applied=False)
    if isinstance(error, TimeoutError | requests.ReadTimeout) or "Read timed out" in str(error):
        return _TransientError("no answer came in time", applied=True)
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(reason, NewConnectionError | ConnectTimeoutError):
        return _TransientError("there is no connection", applied=False)
    return _TransientError("the connection broke", applied=True)


def _check_answer(response: requests.Response) -> None:
    """Raise `_TransientError` for an answer that is none, or that asks to come back later."""
    try:
        body = response.json()
    except requests.exceptions.JSONDecodeError:
        body = None
    if not isinstance(body, dict) or response.is_redirect:
        why = f"a page instead of an answer (HTTP {response.status_code})"
        raise _TransientError(why, applied=True)
    if is_busy(response.status_code, body):
        applied = response.status_code not in {requests.codes.too_many_requests, requests.codes.forbidden}
        asked = _read_seconds(response.headers.get("Retry-After", ""))
        why = f"it is busy or over quota (HTTP {response.status_code})"
        raise _TransientError(why, applied=applied, asked=asked)


def _read_seconds(retry_after: str) -> float:
    """Return the pause that Retry-After asks for, in seconds: it is a number or a date (RFC 9110, 10.2.3)."""
    if retry_after.isdecimal():
        return float(retry_after)
    try:
        return max((parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return 0.0
