"""On which days summaries go out: those of the schedule, or those of the sessions (sections 6 and 12)."""

from datetime import date
from typing import NamedTuple

from sync.core.plan.sessions import SessionDay, Sessions
from sync.core.summary.schedule import Schedule, find_due_day, next_day


class SummaryDays(NamedTuple):
    """The schedule, and the sessions where everybody is written to on one day.

    `goes_on` tells that the scheduled summaries go on between sessions: for people with shorter intervals.
    """

    schedule: Schedule
    sessions: Sessions | None = None
    goes_on: bool = False

    def find_due(self, today: date, last: date | None) -> date | None:
        """Return the day on which the summary that is due today fell due, None where none is.

        `last` is the recorded day of the last one; without one, or where it lies in the future, it is due at
        once. Of several missed days it is the latest.
        """
        if self.sessions is None:
            return find_due_day(today, last, self.schedule)
        is_first = last is None or last > today
        session = self.sessions.find_unsent(today, None if is_first else last)
        scheduled = find_due_day(today, last, self.schedule) if self.goes_on else None
        days = [day for day in (session and session.day, scheduled) if day]
        return max(days, default=today if is_first else None)

    def next(self, today: date) -> date:
        """Return the next day after today on which a summary goes out."""
        scheduled = next_day(today, self.schedule)
        if self.sessions is None:
            return scheduled
        session = self.sessions.next_day(today).day
        return min(session, scheduled) if self.goes_on else session

    def find_session(self, fell_due: date) -> SessionDay | None:
        """Return what the day is where sessions are held, None for a day of the schedule alone."""
        return self.sessions.find_day(fell_due) if self.sessions else None
