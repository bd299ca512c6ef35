"""Birthdays: a day of the year, and the year of birth where it is known (design.md, section 12)."""

from typing import NamedTuple


class Birthday(NamedTuple):
    """A day that comes every year; `year` is the year of birth, None where it is not known."""

    month: int
    day: int
    year: int | None = None
