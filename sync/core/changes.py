"""What is to be done to a sheet, as values: the job's own cells, formats and records, and the candidates."""

from typing import Literal, NamedTuple

from sync.core.candidates.tab.changes import AddRow, ForgetTab, MakeTab, TabChange
from sync.core.table import Area, Cell, Record, Rule


class PutDue(NamedTuple):
    """The job's formula into a *Next due* cell; `value` is what it computes to: a serial, or "paused"."""

    row: int
    column: int
    formula: str
    value: int | str


class PutText(NamedTuple):
    """A header into its cell."""

    row: int
    column: int
    text: str


class PutBack(NamedTuple):
    """A cell as it was read before this run hit it; `EMPTY` takes the job's formula out of a blank row."""

    row: int
    column: int
    cell: Cell


FlagKind = Literal["overdue", "coming_up"]


class PutFlag(NamedTuple):
    """One of the two conditional formats over `areas`; `replaces` is the rule to change, None adds one."""

    kind: FlagKind
    formula: str
    areas: tuple[Area, ...]
    replaces: Rule | None = None


class DropFlag(NamedTuple):
    """A conditional format of the job's that stands there twice, or watches a column that is gone."""

    rule: Rule


class PutKey(NamedTuple):
    """The key of the answers, made once, into the sheet's own metadata."""

    key: bytes


class PutRecord(NamedTuple):
    """The day of the last summary and its figures, into the sheet's own metadata.

    `again` tells that one was recorded before, whether or not the sheet lets it be read.
    """

    record: Record
    again: bool = False


class MendCell(NamedTuple):
    """A cell of the tab *Candidates* as it was before this run hit it."""

    row: int
    column: int
    cell: Cell


ListChange = PutDue | PutText | PutBack | PutFlag | DropFlag | PutKey | PutRecord
OfferedChange = TabChange | MendCell | MakeTab | ForgetTab
Change = ListChange | AddRow | OfferedChange
