"""What a value in the settings may be: a check returns it, or raises `ValueError` with why and the cure."""

import re
from datetime import date, datetime
from email.headerregistry import Address as HeaderAddress
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field

from sync.core.contacts.cells import sensible
from sync.core.contacts.contacts import find_addresses
from sync.core.dates.intervals import Interval, parse_interval
from sync.core.summary.links import check_template


def _interval(text: str) -> str:
    if parse_interval(text) in {None, "never"}:
        raise ValueError("is no interval; write it like 3 months, 6 weeks or monthly")
    return text


def _days(text: str) -> str:
    interval = parse_interval(text)
    if not isinstance(interval, Interval) or interval.months:
        raise ValueError("must be days or weeks; write it like 2 weeks or 10 days")
    return text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (OSError, ValueError, ZoneInfoNotFoundError):
        raise ValueError("is no time zone; write it like Europe/Berlin") from None
    return text


def _locale(text: str) -> str:
    # Babel is slow to import, and a Google Sheet has a locale of its own.
    from babel import Locale as Known
    from babel import UnknownLocaleError

    try:
        Known.parse(text.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise ValueError("is no locale; write it like en_GB or de_DE") from None
    return text


_NAMED = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^<>"@]*?))\s*<([^<>]+)>\s*')


def _address(text: str) -> str:
    """Return the address, with its name where it has one, as a mail header writes it (RFC 5322, 3.4)."""
    named = _NAMED.fullmatch(text)
    address = named[3].strip() if named else text
    name = re.sub(r"\\(.)", r"\1", named[1] or named[2] or "") if named else ""
    if find_addresses(address) != (address,) or not address.isascii() or not name.isprintable():
        raise ValueError("is no email address; write it like me@example.com, or Me <me@example.com>")
    return str(HeaderAddress(name, addr_spec=address))


def bare_address(text: str) -> str:
    """Return the address alone, of one that was checked."""
    return text.rpartition("<")[2].removesuffix(">")


def _weeks(text: str) -> str:
    interval = parse_interval(text)
    if not isinstance(interval, Interval) or interval.months or interval.days % 7:
        raise ValueError("must be whole weeks, so that the weekday stays; write it like 13 weeks")
    return text


def _day(value: object) -> object:
    if type(value) is not date or not sensible(value):
        raise ValueError("is no date; write it like 2027-01-11, without quotes")
    return value


def _moment(text: str) -> str:
    try:
        datetime.strptime(text, "%H:%M")  # noqa: DTZ007 - a time of day, in no zone
    except ValueError:
        raise ValueError('is no time of day; write it like "09:00"') from None
    return text


def _template(text: str) -> str:
    if fault := check_template(text):
        raise ValueError(fault)
    return text


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_one = parts.scheme in {"https", "http"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_one = False
    if not is_one or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("is no web address; write it like https://example.com/ping/…")
    return text


Text = Annotated[str, Field(min_length=1)]
Address = Annotated[str, AfterValidator(_address)]
Every = Annotated[str, AfterValidator(_interval)]
Days = Annotated[str, AfterValidator(_days)]
Weeks = Annotated[str, AfterValidator(_weeks)]
Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[str, AfterValidator(_moment)]
Port = Annotated[int, Field(ge=1, le=65535)]
Zone = Annotated[str, AfterValidator(_zone)]
Locale = Annotated[str, AfterValidator(_locale)]
Template = Annotated[str, AfterValidator(_template)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
