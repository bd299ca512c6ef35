"""Writing to everybody on one day: the sessions' days, and what each of them is (design.md, section 12).

Days are the sheet's: no clock and no zone matter here.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from sync.core.dates.intervals import Interval

DayKind = Literal["before", "sending", "answering"]
"""What a day is: a week before a session, the session itself, or the day on which answers are read."""

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


class SessionDay(NamedTuple):
    """A day on which a summary goes out, what kind of day it is, and the session that it belongs to."""

    day: date
    kind: DayKind
    session: date


class Sessions(NamedTuple):
    """When everybody is written to: on `first`, and every so many `weeks` from there, `at` that time of day.

    Answers are read `answer_after` days later, before the next session.
    """

    first: date
    weeks: int = 13
    answer_after: int = 3
    at: time = time.fromisoformat("09:00")

    @property
    def span(self) -> timedelta:
        """The time from one session to the next."""
        return timedelta(weeks=self.weeks)

    def from_day(self, day: date) -> date:
        """Return the first session on that day or later."""
        return max(self.first, self.first - (self.first - day) // self.span * self.span)

    def after(self, day: date) -> date:
        """Return the first session after that day."""
        return self.from_day(day + DAY)

    def until(self, day: date) -> date | None:
        """Return the last session up to that day, the day included; None where there was none yet."""
        return self.first + (day - self.first) // self.span * self.span if day >= self.first else None

    def due_after(self, in_touch: date, interval: "Interval") -> date:
        """Return the session on which somebody last in touch that day is due.

        It is the one nearest to the end of their interval, of two equally near the later, at least a day
        after `in_touch`, and none before the first. Raises OverflowError beyond the year 9999.
        """
        end = interval.after(in_touch)
        later = self.from_day(end)
        earlier = later - self.span
        nearest = earlier if end - earlier < later - end else later
        return max(nearest, self.after(in_touch))

    def spare(self, interval: "Interval") -> bool:
        """Return whether people with that interval keep their own dates: shorter by more than a week."""
        return interval.length() < (self.span - WEEK).days

    def find_day(self, day: date) -> SessionDay | None:
        """Return what the day is, None for one of no session.

        Where sessions are so near that two kinds fall together, sending comes first, then answering.
        """
        for kind, shift in self._kinds():
            if self.until(day - shift) == day - shift:
                return SessionDay(day, kind, day - shift)
        return None

    def find_unsent(self, today: date, last: date | None) -> SessionDay | None:
        """Return the day whose summary is to be sent today, None where nothing is.

        It is the latest up to today, made up where it was missed, unless the `last` recorded summary is of
        that day or a later one.
        """
        found = (
            SessionDay(session + shift, kind, session)
            for kind, shift in self._kinds()
            if (session := self.until(today - shift))
        )
        latest = max(found, key=lambda known: known.day, default=None)
        return latest if latest and (last is None or latest.day > last) else None

    def next_day(self, today: date) -> SessionDay:
        """Return the next day after today on which a summary goes out."""
        found = (
            SessionDay(session + shift, kind, session)
            for kind, shift in self._kinds()
            if (session := self.after(today - shift))
        )
        return min(found, key=lambda known: known.day)

    def days_after(self, today: date) -> Iterator[SessionDay]:
        """Yield the days after today on which summaries go out, without end."""
        day = self.next_day(today)
        while True:
            yield day
            day = self.next_day(day.day)

    def _kinds(self) -> tuple[tuple[DayKind, timedelta], ...]:
        """Return how far from its session each kind of day is; of two on one day the first counts."""
        return ("sending", timedelta()), ("answering", self.answer_after * DAY), ("before", -WEEK)
