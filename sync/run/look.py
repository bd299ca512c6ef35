"""What a run is given, and what it sees at one look: for which day, upon which rows and letters."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sync.core.contacts.contacts import Look
from sync.core.plan.plan import Plan
from sync.core.table import Record, Sheet
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
    makes_key = True
    if job.letters and table.key is None:
        asked = find_kept(job.sheet)
        table, makes_key = replace(table, key=asked.key if asked else None), asked is not None
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
