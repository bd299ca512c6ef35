"""Whose memory a cell holds (design.md, section 4).

A memory belongs to the person it names, not to the row it stands in: rows are sorted, copied, filled down and
cut while nobody looks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from sync.core.contacts.contacts import Contact, Look
from sync.core.contacts.fingerprints import fingerprint, fold
from sync.core.due.cell import NOT_WRITTEN, Said, read_cell
from sync.core.due.future import check_clock
from sync.core.due.memory.memory import Memory
from sync.core.due.typed import Kind

if TYPE_CHECKING:
    from sync.core.table import Cell


def find_said(contacts: Iterable[Contact], strays: Mapping[int, "Cell"], look: Look) -> dict[int, Said]:
    """Return what the sheet says and remembers of each contact, by row; `strays` may remember one, too.

    Raises `StopError` where the clock is wrong by what is remembered, or a newer version wrote a cell.
    """
    by_row = {contact.row: contact for contact in contacts}
    said = {row: read_cell(contact.due, look) for row, contact in by_row.items()}
    check_clock((what.held for what in said.values() if what.held), look.today)
    memories = {row: what.memory for row, what in said.items() if what.memory}
    memories |= {row: memory for row, cell in strays.items() if (memory := read_cell(cell, look).memory)}
    formulas = {row: contact.due.formula for row, contact in by_row.items()}
    formulas |= {row: cell.formula for row, cell in strays.items()}
    displaced: dict[int, list[Memory]] = defaultdict(list)
    for row, owner in _find_owners(by_row, memories).items():
        if owner == row:
            continue
        said[row] = Said(Kind.NOTHING)
        if owner is not None and formulas[owner] == formulas[row]:
            said[row] = _copied(memories[row], by_row[owner])
        elif owner is not None:
            displaced[owner].append(memories[row])
    for row, found in displaced.items():
        said[row] = _with_latest(said[row], found)
    return said


def name_print_of(contact: Contact) -> int:
    """Return the fingerprint of what the contact is called."""
    return fingerprint(fold(contact.shown))


def _copied(memory: Memory, owner: Contact) -> Said:
    kind = Kind.PAUSE if memory.paused else Kind.DATE
    return Said(kind, memory.due, copied_from=name_print_of(owner))


def _find_owners(contacts: Mapping[int, Contact], memories: Mapping[int, Memory]) -> dict[int, int | None]:
    """Return the row of the person that each memory names that is not simply its own row's."""
    others = {
        row: memory
        for row, memory in memories.items()
        if row not in contacts or contacts[row].prints != memory.person
    }
    rows_of: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row, contact in contacts.items() if others else ():
        for key in enumerate(contact.prints):
            rows_of[key].append(row)
    return {row: _find_owner(memory, row, rows_of) for row, memory in others.items()}


def _find_owner(memory: Memory, row: int, rows_of: Mapping[tuple[int, int], list[int]]) -> int | None:
    """Return the row in which most of email, phone and name match; of several such, the memory's own."""
    keys = [key for key in enumerate(memory.person) if key[1]]
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
    kind = Kind.REMEMBERED if said.kind in {Kind.NOTHING, Kind.REMEMBERED} else said.kind
    return said._replace(kind=kind, memory=memory)
