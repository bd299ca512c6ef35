"""Phone numbers as they are compared, and the country that a number without its prefix is of (section 11)."""

import re
from typing import NamedTuple

from babel.core import get_global
from phonenumbers import (
    SUPPORTED_REGIONS,
    NumberParseException,
    PhoneNumber,
    is_possible_number,
    national_significant_number,
    parse,
)

_BETWEEN = re.compile(r"[,;|\n]|\s/\s|\sor\s")
_EXTENSION = re.compile(r"\b(?:ext|x)\b.*", re.IGNORECASE)
_COUNTRY = re.compile(r"[-_]([A-Z]{2})(?![A-Za-z])")
_SHORTEST = 7
"""Digits: fewer are told apart by no country's own form."""
_LONGEST = 60
_MEXICAN_MOBILE = re.compile(r"(?<=\+52)\W*1(?=(?:\W*\d){10}\W*$)")
"""How mobiles were dialled until 2020: the 1 is no part of the number."""


class FoldedNumber(NamedTuple):
    """A number as it is compared.

    `value` is like ``+447700900123``, or the digits alone where they are no number of the sheet's country.
    `held` are the forms by which others may find it, `sought` those under which they may hold it: digits
    alone are compared with what stands behind the prefix of whole numbers, and not with one another's.
    """

    value: str
    held: tuple[str, ...]
    sought: tuple[str, ...]


def find_region(locale: str | None, zone: str | None, given: str | None = None) -> str | None:
    """Return the country of numbers without a prefix, like ``GB``; None where nothing tells.

    That is what the owner said, else the country in the sheet's `locale`, else the one its `zone` is in.
    """
    country = _COUNTRY.search(locale or "")
    by_zone = get_global("zone_territories").get(get_global("zone_aliases").get(zone, zone)) if zone else None
    regions = ((given or "").strip().upper(), country[1] if country else "", by_zone)
    return next((region for region in regions if region in SUPPORTED_REGIONS), None)


def fold_numbers(text: str, region: str | None) -> tuple[FoldedNumber, ...]:
    """Return the numbers in a cell or an entry; without a `region` only those with their prefix."""
    parts = (part.strip() for part in _BETWEEN.split(text))
    return tuple(number for part in parts if part and (number := _read(part[:_LONGEST], region)))


def _read(text: str, region: str | None) -> FoldedNumber | None:
    is_whole = text.lstrip("( ").startswith(("+", "＋"))
    try:
        number = parse(_MEXICAN_MOBILE.sub("", text), None if is_whole else region)
    except NumberParseException:
        return None
    if is_possible_number(number):
        return _whole(number)
    return None if is_whole else _bare(text)


def _whole(number: PhoneNumber) -> FoldedNumber:
    national = national_significant_number(number)
    extension = f";ext={number.extension}" if number.extension else ""
    value = f"+{number.country_code}{national}{extension}"
    if extension:
        return FoldedNumber(value, (value,), (value,))
    return FoldedNumber(value, (value, f"behind {national}"), (value, f"bare {national}"))


def _bare(text: str) -> FoldedNumber | None:
    digits = "".join(str(int(c)) for c in _EXTENSION.sub("", text) if c.isdecimal()).lstrip("0")
    if len(digits) < _SHORTEST:
        return None
    return FoldedNumber(digits, (f"bare {digits}",), (f"bare {digits}", f"behind {digits}"))
