"""What a value in the settings may be: a check returns it, or raises `ValueError` with why and the cure."""

from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from sync.core.contacts import find_addresses
from sync.core.dates.intervals import Interval, parse_interval
from sync.core.summary.starters import check_template


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
    from babel import Locale as Known
    from babel import UnknownLocaleError

    try:
        Known.parse(text.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise ValueError("is no locale; write it like en_GB or de_DE") from None
    return text


def _address(text: str) -> str:
    if find_addresses(text) != (text,) or not text.isascii():
        raise ValueError("is no email address; write it like me@example.com")
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
Zone = Annotated[str, AfterValidator(_zone)]
Locale = Annotated[str, AfterValidator(_locale)]
Template = Annotated[str, AfterValidator(_template)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
