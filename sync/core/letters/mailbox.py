"""What one look into the mailbox brought: plain values, matched with the list afterwards (section 10)."""

from datetime import datetime
from typing import NamedTuple

from sync.core.letters.letter import Letter

SENT_DAYS = 400
"""How far back it is read whom the owner wrote to."""
WAITING_DAYS = 60
"""How far back who waits for an answer, and what the owner answered to a summary."""


class Owner(NamedTuple):
    """Whose mailbox it is: their addresses, and what tells a summary of theirs.

    `summaries` is a text that the Message-ID of every summary of this sheet holds, and no other's does.
    """

    addresses: tuple[str, ...]
    summaries: str


class ToSelf(NamedTuple):
    """A mail to the owner alone that is, or may be, an answer to a summary.

    `subject` is as the header has it, still encoded. `references` holds the Message-IDs that it answers to.
    `text` is the beginning of the whole mail, headers and all, and empty unless it answers one of our
    summaries. `sender` is as compared, `at` in UTC.
    """

    sender: str
    at: datetime
    subject: str
    references: str = ""
    text: bytes = b""


class Mailbox(NamedTuple):
    """`own` are the owner's addresses, as compared.

    `sent` are the letters of the last 400 days from every Sent folder, `received` those of the last 60 that
    arrived. `to_self` comes from the Sent folders, where nobody else can put a mail; `elsewhere` holds what
    looks like an answer among the mail that arrived, and is never obeyed.
    """

    own: frozenset[str]
    sent: tuple[Letter, ...]
    received: tuple[Letter, ...]
    to_self: tuple[ToSelf, ...]
    elsewhere: tuple[ToSelf, ...]
