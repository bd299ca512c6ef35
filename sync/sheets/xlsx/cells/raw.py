"""A cell as it stands in a worksheet part: its value, its formula and its bytes."""

from typing import NamedTuple
from xml.parsers import expat

from sync.sheets.xlsx.cells.areas import parse_place
from sync.sheets.xlsx.package.xml import UnfitError, element_end, tag_end, whole


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
    """A row as it stands in the part, its empty cells too; `inner_end` is None for an empty element."""

    number: int
    attributes: dict[str, str]
    cells: list[RawCell]
    start: int
    tag_end: int
    inner_end: int | None


class CellReader:
    """Takes what the parser tells of rows and cells; `keeps_all` keeps empty cells as well.

    Everything that is taken down counts its bytes from `base` on.
    """

    def __init__(self, *, base: int = 0, above: int = 0, keeps_all: bool = False) -> None:
        self.row_cells: list[RawCell] = []
        self._base, self._number, self._keeps_all = base, above, keeps_all
        self._kinds: dict[str, str] = {}
        self._row_attributes: dict[str, str] = {}
        self._row_start = self._start = self._phonetic = 0
        self._reference: str | None = None
        self._column = -1
        self._attributes: dict[str, str] = {}
        self._formula: dict[str, str] | None = None
        self._formula_text: list[str] = []
        self._formula_place = (0, 0)
        self._texts: list[str] = []
        self._target: list[str] | None = None
        self._data = b""
        self._parser: expat.XMLParserType

    def begin(self, parser: expat.XMLParserType, data: bytes) -> None:
        """Learn what is being parsed."""
        self._parser, self._data = parser, data

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        match self._kinds.get(name) or self._kind_of(name):
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
                self._number = whole(attributes.get("r"), self._number + 1)
                self._row_attributes, self._row_start = attributes, self._parser.CurrentByteIndex
                self.row_cells, self._reference, self._column = [], None, -1
            case "rPh":
                self._phonetic += 1

    def stop(self, name: str) -> None:
        """Take an end tag."""
        match self._kinds[name]:
            case "c":
                if self._texts or self._formula is not None or self._keeps_all:
                    self.take_cell(self._make_cell())
            case "v" | "t":
                self._target = None
            case "f":
                start, at = self._formula_place[0], self._parser.CurrentByteIndex
                self._formula_place = (start, element_end(self._data, start, at))
                self._target = None
            case "row":
                self.take_row(self._number, self._row_start, self._parser.CurrentByteIndex)
            case "rPh":
                self._phonetic -= 1

    def text(self, text: str) -> None:
        """Take character data."""
        if self._target is not None:
            self._target.append(text)

    def take_cell(self, cell: RawCell) -> None:
        """Take down a cell that has ended."""
        self.row_cells.append(cell)

    def take_row(self, number: int, start: int, end_tag: int) -> None:
        """Take down a row that has ended."""

    def make_row(self, end_tag: int) -> Row:
        """Return the row that was read last."""
        end = tag_end(self._data, self._row_start)
        inner_end = None if self._data[end - 2 : end] == b"/>" else end_tag + self._base
        start = self._row_start + self._base
        return Row(self._number, self._row_attributes, self.row_cells, start, end + self._base, inner_end)

    def _kind_of(self, name: str) -> str:
        """Return the name without its namespace, or its prefix where there is no word of namespaces."""
        kind = name.rpartition(" ")[2].rpartition(":")[2]
        self._kinds[name] = kind
        return kind

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column = self._find_column() + 1
        self._reference = reference
        self._attributes, self._start = attributes, self._parser.CurrentByteIndex
        self._formula = None
        if self._texts:
            self._texts = []
        if self._formula_text:
            self._formula_text = []

    def _find_column(self) -> int:
        """Return the column of the cell that was begun last; its reference is not looked at before."""
        if self._reference is not None:
            row, self._column = parse_place(self._reference)
            if row != self._number:
                raise UnfitError(f"it is damaged (cell {self._reference} stands in row {self._number})")
            self._reference = None
        return self._column

    def _make_cell(self) -> RawCell:
        attributes, formula, base = self._attributes, None, self._base
        at = self._parser.CurrentByteIndex
        end = self._data.index(b">", at) + 1 if self._texts else element_end(self._data, self._start, at)
        if self._formula is not None:
            first, last = self._formula_place
            formula = RawFormula("".join(self._formula_text), self._formula, first + base, last + base)
        return RawCell(
            self._number,
            self._find_column(),
            whole(attributes.get("s")),
            attributes.get("t", "n"),
            "".join(self._texts),
            formula,
            self._start + base,
            end + base,
        )
