"""Dates as written, wherever they stand: which day and month, and the year if there is one.

What is not certainly a date is none: a fraction, a score, a version, a day that does not exist (design.md,
section 3, "Dates in notes").
"""

import re
from datetime import date
from typing import NamedTuple

from sync.core.dates.forms import Forms, forms_of
from sync.core.dates.locales import fold_word

_ANY_LEAP_YEAR = 2000


class WrittenDate(NamedTuple):
    """A date as written: a day that exists, whose year may be missing."""

    day: int
    month: int
    year: int | None


class Wording(NamedTuple):
    """A date and where it ends in the text; the text itself where the order of day and month is not known."""

    means: WrittenDate | str
    end: int


def find_wording(text: str, start: int, locale: str | None) -> Wording | None:
    """Return the date that begins at `start` of the normalised text, or after a weekday there.

    Of a range it is the last day. The patterns look no further than some 100 characters, however long the
    text is.
    """
    forms = forms_of(locale)
    found = _find_range(text, start, forms) or _find_date(text, start, forms)
    if found or text[start : start + 1].isdigit():
        return found
    # The weekday comes second: Spanish `mar` is a Tuesday and a March.
    weekday = forms.weekday.match(text, start)
    if weekday is None:
        return None
    return _find_range(text, weekday.end(), forms) or _find_date(text, weekday.end(), forms)


def find_alike(text: str, start: int, locale: str | None) -> str | None:
    """Return what begins like a date at `start` of the normalised text, whether or not it is one."""
    forms = forms_of(locale)
    weekday = forms.weekday.match(text, start)
    starts = [start, weekday.end()] if weekday else [start]
    matches = (form.match(text, at) for at in starts for form in forms.alike)
    match = next(filter(None, matches), None)
    return match.group() if match and not _is_shy(match.groupdict().get("name"), forms) else None


def _find_date(text: str, start: int, forms: Forms) -> Wording | None:
    for form in forms.digit_first if text[start : start + 1].isdigit() else forms.name_first:
        match = form.match(text, start)
        if match:
            means = _interpret(match, forms)
            return Wording(means, match.end()) if means else None
    return None


def _find_range(text: str, start: int, forms: Forms) -> Wording | None:
    """Return the last day of the range that begins at `start`; what stands before both its days is kept."""
    for begun in forms.begun:
        match = begun.match(text, start)
        if not match:
            continue
        parts = match.groupdict()
        kept, at = parts.get("kept") or "", match.end()
        last = _find_date(kept + text[at:], 0, forms)
        is_later = not parts.get("first") or _is_later(last, int(parts["first"]))
        if last and is_later:
            return Wording(last.means, last.end - len(kept) + at)
    return None


def _is_later(last: Wording | None, first: int) -> bool:
    return last is not None and isinstance(last.means, WrittenDate) and last.means.day > first


def _is_shy(name: str | None, forms: Forms) -> bool:
    """Return whether the month's name may be an English word: `3 may come`."""
    return name is not None and name.islower() and name in forms.shy


def _interpret(match: re.Match[str], forms: Forms) -> WrittenDate | str | None:
    parts = match.groupdict()
    year = _full_year(parts.get("year"))
    if "one" in parts:
        return _interpret_unordered(match.group(), int(parts["one"]), int(parts["other"]), year)
    name = parts.get("name")
    if year is None and _is_shy(name, forms):
        return None
    month = forms.months[fold_word(" ".join(name.split()))] if name else int(parts["month"])
    return _existing(int(parts.get("day") or 1), month, year)


def _interpret_unordered(text: str, one: int, other: int, year: int | None) -> WrittenDate | str | None:
    day_first, month_first = _existing(one, other, year), _existing(other, one, year)
    if day_first and month_first and day_first != month_first:
        return text
    return day_first or month_first


def _existing(day: int, month: int, year: int | None) -> WrittenDate | None:
    try:
        date(year or _ANY_LEAP_YEAR, month, day)
    except ValueError:
        return None
    return WrittenDate(day, month, year)


def _full_year(text: str | None) -> int | None:
    if not text:
        return None
    digits = text.removeprefix("'")
    return int(digits) + (2000 if len(digits) == len("26") else 0)
