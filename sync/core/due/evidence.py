"""When were we last in touch? The latest evidence wins (design.md, section 3)."""

from collections.abc import Iterable
from datetime import date
from operator import itemgetter

from sync.core.contacts.contacts import Contact
from sync.core.due.edits import Reading
from sync.core.due.mailed import Mailed
from sync.core.due.memory.memory import How, Memory

Touch = tuple[date | None, How | None]
"""A day in touch and how it is known; (None, None) where nothing tells."""


def find_latest(contact: Contact, reading: Reading, carried: Touch) -> Touch:
    """Return the latest evidence of all: the sheet's own, and what is `carried` on beside it."""
    in_note = None if reading.is_gone else reading.note_date
    return _find_latest([(in_note, How.NOTE), (contact.last_contacted, How.LAST), carried])


def find_carried(memory: Memory | None, today: date, mailed: Mailed, *, edited: bool, done: bool) -> Touch:
    """Return the latest edit, done, answer or letter, new or remembered: these stand nowhere in the sheet.

    Of one day, what the owner said comes before what the mailbox shows.
    """
    evidence: list[Touch] = [
        (today if done else None, How.DONE),
        (today if edited else None, How.EDIT),
        (mailed.done, How.ANSWER),
        (memory.carried, memory.carried_how) if memory else (None, None),
        (mailed.written, How.LETTER),
    ]
    return _find_latest(evidence)


def _find_latest(evidence: Iterable[Touch]) -> Touch:
    """Return the latest; of several on one day the first."""
    return max((touch for touch in evidence if touch[0]), key=itemgetter(0), default=(None, None))
