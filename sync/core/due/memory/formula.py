"""The formula in a *Next due* cell: it is the date, with the memory as a comment (design.md, section 4).

    =46340+N("2026-11-14 · in touch 2026-08-14, from the date in your note · #…code…")

``N("text")`` is 0 in every spreadsheet, so the cell is the date; it moves with its row, and clicking it tells
why it is that date. The words are for people and are never read back; the code after ``#`` is.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from sync.core.due.memory.code import decode, encode
from sync.core.due.memory.memory import How, Memory, Paused, Why
from sync.core.table import GOOGLE_EPOCH


class Held(NamedTuple):
    """What a formula in *Next due* says: the date it computes to (None: paused) and its memory.

    The memory is None where the comment is damaged, or where the date beside it was changed by hand: the date
    is then the owner's.
    """

    due: date | None
    memory: Memory | None


PAUSED = "paused"
"""What the cell of a paused person reads."""

_DATED = re.compile(r'=\s*(-?\d{1,7})\s*\+\s*N\(\s*"([^"]*)"\s*\)\s*')
_PAUSED = re.compile(r'="paused"&T\(\s*N\(\s*"([^"]*)"\s*\)\s*\)\s*')
_DAMAGED = re.compile(r"=\s*(-?\d{1,7})\s*\+.*N\(\s*\"", re.DOTALL)
_DAMAGED_PAUSED = re.compile(r'="paused"&T\(.*N\(\s*"', re.DOTALL)

_HOW = {
    How.NOTE: "in touch {}, from the date in your note",
    How.LAST: "in touch {}, from Last contacted",
    How.EDIT: "in touch {}, when you edited the note",
    How.DONE: "in touch {}, you said done",
    How.LETTER: "in touch {}, you wrote to them",
    How.ANSWER: "in touch {}, you answered done",
}


def write_formula(memory: Memory, epoch: date = GOOGLE_EPOCH) -> str:
    """Return the formula for the cell, in a table whose serial numbers count from `epoch`."""
    text = f"{write_reason(memory)} · #{encode(memory)}"
    if memory.paused or memory.due is None:
        return f'="{PAUSED}"&T(N("{text}"))'
    return f'={(memory.due - epoch).days}+N("{text}")'


def read_formula(formula: str, epoch: date = GOOGLE_EPOCH) -> Held | None:
    """Return what the formula says, or None if it is none of the job's.

    Raises `StopError` for one that a newer version of the program wrote.
    """
    if match := _DATED.fullmatch(formula):
        due = epoch + timedelta(days=int(match[1]))
        memory = _read_comment(match[2])
        return Held(due, memory if memory and memory.due == due and not memory.paused else None)
    if match := _PAUSED.fullmatch(formula):
        memory = _read_comment(match[1])
        return Held(None, memory if memory and memory.paused else None)
    if match := _DAMAGED.match(formula):
        return Held(epoch + timedelta(days=int(match[1])), None)
    return Held(None, None) if _DAMAGED_PAUSED.match(formula) else None


def is_ours(formula: str) -> bool:
    """Return whether the formula is one of the job's with a code in it, which may be damaged."""
    return "#" in formula and bool(_DATED.fullmatch(formula) or _PAUSED.fullmatch(formula))


def find_value(formula: str) -> float | str | None:
    """Return what one of the job's formulas computes to: a serial number or "paused"; None for any other."""
    if match := _DATED.fullmatch(formula):
        return int(match[1])
    return PAUSED if _PAUSED.fullmatch(formula) else None


def write_reason(memory: Memory) -> str:
    """Return why the cell holds what it holds, in words for people; they are never read back."""
    if memory.paused or memory.due is None:
        return "paused: Every says never" if memory.paused == Paused.BY_EVERY else "paused by you"
    touch = _HOW[memory.how].format(memory.in_touch) if memory.how else "no date known yet"
    but = ", but not before its first date" if memory.how and memory.why in {Why.EASED, Why.KEPT} else ""
    return f"{memory.due} · {_write_why(memory)}{touch}{but}"


def _write_why(memory: Memory) -> str:
    if memory.why == Why.SET:
        return "you set this date · "
    if memory.by_itself is None:
        return ""
    is_known = memory.why == Why.EVIDENCE
    return f"the session nearest to {memory.by_itself} · " if is_known else "at the next session · "


def _read_comment(comment: str) -> Memory | None:
    return decode(comment.rpartition("#")[2])
