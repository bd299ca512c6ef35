"""Who is ticked, planned together with the list: with their rows in it, as they will be (section 11)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sync.core.candidates.adding import Addition, Additions, plan_additions
from sync.core.candidates.same.numbers import find_region
from sync.core.candidates.tab.changes import AddRow, ForgetTab, PutStatus, Value
from sync.core.candidates.tab.extending import extend
from sync.core.changes import Change, PutDue
from sync.core.contacts.columns import Columns, find_columns
from sync.core.contacts.contacts import Look, Problem, read_contacts
from sync.core.plan.plan import Plan, make_plan

if TYPE_CHECKING:
    from sync.core.letters.news import Letters
    from sync.core.table import Table


def plan_joining(look: Look, letters: "Letters | None" = None) -> Plan:
    """Return the plan of the list and of those who join it, where a tab of candidates is known.

    In the plan's own look the list holds the rows that are to be added. Raises `StopError` as `make_plan`.
    """
    tab = look.table.offered
    if tab is None:
        plan = make_plan(look, letters)
        return replace(plan, changes=(*plan.changes, ForgetTab()))
    columns = find_columns(look.table, look.rules.words)
    region = find_region(look.table.locale, look.table.zone)
    additions = plan_additions(tab, look, columns, region)
    people = [person for person in additions.people if name_key(person.key, person.shown) not in look.joined]
    if not people:
        return _with(make_plan(look, letters), additions.statuses, additions)
    table, rows = _add(look.table, people, columns)
    wrote = {**look.wrote, **_find_wrote(look, table, rows, columns)}
    plan = make_plan(look._replace(table=table, wrote=wrote), letters)
    dues = {
        change.row: change for change in plan.changes if isinstance(change, PutDue) and change.row in rows
    }
    new = {rows[row].row for row in dues}
    unfit = {person.row: person for person in people if person.row not in new}
    changes = tuple(_turn(plan.changes, rows, columns))
    plan = replace(plan, changes=changes)
    additions = additions._replace(problems=(*additions.problems, *map(_tell_unfit, unfit.values())))
    return _with(plan, [status for status in additions.statuses if status.row not in unfit], additions)


def name_key(key: str, shown: str) -> str:
    """Return how a candidate is known within one run: by the key, or by name where a row has lost it."""
    return key or shown


def _with(plan: Plan, statuses: Sequence[PutStatus], additions: Additions) -> Plan:
    return replace(plan, changes=(*plan.changes, *statuses), problems=(*plan.problems, *additions.problems))


def _add(table: "Table", people: Sequence[Addition], columns: Columns) -> tuple["Table", dict[int, Addition]]:
    """Return the list with their rows below everything in its tab, and who is in which."""
    first = (int(table.cells.index[-1]) if len(table.cells) else 0) + 1
    rows = dict(enumerate(people, first))
    return extend(table, {row: _place(person, columns) for row, person in rows.items()}), rows


def _place(person: Addition, columns: Columns) -> dict[int, Value]:
    return {columns.places[field]: value for field, value in person.new_row.values.items()}


def _find_wrote(
    look: Look, table: "Table", rows: Mapping[int, Addition], columns: Columns
) -> dict[tuple[int, int, int], date]:
    contacts = read_contacts(look._replace(table=table), columns)
    return {
        contact.prints: day
        for contact in contacts
        if contact.row in rows and (day := rows[contact.row].new_row.wrote)
    }


def _turn(changes: Sequence[Change], rows: Mapping[int, Addition], columns: Columns) -> Iterator[Change]:
    """Let the date of somebody who joins be a part of their row."""
    for change in changes:
        if isinstance(change, PutDue) and (person := rows.get(change.row)):
            key = name_key(person.key, person.shown)
            yield AddRow(
                change.row, key, _place(person, columns), change.column, change.formula, change.value
            )
        else:
            yield change


def _tell_unfit(person: Addition) -> Problem:
    what = f"{person.shown} is ticked, but your list has no column for what is known of them"
    return Problem(None, person.shown, what, "type a name beside it in the tab of candidates")
