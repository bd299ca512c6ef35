"""What may be written for candidates: into their tab, and at a tick one row of the list (section 11)."""

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


class MakeTab(NamedTuple):
    """The tab, made with these headers; the last column is hidden."""

    title: str
    headers: tuple[str, ...]


class ForgetTab(NamedTuple):
    """The tab is the job's no longer: its owner deleted it."""


class AddRow(NamedTuple):
    """A new row of the list for the candidate of that key; `values` are by column number.

    `row` is where it is expected: it goes below everything in the tab. `formula` is the job's own for the
    column `due`, and `value` what it computes to.
    """

    row: int
    key: str
    values: Mapping[int, Value]
    due: int
    formula: str
    value: int | str
