"""Cells written by a batch: updateCells, repeatCell and appendCells."""

from typing import Any

from tests.google.errors import MAX_CELL, TOO_LONG, RequestError, UnknownToEmulatorError
from tests.google.formulas.formats import PARTNERS, pair_colours
from tests.google.sheet.a1 import Rect
from tests.google.sheet.masks import Mask, parse_mask, write
from tests.google.sheet.model import ROWS, Book, Place, Sheet, make_axis
from tests.google.sheet.read import refuse_outside
from tests.google.sheet.shifts import Shift, offset_formula
from tests.google.sheet.structure import check_size, inherit

Json = dict[str, Any]

NO_FIELDS = "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"  # [I]
WRITABLE = frozenset(
    ["userEnteredValue", "userEnteredFormat", "note", "textFormatRuns", "dataValidation", "chipRuns"]
)
_READ_ONLY = frozenset(["effectiveValue", "formattedValue", "effectiveFormat", "hyperlink"])
_VALUES = frozenset(["numberValue", "stringValue", "boolValue", "formulaValue"])


def read_mask(fields: str) -> Mask:
    """Read the mask of a write of cells; it must name a field, and only fields that cells have."""
    if not fields:
        raise RequestError(NO_FIELDS)
    try:
        mask = parse_mask(fields)
    except ValueError:
        raise RequestError(f"Invalid field: {fields}") from None
    if "*" in mask:
        return {name: {} for name in sorted(WRITABLE)}
    for name in mask:
        if name in {"pivotTable", "dataSourceTable", "dataSourceFormula"}:
            raise UnknownToEmulatorError(name)
        if name not in WRITABLE | _READ_ONLY:
            raise RequestError(f"Invalid field: {name}")
    return _with_partners({name: below for name, below in mask.items() if name in WRITABLE})


def _with_partners(mask: Mask) -> Mask:
    """Let a colour and its style be written together."""
    paired = {name: _with_partners(below) for name, below in mask.items() if name not in PARTNERS}
    for name in mask:
        if name in PARTNERS:
            paired[name] = paired[PARTNERS[name]] = {}
    return paired


def check_value(cell: Json) -> None:
    """Refuse what no cell can hold."""
    entered = cell.get("userEnteredValue", {})
    if "errorValue" in entered:
        raise RequestError("userEnteredValue.errorValue is read-only.")
    if len(entered.keys() & _VALUES) > 1:
        raise RequestError("Only one kind of value can be set in userEnteredValue.")
    for text in (entered.get("stringValue", ""), entered.get("formulaValue", ""), cell.get("note", "")):
        if len(text) > MAX_CELL:
            raise RequestError(TOO_LONG)


def write_cell(sheet: Sheet, place: Place, given: Json, mask: Mask) -> None:
    """Write the masked fields of one cell; a new value erases rich text and chips [D]."""
    cell = write(sheet.cells.get(place, {}), given, mask)
    if "userEnteredValue" in mask:
        if cell.get("userEnteredValue") == {"stringValue": ""}:
            del cell["userEnteredValue"]
        for runs in {"textFormatRuns", "chipRuns"} - mask.keys():
            cell.pop(runs, None)
    sheet.put(place, cell)


def update_cells(book: Book, request: Json) -> Json:
    """Write rows of cells from a corner, or over a range whose uncovered cells are cleared [D]."""
    mask = read_mask(request.get("fields", ""))
    rows = pair_colours(request.get("rows", []))
    sheet, rect = updated_cells(book, request)
    if rect.bottom > len(sheet.rows) or rect.right > len(sheet.columns):
        refuse_outside(sheet, rect)
    covered = "range" in request
    for offset in range(rect.bottom - rect.top):
        cells = rows[offset].get("values", []) if offset < len(rows) else []
        if covered and len(cells) > rect.right - rect.left:
            raise RequestError(
                f"Attempting to write column: {rect.left + len(cells) - 1}, beyond the last requested "
                f"column of: {rect.right - 1}"
            )
        for column in range(rect.left, rect.right if covered else rect.left + len(cells)):
            given = cells[column - rect.left] if column - rect.left < len(cells) else {}
            check_value(given)
            write_cell(sheet, (rect.top + offset, column), given, mask)
    if covered and len(rows) > rect.bottom - rect.top:
        raise RequestError(
            f"Attempting to write row: {rect.top + len(rows) - 1}, beyond the last requested row of: "
            f"{rect.bottom - 1}"
        )
    return {}


def updated_cells(book: Book, request: Json) -> tuple[Sheet, Rect]:
    """Return where an updateCells writes."""
    if "range" in request:
        sheet = book.sheet(request["range"].get("sheetId", 0))
        refuse_beyond(sheet, request["range"])
        return sheet, sheet.rect(request["range"])
    if "start" not in request:
        raise RequestError("One of 'range' or 'start' must be set.")
    start = request["start"]
    sheet = book.sheet(start.get("sheetId", 0))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    rows = request.get("rows", [])
    width = max((len(row.get("values", [])) for row in rows), default=0)
    return sheet, Rect(top, left, top + len(rows), left + width)


def refuse_beyond(sheet: Sheet, grid_range: Json) -> None:
    """Refuse a range that says more than the grid has."""
    rows, columns = sheet.size
    bottom, right = grid_range.get("endRowIndex", rows), grid_range.get("endColumnIndex", columns)
    top, left = grid_range.get("startRowIndex", 0), grid_range.get("startColumnIndex", 0)
    if bottom > rows or right > columns or top >= rows or left >= columns:
        refuse_outside(sheet, Rect(top, left, max(bottom, top + 1), max(right, left + 1)))


def repeat_cell(book: Book, request: Json) -> Json:
    """Write one cell all over a range; its formula is copied as by filling."""
    mask = read_mask(request.get("fields", ""))
    sheet = book.sheet(request["range"].get("sheetId", 0))
    refuse_beyond(sheet, request["range"])
    rect = sheet.rect(request["range"])
    given = pair_colours(request.get("cell", {}))
    check_value(given)
    formula = given.get("userEnteredValue", {}).get("formulaValue")
    for row in range(rect.top, rect.bottom):
        for column in range(rect.left, rect.right):
            cell = given
            if formula is not None:
                moved = offset_formula(formula, (row - rect.top, column - rect.left))
                cell = given | {"userEnteredValue": {"formulaValue": moved}}
            write_cell(sheet, (row, column), cell, mask)
    return {}


def append_cells(book: Book, request: Json) -> Json:
    """Write rows from column A on after the last row with data *of the tab*, and reply with nothing [D].

    A full grid grows by the rows it lacks. What counts as data, and how new rows look, are switches [?].
    """
    mask = read_mask(request.get("fields", ""))
    rows = pair_colours(request.get("rows", []))
    sheet, rect = appended_cells(book, request)
    if rect.right > len(sheet.columns):
        raise UnknownToEmulatorError("appendCells wider than the grid")
    missing = rect.bottom - len(sheet.rows)
    if missing > 0:
        last = len(sheet.rows)
        sheet.rows.extend(make_axis(ROWS, missing))
        check_size(book)
        if book.switches.appended_rows_inherit:
            inherit(sheet, Shift(ROWS, "insert", last, missing), last - 1)
    for offset, row in enumerate(rows):
        for column, given in enumerate(row.get("values", [])):
            check_value(given)
            write_cell(sheet, (rect.top + offset, column), given, mask)
    return {}


def appended_cells(book: Book, request: Json) -> tuple[Sheet, Rect]:
    """Return where an appendCells writes."""
    if "tableId" in request:
        raise UnknownToEmulatorError("appendCells into a table")
    sheet = book.sheet(request.get("sheetId", 0))
    looks = book.switches.append_after_looks
    used = [row for (row, _), cell in sheet.cells.items() if looks or "userEnteredValue" in cell]
    top, rows = max(used, default=-1) + 1, request.get("rows", [])
    width = max((len(row.get("values", [])) for row in rows), default=0)
    return sheet, Rect(top, 0, top + len(rows), width)
