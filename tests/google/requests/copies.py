"""Cells copied, moved and merged by a batch."""

from typing import Any

from tests.google.errors import UnknownToEmulatorError
from tests.google.sheet.a1 import Rect
from tests.google.sheet.model import Book, used_cells, without_id
from tests.google.sheet.shifts import offset_formula

Json = dict[str, Any]


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
