"""One run: read, decide, write, mail (design.md, section 5)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sync.core.contacts import Look
from sync.core.plan import Plan
from sync.core.summary.schedule import find_due_day, next_day
from sync.core.summary.summary import Occasion, Summary, make_summary
from sync.core.table import Record, Sheet
from sync.errors import KeepInTouchError
from sync.mail.message import Addresses, make_message, make_message_id
from sync.run.converge import Written, decide, write
from sync.run.deliver import Mail, Post, Records, Sent, can_keep, deliver
from sync.run.state import State, StateFile, find_latest
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

    `fell_due` is the day on which the summary fell due that was (or would be) mailed, or printed where there
    is no mail server; None where none is. `summary` is there then, and in a dry run.
    """

    plan: Plan
    changes: int
    mail: Mail
    fell_due: date | None
    summary: Summary | None
    warnings: tuple[str, ...] = ()
    errors: tuple[KeepInTouchError, ...] = ()


class Going(NamedTuple):
    """A summary that is to go out: the day on which it fell due, and what is known of the one before."""

    summary: Summary
    fell_due: date
    kept: State


def run(job: Job, order: Order, now: datetime) -> Outcome:
    """Do one run; `now` is an aware time.

    Raises the errors of `sync.errors` for what stops it: the sheet cannot be read, or another run is at it.
    """
    if order.dry_run:
        plan, kept = look(job, order, now)
        fell_due = find_fell_due(job, order, kept, plan)
        summary = summarise(job, kept, Written(plan, 0))
        return Outcome(plan, len(plan.changes), "not_due", fell_due, summary)
    with job.state.lock():
        job.sheet.check_free()
        plan, kept = look(job, order, now)
        written = write(job.sheet, plan)
        going = find_going(job, order, kept, written)
        sent = mail(job, order, going, written, now)
    fell_due, shown = (going.fell_due, going.summary) if going else (None, None)
    warnings = (*written.trouble, *sent.warnings)
    errors = tuple(error for error in (written.error, sent.error) if error)
    return Outcome(written.plan, written.made, sent.mail, fell_due, shown, warnings, errors)


def look(job: Job, order: Order, now: datetime) -> tuple[Plan, State]:
    """Read the sheet and decide, for the day it is there; the later record of a summary counts."""
    table, kept = job.sheet.read(), job.state.load()
    today = order.today or find_today(now, find_zone(job.settings.sheet.timezone, table.zone))
    latest = find_latest([table.record, kept.record], today)
    # what is only ever printed is news on its day; a mail tells all since the one before
    shown = latest or (None if job.post else Record(today - timedelta(days=1), {}))
    plan = decide(Look(replace(table, record=shown), today, job.settings.rules))
    return plan, kept._replace(record=latest, is_in_sheet=table.record is not None)


def find_fell_due(job: Job, order: Order, kept: State, plan: Plan) -> date | None:
    """Return the day on which the summary fell due that is to go out now, None where none is.

    What is only printed is due on its day alone: nobody knows whether it was read.
    """
    today, schedule = plan.look.today, job.settings.summary.schedule
    if job.post is None:
        return today if order.send or find_due_day(today, None, schedule) == today else None
    if order.no_mail:
        return None
    last = kept.record.day if kept.record else None
    return find_due_day(today, last, schedule) or (today if order.send else None)


def find_going(job: Job, order: Order, kept: State, written: Written) -> Going | None:
    """Return the summary that is to go out now, None where none is.

    The sheet is asked once more for a record that did not show. Where its day can be kept nowhere, a summary
    goes out on the day itself only, not again on every day after.
    """
    today = written.plan.look.today
    fell_due = find_fell_due(job, order, kept, written.plan)
    if fell_due and job.post and not kept.is_in_sheet and (found := job.sheet.find_record()):
        kept = kept._replace(record=find_latest([found, kept.record], today), is_in_sheet=True)
        fell_due = find_fell_due(job, order, kept, written.plan)
    if fell_due is None:
        return None
    if fell_due != today and job.post and not can_keep(job.state, kept, written.error):
        return None
    return Going(summarise(job, kept, written), fell_due, kept)


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


def mail(job: Job, order: Order, going: Going | None, written: Written, now: datetime) -> Sent:
    """Mail the summary if there is one to mail, and record its day once it was accepted."""
    smtp = job.settings.smtp
    if job.post is None or smtp is None:
        return Sent("no_smtp")
    if going is None:
        return Sent("not_due")
    message_id = make_message_id(job.location, going.fell_due, f"{now:%H%M%S}" if order.send else "")
    addresses = Addresses(smtp.sender, job.settings.summary.to)
    message = make_message(going.summary, addresses, now, message_id)
    records = Records(None if written.error else job.sheet, job.state, going.kept)
    return deliver(message, job.post, records, Record(written.plan.look.today, going.summary.figures))
