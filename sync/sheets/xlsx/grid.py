"""The cells of a worksheet part: what each holds, and which bytes it is.

Reads the element ``sheetData`` by itself, as it may hold a million cells.
"""

import re
from functools import cached_property, lru_cache
from typing import NamedTuple
from xml.parsers import expat

from sync.core.table import Area
from sync.sheets.xlsx.package.xml import UnfitError, element_end, tag_end, whole

LAST_ROW, LAST_COLUMN = 1_048_576, 16_383
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})")
_ROW = re.compile(r"\$?([0-9]{1,7})")


class RawFormula(NamedTuple):
    """A formula as it stands in its cell: its text, its attributes (shared, array), its bytes."""

    text: str
    attributes: dict[str, str]
    start: int
    end: int


class RawCell(NamedTuple):
    """A cell as it stands in the part; `text` is its cached value, or its own text (`kind` inlineStr)."""

    row: int
    column: int
    style: int
    kind: str
    text: str
    formula: RawFormula | None
    start: int
    end: int


class Row(NamedTuple):
    """A row as it stands in the part; `inner_end` is None for an empty element."""

    number: int
    attributes: dict[str, str]
    cells: list[RawCell]
    start: int
    tag_end: int
    inner_end: int | None


class Grid:
    """All rows of a worksheet, in the order of the part, and its cells by row and column."""

    def __init__(self) -> None:
        """Begin empty: the parser fills it (it is a `Visitor`)."""
        self.rows: list[Row] = []
        self.cells: dict[tuple[int, int], RawCell] = {}
        self._row: dict[str, str] = {}
        self._row_cells: list[RawCell] = []
        self._attributes: dict[str, str] = {}
        self._formula: dict[str, str] | None = None
        self._formula_text: list[str] = []
        self._formula_place = (0, 0)
        self._texts: list[str] = []
        self._target: list[str] | None = None
        self._number = self._column = self._start = self._row_start = self._phonetic = 0
        self._data = b""
        self._parser: expat.XMLParserType

    def begin(self, parser: expat.XMLParserType, data: bytes) -> None:
        """Learn what is being parsed."""
        self._parser, self._data = parser, data

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        match name.rpartition(" ")[2]:
            case "c":
                self._start_cell(attributes)
            case "v":
                self._target = self._texts
            case "t":
                self._target = None if self._phonetic else self._texts
            case "f":
                self._formula, self._target = attributes, self._formula_text
                self._formula_place = (self._parser.CurrentByteIndex, 0)
            case "row":
                self._start_row(attributes)
            case "rPh":
                self._phonetic += 1

    def stop(self, name: str) -> None:
        """Take an end tag."""
        match name.rpartition(" ")[2]:
            case "c":
                self._stop_cell()
            case "v" | "t":
                self._target = None
            case "f":
                start, at = self._formula_place[0], self._parser.CurrentByteIndex
                self._formula_place = (start, element_end(self._data, start, at))
                self._target = None
            case "row":
                self._stop_row()
            case "rPh":
                self._phonetic -= 1

    def text(self, text: str) -> None:
        """Take character data."""
        if self._target is not None:
            self._target.append(text)

    @cached_property
    def rows_by_number(self) -> dict[int, Row]:
        """The rows that the part has an element for, once it is read."""
        return {row.number: row for row in self.rows}

    def row_after(self, number: int) -> Row | None:
        """Return the first row element below this number."""
        return next((row for row in self.rows if row.number > number), None)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._number = whole(attributes.get("r"), self._number + 1)
        self._column = -1
        self._row, self._row_start, self._row_cells = attributes, self._parser.CurrentByteIndex, []

    def _stop_row(self) -> None:
        start, end = self._row_start, tag_end(self._data, self._row_start)
        inner_end = None if self._data[end - 2 : end] == b"/>" else self._parser.CurrentByteIndex
        self.rows.append(Row(self._number, self._row, self._row_cells, start, end, inner_end))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        row, self._column = parse_place(reference) if reference else (self._number, self._column + 1)
        if row != self._number:
            raise UnfitError(f"it is damaged (cell {reference} stands in row {self._number})")
        self._attributes, self._start = attributes, self._parser.CurrentByteIndex
        self._formula = None
        self._formula_text, self._texts = [], []

    def _stop_cell(self) -> None:
        attributes, formula, at = self._attributes, None, self._parser.CurrentByteIndex
        if self._formula is not None:
            formula = RawFormula("".join(self._formula_text), self._formula, *self._formula_place)
        cell = RawCell(
            self._number,
            self._column,
            whole(attributes.get("s")),
            attributes.get("t", "n"),
            "".join(self._texts),
            formula,
            self._start,
            self._data.index(b">", at) + 1 if self._texts else element_end(self._data, self._start, at),
        )
        self._row_cells.append(cell)
        self.cells[cell.row, cell.column] = cell


def parse_place(text: str) -> tuple[int, int]:
    """Return row and column of a reference such as ``E2``."""
    match = _PLACE.fullmatch(text)
    row, column = (int(match[2]), _column(match[1])) if match else (0, 0)
    if not 1 <= row <= LAST_ROW or column > LAST_COLUMN:
        raise UnfitError(
            f"it is damaged (“{text[:20]}” where a cell should be)", "restore an earlier copy of it"
        )
    return row, column


def parse_area(text: str) -> Area:
    """Return the area that a reference such as ``A2:E50``, ``E2``, ``A:E`` or ``2:9`` means."""
    first, _, last = text.partition(":")
    last = last or first
    if (left := _COLUMN.fullmatch(first)) and (right := _COLUMN.fullmatch(last)):
        return _ordered(1, _column(left[1]), LAST_ROW, _column(right[1]))
    if (top := _ROW.fullmatch(first)) and (bottom := _ROW.fullmatch(last)):
        return _ordered(int(top[1]), 0, int(bottom[1]), LAST_COLUMN)
    return _ordered(*parse_place(first), *parse_place(last))


def _ordered(row: int, column: int, other_row: int, other_column: int) -> Area:
    """None stands for the last row or column of the grid."""
    last_row, last_column = max(row, other_row), max(column, other_column)
    return Area(
        min(row, other_row),
        min(column, other_column),
        None if last_row >= LAST_ROW else last_row,
        None if last_column >= LAST_COLUMN else last_column,
    )


@lru_cache(maxsize=LAST_COLUMN + 1)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_name(column: int) -> str:
    """Return a column's letters: A for 0."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def place_name(row: int, column: int) -> str:
    """Return the reference of a cell, such as ``E2``."""
    return f"{column_name(column)}{row}"


def area_name(area: Area) -> str:
    """Return the reference of an area, such as ``A2:E50``."""
    last_row = LAST_ROW if area.last_row is None else area.last_row
    last_column = LAST_COLUMN if area.last_column is None else area.last_column
    first, last = place_name(area.first_row, area.first_column), place_name(last_row, last_column)
    return first if first == last else f"{first}:{last}"


def contains(area: Area, row: int, column: int) -> bool:
    """Tell whether a cell lies in the area."""
    return area.covers(Area(row, column, row, column))
