"""Easing in: people of whom nothing is known get a date each, spread over their interval (section 3)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sync.core.contacts.contacts import Contact, Look
from sync.core.due.memory.memory import Memory, Why


def ease_in(contacts: Iterable[Contact], memories: Mapping[int, Memory], look: Look) -> dict[int, Memory]:
    """Return the memory, now with a date, of each of the contacts who has none and is not paused, by row.

    The k-th of n, in sheet order, is due on today + ⌊k × days ÷ n⌋, where the days are those of their
    interval from today. Whom an earlier round of this run gave a date keeps it.
    """
    undated = [
        contact for contact in contacts if not (memory := memories[contact.row]).paused and memory.due is None
    ]
    return {
        contact.row: memories[contact.row]._replace(
            due=look.given.get(contact.prints) or _find_day(contact, place, len(undated), look.today),
            why=Why.EASED,
        )
        for place, contact in enumerate(undated)
    }


def _find_day(contact: Contact, place: int, count: int, today: date) -> date:
    days = (contact.interval.after(today) - today).days if contact.interval else 0
    return today + timedelta(days=place * days // count)
