"""Protected ranges, added, changed and deleted by a batch, and what they refuse."""

from typing import Any

from tests.google.errors import PROTECTED, ProtectedError, RequestError
from tests.google.sheet.a1 import Rect
from tests.google.sheet.masks import parse_mask, write
from tests.google.sheet.model import SERVICE_ACCOUNT, Book, Sheet, without_id
from tests.google.sheet.read import may_edit, render_protection

Json = dict[str, Any]


def add_protection(book: Book, request: Json, *, by_service: bool) -> Json:
    """Protect a range.

    Whoever makes it may edit it; without editors named, so may everybody who can edit the spreadsheet [D].
    """
    given = request["protectedRange"]
    sheet = book.sheet(given.get("range", {}).get("sheetId", 0))
    stored = {name: given[name] for name in ("description", "warningOnly") if given.get(name)}
    stored["protectedRangeId"] = given.get("protectedRangeId") or book.new_id()
    stored["range"] = without_id(given.get("range", {}))
    if given.get("warningOnly") and any(given.get("editors", {}).values()):
        raise RequestError("ProtectedRange is warningOnly. Editors cannot be set on it.")
    if "unprotectedRanges" in given:
        stored["unprotectedRanges"] = [without_id(r) for r in given["unprotectedRanges"]]
    maker = SERVICE_ACCOUNT if by_service else book.owner
    editors = {name: users for name, users in given.get("editors", {}).items() if users}
    users = list(dict.fromkeys([*editors.get("users", []), maker]))
    if "editors" not in given:
        users = list(dict.fromkeys([maker, book.owner, SERVICE_ACCOUNT]))
    stored["editors"] = editors | {"users": users}
    sheet.protections.append(stored)
    shown = render_protection(book, sheet, stored)
    if "editors" in shown:
        shown["editors"] = editors  # as given; the maker shows up in the next read [R]
    return {"addProtectedRange": {"protectedRange": shown}}


def update_protection(book: Book, request: Json) -> Json:
    """Change a protected range."""
    given = request["protectedRange"]
    sheet, place = _find_protection(book, given.get("protectedRangeId", 0))
    mask = parse_mask(request["fields"])
    changed = write(sheet.protections[place], given, mask)
    changed["range"] = without_id(changed["range"])
    sheet.protections[place] = {"editors": {"users": [book.owner]}} | changed
    return {}


def delete_protection(book: Book, request: Json) -> Json:
    """Take the protection of a range away."""
    sheet, place = _find_protection(book, request.get("protectedRangeId", 0))
    del sheet.protections[place]
    return {}


def _find_protection(book: Book, number: int) -> tuple[Sheet, int]:
    for sheet in book.sheets:
        for place, protection in enumerate(sheet.protections):
            if protection["protectedRangeId"] == number:
                return sheet, place
    raise RequestError(f"No protected range with id: {number}")


def refuse_protected(book: Book, sheet: Sheet, rect: Rect | None) -> None:
    """Refuse the service account cells it may not edit; *rect* None is the tab as a whole."""
    for protection in sheet.protections:
        warns = protection.get("warningOnly", False)
        if not book.switches.warning_stops_programs if warns else may_edit(book, protection):
            continue
        if rect is None:
            hit = not protection["range"]
        else:
            hit = sheet.rect(protection["range"]).meets(rect) and not any(
                _covers(sheet.rect(free), rect) for free in protection.get("unprotectedRanges", [])
            )
        if hit:
            raise ProtectedError(PROTECTED[book.switches.language])


def _covers(outer: Rect, inner: Rect) -> bool:
    return (
        outer.top <= inner.top
        and outer.left <= inner.left
        and outer.bottom >= inner.bottom
        and outer.right >= inner.right
    )
