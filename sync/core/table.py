"""The owner's tab as a value, as it was read.

A sheet (``sync/sheets``) reads a `Table` and writes what `sync.core.changes` names; between them all is pure.
Rows are the sheet's own numbers (the first row is 1), columns count from 0 (A is 0).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

GOOGLE_EPOCH = date(1899, 12, 30)
MAC_EPOCH = date(1904, 1, 1)


class CellError(str):
    """An error value as the sheet shows it, such as ``#REF!``."""

    __slots__ = ()


class Cell(NamedTuple):
    """One cell as read.

    `shown` is the text as displayed; `value` the number, text, truth value or error behind it (what the
    formula gives, where there is one; a date is its serial number); `formula` the formula with its ``=``,
    or "" for a constant; `source` is what the sheet itself needs to put the cell back exactly.
    """

    shown: str = ""
    value: "float | str | bool | CellError | None" = None
    formula: str = ""
    source: object = None

    @property
    def number(self) -> float | None:
        """The number in the cell, None where there is none; a truth value is none."""
        return None if isinstance(self.value, bool | str) else self.value


EMPTY = Cell()


class Area(NamedTuple):
    """A block of cells, all four edges included; None reaches to the end of the grid."""

    first_row: int
    first_column: int
    last_row: int | None
    last_column: int | None

    def covers(self, other: "Area") -> bool:
        """Return whether all of the other area lies in this one."""
        return (
            self.first_row <= other.first_row
            and self.first_column <= other.first_column
            and _reaches(self.last_row, other.last_row)
            and _reaches(self.last_column, other.last_column)
        )

    def holds(self, row: int, column: int) -> bool:
        """Return whether the cell lies in the area."""
        return self.covers(Area(row, column, row, column))


def _reaches(edge: int | None, other: int | None) -> bool:
    return edge is None or (other is not None and other <= edge)


class Rule(NamedTuple):
    """A conditional format with a formula of its own, as read; `source` is the sheet's own handle on it."""

    formula: str
    areas: tuple[Area, ...]
    source: object = None


class Record(NamedTuple):
    """What the sheet remembers of the last summary: its day and its figures."""

    day: date
    figures: Mapping[str, int]


@dataclass(frozen=True)
class Table:
    """A tab as read.

    `cells` holds a `Cell` in every place, its index the row numbers and its columns the column numbers, from
    row 1 and column 0 to the last used ones; long stretches of blank rows are left out (`sync.core.frame`).
    `width` is the number of columns the grid has. `locale` is like ``de_DE`` (None: not known) and `zone`
    like ``Europe/Berlin`` (None: not known). `protected` are areas the job may not write, `merged` those of
    merged cells, `totals` the rows in which others are added up, `hidden` the columns out of sight. `record`,
    `key` and `candidates` are what the sheet keeps beside the cells (`Kept`); `offered` is the tab
    *Candidates* where it was read along. `tab_id` is what Google calls the tab; `link` its address ("" for a
    workbook).
    """

    cells: "pd.DataFrame"
    title: str
    width: int
    locale: str | None = None
    zone: str | None = None
    rules: tuple[Rule, ...] = ()
    protected: tuple[Area, ...] = ()
    merged: tuple[Area, ...] = ()
    totals: tuple[Area, ...] = ()
    hidden: frozenset[int] = frozenset()
    record: Record | None = None
    key: bytes | None = None
    candidates: int | None = None
    offered: "Table | None" = None
    epoch: date = GOOGLE_EPOCH
    tab_id: int = 0
    link: str = ""

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell, `EMPTY` beyond the used ones."""
        used = row in self.cells.index and column in self.cells.columns
        return cast("Cell", self.cells.loc[row, column]) if used else EMPTY

    @property
    def columns(self) -> range:
        """The numbers of the used columns."""
        return range(self.cells.shape[1])

    def row(self, row: int) -> list[Cell]:
        """Return the cells of a used row."""
        return list(cast("pd.Series[Any]", self.cells.loc[row]))

    def column(self, column: int) -> "Iterator[tuple[int, Cell]]":
        """Yield the row number and the cell of each used row."""
        yield from zip(self.cells.index.tolist(), self.cells[column].tolist(), strict=True)

    def day_of(self, serial: float) -> date:
        """Return the day that the serial number means in this table."""
        return self.epoch + timedelta(days=int(serial // 1))

    def serial_of(self, day: date) -> int:
        """Return the serial number of the day in this table."""
        return (day - self.epoch).days
