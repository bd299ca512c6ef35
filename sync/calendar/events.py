"""What stands in the calendar: the events, before anybody asks in which form (design.md, section 12).

A calendar is seen by more people than the list is. So nothing goes into it but the days, the sheet's address
(which opens for nobody who may not see it) and, for birthdays, the name: no note, no year of birth.
"""

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.core.dates.birthdays import Birthday
    from sync.core.plan.sessions import Sessions
    from sync.core.summary.schedule import Schedule

LENGTH = timedelta(hours=1)
"""How long an event is that begins at a time of day."""
SUMMARY_AT = time(9)
SINCE = date(2026, 1, 1)
"""From when the summary's days stand in the calendar: always the same, so that the file does not change."""
BIRTHDAYS_SINCE = 2000
"""The year of the first birthdays in the calendar: a leap year, and nobody's year of birth."""

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Event(NamedTuple):
    """An event that repeats by `rule`, the value of an RRULE (RFC 5545, section 3.3.10).

    `key` is what it stays the same event by. It begins on `day`, `at` that time in the sheet's zone; None for
    an event of the whole day.
    """

    key: tuple[str, ...]
    title: str
    text: str
    day: date
    at: time | None
    rule: str


class Days(NamedTuple):
    """All that the calendar is made of: the sessions or, without them, the summary's days; and birthdays.

    `birthdays` are names with their day. `sheet` is the sheet's address, "" for a workbook; `sheet_id` tells
    this sheet's events from those of another.
    """

    sessions: "Sessions | None"
    schedule: "Schedule"
    birthdays: "tuple[tuple[str, Birthday], ...]"
    sheet: str
    sheet_id: str


def make_events(days: Days) -> tuple[Event, ...]:
    """Return every event, in an order that does not hang on that of the rows."""
    birthdays = _make_birthdays(days.birthdays)
    if not days.sessions:
        return (_make_summary_day(days.schedule), *birthdays)
    first = days.sessions.first
    answering = first + timedelta(days=days.sessions.answer_after)
    return (make_writing(days.sessions, first), make_answering(days.sessions, answering), *birthdays)


def make_writing(sessions: "Sessions", day: date) -> Event:
    """Return the sessions, from the one on that day on."""
    return Event(
        ("writing",),
        "Keep in touch: write to everybody",
        "Today you write to everybody on your list. The mail of today says what you last talked about.",
        day,
        sessions.at,
        f"FREQ=WEEKLY;INTERVAL={sessions.weeks}",
    )


def make_answering(sessions: "Sessions", day: date) -> Event:
    """Return the days on which answers are read, from that one on."""
    return Event(
        ("answering",),
        "Keep in touch: read the answers",
        "Read what your friends have answered, and write down what you will ask them next time.",
        day,
        sessions.at,
        f"FREQ=WEEKLY;INTERVAL={sessions.weeks}",
    )


def _make_summary_day(schedule: "Schedule") -> Event:
    day, rule = _find_repetition(schedule)
    return Event(
        ("summary",),
        "Keep in touch: whom to write to",
        "The mail of today says whom to write to, and about what.",
        day,
        SUMMARY_AT,
        rule,
    )


def _find_repetition(schedule: "Schedule") -> tuple[date, str]:
    """Return the first of the summary's days and the rule of all others."""
    if schedule.send == "daily":
        return SINCE, "FREQ=DAILY"
    if schedule.send == "weekly":
        return SINCE + timedelta(days=(schedule.on - SINCE.weekday()) % 7), "FREQ=WEEKLY"
    return SINCE.replace(day=schedule.on), f"FREQ=MONTHLY;{_find_day_of_month(schedule.on)}"


def _find_day_of_month(on: int) -> str:
    """Return the part of a rule for that day, the last one where the month is shorter."""
    days = range(min(on, 28), on + 1)
    return f"BYMONTHDAY={','.join(map(str, days))}" + ";BYSETPOS=-1" * (len(days) > 1)


def _make_birthdays(birthdays: "Iterable[tuple[str, Birthday]]") -> tuple[Event, ...]:
    named = sorted((_clean(name), birthday.month, birthday.day) for name, birthday in birthdays)
    seen: dict[str, int] = {}
    events = list[Event]()
    for name, month, day in named:
        seen[name] = seen.get(name, 0) + 1
        # By the name alone, so that a day put right moves the event; namesakes are told apart by their order.
        events.append(_make_birthday(name, seen[name], date(BIRTHDAYS_SINCE, month, day)))
    return tuple(sorted(events, key=lambda event: (event.day, event.title)))


def _make_birthday(name: str, nth: int, day: date) -> Event:
    is_leap_day = (day.month, day.day) == (2, 29)
    rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" if is_leap_day else "FREQ=YEARLY"
    return Event(("birthday", name, str(nth)), f"Birthday: {name}", "", day, None, rule)


def _clean(name: str) -> str:
    """Return the name as one line that can be written: controls and halves of characters are none."""
    return " ".join(_UNSEEN.sub(" ", name.encode("utf-8", "replace").decode()).split())
