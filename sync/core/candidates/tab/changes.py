"""What may be written into the Candidates tab: new rows, and cells that are still empty (section 11)."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

Value = str | date
"""Text is given as such, so that none of an export's becomes a formula; a day is a date of the sheet."""


class AppendCandidate(NamedTuple):
    """A new row; `values` are by column number, and its tick box is empty."""

    row: int
    values: Mapping[int, Value]


class FillCell(NamedTuple):
    """A value into a cell that is empty; *Found in* alone may say more than it did."""

    row: int
    column: int
    value: Value


class PutStatus(NamedTuple):
    """What became of a ticked candidate, into their *Status*; `key` tells whose row it is."""

    row: int
    column: int
    key: str
    text: str


TabChange = AppendCandidate | FillCell | PutStatus
