"""Tables and plans for the tests of the summary, from rows as one would type them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from sync.core.changes import PutDue
from sync.core.contacts.contacts import Look
from sync.core.plan.plan import Plan, make_plan
from sync.core.summary.summary import Occasion, Summary, make_summary
from sync.core.table import Cell, Record, Table

TODAY = date(2026, 11, 16)
"""A Monday."""
UNTIL = date(2026, 11, 23)
LINK = "https://docs.google.com/spreadsheets/d/abc/edit#gid=0"
OCCASION = Occasion("Contacts", UNTIL)
HEADERS = ("Name", "Email", "Phone number", "Relationship information", "Next due")

ADA = ("Ada Lovelace", "ada@x.org", "", "2026-08-04: had a baby")  # 12 days overdue
GRACE = ("Grace", "grace@x.org", "", "2026-08-14: retired")  # 2 days overdue
TIM = ("Tim", "tim@x.org", "", "2026-08-16: new job")  # due today
MIA = ("Mia", "mia@x.org", "", "2026-08-20: new flat")  # due on Friday
KIM = ("Kim", "kim@x.org", "", "2026-08-23: marathon")  # due on the day of the next summary
BEA = ("Bea", "bea@x.org", "", "2026-09-20: choir")  # later
ZED = ("Zed", "zed@x.org", "", "met at a conference")  # no date
PAUL = ("Paul", "paul@x.org", "", "", "pause")
ODD = ("Odd", "odd@x.org", "", "", "soonish")
CROWD = [(f"Person {n}", f"p{n}@x.org", "", "2026-08-10: tea") for n in range(40)]


def make_table(
    rows: Iterable[Sequence[str | date]],
    headers: Sequence[str] = HEADERS,
    *,
    locale: str | None = "en_GB",
    record: Record | None = None,
    link: str = LINK,
) -> Table:
    """Return a table of the headers and the rows below; a date becomes a date cell."""
    lines = [[_make_cell(value) for value in row] for row in (headers, *rows)]
    width = len(headers)
    padded = [line + [Cell()] * (width - len(line)) for line in lines]
    return Table(_frame(padded), "Contacts", width, locale=locale, record=record, link=link)


def _frame(lines: list[list[Cell]]) -> pd.DataFrame:
    index = range(1, len(lines) + 1)
    columns = {
        column: pd.Series(list(cells), index=index, dtype=object)
        for column, cells in enumerate(zip(*lines, strict=True))
    }
    return pd.DataFrame(columns)


def _make_cell(value: str | date) -> Cell:
    if isinstance(value, date):
        return Cell(value.isoformat(), (value - date(1899, 12, 30)).days)
    return Cell(value, value) if value else Cell()


def write(plan: Plan, typed: Mapping[tuple[int, int], str] | None = None, told: date | None = None) -> Table:
    """Return the table as a sheet would give it back after the plan's changes.

    `typed` is what the owner types after that, by row and column; `told` the day of a summary since.
    """
    table = plan.look.table
    lines: list[list[Cell]] = table.cells.to_numpy().tolist()
    for change in plan.changes:
        if isinstance(change, PutDue):
            lines[change.row - 1][change.column] = Cell(str(change.value), change.value, change.formula)
    for (row, column), text in (typed or {}).items():
        lines[row - 1][column] = _make_cell(text)
    record = Record(told, {}) if told else table.record
    return replace(table, cells=_frame(lines), record=record)


def plan_of(table: Table, today: date = TODAY) -> Plan:
    """Return the plan of the table on the day."""
    return make_plan(Look(table, today))


def summary_of(table: Table, today: date = TODAY, occasion: Occasion = OCCASION) -> Summary:
    """Return the summary of the table on the day."""
    return make_summary(plan_of(table, today), occasion)


def flow(text: str) -> str:
    """Return the text as it is read: without its line breaks."""
    return " ".join(text.split())


def headings(html: str) -> list[str]:
    """Return the headings with their counts, in order: people to write to, and sections."""
    return [re.sub(r"<[^>]+>", "", found) for found in re.findall(r"<h2.*?</h2>", html)]
