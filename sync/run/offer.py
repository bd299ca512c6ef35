"""An import: who the exports name is offered in the tab of candidates, and nowhere else (section 11)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sync.core.candidates.importing import Imported, ImportPlan, plan_import
from sync.core.candidates.tab.changes import MakeTab
from sync.core.candidates.tab.columns import HEADERS, TITLE
from sync.core.candidates.tab.mending import mend
from sync.core.changes import Change
from sync.core.contacts.columns import find_columns
from sync.core.contacts.contacts import Look, Rules, read_contacts
from sync.core.plan.stops import StopError
from sync.core.sheet import Sheet
from sync.core.table import Table
from sync.errors import MaybeWrittenError, RefusedWriteError, SetUpError, TryAgainError
from sync.run.converge import read

ROUNDS = 3
"""How often it is written because somebody edits at the same moment."""


class Offered(NamedTuple):
    """What came of an import: what was found at first, and what the tab is called."""

    plan: ImportPlan
    title: str


def read_all(sheet: Sheet) -> Table:
    """Read the list and the tab; what the list's answer did not show of the tab is asked for."""
    table = read(sheet)
    if table.candidates is None and (tab_id := sheet.find_kept().candidates) is not None:
        return replace(table, candidates=tab_id, offered=sheet.read_candidates())
    return table


def offer(sheet: Sheet, table: Table, imported: Imported, rules: Rules, *, dry_run: bool = False) -> Offered:
    """Offer the people in the tab; `table` is the list as read, the tab with it.

    The answer is planned again, until nothing is left to write. Raises the errors of `sync.errors`.
    """
    plan = first = _plan(table, imported, rules)
    changes = () if dry_run else _find_changes(plan)
    rounds = refusals = 0
    while changes:
        rounds += 1
        if rounds > ROUNDS:
            why = "somebody kept editing it during the import"
            raise TryAgainError("candidates", why, "import again: what is there stays")
        before = table.offered
        try:
            table = sheet.write(changes)
        except MaybeWrittenError:
            rounds -= 1
            table = read_all(sheet)
        except RefusedWriteError:
            refusals += 1
            if refusals > 1:
                raise
            table = read_all(sheet)
        mended: tuple[Change, ...] = ()
        if before and table.offered:
            tab, mended = mend(table.offered, before, changes)
            table = replace(table, offered=tab)
        plan = _plan(table, imported, rules)
        changes = (*mended, *_find_changes(plan))
    return Offered(first, table.offered.title if table.offered else TITLE)


def _plan(table: Table, imported: Imported, rules: Rules) -> ImportPlan:
    look = Look(table, imported.today, rules)
    try:
        contacts = read_contacts(look, find_columns(table, rules.words))
        return plan_import(table.offered, contacts, imported)
    except StopError as error:
        raise SetUpError(error.what or f"tab {table.title}", str(error), error.cure) from None


def _find_changes(plan: ImportPlan) -> Sequence[Change]:
    if plan.is_new_tab and plan.changes:
        return (MakeTab(TITLE, tuple(HEADERS.values())), *plan.changes)
    return plan.changes
