"""What a write into the tab of candidates hit because its owner edited it at the same moment (section 11)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from sync.core.candidates.tab import columns as tab
from sync.core.candidates.tab.changes import AppendCandidate, FillCell, PutStatus
from sync.core.candidates.tab.columns import TabColumns, find_tab_columns
from sync.core.candidates.tab.extending import extend, make_cell
from sync.core.changes import Change, MendCell, PutBack
from sync.core.contacts.columns import Columns, HeadersError
from sync.core.contacts.headers import DUE
from sync.core.repair.added import Added
from sync.core.repair.hits import Trail, repair

if TYPE_CHECKING:
    from sync.core.table import Table


class Mended(NamedTuple):
    """The tab as it would be had the write hit nothing but its own cells, and the cells to put back."""

    table: "Table"
    changes: tuple[MendCell, ...] = ()


def mend(answer: "Table", before: "Table", written: Iterable[Change]) -> Mended:
    """Find what the changes hit in the tab, by comparing it with what stood there before."""
    written = tuple(written)
    puts = [_put(change, before) for change in written if isinstance(change, FillCell | PutStatus | MendCell)]
    rows = {change.row: change.values for change in written if isinstance(change, AppendCandidate)}
    if not puts and not rows:
        return Mended(answer)
    try:
        columns = find_tab_columns(before)
    except HeadersError:
        return Mended(answer)
    trail = Trail()
    trail.add(puts)
    planned = extend(before, rows)
    trail.added = tuple(_added(row, planned, columns) for row in rows)
    # the column of Status says nothing of whose row it is, as Next due does in the list
    places = {DUE: columns.places[tab.STATUS]}
    repaired = repair(answer, planned, Columns(columns.header, places, new_due=False), trail)
    return Mended(repaired.table, tuple(MendCell(*place, cell) for place, cell in repaired.hits.items()))


def _put(change: FillCell | PutStatus | MendCell, table: "Table") -> PutBack:
    if isinstance(change, MendCell):
        return PutBack(*change)
    value = change.value if isinstance(change, FillCell) else change.text
    return PutBack(change.row, change.column, make_cell(value, table))


def _added(row: int, planned: "Table", columns: TabColumns) -> Added:
    column = columns.places[tab.KEY]
    return Added(row, column, planned.cell(row, column))
