"""Days as exports write them. What can be read in two ways is read in none, unless the file tells which."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo

from sync.core.dates.birthdays import NO_YEAR, Birthday
from sync.core.dates.reading import parse_date, parse_written

DAY_FIRST = "en_GB"
MONTH_FIRST = "en_US"

_FIRST_SERIAL = date(1899, 12, 30)
_SERIALS = range(30_000, 60_000)
"""What a spreadsheet makes of dates between 1982 and 2064."""
# RFC 6350, section 4.3.1, and what phones and address books make of it; a time may follow.
_CARDS = (
    re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)(?:T.*)?", re.IGNORECASE),
    re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T.*)?", re.IGNORECASE),
    re.compile(r"--?(?P<month>\d\d)-?(?P<day>\d\d)"),
)
_CLOCK = re.compile(r"\s+\d\d?:\d\d.*")
_NOTHING = re.compile(r"[0\s./:;-]*")
_SLASHED = re.compile(r"\s*(\d\d?)/(\d\d?)/\d+")
_LAST_MONTH = 12
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_LONGEST = 60
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def parse_day(text: str) -> date | None:
    """Return the day in a cell like ``14 Aug 2026``, ``7-Feb-22``, ``2026-08-14`` or a serial like 46198."""
    cell = text[:_LONGEST].strip()
    if cell.isdecimal() and cell.isascii() and int(cell) in _SERIALS:
        return _FIRST_SERIAL + timedelta(days=int(cell))
    return parse_date(cell, None)


def describe_day(day: date) -> str:
    """Return the day for people: ``14 Aug 2026``."""
    return f"{_describe(day.month, day.day)} {day.year}"


def describe_birthday(birthday: Birthday) -> str:
    """Return the day for people: ``14 Aug 2026``, or ``14 Aug`` where the year is not known."""
    day = _describe(birthday.month, birthday.day)
    return f"{day} {birthday.year}" if birthday.year else day


def parse_birthday(text: str, order: str | None = None) -> Birthday | None:
    """Return the birthday, None where the text is none or can be read in two ways.

    `order` is DAY_FIRST or MONTH_FIRST where the file tells, as `find_order` finds. 1604 means that the year
    is not known, whatever else the entry says; nor does a year of two digits tell a century.
    """
    cell = _CLOCK.sub("", text[:_LONGEST].strip().rstrip(";").strip())
    match = next(filter(None, (card.fullmatch(cell) for card in _CARDS)), None)
    if match:
        year = int(match["year"]) if "year" in match.groupdict() else NO_YEAR
        return _existing(year, int(match["month"]), int(match["day"]))
    written = parse_written(cell, order)
    if not written:
        return None
    year = written.year if written.year and _YEAR.search(cell) else NO_YEAR
    return _existing(year, written.month, written.day)


def is_no_birthday(text: str) -> bool:
    """Whether the cell says that there is none: empty, or Outlook's ``0/0/00``."""
    return bool(_NOTHING.fullmatch(text[:_LONGEST]))


def find_order(texts: Iterable[str]) -> str | None:
    """Return the order of day and month which the dates of one file prove, None where they do not."""
    pairs = [(int(m[1]), int(m[2])) for m in (_SLASHED.match(text[:_LONGEST]) for text in texts) if m]
    is_day_first = any(one > _LAST_MONTH for one, _ in pairs)
    is_month_first = any(other > _LAST_MONTH for _, other in pairs)
    if is_day_first == is_month_first:
        return None
    return DAY_FIRST if is_day_first else MONTH_FIRST


def day_of_instant(seconds: float, zone: tzinfo) -> date | None:
    """Return the day on which an instant falls, in seconds since 1970; None for what is no time at all."""
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone(zone).date() if seconds > 0 else None
    except (OverflowError, ValueError, OSError):
        return None


def day_of_stamp(text: str, zone: tzinfo) -> date | None:
    """Return the day of an instant like ``2026-09-01 10:00:00 UTC`` or ``2026-04-03T15:32:00.290Z``."""
    try:
        instant = datetime.fromisoformat(text.strip()[:19])
        return instant.replace(tzinfo=UTC).astimezone(zone).date()
    except (OverflowError, ValueError):
        return None


def _describe(month: int, day: int) -> str:
    return f"{day} {_MONTHS[month - 1]}"


def _existing(year: int, month: int, day: int) -> Birthday | None:
    try:
        date(NO_YEAR if year == 0 else year, month, day)
    except ValueError:
        return None
    return Birthday(month, day, None if year in (0, NO_YEAR) else year)
