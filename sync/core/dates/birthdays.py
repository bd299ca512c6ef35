"""Birthdays: a day of the year, and the year of birth where it is known (design.md, section 12)."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sync.core.contacts.cells import line_of
from sync.core.dates.reading import parse_written

if TYPE_CHECKING:
    from sync.core.table import Cell, Table

LONGEST_AHEAD = timedelta(days=14)
"""How far ahead a summary tells birthdays, however late the next one comes."""

NO_YEAR = 1604
"""What address books put for a year that is not known: a leap year, so that 29 February stands."""
_ANY_LEAP_YEAR = 2000

# As vCard writes it (RFC 6350, section 4.3.1): `--08-14`, `1985-08-14`, `19850814`.
_CARD = re.compile(r"(?:-|(?P<year>\d{4}))-?(?P<month>\d\d)-?(?P<day>\d\d)")
_STAND_IN = re.compile(rf"[\s,./-]*\b{NO_YEAR}\b")
_CLOCK = re.compile(r"(?:(?<=\d)t|\s)\s*\d\d?:\d\d.*$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_MONTH_NAME = re.compile(r"[^\W\d_年月日号號년월일]")


class Birthday(NamedTuple):
    """A day that comes every year; `year` is the year of birth, None where it is not known."""

    month: int
    day: int
    year: int | None = None

    def from_day(self, day: date) -> date:
        """Return the first such day on `day` or later; 29 February is the 28th in common years."""
        this_year = self._in_year(day.year)
        return this_year if this_year >= day else self._in_year(day.year + 1)

    def age_on(self, day: date) -> int | None:
        """Return the age they turn in that day's year, None where the year of birth is not known."""
        return day.year - self.year if self.year else None

    def _in_year(self, year: int) -> date:
        _, last = monthrange(year, self.month)
        return date(year, self.month, min(self.day, last))


class BirthdayAhead(NamedTuple):
    """Somebody's next birthday; `turns` is the age, None where the year of birth is not known."""

    row: int
    day: date
    turns: int | None


def find_birthdays_until(
    birthdays: Mapping[int, Birthday], today: date, until: date
) -> tuple[BirthdayAhead, ...]:
    """Return the birthdays from today to `until`, that day included, in the order in which they come.

    `birthdays` are by row. `until` is the day of the next summary; since that may be late, its birthdays are
    told before. Nothing is told more than 14 days ahead.
    """
    last = min(until, today + LONGEST_AHEAD)
    coming = ((row, birthday, birthday.from_day(today)) for row, birthday in birthdays.items())
    found = (BirthdayAhead(row, day, birthday.age_on(day)) for row, birthday, day in coming if day <= last)
    return tuple(sorted(found, key=lambda ahead: (ahead.day, ahead.row)))


def read_birthday(cell: "Cell", table: "Table", today: date) -> Birthday | None:
    """Return the birthday in the cell, None where there is none or it is not understood.

    What the cell shows decides: a date that shows no year has none, since Google and Excel store this year's
    with `14 Aug`. Nor is 1604 a year of birth, nor last year or a later one: a column that is formatted to
    show years shows what was stored.
    """
    shown = _STAND_IN.sub("", _CLOCK.sub("", line_of(cell))).strip()
    found = _read_card(shown) or _read_number(shown, cell, table) or _read_text(shown, table.locale, today)
    is_born = found and found.year and found.year != NO_YEAR and found.year < today.year - 1
    return found if found is None or is_born else found._replace(year=None)


def _read_card(shown: str) -> Birthday | None:
    match = _CARD.fullmatch(shown)
    return _existing(int(match["month"]), int(match["day"]), int(match["year"] or 0)) if match else None


def _existing(month: int, day: int, year: int) -> Birthday | None:
    try:
        date(year or _ANY_LEAP_YEAR, month, day)
    except ValueError:
        return None
    return Birthday(month, day, year or None)


def _read_number(shown: str, cell: "Cell", table: "Table") -> Birthday | None:
    """Return the birthday of a date cell: its number says which day, its text whether it has a year."""
    try:
        day = None if cell.number is None else table.day_of(cell.number)
    except (OverflowError, ValueError):
        return None
    others = _find_others(shown, day.month, day.day) if day else None
    if day is None or others is None:
        return None
    has_year = any(len(number) > len("85") or int(number) == day.year % 100 for number in others)
    return Birthday(day.month, day.day, day.year if has_year else None)


def _read_text(shown: str, locale: str | None, today: date) -> Birthday | None:
    # Nothing but a date stands here: `14 may` cannot be the English verb.
    written = parse_written(shown, locale) or parse_written(shown.title(), locale)
    others = _find_others(shown, written.month, written.day) if written else None
    if written is None or others is None or len(others) > bool(written.year):
        return None
    year = written.year
    if year and year > today.year and f"{year}" not in others:
        year -= 100  # `14.8.85`
    return Birthday(written.month, written.day, year)


def _find_others(text: str, month: int, day: int) -> list[str] | None:
    """Return the numbers in the text beside the day and the month, None where it does not show both of them.

    So `May 1985` is no first of May, and 14.08 no fourteenth of August where it is a number.
    """
    numbers = _NUMBER.findall(text)
    by_name = bool(_MONTH_NAME.search(text))
    for part, is_needed in ((day, True), (month, not by_name)):
        place = next((number for number in numbers if number.isdecimal() and int(number) == part), None)
        if place:
            numbers.remove(place)
        elif is_needed:
            return None
    return numbers
