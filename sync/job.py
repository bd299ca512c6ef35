"""One run: read, decide, write, mail (design.md, section 5)."""

from datetime import date, datetime
from typing import NamedTuple

from sync.core.plan.plan import Plan
from sync.core.summary.summary import Summary
from sync.errors import KeepInTouchError
from sync.run.calendar_days import keep_calendar
from sync.run.converge import Written, write
from sync.run.deliver import Mail
from sync.run.going import find_fell_due, find_going, mail, summarise
from sync.run.look import Job, Order, look


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


def run(job: Job, order: Order, now: datetime) -> Outcome:
    """Do one run; `now` is an aware time.

    Raises the errors of `sync.errors` for what stops it: the sheet cannot be read, or another run is at it.
    """
    if order.dry_run:
        seen = look(job, order, now)
        fell_due = find_fell_due(job, order, seen)
        summary = summarise(job, seen, Written(seen.plan, 0), fell_due)
        return Outcome(seen.plan, len(seen.plan.changes), "not_due", fell_due, summary, (), seen.failed)
    with job.state.lock():
        job.sheet.check_free()
        seen = look(job, order, now)
        written = write(job.sheet, seen.plan)
        unkept = keep_calendar(written.plan, job.settings, job.location)
        seen = seen._replace(plan=written.plan, failed=(*seen.failed, *unkept))
        going = find_going(job, order, seen, written)
        sent = mail(job, order, going, written, now)
    fell_due, shown = (going.fell_due, going.summary) if going else (None, None)
    warnings = (*written.trouble, *sent.warnings)
    errors = tuple(error for error in (written.error, *seen.failed, sent.error) if error)
    return Outcome(written.plan, written.made, sent.mail, fell_due, shown, warnings, errors)
