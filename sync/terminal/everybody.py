"""The list of people, most urgent first: a table on a terminal, columns of text in a pipe."""

import sys
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sync.core.dates.reading import format_day
from sync.core.plan.people import COMING_UP, DUE_TODAY, OVERDUE, Person
from sync.core.plan.plan import Plan
from sync.core.plan.urgency import sort_by_urgency
from sync.core.summary import phrases as words
from sync.terminal.outcome import describe_counts

HEADERS = ("Name", "Next due", "Status", "In touch", "Note")
STYLES = {OVERDUE: "bold red", DUE_TODAY: "bold", COMING_UP: "yellow"}
"""How a name and a date look, as in the sheet."""
LONGEST_DATE = 12
"""Characters of a date in the table; one that is longer is shown like 2026-11-23."""
LONGEST_NAME, SHORTEST_NAME = 24, 14
GOOD_NOTE, SHORTEST_NOTE = 18, 12
"""Characters of a note for which a name is cut, and without which it is left out."""
WAITS = " *"
"""What marks the status of who waits for an answer in the table, where there is no room for words."""
GAP = "  "


class Line(NamedTuple):
    """One person in the list, as text."""

    name: str
    due: str
    status: str
    in_touch: str
    note: str


def print_everybody(plan: Plan, aside: str = "") -> None:
    """Print the list; on a terminal the counts follow, and the line `aside` if there is one."""
    people = sort_by_urgency(plan.people, plan.look.today)
    if not sys.stdout.isatty():
        for person in people:
            typer.echo("\t".join(make_line(person, plan, f", {words.WAITS}")))
        return
    lines = [make_line(person, plan) for person in people]
    console = Console(highlight=False, soft_wrap=True)
    styles = [STYLES.get(person.status, "") for person in people]
    for text in lay_out_table(lines, styles, console.width):
        console.print(text)
    if any(person.waiting for person in people):
        console.print(f"\n{WAITS.strip()} {words.WAITS}")
    console.print(f"\n{describe_counts(plan)}")
    if aside:
        console.print(aside)


def lay_out_table(lines: Sequence[Line], styles: Sequence[str], width: int) -> list[Text]:
    """Return the rows of a table so many characters wide: dates and status whole, name and note cut.

    A note that would be too short to read is left out.
    """
    widths = _find_widths(lines, width)
    rows = [_join(HEADERS, widths, ["bold"] * len(HEADERS))]
    for line, style in zip(lines, styles, strict=True):
        rows.append(_join(line, widths, [style, style, "", "", "dim"]))
    return rows


def make_line(person: Person, plan: Plan, waits: str = WAITS) -> Line:
    """Return one of the plan's people as text; `waits` marks who waits for an answer."""
    memory, locale = person.memory, plan.look.table.locale
    return Line(
        person.shown or f"(row {person.row})",
        _show_day(person.due, locale),
        words.STATUS_WORDS[person.status] + (waits if person.waiting else ""),
        _show_day(memory.in_touch if memory else None, locale),
        " ".join(person.note.split()),
    )


def _show_day(day: date | None, locale: str | None) -> str:
    """Return the day for a column, "" for none."""
    text = format_day(day, locale) if day else ""
    return text if cell_len(text) <= LONGEST_DATE or day is None else day.isoformat()


def _find_widths(lines: Sequence[Line], width: int) -> list[int]:
    longest = [max(map(cell_len, column)) for column in zip(HEADERS, *lines, strict=True)]
    name, note = min(longest[0], LONGEST_NAME), longest[4]
    room = width - sum(longest[1:4]) - len(GAP) * 4
    if room - name < min(note, GOOD_NOTE):
        name = min(name, max(room - GOOD_NOTE, SHORTEST_NAME))
    note = min(note, room - name)
    return [name, *longest[1:4], note if note >= min(longest[4], SHORTEST_NOTE) else 0]


def _join(cells: Sequence[str], widths: Sequence[int], styles: Sequence[str]) -> Text:
    parts = []
    for cell, width, style in zip(cells, widths, styles, strict=True):
        if not width:
            continue
        text = Text(cell, style)
        text.truncate(width, overflow="ellipsis", pad=True)
        parts.append(text)
    joined = Text(GAP).join(parts)
    joined.rstrip()
    return joined
