"""What was said, for the emulator's recordings: one exchange a line, and nobody to be known by it."""

import json
import re
from collections.abc import Iterable, Mapping
from email.utils import formatdate
from http import HTTPStatus
from typing import Any

from sync.sheets.google.wire import GOOGLE
from tests.live.api import Exchange, Json
from tests.live.tabs import PREFIX

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PROJECT = re.compile(r"(projects?[/=]|project_number:|project )\d+")
_PLACE = re.compile(r"^.*?/v4/spreadsheets/([^/:?]+)")


def write_lines(exchanges: Iterable[Exchange]) -> str:
    """Return the exchanges as JSON lines, in the form of the recordings that there are.

    Tokens are in none of it; addresses, the spreadsheets' ids, the project's number and the titles of tabs
    other than the probe's are taken out.
    """
    return "".join(
        json.dumps(_line(number, exchange), ensure_ascii=False) + "\n"
        for number, exchange in enumerate(exchanges)
    )


def _line(number: int, exchange: Exchange) -> Json:
    found = _PLACE.match(exchange.url)
    ids = {found[1]: "SPREADSHEET"} if found else {}
    path = _PLACE.sub("", exchange.url)
    answer, body = exchange.answer, exchange.body or {}
    line = {
        "cassette": "live",
        "index": number,
        "session": "SPREADSHEET",
        "session_origin": "live",
        "session_title": exchange.about,
        "seq": number,
        "date": answer.headers.get("Date", formatdate(usegmt=True)),
        "method": exchange.verb,
        "url": f"{GOOGLE}/v4/spreadsheets/SPREADSHEET{path}",
        "template": f"/v4/spreadsheets/{{spreadsheetId}}{path}",
        "range": None,
        "query": {
            name: [value] if isinstance(value, str) else list(value) for name, value in exchange.query.items()
        },
        "batch_kinds": [kind for request in body.get("requests", ()) for kind in request],
        "request_body": exchange.body,
        "status": answer.status,
        "status_message": HTTPStatus(answer.status).phrase,
        "response_body": answer.body,
    }
    return {name: _redact(value, ids) for name, value in line.items()}


def _redact(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_redact(item, ids) for item in value]
    if isinstance(value, dict):
        return {
            name: "a tab" if _is_title(name, item) else _redact(item, ids) for name, item in value.items()
        }
    if not isinstance(value, str):
        return value
    for secret, shown in ids.items():
        value = value.replace(secret, shown)
    value = _ADDRESS.sub("someone@example.com", value) if "@" in value else value
    return _PROJECT.sub(lambda match: f"{match[1]}123456789012", value)


def _is_title(name: str, value: object) -> bool:
    return name == "title" and not str(value).startswith(PREFIX)
