"""From the table to what is to be done: evidence, due dates, status, and the cells to change.

Everything here is a pure function of one `Look`; `make_plan` is the whole of it (design.md, sections 3 to 5).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sync.core.changes import Change, PutBack, PutDue, PutKey, PutText
from sync.core.contacts.cells import is_blank
from sync.core.contacts.columns import Columns, find_columns
from sync.core.contacts.contacts import Contact, Look, Problem, read_contacts
from sync.core.contacts.headers import DUE, title_of
from sync.core.due.cell import Said, find_strays
from sync.core.due.edits import find_many, read_notes
from sync.core.due.mailed import SILENCE, Mailed
from sync.core.due.memory.formula import PAUSED as SHOWN_PAUSED
from sync.core.due.memory.formula import write_formula
from sync.core.due.memory.memory import Memory
from sync.core.due.next_due import Entry, look_at, remember
from sync.core.due.owners import find_said
from sync.core.plan.flags import plan_flags
from sync.core.plan.people import COMING_UP, DUE_TODAY, LATER, OVERDUE, PAUSED, STATUSES, UNREADABLE, Person
from sync.core.plan.problems import find_header_problems, find_problems
from sync.core.table import EMPTY

if TYPE_CHECKING:
    from sync.core.letters.news import Letters
    from sync.core.letters.written import Waiting


@dataclass(frozen=True)
class Plan:
    """What the sheet says on the day of the look, and what is to be written into it.

    `people` are in the order of the sheet; `letters` are what the mailbox brought, where there is one.
    """

    look: Look
    columns: Columns
    people: tuple[Person, ...]
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]
    letters: "Letters | None" = None

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each status; they add up to the rows that are not blank."""
        found = Counter(person.status for person in self.people)
        return {status: found[status] for status in STATUSES}


def make_plan(look: Look, letters: "Letters | None" = None) -> Plan:
    """Work out who is due, and what to write.

    Raises `StopError` where the headers cannot be understood, or what is remembered not be believed.
    """
    columns = find_columns(look.table, look.rules.words)
    contacts = read_contacts(look, columns)
    strays = find_strays(contacts, columns, look.table)
    said = find_said(contacts, strays, look)
    readable = [contact for contact in contacts if contact.is_readable]
    news = letters.find_news(readable, said, look) if letters else None
    mailed = _with_joined(news.mailed if news else {}, readable, look)
    entries = _consider(readable, said, mailed, look)
    memories = remember(entries, look)
    seen = memories | {entry.contact.row: look_at(entry) for entry in entries if not entry.is_written}
    waiting = letters.find_waiting(readable, seen, look) if letters else {}
    return Plan(
        look,
        columns,
        tuple(
            _make_person(contact, seen.get(contact.row), waiting.get(contact.row), look)
            for contact in contacts
        ),
        (
            *(news.problems if news else ()),
            *find_header_problems(columns),
            *find_problems(contacts, entries, seen, look),
        ),
        (
            *_find_changes(look, columns, entries, memories),
            *(PutBack(row, columns.due, EMPTY) for row in strays),
            *([PutKey(letters.new_key)] if letters and letters.new_key and look.table.key is None else ()),
            *(plan_flags(look, columns, contacts[-1].row) if contacts else ()),
        ),
        letters,
    )


def find_status(memory: Memory | None, today: date, coming_up: int) -> str:
    """Return the status of a row by what is known of it; `coming_up` is in days (section 3)."""
    if memory is None or (memory.due is None and not memory.paused):
        return UNREADABLE
    if memory.paused or memory.due is None:
        return PAUSED
    if memory.due <= today:
        return OVERDUE if memory.due < today else DUE_TODAY
    return COMING_UP if memory.due <= today + timedelta(days=coming_up) else LATER


def _with_joined(mailed: Mapping[int, Mailed], contacts: list[Contact], look: Look) -> Mapping[int, Mailed]:
    """Add when the owner wrote to those who join in this run: that counts as a letter (section 11)."""
    joined = {contact.row: look.wrote[contact.prints] for contact in contacts if contact.prints in look.wrote}
    known = {row: mailed.get(row, SILENCE) for row in joined}
    return {**mailed} | {
        row: known[row]._replace(written=max(day, known[row].written or day)) for row, day in joined.items()
    }


def _consider(
    contacts: list[Contact], said: Mapping[int, Said], mailed: Mapping[int, Mailed], look: Look
) -> list[Entry]:
    """Put beside each contact what its cell, its note and the mailbox say."""
    readings = read_notes(contacts, said, look)
    many = find_many(readings, said, look)
    return [
        Entry(
            contact,
            said[contact.row],
            readings[contact.row],
            mailed.get(contact.row, SILENCE),
            is_one_of_many=contact.row in many,
        )
        for contact in contacts
    ]


def _make_person(contact: Contact, memory: Memory | None, waiting: "Waiting | None", look: Look) -> Person:
    status = find_status(memory, look.today, look.rules.coming_up)
    return Person(
        contact.row,
        contact.shown,
        contact.name,
        contact.emails,
        contact.phone,
        contact.note,
        contact.ways,
        contact.interval or look.rules.every,
        memory.due if memory and status != PAUSED else None,
        status,
        memory,
        contact.birthday,
        waiting,
    )


def _find_changes(
    look: Look, columns: Columns, entries: Iterable[Entry], memories: Mapping[int, Memory]
) -> Iterator[Change]:
    if columns.new_due or is_blank(look.table.cell(columns.header, columns.due)):
        yield PutText(columns.header, columns.due, look.rules.words.get(DUE, title_of(DUE)))
    for entry in entries:
        memory = memories.get(entry.contact.row)
        if memory and memory != entry.said.held:
            value = SHOWN_PAUSED if memory.paused or memory.due is None else look.table.serial_of(memory.due)
            yield PutDue(entry.contact.row, columns.due, write_formula(memory, look.table.epoch), value)
