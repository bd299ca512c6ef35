"""The words and the date order of a spreadsheet's locale.

babel knows them. It is imported only once a locale is asked for, and each locale is read only once.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from babel import Locale

DateOrder = Literal["dmy", "mdy", "ymd"]

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_ENGLISH_MONTHS = {name[:length]: number for number, name in enumerate(_MONTHS, 1) for length in (3, None)}
_ENGLISH_MONTHS["Sept"] = 9
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_WEEKDAYS = (*_WEEKDAYS, *(name[:3] for name in _WEEKDAYS), "Tues", "Weds", "Thur", "Thurs")

_YEAR_LAST: Mapping[str, DateOrder] = {"dmy": "dmy", "mdy": "mdy"}

_PLAIN = {
    # the full-width forms of ASCII, as East Asian keyboards type them
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "’ʼ"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    # marks without a width, which babel and right-to-left keyboards put around numbers
    **dict.fromkeys(
        map(ord, "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff")
    ),
}
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")


class Words(NamedTuple):
    """What a date is made of in one locale; all words are folded and without a closing dot."""

    months: Mapping[str, int]
    weekdays: tuple[str, ...]
    joiners: tuple[str, ...]
    """The locale's own between and after the parts: `de` in `14 de agosto de 2026`, `г` in `2026 г.`"""
    order: DateOrder | None


def fold(text: str) -> str:
    """Return the text with case, width, dashes, quotes and digits made one, for comparing words."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFC", text).translate(_PLAIN).casefold()
    return _FOREIGN_DIGIT.sub(lambda digit: str(int(digit[0])), unicodedata.normalize("NFC", plain))


@cache
def words_of(locale: str | None) -> Words:
    """Return English and the locale's own words; a locale that babel does not know adds none."""
    known, _ = _find_locale(locale)
    own = list(_own_months(known)) if known else []
    return Words(
        months=_unambiguous(own, _ENGLISH_MONTHS.items()),
        weekdays=_folded([*_ENGLISH_WEEKDAYS, *(_own_weekdays(known) if known else ())]),
        joiners=_folded(_own_joiners(known) if known else ()),
        order=order_of(locale),
    )


@cache
def order_of(locale: str | None) -> DateOrder | None:
    """Return the order in which the locale writes numeric dates, or None where that is not known.

    Not known: no locale, one that babel does not know (nor its language; for English, where countries
    differ, nor its country), and one that puts the year first but the day before the month where there is
    no year (Swedish; Canadian English).
    """
    known, exact = _find_locale(locale)
    if not known or not (exact or known.language != "en"):
        return None
    order = _order_in(known.date_formats["short"].pattern)
    yearless = _order_in(known.datetime_skeletons["Md"].pattern)
    return "ymd" if (order, yearless) == ("ymd", "md") else _YEAR_LAST.get(order)


def format_medium(day: "date", locale: str | None) -> str:
    """Return the day in the locale's own medium form: ``14 Nov 2026`` where no locale is known."""
    known, _ = _find_locale(locale)
    if not known:
        return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"
    from babel.dates import format_date  # only the summary needs it

    return format_date(day, "medium", known)


@cache
def _find_locale(name: str | None) -> "tuple[Locale | None, bool]":
    """Return the locale, or its language, and whether it is the very one that was asked for."""
    if not name:
        return None, False
    from babel import Locale, UnknownLocaleError  # a run without a locale needs none of it

    parts = name.strip().replace("-", "_")
    for candidate in (parts, parts.partition("_")[0]):
        try:
            return Locale.parse(candidate), candidate == parts
        except (ValueError, TypeError, UnknownLocaleError):
            continue
    return None, False


def _own_months(locale: "Locale") -> Iterator[tuple[str, int]]:
    for context, width in product(("format", "stand-alone"), ("wide", "abbreviated")):
        for number, name in locale.months[context][width].items():
            yield name, number


def _own_weekdays(locale: "Locale") -> Iterator[str]:
    for context, width in product(("format", "stand-alone"), ("wide", "abbreviated", "short")):
        yield from locale.days[context].get(width, {}).values()


def _own_joiners(locale: "Locale") -> Iterator[str]:
    """Find the words in the locale's patterns: quoted, or in letters that mean no part of a date."""
    for width in ("medium", "long"):
        for quoted, bare in re.findall(r"'([^']+)'|([^\W\d_a-zA-Z]+)", locale.date_formats[width].pattern):
            yield from re.findall(r"[^\W\d_]+", quoted or bare)


def _order_in(pattern: str) -> str:
    letters = re.sub(r"'[^']*'|[^dMLy]", "", pattern).replace("L", "M").lower()
    return "".join(dict.fromkeys(letters))


def _unambiguous(*languages: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the month of each name; a name that means two months means none."""
    found: dict[str, int] = {}
    for name, number in (pair for pairs in languages for pair in pairs):
        for word in _folded([name]):
            found[word] = number if found.setdefault(word, number) == number else 0
    return {word: number for word, number in found.items() if number}


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    # Names that begin with a digit (`8月`) are numbers; the wordings read them as such.
    folded = (fold(word).strip().rstrip(".") for word in words)
    return tuple(dict.fromkeys(word for word in folded if word and not word[0].isdigit()))
