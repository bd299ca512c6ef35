"""What each *Next due* cell says, and whose memory it is (design.md, sections 3 and 4).

A memory belongs to the person it names, not to the row it stands in: rows are sorted, copied, filled down and
cut while nobody looks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sync.core.contacts import FIRST_DAY, LAST_DAY, Contact, Look, day_of
from sync.core.dates import parse_typed
from sync.core.memory import Memory, read_formula
from sync.core.table import CellError

if TYPE_CHECKING:
    from sync.core.table import Cell, Table

NOTHING, REMEMBERED, DATE, DONE_WORD, PAUSE_WORD = "nothing", "remembered", "date", "done", "pause"
THEIR_FORMULA, UNREADABLE = "their formula", "unreadable"

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
    the row whose date this one took.
    """

    kind: str
    day: date | None = None
    memory: Memory | None = None
    copied_from: int | None = None


def recall(contacts: Iterable[Contact], look: Look) -> dict[int, Said]:
    """Return what the sheet says and remembers of each contact, by row."""
    contacts = list(contacts)
    said = {contact.row: read_cell(contact.due, look) for contact in contacts}
    owners = _find_owners(contacts, said)
    formulas = {contact.row: contact.due.formula for contact in contacts}
    displaced: dict[int, list[Memory]] = defaultdict(list)
    for row, owner in owners.items():
        memory = said[row].memory
        if owner == row or memory is None:
            continue
        if owner is None:
            said[row] = Said(NOTHING)
        elif formulas[owner] == formulas[row]:
            said[row] = Said(
                DATE if memory.due and not memory.paused else PAUSE_WORD, memory.due, None, owner
            )
        else:
            displaced[owner].append(memory)
            said[row] = Said(NOTHING)
    for row, memories in displaced.items():
        said[row] = _with_latest(said[row], memories)
    return said


def read_cell(cell: "Cell", look: Look) -> Said:
    """Return what a *Next due* cell says, looked at by itself."""
    if cell.formula:
        return _read_formula(cell, look.table)
    if isinstance(cell.value, bool | CellError):
        return Said(UNREADABLE)
    if cell.number is not None:
        return _dated(DATE, day_of(cell.number, look.table))
    word = cell.shown.strip().casefold()
    if kind := WORDS.get(word):
        return Said(kind)
    return _dated(DATE, parse_typed(word, look.today, look.table.locale))


def _read_formula(cell: "Cell", table: "Table") -> Said:
    held = read_formula(cell.formula, table.epoch)
    if held is None:
        return _dated(THEIR_FORMULA, None if cell.number is None else day_of(cell.number, table))
    if held.memory:
        return Said(REMEMBERED, held.due, held.memory)
    return _dated(DATE, held.due) if held.due else Said(PAUSE_WORD)


def _dated(kind: str, day: date | None) -> Said:
    return Said(kind, day) if day and FIRST_DAY <= day <= LAST_DAY else Said(UNREADABLE)


def _find_owners(contacts: list[Contact], said: Mapping[int, Said]) -> dict[int, int | None]:
    """Return the row of the person that each memory names, None where they are not in the list."""
    rows_of: dict[tuple[int, int], list[int]] = defaultdict(list)
    for contact in contacts:
        for which, print_ in enumerate(contact.prints):
            if print_:
                rows_of[which, print_].append(contact.row)
    owners = {}
    for contact in contacts:
        if memory := said[contact.row].memory:
            is_own = contact.prints == memory[:3]
            owners[contact.row] = contact.row if is_own else _find_owner(memory, contact.row, rows_of)
    return owners


def _find_owner(memory: Memory, row: int, rows_of: Mapping[tuple[int, int], list[int]]) -> int | None:
    """Return the row in which most of email, phone and name match; of several such, the memory's own."""
    matches = Counter(found for key in enumerate(memory[:3]) for found in rows_of.get(key, ()))
    most = max(matches.values(), default=0)
    best = [found for found, count in matches.items() if count == most]
    return row if row in best else min(best, default=None)


def _with_latest(said: Said, displaced: list[Memory]) -> Said:
    """Return what is said of a person whose memory was found elsewhere: of several, the one noticed later."""
    own = [said.memory] if said.memory else []
    memory = max(own + displaced, key=lambda memory: memory.noticed or date.min)
    kind = REMEMBERED if said.kind in {NOTHING, REMEMBERED} else said.kind
    return said._replace(kind=kind, memory=memory)
