"""The summary that is to go out: when it fell due, what is on it, and its mail (design.md, section 6)."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from sync.core.plan.plan import Plan
from sync.core.summary.days import SummaryDays
from sync.core.summary.lists import find_shown_waiting
from sync.core.summary.summary import Occasion, Summary, make_summary
from sync.core.table import Record
from sync.mail.message import Addresses, make_message, make_message_id
from sync.run.calendar_days import add_sessions, find_calendar_links, is_attached, render_calendar
from sync.run.converge import Written
from sync.run.deliver import Records, Sent, can_keep, deliver, find_kept
from sync.run.look import Job, Order, Seen
from sync.run.state import State, find_latest


class Going(NamedTuple):
    """A summary that is to go out: the day on which it fell due, and what is known of the one before."""

    summary: Summary
    fell_due: date
    kept: State


def find_days(job: Job, plan: Plan) -> SummaryDays:
    """Return on which days summaries go out for this list."""
    sessions = plan.look.rules.sessions
    goes_on = sessions is not None and any(
        sessions.spare(person.interval) for person in plan.people if person.due
    )
    return SummaryDays(job.settings.summary.schedule, sessions, goes_on)


def find_fell_due(job: Job, order: Order, seen: Seen) -> date | None:
    """Return the day on which the summary fell due that is to go out now, None where none is.

    What is only printed is due on its day alone: nobody knows whether it was read.
    """
    today, days = seen.plan.look.today, find_days(job, seen.plan)
    if job.post is None:
        return today if order.send or days.find_due(today, today - timedelta(days=1)) == today else None
    if order.no_mail:
        return None
    last = seen.kept.record.day if seen.kept.record else None
    return days.find_due(today, last) or (today if order.send else None)


def find_going(job: Job, order: Order, seen: Seen, written: Written) -> Going | None:
    """Return the summary that is to go out now, None where none is.

    The sheet is asked once more for a record that did not show. Where its day can be kept nowhere, a summary
    goes out on the day itself only, not again on every day after.
    """
    today = seen.plan.look.today
    fell_due = find_fell_due(job, order, seen)
    if fell_due and job.post and not seen.kept.is_in_sheet:
        asked = find_kept(job.sheet)
        if asked and asked.record:
            latest = find_latest([asked.record, seen.kept.record], today)
            seen = seen._replace(kept=seen.kept._replace(record=latest, is_in_sheet=True))
            fell_due = find_fell_due(job, order, seen)
    if fell_due is None:
        return None
    if fell_due != today and job.post and not can_keep(job.state, seen.kept, written.error):
        return None
    return Going(summarise(job, seen, written, fell_due), fell_due, seen.kept)


def summarise(job: Job, seen: Seen, written: Written, fell_due: date | None) -> Summary:
    """Render the summary of what the sheet says and of what could not be done."""
    plan, today, options = seen.plan, seen.plan.look.today, job.settings.summary
    days, table = find_days(job, plan), plan.look.table
    refused = (f"the mail server refused {address} last time" for address in seen.kept.refused)
    return make_summary(
        plan,
        Occasion(
            sheet_name=table.title,
            until=days.next(today),
            is_first=seen.kept.record is None,
            unwritten=str(written.error or ""),
            trouble=(*map(str, seen.failed), *refused, *written.trouble),
            opening=options.opening,
            subject=options.subject,
            answers=job.letters.make_answers(plan, today) if job.letters and not written.error else {},
            waiting=find_shown_waiting(plan.people, days, today),
            session=days.find_session(fell_due) if fell_due else None,
            links=find_calendar_links(
                plan.look, job.settings, attached=is_attached(job.settings, seen.kept.record)
            ),
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
    is_first = is_attached(job.settings, going.kept.record)
    calendar = render_calendar(written.plan, job.settings, job.location) if is_first else None
    addresses, summary = Addresses(smtp.sender, job.settings.summary.to), going.summary
    message = make_message(summary, addresses, now, message_id, calendar)
    records = Records(None if written.error else job.sheet, job.state, going.kept)
    figures = add_sessions(summary.figures, job.settings)
    return deliver(message, job.post, records, Record(written.plan.look.today, figures))
