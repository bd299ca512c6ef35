"""Somebody who could be added to the list, as all exports together know them (design.md, section 11)."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sync.core.candidates.found import Found
from sync.core.candidates.keys import make_keys
from sync.core.candidates.same.addresses import fold_profile
from sync.core.candidates.same.marks import Identity, Kind
from sync.core.candidates.same.numbers import fold_numbers
from sync.core.candidates.wording import without_last_bracket
from sync.core.dates.birthdays import Birthday
from sync.core.letters.addresses import normal

MOST = 10
"""So many addresses, numbers or profiles of one person are offered: no more fit into a cell."""


class Entry(NamedTuple):
    """One person of one file; `name_key` names them by source, name and place among the namesakes there."""

    file: int
    found: Found
    identity: Identity
    name_key: str


class Candidate(NamedTuple):
    """One person of all files together.

    `about` is what would go into the note; no date in it counts as a date of the note. `sources` are all that
    name them. `keys` are how they are known again, the first one best; `files` the numbers of the files.
    """

    name: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    profiles: tuple[str, ...]
    about: str
    last_contact: date | None
    birthday: Birthday | None
    sources: tuple[str, ...]
    identity: Identity
    keys: tuple[str, ...]
    files: frozenset[int]

    @property
    def shown(self) -> str:
        """What to call them: the name, else the address, the number, or the profile."""
        return next(filter(None, (self.name, *self.emails, *self.phones, *self.profiles)), "")


def make_candidate(
    entries: Iterable[Entry], shared: frozenset[tuple[Kind, str]], today: date, region: str | None
) -> Candidate:
    """Return one candidate for the entries of one person, in whatever order they come.

    `shared` are the marks that other people of these files hold as well; what lies after `today` was no
    contact; `region` is the country of numbers without a prefix.
    """
    entries = sorted(entries, key=_order)
    people = [entry.found for entry in entries]
    identity = join(entries)
    days = [found.last_contact for found in people if found.last_contact and found.last_contact <= today]
    birthdays = sorted(filter(None, (found.birthday for found in people)), key=lambda b: b.year is None)
    return Candidate(
        name=identity.shown.strip(),
        emails=_each_once((text for found in people for text in found.emails), normal),
        phones=_find_phones(people, region),
        profiles=_each_once((text for found in people for text in found.profiles), fold_profile),
        about=_write_about(people),
        last_contact=max(days, default=None),
        birthday=next(iter(birthdays), None),
        sources=tuple(sorted({found.source for found in people})),
        identity=identity,
        keys=make_keys(identity, shared) or (entries[0].name_key,),
        files=frozenset(entry.file for entry in entries),
    )


def join(entries: Iterable[Entry]) -> Identity:
    """Return what the entries of one person together know them by; the fullest name is the one shown."""
    entries = list(entries)
    best = min(entries, key=_fullness)
    names = dict.fromkeys(name for entry in (best, *entries) for name in entry.identity.names)
    marks = dict.fromkeys(mark for entry in entries for mark in entry.identity.marks)
    return Identity(best.found.name, tuple(names), tuple(marks))


def find_shared(identities: Iterable[Identity]) -> frozenset[tuple[Kind, str]]:
    """Return the marks that more than one of them hold."""
    held = Counter((mark.kind, mark.value) for identity in identities for mark in identity.marks)
    return frozenset(mark for mark, count in held.items() if count > 1)


def _order(entry: Entry) -> tuple[str, ...]:
    return tuple(map(str, entry.found))


def _fullness(entry: Entry) -> tuple[int, int, int, str]:
    """Order names: more words first, longer words, then without what is no word, like emoji."""
    (name,) = entry.identity.names
    return -len(name.words), -len(name.plain), len(entry.found.name), entry.found.name


def _each_once(texts: Iterable[str], fold: Callable[[str], str]) -> tuple[str, ...]:
    """Return the texts without those that are the same as an earlier one once folded."""
    once = list(dict.fromkeys(texts))
    if len(once) <= 1:  # nearly everybody has one, and folding takes its time
        return tuple(once)
    found: dict[str, str] = {}
    for text in once:
        found.setdefault(fold(text) or text, text)
    return tuple(found.values())[:MOST]


def _write_about(people: Sequence[Found]) -> str:
    """Return what the sources tell, in one line that begins with a source and ends in no bracket.

    So no date in it stands where a date of the note does (section 3).
    """
    told = (f"{found.source}: {' '.join(found.about.split())}" for found in people if found.about.strip())
    return without_last_bracket(" · ".join(dict.fromkeys(told)))


def _find_phones(people: Iterable[Found], region: str | None) -> tuple[str, ...]:
    """Return the numbers as they are written; of one written with its country and without, the former."""

    def fold(text: str) -> str:
        return " ".join(number.value for number in fold_numbers(text, region))

    texts = (text for found in people for text in found.phones)
    return _each_once(sorted(texts, key=lambda text: not text.startswith("+")), fold)
