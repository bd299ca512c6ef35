"""Rows that this run added below everything else, wherever they have got to (design.md, section 11).

A row is known again by what only it holds: in the list the job's own formula, among the candidates the key.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sync.core.table import EMPTY, Cell, Table

_Place = tuple[int, int]


class Added(NamedTuple):
    """A row that was added: where it was expected, and the cell by which it is known, in its column."""

    row: int
    column: int
    mark: Cell


class Landed(NamedTuple):
    """The rows that were added, found again.

    `rows` tells where each was expected, by where it is, and `values` what it holds by column number as it
    was written. `cells` are those that still stand as they were written, by place.
    """

    rows: Mapping[int, int]
    values: Mapping[int, Mapping[int, Cell]]
    cells: Mapping[_Place, Cell]

    def find_hits(self, answer: Table, columns: Mapping[int, int]) -> Iterator[tuple[_Place, Cell]]:
        """Yield what belongs where in the rows that were added: columns may have moved meanwhile.

        `columns` tells where each stood. What the owner has typed into such a row since is theirs.
        """
        for row, values in self.values.items():
            for column in answer.columns:
                cell = answer.cell(row, column)
                belongs = values.get(columns.get(column, -1), EMPTY)
                is_free = (row, column) in self.cells or is_same(cell, EMPTY)
                if is_free and not is_same(cell, belongs):
                    yield (row, column), belongs


def find_landed(answer: Table, before: Table, added: Iterable[Added]) -> Landed:
    """Find the rows again; `before` is the table as it was planned, with what they hold."""
    marks = {_mark(one.mark): one for one in added}
    rows = {row: one for row, one in _find_rows(answer, marks) if one} if marks else {}
    values = {row: _values(before, one) for row, one in rows.items()}
    cells = {
        (row, column): cell
        for row in rows
        for column, cell in enumerate(answer.row(row))
        if is_same(cell, values[row].get(column, EMPTY)) and not is_same(cell, EMPTY)
    }
    return Landed({row: one.row for row, one in rows.items()}, values, cells)


def is_same(one: Cell, other: Cell) -> bool:
    """Return whether two cells say the same, however they are shown."""
    return one.formula == other.formula and (bool(one.formula) or one.value == other.value)


def _find_rows(answer: Table, marks: Mapping[object, Added]) -> Iterator[tuple[int, Added]]:
    """Yield the last row that holds each mark: it went below everything."""
    found: dict[object, int] = {}
    for column in answer.columns:
        for row, cell in answer.column(column):
            mark = _mark(cell)
            if mark in marks:
                found[mark] = max(row, found.get(mark, 0))
    yield from ((row, marks[mark]) for mark, row in found.items())


def _mark(cell: Cell) -> object:
    return cell.formula or cell.value


def _values(before: Table, added: Added) -> dict[int, Cell]:
    cells = dict(enumerate(before.row(added.row)))
    return {column: cell for column, cell in cells.items() if cell != EMPTY} | {added.column: added.mark}
