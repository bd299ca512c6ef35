"""The forms in which people write a date (design.md, section 3, "Dates in notes").

What is not certainly a date is none: a fraction, a score, a version, a range, a day that does not exist.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from sync.core.dates.locales import DateOrder, Words, words_of

_ANY_LEAP_YEAR = 2000

_DAY = r"(?P<day>\d\d?)(?!\d)"
_MONTH = r"(?P<month>\d\d?)(?!\d)"
_EITHER = (r"(?P<one>\d\d?)(?!\d)", r"(?P<other>\d\d?)(?!\d)")
_YEAR = r"(?:19|20|21)\d\d(?!\d)"
_ORDINAL = r"(?:st|nd|rd|th|er|re|ère|º|ª|°|\.)?"
_JOINERS = ("of", "de", "del")
# After a date with its year: a word boundary or a time, but not more of a version or a number.
_END = r"(?=t\d\d:|(?!'?\w))(?![./:-]\d)"
# After a day without a year (section 3): colon, comma, closing bracket, line end, or a dash.
_STOP = r"\s{0,3}(?:[:,、](?!\d)|[)\]]|$)"
_NAMED_STOP = rf"(?={_STOP}|\s{{0,3}}-(?!\d))"
# `1/2-price` is no date, nor is `5/5 - 6`.
_NUMERIC_STOP = rf"(?!-\w)(?={_STOP}|\s{{0,3}}-(?!\s{{0,3}}\d))"


class WrittenDate(NamedTuple):
    """A date as written: a day that exists, whose year may be missing."""

    day: int
    month: int
    year: int | None


class Wording(NamedTuple):
    """A date and where it ends in the text; the text itself where the order of day and month is not known."""

    means: WrittenDate | str
    end: int


class _Forms(NamedTuple):
    months: Mapping[str, int]
    weekday: re.Pattern[str]
    digit_first: tuple[re.Pattern[str], ...]
    name_first: tuple[re.Pattern[str], ...]
    range_on: re.Pattern[str]
    """What follows a date that only begins a range."""


def find_wording(text: str, start: int, locale: str | None) -> Wording | None:
    """Return the date that begins at `start` of the folded text, or after a weekday there.

    The patterns look no further than some 100 characters, however long the text is.
    """
    forms = _forms_of(locale)
    found = _find_date(text, start, forms)
    if found or text[start : start + 1].isdigit():
        return found
    # The weekday comes second: Spanish `mar` is a Tuesday and a March.
    weekday = forms.weekday.match(text, start)
    return _find_date(text, weekday.end(), forms) if weekday else None


def _find_date(text: str, start: int, forms: _Forms) -> Wording | None:
    for form in forms.digit_first if text[start : start + 1].isdigit() else forms.name_first:
        match = form.match(text, start)
        if match and not forms.range_on.match(text, match.end()):
            means = _interpret(match, forms.months)
            return Wording(means, match.end()) if means else None
    return None


def _interpret(match: re.Match[str], months: Mapping[str, int]) -> WrittenDate | str | None:
    parts = match.groupdict()
    year = _full_year(parts.get("year"))
    if "one" in parts:
        return _interpret_unordered(match.group(), int(parts["one"]), int(parts["other"]), year)
    name = parts.get("name")
    month = months[" ".join(name.split())] if name else int(parts["month"])
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


@cache
def _forms_of(locale: str | None) -> _Forms:
    words = words_of(locale)
    name = rf"(?P<name>{_any_of(words.months)})\.?(?![^\W\d])"
    join = rf"(?:{_any_of([*_JOINERS, *words.joiners])}\.?\s{{0,2}})?"
    end = rf"(?:\s?{_any_of(words.joiners)}\.?(?!\w))?{_END}"
    return _Forms(
        months=words.months,
        weekday=re.compile(rf"{_any_of(words.weekdays)}(?=[.,\s])\.?,?\s{{0,3}}"),
        digit_first=_compiled(_numeric_forms(words.order, end) + _named_forms(name, join, end)),
        name_first=_compiled(_name_first_forms(name, join, end)),
        range_on=_range_form(words, join),
    )


def _numeric_forms(order: DateOrder | None, end: str) -> list[str]:
    """Return the forms of digits alone; `order` is how the slashes are read, and never turned round."""
    orders = {"dmy": (_DAY, _MONTH), "mdy": (_MONTH, _DAY)}
    first, second = orders.get(order or "", _EITHER)
    # Where the year comes first, day and month before a year stand in no known order.
    yearless_first, yearless_second = orders["mdy"] if order == "ymd" else (first, second)
    return [
        rf"(?P<year>{_YEAR})(?P<gap>[-/]|\.\s?){_MONTH}(?P=gap){_DAY}\.?{end}",
        rf"(?P<year>{_YEAR})\s?[年년]\s?{_MONTH}\s?[月월](?:\s?{_DAY}\s?[日일号號])?(?!\s?\d)",
        rf"{_MONTH}\s?[月월]\s?{_DAY}\s?[日일号號]{_NAMED_STOP}",
        rf"{_DAY}\.(?P<gap>\s?){_MONTH}\.(?P=gap)(?P<year>{_YEAR}|\d\d(?!\d)){end}",
        # `1. 5: …` is an item of a list, unless the month has its dot too
        rf"{_DAY}\.\s?{_MONTH}(?:\.|(?<!\s\d)(?<!\s\d\d)){_NUMERIC_STOP}",
        rf"{first}(?P<gap>[/-]){second}(?P=gap)(?P<year>{_YEAR}|(?<=/)\d\d(?!\d)){end}",
        # `24/7` is round the clock; section 3 names it
        rf"(?!24/7(?!\d)){yearless_first}/{yearless_second}{_NUMERIC_STOP}",
    ]


def _named_forms(name: str, join: str, end: str) -> list[str]:
    """Return the forms with a month's name that begin with a digit: day first, or year first."""
    return [
        rf"{_DAY}[-/]{name}[-/](?P<year>\d\d(?!\d)){end}",
        rf"{_DAY}(?:{_ORDINAL}\s{{0,3}}{join}|[-/]){name}(?:{_year_form(join, end)}|{_NAMED_STOP})",
        rf"(?P<year>{_YEAR})(?:[\s.,]{{1,3}}{join}|[-/]){name}(?:\s{{1,3}}|[-/]){_DAY}{_ORDINAL}{end}",
    ]


def _name_first_forms(name: str, join: str, end: str) -> list[str]:
    year = _year_form(join, end)
    return [
        rf"{name}(?:\s{{0,3}}|[-/]){_DAY}{_ORDINAL}(?:{year}|{_NAMED_STOP})",
        rf"{name}(?:[\s,.]{{1,3}}{join}|[-/])(?P<year>{_YEAR}|'\d\d(?!\d)){end}",
    ]


def _year_form(join: str, end: str) -> str:
    """Return the year after a day and a month's name.

    Two digits need an apostrophe, or what would end a day without a year: `14 Aug 26 people came`.
    """
    short = rf"(?<=\s)(?<!,\s)\d\d(?!\d)(?={_NUMERIC_STOP})"
    return rf"(?:[\s,.]{{1,3}}{join}|[-/])(?P<year>{_YEAR}|'\d\d(?!\d)|{short}){end}"


def _range_form(words: Words, join: str) -> re.Pattern[str]:
    name = _any_of(words.months)
    another = "|".join(
        [
            rf"\d\d?{_ORDINAL}\s{{0,3}}{join}{name}(?!\w)",
            rf"{name}\.?\s?\d",
            r"\d{4}[-./]\d",
            r"\d\d?[-./]\d\d?[-./]\d",
            rf"\d\d?(?:[./]\d\d?)?{_ORDINAL}{_STOP}",
        ]
    )
    weekday = rf"(?:{_any_of(words.weekdays)}[.,\s]{{1,3}})?"
    return re.compile(rf"\s{{0,3}}(?:-|(?:to|until|till)\s)\s{{0,3}}{weekday}(?:{another})")


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; for no words, one that never matches."""
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(re.escape(word) for word in longest_first) or '(?!)'})"


def _compiled(forms: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, forms))
