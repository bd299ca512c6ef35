"""The people of a plan: what is known of each on the day of the look (design.md, section 3)."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sync.core.contacts.reach import Way
from sync.core.dates.birthdays import Birthday
from sync.core.dates.intervals import Interval
from sync.core.due.memory.memory import Memory

if TYPE_CHECKING:
    from sync.core.letters.written import Waiting

OVERDUE, DUE_TODAY, COMING_UP, LATER = "overdue", "due_today", "coming_up", "later"
PAUSED, UNREADABLE = "paused", "unreadable"
STATUSES = (OVERDUE, DUE_TODAY, COMING_UP, LATER, PAUSED, UNREADABLE)
"""Every row that is not blank has exactly one of these."""


class Person(NamedTuple):
    """One row that is not blank.

    `ways` are those to reach them, the best first. `due` is None for somebody paused or whose date is not
    known, `interval` never: it is the usual one where *Every* says never. `memory` is None where nobody is
    named in the row. `waiting` is there for somebody who waits for the owner's answer.
    """

    row: int
    shown: str
    name: str
    emails: tuple[str, ...]
    phone: str
    note: str
    ways: tuple[Way, ...]
    interval: Interval
    due: date | None
    status: str
    memory: Memory | None
    birthday: Birthday | None = None
    waiting: "Waiting | None" = None
