"""What follows when rows and columns come, go or move: everything that hangs on them."""

from collections.abc import Callable
from typing import Any

from tests.google.errors import MAX_CELLS, TOO_MANY_CELLS, RequestError
from tests.google.sheet.a1 import LAST_COLUMN
from tests.google.sheet.model import COLUMNS, ROWS, Book, Sheet, make_axis
from tests.google.sheet.shifts import Shift, shift_formula, shift_range, shift_rule_formula

Json = dict[str, Any]


def check_size(book: Book) -> None:
    """Refuse a grid beyond the limits of a spreadsheet."""
    if sum(len(sheet.rows) * len(sheet.columns) for sheet in book.sheets) > MAX_CELLS:
        raise RequestError(TOO_MANY_CELLS)
    if any(len(sheet.columns) > LAST_COLUMN for sheet in book.sheets):
        raise RequestError(f"This action would increase the number of columns above {LAST_COLUMN}.")


def apply_shift(book: Book, sheet: Sheet, shift: Shift) -> None:
    """Let everything follow a change of rows or columns of one tab."""
    _shift_cells(sheet, shift)
    _shift_formulas(book, sheet, shift)
    _shift_rules(book, sheet, shift)
    sheet.merges = _shift_all(sheet.merges, shift)
    sheet.protections = [
        protection | {"range": moved}
        for protection in sheet.protections
        if (moved := shift_range(shift, protection["range"])) is not None
    ]
    sheet.groups[shift.axis] = [
        group | {"range": group["range"] | {"startIndex": span[0], "endIndex": span[1]}}
        for group in sheet.groups[shift.axis]
        if (span := shift.span(group["range"]["startIndex"], group["range"]["endIndex"]))
    ]
    if sheet.basic_filter is not None:
        moved = shift_range(shift, sheet.basic_filter["range"])
        sheet.basic_filter = None if moved is None else sheet.basic_filter | {"range": moved}
    book.named_ranges = [
        named if named["range"].get("sheetId", 0) != sheet.sheet_id else named | {"range": moved}
        for named in book.named_ranges
        if (moved := shift_range(shift, named["range"])) is not None
        or named["range"].get("sheetId", 0) != sheet.sheet_id
    ]


def _shift_all(ranges: list[Json], shift: Shift) -> list[Json]:
    return [moved for r in ranges if (moved := shift_range(shift, r)) is not None]


def _shift_cells(sheet: Sheet, shift: Shift) -> None:
    moved = {}
    for (row, column), cell in sheet.cells.items():
        place = shift.point(row if shift.axis == ROWS else column)
        if place is not None:
            moved[(place, column) if shift.axis == ROWS else (row, place)] = cell
    sheet.cells = moved


def _shift_formulas(book: Book, sheet: Sheet, shift: Shift) -> None:
    for tab in book.sheets:

        def change(formula: str, *, own_tab: bool = tab is sheet) -> str:
            return shift_formula(shift, formula, tab=sheet.title, own_tab=own_tab)

        change_formulas(tab, change)


def change_formulas(tab: Sheet, change: Callable[[str], str]) -> None:
    """Rewrite every formula of a tab."""
    for place, cell in list(tab.cells.items()):
        formula = cell.get("userEnteredValue", {}).get("formulaValue")
        if formula is None:
            continue
        changed = change(formula)
        if changed != formula:
            tab.cells[place] = cell | {"userEnteredValue": {"formulaValue": changed}}


def _shift_rules(book: Book, sheet: Sheet, shift: Shift) -> None:
    """Move the rules' ranges and rewrite their formulas; a rule without a range is gone."""
    for tab in book.sheets:
        rules = []
        for rule in tab.rules:
            ranges = _shift_all(rule["ranges"], shift) if tab is sheet else rule["ranges"]
            if ranges:
                rules.append(_rule_shifted(rule, ranges, tab, sheet, shift))
        tab.rules = rules


def _rule_shifted(rule: Json, ranges: list[Json], tab: Sheet, sheet: Sheet, shift: Shift) -> Json:
    condition = rule.get("booleanRule", {}).get("condition", {})
    moved = rule | {"ranges": ranges}
    if "values" not in condition:
        return moved
    anchors = (tab.rect(rule["ranges"][0]), tab.rect(ranges[0]))

    def change(text: str) -> str:
        if tab is sheet:
            return shift_rule_formula(shift, text, anchors, sheet.title)
        return shift_formula(shift, text, tab=sheet.title, own_tab=False)

    values = [
        value | {"userEnteredValue": change(value["userEnteredValue"])}
        if "userEnteredValue" in value
        else value
        for value in condition["values"]
    ]
    return moved | {"booleanRule": rule["booleanRule"] | {"condition": condition | {"values": values}}}


def resize(sheet: Sheet, dimension: str, count: int) -> None:
    """Make the grid larger or smaller at its end; what lies beyond is gone."""
    axis = sheet.axis(dimension)
    if count >= len(axis):
        axis.extend(make_axis(dimension, count - len(axis)))
        return
    if count <= 0:
        raise RequestError(f"gridProperties.{'row' if dimension == ROWS else 'column'}Count must be positive")
    del axis[count:]
    place = 1 if dimension == COLUMNS else 0
    sheet.cells = {key: cell for key, cell in sheet.cells.items() if key[place] < count}


def inherit(sheet: Sheet, shift: Shift, source: int) -> None:
    """Give new lines the formats and validation of a neighbour."""
    place = 0 if shift.axis == ROWS else 1
    for key, cell in list(sheet.cells.items()):
        look = {n: v for n, v in cell.items() if n in {"userEnteredFormat", "dataValidation"}}
        if key[place] != source or not look:
            continue
        for new in range(shift.start, shift.end):
            sheet.put((new, key[1]) if place == 0 else (key[0], new), look)
