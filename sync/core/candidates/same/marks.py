"""What somebody is known by: names, and the addresses, profiles and numbers that may be theirs alone."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from sync.core.candidates.found import Found
from sync.core.candidates.same.addresses import fold_profile, is_box
from sync.core.candidates.same.names import Name, read_name
from sync.core.candidates.same.numbers import fold_numbers
from sync.core.contacts.contacts import Contact
from sync.core.contacts.profiles import find_in_note
from sync.core.letters.addresses import normal


class Kind(StrEnum):
    """What a mark is, in the owner's words; a shared box is an address like ``info@``."""

    PROFILE = "profile"
    ADDRESS = "address"
    NUMBER = "number"
    BOX = "shared address"


class Mark(NamedTuple):
    """One thing that somebody is known by, in the form in which it is compared.

    `held` are the forms by which others may find it, `sought` those under which they may hold it; both are
    the `value` alone but for numbers.
    """

    kind: Kind
    value: str
    held: tuple[str, ...]
    sought: tuple[str, ...]


class Identity(NamedTuple):
    """What somebody is known by; an export may give them several `names`."""

    shown: str
    names: tuple[Name, ...]
    marks: tuple[Mark, ...]

    @property
    def words(self) -> str:
        """The first name as it stands in a key; one without letters as it is."""
        return self.names[0].plain or self.shown.casefold()


def find_marks(
    profiles: Iterable[str], emails: Iterable[str], phones: Iterable[str], region: str | None
) -> tuple[Mark, ...]:
    """Return the marks, each once: profiles first, then addresses, then numbers."""
    found = dict.fromkeys(_simple(Kind.PROFILE, fold_profile(text)) for text in profiles)
    found |= dict.fromkeys(_address(normal(text)) for text in emails if "@" in text)
    found |= dict.fromkeys(_numbers(phones, region))
    return tuple(mark for mark in found if mark.value)


def identify_found(found: Found, region: str | None) -> Identity:
    """Return what an export knows somebody by."""
    marks = find_marks(found.profiles, found.emails, found.phones, region)
    return Identity(found.name, (read_name(found.name),), marks)


def identify_contact(contact: Contact, region: str | None) -> Identity:
    """Return what the list knows somebody by; a link to a profile may stand in the note."""
    in_note = find_in_note(contact.note)
    links = [profile.link for profile in (*contact.profiles, *([in_note] if in_note else ()))]
    marks = find_marks(links, contact.emails, [contact.phone], region)
    return Identity(contact.shown, (read_name(contact.name),), marks)


def _simple(kind: Kind, value: str) -> Mark:
    return Mark(kind, value, (value,), (value,))


def _address(value: str) -> Mark:
    return _simple(Kind.BOX if is_box(value) else Kind.ADDRESS, value)


def _numbers(phones: Iterable[str], region: str | None) -> Iterator[Mark]:
    for number in (number for text in phones for number in fold_numbers(text, region)):
        yield Mark(Kind.NUMBER, *number)
