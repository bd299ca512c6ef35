"""Candidates tabs for the tests: imported into, edited as their owner would, read back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sync.core.candidates.found import Found
from sync.core.candidates.importing import LIMIT, Imported, ImportPlan, plan_import
from sync.core.candidates.tab import columns as tab
from sync.core.candidates.tab.changes import AppendCandidate, FillCell, PutStatus, Value
from sync.core.candidates.tab.columns import HEADERS, find_tab_columns
from sync.core.candidates.tab.rows import Row, read_rows
from sync.core.contacts.columns import find_columns
from sync.core.contacts.contacts import Contact, Look, read_contacts
from sync.core.table import EMPTY, Cell, Table
from tests.core import tables

TODAY = date(2026, 11, 24)
"""A Tuesday."""
LIST_HEADERS = ("Name", "Email", "Phone number", "LinkedIn", "Relationship information")


def make_tab(*rows: Mapping[str, tables.Value], headers: Sequence[str] = tuple(HEADERS.values())) -> Table:
    """Return the tab with these rows, each by field; `headers` in the order in which they stand."""
    fields = {header: field for field, header in HEADERS.items()}
    lines = [[row.get(fields.get(header, header)) for header in headers] for row in rows]
    return replace(tables.make_table(lines, headers), title="Candidates")


def contacts_of(*rows: Sequence[tables.Value], headers: Sequence[str] = LIST_HEADERS) -> list[Contact]:
    """Return the contacts of a list with these rows."""
    table = tables.make_table(rows, headers)
    return read_contacts(Look(table, TODAY), find_columns(table, {}))


class Candidates:
    """A Candidates tab that grows with each import, beside a list that stays as it is."""

    def __init__(self, *contacts: Sequence[tables.Value], region: str | None = "GB") -> None:
        self.contacts = contacts_of(*contacts)
        self.region = region
        self.table: Table | None = None

    def run(self, *files: Iterable[Found], limit: int = LIMIT) -> ImportPlan:
        """Import the files, write what that changes, and hold that importing them again changes nothing."""
        imported = Imported([tuple(people) for people in files], TODAY, self.region, limit)
        plan = plan_import(self.table, self.contacts, imported)
        if plan.changes:
            self.table = write(self.table or make_tab(), plan.changes)
        again = plan_import(self.table, self.contacts, imported)
        assert again.changes == ()
        assert plan.outcome.people.found == again.outcome.people.found
        return plan

    @property
    def rows(self) -> list[Row]:
        """The rows of the tab."""
        return read_rows(self.table, find_tab_columns(self.table)) if self.table else []

    @property
    def names(self) -> list[str]:
        """What the candidates are called, in the order of the tab."""
        return [row.shown for row in self.rows]

    def row(self, who: str) -> Row:
        """Return the one row of somebody."""
        (row,) = [row for row in self.rows if row.shown == who]
        return row

    def put(self, who: str | int, field: str, value: tables.Value) -> None:
        """Type a value into the row of somebody, or with that number."""
        assert self.table
        lines = tables.lines_of(self.table)
        row = self.row(who).row if isinstance(who, str) else who
        lines[row - 1][find_tab_columns(self.table).places[field]] = tables.make_cell(value)
        self.table = tables.with_lines(self.table, lines)

    def delete(self, who: str) -> None:
        """Delete somebody's row."""
        assert self.table
        lines = tables.lines_of(self.table)
        del lines[self.row(who).row - 1]
        self.table = tables.with_lines(self.table, lines)

    def arrange(self, columns: Sequence[int], *, is_reversed: bool = False) -> None:
        """Bring the columns into another order, and the rows into the reverse."""
        assert self.table
        header, *body = tables.lines_of(self.table)
        lines = [header, *(reversed(body) if is_reversed else body)]
        self.table = tables.with_lines(self.table, [[line[column] for column in columns] for line in lines])


def write(table: Table, changes: Iterable[AppendCandidate | FillCell | PutStatus]) -> Table:
    """Return the tab as a spreadsheet would give it back after the changes; nothing typed is written over."""
    lines = tables.lines_of(table)
    sources = find_tab_columns(table).places.get(tab.SOURCES)
    for change in changes:
        if isinstance(change, AppendCandidate):
            lines += [[] for _ in range(change.row - len(lines))]
            assert all(cell == EMPTY for cell in lines[change.row - 1])
            for column, value in change.values.items():
                _put(lines[change.row - 1], column, value)
        else:
            is_fill = isinstance(change, FillCell) and change.column != sources
            assert not is_fill or lines[change.row - 1][change.column].shown == ""
            _put(lines[change.row - 1], change.column, _value(change))
    return tables.with_lines(table, lines)


def _value(change: FillCell | PutStatus) -> Value:
    return change.value if isinstance(change, FillCell) else change.text


def _put(line: list[Cell], column: int, value: Value) -> None:
    line += [EMPTY] * (column + 1 - len(line))
    line[column] = Cell(value, value) if isinstance(value, str) else tables.make_cell(value)
