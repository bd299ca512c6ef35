"""How often: intervals as people write them in *Every* (design.md, section 2) and in the settings."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

MONTH_IN_DAYS = 30.4375
_LONGEST_IN_DAYS = 100 * 12 * MONTH_IN_DAYS


class Interval(NamedTuple):
    """A span of calendar months and days."""

    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        """Return the day this long after `day`; months are clamped: 30 Nov + 3 months = 28 or 29 Feb.

        Raises OverflowError beyond the year 9999.
        """
        years, month = divmod(day.month - 1 + self.months, 12)
        year = day.year + years
        if year > date.max.year:
            raise OverflowError("date value out of range")
        _, last = monthrange(year, month + 1)
        return date(year, month + 1, min(day.day, last)) + timedelta(days=self.days)

    def length(self) -> float:
        """Return the nominal length in days, a month being 30.4375 of them; only for comparing."""
        return self.months * MONTH_IN_DAYS + self.days


PAUSES = frozenset({"pause", "paused", "stop", "never", "no", "-", "–", "—"})
"""What leaves somebody out, in *Every* and in *Next due* alike."""

_WORDS = {
    "daily": Interval(days=1),
    "weekly": Interval(days=7),
    "fortnightly": Interval(days=14),
    "biweekly": Interval(days=14),
    "monthly": Interval(months=1),
    "quarterly": Interval(months=3),
    "half yearly": Interval(months=6),
    "yearly": Interval(months=12),
    "annually": Interval(months=12),
}
# No `m`: it is a minute as well.
_UNITS = {
    **dict.fromkeys(("day", "d"), Interval(days=1)),
    **dict.fromkeys(("week", "wk", "w"), Interval(days=7)),
    "fortnight": Interval(days=14),
    **dict.fromkeys(("month", "mo", "mth"), Interval(months=1)),
    "quarter": Interval(months=3),
    **dict.fromkeys(("year", "yr", "y"), Interval(months=12)),
}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {"a": 1, "an": 1, "once": 1, "twice": 2, **{name: n for n, name in enumerate(_NUMBERS, 1)}}
_ORDINALS = {
    "other": 2,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "sixth": 6,
    "6th": 6,
}

_UNIT = rf"(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
_NUMBER = rf"\d{{1,5}}|{'|'.join(_NUMBERS)}"
_EVERY = r"(?:once )?(?:every|each) "
_SPAN = re.compile(rf"(?P<count>{_NUMBER}|an?) ?{_UNIT}s?")
_EVERY_SPAN = re.compile(rf"{_EVERY}(?P<count>{_NUMBER}) ?{_UNIT}s?")
_EVERY_NTH = re.compile(rf"{_EVERY}(?:(?P<nth>{'|'.join(_ORDINALS)}) )?{_UNIT}")
_TIMES = re.compile(
    rf"(?:(?P<often>once|twice)|(?P<count>{_NUMBER}) ?(?:[x×]|times?)) ?(?:an?|per|each|every|/) ?{_UNIT}"
)
_JOINING_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")


def parse_interval(text: str) -> Interval | Literal["never"] | None:
    """Return the interval that the text means, "never", or None where it is not understood.

    Understood are ``monthly``, ``6 weeks``, ``every other month``, ``90`` (days), ``twice a year`` and the
    like, whatever the case, the spaces and the punctuation after it; the words that pause somebody mean
    "never". Nothing at all, zero, or more than 100 years is not understood.
    """
    words = _tidy(text)
    if words in PAUSES:
        return "never"
    if words in _WORDS:
        return _WORDS[words]
    if len(words) <= len("36525") and words.isdecimal():
        return _sensible(Interval(days=int(words)))
    return _parse_every(words) or _parse_times(words)


def parse_span(text: str) -> Interval | None:
    """Return the span that the text counts, as ``2 weeks``, ``10 days`` or ``a month``, or None."""
    return _times_unit(_SPAN.fullmatch(_tidy(text)))


def _parse_every(words: str) -> Interval | None:
    nth = _EVERY_NTH.fullmatch(words)
    if nth:
        return _multiply(_UNITS[nth["unit"]], _ORDINALS.get(nth["nth"], 1))
    return _times_unit(_EVERY_SPAN.fullmatch(words) or _SPAN.fullmatch(words))


def _parse_times(words: str) -> Interval | None:
    """Divide the unit: into whole months where that is even, else into days, rounded down."""
    match = _TIMES.fullmatch(words)
    often = _number(match["often"] or match["count"]) if match else 0
    if not match or not often:
        return None
    unit = _UNITS[match["unit"]]
    months, rest = divmod(unit.months, often)
    if months and not rest:
        return Interval(months=months)
    return _sensible(Interval(days=int(unit.length() / often)))


def _times_unit(match: re.Match[str] | None) -> Interval | None:
    return _multiply(_UNITS[match["unit"]], _number(match["count"])) if match else None


def _multiply(unit: Interval, count: int) -> Interval | None:
    return _sensible(Interval(unit.months * count, unit.days * count))


def _sensible(interval: Interval) -> Interval | None:
    return interval if 0 < interval.length() <= _LONGEST_IN_DAYS else None


def _number(text: str) -> int:
    return _COUNTS.get(text) or int(text)


def _tidy(text: str) -> str:
    return " ".join(_JOINING_HYPHEN.sub(" ", text.casefold()).split()).rstrip(" .,;:!")
