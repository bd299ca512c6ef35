"""What the files of one owner tell of each other's people: dates, missing addresses, and who the owner is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sync.core.candidates.found import Found
from sync.imports.export import INVITATION, NOT_CONNECTED, YOURSELF, Fault, FileRead, Kind, Part, each_once
from sync.imports.facebook.friends import SOURCE as FACEBOOK
from sync.imports.linkedin.connections import SOURCE as LINKEDIN
from sync.imports.linkedin.others import IMPORTED_SOURCE

_HINTS = {
    LINKEDIN: "give Connections.csv along with it, or the whole zip",
    FACEBOOK: "give your_friends.json along with it, or the other zip",
}
_FEWEST_WORDS = 2
"""A name of one word never decides (design.md, section 11)."""


def combine(file: str, told: Sequence[tuple[Kind, Part]], faults: Iterable[Fault]) -> FileRead:
    """Return what all pieces of one file tell.

    In LinkedIn's zip the imported contacts only fill the connections: who is no connection is counted.
    """
    parts = [part for _, part in told]
    kinds = list(dict.fromkeys(kind for kind, _ in told))
    left_out: Counter[str] = Counter()
    for part in parts:
        left_out.update(part.left_out)
    people = [person for part in parts for person in part.people]
    if Kind.CONNECTIONS in kinds and Kind.IMPORTED in kinds:
        people, left = _fill_connections(people)
        left_out[NOT_CONNECTED] += left
    if Kind.CONNECTIONS in kinds:
        del left_out[INVITATION]  # most of them were accepted
    return FileRead(
        file,
        _describe(kinds),
        each_once(people, left_out),
        {reason: count for reason, count in left_out.items() if count},
        sum(part.unnamed for part in parts),
        _latest(part.days for part in parts),
        _merge_owners([part.owner for part in parts if part.owner]),
        (*faults, *(fault for part in parts for fault in part.faults)),
    )


def share(reads: Sequence[FileRead]) -> list[FileRead]:
    """Return the files with what the others add: last contacts, addresses; the owner is no candidate."""
    days = _latest(read.days for read in reads)
    owners = [read.owner for read in reads if read.owner]
    own = {known for owner in owners for known in (*owner.emails, *owner.profiles)}
    book = [person for read in reads for person in read.people if person.source == IMPORTED_SOURCE]
    complete = [_complete(read, days, book, own) for read in reads]
    known = {key for read in complete for person in read.people for key in (person.name, *person.profiles)}
    return [_with_hint(read, known) for read in complete]


def _complete(read: FileRead, days: Mapping[str, date], book: Sequence[Found], own: set[str]) -> FileRead:
    people = [person for person in read.people if own.isdisjoint((*person.emails, *person.profiles))]
    left_out = Counter(read.left_out)
    left_out[YOURSELF] += len(read.people) - len(people)
    names = Counter(person.name for person in people if person.source == FACEBOOK)
    filled, _ = _fill(people, book)
    dated = tuple(_dated(person, days, names) for person in filled)
    return read._replace(people=dated, left_out={reason: n for reason, n in left_out.items() if n})


def _with_hint(read: FileRead, known: set[str]) -> FileRead:
    """Return the file with a word about messages that date nobody, since they name nobody either."""
    if read.people or not read.days or not known.isdisjoint(read.days):
        return read
    what = "it tells when you last wrote to each other, of nobody who is in a file given with it"
    hint = next(hint for service, hint in _HINTS.items() if service in read.kind)
    return read._replace(faults=(*read.faults, Fault(read.file, "", what, hint)))


def _dated(person: Found, days: Mapping[str, date], names: Counter[str]) -> Found:
    """Return the person with the last contact; two friends of one name cannot be told apart by it."""
    by_name = [person.name] if person.source == FACEBOOK and names[person.name] == 1 else []
    found = [days[key] for key in (*person.profiles, *by_name) if key in days]
    latest = max([*found, *filter(None, [person.last_contact])], default=None)
    return person._replace(last_contact=latest)


def _fill_connections(people: Sequence[Found]) -> tuple[list[Found], int]:
    """Return the people without the imported contacts, which fill them, and how many of these fit nobody."""
    book = [person for person in people if person.source == IMPORTED_SOURCE]
    filled, used = _fill([person for person in people if person.source != IMPORTED_SOURCE], book)
    return filled, len(book) - used


def _fill(people: Sequence[Found], book: Sequence[Found]) -> tuple[list[Found], int]:
    """Return the people with addresses and numbers of their entry in the book, and how many entries fit."""
    names = Counter(_fold(person.name) for person in people if person.source == LINKEDIN)
    entries = Counter(_fold(entry.name) for entry in book)
    by_name = {_fold(entry.name): entry for entry in book if entries[_fold(entry.name)] == 1}
    filled, used = [], 0
    for person in people:
        entry = by_name.get(_fold(person.name)) if person.source == LINKEDIN else None
        if entry and names[_fold(person.name)] == 1 and _is_same(person, entry):
            filled.append(_with_entry(person, entry))
            used += 1
        else:
            filled.append(person)
    return filled, used


def _is_same(person: Found, entry: Found) -> bool:
    """Whether the one entry of this name is theirs: an address in common, or none known and a whole name."""
    if person.emails:
        return not set(person.emails).isdisjoint(entry.emails)
    return len(person.name.split()) >= _FEWEST_WORDS


def _with_entry(person: Found, entry: Found) -> Found:
    return person._replace(
        emails=tuple(dict.fromkeys((*person.emails, *entry.emails))),
        phones=tuple(dict.fromkeys((*person.phones, *entry.phones))),
    )


def _fold(name: str) -> str:
    return name.casefold()


def _latest(several: Iterable[Mapping[str, date]]) -> dict[str, date]:
    latest: dict[str, date] = {}
    for days in several:
        for key, day in days.items():
            latest[key] = max(day, latest.get(key, day))
    return latest


def _merge_owners(owners: Sequence[Found]) -> Found | None:
    """Return the owner under the first name that is told, with every address and profile."""
    if not owners:
        return None
    return owners[0]._replace(
        name=next((owner.name for owner in owners if owner.name), ""),
        emails=tuple(dict.fromkeys(email for owner in owners for email in owner.emails)),
        profiles=tuple(dict.fromkeys(profile for owner in owners for profile in owner.profiles)),
    )


def _describe(kinds: Sequence[Kind]) -> str:
    """Return the one kind, or the services whose zip it is."""
    if len(kinds) == 1:
        return kinds[0].value
    return f"{' and '.join(dict.fromkeys(kind.service for kind in kinds))} zip"
