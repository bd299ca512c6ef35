"""What became of the people whom the files name, in figures and in words (design.md, section 11)."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Fate(StrEnum):
    """What becomes of one candidate, in the owner's words."""

    NEW = "new"
    MAYBE = "maybe in your list already"
    LISTED = "in your list already"
    OFFERED = "in Candidates already"
    REFUSED = "refused before"
    ADDED = "added before"
    WAITING = "waiting for room"
    NAMELESS = "without anything to know them by"


class Maybe(NamedTuple):
    """Somebody offered who may be in the list already: whom, as what contact, and why."""

    who: str
    contact: str
    reason: str

    def __str__(self) -> str:
        """Return what stands in the tab."""
        return f"{self.contact}: {self.reason}"


class Counts(NamedTuple):
    """How many people `found`, how often one `twice`, and how many met each fate: the figures add up."""

    found: int
    twice: int
    fates: Counter[Fate]

    def __str__(self) -> str:
        """Return one line: ``9 people found: 5 new, 2 maybe in your list already, 2 named twice``."""
        if not self.found:
            return "nobody found"
        told = [f"{count:,} {fate}" for fate in Fate if (count := self.fates[fate])]
        told += [f"{self.twice:,} named twice"] if self.twice else []
        people = "1 person" if self.found == 1 else f"{self.found:,} people"
        return f"{people} found: {', '.join(told)}"


class Outcome(NamedTuple):
    """What an import does: figures of each file in the order given, those of all people together, reasons.

    In `files` a person counts in every file that names them; in `people` each one once, and `twice` is how
    many of all entries name somebody again. `filled` is how many rows of the tab get something new.
    """

    files: tuple[Counts, ...]
    people: Counts
    maybes: tuple[Maybe, ...]
    filled: int


def count(found: int, fates: Iterable[Fate]) -> Counts:
    """Return the figures of `found` entries that name people with these fates, one for each person."""
    counted = Counter(fates)
    return Counts(found, found - counted.total(), counted)
