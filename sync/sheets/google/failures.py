"""A request that failed: what it means, and whether it may pass (design.md, section 5)."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from sync.errors import SetUpError
from sync.sheets.google.refusals import is_busy


class TransientError(Exception):
    """A try that failed and may be repeated; `asked` is the pause in seconds that the server asked for."""

    def __init__(self, why: str, *, applied: bool, asked: float = 0.0) -> None:
        super().__init__(why)
        self.may_be_applied, self.asked = applied, asked


def explain_busy(error: TransientError | str) -> tuple[str, str, str]:
    """Return what, why and the cure of what is left for later."""
    return "Google Sheets cannot be reached", str(error), "run again later; nothing is lost"


def explain(error: Exception) -> Exception:
    """Return what a broken connection means: it may pass, or the set-up is wrong."""
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        cure = "check the clock of this machine and the certificates of its proxy"
        return SetUpError("Google Sheets cannot be reached", "its certificate could not be verified", cure)
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        cure = "correct HTTPS_PROXY, or token_uri in the key file"
        return SetUpError("Google Sheets cannot be reached", "an address in the set-up is no address", cure)
    if isinstance(error, requests.exceptions.ProxyError):
        return TransientError("the proxy in HTTPS_PROXY does not answer", applied=False)
    if isinstance(error, TimeoutError | requests.ReadTimeout) or "Read timed out" in str(error):
        return TransientError("no answer came in time", applied=True)
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(reason, NewConnectionError | ConnectTimeoutError):
        return TransientError("there is no connection", applied=False)
    return TransientError("the connection broke", applied=True)


def check_answer(response: requests.Response) -> None:
    """Raise `TransientError` for an answer that is none, or that asks to come back later."""
    try:
        body = response.json()
    except requests.exceptions.JSONDecodeError:
        body = None
    if not isinstance(body, dict) or response.is_redirect:
        why = f"a page instead of an answer (HTTP {response.status_code})"
        raise TransientError(why, applied=True)
    if is_busy(response.status_code, body):
        applied = response.status_code not in {requests.codes.too_many_requests, requests.codes.forbidden}
        asked = _read_seconds(response.headers.get("Retry-After", ""))
        why = f"it is busy or over quota (HTTP {response.status_code})"
        raise TransientError(why, applied=applied, asked=asked)


def _read_seconds(retry_after: str) -> float:
    """Return the pause that Retry-After asks for, in seconds: it is a number or a date (RFC 9110, 10.2.3)."""
    if retry_after.isdecimal():
        return float(retry_after)
    try:
        return max((parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return 0.0
