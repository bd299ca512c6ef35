"""Sorting a range, as the owner does by hand and sortRange does through the API."""

import datetime as dt
from typing import Any

from tests.google.errors import RequestError, UnknownToEmulatorError
from tests.google.formulas.functions import CellError, Value
from tests.google.sheet.a1 import Rect, cell_name
from tests.google.sheet.cells import Calculator
from tests.google.sheet.model import Book, Sheet
from tests.google.sheet.shifts import offset_formula

Json = dict[str, Any]


def sort_range(book: Book, request: Json, today: dt.date) -> Json:
    """Sort the rows of a range by its columns.

    Numbers, then text, then blanks; descending has text above numbers, and blanks still last. Hidden rows
    stay where they are; cells beside the range do too. Row metadata follows the values [M].
    """
    sheet = book.sheet(request["range"].get("sheetId", 0))
    rect = sheet.rect(request["range"])
    _refuse_merges(sheet, rect)
    rows = [row for row in range(rect.top, rect.bottom) if not sheet.rows[row].get("hiddenByUser")]
    calculator = Calculator(book, today)
    order = list(rows)
    for spec in reversed(request.get("sortSpecs", [])):
        if spec.keys() - {"dimensionIndex", "sortOrder"}:
            raise UnknownToEmulatorError("sorting by colour")
        column, descending = spec.get("dimensionIndex", 0), spec.get("sortOrder") == "DESCENDING"
        keys = {row: _key(calculator.value(sheet, (row, column))) for row in rows}
        order.sort(key=lambda row: keys[row], reverse=descending)
        order.sort(key=lambda row: keys[row][0] == _BLANK)
    _reorder(sheet, rect, rows, order)
    return {}


_BLANK = 9


def _key(value: Value) -> tuple[int, float, str]:
    if value is None or value == "":
        return _BLANK, 0.0, ""
    if isinstance(value, CellError):
        return 3, 0.0, value.text
    if isinstance(value, bool):
        return 2, float(value), ""
    return (1, 0.0, value.casefold()) if isinstance(value, str) else (0, float(value), "")


def _refuse_merges(sheet: Sheet, rect: Rect) -> None:
    for merge in sheet.merges:
        merged = sheet.rect(merge)
        if merged.meets(rect) and merged.bottom - merged.top > 1:
            where = f"{cell_name(merged.top, merged.left)}:{cell_name(merged.bottom - 1, merged.right - 1)}"
            raise RequestError(
                f"You can't sort a range containing vertical merges. There is a vertical merge at {where}"
            )


def _reorder(sheet: Sheet, rect: Rect, rows: list[int], order: list[int]) -> None:
    """Put the rows of *order* where *rows* say, within the range's columns."""
    moved: dict[tuple[int, int], Json] = {}
    metadata = {row: sheet.rows[row].get("developerMetadata") for row in rows}
    for new, old in zip(rows, order, strict=True):
        if new == old:
            continue
        for column in range(rect.left, rect.right):
            moved[new, column] = _cell_moved(sheet.cells.get((old, column), {}), new - old)
        plain = {n: v for n, v in sheet.rows[new].items() if n != "developerMetadata"}
        sheet.rows[new] = plain | ({"developerMetadata": metadata[old]} if metadata[old] else {})
    for place, cell in moved.items():
        sheet.put(place, cell)


def _cell_moved(cell: Json, rows: int) -> Json:
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    if formula is None:
        return cell
    return cell | {"userEnteredValue": {"formulaValue": offset_formula(formula, (rows, 0))}}
