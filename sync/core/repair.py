"""What a write hit because somebody edited at the same moment, and what belongs there (design.md, section 5).

A row or a column that was inserted, moved, sorted or deleted between the read and the write makes the write
land beside its place. The answer to the write shows where: the job knows what it wrote, and what stood where
before.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sync.core.columns import HEADER_ROWS, Columns, letters
from sync.core.origins import OURS, Before, Grid, Origins, find_origins
from sync.core.references import translate
from sync.core.table import EMPTY, Cell, Change, PutBack, PutDue, PutText, Table

Place = tuple[int, int]
"""A row number and a column number."""
Put = PutDue | PutText | PutBack


@dataclass
class Trail:
    """What a run has written so far: `formulas` and `texts` in all, `last` with the last write, by place."""

    formulas: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    last: dict[Place, Put] = field(default_factory=dict)

    def add(self, changes: Iterable[Change]) -> None:
        """Remember what is about to be written."""
        puts = [change for change in changes if isinstance(change, Put)]
        self.last = {change[:2]: change for change in puts}
        self.formulas |= {change.formula for change in puts if isinstance(change, PutDue)}
        self.texts |= {change.text for change in puts if isinstance(change, PutText)}


class Repaired(NamedTuple):
    """The table as it would be had the write hit nothing but its own cells.

    `hits` are the cells to put back; `lost` names those of which nobody knows what stood there.
    """

    table: Table
    hits: Mapping[Place, Cell]
    lost: tuple[str, ...]

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
    ours = dict(_find_ours(answer, _texts(before), trail))
    if not ours:
        return Repaired(answer, {}, ())
    origins = find_origins(
        _texts(answer, ours),
        Before(_texts(before), columns.header, columns.due),
        answer.width - max(before.width, columns.due + 1),
    )
    hits: dict[Place, Cell] = {}
    for place, cell in ours.items():
        origin = origins.find(place)
        belongs = _translate(before.cell(*origin), origins) if origin else EMPTY
        put = trail.last.get(origin) if origin else None
        if isinstance(put, PutBack):
            put = put._replace(cell=_translate(put.cell, origins))
        is_meant = put is not None and _is_written(cell, put)
        if not is_meant and not _is_same(cell, belongs):
            hits[place] = belongs
    unknown = [place for place in hits if origins.find(place) is None]
    lost = [place for place in unknown if _may_be_missed(place, answer, ours, origins, columns.due)]
    return Repaired(_with_cells(answer, hits), hits, tuple(f"{letters(c)}{r}" for r, c in lost))


def _find_ours(answer: Table, before: Grid, trail: Trail) -> Iterator[tuple[Place, Cell]]:
    """Yield each cell that holds what this run wrote, wherever that has got to."""
    known = {text for column in before for text in column[:HEADER_ROWS]}
    texts = trail.texts - known
    for column in answer.columns:
        for row, cell in answer.column(column):
            place = (row, column)
            is_ours = cell.formula in trail.formulas or (row <= HEADER_ROWS and cell.shown.strip() in texts)
            if is_ours or (place in trail.last and _is_written(cell, trail.last[place])):
                yield place, cell


def _is_written(cell: Cell, put: Put) -> bool:
    match put:
        case PutDue():
            return cell.formula == put.formula
        case PutText():
            return cell.shown == put.text
        case PutBack():
            return _is_same(cell, put.cell)


def _is_same(one: Cell, other: Cell) -> bool:
    return one.formula == other.formula and (bool(one.formula) or one.value == other.value)


def _texts(table: Table, ours: Container[Place] = ()) -> Grid:
    return [
        [OURS if (row, column) in ours else cell.shown.strip() for row, cell in table.column(column)]
        for column in table.columns
    ]


def _translate(cell: Cell, origins: Origins) -> Cell:
    """Return the cell with its formula's references following the rows and columns that moved."""
    return cell._replace(formula=translate(cell.formula, origins)) if cell.formula else cell


def _may_be_missed(place: Place, answer: Table, ours: Container[Place], origins: Origins, due: int) -> bool:
    """Return whether the owner may have typed there: beside the cell, in a row or column nobody read."""
    row, column = place
    if origins.columns.get(column) == due:
        return False
    beside = [(row, other) for other in answer.columns]
    above = [(other, column) for other in answer.cells.index]
    new = [] if column in origins.columns else above
    new += [] if row in origins.rows else beside
    return any(answer.cell(*other).shown for other in new if other not in ours)


def _with_cells(table: Table, cells: Mapping[Place, Cell]) -> Table:
    frame = table.cells.copy()
    for column in {column for _, column in cells}:
        repaired: list[Any] = [cells.get((row, column), cell) for row, cell in table.column(column)]
        frame[column] = repaired
    return replace(table, cells=frame)
