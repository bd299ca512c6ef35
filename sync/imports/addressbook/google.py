"""Google Contacts as CSV: the form since 2024, and the one before; several values may share a cell."""

from collections.abc import Iterator
from datetime import tzinfo

from sync.imports.entries import Entry, read_entries
from sync.imports.export import Part, Place
from sync.imports.tables import read_table
from sync.imports.typed.records import Row
from sync.imports.typed.wording import find_name, full_name

SOURCE = "Google Contacts"

_BETWEEN = ":::"
_OWN_LABEL = "*"
"""Begins the groups that Google itself makes (`* myContacts`), and the type of a main value (`* Work`)."""
_NO_PHONE = ("fax", "pager")


def read_google(text: str, place: Place, _zone: tzinfo) -> Part:
    """Read the people."""
    rows, faults = read_table(text, place)
    return read_entries(map(_read_row, rows), SOURCE, place, faults)


def _read_row(row: Row) -> Entry:
    parts = full_name(
        row.text("first name", "given name"),
        row.text("middle name", "additional name"),
        row.text("last name", "family name"),
    )
    events = _numbered(row, "event")
    return Entry(
        row.line,
        find_name(parts, row.text("name"), row.text("nickname"), row.text("file as")),
        row.text("organization name", "organization 1 - name"),
        row.text("organization title", "organization 1 - title"),
        emails=tuple(value for _, value in _numbered(row, "e-mail")),
        numbers=tuple(
            v for kind, v in _numbered(row, "phone") if not any(n in kind.lower() for n in _NO_PHONE)
        ),
        addresses=tuple(value for _, value in _numbered(row, "website")),
        birthday=row.text("birthday"),
        anniversary=next((value for kind, value in events if kind.lower() == "anniversary"), ""),
        labels=tuple(_find_labels(row.text("labels", "group membership"))),
        relations=tuple(_numbered(row, "relation")),
        note=row.text("notes"),
    )


def _find_labels(cell: str) -> Iterator[str]:
    labels = (label.strip() for label in cell.split(_BETWEEN))
    return (label for label in labels if label and not label.startswith((_OWN_LABEL, "Imported on")))


def _numbered(row: Row, what: str) -> list[tuple[str, str]]:
    """Return label and value of `E-mail 1 - Value`, `E-mail 2 - Value` and so on, the main one first."""
    found = []
    number = 1
    while f"{what} {number} - value" in row.cells:
        label = row.text(f"{what} {number} - label", f"{what} {number} - type")
        value = row.text(f"{what} {number} - value")
        if value.strip():
            found.append((label, value))
        number += 1
    found.sort(key=lambda pair: not pair[0].startswith(_OWN_LABEL))
    return [(label.lstrip("* "), value) for label, value in found]
