"""What only the owner can put right: each problem with its row and its cure (design.md, sections 2 to 4)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from sync.core.cell_names import name_of
from sync.core.contacts import headers as col
from sync.core.contacts.cells import is_blank, line_of, read_day
from sync.core.contacts.columns import Columns
from sync.core.contacts.contacts import (
    Contact,
    Look,
    Problem,
    find_addresses,
    find_wrong_addresses,
    parse_every,
)
from sync.core.contacts.reach import read_reach_by
from sync.core.dates.reading import find_unordered, find_unread, format_day, order_of
from sync.core.due.memory.memory import Memory, Told, Why
from sync.core.due.next_due import Entry
from sync.core.due.owners import name_print_of
from sync.core.due.typed import Kind
from sync.core.table import EMPTY, CellError

if TYPE_CHECKING:
    from sync.core.table import Cell

_WHICH_MONTH = "may be two dates: which number is the month?"
_MONTH_CURE = "write the month as a word, like 3 Aug 2026"


def find_problems(
    contacts: Iterable[Contact], entries: Iterable[Entry], memories: Mapping[int, Memory], look: Look
) -> tuple[Problem, ...]:
    """Return all problems, those about many rows first and the others in sheet order.

    `entries` are about the contacts that name somebody, and `memories` what is known of them, by row.
    """
    contacts, entries = list(contacts), list(entries)
    copied_from = {memory.told_of for memory in memories.values() if memory.told_of}
    shown = {name_print_of(contact): contact.shown for contact in contacts} if copied_from else {}
    is_unordered = order_of(look.table.locale) not in {"dmy", "mdy"}
    problems = [*_find_many_edits(memories, look), *_find_doubles(contacts)]
    for contact in contacts:
        problems += _find_error_values(contact)
        problems += _find_row_problems(contact, look)
    for entry in entries:
        memory = memories[entry.contact.row]
        problems += _find_moved_note(entry)
        if is_unordered:
            problems += _find_unordered_dates(entry, look)
        problems += _find_unread_date(entry, memory, look)
        problems += _find_due_problems(entry)
        problems += _find_told(entry, memory, shown.get(memory.told_of, "another person"), look)
    return tuple(sorted(problems, key=lambda problem: problem.row or 0))


def is_news(memory: Memory, day: date | None, look: Look) -> bool:
    """Return whether what was noticed on `day` has not stood in a summary yet."""
    record = look.table.record
    if day is None or record is None or day == look.today:
        return day is not None
    return day > record.day or (day == record.day and memory.late)


def _about(contact: Contact, what: str, cure: str, *, of_reach: bool = False) -> Problem:
    return Problem(contact.row, contact.shown, what, cure, of_reach)


def _find_error_values(contact: Contact) -> Iterator[Problem]:
    for field, cell in contact.cells.items():
        if isinstance(cell.value, CellError) and field != col.DUE:
            title = col.title_of(field)
            yield _about(contact, f"{title} shows {cell.value}", "put the cell right")


def _find_row_problems(contact: Contact, look: Look) -> Iterator[Problem]:
    if not contact.is_readable:
        yield Problem(contact.row, "", "nobody is named here", "add a name, or clear the row")
        return
    yield from _find_reach_problems(contact)
    every, last = (contact.cells.get(field, EMPTY) for field in (col.EVERY, col.LAST))
    if _says_something(every) and parse_every(every) is None:
        what = f"Every says “{line_of(every)}”, which is no interval, so the usual one holds"
        yield _about(contact, what, "write it like monthly, 6 weeks or never")
    birthday = contact.cells.get(col.BIRTHDAY, EMPTY)
    if _says_something(birthday) and contact.birthday is None:
        yield _about(
            contact, f"Birthday, “{line_of(birthday)}”, is no date", "write it like 14 Aug, or 14 Aug 1985"
        )
    if _says_something(last) and contact.last_contacted is None:
        yield _about(contact, *_judge_last(last, look))


def _says_something(cell: "Cell") -> bool:
    return not is_blank(cell) and not isinstance(cell.value, CellError)


def _find_reach_problems(contact: Contact) -> Iterator[Problem]:
    if wrong := find_wrong_email(contact):
        yield _about(contact, f"“{wrong}” is no email address", "correct it", of_reach=True)
    misplaced = find_addresses(contact.phone)
    if misplaced:
        what = f"Phone number holds an email address, {misplaced[0]}"
        yield _about(contact, what, "move it to Email", of_reach=True)
    reach_by = line_of(contact.cells.get(col.REACH_BY, EMPTY))
    if reach_by and read_reach_by(reach_by) is None:
        what = f"Reach by says “{reach_by}”, which is no way known, so the next best is taken"
        yield _about(contact, what, "write email, phone, text, whatsapp, or a network’s name")
    if not (contact.ways or wrong or misplaced or contact.profiles):
        yield _about(contact, "no way to reach them", "add an email address, a phone number or a profile")


def find_wrong_email(contact: Contact) -> str:
    """Return what was meant as an address and is none, "" where all are."""
    email = line_of(contact.cells.get(col.EMAIL, EMPTY))
    wrong = find_wrong_addresses(email) if email.count("@") > len(contact.emails) else ()
    return (wrong[0] if wrong and contact.emails else email) if wrong or not contact.emails else ""


def find_header_problems(columns: Columns) -> Iterator[Problem]:
    """Tell of headers that are not read, and of a list without notes."""
    row = columns.header
    for field, column in columns.doubled:
        what = f"{name_of(row, column)} is a second header for {col.title_of(field)}, and is not read"
        yield Problem(row, "", what, "rename or delete one of the two columns")
    for column, header, meant in columns.nearly:
        what = f"{name_of(row, column)} says “{header}”, so what stands below is not read"
        yield Problem(row, "", what, f"write {meant}, if that was meant")
    if col.NOTE not in columns.places and not columns.nearly:
        what = "there is no column for notes, so what you last talked about is not read"
        yield Problem(
            row, "", what, f"add the header {col.title_of(col.NOTE)}, or name yours under [columns]"
        )


def _judge_last(cell: "Cell", look: Look) -> tuple[str, str]:
    """Return what is wrong with a *Last contacted* that is no evidence, and its cure."""
    text = line_of(cell)
    if find_unordered(text, look.table.locale):
        return f"“{text}” in Last contacted {_WHICH_MONTH}", _MONTH_CURE
    if read_day(cell, look.table):
        return f"Last contacted, “{text}”, is in the future", "correct the date"
    return f"Last contacted, “{text}”, is no date from 2000 on with its year", "correct the date"


def _find_doubles(contacts: Iterable[Contact]) -> Iterator[Problem]:
    """Tell of rows with the same name and the same email or phone as an earlier one."""
    seen: dict[tuple[int, int | str], int] = {}
    for contact in contacts:
        email, phone, name = contact.prints
        marks: tuple[int | str, ...] = (*map(str.casefold, contact.emails), email, -phone)
        keys = [(name, mark) for mark in marks if name and mark]
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None:
            what = f"looks like the same person as row {first}"
            yield _about(contact, what, "delete one of the two rows, or leave it so")
        for key in keys:
            seen.setdefault(key, contact.row)


def _find_moved_note(entry: Entry) -> Iterator[Problem]:
    if entry.reading.is_moved:
        what = "the note was another person’s when the job last looked; was one column sorted alone?"
        yield _about(entry.contact, what, "put the notes back beside their people")


def _find_unordered_dates(entry: Entry, look: Look) -> Iterator[Problem]:
    for text in find_unordered(entry.contact.note, look.table.locale):
        yield _about(entry.contact, f"“{text}” in the note {_WHICH_MONTH}", _MONTH_CURE)


def _find_unread_date(entry: Entry, memory: Memory, look: Look) -> Iterator[Problem]:
    """Tell of what begins the note like a date and is none, as long as nothing else tells when."""
    if memory.in_touch is None and (text := find_unread(entry.contact.note, look.table.locale)):
        what = f"“{text}” begins the note like a date, but is none that is understood"
        yield _about(entry.contact, what, "write it like 3 Aug 2026, or clear it")


def _find_due_problems(entry: Entry) -> Iterator[Problem]:
    if entry.said.kind == Kind.UNREADABLE:
        what = f"Next due says “{line_of(entry.contact.due)}”, which is no date from 2000 to 2100"
        yield _about(entry.contact, what, "type a date with its year, done or pause, or clear the cell")
    if entry.said.kind == Kind.THEIR_FORMULA:
        what = "Next due holds a formula of your own, which is left alone"
        yield _about(entry.contact, what, "clear the cell to have the date worked out")


def _find_told(entry: Entry, memory: Memory, other: str, look: Look) -> Iterator[Problem]:
    day = memory.told_date or memory.before  # the codes of version 1 kept it there
    if memory.told == Told.COPIED and is_news(memory, memory.told_on, look):
        taken = format_day(day, look.table.locale) if memory.told_date and day else memory.pin or "paused"
        what = f"took {other}’s date, {taken}"
        yield _about(entry.contact, what, "if that was not meant, clear Next due")
    if memory.told == Told.LONG_PAST and memory.why == Why.SET:
        what = f"the date you typed, {day}, is long past: was another year meant?"
        yield _about(entry.contact, what, "type the date with its year, or done")


def _find_many_edits(memories: Mapping[int, Memory], look: Look) -> Iterator[Problem]:
    count = sum(
        memory.told == Told.MANY_EDITS and is_news(memory, memory.told_on, look)
        for memory in memories.values()
    )
    if count:
        what = f"{count} notes of people not yet due changed at once, so none of these edits counts"
        yield Problem(None, "", what, "type done into Next due for those you wrote to")
