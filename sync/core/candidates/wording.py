"""What the tab says in words: birthdays, statuses, and notes in which no date counts (section 11)."""

import re
from datetime import date

from sync.core.dates.birthdays import Birthday
from sync.core.dates.reading import format_day

_LAST_BRACKET = re.compile(r"\s*[(\[（［]([^()\[\]（）［］]*)[)\]）］](\W*)$")
_ANY_LEAP_YEAR = 2000


def without_last_bracket(line: str) -> str:
    """Return the line with a comma for the brackets at its end, where a date would count (section 3)."""
    return _LAST_BRACKET.sub(r", \1\2", line).replace(":, ", ": ")


def write_birthday(birthday: Birthday) -> str:
    """Return the birthday as text that every locale reads: ``14 Aug 1985``, without a year ``14 Aug``."""
    text = format_day(date(birthday.year or _ANY_LEAP_YEAR, birthday.month, birthday.day), None)
    return text if birthday.year else text.removesuffix(f" {_ANY_LEAP_YEAR}")


def write_added(today: date, before: str) -> str:
    """Return the Status of who was added; what the owner had written there stays behind it."""
    added = f"Added {format_day(today, None)}"
    return f"{added} · {before}" if before else added
