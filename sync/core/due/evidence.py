"""When were we last in touch? The latest evidence wins (design.md, section 3)."""

from datetime import date
from operator import itemgetter

from sync.core.contacts import Contact
from sync.core.due.edits import Reading
from sync.core.due.memory import How, Memory

Touch = tuple[date | None, How | None]
"""A day in touch and how it is known; (None, None) where nothing tells."""


def find_latest(contact: Contact, reading: Reading, carried: Touch) -> Touch:
    """Return the latest evidence of all: the sheet's own, and what is `carried` on beside it."""
    in_note = None if reading.is_gone else reading.note_date
    evidence = ((in_note, How.NOTE), (contact.last_contacted, How.LAST), carried)
    dated: list[Touch] = [(day, how) for day, how in evidence if day]
    return max(dated, key=itemgetter(0), default=(None, None))


def find_carried(memory: Memory | None, today: date, *, edited: bool, done: bool) -> Touch:
    """Return the latest edit or done, today's or remembered: these stand nowhere in the sheet."""
    if done:
        return today, How.DONE
    if edited:
        return today, How.EDIT
    return (memory.carried, memory.carried_how) if memory else (None, None)
