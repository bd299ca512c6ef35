"""The settings of sessions and of the calendar (design.md, section 12)."""

from datetime import datetime

from pydantic import ValidationInfo, field_validator

from sync.core.dates.intervals import Interval, parse_interval
from sync.core.plan.sessions import Sessions
from sync.settings.base import Section
from sync.settings.values import Day, Days, Moment, Text, Weeks

_WEEK = 7


class SessionsSection(Section):
    """The days on which to write to everybody."""

    first: Day
    every: Weeks = "13 weeks"
    answer_after: Days = "3 days"
    at: Moment = "09:00"

    @field_validator("answer_after")
    @classmethod
    def _check_answer_after(cls, text: str, others: ValidationInfo) -> str:
        if "every" in others.data and _days(text) >= _days(others.data["every"]):
            raise ValueError("is as long as every; write it like 3 days")
        return text

    @property
    def rule(self) -> Sessions:
        """The sessions, as the rules know them."""
        at = datetime.strptime(self.at, "%H:%M").time()  # noqa: DTZ007 - a time of day, in no zone
        return Sessions(self.first, _days(self.every) // _WEEK, _days(self.answer_after), at)


class CalendarSection(Section):
    """The calendar file to keep."""

    file: Text

    @field_validator("file")
    @classmethod
    def _check_file(cls, text: str) -> str:
        # It is written over at every change: a slip of the hand must not cost the list or the settings.
        if not text.lower().endswith(".ics"):
            raise ValueError("must end in .ics; write it like keep-in-touch.ics")
        return text


def _days(text: str) -> int:
    interval = parse_interval(text)
    return interval.days if isinstance(interval, Interval) else 0
