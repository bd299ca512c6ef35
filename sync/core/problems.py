"""What only the owner can put right about dates and notes: each with its row and its cure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sync.core import memory as mem
from sync.core.contacts import Look, Problem
from sync.core.evidence import find_note_problems
from sync.core.memory import Memory
from sync.core.recall import THEIR_FORMULA, UNREADABLE
from sync.core.remember import Entry


def find_problems(entries: Iterable[Entry], memories: Mapping[int, Memory], look: Look) -> list[Problem]:
    """Return the problems of all rows that name somebody, beside those found while reading them."""
    entries = list(entries)
    shown = {entry.contact.row: entry.contact.shown for entry in entries}
    problems = list(_find_many_edits(memories, look))
    for entry in entries:
        memory = memories[entry.contact.row]
        problems += find_note_problems(entry.contact, entry.reading, look.table.locale)
        problems += _find_due_problems(entry)
        problems += _find_told(entry, memory, shown.get(entry.said.copied_from or 0), look)
    return problems


def is_news(memory: Memory, day: date | None, look: Look) -> bool:
    """Return whether what was noticed on `day` has not stood in a summary yet."""
    record = look.table.record
    if day is None or record is None or day == look.today:
        return day is not None
    return day > record.day or (day == record.day and memory.late)


def _find_due_problems(entry: Entry) -> Iterator[Problem]:
    row, shown = entry.contact.row, entry.contact.shown
    if entry.said.kind == UNREADABLE:
        what = f"Next due says “{entry.contact.due.shown.strip()}”, which is no date from 2000 to 2100"
        yield Problem(row, shown, what, "type a date with its year, done or pause, or clear the cell")
    if entry.said.kind == THEIR_FORMULA:
        what = "Next due holds a formula of your own, which is left alone"
        yield Problem(row, shown, what, "clear the cell to have the date worked out")


def _find_told(entry: Entry, memory: Memory, other: str | None, look: Look) -> Iterator[Problem]:
    row, shown = entry.contact.row, entry.contact.shown
    if memory.told == mem.COPIED and is_news(memory, memory.told_on, look):
        what = f"took {other}’s date" if other else "took another person’s date"
        yield Problem(
            row, shown, f"{what}, {memory.pin or 'paused'}", "if that was not meant, clear Next due"
        )
    if memory.told == mem.LONG_PAST and memory.why == mem.SET:
        what = f"the date you typed, {memory.before}, is long past: was another year meant?"
        yield Problem(row, shown, what, "type the date with its year, or done")


def _find_many_edits(memories: Mapping[int, Memory], look: Look) -> Iterator[Problem]:
    count = sum(
        memory.told == mem.MANY_EDITS and is_news(memory, memory.told_on, look)
        for memory in memories.values()
    )
    if count:
        what = f"{count} notes of people not yet due changed at once, so none of these edits counts"
        yield Problem(None, "", what, "type done into Next due for those you wrote to")
