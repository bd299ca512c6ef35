"""Formulas evaluated: what a cell's formula gives in its spreadsheet, today."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from tests.google.formulas.functions import (
    MISSING,
    TYPES,
    Argument,
    CellError,
    StopError,
    Value,
    apply,
    truth,
)
from tests.google.formulas.syntax import (
    Call,
    Corner,
    ErrorLiteral,
    FormulaError,
    Literal,
    Node,
    Reference,
    parse,
)

PARSE_ERROR = CellError("ERROR", "Formula parse error.")
_DATES = frozenset({"TODAY", "DATE", "EDATE"})


class Area(NamedTuple):
    """The cells that a reference means, ends excluded."""

    top: int
    left: int
    bottom: int
    right: int


class Surroundings(NamedTuple):
    """What a formula can see: the size of a tab (None if there is no such tab), and the value of a cell."""

    size: Callable[[str | None], tuple[int, int] | None]
    value: Callable[[str | None, int, int], Value]
    today: dt.date
    comma_decimals: bool


def evaluate(formula: str, around: Surroundings, offset: tuple[int, int] = (0, 0)) -> Value:
    """Return the value; relative references are moved by *offset*, as a rule's are from its first cell."""
    try:
        node = parse(formula, comma_decimals=around.comma_decimals)
    except FormulaError:
        return PARSE_ERROR
    try:
        value = _value(node, around, offset)
    except StopError as stop:
        return stop.error
    if isinstance(value, list):
        value = value[0] if value else None
    return 0.0 if value is None else value


def gives_date(formula: str, *, comma_decimals: bool) -> bool:
    """Say whether the formula's result is shown as a date without being told to."""
    try:
        node = parse(formula, comma_decimals=comma_decimals)
    except FormulaError:
        return False
    return _is_date(node)


def find_link(formula: str, around: Surroundings) -> str | None:
    """Return the address of a formula that is a HYPERLINK."""
    if "HYPERLINK" not in formula.upper():
        return None
    try:
        node = parse(formula, comma_decimals=around.comma_decimals)
    except FormulaError:
        return None
    if isinstance(node, Call) and node.name == "HYPERLINK" and node.arguments:
        value = _value(node.arguments[0], around, (0, 0))
        return value if isinstance(value, str) else None
    return None


def _is_date(node: Node) -> bool:
    if not isinstance(node, Call):
        return False
    if node.name in {"ADD", "MINUS"}:
        return sum(map(_is_date, node.arguments)) == 1
    return node.name in _DATES


def _value(node: Node, around: Surroundings, offset: tuple[int, int]) -> Argument:
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, ErrorLiteral):
        return MISSING if node.text == "#REF!" else CellError(TYPES[node.text], "")
    if isinstance(node, Reference):
        return _referenced(node, around, offset)
    if node.name in {"IF", "IFERROR"}:
        return _branch(node, around, offset)
    if node.name == "NAMED":
        name = node.arguments[0]
        return CellError("NAME", f"Unknown range name: '{name.value if isinstance(name, Literal) else ''}'.")
    return apply(node.name, [_value(a, around, offset) for a in node.arguments], around.today)


def _branch(node: Call, around: Surroundings, offset: tuple[int, int]) -> Argument:
    """Evaluate only the side that is taken."""
    first = _value(node.arguments[0], around, offset)
    if node.name == "IFERROR":
        if not isinstance(first, CellError):
            return first
        return _value(node.arguments[1], around, offset) if len(node.arguments) > 1 else ""
    if isinstance(first, CellError):
        return first
    place = 1 if truth(first) else 2
    return _value(node.arguments[place], around, offset) if place < len(node.arguments) else False


def area_of(reference: Reference, size: tuple[int, int], offset: tuple[int, int] = (0, 0)) -> Area | None:
    """Return the cells of a reference within a grid of that size; None if it lies outside."""
    first, last = reference.first, reference.last or reference.first
    rows = _ends(_moved_row(first, offset), _moved_row(last, offset), size[0])
    columns = _ends(_moved_column(first, offset), _moved_column(last, offset), size[1])
    if rows is None or columns is None:
        return None
    return Area(rows[0], columns[0], rows[1], columns[1])


def _moved_row(corner: Corner, offset: tuple[int, int]) -> int | None:
    return corner.row if corner.row is None or corner.row_fixed else corner.row + offset[0]


def _moved_column(corner: Corner, offset: tuple[int, int]) -> int | None:
    return corner.column if corner.column is None or corner.column_fixed else corner.column + offset[1]


def _ends(first: int | None, last: int | None, size: int) -> tuple[int, int] | None:
    if first is None or last is None:
        start = first if first is not None else last
        return (start or 0, size)
    start, end = min(first, last), min(max(first, last) + 1, size)
    return (start, end) if 0 <= start < size else None


def _referenced(reference: Reference, around: Surroundings, offset: tuple[int, int]) -> Argument:
    size = around.size(reference.title)
    if size is None:
        return CellError("REF", f"Unresolved sheet name '{reference.title}'.")
    area = area_of(reference, size, offset)
    if area is None:
        return MISSING
    if reference.last is None:
        return around.value(reference.title, area.top, area.left)
    return [
        around.value(reference.title, row, column)
        for row in range(area.top, area.bottom)
        for column in range(area.left, area.right)
    ]
