"""What a typed text becomes: the recorded and measured inputs of USER_ENTERED, and nothing guessed."""

import datetime as dt
import re
from typing import Any

from tests.google.errors import UnknownToEmulatorError
from tests.google.formulas.formats import serial
from tests.google.formulas.locales import has_comma_decimals

Json = dict[str, Any]

_MONTH = re.compile(r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b")
_ISO = re.compile(r"([12][0-9]{3})-([0-9]{2})-([0-9]{2})")
_POINT_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_COMMA_NUMBER = re.compile(r"-?[0-9]+(?:,[0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(\.[0-9]+)?")


def enter_raw(value: Any) -> Json:
    """Return the cell of a RAW value: a string stays one, whatever it looks like [M].

    A date, which no JSON holds but a test may, becomes one as the owner has it.
    """
    if isinstance(value, dt.date):
        return _formatted(serial(value), {"type": "DATE"})
    if isinstance(value, bool):
        return {"userEnteredValue": {"boolValue": value}}
    if isinstance(value, int | float):
        return {"userEnteredValue": {"numberValue": value}}
    return {"userEnteredValue": {"stringValue": value}} if value else {}


def enter(value: Any, locale: str) -> Json:
    """Return the cell of a value as if typed; raises UnknownToEmulatorError for what is in no recording."""
    known = find_entered(value, locale)
    if known is not None:
        return known
    if re.search(r"[0-9]", value) and (_MONTH.search(value) or not re.search(r"[^\W\d_]", value)):
        raise UnknownToEmulatorError(f"USER_ENTERED {value!r}")
    return enter_raw(value)


def enter_known(value: Any, locale: str) -> Json:
    """Return the cell of a value as if typed, as text where no recording says what it becomes."""
    known = find_entered(value, locale)
    return enter_raw(value) if known is None else known


def find_entered(value: Any, locale: str) -> Json | None:
    """Return what a recorded or measured input becomes."""
    if not isinstance(value, str) or not value:
        return enter_raw(value)
    if value.startswith("'"):
        return enter_raw(value[1:])
    if value.startswith("=") and value != "=":
        return {"userEnteredValue": {"formulaValue": _trimmed(value)}}
    if value.upper() in {"TRUE", "FALSE"}:
        return enter_raw(value.upper() == "TRUE")
    return _find_number(value, locale)


def _trimmed(formula: str) -> str:
    return "=" + formula[1:].strip()


def _find_number(value: str, locale: str) -> Json | None:
    comma = has_comma_decimals(locale)
    if (_COMMA_NUMBER if comma else _POINT_NUMBER).fullmatch(value):
        number = float(value.replace(",", "."))
        return enter_raw(int(number) if number.is_integer() else number)
    return _find_date(value) or (_find_american(value) if locale == "en_US" else None)


def _find_date(value: str) -> Json | None:
    iso = _ISO.fullmatch(value)
    try:
        day = dt.date(*map(int, iso.groups())) if iso else None
    except ValueError:
        return None
    return _formatted(serial(day), {"type": "DATE", "pattern": "yyyy-mm-dd"}) if day else None


def _find_american(value: str) -> Json | None:
    if value == "$100.15":
        return _formatted(100.15, {"type": "CURRENCY", "pattern": '"$"#,##0.00'})
    grouped = _GROUPED.fullmatch(value)
    if not grouped:
        return None
    pattern = "#,##0.00" if grouped[1] else "#,##0"
    return _formatted(float(value.replace(",", "")), {"type": "NUMBER", "pattern": pattern})


def _formatted(number: float, number_format: Json) -> Json:
    return {
        "userEnteredValue": {"numberValue": number},
        "userEnteredFormat": {"numberFormat": number_format},
    }
