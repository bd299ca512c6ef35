"""Dates as people write them: in a note, in *Last contacted*, in *Next due* (design.md, section 3).

Nothing here asks what day it is: today is passed in. Locales are the spreadsheet's, like ``de_DE``; None,
or one that nobody knows, leaves English words, and numeric dates whose order matters unread.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from sync.core.dates.intervals import Interval, parse_interval, parse_span
from sync.core.dates.locales import find_weekday, format_medium, normalise, order_of
from sync.core.dates.written import WrittenDate, find_alike, find_wording

__all__ = [
    "Interval",
    "NoteDate",
    "WrittenDate",
    "find_dates",
    "find_unordered",
    "find_unread",
    "format_day",
    "order_of",
    "parse_date",
    "parse_interval",
    "parse_typed",
    "parse_written",
    "settle",
]

NEAR = timedelta(days=60)
"""A day without a year that lies no further ahead is a plan (section 3)."""

_YEARS_BETWEEN_LEAP_DAYS = 8
# No bullet, weekday and date together are longer; it keeps the work in a long line small.
_REACH = 160
_DIGIT = re.compile(r"\d")
_BULLET = re.compile(r"[-*•‣▪·●○◦]\s*")
_CLOSING = {"(": ")", "[": "]"}
_OPENING = {")": "(", "]": "["}
_CLOSING_AS_TYPED = (")", "]", "）", "］")  # the full-width ones of East Asian keyboards too
_AFTER_BRACKET = " \t\u00a0.,;:!?。"
_NONE_KNOWN: Mapping[date, bool] = MappingProxyType({})


class NoteDate(NamedTuple):
    """The day that a date in a note means; a `plan` is no evidence, not even once it has passed."""

    day: date
    plan: bool


def find_dates(note: str, locale: str | None) -> tuple[WrittenDate, ...]:
    """Return the dates that stand where a date counts, each once, in the order of the note.

    That is at the start of a line, after a bullet or a weekday or not, or in brackets at either end of it
    (section 3). Never raises; the work is linear in the length of the note.
    """
    return tuple(means for means in _find_all(note, locale) if isinstance(means, WrittenDate))


def find_unordered(note: str, locale: str | None) -> tuple[str, ...]:
    """Return the numeric dates, like ``3/8``, that stand where a date counts but in an order nobody knows.

    They are a problem and no evidence (section 7, `locale`). One whose order does not matter (``14/8``,
    ``5/5``) is a date.
    """
    return tuple(means for means in _find_all(note, locale) if isinstance(means, str))


def find_unread(note: str, locale: str | None) -> str | None:
    """Return what begins the note like a date though nothing is read there, None where nothing does.

    An impossible day (``31 Sep``), months out of order (``14/8/2026`` in en_US), a month's name in no known
    form; not one whose order is not known: `find_unordered` tells that.
    """
    line = normalise(note.strip().partition("\n")[0][:_REACH]).lstrip()
    bullet = _BULLET.match(line)
    start = bullet.end() if bullet else 0
    start += line[start : start + 1] in _CLOSING
    alike = find_alike(line, start, locale)
    return alike if alike and next(_read_line(line, locale), None) is None else None


def settle(written: WrittenDate, today: date, known: Mapping[date, bool] = _NONE_KNOWN) -> NoteDate:
    """Return the day that the written date means, and whether it is a plan.

    `known` holds what an earlier run settled for this note: day → was it a plan. Such a day stays what it
    was. Else a day without a year is the latest one not in the future, unless one lies within the next 60
    days; that one, and any future day, is a plan (section 3). 29 Feb is the latest that exists.
    """
    for day in sorted(known, reverse=True):
        if (day.day, day.month) == written[:2] and written.year in (None, day.year):
            return NoteDate(day, known[day])
    if written.year is not None:
        day = date(written.year, written.month, written.day)
        return NoteDate(day, day > today)
    days = list(_same_days(written, today.year))
    near = (day for day in days if today < day <= today + NEAR)
    plan = next(near, None)
    return NoteDate(plan, plan=True) if plan else NoteDate(max(d for d in days if d <= today), plan=False)


def parse_date(text: str, locale: str | None) -> date | None:
    """Return the date, with its year, that the whole text is; a weekday may stand before it.

    The years 1900 to 2199 are known. None for anything else, and where the order is not known.
    """
    written = parse_written(text, locale)
    return date(written.year, written.month, written.day) if written and written.year else None


def parse_written(text: str, locale: str | None) -> WrittenDate | None:
    """Return the date that the whole text is, as `parse_date` does; its year may be missing."""
    if len(text) > _REACH:
        return None
    means = _read_whole(normalise(text).strip().rstrip("."), locale)
    return means if isinstance(means, WrittenDate) else None


def parse_typed(text: str, today: date, locale: str | None) -> date | None:
    """Return the date that was typed in *Next due*, or None where the text is none (section 3, the table).

    A date with its year, ``today``, ``tomorrow``, a weekday (the next one after today), or a span from today:
    ``2 weeks``, ``in 10 days``, ``next month``. The caller judges whether the date is a sensible one.
    """
    typed = " ".join(text.casefold().split()).rstrip(" .,;:!")
    if typed in ("today", "tomorrow"):
        return today + timedelta(days=typed == "tomorrow")
    weekday = find_weekday(typed.removeprefix("next ").removeprefix("on "), locale)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    span = parse_span(re.sub(r"^next ", "a ", typed.removeprefix("in ")))
    return span.after(today) if span else parse_date(text, locale)


def format_day(day: date, locale: str | None) -> str:
    """Return the day for people, with its year: ``14 Nov 2026``, or as the locale has it.

    Typed into *Next due* it means that day again: a form that `parse_date` does not read gives way to
    ``2026-11-14``.
    """
    text = format_medium(day, locale)
    return text if parse_date(text, locale) == day else day.isoformat()


def _find_all(note: str, locale: str | None) -> dict[WrittenDate | str, None]:
    if not _DIGIT.search(note):
        return {}
    lines = (line.strip() for line in note.splitlines() if _DIGIT.search(line))
    return dict.fromkeys(means for line in lines for means in _read_line(line, locale))


def _read_line(line: str, locale: str | None) -> Iterator[WrittenDate | str]:
    means = _read_start(normalise(line[:_REACH]).lstrip(), locale)
    if means:
        yield means
    end = line.rstrip(_AFTER_BRACKET)
    if end.endswith(_CLOSING_AS_TYPED):
        means = _read_last_bracket(normalise(end[-_REACH:]), locale)
        if means:
            yield means


def _read_start(line: str, locale: str | None) -> WrittenDate | str | None:
    bullet = _BULLET.match(line)
    start = bullet.end() if bullet else 0
    closing = _CLOSING.get(line[start : start + 1])
    if closing:
        return _read_whole(line[start + 1 :].partition(closing)[0], locale) if closing in line else None
    wording = find_wording(line, start, locale)
    return wording.means if wording else None


def _read_last_bracket(line: str, locale: str | None) -> WrittenDate | str | None:
    _, opening, inside = line[:-1].rpartition(_OPENING[line[-1]])
    return _read_whole(inside, locale) if opening else None


def _read_whole(text: str, locale: str | None) -> WrittenDate | str | None:
    text = text.strip()
    wording = find_wording(text, 0, locale)
    return wording.means if wording and wording.end == len(text) else None


def _same_days(written: WrittenDate, year: int) -> Iterator[date]:
    for candidate in range(year - _YEARS_BETWEEN_LEAP_DAYS, year + 2):
        try:
            yield date(candidate, written.month, written.day)
        except ValueError:
            continue  # no 29 Feb in that year
