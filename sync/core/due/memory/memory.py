"""What the job remembers of one person, all of it in their *Next due* cell (design.md, section 4)."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class How(StrEnum):
    """How the day last in touch is known (section 3); the letters stand in the cell's code."""

    NOTE = "n"
    LAST = "l"
    EDIT = "e"
    DONE = "d"
    LETTER = "m"
    ANSWER = "a"


class Why(StrEnum):
    """Why the cell holds its date; KEPT: though its evidence was taken away."""

    EVIDENCE = "v"
    SET = "s"
    EASED = "i"
    KEPT = "k"


class Paused(StrEnum):
    """What paused a person: the word in *Next due*, or *Every* = never."""

    BY_WORD = "w"
    BY_EVERY = "e"


class Told(StrEnum):
    """What there is to tell about a row.

    Its date was a copy; its edit was one of too many to count; or the date typed lay too far in the past to
    be meant.
    """

    COPIED = "c"
    MANY_EDITS = "m"
    LONG_PAST = "p"


class Memory(NamedTuple):
    """What the job knows of one person.

    The first four are fingerprints (`sync.core.contacts.fingerprints`), 0 for an empty cell. `carried` and
    `carried_how` are the latest edit, done or letter, which stand nowhere in the sheet; `in_touch` and `how`
    the latest evidence of all. `noticed` is the day this came to be known, `late` whether that day's summary
    had gone out before. `note_date` and `note_plan` are what the dates in the note were settled to, `dates`
    is the fingerprint of those dates as written, `moved` that of a note in the cell that is another
    person's. `pin` is the date the owner set, `pin_base` the day last in touch as known then. `before` is
    the due date before this one. `told` is what there is to tell about the row since `told_on`: `told_of` is
    the fingerprint of the person whose date it took, `told_date` the date as it was typed or taken.

    `note_gone` tells that the note was empty, or had no column, at the last look: what is remembered of it
    stays. `pinned_on` is the day on which the owner set the date. `eased` is the date that somebody was given
    without evidence, where a letter has moved it since. `by_itself` is what the date would be without
    sessions. `taken` is the instant of the last answer that was taken (`sync.core.due.mailed`).
    """

    email: int
    phone: int
    name: int
    note: int
    due: date | None = None
    why: Why = Why.EVIDENCE
    in_touch: date | None = None
    how: How | None = None
    carried: date | None = None
    carried_how: How | None = None
    noticed: date | None = None
    late: bool = False
    note_date: date | None = None
    note_plan: date | None = None
    pin: date | None = None
    pin_base: date | None = None
    before: date | None = None
    paused: Paused | None = None
    told: Told | None = None
    told_on: date | None = None
    told_of: int = 0
    dates: int = 0
    moved: int = 0
    note_gone: bool = False
    told_date: date | None = None
    pinned_on: date | None = None
    eased: date | None = None
    by_itself: date | None = None
    taken: int = 0

    @property
    def person(self) -> tuple[int, int, int]:
        """The fingerprints of email, phone and name: whose memory it is."""
        return self[:3]
