"""What the owner types into *Next due*: ``done``, ``pause``, a date, nothing (design.md, section 3)."""

from datetime import date, timedelta
from enum import StrEnum

from sync.core.dates.intervals import PAUSES

LONG_PAST = timedelta(days=180)
"""A date typed further back than this is hardly meant."""


class Kind(StrEnum):
    """What a *Next due* cell says."""

    NOTHING = "nothing"
    REMEMBERED = "remembered"
    DATE = "date"
    DONE = "done"
    PAUSE = "pause"
    THEIR_FORMULA = "their formula"
    UNREADABLE = "unreadable"


WORDS = (
    {"": Kind.NOTHING}
    | dict.fromkeys(("done", "x", "✓", "✔", "✔️", "✅"), Kind.DONE)
    | dict.fromkeys(PAUSES, Kind.PAUSE)
)


def find_word(text: str) -> Kind | None:
    """Return what the text means where it is one of the words, whatever its case and the stop after it."""
    return WORDS.get(text.strip(" .!").casefold())


def is_long_past(day: date, today: date) -> bool:
    """Return whether a date typed today is too far in the past to be meant."""
    return day < today - LONG_PAST
