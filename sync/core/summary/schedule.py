"""When a summary is due: once a period, and a missed day is made up (design.md, section 6)."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

Send = Literal["daily", "weekly", "monthly"]


class Schedule(NamedTuple):
    """How often the summary is sent, and on which day.

    `on` is the weekday (Monday is 0) or the day of the month (1 to 31, the last day where a month is
    shorter); daily, it means nothing.
    """

    send: Send = "weekly"
    on: int = 0


def find_due_day(today: date, last: date | None, schedule: Schedule) -> date | None:
    """Return the day on which the summary that is due today fell due, None where none is due.

    `last` is the recorded day of the last summary; without one, it is due at once, as that of the latest
    scheduled day: tried again tomorrow, it is the same summary. So it is where that day lies in the future,
    which was never. One that was sent between two scheduled days leaves the next scheduled day standing.
    """
    latest = _latest_day(today, schedule)
    return latest if last is None or last > today or latest > last else None


def next_day(today: date, schedule: Schedule) -> date:
    """Return the first scheduled day after today."""
    if schedule.send == "daily":
        return today + timedelta(days=1)
    if schedule.send == "weekly":
        return _latest_day(today, schedule) + timedelta(days=7)
    in_month = _in_month(today, schedule.on)
    return in_month if in_month > today else _in_month(_month_end(today) + timedelta(days=1), schedule.on)


def _latest_day(today: date, schedule: Schedule) -> date:
    """Return the last scheduled day up to today, today included."""
    if schedule.send == "daily":
        return today
    if schedule.send == "weekly":
        return today - timedelta(days=(today.weekday() - schedule.on) % 7)
    in_month = _in_month(today, schedule.on)
    return in_month if in_month <= today else _in_month(today.replace(day=1) - timedelta(days=1), schedule.on)


def _in_month(day: date, on: int) -> date:
    return day.replace(day=min(on, _month_end(day).day))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
