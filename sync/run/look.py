"""What a run is given, and what it sees at one look: for which day, upon which rows and letters."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sync.core.contacts.contacts import Look
from sync.core.plan.plan import Plan
from sync.core.sheet import Sheet
from sync.core.table import Record, Table
from sync.errors import KeepInTouchError
from sync.run.converge import decide
from sync.run.deliver import Post, find_kept
from sync.run.state import State, StateFile, find_latest
from sync.run.zones import find_today, find_zone
from sync.settings.sections import Settings

if TYPE_CHECKING:
    from sync.run.correspondence import Correspondence


class Order(NamedTuple):
    """What a run is asked to do, beside its settings."""

    dry_run: bool = False
    send: bool = False
    no_mail: bool = False
    today: date | None = None


@dataclass(frozen=True)
class Job:
    """What a run needs; `post` hands a message to the mail server, None where there is none.

    `letters` reads the mailbox, None where none is set up.
    """

    sheet: Sheet
    location: str
    settings: Settings
    state: StateFile
    post: Post | None = None
    letters: "Correspondence | None" = None


class Seen(NamedTuple):
    """The plan upon one look at the sheet, what is known of earlier summaries, and what could not be read."""

    plan: Plan
    kept: State
    failed: tuple[KeepInTouchError, ...] = ()


def look(job: Job, order: Order, now: datetime) -> Seen:
    """Read the mailbox and the sheet, and decide, for the day it is there."""
    letters, failed = job.letters.ask(now) if job.letters else (None, ())
    table, kept = job.sheet.read(), job.state.load()
    table, makes_key = _ask_kept(job, table, may_forget=not order.dry_run)
    if table.candidates is not None:
        table, failed = _read_candidates(job.sheet, table, failed)
    zone = find_zone(job.settings.sheet.timezone, table.zone)
    today = order.today or find_today(now, zone)
    latest = find_latest([table.record, kept.record], today)
    # what is only ever printed is news on its day; a mail tells all since the one before
    shown = latest or (None if job.post else Record(today - timedelta(days=1), {}))
    found = None
    if job.letters and letters:
        found = job.letters.match(letters, table, now, zone, makes_key=makes_key)
    plan = decide(Look(replace(table, record=shown), today, job.settings.rules), found)
    return Seen(plan, kept._replace(record=latest, is_in_sheet=table.record is not None), failed)


def _ask_kept(job: Job, table: Table, *, may_forget: bool) -> tuple[Table, bool]:
    """Ask for what the sheet keeps beside the cells where reading it did not show what is needed.

    False is returned with it where it cannot be told whether there is a key: then none is made. That there
    was a tab of candidates may be forgotten by a run that writes, no other.
    """
    lacks_key = job.letters is not None and table.key is None
    lacks_tab = job.state.knows_candidates and table.candidates is None
    asked = find_kept(job.sheet) if lacks_key or lacks_tab else None
    if asked is None:
        return table, not lacks_key
    table = replace(table, key=asked.key, candidates=table.candidates or asked.candidates)
    if table.candidates is None and may_forget:
        job.state.note_candidates(known=False)
    return table, True


def _read_candidates(
    sheet: Sheet, table: Table, failed: tuple[KeepInTouchError, ...]
) -> tuple[Table, tuple[KeepInTouchError, ...]]:
    """Read the tab of candidates along; why it could not be read is returned, and the list goes on."""
    try:
        return replace(table, offered=sheet.read_candidates()), failed
    except KeepInTouchError as error:
        return replace(table, candidates=None), (*failed, error)
