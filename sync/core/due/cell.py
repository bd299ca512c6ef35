"""What each *Next due* cell says, and whose memory it is (design.md, sections 3 and 4).

A memory belongs to the person it names, not to the row it stands in: rows are sorted, copied, filled down and
cut while nobody looks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sync.core.cells import day_of, sensible
from sync.core.columns import Columns
from sync.core.contacts import Contact, Look
from sync.core.dates.reading import parse_typed
from sync.core.due.memory import Memory, fingerprint, fold, read_formula
from sync.core.table import CellError

if TYPE_CHECKING:
    from sync.core.table import Cell, Table

NOTHING, REMEMBERED, DATE, DONE_WORD, PAUSE_WORD = "nothing", "remembered", "date", "done", "pause"
THEIR_FORMULA, UNREADABLE = "their formula", "unreadable"
NOT_WRITTEN = frozenset({THEIR_FORMULA, UNREADABLE})
"""What the job leaves alone."""

WORDS = (
    {"": NOTHING}
    | dict.fromkeys(("done", "x", "✓", "✔", "✔️", "✅"), DONE_WORD)
    | dict.fromkeys(("pause", "paused", "never", "-", "–", "—"), PAUSE_WORD)
)
"""What a word typed into *Next due* means."""


class Said(NamedTuple):
    """What the cell says of the contact in its row.

    `kind` is one of the words above; `day` the date that was typed, copied or computed by the owner's own
    formula; `memory` what is remembered of this contact, from whichever cell it was found in; `copied_from`
    the fingerprint of the person whose date this one took; `held` the memory in the cell itself.
    """

    kind: str
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


def recall(contacts: Iterable[Contact], strays: Mapping[int, "Cell"], look: Look) -> dict[int, Said]:
    """Return what the sheet says and remembers of each contact, by row; `strays` may remember one, too."""
    by_row = {contact.row: contact for contact in contacts}
    said = {row: read_cell(contact.due, look) for row, contact in by_row.items()}
    memories = {row: what.memory for row, what in said.items() if what.memory}
    memories |= {row: memory for row, cell in strays.items() if (memory := read_cell(cell, look).memory)}
    formulas = {row: contact.due.formula for row, contact in by_row.items()}
    formulas |= {row: cell.formula for row, cell in strays.items()}
    displaced: dict[int, list[Memory]] = defaultdict(list)
    for row, owner in _find_owners(by_row, memories).items():
        if owner == row:
            continue
        said[row] = Said(NOTHING)
        if owner is not None and formulas[owner] == formulas[row]:
            said[row] = _copied(memories[row], by_row[owner])
        elif owner is not None:
            displaced[owner].append(memories[row])
    for row, found in displaced.items():
        said[row] = _with_latest(said[row], found)
    return said


def read_cell(cell: "Cell", look: Look) -> Said:
    """Return what a *Next due* cell says, looked at by itself."""
    if cell.formula:
        return _read_formula(cell, look.table)
    if isinstance(cell.value, bool | CellError):
        return Said(UNREADABLE)
    if cell.number is not None:
        return _dated(DATE, day_of(cell, look.table))
    word = cell.shown.strip(" .!").casefold()
    if kind := WORDS.get(word):
        return Said(kind)
    return _dated(DATE, parse_typed(word, look.today, look.table.locale))


def _read_formula(cell: "Cell", table: "Table") -> Said:
    held = read_formula(cell.formula, table.epoch)
    if held is None:
        return _dated(THEIR_FORMULA, day_of(cell, table))
    if held.memory:
        return Said(REMEMBERED, held.due, held.memory, held=held.memory)
    return _dated(DATE, held.due) if held.due else Said(PAUSE_WORD)


def _dated(kind: str, day: date | None) -> Said:
    return Said(kind, day) if sensible(day) else Said(UNREADABLE)


def print_of(contact: Contact) -> int:
    """Return the fingerprint of what the contact is called."""
    return fingerprint(fold(contact.shown))


def _copied(memory: Memory, owner: Contact) -> Said:
    kind = PAUSE_WORD if memory.paused else DATE
    return Said(kind, memory.due, copied_from=print_of(owner))


def _find_owners(contacts: Mapping[int, Contact], memories: Mapping[int, Memory]) -> dict[int, int | None]:
    """Return the row of the person that each memory names that is not simply its own row's."""
    others = {
        row: memory
        for row, memory in memories.items()
        if row not in contacts or contacts[row].prints != memory[:3]
    }
    rows_of: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row, contact in contacts.items() if others else ():
        for key in enumerate(contact.prints):
            rows_of[key].append(row)
    return {row: _find_owner(memory, row, rows_of) for row, memory in others.items()}


def _find_owner(memory: Memory, row: int, rows_of: Mapping[tuple[int, int], list[int]]) -> int | None:
    """Return the row in which most of email, phone and name match; of several such, the memory's own."""
    keys = [key for key in enumerate(memory[:3]) if key[1]]
    matches = Counter(found for key in keys for found in rows_of.get(key, ()))
    most = max(matches.values(), default=0)
    best = [found for found, count in matches.items() if count == most]
    return row if row in best else min(best, default=None)


def _with_latest(said: Said, displaced: list[Memory]) -> Said:
    """Return what is said of a person whose memory was found elsewhere: of several, the one noticed later.

    A cell that is not written cannot keep one.
    """
    if said.kind in NOT_WRITTEN:
        return said
    own = [said.memory] if said.memory else []
    memory = max(own + displaced, key=lambda memory: memory.noticed or date.min)
    kind = REMEMBERED if said.kind in {NOTHING, REMEMBERED} else said.kind
    return said._replace(kind=kind, memory=memory)
