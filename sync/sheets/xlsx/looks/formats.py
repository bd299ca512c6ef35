"""What a number looks like in its cell: dates, times, phone numbers; everything else as plain digits.

Dates are shown as ``2026-08-14`` whatever the cell's own order, so that nobody has to guess which number is
the month. Number formats are those of ECMA-376, part 1, 18.8.30 and 18.8.31.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

GENERAL = "General"
_BUILT_IN = {
    1: "0",
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, *range(32, 36), 45, 47, 55, 56), "h:mm:ss"),
    22: "yyyy-mm-dd h:mm",
    46: "[h]:mm:ss",
    49: "@",
}
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]|am/pm|a/p', re.IGNORECASE | re.DOTALL)
_SECTIONS = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)', re.DOTALL)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)\]")
_MASK = re.compile(r'"([^"]*)"|\\(.)|_.()|\*.()|\[[^\]]*\]()|([0#?])|([-+() :$]|[^\x00-\x7f])', re.DOTALL)
_LAST_SERIAL = 2958466  # the day after 31 December 9999
_DAY = 24 * 60 * 60


class _Parts(NamedTuple):
    day: bool
    time: bool
    elapsed: bool


def built_in(number: int) -> str:
    """Return the format code behind a number that stands for one in every workbook."""
    return _BUILT_IN.get(number, GENERAL)


def is_date(code: str) -> bool:
    """Tell whether numbers in this format are shown as days."""
    return _parts(code).day


def show(value: float, code: str, epoch: date) -> str:
    """Return the text that the number is displayed as."""
    parts = _parts(code)
    if (parts.day or parts.time) and 0 <= value < _LAST_SERIAL:
        return _show_moment(value, parts, epoch)
    masked = _masked(int(value), code) if value == int(value) else None
    return _plain(value) if masked is None else masked


@lru_cache(maxsize=1024)
def _parts(code: str) -> _Parts:
    first = _LITERAL.sub("", code).lower().partition(";")[0]
    if "general" in first:
        return _Parts(day=False, time=False, elapsed=False)
    time = bool(re.search("[hs]|\\[m", first))
    day = bool(re.search("[yd]|mmm", first)) or ("m" in first and not time)
    return _Parts(day=day, time=time, elapsed="[" in first)


def _show_moment(value: float, parts: _Parts, epoch: date) -> str:
    seconds = round(value * _DAY)
    days, rest = divmod(seconds, _DAY)
    clock = _clock(seconds if parts.elapsed else rest)
    if not parts.day:
        return clock
    try:
        day = (epoch + timedelta(days=days)).isoformat()
    except OverflowError:
        return _plain(value)
    return f"{day} {clock}" if parts.time and rest else day


def _clock(seconds: int) -> str:
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours:02}:{minutes:02}" + (f":{rest:02}" if rest else "")


def _plain(value: float) -> str:
    """Show a phone number in full, not as 5.55123E+09, and 0.1 + 0.2 as 0.3."""
    return str(int(value)) if value == int(value) else f"{value:.15g}"


def _masked(value: int, code: str) -> str | None:
    """Fill the digits into a format such as ``00000`` or ``(###) ###-####``; None if it is no such."""
    section, number = _section(value, code)
    tokens = _tokens(section)
    places = sum(1 for place, _ in tokens if place)
    if not places:
        return None
    digits = str(abs(number)) if number else ""
    filled, first = _fill(digits, places), True
    shown = []
    for place, text in tokens:
        if not place:
            shown.append(text)
            continue
        digit = next(filled) or {"0": "0", "?": " "}.get(place, "")
        shown.append(digits[: max(0, len(digits) - places)] + digit if first else digit)
        first = False
    return ("-" if number < 0 else "") + "".join(shown).strip()


def _fill(digits: str, places: int) -> Iterator[str]:
    """Yield what falls into each place, from the left; "" where the number is too short."""
    last = digits[-places:]
    yield from [""] * (places - len(last))
    yield from last


@lru_cache(maxsize=1024)
def _tokens(section: str) -> list[tuple[str, str]]:
    """Return (place, "") for each digit's place, ("", text) for text; nothing if there is anything else."""
    tokens, at = [], 0
    while at < len(section):
        token = _MASK.match(section, at)
        if token is None:
            return []
        tokens.append((token[6] or "", token[1] or token[2] or token[7] or ""))
        at = token.end()
    return tokens


def _section(value: int, code: str) -> tuple[str, int]:
    """Return the part of the format that is for this number, and the number without the sign it implies."""
    sections = _SECTIONS.findall(code)[:4]
    condition = _CONDITION.search(sections[0])
    if condition:
        return (sections[0] if _holds(value, condition) else sections[min(1, len(sections) - 1)]), value
    if value < 0 and len(sections) > 1 and sections[1]:
        return sections[1], -value
    if value == 0 and len(sections) > 2 and sections[2]:  # noqa: PLR2004 - the third is for zero
        return sections[2], value
    return sections[0], value


def _holds(value: float, condition: re.Match[str]) -> bool:
    sign, limit = condition[1], float(condition[2])
    less, same = value < limit, value == limit
    return {
        "<": less,
        "<=": less or same,
        ">": not less and not same,
        ">=": not less,
        "=": same,
        "<>": not same,
    }[sign]
