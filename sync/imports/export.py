"""What reading an export yields: people, who was left out and why, and what could not be read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from sync.core.candidates.found import Found
from sync.errors import SetUpError

NO_NAME = "no name"
TWICE = "twice in the file"
ORGANISATION = "organisation only"
GROUP = "group"
YOURSELF = "yourself"
NO_WAY = "no address and no number"
INVITATION = "invitation, no proof that you were in touch"
NOT_CONNECTED = "imported contact, no connection: import ImportedContacts.csv by itself to have them"
ONLY_SHARED = "only ever retweeted"
NEITHER = "mentioned, but neither following you nor followed"


class Kind(Enum):
    """What a file is, in the owner's words."""

    CONNECTIONS = "LinkedIn connections"
    MESSAGES = "LinkedIn messages"
    INVITATIONS = "LinkedIn invitations"
    IMPORTED = "LinkedIn imported contacts"
    LINKEDIN_PROFILE = "LinkedIn profile"
    OWN_ADDRESSES = "LinkedIn email addresses"
    GOOGLE = "Google Contacts"
    OLD_GOOGLE = "Google Contacts (before 2024)"
    OUTLOOK = "Outlook contacts"
    VCARD = "vCard"
    FRIENDS = "Facebook friends"
    FACEBOOK_MESSAGES = "Facebook messages"
    FACEBOOK_CONTACTS = "Facebook address book"
    FACEBOOK_PROFILE = "Facebook profile"
    X = "X archive"

    @property
    def service(self) -> str:
        """Whose it is."""
        return self.value.partition(" ")[0]


class Fault(NamedTuple):
    """Something in a file that could not be read; everything else in it was. `place` may be empty."""

    file: str
    place: str
    what: str
    cure: str

    def __str__(self) -> str:
        """Return the one line for the owner, whatever the parts contain."""
        where = f"{self.file}, {self.place}" if self.place else self.file
        return one_line(f"{where}: {self.what}; {self.cure}")


class UnreadableError(SetUpError):
    """A file of which nothing could be read, or that is none of the kinds: what, why and what to do."""


class Place(NamedTuple):
    """Where something stands: in a file that was given, or in a member of it where it is a zip."""

    file: str
    member: str = ""

    def fault(self, line: int | None, what: str, cure: str) -> Fault:
        """Return the fault, found on this line."""
        return Fault(
            self.file, ", ".join(filter(None, (self.member, f"line {line}" if line else ""))), what, cure
        )

    def unreadable(self, why: str, cure: str) -> UnreadableError:
        """Return the error for a file of which nothing can be read."""
        return UnreadableError(", ".join(filter(None, self)), why, cure)


class Part(NamedTuple):
    """What one file tells, or one file within a zip.

    `left_out` counts by reason, `unnamed` those whom the service does not name. `days` holds the last day of
    a message between the owner and somebody, by profile, or by name where the service gives no profiles.
    `owner` is whom the export is about, as far as it says.
    """

    people: tuple[Found, ...] = ()
    left_out: Mapping[str, int] = MappingProxyType({})
    unnamed: int = 0
    days: Mapping[str, date] = MappingProxyType({})
    owner: Found | None = None
    faults: tuple[Fault, ...] = ()


class FileRead(NamedTuple):
    """A file that was given, read: `kind` in the owner's words, the rest as in `Part`."""

    file: str
    kind: str
    people: tuple[Found, ...]
    left_out: Mapping[str, int]
    unnamed: int
    days: Mapping[str, date]
    owner: Found | None
    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        """Return one line: what it is, how many people, who was left out."""
        count = len(self.people)
        found = f"{count:,} {'person' if count == 1 else 'people'}" if count else "nobody found"
        parts = [found, *(f"{reason}: {n:,}" for reason, n in self.left_out.items())]
        if self.days:
            parts.append(f"dates of last messages: {len(self.days):,}")
        if self.unnamed:
            parts.append(f"{self.unnamed:,} more whom it does not name")
        return one_line(f"{self.file}: {self.kind}: {'; '.join(parts)}")


def one_line(text: str) -> str:
    """Return the text without anything that would break it in two or hide a part of it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def each_once(people: Iterable[Found], left_out: Counter[str]) -> tuple[Found, ...]:
    """Return the people without those who stand in the file twice, word for word, and count them."""
    everybody = list(people)
    once = tuple(dict.fromkeys(everybody))
    if len(everybody) > len(once):
        left_out[TWICE] += len(everybody) - len(once)
    return once
