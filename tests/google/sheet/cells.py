"""One cell as Google shows it: what was entered, what it comes to, and how it looks."""

import datetime as dt
from typing import Any

from tests.google.formulas.formats import TRUE_TEXTS, format_number, pair_colours, plain
from tests.google.formulas.formulas import Surroundings, evaluate, find_link, gives_date
from tests.google.formulas.functions import CellError, Value, truth
from tests.google.formulas.locales import has_comma_decimals
from tests.google.sheet.a1 import Rect
from tests.google.sheet.masks import Mask, names
from tests.google.sheet.model import Book, Place, Sheet

Json = dict[str, Any]

_CIRCULAR = CellError("REF", "Circular dependency detected.")
_DEFAULT_LOOK = pair_colours(
    {
        "backgroundColor": {"red": 1, "green": 1, "blue": 1},
        "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
        "horizontalAlignment": "LEFT",
        "verticalAlignment": "BOTTOM",
        "wrapStrategy": "OVERFLOW_CELL",
        "textFormat": {"foregroundColor": {}, "fontFamily": "Arial", "fontSize": 10},
    }
)


class Calculator:
    """The values of one spreadsheet's cells on one day; each is worked out once."""

    def __init__(self, book: Book, today: dt.date) -> None:
        self.book, self.today = book, today
        self.comma_decimals = has_comma_decimals(book.locale)
        self._values: dict[tuple[int, int, int], Value] = {}
        self._around: dict[int, Surroundings] = {}

    def around(self, sheet: Sheet) -> Surroundings:
        """Return what a formula of that tab can see."""
        if sheet.sheet_id not in self._around:
            self._around[sheet.sheet_id] = Surroundings(
                lambda title: self._size(sheet, title),
                lambda title, row, column: self._seen(sheet, title, row, column),
                self.today,
                self.comma_decimals,
            )
        return self._around[sheet.sheet_id]

    def _tab(self, sheet: Sheet, title: str | None) -> Sheet | None:
        return sheet if title is None else self.book.find_title(title)

    def _size(self, sheet: Sheet, title: str | None) -> tuple[int, int] | None:
        tab = self._tab(sheet, title)
        return tab.size if tab else None

    def _seen(self, sheet: Sheet, title: str | None, row: int, column: int) -> Value:
        tab = self._tab(sheet, title)
        return self.value(tab, (row, column)) if tab else None

    def value(self, sheet: Sheet, place: Place) -> Value:
        """Return what the cell comes to; None when it is empty."""
        key = (sheet.sheet_id, *place)
        if key not in self._values:
            self._values[key] = _CIRCULAR  # what the cell sees of itself
            self._values[key] = self._work_out(sheet, sheet.cells.get(place, {}))
        return self._values[key]

    def _work_out(self, sheet: Sheet, cell: Json) -> Value:
        entered = cell.get("userEnteredValue", {})
        for kind in ("stringValue", "boolValue"):
            if kind in entered:
                value: Value = entered[kind]
                return value
        if "numberValue" in entered:
            return float(entered["numberValue"])
        if "formulaValue" in entered:
            return evaluate(entered["formulaValue"], self.around(sheet))
        return None

    def number_format(self, cell: Json) -> Json:
        """Return the number format in force: the cell's own, or a date's for a formula that gives one."""
        given: Json | None = cell.get("userEnteredFormat", {}).get("numberFormat")
        if given:
            return given
        formula = cell.get("userEnteredValue", {}).get("formulaValue", "")
        if formula and gives_date(formula, comma_decimals=self.comma_decimals):
            return {"type": "DATE"}
        return {}

    def formatted(self, sheet: Sheet, place: Place) -> str | None:
        """Return what the cell shows; None when it is empty."""
        value = self.value(sheet, place)
        if value is None:
            return None
        if isinstance(value, CellError):
            return value.text
        if isinstance(value, bool):
            return TRUE_TEXTS[value]
        if isinstance(value, str):
            return value
        return format_number(value, self.number_format(sheet.cells.get(place, {})), self.book.locale)

    def matching_rules(self, sheet: Sheet, place: Place) -> list[Json]:
        """Return the formats of the conditional rules whose formula holds for the cell."""
        found = []
        for rule in sheet.rules:
            condition = rule.get("booleanRule", {}).get("condition", {})
            if condition.get("type") != "CUSTOM_FORMULA":
                continue
            rects = [sheet.rect(r) for r in rule["ranges"]]
            if any(rect.holds(*place) for rect in rects) and self._holds(sheet, place, condition, rects[0]):
                found.append(rule["booleanRule"].get("format", {}))
        return found

    def _holds(self, sheet: Sheet, place: Place, condition: Json, first: Rect) -> bool:
        offset = (place[0] - first.top, place[1] - first.left)
        value = evaluate(condition["values"][0]["userEnteredValue"], self.around(sheet), offset)
        return not isinstance(value, CellError | str) and truth(value)


def extended(value: Value) -> Json:
    """Return a value as an ExtendedValue."""
    if isinstance(value, CellError):
        error = {"type": value.type}
        return {"errorValue": error | ({"message": value.message} if value.message else {})}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {} if value is None else {"numberValue": plain(value)}


def render_cell(calculator: Calculator, sheet: Sheet, place: Place, mask: Mask) -> Json:
    """Return the CellData of one stored cell; only what the mask needs is worked out."""
    cell = sheet.cells[place]
    shown = dict(cell)
    if "userEnteredValue" in cell:
        if names(mask, "effectiveValue"):
            shown["effectiveValue"] = extended(calculator.value(sheet, place))
        if names(mask, "formattedValue"):
            shown["formattedValue"] = calculator.formatted(sheet, place)
        formula = cell["userEnteredValue"].get("formulaValue")
        link = find_link(formula, calculator.around(sheet)) if formula else _link_of(cell)
        if link:
            shown["hyperlink"] = link
    if names(mask, "effectiveFormat") and ("userEnteredValue" in cell or "userEnteredFormat" in cell):
        shown["effectiveFormat"] = _look(calculator, sheet, place)
    return shown


def _link_of(cell: Json) -> str | None:
    """Return the one link of a cell whose whole text is linked."""
    link = cell.get("userEnteredFormat", {}).get("textFormat", {}).get("link", {}).get("uri")
    return link or None


def _look(calculator: Calculator, sheet: Sheet, place: Place) -> Json:
    """Return how the cell looks: the default, the owner's format, then the rules, the first on top [D]."""
    cell = sheet.cells[place]
    look = _overlaid(_DEFAULT_LOOK, cell.get("userEnteredFormat", {}))
    number_format = calculator.number_format(cell)
    if number_format:
        look["numberFormat"] = number_format
    for rule in reversed(calculator.matching_rules(sheet, place)):
        look = _overlaid(look, rule)
    return look


def _overlaid(below: Json, above: Json) -> Json:
    result = dict(below)
    for name, value in above.items():
        nested = isinstance(value, dict) and name == "textFormat"
        result[name] = _overlaid(below.get(name, {}), value) if nested else value
    return result
