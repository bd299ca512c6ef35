"""What was expected, what came, and both as a table."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from tests.google.switches import questions

LONGEST_NAME, LONGEST = 88, 36
"""Characters of the columns of the table; what is only told is printed whole, what does not hold below it."""


class Found(NamedTuple):
    """One line: `holds` is None where nothing here rests on the answer.

    `switch` is the emulator's switch that it settles, `position` the one that Google is in.
    """

    what: str
    expected: str
    came: str
    holds: bool | None
    switch: str = ""
    position: object = None

    @property
    def mark(self) -> str:
        """The verdict as one sign."""
        return "·" if self.holds is None else "✓" if self.holds else "✗"


def same(what: str, expected: object, came: object) -> Found:
    """Return a line that holds if just that came."""
    return Found(what, _write(expected), _write(came), expected == came)


def told(what: str, came: object) -> Found:
    """Return a line that is only told."""
    return Found(what, "", _write(came), None)


def settled(switch: str, came: object) -> Found:
    """Return the line that answers an open question of the emulator's: the job copes with each position."""
    asks, positions = questions()[switch]
    holds = came in positions
    return Found(asks, " or ".join(map(_write, positions)), _write(came), holds, switch, came)


def unasked(what: str, why: object) -> Found:
    """Return the line of a check that broke off: something in it came otherwise than it could."""
    return Found(what, "an answer", f"none: {why}", holds=False)


def render(lines: Iterable[Found]) -> str:
    """Return the table, below it what does not hold in full, and the count."""
    listed = list(lines)
    rows = [("", "what", "expected", "came"), *map(_row, listed)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    table = [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    broken = [line for line in listed if line.holds is False]
    details = [f"✗ {line.what}\n  expected  {line.expected}\n  came      {line.came}" for line in broken]
    asked = sum(line.holds is not None for line in listed)
    count = f"{asked - len(broken)} of {asked} hold; {len(listed) - asked} only told"
    return "\n".join([*table, *(["", *details] if details else []), "", count])


def _row(line: Found) -> tuple[str, str, str, str]:
    return (
        line.mark,
        _shorten(line.what, LONGEST_NAME),
        _shorten(line.expected, LONGEST),
        _shorten(line.came, LONGEST) if line.expected else line.came,
    )


def _shorten(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _write(value: object) -> str:
    text = (
        value
        if isinstance(value, str)
        else json.dumps(value, default=str, ensure_ascii=False, sort_keys=True)
    )
    return " ".join(text.split())
