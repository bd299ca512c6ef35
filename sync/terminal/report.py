"""What the commands print: outcomes, lists and reasons; for people and for machines."""

import json
import sys
import tempfile
import webbrowser
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from sync.core.columns import letters
from sync.core.dates.reading import format_day
from sync.core.due.formula import write_reason
from sync.core.people import OVERDUE, Person
from sync.core.plan import Plan
from sync.core.summary import phrases as words
from sync.core.table import Change, DropFlag, PutBack, PutDue, PutFlag, PutText
from sync.core.urgency import sort_by_urgency
from sync.errors import SetUpError

if TYPE_CHECKING:
    from sync.core.summary.summary import Summary
    from sync.job import Job, Outcome


class Output(NamedTuple):
    """How much to print, and for whom."""

    as_json: bool = False
    verbose: bool = False
    quiet: bool = False


class Line(NamedTuple):
    """One person in the list."""

    name: str
    due: str
    status: str
    in_touch: str
    note: str


MAILS = {
    "sent": "the summary was mailed",
    "not_due": "no summary was due",
    "no_smtp": "no mail server is set",
    "failed": "the summary could not be mailed",
}


def print_outcome(outcome: "Outcome", job: "Job", output: Output, seconds: float) -> None:
    """Print what came of a run; where there is no mail server, the summary itself."""
    if output.as_json:
        typer.echo(json.dumps(to_json(outcome, job.sheet.requests, seconds), ensure_ascii=False))
        return
    for warning in outcome.warnings:
        typer.echo(f"keep-in-touch: {warning}", err=True)
    if output.quiet:
        return
    if output.verbose:
        for change in outcome.plan.changes:
            typer.echo(describe(change, outcome.plan))
    if outcome.summary and (job.post is None or output.verbose):
        typer.echo(outcome.summary.text)
    typer.echo(describe_outcome(outcome))


def to_json(outcome: "Outcome", requests: int, seconds: float) -> dict[str, object]:
    """Return the outcome for machines, as design.md, section 7, fixes it."""
    return {
        "status": outcome.plan.counts,
        "changes": outcome.changes,
        "problems": len(outcome.plan.problems),
        "requests": requests,
        "seconds": round(seconds, 1),
        "mail": outcome.mail,
        "warnings": list(outcome.warnings),
    }


def describe_outcome(outcome: "Outcome") -> str:
    """Return the run in one line, without a name in it."""
    counts = ", ".join(
        f"{count} {words.STATUSES[status].lower()}" for status, count in outcome.plan.counts.items() if count
    )
    changes = f"{outcome.changes} {'change' if outcome.changes == 1 else 'changes'}"
    return f"{counts or words.NOBODY}; {changes}; {MAILS[outcome.mail]}"


def describe(change: Change, plan: Plan) -> str:
    """Return a change as the owner would find it: the cell, whose it is, and what it says then."""
    match change:
        case PutDue(row, column, _, _):
            person = next(person for person in plan.people if person.row == row)
            why = write_reason(person.memory) if person.memory else ""
            return f"{letters(column)}{row}  {person.shown}: {why}"
        case PutText(row, column, text):
            return f"{letters(column)}{row}  header: {text}"
        case PutBack(row, column, _):
            return f"{letters(column)}{row}  put back"
        case PutFlag(kind, _, area, _):
            last = "" if area.last_column is None else letters(area.last_column)
            rows = f"{letters(area.first_column)}{area.first_row}:{last}{area.last_row or ''}"
            return f"{rows}  flag: {words.STATUSES[kind].lower()}"
        case DropFlag(rule):
            return f"flag taken out: {rule.formula}"
    return "the day of the summary"


def print_people(plan: Plan) -> None:
    """Print the list, most urgent first: a table on a terminal, columns of text in a pipe."""
    lines = [_make_line(person, plan) for person in sort_by_urgency(plan.people, plan.look.today)]
    if sys.stdout.isatty():
        _print_table(lines)
        return
    for line in lines:
        typer.echo("\t".join(line))


def print_person(plan: Plan, name: str) -> None:
    """Print why each person of that name is due when they are; raises `SetUpError` where there is none."""
    wanted = name.casefold()
    found = [person for person in plan.people if wanted in person.shown.casefold()]
    if not found:
        raise SetUpError(name, "nobody in the list is called so", "run keep-in-touch status to see who is")
    for person in found:
        line = _make_line(person, plan)
        typer.echo(f"{line.name} (row {person.row}): {line.status}{', due ' + line.due if line.due else ''}")
        if person.memory:
            typer.echo(f"  {write_reason(person.memory)}")
        if line.note:
            typer.echo(f"  note: {line.note}")
        for problem in plan.problems:
            if problem.row == person.row:
                typer.echo(f"  problem: {problem.what}; {problem.cure}")


def _make_line(person: Person, plan: Plan) -> Line:
    """Return the person of one line of the plan's people as text."""
    memory, locale = person.memory, plan.look.table.locale
    return Line(
        person.shown,
        format_day(person.due, locale) if person.due else "",
        words.STATUSES[person.status].lower(),
        format_day(memory.in_touch, locale) if memory and memory.in_touch else "",
        " ".join(person.note.split()),
    )


def _print_table(lines: Iterable[Line]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for header, most in (("Name", 24), ("Next due", 13), ("Status", 11), ("In touch", 13), ("Note", None)):
        table.add_column(header, max_width=most, no_wrap=True, overflow="ellipsis")
    for line in lines:
        style = "bold" if line.status == words.STATUSES[OVERDUE].lower() else ""
        table.add_row(*map(Text, line), style=style)
    Console(highlight=False).print(table)


def write_preview(summary: "Summary", out: Path | None) -> None:
    """Write the summary's HTML into `out`, or into a file of its own that is opened."""
    try:
        if out is None:
            with tempfile.NamedTemporaryFile("w", suffix=".html", delete=False, encoding="utf-8") as file:
                file.write(summary.html)
            typer.echo(file.name)
            webbrowser.open(Path(file.name).as_uri())
        else:
            out.write_text(summary.html, encoding="utf-8")
            typer.echo(str(out))
    except OSError as error:
        cure = "name another file with --out"
        raise SetUpError(str(out or "preview"), f"it cannot be written ({error.strerror})", cure) from None
