"""What a write hit because somebody edited at the same moment, and what belongs there (design.md, section 5).

A row or a column that was inserted, moved, sorted or deleted between the read and the write makes the write
land beside its place. The answer to the write shows where: the job knows what it wrote, and what stood where
before.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, NamedTuple

from sync.core.candidates.tab.changes import AddRow
from sync.core.cell_names import name_of
from sync.core.changes import Change, PutBack, PutDue, PutText
from sync.core.contacts.columns import HEADER_ROWS, Columns
from sync.core.repair.added import Added, find_landed, is_same
from sync.core.repair.origins import OURS, Before, Grid, Origins, find_origins
from sync.core.repair.references import make_translation
from sync.core.table import EMPTY, Cell, Table

Place = tuple[int, int]
"""A row number and a column number."""
Put = PutDue | PutText | PutBack


@dataclass
class Trail:
    """What a run has written so far: `formulas` and `texts` in all, `last` with the last write, by place.

    `added` are the rows that the last write put below everything.
    """

    formulas: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    last: dict[Place, Put] = field(default_factory=dict)
    added: tuple[Added, ...] = ()

    def add(self, changes: Iterable[Change]) -> None:
        """Remember what is about to be written."""
        changes = tuple(changes)
        self.added = tuple(_added(change) for change in changes if isinstance(change, AddRow))
        puts = [change for change in changes if isinstance(change, Put)]
        self.last = {change[:2]: change for change in puts}
        self.formulas |= {change.formula for change in puts if isinstance(change, PutDue)}
        self.texts |= {change.text for change in puts if isinstance(change, PutText)}


def _added(change: AddRow) -> Added:
    return Added(change.row, change.due, Cell(str(change.value), change.value, change.formula))


class Repaired(NamedTuple):
    """The table as it would be had the write hit nothing but its own cells.

    `hits` are the cells to put back; `lost` names those of which nobody knows what stood there. `landed`
    tells of each row that was added where it was expected, by where it is.
    """

    table: Table
    hits: Mapping[Place, Cell]
    lost: tuple[str, ...]
    landed: Mapping[int, int] = MappingProxyType({})

    def complete(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """Return the changes, and one for each cell to put back that none of them writes anyway."""
        changes = tuple(changes)
        planned = {change[:2] for change in changes if isinstance(change, Put)}
        back = (PutBack(*place, cell) for place, cell in self.hits.items() if place not in planned)
        return (*back, *changes)


def repair(answer: Table, before: Table, columns: Columns, trail: Trail) -> Repaired:
    """Find what the writes hit in the sheet, by comparing it with what stood there before.

    `before` is the table that the last write was planned for, `columns` says where its columns are.
    """
    landed = find_landed(answer, before, trail.added)
    ours = {**dict(_find_ours(answer, _texts(before), trail)), **landed.cells}
    if not ours:
        return Repaired(answer, {}, ())
    origins = _with_row_numbers(
        find_origins(
            _texts(answer, ours),
            Before(_texts(before), columns.header, columns.due),
            answer.width - max(before.width, columns.due + 1),
        ),
        answer,
        before,
    )
    origins = origins._replace(rows={**origins.rows, **landed.rows})
    translate = make_translation(origins)
    hits = dict(landed.find_hits(answer, origins.columns))
    for place, cell in ours.items():
        if place[0] in landed.rows:
            continue
        origin = origins.find(place)
        belongs = _moved(before.cell(*origin), translate) if origin else EMPTY
        put = trail.last.get(origin) if origin else None
        if isinstance(put, PutBack):
            put = put._replace(cell=_moved(put.cell, translate))
        is_meant = put is not None and _is_written(cell, put)
        if not is_meant and not is_same(cell, belongs):
            hits[place] = belongs
    unknown = [place for place in hits if origins.find(place) is None]
    lost = _find_lost(unknown, answer, ours, origins, columns.due) if unknown else ()
    return Repaired(_with_cells(answer, hits), hits, tuple(name_of(*place) for place in lost), landed.rows)


def _with_row_numbers(origins: Origins, answer: Table, before: Table) -> Origins:
    """Count the rows as the sheet does: long stretches of blank ones are not in a table."""
    now, then = answer.cells.index, before.cells.index
    return origins._replace(rows={int(now[row - 1]): int(then[old - 1]) for row, old in origins.rows.items()})


def _find_ours(answer: Table, before: Grid, trail: Trail) -> Iterator[tuple[Place, Cell]]:
    """Yield each cell that holds what this run wrote, wherever that has got to."""
    known = {text for column in before for text in column[:HEADER_ROWS]}
    texts = trail.texts - known
    for place, cell in _cells(answer):
        is_header = place[0] <= HEADER_ROWS and cell.shown.strip() in texts
        is_put = place in trail.last and _is_written(cell, trail.last[place])
        if cell.formula in trail.formulas or is_header or is_put:
            yield place, cell


def _is_written(cell: Cell, put: Put) -> bool:
    match put:
        case PutDue():
            return cell.formula == put.formula
        case PutText():
            return cell.shown == put.text
        case PutBack():
            return is_same(cell, put.cell)


def _texts(table: Table, ours: Container[Place] = ()) -> Grid:
    return [
        [OURS if (row, column) in ours else cell.shown.strip() for row, cell in table.column(column)]
        for column in table.columns
    ]


def _moved(cell: Cell, translate: Callable[[str], str]) -> Cell:
    """Return the cell with its formula's references following the rows and columns that moved."""
    return cell._replace(formula=translate(cell.formula)) if cell.formula else cell


def _find_lost(
    unknown: Iterable[Place], answer: Table, ours: Container[Place], origins: Origins, due: int
) -> Iterator[Place]:
    """Yield the places where the owner may have typed: in a new row or column with more of theirs in it."""
    typed = [place for place, cell in _cells(answer) if cell.shown and place not in ours]
    rows, columns = {row for row, _ in typed}, {column for _, column in typed}
    for row, column in unknown:
        in_new_row = row not in origins.rows and row in rows
        in_new_column = column not in origins.columns and column in columns
        if origins.columns.get(column) != due and (in_new_row or in_new_column):
            yield row, column


def _cells(table: Table) -> Iterator[tuple[Place, Cell]]:
    for column in table.columns:
        for row, cell in table.column(column):
            yield (row, column), cell


def _with_cells(table: Table, cells: Mapping[Place, Cell]) -> Table:
    frame = table.cells.copy()
    for column in {column for _, column in cells}:
        repaired: list[Any] = [cells.get((row, column), cell) for row, cell in table.column(column)]
        frame[column] = repaired
    return replace(table, cells=frame)
