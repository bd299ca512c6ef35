"""The note as it is shown: what to write about, so without the date before it (design.md, section 6)."""

from collections.abc import Iterable, Iterator
from datetime import date

from sync.core.dates.locales import normalise
from sync.core.dates.reading import find_dates
from sync.core.dates.written import find_wording
from sync.core.summary.names import count_columns, one_line, shorten

WIDE, HIGH = 34, 12
"""Columns of a line on a small phone, and how many such lines of a note leave the button below in sight."""
_FAR_FROM_ENDS = 200
_BEFORE_DATE, _AFTER_DATE = "-*•‣▪·●○◦([ \t", " \t:,;.)]-–—"
_REACH = 160


def show_note(note: str, day: date | None, locale: str | None) -> tuple[str, ...]:
    """Return the lines of the note for a card; a long one from the line that tells `day`, and cut.

    `day` is that of the last contact. The date of the first line shown is left out, a plan's too.
    """
    lines = list(filter(None, map(one_line, note.splitlines())))
    is_long = sum(map(_count_lines, lines)) > HIGH
    first = (_find_telling(lines, day, locale) or 0) if is_long else 0
    before, shown = lines[:first], lines[first:]
    news = [_without_date(shown[0], locale), *shown[1:]] if shown else []
    return (*(["…"] if before else []), *_cut(news if news[:1] != [""] else news[1:] or shown))


def quote_note(note: str, day: date | None, locale: str | None) -> str:
    """Return what an owner's template quotes of the note: the line that tells the `day`, else all of it."""
    lines = [line.strip() for line in note.splitlines() if line.strip()]
    first = _find_telling(lines, day, locale)
    line = lines[first] if first is not None else " ".join(lines)
    return _without_date(line, locale) or line


def _count_lines(line: str) -> int:
    """Return how many lines of a small phone a line of the note takes."""
    return -(-count_columns(line) // WIDE)


def _cut(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines as far as they have room on a small phone, and "…" for what has none."""
    room = HIGH
    for line in lines:
        if _count_lines(line) > room:
            yield _shorten_to(line, room * WIDE)
            return
        yield line
        room -= _count_lines(line)


def _shorten_to(line: str, columns: int) -> str:
    length = columns * len(line) // count_columns(line)
    return shorten(line, length)


def _without_date(line: str, locale: str | None) -> str:
    plain = line.lstrip(_BEFORE_DATE)
    begin = plain[:_REACH]
    wording = find_wording(normalise(begin), 0, locale)
    if wording is None:
        return line
    # What is compared is the normalised text, which may be shorter than the one that is shown.
    end = next(end for end in range(len(begin) + 1) if len(normalise(begin[:end])) >= wording.end)
    return plain[end:].lstrip(_AFTER_DATE)


def _find_telling(lines: list[str], day: date | None, locale: str | None) -> int | None:
    """Return the place of the line that tells the day; of a long note, only both ends are looked at."""
    if day is None:
        return None
    near_ends = (place for place in range(len(lines)) if min(place, len(lines) - place) <= _FAR_FROM_ENDS)
    return next((place for place in near_ends if _tells(lines[place], day, locale)), None)


def _tells(line: str, day: date, locale: str | None) -> bool:
    written = find_dates(line, locale)
    return any(found[:2] == (day.day, day.month) and found.year in {None, day.year} for found in written)
