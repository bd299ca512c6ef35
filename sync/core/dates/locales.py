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
_ENGLISH_WEEKDAYS = {name[:length]: number for number, name in enumerate(_WEEKDAYS) for length in (3, None)}
_ENGLISH_WEEKDAYS |= {"Tues": 1, "Weds": 2, "Thur": 3, "Thurs": 3}

_ENGLISH_WORDS = frozenset({"may", "march", "mar"})
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
    weekdays: Mapping[str, int]
    """The number of each, Monday is 0."""
    joiners: tuple[str, ...]
    """The locale's own between and after the parts: `de` in `14 de agosto de 2026`, `г` in `2026 г.`"""
    order: DateOrder | None
    writes_dots: bool
    """Whether the locale puts dots into a numeric date, so that `14.8.` is a day."""
    shy: frozenset[str]
    """Months that are English words (`may`), but for a language that writes its own months so."""


def normalise(text: str) -> str:
    """Return the text with width, dashes, quotes and digits made one, so that words compare."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFC", text).translate(_PLAIN)
    return _FOREIGN_DIGIT.sub(lambda digit: str(int(digit[0])), unicodedata.normalize("NFC", plain))


@cache
def words_of(locale: str | None) -> Words:
    """Return English and the locale's own words; a locale that babel does not know adds none."""
    known, _ = _find_locale(locale)
    own = list(_own_months(known)) if known else []
    return Words(
        months=_unambiguous(own, _ENGLISH_MONTHS.items()),
        weekdays=_unambiguous(_ENGLISH_WEEKDAYS.items(), _own_weekdays(known) if known else ()),
        joiners=_folded(_own_joiners(known) if known else ()),
        order=order_of(locale),
        writes_dots=bool(known and "." in known.date_formats["short"].pattern),
        shy=_ENGLISH_WORDS - (_own_words(own) if known and known.language != "en" else frozenset()),
    )


def find_weekday(text: str, locale: str | None) -> int | None:
    """Return the number of the weekday that the text names, in English or the locale's words: Monday is 0."""
    return words_of(locale).weekdays.get(fold_word(text))


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


def _own_weekdays(locale: "Locale") -> Iterator[tuple[str, int]]:
    for context, width in product(("format", "stand-alone"), ("wide", "abbreviated", "short")):
        for number, name in locale.days[context].get(width, {}).items():
            yield name, number


def _own_joiners(locale: "Locale") -> Iterator[str]:
    """Find the words in the locale's patterns: quoted, or in letters that mean no part of a date."""
    for width in ("medium", "long"):
        for quoted, bare in re.findall(r"'([^']+)'|([^\W\d_a-zA-Z]+)", locale.date_formats[width].pattern):
            yield from re.findall(r"[^\W\d_]+", quoted or bare)


def _order_in(pattern: str) -> str:
    letters = re.sub(r"'[^']*'|[^dMLy]", "", pattern).replace("L", "M").lower()
    return "".join(dict.fromkeys(letters))


def _unambiguous(*languages: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the number of each name; a name that means two of them means none."""
    found: dict[str, set[int]] = {}
    for name, number in (pair for pairs in languages for pair in pairs):
        for word in _folded([name]):
            found.setdefault(word, set()).add(number)
    return {word: min(numbers) for word, numbers in found.items() if len(numbers) == 1}


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    # Names that begin with a digit (`8月`) are numbers; the wordings read them as such.
    folded = map(fold_word, words)
    return tuple(dict.fromkeys(word for word in folded if word and not word[0].isdigit()))


def fold_word(word: str) -> str:
    """Return the name of a month or weekday as it is looked up: in small letters, without a closing dot.

    The letters i with and without a dot are one, as they are to a pattern that ignores case.
    """
    small = normalise(word).strip().rstrip(".").casefold()
    return unicodedata.normalize("NFC", small.replace("i\u0307", "i").replace("ı", "i"))


def _own_words(months: Iterable[tuple[str, int]]) -> frozenset[str]:
    return frozenset(_folded(name for name, _ in months))
