"""What a note says now, beside what was remembered of it: an edit, or none (design.md, section 3)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from sync.core.contacts import headers as col
from sync.core.contacts.contacts import Contact, Look
from sync.core.contacts.fingerprints import fingerprint
from sync.core.dates.reading import find_dates, settle
from sync.core.due.cell import Said
from sync.core.due.memory.memory import Memory

MANY = 5
MANY_PART = 3
"""At least this many edits without a date, and more than this part of those not yet due, are no news of
people: somebody found and replaced."""
JUST_ANSWERED = timedelta(days=30)
"""Who was in touch no longer ago may have answered, so that an edit of theirs is news."""


class Reading(NamedTuple):
    """What a note says now.

    The first four are to be remembered: its fingerprint, that of the dates written in it, and the days these
    were settled to, in touch and planned. `is_edit` tells whether the note was edited, without bringing a
    date of contact, since the job last looked; `is_moved` whether it is another person's; `is_gone` whether
    there is none now, though there was: nothing in it counts, and what is remembered stays.
    """

    note_print: int
    dates: int
    note_date: date | None
    note_plan: date | None
    is_edit: bool = False
    is_moved: bool = False
    is_gone: bool = False


def read_notes(contacts: Iterable[Contact], said: Mapping[int, Said], look: Look) -> dict[int, Reading]:
    """Read the note of each contact, by row, beside what is remembered of it."""
    contacts = list(contacts)
    moved = _find_moved(contacts, said)
    return {
        contact.row: _read_note(contact, said[contact.row].memory, look, is_moved=contact.row in moved)
        for contact in contacts
    }


def find_many(readings: Mapping[int, Reading], said: Mapping[int, Said], look: Look) -> frozenset[int]:
    """Return the rows whose edit does not count, since too many of those not yet due show one at once."""
    later = [row for row, what in said.items() if what.memory and _is_later(what.memory, look)]
    edited = [row for row in later if readings[row].is_edit]
    are_many = len(edited) >= MANY and len(edited) * MANY_PART > len(later)
    return frozenset(edited) if are_many else frozenset()


def _read_note(contact: Contact, memory: Memory | None, look: Look, *, is_moved: bool) -> Reading:
    if memory:
        remembered = Reading(memory.note, memory.dates, memory.note_date, memory.note_plan)
        if is_moved:
            return remembered._replace(is_moved=True)
        if memory.note and not contact.note_print:
            return remembered._replace(is_gone=True)
        if memory.dates and memory.note == contact.note_print:
            return remembered
    return _read_wording(contact, memory, look)


def _read_wording(contact: Contact, memory: Memory | None, look: Look) -> Reading:
    """Read a note whose wording was not seen before; dates that were settled stay settled."""
    written = find_dates(contact.note, look.table.locale)
    dates = fingerprint(" ".join(sorted(map(str, written))))
    is_edit = memory is not None and _may_be_edit(contact, memory, look)
    if memory and memory.dates == dates:
        return Reading(contact.note_print, dates, memory.note_date, memory.note_plan, is_edit=is_edit)
    known = _known(memory)
    settled = [settle(date_, look.today, known) for date_ in written]
    touched = [found.day for found in settled if not found.plan]
    return Reading(
        contact.note_print,
        dates,
        note_date=max(touched, default=None),
        note_plan=max((found.day for found in settled if found.plan), default=None),
        is_edit=is_edit and all(day in known for day in touched),
    )


def _known(memory: Memory | None) -> dict[date, bool]:
    """Return the days that dates in the note were settled to, and whether each is a plan."""
    settled = ((memory.note_date, False), (memory.note_plan, True)) if memory else ()
    return {day: plan for day, plan in settled if day}


def _may_be_edit(contact: Contact, memory: Memory, look: Look) -> bool:
    """Return whether new wording can be news: not an emptied note, a formula, nor a list being filled in."""
    if contact.note_print in {0, memory.note} or contact.cells[col.NOTE].formula:
        return False
    return bool(memory.note and not memory.note_gone) or _is_expected(memory, look)


def _is_expected(memory: Memory, look: Look) -> bool:
    """Return whether the person was due or coming up by what is remembered; the paused are neither."""
    soon = look.today + timedelta(days=look.rules.coming_up)
    return memory.due is not None and not memory.paused and memory.due <= soon


def _is_later(memory: Memory, look: Look) -> bool:
    """Return whether no news was to be expected: not due, coming up, paused, or in touch just now."""
    just_now = memory.in_touch is not None and memory.in_touch >= look.today - JUST_ANSWERED
    return not (just_now or memory.paused or _is_expected(memory, look))


def _find_moved(contacts: list[Contact], said: Mapping[int, Said]) -> frozenset[int]:
    """Return the rows whose note changed places: another row held it at the last look and holds it no longer.

    A row left empty because its own note went to such a row is one of them. What was found to be moved stays
    so, whatever the other row holds by now.
    """
    changed = {
        contact.row: (memory, contact.note_print)
        for contact in contacts
        if (memory := said[contact.row].memory)
        and memory.note != contact.note_print
        and (contact.note_print or not memory.note_gone)
    }
    lost = {memory.note for memory, _ in changed.values() if memory.note and not memory.note_gone}
    gained = {now for _, now in changed.values()} & lost
    return frozenset(
        row
        for row, (memory, now) in changed.items()
        if (now and (now == memory.moved or now in gained)) or (not now and memory.note in gained)
    )
