"""When were we last in touch? The latest evidence wins (design.md, section 3)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from operator import itemgetter
from typing import NamedTuple

from sync.core import columns as col
from sync.core.contacts import Contact, Look
from sync.core.dates.reading import find_dates, settle
from sync.core.due.cell import Said
from sync.core.due.memory import DONE, EDIT, LAST, NOTE, Memory, fingerprint

MANY = 5
MANY_PART = 3
"""At least this many edits without a date, and more than this part of those not yet due, are no news of
people: somebody found and replaced."""


class Reading(NamedTuple):
    """What a note says now.

    All but the last two are to be remembered. `is_edit` tells whether the note was edited, without bringing a
    date, since the job last looked; `is_moved` whether it is another person's.
    """

    note_print: int
    dates: int
    note_date: date | None
    note_plan: date | None
    is_edit: bool = False
    is_moved: bool = False


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
    later = [row for row, what in said.items() if what.memory and not _is_expected(what.memory, look)]
    edited = [row for row in later if readings[row].is_edit]
    are_many = len(edited) >= MANY and len(edited) * MANY_PART > len(later)
    return frozenset(edited) if are_many else frozenset()


def find_latest(
    contact: Contact, reading: Reading, carried: tuple[date | None, str]
) -> tuple[date | None, str]:
    """Return the latest day in touch and how it is known: (None, "") where nothing tells."""
    evidence = ((reading.note_date, NOTE), (contact.last_contacted, LAST), carried)
    dated = ((day, how) for day, how in evidence if day)
    return max(dated, key=itemgetter(0), default=(None, ""))


def find_carried(memory: Memory | None, today: date, *, edited: bool, done: bool) -> tuple[date | None, str]:
    """Return the latest edit or done, today's or remembered: these stand nowhere in the sheet."""
    if done:
        return today, DONE
    if edited:
        return today, EDIT
    return (memory.carried, memory.carried_how) if memory else (None, "")


def _read_note(contact: Contact, memory: Memory | None, look: Look, *, is_moved: bool) -> Reading:
    if memory and (is_moved or (memory.dates and memory.note == contact.note_print)):
        return Reading(memory.note, memory.dates, memory.note_date, memory.note_plan, is_moved=is_moved)
    written = find_dates(contact.note, look.table.locale)
    dates = fingerprint(" ".join(sorted(map(str, written))))
    is_edit = memory is not None and _may_be_edit(contact, memory, look)
    if memory and memory.dates == dates:
        return Reading(contact.note_print, dates, memory.note_date, memory.note_plan, is_edit=is_edit)
    known = _known(memory)
    settled = [settle(date_, look.today, known) for date_ in written]
    return Reading(
        contact.note_print,
        dates,
        note_date=max((found.day for found in settled if not found.plan), default=None),
        note_plan=max((found.day for found in settled if found.plan), default=None),
        is_edit=is_edit and all(found.day in known for found in settled),
    )


def _known(memory: Memory | None) -> dict[date, bool]:
    """Return the days that dates in the note were settled to, and whether each is a plan."""
    settled = ((memory.note_date, False), (memory.note_plan, True)) if memory else ()
    return {day: plan for day, plan in settled if day}


def _may_be_edit(contact: Contact, memory: Memory, look: Look) -> bool:
    """Return whether new wording can be news: not an emptied note, a formula, nor a list being filled in."""
    if contact.note_print in {0, memory.note} or contact.cells[col.NOTE].formula:
        return False
    return bool(memory.note) or _is_expected(memory, look)


def _is_expected(memory: Memory, look: Look) -> bool:
    """Return whether the person was due or coming up by what is remembered; the paused are neither."""
    soon = look.today + timedelta(days=look.rules.coming_up)
    return memory.due is not None and not memory.paused and memory.due <= soon


def _find_moved(contacts: list[Contact], said: Mapping[int, Said]) -> frozenset[int]:
    """Return the rows whose note changed places: another row held it at the last look and holds it no longer.

    A row left empty because its own note went to such a row is one of them. What was found to be moved stays
    so, whatever the other row holds by now.
    """
    changed = {
        contact.row: (memory, contact.note_print)
        for contact in contacts
        if (memory := said[contact.row].memory) and memory.note != contact.note_print
    }
    lost = {memory.note for memory, _ in changed.values() if memory.note}
    gained = {now for _, now in changed.values()} & lost
    return frozenset(
        row
        for row, (memory, now) in changed.items()
        if (now and (now == memory.moved or now in gained)) or (not now and memory.note in gained)
    )
