"""The days of the sessions on a terminal: which come next, and how to get them into a calendar."""

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from sync.core.dates.reading import format_day
from sync.run.calendar_days import find_calendar_links

if TYPE_CHECKING:
    from sync.core.contacts.contacts import Look
    from sync.settings.sections import Settings

KINDS = {"before": "a week before", "sending": "write to everybody", "answering": "read the answers"}


def say_sessions(look: "Look", settings: "Settings") -> str:
    """Return on which day the next session is, and the link for it, in one line; "" without sessions."""
    sessions = look.rules.sessions
    if sessions is None:
        return ""
    (_, writing), _ = find_calendar_links(look, settings)
    day = format_day(sessions.from_day(look.today), look.table.locale)
    return f"The next session is on {day}; into your Google Calendar: {writing}"


def list_days(look: "Look") -> str:
    """Return the next day of each kind, today included, in one line; "" without sessions."""
    sessions = look.rules.sessions
    if sessions is None:
        return ""
    days = islice(sessions.days_after(look.today - timedelta(days=1)), len(KINDS))
    return ", ".join(f"{format_day(day.day, look.table.locale)} {KINDS[day.kind]}" for day in days)
