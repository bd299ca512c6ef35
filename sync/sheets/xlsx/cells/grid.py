"""The cells of a worksheet part: in which of them something stands, and where each row is.

Reads the element ``sheetData`` by itself, as it may hold a million rows: empty cells are not remembered. A
row is read again, whole, where the job writes into it.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from xml.parsers import expat

from sync.sheets.xlsx.cells.raw import CellReader, RawCell, Row
from sync.sheets.xlsx.package.xml import UnfitError, element_end

MOST_CELLS = 2_000_000


class _RowReader(CellReader):
    """Reads one row by itself, with all its cells."""

    row: Row

    def take_row(self, number: int, start: int, end_tag: int) -> None:  # noqa: ARG002 - as the whole grid does
        """Keep the row."""
        self.row = self.make_row(end_tag)


class Grid(CellReader):
    """All rows of a worksheet, and by row and column the cells in which something stands.

    The parser fills it (it is a `Visitor`).
    """

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.cells: dict[tuple[int, int], RawCell] = {}
        self._numbers, self._starts, self._ends = array("q"), array("q"), array("q")
        self._rows: dict[int, Row] = {}

    def take_cell(self, cell: RawCell) -> None:
        """Keep the cell."""
        self.cells[cell.row, cell.column] = cell
        if len(self.cells) > MOST_CELLS:
            raise UnfitError(
                f"it has more than {MOST_CELLS:,} used cells in one tab, too many for a list",
                "keep the list in a tab of its own",
            )

    def take_row(self, number: int, start: int, end_tag: int) -> None:
        """Remember where the row stands."""
        self._numbers.append(number)
        self._starts.append(start)
        self._ends.append(element_end(self._data, start, end_tag))

    @cached_property
    def _order(self) -> Sequence[int]:
        """The places of the rows in the part, ordered by their numbers."""
        numbers = self._numbers
        places = range(len(numbers))
        is_ordered = all(numbers[place - 1] <= numbers[place] for place in places[1:])
        return places if is_ordered else sorted(places, key=numbers.__getitem__)

    def cell(self, row: int, column: int) -> RawCell | None:
        """Return a cell of the part, though nothing may stand in it; None where it has no element."""
        if found := self.cells.get((row, column)):
            return found
        line = self.row(row)
        return next((cell for cell in line.cells if cell.column == column), None) if line else None

    def row(self, number: int) -> Row | None:
        """Return the row of this number, None where the part has no element for it."""
        at = bisect_left(self._order, number, key=self._numbers.__getitem__)
        place = self._order[at] if at < len(self._order) else None
        if place is None or self._numbers[place] != number:
            return None
        if number not in self._rows:
            self._rows[number] = self._read_row(place)
        return self._rows[number]

    def find_start_below(self, number: int) -> int | None:
        """Return where the next row below this number begins, None where there is none."""
        at = bisect_right(self._order, number, key=self._numbers.__getitem__)
        return self._starts[self._order[at]] if at < len(self._order) else None

    def _read_row(self, place: int) -> Row:
        start = self._starts[place]
        data = self._data[start : self._ends[place]]
        parser = expat.ParserCreate()
        parser.buffer_text = True
        reader = _RowReader(base=start, above=self._numbers[place] - 1, keeps_all=True)
        reader.begin(parser, data)
        parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.stop
        parser.CharacterDataHandler = reader.text
        parser.Parse(data, True)
        return reader.row
