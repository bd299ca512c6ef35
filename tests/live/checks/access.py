"""Who may come in, and how the others are refused."""

from collections.abc import Iterator
from http import HTTPStatus

from google.auth.transport.requests import Request

from sync.sheets.google.key import SCOPE
from tests.live.api import Google
from tests.live.found import Found, same, told
from tests.live.tabs import Tab

UNKNOWN = "1keep-in-touch-probe-no-such-spreadsheet-00000"
SPENT = 75
"""Reads in a row: more than the 60 that there are in a minute."""


def ask_token(tab: Tab) -> Iterator[Found]:
    """Ask with a token that is none, and with none at all."""
    refused = tab.google.ask("GET", token="ya29.nothing", fields="spreadsheetId")
    yield same("a token that is none", "401 UNAUTHENTICATED", refused.refusal)
    yield told("without any token, a write", tab.google.ask("POST", ":batchUpdate", {}, token="").refusal)
    yield told("without any token, a read", tab.google.ask("GET", token="", fields="spreadsheetId").refusal)


def ask_own_token(tab: Tab) -> Iterator[Found]:
    """Ask with a token that the key signs itself: were it taken, a request would be saved."""
    key = tab.google.credentials
    signed = key.with_scopes([SCOPE]).with_always_use_jwt_access(True)
    signed.refresh(Request(tab.google.session))
    came = tab.google.ask("GET", token=str(signed.token), fields="spreadsheetId")
    yield told("a token that the key signed itself is taken", came.refusal)


def ask_unknown(tab: Tab) -> Iterator[Found]:
    """Ask for a spreadsheet that is not there."""
    gone = tab.google.ask("GET", book_id=UNKNOWN, fields="spreadsheetId")
    yield same("a spreadsheet that is not there", "404 NOT_FOUND", gone.refusal)


def ask_read_only(google: Google, book_id: str) -> Iterator[Found]:
    """Ask of a spreadsheet that the key may only read."""
    read = google.ask("GET", book_id=book_id, fields="properties(locale)")
    yield same("what is shared read-only is read", "200", read.refusal)
    same_again = {"updateSpreadsheetProperties": {"properties": read.body["properties"], "fields": "locale"}}
    refused = google.ask("POST", ":batchUpdate", {"requests": [same_again]}, book_id=book_id)
    yield same("what is shared read-only is not written", "403 PERMISSION_DENIED", refused.refusal)
    yield told("what is said of a read-only spreadsheet", refused.message)


def ask_quota(google: Google) -> Iterator[Found]:
    """Ask more often than a minute allows."""
    for _ in range(SPENT):
        came = google.ask("GET", patient=False, fields="spreadsheetId")
        if came.status != HTTPStatus.OK:
            break
    yield same("61 reads a minute are too many", "429 RESOURCE_EXHAUSTED", came.refusal)
    details = came.body.get("error", {}).get("details", ())
    reasons = [detail["reason"] for detail in details if "reason" in detail]
    yield same("the reason of a spent quota", ["RATE_LIMIT_EXCEEDED"], reasons)
    yield told("when to come again after a spent quota", came.headers.get("Retry-After", "not told"))


CHECKS = (ask_token, ask_own_token, ask_unknown)
