"""What each *Next due* cell says (design.md, sections 3 and 4)."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sync.core.contacts.cells import day_of, sensible
from sync.core.contacts.columns import Columns
from sync.core.contacts.contacts import Contact, Look
from sync.core.dates.reading import parse_typed
from sync.core.due.future import forget_future
from sync.core.due.memory.formula import read_formula
from sync.core.due.memory.memory import Memory
from sync.core.due.typed import Kind, find_word
from sync.core.table import CellError

if TYPE_CHECKING:
    from sync.core.table import Cell, Table

NOT_WRITTEN = frozenset({Kind.THEIR_FORMULA, Kind.UNREADABLE})
"""What the job leaves alone."""


class Said(NamedTuple):
    """What the cell says of the contact in its row.

    `day` is the date that was typed, copied or computed by the owner's own formula; `memory` what is
    remembered of this contact, from whichever cell it was found in, without what lies in the future;
    `copied_from` the fingerprint of the person whose date this one took; `held` the memory in the cell
    itself, as it stands there.
    """

    kind: Kind
    day: date | None = None
    memory: Memory | None = None
    copied_from: int = 0
    held: Memory | None = None


def find_strays(contacts: Iterable[Contact], columns: Columns, table: "Table") -> dict[int, "Cell"]:
    """Return the cells that hold the job's own formula in a row that is blank, by row."""
    if columns.new_due:
        return {}
    rows = {contact.row for contact in contacts}
    blank = (
        (row, cell) for row, cell in table.column(columns.due) if row > columns.header and row not in rows
    )
    return {row: cell for row, cell in blank if cell.formula and read_formula(cell.formula, table.epoch)}


def read_cell(cell: "Cell", look: Look) -> Said:
    """Return what a *Next due* cell says, looked at by itself."""
    if cell.formula:
        return _read_formula(cell, look)
    if isinstance(cell.value, bool | CellError):
        return Said(Kind.UNREADABLE)
    if cell.number is not None:
        return _dated(Kind.DATE, day_of(cell, look.table))
    if kind := find_word(cell.shown):
        return Said(kind)
    return _dated(Kind.DATE, parse_typed(cell.shown, look.today, look.table.locale))


def _read_formula(cell: "Cell", look: Look) -> Said:
    held = read_formula(cell.formula, look.table.epoch)
    if held is None:
        return _dated(Kind.THEIR_FORMULA, day_of(cell, look.table))
    if held.memory:
        return Said(Kind.REMEMBERED, held.due, forget_future(held.memory, look.today), held=held.memory)
    return _dated(Kind.DATE, held.due) if held.due else Said(Kind.PAUSE)


def _dated(kind: Kind, day: date | None) -> Said:
    return Said(kind, day) if sensible(day) else Said(Kind.UNREADABLE)
