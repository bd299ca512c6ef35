"""The forms in which people write a date, as patterns (design.md, section 3, "Dates in notes")."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from sync.core.dates.locales import Words, words_of

_DAY = r"(?P<day>\d\d?)(?!\d)"
_MONTH = r"(?P<month>\d\d?)(?!\d)"
_EITHER = (r"(?P<one>\d\d?)(?!\d)", r"(?P<other>\d\d?)(?!\d)")
_YEAR = r"(?:19|20|21)\d\d(?!\d)"
_ORDINAL = r"(?:st|nd|rd|th|er|re|ère|º|ª|°|\.)?"
_JOINERS = ("of", "de", "del")
# After a date with its year: a word boundary or a time, but not more of a version or a number.
_END = r"(?=t\d\d:|(?!'?\w))(?![./:-]\d)"
# After a day without a year (section 3): colon, comma, closing bracket, line end, a dash.
_STOP = r"\s{0,3}(?:[:,、](?!\d)|[)\]]|$)"
_NAMED_STOP = rf"(?={_STOP}|\s{{0,3}}-(?!\d)|\s{{1,3}}(?:[^\W\d_]|[^\x00-\x7f]|[(\[\"']))"
"""With the month's name a word may follow, too: `10 Feb coffee`."""
# `1/2-price` is no date, nor is `5/5 - 6`.
_NUMERIC_STOP = rf"(?!-\w)(?={_STOP}|\s{{0,3}}-(?!\s{{0,3}}\d))"


class Forms(NamedTuple):
    """The patterns of one locale; of each kind the first that fits counts."""

    months: Mapping[str, int]
    shy: frozenset[str]
    weekday: re.Pattern[str]
    digit_first: tuple[re.Pattern[str], ...]
    name_first: tuple[re.Pattern[str], ...]
    begun: tuple[re.Pattern[str], ...]
    """What begins a range; what is named `kept` counts for the end of it, too."""
    alike: tuple[re.Pattern[str], ...]
    """What begins like a date, with a month's name or a year."""


@cache
def forms_of(locale: str | None) -> Forms:
    """Return the forms in English and in the locale's own words and order."""
    words = words_of(locale)
    name = rf"(?P<name>{_any_of(words.months)})\.?(?![^\W\d])"
    join = rf"(?:{_any_of([*_JOINERS, *words.joiners])}\.?\s{{0,2}})?"
    end = rf"(?:\s?{_any_of(words.joiners)}\.?(?!\w))?{_END}"
    return Forms(
        months=words.months,
        shy=words.shy,
        weekday=_compiled([rf"{_any_of(words.weekdays)}(?=[.,\s])\.?,?\s{{0,3}}"])[0],
        digit_first=_compiled(_numeric_forms(words, end) + _named_forms(name, join, end)),
        name_first=_compiled(_name_first_forms(name, join, end)),
        begun=_compiled(_range_forms(words, name, join)),
        alike=_compiled(_alike_forms(name, join)),
    )


def _numeric_forms(words: Words, end: str) -> list[str]:
    """Return the forms of digits alone; slashes are read in the locale's order, and never turned round."""
    order, orders = words.order, {"dmy": (_DAY, _MONTH), "mdy": (_MONTH, _DAY)}
    # `1. 5: …` is an item of a list, unless the month has its dot too
    dotted = [rf"{_DAY}\.\s?{_MONTH}(?:\.|(?<!\s\d)(?<!\s\d\d)){_NUMERIC_STOP}"]
    first, second = orders.get(order or "", _EITHER)
    # Where the year comes first, day and month before a year stand in no known order.
    yearless_first, yearless_second = orders["mdy"] if order == "ymd" else (first, second)
    return [
        rf"(?P<year>{_YEAR})(?P<gap>[-/]|\.\s?){_MONTH}(?P=gap){_DAY}\.?{end}",
        rf"(?P<year>{_YEAR})\s?[年년]\s?{_MONTH}\s?[月월](?:\s?{_DAY}\s?[日일号號])?(?!\s?\d)",
        rf"{_MONTH}\s?[月월]\s?{_DAY}\s?[日일号號]{_NAMED_STOP}",
        rf"{_DAY}\.(?P<gap>\s?){_MONTH}\.(?P=gap)(?P<year>{_YEAR}|\d\d(?!\d)){end}",
        *(dotted if words.writes_dots else ()),
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


def _range_forms(words: Words, name: str, join: str) -> list[str]:
    """Return what stands before the last day of a range: its first day, and the word or dash between.

    Only a first day without its month must be the smaller number: `9-5: office` is no range.
    """
    to = rf"\s{{0,3}}(?:-|(?:to|until|till|bis)\s)\s{{0,3}}(?:{_any_of(words.weekdays)}[.,\s]{{1,3}})?"
    alone = rf"(?=\d\d?{_ORDINAL}(?:{_STOP}|,\s))"
    first = r"(?P<first>\d\d?)(?!\d)"
    year = rf"(?:,?\s{{1,3}}{_YEAR})?"
    return [
        rf"{first}{_ORDINAL}(?:{to}|\s?[/&]\s?)(?=\d)",
        rf"\d\d?{_ORDINAL}\s{{0,3}}{join}{name}{year}{to}",
        rf"(?P<kept>{name}\s?){first}{_ORDINAL}(?:-|{to}{alone})(?=\d)",
        rf"{name}\s{{0,3}}\d\d?{_ORDINAL}{year}{to}",
        rf"{name}\s{{1,3}}{_YEAR}{to}",
        rf"(?P<kept>{_YEAR}-\d\d?-){first}(?:[-/]|{to}{alone})(?=\d)",
        rf"{_YEAR}[-/.]\d\d?[-/.]\d\d?{to}",
        rf"\d\d?(?P<gap>[-/.])\s?\d\d?(?:(?P=gap)\s?(?:{_YEAR}|\d\d)?)?{to}",
    ]


def _alike_forms(name: str, join: str) -> list[str]:
    """Return what begins like a date: a day with a month's name, or three numbers with a year."""
    return [
        rf"\d\d?{_ORDINAL}\s{{0,3}}{join}{name}(?:[\s,.]{{1,3}}\d{{4}}(?!\d))?",
        rf"{name}\s{{1,3}}\d\d?{_ORDINAL}(?![\d:.%/])(?:,?\s\d{{4}}(?!\d))?",
        rf"\d\d?(?P<gap>[-/.])\d\d?(?P=gap){_YEAR}(?![./-]?\w)",
        rf"{_YEAR}(?P<gap>[-/.])\d\d?(?P=gap)\d\d?(?![./:-]?\w)",
    ]


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; for no words, one that never matches."""
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(re.escape(word) for word in longest_first) or '(?!)'})"


def _compiled(forms: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)
