"""What the mailbox says of one contact that the job did not know yet (design.md, sections 3 and 10)."""

from datetime import date
from typing import NamedTuple


class Mailed(NamedTuple):
    """The owner's letters to the contact, and their answers about them to a summary.

    `written` is the latest day on which the owner wrote to them. The rest is of answers newer than the last
    one taken: the day of the latest ``done``; of the very last one the day it was sent (None: there is none),
    the due date it set, and whether it pauses. `taken` is its instant, in seconds since 2000-01-01 UTC; 0
    where none was ever taken.
    """

    written: date | None = None
    done: date | None = None
    said_on: date | None = None
    due: date | None = None
    pauses: bool = False
    taken: int = 0


SILENCE = Mailed()
"""What is known where there is no mailbox."""
