"""How a value is displayed, and how Google rounds a colour."""

import datetime as dt
import re
import struct
from typing import Any

from tests.google.formulas.locales import currency_pattern, date_pattern, has_comma_decimals

Json = dict[str, Any]

EPOCH = dt.date(1899, 12, 30)
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
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_DATE_PART = re.compile(r'"[^"]*"|\\.|\[?h+\]?|y+|m+|d+|s+|am/pm|.', re.IGNORECASE)
_NUMBER = re.compile(r"[#0?,.]*[#0?][#0?,.]*")
_STYLES = {
    "backgroundColor": "backgroundColorStyle",
    "foregroundColor": "foregroundColorStyle",
    "tabColor": "tabColorStyle",
}
PARTNERS = _STYLES | {style: plain for plain, style in _STYLES.items()}
TRUE_TEXTS = {True: "TRUE", False: "FALSE"}


def serial(day: dt.date) -> int:
    """Return the days since 1899-12-30."""
    return (day - EPOCH).days


def plain(number: float) -> float:
    """Return a whole number as an int, as JSON from Google has it."""
    return int(number) if abs(number) < 1e15 and float(number).is_integer() else number


def format_general(number: float, locale: str = "en_US") -> str:
    """Return a number as shown without a format: at most ten significant digits after the point."""
    if float(number).is_integer() and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.10g}"
    if "e" in text:
        mantissa, _, exponent = text.partition("e")
        text = f"{mantissa}E{int(exponent):+03d}"
    return text.replace(".", ",") if has_comma_decimals(locale) else text


def format_number(number: float, number_format: Json, locale: str) -> str:
    """Return the number as the cell shows it."""
    kind, pattern = number_format.get("type", ""), number_format.get("pattern", "")
    if kind in {"DATE", "TIME", "DATE_TIME"}:
        return format_date(number, pattern or _default_date(kind, locale), locale)
    if kind == "TEXT" or pattern == "@" or (not pattern and kind in {"", "NUMBER"}):
        return format_general(number, locale)
    if not pattern:
        pattern = {"PERCENT": "0.00%", "CURRENCY": currency_pattern(locale), "SCIENTIFIC": "0.00E+00"}[kind]
    return format_pattern(number, pattern, locale)


def _default_date(kind: str, locale: str) -> str:
    day = date_pattern(locale)
    return {"DATE": day, "TIME": "h:mm:ss", "DATE_TIME": f"{day} h:mm:ss"}[kind]


def format_pattern(number: float, pattern: str, locale: str) -> str:
    """Return a number by a pattern such as ``0000``, ``#,##0.00`` or ``0%``."""
    pattern = pattern.partition(";")[0]
    match = _NUMBER.search(pattern)
    if not match:
        return format_general(number, locale)
    digits = match[0]
    if "%" in pattern:
        number *= 100
    whole, _, decimals = digits.partition(".")
    text = f"{abs(number):{',' if ',' in whole else ''}.{len(decimals)}f}"
    text = text.rjust(whole.count("0") + (len(decimals) + 1 if decimals else 0), "0")
    if has_comma_decimals(locale):
        text = text.translate(str.maketrans(",.", ".,"))
    shown = pattern[: match.start()] + text + pattern[match.end() :]
    return ("-" if number < 0 else "") + shown.replace('"', "").replace("\\", "")


def format_date(number: float, pattern: str, locale: str) -> str:
    """Return a serial number by a date pattern; a number that is no day is shown as it is."""
    try:
        moment = dt.datetime.combine(EPOCH, dt.time()) + dt.timedelta(seconds=round(number * 86_400))
    except OverflowError:
        return format_general(number, locale)
    parts = _DATE_PART.findall(pattern)
    shown, after_hour = [], False
    for place, part in enumerate(parts):
        following = next((p for p in parts[place + 1 :] if p[0].lower() in "hmsdy"), "")
        minutes = part[0].lower() == "m" and (after_hour or following[:1].lower() == "s")
        shown.append(_date_part(moment, "minute" if minutes else part, len(part)))
        if part[0].lower() in "hmsdy":
            after_hour = part[0].lower() == "h"
    return "".join(shown)


def _date_part(moment: dt.datetime, part: str, width: int) -> str:
    """Return one element of a date pattern."""
    letter = part.strip("[]")[:1].lower()
    if part == "minute":
        return str(moment.minute).rjust(min(width, 2), "0")
    if part[:1] in '"\\':
        return part.strip('"').removeprefix("\\")
    if part.lower() == "am/pm":
        return "AM" if moment.hour < 12 else "PM"
    if letter == "y":
        return str(moment.year) if width > 2 else f"{moment.year % 100:02d}"
    words = {"m": _MONTHS[moment.month - 1], "d": _DAYS[moment.weekday()]}
    if letter in words and width > 2:
        return words[letter][: 3 if width == 3 else None]
    numbers = {"m": moment.month, "d": moment.day, "h": moment.hour, "s": moment.second}
    return str(numbers[letter]).rjust(min(width, 2), "0") if letter in numbers else part


def round_colour(colour: Json) -> Json:
    """Return a colour as Google gives it back: whole steps of 1/255, single precision, no zeros [R]."""
    rounded = {}
    for name in ("red", "green", "blue"):
        steps = int(float(colour.get(name, 0)) * 255 + 1e-4)
        if steps:
            rounded[name] = _shortest(steps / 255)
    return rounded


def _shortest(number: float) -> float:
    """Return the shortest decimal that is the number in single precision."""
    single = struct.pack("f", number)
    texts = (f"{number:.{digits}g}" for digits in range(1, 10))
    return plain(next((float(text) for text in texts if struct.pack("f", float(text)) == single), number))


def pair_colours(value: Any) -> Any:
    """Return *value* with every colour rounded and present in both its forms, plain and as a style [R]."""
    if isinstance(value, list):
        return [pair_colours(item) for item in value]
    if not isinstance(value, dict):
        return value
    paired = {name: pair_colours(item) for name, item in value.items() if name not in PARTNERS}
    for plain, style in _STYLES.items():
        if style in value:
            rgb = value[style].get("rgbColor")
            if rgb is not None:
                paired[plain], paired[style] = round_colour(rgb), {"rgbColor": round_colour(rgb)}
            elif "themeColor" in value[style]:
                paired[style] = dict(value[style])
        elif plain in value:
            colour = round_colour(value[plain])
            paired[plain], paired[style] = colour, {"rgbColor": colour}
    return paired
