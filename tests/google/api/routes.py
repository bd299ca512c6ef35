"""Which method of the API an HTTP request calls."""

import re
import urllib.parse
from dataclasses import dataclass, field
from typing import Any

_ROUTES = [
    (verb, re.compile(pattern), method)
    for verb, pattern, method in (
        ("POST", r"/v4/spreadsheets", "spreadsheets.create"),
        ("GET", r"/v4/spreadsheets/([^/:]+)", "spreadsheets.get"),
        ("POST", r"/v4/spreadsheets/([^/:]+):getByDataFilter", "spreadsheets.getByDataFilter"),
        ("POST", r"/v4/spreadsheets/([^/:]+):batchUpdate", "spreadsheets.batchUpdate"),
        ("GET", r"/v4/spreadsheets/([^/:]+)/values:batchGet", "spreadsheets.values.batchGet"),
        ("POST", r"/v4/spreadsheets/([^/:]+)/values:(batch\w+)", "spreadsheets.values."),
        ("POST", r"/v4/spreadsheets/([^/:]+)/values/([^/]+):append", "spreadsheets.values.append"),
        ("POST", r"/v4/spreadsheets/([^/:]+)/values/([^/]+):clear", "spreadsheets.values.clear"),
        ("GET", r"/v4/spreadsheets/([^/:]+)/values/([^/]+)", "spreadsheets.values.get"),
        ("PUT", r"/v4/spreadsheets/([^/:]+)/values/([^/]+)", "spreadsheets.values.update"),
        (
            "POST",
            r"/v4/spreadsheets/([^/:]+)/developerMetadata:search",
            "spreadsheets.developerMetadata.search",
        ),
        ("GET", r"/v4/spreadsheets/([^/:]+)/developerMetadata/([^/]+)", "spreadsheets.developerMetadata.get"),
        ("POST", r"/v4/spreadsheets/([^/:]+)/sheets/([^/:]+):copyTo", "spreadsheets.sheets.copyTo"),
    )
]
_READS = frozenset(
    f"spreadsheets.{name}"
    for name in [
        "get",
        "getByDataFilter",
        "values.get",
        "values.batchGet",
        "values.batchGetByDataFilter",
        "developerMetadata.get",
        "developerMetadata.search",
    ]
)


@dataclass(frozen=True)
class Call:
    """A request as the API sees it; kind is token, read, write or other."""

    kind: str
    method: str
    book_id: str = ""
    range: str = ""
    query: dict[str, list[str]] = field(default_factory=dict)
    body: Any = None

    @property
    def root(self) -> str:
        """Return what Google calls the body in its complaints [R]."""
        return "data" if self.method in {"spreadsheets.values.update", "spreadsheets.values.append"} else ""


def find_call(verb: str, target: str, body: Any) -> Call:
    """Return the call that a request line and body mean."""
    path, _, query = target.partition("?")
    if verb == "POST" and path == "/token":
        return Call("token", "token", body=body)
    for route_verb, pattern, method in _ROUTES:
        match = pattern.fullmatch(path)
        if not match or verb != route_verb:
            continue
        parts = [urllib.parse.unquote(part) for part in match.groups()]
        name = method + parts[1] if method.endswith(".") else method
        return Call(
            "read" if name in _READS else "write",
            name,
            parts[0] if parts else "",
            parts[1] if len(parts) > 1 else "",
            urllib.parse.parse_qs(query, keep_blank_values=True),
            body,
        )
    return Call("other", "other")
