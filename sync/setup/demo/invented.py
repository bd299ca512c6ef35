"""The invented people of the sample workbook, with notes as people write them.

They stand in invented.csv. ``{97:d MMM}`` in a note is the day 97 days before the workbook is made,
``{-19:d MMM}`` one 19 days ahead, written in that pattern (Unicode TR 35). A past day without its year is
less than 300 days ago: further back it would be near its next return, and so a plan (design.md, section 3).
Addresses are at the domains reserved for examples (RFC 2606), phone numbers in the ranges that the regulators
keep free for fiction.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import NamedTuple


class Person(NamedTuple):
    """One row; digits alone become a number, as they do in a cell."""

    name: str
    email: str
    phone: str | int
    note: str
    every: str | int = ""


def _read() -> Iterator[Person]:
    text = Path(__file__).with_suffix(".csv").read_text(encoding="utf-8")
    for row in csv.DictReader(StringIO(text)):
        yield Person(row["name"], row["email"], _type(row["phone"]), row["note"], _type(row["every"]))


def _type(text: str) -> str | int:
    return int(text) if text.isdecimal() else text


PEOPLE = tuple(_read())
