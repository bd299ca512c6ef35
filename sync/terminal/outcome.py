"""What came of a run, for people and for machines."""

import json
from typing import TYPE_CHECKING, NamedTuple

import typer

from sync.core.candidates.tab.changes import AddRow, ForgetTab, PutStatus
from sync.core.cell_names import letters, name_area
from sync.core.changes import Change, DropFlag, PutBack, PutDue, PutFlag, PutKey, PutText
from sync.core.due.memory.formula import write_reason
from sync.core.plan.plan import Plan
from sync.core.summary import phrases as words
from sync.run.going import find_days
from sync.terminal.console import warn

if TYPE_CHECKING:
    from sync.job import Outcome
    from sync.run.attend import Attended
    from sync.run.look import Job, Order


class Output(NamedTuple):
    """How much to print, and for whom; of a dry run, all. `order` is what the run was asked to do."""

    as_json: bool = False
    verbose: bool = False
    quiet: bool = False
    order: "Order | None" = None

    @property
    def is_dry(self) -> bool:
        """Whether it is only shown what a run would do."""
        return self.order is not None and self.order.dry_run


def print_outcome(attended: "Attended", output: Output) -> None:
    """Print what came of a run.

    Where there is no mail server, that is the summary itself on its day, even if nothing else is asked for:
    cron mails what its jobs print (design.md, section 7).
    """
    outcome = attended.outcome
    if output.as_json:
        typer.echo(json.dumps(to_json(attended), ensure_ascii=False))
        return
    for warning in outcome.warnings if output.quiet else _find_warnings(attended):
        warn(warning)
    if (output.verbose or output.is_dry) and not output.quiet:
        for change in outcome.plan.changes:
            typer.echo(describe_change(change, outcome.plan))
    is_printed = attended.job.post is None and outcome.fell_due is not None
    if outcome.summary and (is_printed or (output.is_dry and not output.quiet)):
        typer.echo(outcome.summary.text)
    if not output.quiet:
        typer.echo(describe_outcome(outcome, attended.job, output.order))


def to_json(attended: "Attended") -> dict[str, object]:
    """Return the outcome for machines, as design.md, section 7, fixes it."""
    outcome = attended.outcome
    return {
        "status": outcome.plan.counts,
        "changes": outcome.changes,
        "problems": len(outcome.plan.problems),
        "requests": attended.job.sheet.requests,
        "seconds": round(attended.seconds, 1),
        "mail": outcome.mail,
        "warnings": _find_warnings(attended),
    }


def _find_warnings(attended: "Attended") -> list[str]:
    return [*attended.outcome.warnings, *([attended.aside] if attended.aside else [])]


def describe_counts(plan: Plan) -> str:
    """Return how many rows have each status, without those that none has."""
    counts = (f"{count} {words.STATUS_WORDS[status]}" for status, count in plan.counts.items() if count)
    return ", ".join(counts) or words.NOBODY


def describe_outcome(outcome: "Outcome", job: "Job", order: "Order | None" = None) -> str:
    """Return the run in one line, without a name of the list in it."""
    is_dry = order is not None and order.dry_run
    changes = f"{outcome.changes} {'change' if outcome.changes == 1 else 'changes'}"
    made = f"{changes} would be made" if is_dry else changes
    return f"{describe_counts(outcome.plan)}; {made}; {_describe_mail(outcome, job, order)}"


def _describe_mail(outcome: "Outcome", job: "Job", order: "Order | None") -> str:
    look, summary = outcome.plan.look, job.settings.summary
    if job.post is None:
        day = words.say_day(find_days(job, outcome.plan).next(look.today), look.table.locale, look.today)
        when = "" if outcome.fell_due else f": the summary is printed on {day}"
        return f"no mail server is set{when}"
    if order and order.no_mail:
        return "no summary was mailed, as you asked"
    if order and order.dry_run and outcome.fell_due:
        return f"the summary would be mailed to {', '.join(summary.to)}"
    return _MAILS[outcome.mail]


_MAILS = {
    "sent": "the summary was mailed",
    "not_due": "no summary was due",
    "failed": "the summary could not be mailed",
}


def describe_change(change: Change, plan: Plan) -> str:
    """Return a change as the owner would find it: the cell, whose it is, and what it says then."""
    match change:
        case PutDue(row, column, _, _):
            told = f"{letters(column)}{row}  {_describe_person(plan, row)}"
        case PutText(row, column, text):
            told = f"{letters(column)}{row}  header: {text}"
        case PutBack(row, column, _):
            told = f"{letters(column)}{row}  put back"
        case PutFlag(kind, _, areas, _):
            told = f"{', '.join(map(name_area, areas))}  flag: {words.STATUS_WORDS[kind]}"
        case DropFlag(rule):
            told = f"flag taken out: {rule.formula}"
        case PutKey():
            told = "the key of the answers"
        case AddRow(row=row):
            told = f"row {row}  added: {_describe_person(plan, row)}"
        case PutStatus(row, column, _, text):
            told = f"{_name_offered(plan)} {letters(column)}{row}  {text}"
        case ForgetTab():
            told = "the tab of candidates is gone, and forgotten"
        case _:
            told = "the day of the summary"
    return told


def _describe_person(plan: Plan, row: int) -> str:
    person = next(person for person in plan.people if person.row == row)
    why = write_reason(person.memory) if person.memory else ""
    return f"{person.shown}: {why}"


def _name_offered(plan: Plan) -> str:
    return plan.look.table.offered.title if plan.look.table.offered else ""
