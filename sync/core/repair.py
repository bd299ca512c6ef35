"""What a write hit because somebody edited at the same moment, and what belongs there (design.md, section 5).

A row or a column that was inserted, moved, sorted or deleted between the read and the write makes the write
land beside its place. The answer to the write shows where: the job knows what it wrote.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from sync.core.columns import HEADER_ROWS, find_columns, letters
from sync.core.contacts import find_prints
from sync.core.memory import read_formula
from sync.core.table import EMPTY, Cell, Change, PutBack, PutDue, PutText, Table

Place = tuple[int, int]
"""A row number and a column number."""


class Repaired(NamedTuple):
    """The table as it would be had the write hit nothing that is not the job's.

    `hits` are the cells to put back; `lost` names those whose content nobody read before.
    """

    table: Table
    hits: Mapping[Place, Cell]
    lost: tuple[str, ...]

    def complete(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """Return the changes, with one for every hit cell that they would leave as it was hit."""
        changes = tuple(changes)
        planned = {change[:2] for change in changes if isinstance(change, PutDue | PutText | PutBack)}
        back = (PutBack(*place, cell) for place, cell in self.hits.items() if place not in planned)
        return (*back, *changes)


def repair(answer: Table, first: Table, words: Mapping[str, str], written: Sequence[Change]) -> Repaired:
    """Compare the sheet after the write with the first read, and undo in the table what went astray.

    `written` is all that this run has written so far; `words` are the owner's own headers.
    """
    comparison = _Comparison(answer, first, words, written)
    hits: dict[Place, Cell] = {}
    lost: list[str] = []
    for place in comparison.find_suspects():
        if comparison.is_in_place(place):
            continue
        hits[place] = comparison.find_content(place)
        if comparison.is_lost(place):
            lost.append(f"{letters(place[1])}{place[0]}")
    return Repaired(_with_cells(answer, hits), hits, tuple(lost))


def _with_cells(table: Table, cells: Mapping[Place, Cell]) -> Table:
    frame = table.cells.copy()
    for column in {column for _, column in cells}:
        repaired: list[Any] = [cells.get((row, column), cell) for row, cell in table.column(column)]
        frame[column] = repaired
    return replace(table, cells=frame)


class _Comparison:
    """The sheet after the write beside the sheet as first read: which row and column came from where."""

    def __init__(
        self, answer: Table, first: Table, words: Mapping[str, str], written: Sequence[Change]
    ) -> None:
        self.answer, self.first = answer, first
        self.before = find_columns(first, words)
        self.formulas = {change.formula for change in written if isinstance(change, PutDue)}
        self.texts = {change[:2]: change.text for change in written if isinstance(change, PutText)}
        self.backs = {change[:2]: change.cell for change in written if isinstance(change, PutBack)}
        self.header = self._find_header()

    def find_suspects(self) -> Iterator[Place]:
        """Yield every cell that holds something this run wrote."""
        yield from self._formula_places
        for place, text in self.texts.items():
            if self.answer.cell(*place).shown == text:
                yield place
        for place, cell in self.backs.items():
            if _is_same(self.answer.cell(*place), cell):
                yield place

    def is_in_place(self, place: Place) -> bool:
        """Return whether what was written stands where it should."""
        cell = self.answer.cell(*place)
        if place in self.texts and cell.shown == self.texts[place]:
            return place[1] not in self.origins
        held = read_formula(cell.formula, self.answer.epoch) if cell.formula in self.formulas else None
        if held and held.memory:
            is_due = self.origins.get(place[1], self.before.due) == self.before.due
            return is_due and self._prints(place[0]) == held.memory[:3]
        return _is_same(cell, self.find_content(place))

    def find_content(self, place: Place) -> Cell:
        """Return what belongs into the cell: what stood there at the first read, by person and header."""
        home, origin = self._find_home(place[0]), self.origins.get(place[1])
        return EMPTY if home is None or origin is None else self.first.cell(home, origin)

    def is_lost(self, place: Place) -> bool:
        """Return whether the owner's cell was never read, since its row is new."""
        origin = self.origins.get(place[1], self.before.due)
        return origin != self.before.due and self._find_home(place[0]) is None and any(self._texts(place[0]))

    @cached_property
    def origins(self) -> dict[int, int]:
        """Where each column stood at the first read; a column that is new is not in it."""
        origins = self._match_headers()
        self._match_contents(origins)
        expected = max([self.first.width, *(column + 1 for _, column in self.texts)])
        if self.answer.width >= expected:
            written = {column for _, column in self.texts} | {column for _, column in self._formula_places}
            missing = [column for column in self.first.columns if column not in origins.values()]
            unknown = [column for column in sorted(written) if column not in origins]
            origins.update(zip(unknown, missing, strict=False))
        return origins

    @cached_property
    def _formula_places(self) -> set[Place]:
        return {
            (row, column)
            for column in self.answer.columns
            for row, cell in self.answer.column(column)
            if cell.formula and cell.formula in self.formulas
        }

    def _find_header(self) -> int:
        """Return the row of the headers in the answer: the one most like the first read's."""
        headers = Counter(self._first_headers.values())
        rows = self.answer.cells.index[:HEADER_ROWS]
        likeness = {row: sum((headers & Counter(_shown(self.answer, row))).values()) for row in rows}
        return max(likeness, key=lambda row: likeness[row], default=self.before.header)

    @cached_property
    def _first_headers(self) -> dict[int, str]:
        return dict(enumerate(_shown(self.first, self.before.header)))

    def _match_headers(self) -> dict[int, int]:
        origins: dict[int, int] = {}
        for column, header in enumerate(_shown(self.answer, self.header)):
            written = self.texts.get((self.header, column)) == header
            found = (
                first
                for first, text in self._first_headers.items()
                if text == header and first not in origins.values()
            )
            origin = next(found, None) if header and not written else None
            if origin is not None:
                origins[column] = origin
        return origins

    def _match_contents(self, origins: dict[int, int]) -> None:
        """Match the columns without a header, or with another one, by what stands in them."""
        missing = [column for column in self.first.columns if column not in origins.values()]
        for column in self.answer.columns:
            texts = {
                cell.shown for _, cell in self.answer.column(column) if cell.formula not in self.formulas
            }
            likeness = {
                first: len({cell.shown for cell in self.first.cells[first]} & texts - {""})
                for first in missing
            }
            best = max(likeness, key=lambda first: likeness[first], default=None)
            if column not in origins and best is not None and likeness[best]:
                origins[column] = best
                missing.remove(best)

    def _texts(self, row: int) -> list[str]:
        """Return what is to be read in the row, but for what this run wrote."""
        written = {*self._formula_places, *self.texts, *self.backs}
        return [
            "" if (row, column) in written else self.answer.cell(row, column).shown
            for column in self.answer.columns
        ]

    def _find_home(self, row: int) -> int | None:
        """Return the row in which the same person, or the same text, stood at the first read."""
        if row == self.header:
            return self.before.header
        likeness: Counter[int] = Counter()
        for column, text in enumerate(self._texts(row)):
            if text and column in self.origins and self.origins[column] != self.before.due:
                likeness.update(self._rows_with[self.origins[column], text])
        most = max(likeness.values(), default=0)
        best = [home for home, count in likeness.items() if count == most]
        return min(best, key=lambda home: abs(home - row), default=None)

    @cached_property
    def _rows_with(self) -> Mapping[tuple[int, str], list[int]]:
        """The rows of the first read by (column, text)."""
        found: dict[tuple[int, str], list[int]] = defaultdict(list)
        for column in self.first.columns:
            for row, cell in self.first.column(column):
                found[column, cell.shown].append(row)
        return found

    def _prints(self, row: int) -> tuple[int, int, int]:
        columns = {origin: column for column, origin in self.origins.items()}
        return find_prints(
            {
                field: self.answer.cell(row, columns[origin])
                for field, origin in self.before.places.items()
                if origin in columns
            }
        )


def _shown(table: Table, row: int) -> list[str]:
    return [cell.shown.strip() for cell in table.row(row)]


def _is_same(one: Cell, other: Cell) -> bool:
    return (one.formula, one.value) == (other.formula, other.value)
