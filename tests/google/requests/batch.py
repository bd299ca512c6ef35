"""``:batchUpdate``: a list of requests that is applied as a whole or not at all."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from tests.google.errors import (
    ApiError,
    ProtectedError,
    RequestError,
    UnknownToEmulatorError,
    body,
    invalid,
)
from tests.google.requests import (
    cells,
    copies,
    lines,
    metadata,
    named,
    protection,
    rules,
    sorting,
    tabs,
    validation,
)
from tests.google.sheet.a1 import Rect
from tests.google.sheet.model import ROWS, Book, Sheet

Json = dict[str, Any]
Work = Callable[[Book, Json], Json]
Touched = tuple[Sheet, Rect | None]


_KINDS: dict[str, Work] = {
    "updateCells": cells.update_cells,
    "appendCells": cells.append_cells,
    "repeatCell": cells.repeat_cell,
    "setDataValidation": validation.set_validation,
    "copyPaste": copies.copy_paste,
    "cutPaste": copies.cut_paste,
    "mergeCells": copies.merge_cells,
    "unmergeCells": copies.unmerge_cells,
    "insertDimension": lines.insert,
    "deleteDimension": lines.delete,
    "moveDimension": lines.move,
    "appendDimension": lines.append,
    "updateDimensionProperties": lines.update_dimensions,
    "autoResizeDimensions": lines.auto_resize,
    "addSheet": tabs.add_sheet,
    "deleteSheet": tabs.delete_sheet,
    "updateSheetProperties": tabs.update_sheet,
    "updateSpreadsheetProperties": tabs.update_book,
    "addNamedRange": named.add_named,
    "updateNamedRange": named.update_named,
    "deleteNamedRange": named.delete_named,
    "setBasicFilter": named.set_filter,
    "clearBasicFilter": named.clear_filter,
    "addDimensionGroup": named.add_group,
    "deleteDimensionGroup": named.delete_group,
    "addConditionalFormatRule": rules.add_rule,
    "updateConditionalFormatRule": rules.update_rule,
    "deleteConditionalFormatRule": rules.delete_rule,
    "updateProtectedRange": protection.update_protection,
    "deleteProtectedRange": protection.delete_protection,
    "createDeveloperMetadata": metadata.create,
    "updateDeveloperMetadata": metadata.update,
    "deleteDeveloperMetadata": metadata.delete,
}
_WRITTEN = {"updateCells": cells.updated_cells, "appendCells": cells.appended_cells}


def apply_batch(
    book: Book, requests: list[Json], today: dt.date, *, by_service: bool = True
) -> tuple[Book, list[Json]]:
    """Return the spreadsheet after all of the requests, and their replies; *book* stays as it is.

    The owner is never refused what is protected, the service account may be. Raises ApiError, naming the
    first request that is refused; then nothing has happened.
    """
    if not requests:
        raise invalid("Must specify at least one request.")
    changed = book.copy()
    replies = []
    for place, request in enumerate(requests):
        kind = _kind_of(request, place)
        where = f"Invalid requests[{place}].{kind}: "
        try:
            replies.append(_apply(changed, kind, request[kind], today, by_service=by_service))
        except RequestError as error:
            raise invalid(where + str(error)) from None
        except ProtectedError as error:
            bare = kind == "deleteDimension"  # so it was met [I]
            raise protected(book, str(error), "" if bare else where) from None
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


def protected(book: Book, text: str, where: str) -> ApiError:
    """Return the refusal of protected cells: which status and prefix it has is not established [?]."""
    code = book.switches.protected_status
    status = {400: "INVALID_ARGUMENT", 403: "PERMISSION_DENIED"}[code]
    message = where + text if book.switches.protected_prefix else text
    return ApiError(code, body(code, status, message))


def _apply(book: Book, kind: str, content: Json, today: dt.date, *, by_service: bool) -> Json:
    if by_service:
        for sheet, rect in _touched(book, kind, content):
            protection.refuse_protected(book, sheet, rect)
    if kind == "sortRange":
        return sorting.sort_range(book, content, today)
    if kind == "addProtectedRange":
        return protection.add_protection(book, content, by_service=by_service)
    if kind not in _KINDS:
        raise UnknownToEmulatorError(kind)
    return _KINDS[kind](book, content)


def _touched(book: Book, kind: str, content: Json) -> list[Touched]:
    """Return the cells that a request changes."""
    if kind in _WRITTEN:
        return [_WRITTEN[kind](book, content)]
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
