"""What is written into the tab of candidates, and the row of who joins the list, as cells of a workbook."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sync.core.candidates.tab.changes import AppendCandidate, FillCell, TabChange, Value
from sync.core.changes import MendCell
from sync.sheets.xlsx.candidates.choosing import offer_choice
from sync.sheets.xlsx.chain import drop_from_chain
from sync.sheets.xlsx.edit import PutValue, change_cells
from sync.sheets.xlsx.looks.styles import Styles
from sync.sheets.xlsx.package.edits import Edits
from sync.sheets.xlsx.package.package import Draft
from sync.sheets.xlsx.place import Worksheet
from sync.sheets.xlsx.tab import Tab


def change_candidates(
    draft: Draft, offered: Tab, changes: Sequence[TabChange | MendCell], styles: Styles
) -> None:
    """Write into the tab; `styles` are those of the whole workbook."""
    cells = [cell for change in changes for cell in _find_cells(change, offered)]
    sheet = Worksheet(Edits(offered.data), offered.root, offered.grid, styles)
    gone = change_cells(sheet, cells)
    if rows := [change.row for change in changes if isinstance(change, AppendCandidate)]:
        offer_choice(sheet, rows, offered.table(None))
    draft.put(offered.part, sheet.edits.done())
    drop_from_chain(draft, offered.identity, gone)


def put_row(row: int, values: Mapping[int, Value], tab: Tab) -> Iterator[PutValue]:
    """Yield the cells of a row; a day is its serial number in the workbook."""
    for column, value in sorted(values.items()):
        yield PutValue(row, column, tab.serial_of(value) if isinstance(value, date) else value)


def _find_cells(change: TabChange | MendCell, tab: Tab) -> Iterator[PutValue]:
    if isinstance(change, AppendCandidate):
        yield from put_row(change.row, change.values, tab)
    elif isinstance(change, FillCell):
        yield from put_row(change.row, {change.column: change.value}, tab)
    elif isinstance(change, MendCell):
        raise TypeError(f"nobody edits a workbook while it is saved: {change!r}")
    else:
        yield PutValue(change.row, change.column, change.text)
