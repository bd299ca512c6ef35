"""Google's refusals, each as one line for the owner: what, why, what to do.

Only codes, statuses, reasons and numbers are looked at: messages come in the language of the account
(the bodies are those that Google sends; see tests/sheets/test_refusals.py).
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from sync.errors import (
    KeepInTouchError,
    MissingTabError,
    PermissionDeniedError,
    ProtectedWriteError,
    RefusedWriteError,
    SetUpError,
)

_BUSY_REASONS = {"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"}
_BUSY_TOKEN = {"internal_failure", "server_error", "temporarily_unavailable"}
_API_LINK = re.compile(r"https://console\.[\w.]*google\.com/\S+")
_REQUEST = re.compile(r"Invalid (?:requests|data)\[\d+\](?:\.\w+)?: ")
"""What stands before a refusal: which request of a batch it is about."""
_NO_TAB = "Unable to parse range"
_API_PAGE = "https://console.cloud.google.com/apis/library/sheets.googleapis.com"


def is_busy(status: int, body: Mapping[str, Any]) -> bool:
    """Return whether the answer means: later. The quota is sometimes told with a 403."""
    if status in {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}:
        return True
    is_server = status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.NOT_IMPLEMENTED
    return is_server or str(body.get("error")) in _BUSY_TOKEN or bool(_reasons(body) & _BUSY_REASONS)


def translate(status: int, body: Mapping[str, Any], account: str, *, is_write: bool) -> KeepInTouchError:
    """Return the error for an answer that is no success and does not pass; `account` is the key's address."""
    error = body.get("error")
    if not isinstance(error, Mapping):
        return _translate_token(str(error), str(body.get("error_description", "")), account)
    message = str(error.get("message", f"HTTP {status}"))
    if status == HTTPStatus.FORBIDDEN:
        return _translate_forbidden(_reasons(body), message, account, is_write=is_write)
    if status == HTTPStatus.BAD_REQUEST:
        return _translate_invalid(error, message, account, is_write=is_write)
    if status == HTTPStatus.UNAUTHORIZED:
        cure = f"check in Google Cloud that {account} is enabled, or make a new key"
        return PermissionDeniedError("key", "Google did not accept its token", cure)
    if status == HTTPStatus.NOT_FOUND:
        return SetUpError("sheet", "there is no such Google Sheet", "correct location in the settings")
    return SetUpError("sheet", f"Google refused with HTTP {status}", f"Google says: {message}")


def _translate_token(error: str, description: str, account: str) -> KeepInTouchError:
    """Return the error for a refused token; its endpoint always speaks English."""
    words = f"{error} {description}".casefold()
    if "timeframe" in words or "iat" in words.split():
        return SetUpError(
            "clock", "this machine’s clock is wrong, so Google refuses the key", "set the clock"
        )
    if "signature" in words:
        cure = f"make a new key for {account} in Google Cloud and name it under credentials"
        return PermissionDeniedError("key", "it was deleted or replaced at Google", cure)
    if "scope" in words:
        cure = f"allow {account} the scope spreadsheets, or make a new service account"
        return PermissionDeniedError("key", "it may not ask for access to sheets", cure)
    cure = "enable it in Google Cloud, or make a new service account and key"
    return PermissionDeniedError("key", f"its account {account} is deleted or disabled", cure)


def _translate_forbidden(
    reasons: set[str], message: str, account: str, *, is_write: bool
) -> KeepInTouchError:
    if reasons & {"SERVICE_DISABLED", "accessNotConfigured"}:
        link = _API_LINK.search(message)
        cure = f"enable it, wait a few minutes and run again: {link[0] if link else _API_PAGE}"
        return SetUpError("Google Sheets API", "it is not enabled for the key’s project", cure)
    if "ACCESS_TOKEN_SCOPE_INSUFFICIENT" in reasons:
        cure = f"make a new key for {account}"
        return PermissionDeniedError("key", "its token may not use sheets", cure)
    why = "it may be read but not written" if is_write else "it is not shared with the job"
    return PermissionDeniedError("sheet", why, f"share it with {account} as Editor")


def _translate_invalid(
    error: Mapping[str, Any], message: str, account: str, *, is_write: bool
) -> KeepInTouchError:
    if error.get("status") == "FAILED_PRECONDITION":
        cure = "open it at Google, choose File › Save as Google Sheets, and use the new address"
        return SetUpError("sheet", "it is an uploaded Excel file, not a Google Sheet", cure)
    if is_write and ".appendDimension:" in message:
        cure = "delete empty rows, columns or tabs: a spreadsheet can only have so many cells"
        return RefusedWriteError("sheet", f"Google adds no column ({message})", cure)
    if is_write and not error.get("details") and _names_nothing(message):
        why = f"Google keeps the job from changing what is protected in it ({message})"
        return ProtectedWriteError("sheet", why, f"let {account} edit it, under Data › Protect")
    if is_write:
        cure = "run again; if it stays so, look for what is special about the tab"
        return RefusedWriteError("sheet", f"Google refused the change ({message})", cure)
    return MissingTabError(message)


def _names_nothing(message: str) -> bool:
    """Return whether a refusal names no size, cell, id or formula: so a protected cell is refused.

    That comes in the language of the account and with no code of its own. Every other refusal of a write has
    a number in it, in whatever language.
    """
    told = _REQUEST.sub("", message)
    return not any(map(str.isdigit, told)) and not told.startswith(_NO_TAB)


def _reasons(body: Mapping[str, Any]) -> set[str]:
    """Return the machine-readable reasons in an error body, of the new form and of the old."""
    error = body.get("error")
    if not isinstance(error, Mapping):
        return set()
    listed = [*error.get("details", ()), *error.get("errors", ())]
    return {str(entry["reason"]) for entry in listed if isinstance(entry, Mapping) and "reason" in entry}
