"""What a single cell says: its text as a person sees it, or the day it means."""

from datetime import date
from typing import TYPE_CHECKING

from sync.core.dates.reading import parse_date
from sync.core.table import CellError

if TYPE_CHECKING:
    from sync.core.table import Cell, Table

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
"""A date outside these is a slip of the keyboard, or a time (design.md, section 2)."""

_CONTROLS = (code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\n")
# They would turn the text around them about, not only their own.
_OVERRIDES = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSEEN = dict.fromkeys(_CONTROLS, " ") | dict.fromkeys(_OVERRIDES, "")


def is_blank(cell: "Cell") -> bool:
    """Return whether there is nothing to see in the cell."""
    return not cell.shown.strip() and not isinstance(cell.value, CellError)


def text_of(cell: "Cell") -> str:
    """Return the cell's text without what no person typed: errors, NUL and other controls."""
    if not cell.shown or isinstance(cell.value, CellError):
        return ""
    shown = cell.shown
    if "E+" in shown and cell.number is not None:
        shown = f"{cell.number:.0f}"
    return shown if shown.isprintable() else shown.translate(_UNSEEN).strip()


def line_of(cell: "Cell") -> str:
    """Return the cell's text as one line."""
    return " ".join(text_of(cell).split())


def day_of(cell: "Cell", table: "Table") -> date | None:
    """Return the day that the number in the cell means; None where it is none from 2000 to 2100."""
    try:
        day = None if cell.number is None else table.day_of(cell.number)
    except (OverflowError, ValueError):
        return None
    return sensible(day)


def sensible(day: date | None) -> date | None:
    """Return the day if it lies from 2000 to 2100."""
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


def read_day(cell: "Cell", table: "Table") -> date | None:
    """Return the day that the cell means, be it a date or text with its year."""
    if not cell.shown:
        return None
    if cell.number is not None:
        return day_of(cell, table)
    return sensible(parse_date(line_of(cell), table.locale))
