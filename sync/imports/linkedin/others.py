"""LinkedIn's other tables: the address book it was given, invitations, and the owner's own names."""

from collections import Counter
from datetime import tzinfo

from sync.core.candidates.found import Found
from sync.imports.export import INVITATION, NO_NAME, Part, Place, each_once
from sync.imports.linkedin.connections import SOURCE
from sync.imports.tables import read_table, wrong_addresses
from sync.imports.typed.reach import addresses_in, numbers_in
from sync.imports.typed.wording import about, find_name, full_name

IMPORTED_SOURCE = "LinkedIn address book"


def read_imported(text: str, place: Place, _zone: tzinfo) -> Part:
    """Read the contacts that the owner once let LinkedIn have: people with addresses and numbers."""
    rows, faults = read_table(text, place)
    left_out: Counter[str] = Counter()
    people = []
    for row in rows:
        name = find_name(full_name(row.text("firstname"), row.text("middlename"), row.text("lastname")))
        emails, wrong = addresses_in([row.text("emails")])
        faults += wrong_addresses(wrong, row.line, place)
        if name:
            numbers = numbers_in([row.text("phonenumbers")])
            people.append(Found(IMPORTED_SOURCE, name, emails, numbers, about=about(row.text("title"))))
        else:
            left_out[NO_NAME] += 1
    return Part(each_once(people, left_out), left_out, faults=tuple(faults))


def read_invitations(text: str, place: Place, _zone: tzinfo) -> Part:
    """Count the invitations: they name people with whom the owner may never have been in touch."""
    rows, faults = read_table(text, place)
    return Part(left_out={INVITATION: len(rows)} if rows else {}, faults=tuple(faults))


def read_own_name(text: str, place: Place, _zone: tzinfo) -> Part:
    """Read who the owner is."""
    rows, faults = read_table(text, place)
    name = next((full_name(row.text("first name"), "", row.text("last name")) for row in rows), "")
    return Part(owner=Found(SOURCE, name) if name else None, faults=tuple(faults))


def read_own_addresses(text: str, place: Place, _zone: tzinfo) -> Part:
    """Read the owner's own addresses."""
    rows, faults = read_table(text, place)
    emails, _ = addresses_in(row.text("email address") for row in rows)
    return Part(owner=Found(SOURCE, "", emails) if emails else None, faults=tuple(faults))
