"""Why one person is due when they are: the evidence, the interval, and the sum."""

import unicodedata
from collections.abc import Iterator
from datetime import date

import typer

from sync.core.contacts import headers as col
from sync.core.contacts.contacts import parse_every
from sync.core.dates.intervals import Interval
from sync.core.dates.reading import format_day
from sync.core.due.cell import read_cell
from sync.core.due.memory.memory import Memory, Paused, Why
from sync.core.due.typed import Kind
from sync.core.plan.people import DUE_TODAY, OVERDUE, PAUSED, UNREADABLE, Person
from sync.core.plan.plan import Plan
from sync.core.summary import phrases as words
from sync.core.table import EMPTY
from sync.errors import SetUpError
from sync.terminal.console import lay_out

_WHOLE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode does not take apart into a plain one and its mark."""
_KEPT = ": kept, as nothing tells any more when you were in touch"
_REASONS = {
    Why.SET: ": you set it, and it holds until there is newer contact",
    Why.EASED: ": people of whom no date is known are spread over their interval",
    Why.KEPT: _KEPT,
    Why.EVIDENCE: _KEPT,
}
_UNITS = ((12, "year"), (1, "month")), ((7, "week"), (1, "day"))


def print_somebody(plan: Plan, name: str) -> None:
    """Print why each person of that name is due when they are; raises `SetUpError` where there is none."""
    wanted = fold_name(name)
    found = [person for person in plan.people if wanted and wanted in fold_name(person.shown)]
    if not found:
        cure = "run keep-in-touch status to see who is"
        raise SetUpError(f"“{name}”", "nobody in the list is called so", cure)
    for person in found:
        for line in explain(person, plan):
            typer.echo(lay_out(line, indent=4))


def fold_name(name: str) -> str:
    """Return the name without what does not matter for finding it: Zoë is found as zoe."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_WHOLE))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def explain(person: Person, plan: Plan) -> Iterator[str]:
    """Yield the lines about one person of the plan's people."""
    memory = person.memory
    today, locale = plan.look.today, plan.look.table.locale
    status = words.STATUS_WORDS[person.status]
    if person.due and person.status in {OVERDUE, DUE_TODAY}:
        status = words.say_state(person.due, today, locale)
    yield f"{person.shown} (row {person.row}): {status}".lstrip()
    if person.waiting:
        yield f"  {words.WAITS} {words.say_waiting(format_day(person.waiting.since, locale))}"
    if memory:
        touch = format_day(memory.in_touch, locale) if memory.in_touch else ""
        yield f"  {words.say_known(memory, touch)}"
        if person.status != PAUSED:
            yield f"  interval: {say_interval(person.interval)}, as {_find_source(person.row, plan)}"
        if person.status != UNREADABLE:
            yield f"  {_say_sum(person, memory, plan)}"
    if note := " ".join(person.note.split()):
        yield f"  note: {note}"
    for problem in plan.problems:
        if problem.row == person.row:
            yield f"  problem: {problem.what}; {problem.cure}"


def say_interval(interval: Interval) -> str:
    """Return the interval in the largest units that it is whole in: ``3 months``, ``6 weeks``, ``1 year``."""
    parts = []
    for count, units in zip(interval, _UNITS, strict=True):
        size, unit = next((size, unit) for size, unit in units if count % size == 0)
        if number := count // size:
            parts.append(f"{number} {unit}{'' if number == 1 else 's'}")
    return " and ".join(parts)


def _find_source(row: int, plan: Plan) -> str:
    place = plan.columns.places.get(col.EVERY)
    cell = EMPTY if place is None else plan.look.table.cell(row, place)
    return f"{col.title_of(col.EVERY)} says" if parse_every(cell) else "the settings say"


def _say_sum(person: Person, memory: Memory, plan: Plan) -> str:
    """Return what the date comes from; there is one reason for each date."""
    if person.due is None:
        by_word = "left out until you take the word out of Next due"
        return "left out, as Every says never" if memory.paused == Paused.BY_EVERY else by_word
    cell = plan.look.table.cell(person.row, plan.columns.due)
    is_theirs = not plan.columns.new_due and read_cell(cell, plan.look).kind == Kind.THEIR_FORMULA
    if memory.by_itself and not is_theirs and memory.why != Why.SET:
        return _say_session(person, memory, plan)
    if memory.why == Why.EVIDENCE and memory.in_touch and not is_theirs:
        return _say_addition(person, memory.in_touch, person.due, plan)
    why = ", by your own formula" if is_theirs else _REASONS[memory.why]
    return f"due on {format_day(person.due, plan.look.table.locale)}{why}"


def _say_session(person: Person, memory: Memory, plan: Plan) -> str:
    """Return on which session somebody is due, and on which day they would be without."""
    due, alone = (format_day(day, plan.look.table.locale) for day in (person.due, memory.by_itself) if day)
    without = f"without sessions it would be {alone}"
    if memory.why == Why.EVIDENCE and memory.in_touch and memory.by_itself:
        added = _say_addition(person, memory.in_touch, memory.by_itself, plan)
        return f"{added}, so the session on {due}; {without}"
    return f"due on {due}, the session: no date is known; {without}"


def _say_addition(person: Person, in_touch: date, due: date, plan: Plan) -> str:
    locale = plan.look.table.locale
    sum_ = person.interval.after(in_touch)
    moved = "" if sum_ == due else f", put on {format_day(due, locale)}"
    added = f"{format_day(in_touch, locale)} + {say_interval(person.interval)}"
    return f"{added} = {format_day(sum_, locale)}{moved}"
