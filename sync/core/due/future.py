"""What lies in the future of today was never: a wrong clock, or a trial (design.md, section 3)."""

from collections.abc import Iterable
from datetime import date

from sync.core.due.memory.memory import Memory
from sync.core.plan.stops import StopError

FEW = 2
"""Fewer remembered days than this say nothing about the clock."""


def check_clock(memories: Iterable[Memory], today: date) -> None:
    """Raise `StopError` where most of the days last in touch, as remembered, lie in the future of today."""
    known = [memory.in_touch for memory in memories if memory.in_touch]
    ahead = sum(day > today for day in known)
    if ahead >= FEW and ahead * 2 > len(known):
        why = f"today is {today} by it, and most of what the sheet remembers is later"
        raise StopError(why, "set the clock, or leave --today out", what="clock")


def forget_future(memory: Memory, today: date) -> Memory:
    """Return the memory without what lies after today: an edit or done there counts as of today.

    A date of the note that was settled by a later day is settled anew. The date the owner set holds.
    """
    if memory.note_date and memory.note_date > today:
        memory = memory._replace(note_date=None, note_plan=None, dates=0)
    return memory._replace(
        in_touch=_until(memory.in_touch, today),
        carried=_until(memory.carried, today),
        pinned_on=_until(memory.pinned_on, today),
        noticed=_until(memory.noticed, today),
        pin_base=_until(memory.pin_base, today),
        told_on=_until(memory.told_on, today),
    )


def _until(day: date | None, today: date) -> date | None:
    return min(day, today) if day else None
