"""Cells written by a batch: updateCells, repeatCell, validation, copying and clearing."""

from typing import Any

from tests.google.errors import MAX_CELL, TOO_LONG, RequestError, UnknownToEmulatorError
from tests.google.formulas.formats import PARTNERS, pair_colours
from tests.google.sheet.a1 import Rect
from tests.google.sheet.masks import Mask, parse_mask, write
from tests.google.sheet.model import Book, Place, Sheet, used_cells, without_id
from tests.google.sheet.read import refuse_outside
from tests.google.sheet.shifts import offset_formula

Json = dict[str, Any]

WRITABLE = frozenset(
    ["userEnteredValue", "userEnteredFormat", "note", "textFormatRuns", "dataValidation", "chipRuns"]
)
_READ_ONLY = frozenset(["effectiveValue", "formattedValue", "effectiveFormat", "hyperlink"])
_VALUES = frozenset(["numberValue", "stringValue", "boolValue", "formulaValue"])


def read_mask(fields: str) -> Mask:
    """Read the mask of a write of cells; it must name a field, and only fields that cells have."""
    if not fields:
        raise RequestError("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
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


def set_validation(book: Book, request: Json) -> Json:
    """Set or take away the validation of a range."""
    sheet = book.sheet(request["range"].get("sheetId", 0))
    rect = sheet.rect(request["range"])
    for row in range(rect.top, rect.bottom):
        for column in range(rect.left, rect.right):
            rule = {"dataValidation": request["rule"]} if "rule" in request else {}
            write_cell(sheet, (row, column), rule, {"dataValidation": {}})
    return {}


def copy_paste(book: Book, request: Json) -> Json:
    """Copy cells, whole; the destination is filled as often as the source fits."""
    if request.get("pasteType", "PASTE_NORMAL") != "PASTE_NORMAL" or request.get(
        "pasteOrientation", "NORMAL"
    ) not in {"NORMAL", "PASTE_ORIENTATION_UNSPECIFIED"}:
        raise UnknownToEmulatorError("copyPaste of this kind")
    source_tab = book.sheet(request["source"].get("sheetId", 0))
    tab = book.sheet(request["destination"].get("sheetId", 0))
    source, goal = source_tab.rect(request["source"]), tab.rect(request["destination"])
    height, width = source.bottom - source.top, source.right - source.left
    taken = dict(used_cells(source_tab, source))
    for row in range(goal.top, max(goal.bottom, goal.top + height)):
        for column in range(goal.left, max(goal.right, goal.left + width)):
            old = (source.top + (row - goal.top) % height, source.left + (column - goal.left) % width)
            tab.put((row, column), _copied(taken.get(old, {}), (row - old[0], column - old[1])))
    return {}


def _copied(cell: Json, offset: tuple[int, int]) -> Json:
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    if formula is None:
        return cell
    return cell | {"userEnteredValue": {"formulaValue": offset_formula(formula, offset)}}


def cut_paste(book: Book, request: Json) -> Json:
    """Move cells; formulas keep what they refer to."""
    if request.get("pasteType", "PASTE_NORMAL") != "PASTE_NORMAL":
        raise UnknownToEmulatorError("cutPaste of this kind")
    source_tab = book.sheet(request["source"].get("sheetId", 0))
    to = request["destination"]
    tab = book.sheet(to.get("sheetId", 0))
    source = source_tab.rect(request["source"])
    rows, columns = to.get("rowIndex", 0) - source.top, to.get("columnIndex", 0) - source.left
    taken = dict(used_cells(source_tab, source))
    for place in taken:
        source_tab.cells.pop(place)
    for row in range(source.top, source.bottom):
        for column in range(source.left, source.right):
            tab.put((row + rows, column + columns), taken.get((row, column), {}))
    return {}


def merge_cells(book: Book, request: Json) -> Json:
    """Merge a range; only its first cell keeps its value."""
    sheet = book.sheet(request["range"].get("sheetId", 0))
    rect = sheet.rect(request["range"])
    kind = request.get("mergeType", "MERGE_ALL")
    if any(sheet.rect(m).meets(rect) for m in sheet.merges):
        sheet.merges = [m for m in sheet.merges if not sheet.rect(m).meets(rect)]
    for part in _merged_parts(rect, kind):
        sheet.merges.append(without_id(_range_of(part)))
        for place, cell in used_cells(sheet, part):
            if place != (part.top, part.left):
                sheet.put(place, {n: v for n, v in cell.items() if n == "userEnteredFormat"})
    return {}


def _merged_parts(rect: Rect, kind: str) -> list[Rect]:
    if kind == "MERGE_COLUMNS":
        return [Rect(rect.top, n, rect.bottom, n + 1) for n in range(rect.left, rect.right)]
    if kind == "MERGE_ROWS":
        return [Rect(n, rect.left, n + 1, rect.right) for n in range(rect.top, rect.bottom)]
    return [rect]


def _range_of(rect: Rect) -> Json:
    return {
        "startRowIndex": rect.top,
        "endRowIndex": rect.bottom,
        "startColumnIndex": rect.left,
        "endColumnIndex": rect.right,
    }


def unmerge_cells(book: Book, request: Json) -> Json:
    """Part the merges within a range."""
    sheet = book.sheet(request["range"].get("sheetId", 0))
    rect = sheet.rect(request["range"])
    sheet.merges = [merge for merge in sheet.merges if not sheet.rect(merge).meets(rect)]
    return {}
