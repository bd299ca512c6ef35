"""The job itself, in a tab of the probe's: it writes once, and then has nothing more to write."""

from collections.abc import Iterator
from pathlib import Path

from sync.core.contacts.contacts import Look
from sync.core.plan.plan import make_plan
from sync.run.converge import write
from sync.sheets.address import GoogleAddress
from sync.sheets.google.sheet import GoogleSheet
from tests.live.checks.flags import HEADERS, PEOPLE, TODAY
from tests.live.found import Found, same
from tests.live.tabs import Tab


def ask_twice(tab: Tab, key_file: Path) -> Iterator[Found]:
    """Ask whether twice in a row is the same as once, whatever Google does to what was written."""
    tab.do(tab.values(0, 0, HEADERS[:4], *PEOPLE))
    sheet = GoogleSheet(GoogleAddress(tab.google.book_id, tab.id), key_file)
    written = write(sheet, make_plan(Look(sheet.read(), TODAY)))
    yield same("the job's first run writes without an error", None, written.error)
    yield same("with three requests: token, read, write", 3, sheet.requests)
    again = GoogleSheet(GoogleAddress(tab.google.book_id, tab.id), key_file)
    plan = make_plan(Look(again.read(), TODAY))
    yield same("the job's second run has nothing to write", 0, len(plan.changes))
    statuses = {person.name: str(person.status) for person in plan.people}
    yield same(
        "and reads the dates that the first one gave",
        {"Ada": "overdue", "Bob": "due_today", "Cyd": "overdue"},
        statuses,
    )
