"""The entries of an address book, whichever program wrote it, as people."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from sync.core.candidates.found import Found
from sync.imports.export import NO_NAME, ORGANISATION, Fault, Part, Place, each_once
from sync.imports.tables import wrong_addresses
from sync.imports.typed.days import DAY_FIRST, MONTH_FIRST, describe_birthday, is_no_birthday, parse_birthday
from sync.imports.typed.reach import addresses_in, numbers_in, profiles_in
from sync.imports.typed.wording import about, tidy


class Entry(NamedTuple):
    """An entry as it stands in the file; `line` is where it begins, `order` that of day and month, if known.

    `relations` are pairs like ``("Spouse", "Jane")``.
    """

    line: int
    name: str = ""
    organisation: str = ""
    title: str = ""
    emails: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    birthday: str = ""
    anniversary: str = ""
    labels: tuple[str, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()
    note: str = ""
    order: str | None = None


def read_entries(
    entries: Iterable[Entry | str], source: str, place: Place, faults: Iterable[Fault] = ()
) -> Part:
    """Read the people of an address book; a text instead of an entry is a reason why there is no person.

    Who has no name is counted, organisations apart. `faults` are those of the file so far.
    """
    told = list(faults)
    left_out: Counter[str] = Counter()
    people = []
    for entry in entries:
        if isinstance(entry, str):
            left_out[entry] += 1
        elif entry.name:
            people.append(_read_person(entry, source, place, told))
        else:
            left_out[ORGANISATION if entry.organisation.strip() else NO_NAME] += 1
    return Part(each_once(people, left_out), left_out, faults=tuple(told))


def _read_person(entry: Entry, source: str, place: Place, faults: list[Fault]) -> Found:
    emails, wrong = addresses_in(entry.emails)
    faults += wrong_addresses(wrong, entry.line, place)
    birthday = parse_birthday(entry.birthday, entry.order)
    if birthday is None and not is_no_birthday(entry.birthday):
        faults.append(_wrong_birthday(entry, place))
    return Found(
        source,
        entry.name,
        emails,
        numbers_in(entry.numbers),
        profiles_in(entry.addresses),
        _describe(entry),
        birthday=birthday,
    )


def _describe(entry: Entry) -> str:
    return about(
        about(entry.title, entry.organisation, by=", "),
        ", ".join(map(tidy, entry.labels)),
        _describe_anniversary(entry),
        *(about(f"{tidy(label)}:", tidy(name), by=" ") for label, name in entry.relations),
        entry.note,
    )


def _describe_anniversary(entry: Entry) -> str:
    found = parse_birthday(entry.anniversary, entry.order)
    return f"anniversary {describe_birthday(found)}" if found else ""


def _wrong_birthday(entry: Entry, place: Place) -> Fault:
    shown = tidy(entry.birthday, 40)
    readings = {parse_birthday(entry.birthday, order) for order in (DAY_FIRST, MONTH_FIRST)} - {None}
    what = f"the birthday “{shown}” may be two days" if len(readings) > 1 else f"“{shown}” is no birthday"
    return place.fault(entry.line, what, "the person is taken without it")
