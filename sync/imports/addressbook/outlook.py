"""Outlook's CSV, Google's and Microsoft's: columns in the program's language, dates in its order."""

from datetime import tzinfo

from sync.imports.entries import Entry, read_entries
from sync.imports.export import Part, Place
from sync.imports.tables import read_table
from sync.imports.typed.days import find_order
from sync.imports.typed.records import Row
from sync.imports.typed.wording import find_name, full_name

SOURCE = "Outlook"

_ADDRESSES = ("e-mail address", "e-mail 2 address", "e-mail 3 address")
_PHONES = (
    "mobile phone",
    "primary phone",
    "home phone",
    "home phone 2",
    "business phone",
    "business phone 2",
    "other phone",
    "car phone",
)
_RELATIONS = ("spouse", "children")


def read_outlook(text: str, place: Place, _zone: tzinfo) -> Part:
    """Read the people; a birthday that may be two days is left out, unless another row tells the order."""
    rows, faults = read_table(text, place)
    order = find_order(row.text("birthday") for row in rows)
    return read_entries((_read_row(row, order) for row in rows), SOURCE, place, faults)


def _read_row(row: Row, order: str | None) -> Entry:
    name = full_name(row.text("first name"), row.text("middle name"), row.text("last name"))
    labels = row.text("categories").replace(",", ";").split(";")
    return Entry(
        row.line,
        find_name(name, row.text("nickname")),
        row.text("company"),
        row.text("job title", "position"),
        emails=tuple(filter(None, map(row.text, _ADDRESSES))),
        numbers=tuple(filter(None, map(row.text, _PHONES))),
        addresses=(row.text("web page", "personal web page"),),
        birthday=row.text("birthday"),
        anniversary=row.text("anniversary"),
        labels=tuple(label.strip() for label in labels if label.strip()),
        relations=tuple((kind, row.text(kind)) for kind in _RELATIONS if row.text(kind).strip()),
        note=row.text("notes"),
        order=order,
    )
