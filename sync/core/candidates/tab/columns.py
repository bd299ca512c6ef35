"""Which column of the Candidates tab is which: found by header, in any order (design.md, section 11)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from sync.core.cell_names import name_of
from sync.core.contacts.columns import HEADER_ROWS, HeadersError
from sync.core.contacts.headers import plain

if TYPE_CHECKING:
    from sync.core.table import Table

TITLE = "Candidates"
"""What the tab is called when it is made; the owner may rename it."""

ADD, NAME, EMAIL, PHONE, PROFILE, ABOUT = "add", "name", "email", "phone", "profile", "about"
LAST, BIRTHDAY, SOURCES, MAYBE, STATUS, KEY = "last", "birthday", "sources", "maybe", "status", "key"

HEADERS: Mapping[str, str] = {
    ADD: "Add",
    NAME: "Name",
    EMAIL: "Email",
    PHONE: "Phone number",
    PROFILE: "Profile",
    ABOUT: "Relationship information",
    LAST: "Last contact",
    BIRTHDAY: "Birthday",
    SOURCES: "Found in",
    MAYBE: "Maybe already",
    STATUS: "Status",
    KEY: "Key",
}
"""The headers in the order of a new tab; the last column is hidden."""

_NEEDED = (ADD, NAME, STATUS, KEY)
"""Without these nobody can be offered, refused or added."""


class TabColumns(NamedTuple):
    """The header's row and the column number of each known column that is there."""

    header: int
    places: Mapping[str, int]


NEW_COLUMNS = TabColumns(1, {field: place for place, field in enumerate(HEADERS)})
"""The columns of a tab that is still to be made."""


def find_tab_columns(table: "Table") -> TabColumns:
    """Find the header row of the tab and its columns; those that the owner added are not ours.

    Raises `HeadersError` where a column is gone that the tab cannot do without, or stands there twice.
    """
    fields = {plain(header): field for field, header in HEADERS.items()}
    best: dict[str, list[int]] = {}
    for row in table.cells.index[:HEADER_ROWS]:
        found: dict[str, list[int]] = {}
        for column, cell in enumerate(table.row(row)):
            if field := fields.get(plain(cell.shown)):
                found.setdefault(field, []).append(column)
        if all(field in found for field in _NEEDED):
            return TabColumns(int(row), {field: _settle(field, row, found[field]) for field in found})
        best = max(best, found, key=len)
    raise _gone([field for field in _NEEDED if field not in best], table.title)


def _settle(field: str, row: int, columns: list[int]) -> int:
    if len(columns) > 1 and field in _NEEDED:
        cells = " and ".join(name_of(row, column) for column in columns)
        raise HeadersError(f"{cells} are both headers for {HEADERS[field]}", "rename all but one of them")
    return columns[0]


def _gone(missing: list[str], title: str) -> HeadersError:
    headers = ", ".join(HEADERS[field] for field in missing)
    return HeadersError(
        f"there is no row with the headers it needs; missing: {headers}",
        "put them back, or delete the tab: the next import makes it anew",
        what=f"the tab “{title}”",
    )
