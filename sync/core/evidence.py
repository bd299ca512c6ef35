"""When were we last in touch? The latest evidence wins (design.md, section 3)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from sync.core.contacts import Contact, Look, Problem
from sync.core.dates import find_dates, find_unordered, settle
from sync.core.memory import DONE, EDIT, LAST, NOTE, Memory
from sync.core.recall import Said

MANY = 5
MANY_PART = 3
"""At least this many edits without a date, and more than this part of those not yet due, are no news of
people: somebody found and replaced."""


class Reading(NamedTuple):
    """What a note says now.

    `note_print`, `note_date` and `note_plan` are to be remembered; `is_edit` tells whether the note was
    edited, without a date of its own, since the job last looked.
    """

    note_print: int
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
    later = [
        row
        for row, what in said.items()
        if what.memory and not what.memory.paused and not _is_expected(what.memory, look)
    ]
    edited = [row for row in later if readings[row].is_edit]
    are_many = len(edited) >= MANY and len(edited) * MANY_PART > len(later)
    return frozenset(edited) if are_many else frozenset()


def find_latest(
    contact: Contact, reading: Reading, carried: tuple[date | None, str]
) -> tuple[date | None, str]:
    """Return the latest day in touch and how it is known: (None, "") where nothing tells."""
    evidence = [(reading.note_date, NOTE), (contact.last_contacted, LAST), carried]
    return (
        max(evidence, key=lambda found: found[0] or date.min)
        if any(day for day, _ in evidence)
        else (None, "")
    )


def find_carried(memory: Memory | None, today: date, *, edited: bool, done: bool) -> tuple[date | None, str]:
    """Return the latest edit or done, today's or remembered: these stand nowhere in the sheet."""
    if done:
        return today, DONE
    if edited:
        return today, EDIT
    return (memory.carried, memory.carried_how) if memory else (None, "")


def find_note_problems(contact: Contact, reading: Reading, locale: str | None) -> Iterable[Problem]:
    """Tell of a note beside the wrong person, and of a date whose day and month nobody can tell apart."""
    if reading.is_moved:
        what = "the note was another person’s when the job last looked; was one column sorted alone?"
        yield Problem(contact.row, contact.shown, what, "put the notes back beside their people")
    if locale is None:
        for text in find_unordered(contact.note, locale):
            what = f"“{text}” in the note may be two dates: which number is the month?"
            yield Problem(contact.row, contact.shown, what, "set locale under [sheet] in the settings")


def _read_note(contact: Contact, memory: Memory | None, look: Look, *, is_moved: bool) -> Reading:
    if memory and (is_moved or memory.note == contact.note_print):
        return Reading(memory.note, memory.note_date, memory.note_plan, is_moved=is_moved)
    known = {day: plan for day, plan in _known(memory) if day}
    dates = [settle(written, look.today, known) for written in find_dates(contact.note, look.table.locale)]
    days = [found.day for found in dates if not found.plan]
    plans = [found.day for found in dates if found.plan]
    brought = any(found.day not in known for found in dates)
    is_edit = memory is not None and _may_be_edit(contact, memory, look) and not brought
    return Reading(contact.note_print, max(days, default=None), max(plans, default=None), is_edit=is_edit)


def _known(memory: Memory | None) -> tuple[tuple[date | None, bool], ...]:
    return ((memory.note_date, False), (memory.note_plan, True)) if memory else ()


def _may_be_edit(contact: Contact, memory: Memory, look: Look) -> bool:
    """Return whether new wording can be news: not an emptied note, a formula, nor a list being filled in."""
    if not contact.note_print or contact.note_is_formula:
        return False
    return bool(memory.note) or _is_expected(memory, look)


def _is_expected(memory: Memory, look: Look) -> bool:
    """Return whether the person was due or coming up by what is remembered; the paused are neither."""
    soon = look.today + timedelta(days=look.rules.coming_up)
    return memory.due is not None and not memory.paused and memory.due <= soon


def _find_moved(contacts: list[Contact], said: Mapping[int, Said]) -> frozenset[int]:
    """Return the rows whose note changed places: another row held it at the last look and holds it no longer.

    A row left empty because its own note went to such a row is one of them.
    """
    changed = {
        contact.row: (memory.note, contact.note_print)
        for contact in contacts
        if (memory := said[contact.row].memory) and memory.note != contact.note_print
    }
    lost = {before for before, _ in changed.values() if before}
    gained = {now for _, now in changed.values()} & lost
    return frozenset(
        row for row, (before, now) in changed.items() if now in gained or (not now and before in gained)
    )
