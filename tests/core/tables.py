"""Sheets for the tests: made from plain values, edited as an owner would, and run on by the job."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from sync.core.changes import Change, DropFlag, PutBack, PutDue, PutFlag, PutText
from sync.core.contacts.contacts import Look, Rules
from sync.core.due.memory.formula import read_formula
from sync.core.due.memory.memory import Memory
from sync.core.plan.people import Person
from sync.core.plan.plan import Plan, make_plan
from sync.core.table import EMPTY, GOOGLE_EPOCH, Cell, CellError, Rule, Table

Value = str | float | bool | date | Cell | None

HEADERS = ("Name", "Email", "Phone number", "Relationship information", "Next due", "Last contacted", "Every")
NAME, EMAIL, PHONE, NOTE, DUE, LAST, EVERY = range(7)
TODAY = date(2026, 11, 18)
"""A Wednesday."""

_OURS = re.compile(r'=(-?\d+)\+N\("[^"]{1,255}"\)|="(paused)"&T\(N\("[^"]{1,255}"\)\)')


def make_cell(value: Value, epoch: date = GOOGLE_EPOCH) -> Cell:
    """Return the cell that a spreadsheet makes of what is typed; a formula is computed if it is the job's."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, Cell):
        return value
    if isinstance(value, date):
        return Cell(value.isoformat(), (value - epoch).days)
    if isinstance(value, str) and (match := _OURS.fullmatch(value)):
        return formula(value, int(match[1]) if match[1] else match[2], epoch)
    shown = (
        str(value).upper()
        if isinstance(value, bool)
        else f"{value:.15g}"
        if _is_number(value)
        else str(value)
    )
    return Cell(shown, value)


def formula(text: str, value: "float | str | bool | CellError", epoch: date = GOOGLE_EPOCH) -> Cell:
    """Return a cell with a formula and what it computes to; a number is shown as a date."""
    is_date = isinstance(value, int) and not isinstance(value, bool)
    return Cell((epoch + timedelta(days=int(value))).isoformat() if is_date else str(value), value, text)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def make_table(rows: Iterable[Sequence[Value]], headers: Sequence[Value] = HEADERS, **about: Any) -> Table:
    """Return a table whose first row are the headers; `about` are the fields of `Table` that matter."""
    lines = [
        [make_cell(value, about.get("epoch", GOOGLE_EPOCH)) for value in row] for row in (headers, *rows)
    ]
    fields: dict[str, Any] = {"width": 26, "locale": "en_GB"} | about
    return Table(_frame(lines), "Contacts", **fields)


def _frame(lines: list[list[Cell]]) -> pd.DataFrame:
    """Return the cells from A1 to the last used row and column."""
    width = max(
        (column + 1 for line in lines for column, cell in enumerate(line) if cell != EMPTY), default=0
    )
    used = [place + 1 for place, line in enumerate(lines) if any(cell != EMPTY for cell in line)]
    rows = range(1, max(used, default=0) + 1)
    padded = [[*line, *[EMPTY] * width][:width] for line in lines[: len(rows)]]
    columns = {
        column: pd.Series([line[column] for line in padded], index=rows, dtype=object)
        for column in range(width)
    }
    return pd.DataFrame(columns, index=rows, columns=range(width))


def lines_of(table: Table) -> list[list[Cell]]:
    """Return the rows of the table, the first first."""
    return [table.row(row) for row in table.cells.index]


def with_lines(table: Table, lines: Sequence[Sequence[Value]]) -> Table:
    """Return the table with other rows."""
    return replace(table, cells=_frame([[make_cell(value, table.epoch) for value in line] for line in lines]))


def apply(table: Table, changes: Iterable[Change]) -> Table:
    """Return the table as a spreadsheet would give it back after the changes."""
    lines, rules = lines_of(table), list(table.rules)
    for change in changes:
        if isinstance(change, PutFlag):
            kept = [rule for rule in rules if rule is not change.replaces]
            rules = [*kept, Rule(change.formula, change.areas)]
        elif isinstance(change, DropFlag):
            rules = [rule for rule in rules if rule is not change.rule]
        else:
            _set(lines, change, table.epoch)
    return replace(with_lines(table, lines), rules=tuple(rules))


def _set(lines: list[list[Cell]], change: Change, epoch: date) -> None:
    assert isinstance(change, PutDue | PutText | PutBack)
    line = lines[change.row - 1]
    line += [EMPTY] * (change.column + 1 - len(line))
    if isinstance(change, PutDue):
        line[change.column] = make_cell(change.formula, epoch)
        assert line[change.column].value == change.value
    else:
        line[change.column] = Cell(change.text, change.text) if isinstance(change, PutText) else change.cell


class Book:
    """A sheet of contacts that its owner edits and the job runs on, day after day."""

    def __init__(
        self,
        rows: Iterable[Sequence[Value]],
        headers: Sequence[Value] = HEADERS,
        *,
        rules: Rules | None = None,
        **about: Any,
    ) -> None:
        self.rules = rules or Rules()
        self.table = make_table(rows, headers, **about)

    def run(self, today: date = TODAY) -> Plan:
        """Run the job, write what it changes, and hold that a second run has nothing left to do."""
        plan = make_plan(Look(self.table, today, self.rules))
        self.table = apply(self.table, plan.changes)
        again = make_plan(Look(self.table, today, self.rules))
        assert again.changes == ()
        assert due_dates(again) == due_dates(plan)
        assert sum(plan.counts.values()) == len(plan.people)
        return plan

    def row_of(self, who: str) -> int:
        """Return the row whose first cell says this."""
        return next(row for row, cell in self.table.column(NAME) if cell.shown == who)

    def cell(self, who: str, column: int = DUE) -> Cell:
        """Return a cell in somebody's row."""
        return self.table.cell(self.row_of(who), column)

    def put(self, who: str, column: int, value: Value) -> None:
        """Type a value into somebody's row."""
        lines = lines_of(self.table)
        line = lines[self.row_of(who) - 1]
        line += [EMPTY] * (column + 1 - len(line))
        line[column] = make_cell(value, self.table.epoch)
        self.table = with_lines(self.table, lines)

    def head(self, column: int, header: str) -> None:
        """Type another header."""
        lines = lines_of(self.table)
        lines[0][column] = make_cell(header)
        self.table = with_lines(self.table, lines)

    def arrange(self, order: Iterable[int], columns: Iterable[int] | None = None) -> None:
        """Bring the rows below the header into another order, or the cells of some columns alone."""
        header, *body = lines_of(self.table)
        places = range(len(header)) if columns is None else list(columns)
        moved = [list(line) for line in body]
        for to, origin in enumerate(order):
            for column in places:
                moved[to][column] = body[origin][column]
        self.table = with_lines(self.table, [header, *moved])

    def insert(self, row: int, *rows: Sequence[Value]) -> None:
        """Insert rows before the row with this number."""
        lines = lines_of(self.table)
        cells = [[make_cell(value, self.table.epoch) for value in values] for values in rows]
        self.table = with_lines(self.table, [*lines[: row - 1], *cells, *lines[row - 1 :]])

    def delete(self, who: str) -> None:
        """Delete somebody's row."""
        lines = lines_of(self.table)
        del lines[self.row_of(who) - 1]
        self.table = with_lines(self.table, lines)

    def memory(self, who: str) -> Memory:
        """Return what somebody's cell remembers."""
        held = read_formula(self.cell(who).formula, self.table.epoch)
        assert held
        assert held.memory
        return held.memory


def plan_of(rows: Iterable[Sequence[Value]], today: date = TODAY, **about: Any) -> Plan:
    """Return the plan for the rows under the usual headers."""
    return make_plan(Look(make_table(rows, **about), today))


def due_dates(plan: Plan) -> dict[str, date | None]:
    """Return the due date of everybody, by what they are called."""
    return {person.shown: person.due for person in plan.people}


def statuses(plan: Plan) -> Mapping[str, str]:
    """Return the status of everybody, by what they are called."""
    return {person.shown: person.status for person in plan.people}


def problems(plan: Plan) -> list[str]:
    """Return each problem as one line, its row first where it has one."""
    return [f"{problem.row or '-'} {problem.who}: {problem.what}" for problem in plan.problems]


def memory_of(plan: Plan, row: int) -> Memory:
    """Return what is known of the person in a row."""
    memory = person_in(plan, row).memory
    assert memory
    return memory


def person_in(plan: Plan, row: int) -> Person:
    """Return the person in a row."""
    return next(person for person in plan.people if person.row == row)


def memories_of(plan: Plan) -> list[Memory]:
    """Return what is known of each person who is named."""
    return [person.memory for person in plan.people if person.memory]
