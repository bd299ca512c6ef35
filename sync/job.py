"""One run: read, decide, write, mail (design.md, section 5)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import NamedTuple

from sync.core.contacts import Look
from sync.core.plan import Plan
from sync.core.summary.schedule import find_due_day, next_day
from sync.core.summary.summary import Occasion, Summary, make_summary
from sync.core.table import Record, Sheet
from sync.errors import KeepInTouchError
from sync.mail.message import make_message, make_message_id
from sync.run.converge import Written, decide, write
from sync.run.deliver import Mail, Post, Sent, record, send
from sync.run.state import State, StateFile
from sync.run.zones import find_today, find_zone
from sync.settings.sections import Settings


class Order(NamedTuple):
    """What a run is asked to do, beside its settings."""

    dry_run: bool = False
    send: bool = False
    no_mail: bool = False
    today: date | None = None


@dataclass(frozen=True)
class Job:
    """What a run needs; `post` hands a message to the mail server, None where there is none."""

    sheet: Sheet
    location: str
    settings: Settings
    state: StateFile
    post: Post | None = None


class Outcome(NamedTuple):
    """What came of a run: `changes` made (or to be made), and the errors that did not stop it.

    `summary` renders it once it is asked for: most runs neither mail nor print it.
    """

    plan: Plan
    summary: Callable[[], Summary]
    changes: int
    mail: Mail
    warnings: tuple[str, ...] = ()
    errors: tuple[KeepInTouchError, ...] = ()


class Case(NamedTuple):
    """What a run has come to know when it mails."""

    kept: State
    written: Written
    summary: Callable[[], Summary]


def run(job: Job, order: Order, now: datetime) -> Outcome:
    """Do one run; `now` is an aware time.

    Raises the errors of `sync.errors` for what stops it: the sheet cannot be read, or another run is at it.
    """
    if order.dry_run:
        plan, kept = look(job, order, now)
        summary = cache(partial(summarise, job, kept, Written(plan, 0)))
        return Outcome(plan, summary, len(plan.changes), "not_due")
    with job.state.lock():
        job.sheet.check_free()
        plan, kept = look(job, order, now)
        written = write(job.sheet, plan)
        case = Case(kept, written, cache(partial(summarise, job, kept, written)))
        sent, warnings = mail(job, order, case, now)
    errors = tuple(error for error in (written.error, sent.error) if error)
    return Outcome(written.plan, case.summary, written.made, sent.mail, (*written.trouble, *warnings), errors)


def look(job: Job, order: Order, now: datetime) -> tuple[Plan, State]:
    """Read the sheet and decide, for the day it is there; the later record of a summary counts."""
    table, kept = job.sheet.read(), job.state.load()
    records = [record for record in (table.record, kept.record) if record]
    latest = max(records, key=lambda record: record.day, default=None)
    zone = find_zone(job.settings.sheet.timezone, table.zone)
    today = order.today or find_today(now, zone)
    # what is only ever printed is news on its day; a mail tells all since the one before
    shown = latest or (None if job.post else Record(today - timedelta(days=1), {}))
    plan = decide(Look(replace(table, record=shown), today, job.settings.rules))
    return plan, kept._replace(record=latest)


def summarise(job: Job, kept: State, written: Written) -> Summary:
    """Render the summary of what the sheet says and of what could not be done."""
    today, options = written.plan.look.today, job.settings.summary
    refused = (f"the mail server refused {address} last time" for address in kept.refused)
    return make_summary(
        written.plan,
        Occasion(
            sheet_name=written.plan.look.table.title,
            until=next_day(today, options.schedule),
            is_first=kept.record is None,
            unwritten=str(written.error or ""),
            trouble=(*refused, *written.trouble),
            opening=options.opening,
            subject=options.subject,
        ),
    )


def mail(job: Job, order: Order, case: Case, now: datetime) -> tuple[Sent, list[str]]:
    """Mail the summary if it is due or asked for, and record its day once it was accepted."""
    smtp, options = job.settings.smtp, job.settings.summary
    if job.post is None or smtp is None:
        return Sent("no_smtp"), []
    today, last = case.written.plan.look.today, case.kept.record and case.kept.record.day
    fell_due = find_due_day(today, last, options.schedule) or (today if order.send else None)
    if order.no_mail or fell_due is None:
        return Sent("not_due"), []
    summary = case.summary()
    message_id = make_message_id(job.location, fell_due, f"{now:%H%M%S}" if order.send else "")
    sent = send(make_message(summary, smtp.sender, options.to, now, message_id), job.post)
    if sent.mail == "failed":
        return sent, []
    sheet = None if case.written.error else job.sheet
    found = Record(today, summary.figures)
    warnings, error = record(sheet, job.state, case.kept, found, sent.refused)
    return sent._replace(error=sent.error or error), warnings
