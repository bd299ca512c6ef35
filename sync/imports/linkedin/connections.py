"""`Connections.csv`: whom the owner is connected with, where they work, since when."""

import re
from collections import Counter
from datetime import tzinfo

from sync.core.candidates.found import Found
from sync.imports.export import NO_NAME, TWICE, Fault, Part, Place
from sync.imports.tables import read_table, wrong_addresses
from sync.imports.typed.days import describe_day, parse_day
from sync.imports.typed.reach import addresses_in, find_profile
from sync.imports.typed.records import Row
from sync.imports.typed.wording import about, find_name, full_name, tidy, without_symbols

SOURCE = "LinkedIn"

# What people write behind their surname; without a comma only what is nobody's surname.
_CREDENTIALS = re.compile(
    r"\s*,.*|(?:\s+(?:MBA|PMP|Ph\.?D\.?|CPA|CFA|MSc|M\.Sc\.|BSc|B\.Sc\.|CISSP|PHR|SHRM-CP))+\.?$"
)


def read_connections(text: str, place: Place, _zone: tzinfo) -> Part:
    """Read the connections; rows without any name (hidden members, padding) are counted."""
    rows, faults = read_table(text, place)
    left_out: Counter[str] = Counter()
    people: dict[str, Found] = {}
    for row in rows:
        person, wrong = _read_connection(row, place)
        faults += wrong
        key = next(iter(person.profiles), repr(person))
        if not person.name:
            left_out[NO_NAME] += 1
        elif key in people:
            left_out[TWICE] += 1
        else:
            people[key] = person
    return Part(tuple(people.values()), left_out, faults=tuple(faults))


def _read_connection(row: Row, place: Place) -> tuple[Found, list[Fault]]:
    family = _CREDENTIALS.sub("", tidy(row.text("last name")))
    emails, wrong = addresses_in([row.text("email address", "e-mail address")])
    cell = row.text("connected on").strip()
    since = parse_day(cell)
    faults = wrong_addresses(wrong, row.line, place)
    if cell and not since:
        faults.append(place.fault(row.line, f"“{cell[:40]}” is no day", "the person is taken without it"))
    profile = find_profile(row.text("url"))
    person = Found(
        SOURCE,
        find_name(without_symbols(full_name(row.text("first name"), "", family))),
        emails,
        profiles=(profile,) if profile else (),
        about=about(
            row.text("position"),
            row.text("company"),
            f"since {describe_day(since)}" if since else "",
            by=", ",
        ),
    )
    return person, faults
