"""What a word in an answer means: those of *Next due*, and ``resume`` (design.md, section 10)."""

from datetime import date
from typing import NamedTuple

from sync.core.contacts.cells import sensible
from sync.core.dates.reading import parse_typed
from sync.core.due.typed import Kind, find_word

DONE, PAUSE, RESUME, DUE = "done", "pause", "resume", "due"
"""In touch on the day it was sent; left out; no longer left out; due on a day."""

_KINDS = {Kind.DONE: DONE, Kind.PAUSE: PAUSE}


class Meaning(NamedTuple):
    """What a word says: one of the four above, and the day for `due`."""

    kind: str
    day: date | None = None


def read_word(text: str, sent: date, locale: str | None) -> Meaning | None:
    """Return what the word meant on the day it was sent, None if it is no word of an answer."""
    word = text.strip(" .!").casefold()
    if word == RESUME:
        return Meaning(RESUME)
    if kind := _KINDS.get(find_word(word) or Kind.NOTHING):
        return Meaning(kind)
    day = sensible(parse_typed(word, sent, locale)) if word else None
    return Meaning(DUE, day) if day else None
