"""``:batchUpdate``: a list of requests that is applied as a whole or not at all."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.google.api import writes
from tests.google.errors import (
    ApiError,
    ProtectedError,
    RequestError,
    UnknownToEmulatorError,
    body,
    invalid,
)
from tests.google.sheet import metadata, rules, sorting, structure, tabs
from tests.google.sheet.a1 import Rect
from tests.google.sheet.model import ROWS, Book, Sheet
from tests.google.sheet.read import find_filtered

Json = dict[str, Any]
Work = Callable[[Book, Json], Json]
Touched = tuple[Sheet, Rect | None]


@dataclass(frozen=True)
class Actor:
    """Who changes the spreadsheet, and how Google refuses them what is protected [?]."""

    is_service: bool = True
    language: str = "en"
    protected_status: int = 400
    protected_prefix: bool = True


PERSON = Actor(is_service=False)

_KINDS: dict[str, Work] = {
    "updateCells": writes.update_cells,
    "repeatCell": writes.repeat_cell,
    "setDataValidation": writes.set_validation,
    "copyPaste": writes.copy_paste,
    "cutPaste": writes.cut_paste,
    "mergeCells": writes.merge_cells,
    "unmergeCells": writes.unmerge_cells,
    "insertDimension": structure.insert,
    "deleteDimension": structure.delete,
    "moveDimension": structure.move,
    "appendDimension": structure.append,
    "updateDimensionProperties": structure.update_dimensions,
    "autoResizeDimensions": structure.auto_resize,
    "addSheet": tabs.add_sheet,
    "deleteSheet": tabs.delete_sheet,
    "updateSheetProperties": tabs.update_sheet,
    "updateSpreadsheetProperties": tabs.update_book,
    "addNamedRange": tabs.add_named,
    "updateNamedRange": tabs.update_named,
    "deleteNamedRange": tabs.delete_named,
    "setBasicFilter": tabs.set_filter,
    "clearBasicFilter": tabs.clear_filter,
    "addDimensionGroup": tabs.add_group,
    "deleteDimensionGroup": tabs.delete_group,
    "addConditionalFormatRule": rules.add_rule,
    "updateConditionalFormatRule": rules.update_rule,
    "deleteConditionalFormatRule": rules.delete_rule,
    "updateProtectedRange": rules.update_protection,
    "deleteProtectedRange": rules.delete_protection,
    "createDeveloperMetadata": metadata.create,
    "updateDeveloperMetadata": metadata.update,
    "deleteDeveloperMetadata": metadata.delete,
}


def apply_batch(book: Book, requests: list[Json], actor: Actor, today: dt.date) -> tuple[Book, list[Json]]:
    """Return the spreadsheet after all of the requests, and their replies; *book* stays as it is.

    Raises ApiError, naming the first request that is refused; then nothing has happened.
    """
    if not requests:
        raise invalid("Must specify at least one request.")
    changed = book.copy()
    replies = []
    for place, request in enumerate(requests):
        kind = _kind_of(request, place)
        where = f"Invalid requests[{place}].{kind}: "
        try:
            replies.append(_apply(changed, kind, request[kind], actor, today))
        except RequestError as error:
            raise invalid(where + str(error)) from None
        except ProtectedError as error:
            bare = kind == "deleteDimension"  # so it was met [I]
            raise protected(str(error), "" if bare else where, actor) from None
        except (KeyError, IndexError) as error:
            raise UnknownToEmulatorError(f"{kind} without {error}") from None
    return changed, replies


def _kind_of(request: Json, place: int) -> str:
    if not request:
        raise invalid(f"Invalid requests[{place}]: No request set.")
    kind, *others = request
    if others:
        told = f"oneof field 'kind' is already set. Cannot set '{others[0]}'"
        raise invalid(f"Invalid value at 'requests[{place}]' (oneof), {told}")
    return kind


def protected(text: str, where: str, actor: Actor) -> ApiError:
    """Return the refusal of protected cells: which status and prefix it has is not established [?]."""
    status = {400: "INVALID_ARGUMENT", 403: "PERMISSION_DENIED"}[actor.protected_status]
    message = where + text if actor.protected_prefix else text
    return ApiError(actor.protected_status, body(actor.protected_status, status, message))


def _apply(book: Book, kind: str, content: Json, actor: Actor, today: dt.date) -> Json:
    if actor.is_service:
        for sheet, rect in _touched(book, kind, content):
            rules.refuse_protected(book, sheet, rect, actor.language)
    if kind == "sortRange":
        return sorting.sort_range(book, content, today)
    if kind == "addProtectedRange":
        return rules.add_protection(book, content, by_service=actor.is_service)
    if kind not in _KINDS:
        raise UnknownToEmulatorError(kind)
    return _KINDS[kind](book, content)


def _touched(book: Book, kind: str, content: Json) -> list[Touched]:
    """Return the cells that a request changes."""
    if kind == "updateCells":
        return [writes.updated_cells(book, content)]
    if kind in {"repeatCell", "setDataValidation", "sortRange", "mergeCells", "unmergeCells"}:
        sheet = book.sheet(content["range"].get("sheetId", 0))
        return [(sheet, sheet.rect(content["range"]))]
    if kind in {"insertDimension", "deleteDimension", "moveDimension"}:
        return [_touched_lines(book, kind, content)]
    if kind in {"deleteSheet", "appendDimension"}:
        return [(book.sheet(content.get("sheetId", 0)), None)]
    if kind == "addConditionalFormatRule":
        ranges = content["rule"].get("ranges", [])
        return [(book.sheet(r.get("sheetId", 0)), None) for r in ranges]
    return []


def _touched_lines(book: Book, kind: str, content: Json) -> Touched:
    """Return the lines deleted or moved; an insertion touches what lies on both its sides."""
    line = content.get("range") or content["source"]
    sheet = book.sheet(line.get("sheetId", 0))
    rows, columns = sheet.size
    start, end = line.get("startIndex", 0), line.get("endIndex", len(sheet.axis(line["dimension"])))
    is_row = line["dimension"] == ROWS
    if kind == "insertDimension":
        inside = [
            p
            for p in sheet.protections
            for low, high in [_ends(p["range"], is_row=is_row)]
            if low < start < high
        ]
        start, end = (start, start + 1) if inside else (rows if is_row else columns, 0)
    return sheet, Rect(start, 0, end, columns) if is_row else Rect(0, start, rows, end)


def _ends(grid_range: Json, *, is_row: bool) -> tuple[int, int]:
    name = "Row" if is_row else "Column"
    return grid_range.get(f"start{name}Index", 0), grid_range.get(f"end{name}Index", 1 << 30)


def chosen_parts(book: Book, filters: list[Json]) -> list[tuple[Sheet, Rect]]:
    """Return what DataFilters choose, refused as Google does by their place."""
    parts = []
    for place, chosen in enumerate(filters):
        try:
            parts += find_filtered(book, [chosen])
        except RequestError as error:
            raise invalid(f"Invalid dataFilters[{place}]: {error}") from None
    return parts
