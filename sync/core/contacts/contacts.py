"""The table as typed, read as contacts (design.md, section 2)."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from sync.core.contacts import headers as col
from sync.core.contacts.cells import is_blank, line_of, read_day, text_of
from sync.core.contacts.columns import Columns
from sync.core.contacts.fingerprints import fingerprint, fold
from sync.core.contacts.profiles import Profile, find_in_note, handle_of, read_any_profile, read_profile
from sync.core.contacts.reach import Way, find_ways
from sync.core.dates.birthdays import Birthday, read_birthday
from sync.core.dates.reading import Interval, parse_interval
from sync.core.plan.sessions import Sessions
from sync.core.table import EMPTY

if TYPE_CHECKING:
    from sync.core.table import Cell, Table


class Problem(NamedTuple):
    """Something in the sheet that only the owner can put right; `row` is None where it is about many rows.

    `of_reach` tells that it may be why somebody cannot be reached.
    """

    row: int | None
    who: str
    what: str
    cure: str
    of_reach: bool = False


class Rules(NamedTuple):
    """What the owner's settings say to the rules: `coming_up` in days, their own headers by column name.

    `sessions` are there where everybody is written to on one day.
    """

    every: Interval = Interval(months=3)
    coming_up: int = 14
    words: Mapping[str, str] = MappingProxyType({})
    sessions: Sessions | None = None


class Look(NamedTuple):
    """One look at the sheet: all that the rules depend on.

    `given` are the dates that an earlier round of this run gave to people of whom nothing is known, by the
    fingerprints of email, phone and name. `joined` are the keys of the candidates whom this run has added,
    `wrote` the days on which the owner last wrote to them, by the same fingerprints.
    """

    table: "Table"
    today: date
    rules: Rules = Rules()
    given: Mapping[tuple[int, int, int], date] = MappingProxyType({})
    joined: frozenset[str] = frozenset()
    wrote: Mapping[tuple[int, int, int], date] = MappingProxyType({})

    @property
    def is_told(self) -> bool:
        """Whether today's summary has gone out already."""
        return bool(self.table.record and self.table.record.day >= self.today)


class Contact(NamedTuple):
    """One row that is not blank.

    `emails` are the valid addresses in it, `profiles` what its columns of networks say, and `ways` all ways
    to reach them, the best first. `interval` is None for *never*; `last_contacted` is never in the future.
    `prints` are the fingerprints of email, phone and name (where there is none, of the handle), `note_print`
    that of the note. `cells` are the row's known cells by column name.
    """

    row: int
    name: str
    emails: tuple[str, ...]
    phone: str
    note: str
    profiles: tuple[Profile, ...]
    ways: tuple[Way, ...]
    interval: Interval | None
    last_contacted: date | None
    birthday: Birthday | None
    prints: tuple[int, int, int]
    note_print: int
    cells: Mapping[str, "Cell"]

    @property
    def shown(self) -> str:
        """What to call the row: the name, else the address, the number, or the handle."""
        return self.name or next(iter(self.emails), "") or self.phone or handle_of(self.profiles)

    @property
    def due(self) -> "Cell":
        """The *Next due* cell as read."""
        return self.cells.get(col.DUE, EMPTY)

    @property
    def is_readable(self) -> bool:
        """Whether there is somebody in the row: a name, an address, a number or a profile."""
        return any(self.prints)


_PROFILES = (*col.NETWORKS, col.WEBSITE, col.PROFILE)
_SOMEBODY = {col.NAME, col.FIRST_NAME, col.LAST_NAME, col.EMAIL, col.PHONE, col.NOTE, *_PROFILES}
"""A row in which nothing of this stands is blank, whatever else was filled down."""


def read_contacts(look: Look, columns: Columns) -> list[Contact]:
    """Read every row below the header that is not blank, in sheet order; one of totals is no contact."""
    totals = _find_totals(look.table, columns)
    return [
        _read_contact(row, cells, look)
        for row, cells in _rows(look.table, columns)
        if row not in totals
        and not all(is_blank(cell) for field, cell in cells.items() if field in _SOMEBODY)
    ]


def find_addresses(text: str) -> tuple[str, ...]:
    """Return the valid addresses in the text as people paste them: ``Ada <ada@x.org>; a@y.org``."""
    return tuple(part for part in _address_like(text) if _is_address(part))


def find_wrong_addresses(text: str) -> tuple[str, ...]:
    """Return what in the text was meant as an address and is none."""
    return tuple(part for part in _address_like(text) if not _is_address(part))


def parse_every(cell: "Cell") -> Interval | Literal["never"] | None:
    """Return the interval in an *Every* cell, None where there is none or it is not understood."""
    if cell.value is None:
        return None
    if cell.number is None:
        return parse_interval(line_of(cell))
    return parse_interval(f"{cell.number:.0f}") if cell.number == cell.number // 1 else None


def _find_totals(table: "Table", columns: Columns) -> set[int]:
    name = columns.places.get(col.NAME, columns.places.get(col.FIRST_NAME))
    return {
        row
        for area in table.totals
        for row in range(area.first_row, (area.last_row or area.first_row) + 1)
        if name is not None and area.holds(row, name)
    }


def _rows(table: "Table", columns: Columns) -> Iterator[tuple[int, dict[str, "Cell"]]]:
    body = table.cells.loc[columns.header + 1 :]
    places = {field: place for field, place in columns.places.items() if place in body.columns}
    columns_ = (body[place].tolist() for place in places.values())
    for row, *cells in zip(body.index.tolist(), *columns_, strict=True):
        yield row, dict(zip(places, cells, strict=True))


def _read_contact(row: int, cells: Mapping[str, "Cell"], look: Look) -> Contact:
    email, phone, name = _find_identity(cells)
    note = text_of(cells.get(col.NOTE, EMPTY))
    emails, profiles = find_addresses(email), _read_profiles(cells)
    reachable = profiles or tuple(filter(None, [find_in_note(note)]))
    reach_by = line_of(cells.get(col.REACH_BY, EMPTY))
    every = parse_every(cells.get(col.EVERY, EMPTY))
    day = read_day(cells.get(col.LAST, EMPTY), look.table)
    return Contact(
        row=row,
        name=name,
        emails=emails,
        phone=phone,
        note=note,
        profiles=profiles,
        ways=find_ways(emails, phone, reachable, reach_by),
        interval=None if every == "never" else every or look.rules.every,
        birthday=read_birthday(cells.get(col.BIRTHDAY, EMPTY), look.table, look.today),
        last_contacted=day if day and day <= look.today else None,
        prints=_fingerprints(email, phone, name or handle_of(profiles)),
        note_print=fingerprint(fold(note)),
        cells=cells,
    )


def _read_profiles(cells: Mapping[str, "Cell"]) -> tuple[Profile, ...]:
    texts = [(field, line_of(cells[field])) for field in _PROFILES if field in cells]
    return tuple(
        read_any_profile(text) if field == col.PROFILE else read_profile(field, text)
        for field, text in texts
        if text
    )


def _find_identity(cells: Mapping[str, "Cell"]) -> tuple[str, str, str]:
    """Return email, phone and name as text; a name may stand in two cells."""
    email, phone, name = (line_of(cells.get(field, EMPTY)) for field in (col.EMAIL, col.PHONE, col.NAME))
    if col.NAME not in cells:
        parts = (line_of(cells.get(field, EMPTY)) for field in (col.FIRST_NAME, col.LAST_NAME))
        name = " ".join(filter(None, parts))
    return email, phone, name


def _fingerprints(email: str, phone: str, name: str) -> tuple[int, int, int]:
    digits = "".join(filter(str.isdigit, phone))
    return fingerprint(fold(email)), fingerprint(digits or fold(phone)), fingerprint(fold(name))


_BETWEEN = re.compile(r"[\s<>,;:\"()\[\]|]+")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{}~-]+@(?:[\w](?:[\w-]*[\w])?\.)+(?:[^\W\d_]{2,}|xn--[a-z\d-]+)")


_SEGMENT = re.compile(r'(?:"[^"]*"|\([^()]*\)|<[^<>]*>|[^,;|\n])+')
"""What stands between two separators; those in a name between quotes, or in a comment, do not count."""


def _address_like(text: str) -> list[str]:
    """Return what was meant as an address; where a part has angle brackets, what stands in them."""
    parts: list[str] = []
    for segment in _SEGMENT.findall(text) if "@" in text else ():
        angles = re.findall(r"<([^<>]*)>", segment)
        parts += angles or _BETWEEN.split(segment)
    return [part.strip(" '").rstrip(".") for part in parts if "@" in part]


def _is_address(text: str) -> bool:
    local = text.partition("@")[0]
    dotted = local.startswith(".") or local.endswith(".") or ".." in text
    return bool(_ADDRESS.fullmatch(text)) and not dotted
