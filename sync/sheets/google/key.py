"""The service account's key file: found, private, and of the right kind."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import SetUpError
from sync.files.private import check_private

if TYPE_CHECKING:
    from google.oauth2.service_account import Credentials

SCOPE = "https://www.googleapis.com/auth/spreadsheets"
VARIABLE = "KEEP_IN_TOUCH_CREDENTIALS"
"""What may hold the key itself, where there is no place for a file of one's own (design.md, section 13)."""
_CURE = "download a key of the service account in Google Cloud, as JSON, and name it under credentials"


def load_key(path: Path) -> "Credentials":
    """Return the credentials in the file, with the scope for spreadsheets and no other.

    A key that stands in `VARIABLE` itself, as JSON, wins. Raises `SetUpError` for a file that is missing,
    readable by others, or no service account's key.
    """
    if text := os.environ.get(VARIABLE):
        return load_key_text(text, f"${VARIABLE}")
    check_private(path, "key file", _CURE)
    return load_key_text(read_key_file(path), str(path))


def read_key_file(path: Path) -> str:
    """Return what stands in the file, whoever may read it. Raises `SetUpError` where that is no text."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SetUpError(str(path), "the key file is garbled: it is no JSON", _CURE) from None
    except OSError as error:
        raise SetUpError(str(path), f"the key file cannot be read ({error.strerror})", _CURE) from None


def load_key_text(text: str, what: str) -> "Credentials":
    """Return the credentials in the text; `what` it is called in the `SetUpError` for what is no key."""
    from google.auth.exceptions import MalformedError
    from google.oauth2.service_account import Credentials

    try:
        info = json.loads(text)
    except ValueError:
        raise SetUpError(what, "the key file is garbled: it is no JSON", _CURE) from None
    if kind := _find_wrong_kind(info):
        raise SetUpError(what, kind, _CURE)
    try:
        return Credentials.from_service_account_info(info, scopes=[SCOPE])  # type: ignore[no-untyped-call, no-any-return]
    except (MalformedError, ValueError, TypeError):
        raise SetUpError(what, "the key file is damaged or incomplete", _CURE) from None


def _find_wrong_kind(info: object) -> str | None:
    if not isinstance(info, dict):
        return "this is no key of a service account"
    if {"installed", "web"} & info.keys():
        return "this is an OAuth client, not the key of a service account"
    if info.get("type") == "authorized_user":
        return "this is a person’s own login, not the key of a service account"
    return None if info.get("type") == "service_account" else "this is no key of a service account"
