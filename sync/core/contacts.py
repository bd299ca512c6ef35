"""The table as typed, read as contacts and problems.

A row that cannot be read becomes a `Problem` with its row number, and the other rows go on
(design.md, section 2).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from sync.core import columns as col
from sync.core.columns import Columns
from sync.core.dates import Interval, parse_date, parse_interval
from sync.core.memory import fingerprint, fold
from sync.core.table import EMPTY, CellError

if TYPE_CHECKING:
    from sync.core.table import Cell, Table

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
"""A date outside these is a slip of the keyboard (section 2)."""


class Problem(NamedTuple):
    """Something in the sheet that only the owner can put right; `row` is None where it is about many rows."""

    row: int | None
    who: str
    what: str
    cure: str


class Rules(NamedTuple):
    """What the owner's settings say to the rules: `coming_up` in days, their own headers by column name."""

    every: Interval = Interval(months=3)
    coming_up: int = 14
    words: Mapping[str, str] = MappingProxyType({})


class Look(NamedTuple):
    """One look at the sheet: all that the rules depend on."""

    table: "Table"
    today: date
    rules: Rules = Rules()

    @property
    def is_told(self) -> bool:
        """Whether today's summary has gone out already."""
        return bool(self.table.record and self.table.record.day >= self.today)


class Contact(NamedTuple):
    """One row that is not blank.

    `emails` are the valid addresses in it; `interval` is None for *never*. `prints` are the fingerprints of
    email, phone and name; `due` is the *Next due* cell as read.
    """

    row: int
    name: str
    emails: tuple[str, ...]
    phone: str
    note: str
    note_is_formula: bool
    interval: Interval | None
    last_contacted: date | None
    due: "Cell"
    prints: tuple[int, int, int]
    note_print: int

    @property
    def shown(self) -> str:
        """What to call the row: the name, else the address, else the number."""
        return self.name or next(iter(self.emails), "") or self.phone

    @property
    def is_readable(self) -> bool:
        """Whether there is somebody in the row: a name, an address or a number."""
        return any(self.prints)


def read_contacts(look: Look, columns: Columns) -> tuple[list[Contact], list[Problem]]:
    """Read every row below the header that is not blank, in sheet order, with what is wrong in it."""
    contacts: list[Contact] = []
    problems: list[Problem] = []
    for row, cells in _rows(look.table, columns):
        if all(is_blank(cell) for field, cell in cells.items() if field != col.DUE):
            continue
        contact = _read_contact(row, cells, look)
        contacts.append(contact)
        problems.extend(_find_problems(contact, cells, look))
    problems.extend(_find_doubles(contacts))
    return contacts, problems


def is_blank(cell: "Cell") -> bool:
    """Return whether there is nothing to see in the cell."""
    return not cell.shown.strip() and not isinstance(cell.value, CellError)


def _rows(table: "Table", columns: Columns) -> Iterator[tuple[int, dict[str, "Cell"]]]:
    body = table.cells.loc[columns.header + 1 :]
    places = {field: place for field, place in columns.places.items() if place in body.columns}
    for row, *cells in zip(body.index, *(body[place] for place in places.values()), strict=True):
        yield int(row), dict(zip(places, cells, strict=True))


def _read_contact(row: int, cells: dict[str, "Cell"], look: Look) -> Contact:
    email, phone, name = _find_identity(cells)
    note = cells.get(col.NOTE, EMPTY)
    return Contact(
        row=row,
        name=name,
        emails=find_addresses(email),
        phone=phone,
        note=_text(note),
        note_is_formula=bool(note.formula),
        interval=_interval(cells.get(col.EVERY, EMPTY), look.rules),
        last_contacted=_last_contacted(cells.get(col.LAST, EMPTY), look),
        due=cells.get(col.DUE, EMPTY),
        prints=find_prints(cells),
        note_print=fingerprint(fold(_text(note))),
    )


def find_prints(cells: Mapping[str, "Cell"]) -> tuple[int, int, int]:
    """Return the fingerprints of email, phone and name in the cells of a row, given by column name."""
    email, phone, name = _find_identity(cells)
    digits = "".join(filter(str.isdigit, phone))
    return fingerprint(fold(email)), fingerprint(digits or fold(phone)), fingerprint(fold(name))


def _find_identity(cells: Mapping[str, "Cell"]) -> tuple[str, str, str]:
    """Return email, phone and name as text; a name may stand in two cells."""
    parts = [_line(cells[field]) for field in (col.NAME, col.FIRST_NAME, col.LAST_NAME) if field in cells]
    email, phone = (_line(cells.get(field, EMPTY)) for field in (col.EMAIL, col.PHONE))
    return email, phone, " ".join(filter(None, parts))


def _text(cell: "Cell") -> str:
    """Return the cell's text without what no person typed: errors, NUL and other controls."""
    if isinstance(cell.value, CellError):
        return ""
    shown = cell.shown
    if "E+" in shown and cell.number is not None:
        shown = f"{cell.number:.0f}"
    return shown if shown.isprintable() else "".join(map(_visible, shown)).strip()


def _visible(character: str) -> str:
    keeps = character == "\n" or unicodedata.category(character) != "Cc"
    return "" if character in _OVERRIDES else character if keeps else " "


_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They would turn the text around them about, not only their own."""


def _line(cell: "Cell") -> str:
    return " ".join(_text(cell).split())


_ADDRESS_LIKE = re.compile(r"[^\s<>,;:\"'()\[\]|]*@[^\s<>,;:\"'()\[\]|]*")
_ADDRESS = re.compile(r"[\w.!#$%&*+/=?^`{}~-]+@(?:[\w](?:[\w-]*[\w])?\.)+[^\W\d_]{2,}")


def find_addresses(text: str) -> tuple[str, ...]:
    """Return the valid addresses in the text as people paste them: ``Ada <ada@x.org>; a@y.org``."""
    return tuple(part for part in _ADDRESS_LIKE.findall(text) if _is_address(part)) if "@" in text else ()


def _is_address(text: str) -> bool:
    local = text.partition("@")[0]
    dotted = local.startswith(".") or local.endswith(".") or ".." in text
    return bool(_ADDRESS.fullmatch(text)) and not dotted


def has_number(phone: str) -> bool:
    """Return whether the text can be dialled."""
    return sum(map(str.isdigit, phone)) >= _SHORTEST_NUMBER


_SHORTEST_NUMBER = 3


def _interval(cell: "Cell", rules: Rules) -> Interval | None:
    found = _parse_every(cell)
    return None if found == "never" else rules.every if found is None else found


def _parse_every(cell: "Cell") -> Interval | Literal["never"] | None:
    if cell.number is None:
        return parse_interval(_line(cell))
    return parse_interval(f"{cell.number:.0f}") if cell.number == cell.number // 1 else None


def _last_contacted(cell: "Cell", look: Look) -> date | None:
    day = _read_day(cell, look.table)
    return day if day and day <= look.today else None


def _read_day(cell: "Cell", table: "Table") -> date | None:
    if cell.number is not None:
        return day_of(cell.number, table)
    return parse_date(_line(cell), table.locale)


def day_of(serial: float, table: "Table") -> date | None:
    """Return the day of a serial number, None where no calendar has it."""
    try:
        return table.day_of(serial)
    except (OverflowError, ValueError):
        return None


def _find_problems(contact: Contact, cells: dict[str, "Cell"], look: Look) -> Iterator[Problem]:
    for field, cell in cells.items():
        if isinstance(cell.value, CellError) and field != col.DUE:
            yield Problem(
                contact.row, contact.shown, f"{_title(field)} shows {cell.value}", "put the cell right"
            )
    if not contact.is_readable:
        yield Problem(contact.row, "", "nobody is named here", "add a name, or clear the row")
        return
    yield from _find_reach_problems(contact, _line(cells.get(col.EMAIL, EMPTY)))
    yield from _find_every_problem(contact, cells.get(col.EVERY, EMPTY))
    yield from _find_last_problem(contact, cells.get(col.LAST, EMPTY), look)


def _find_reach_problems(contact: Contact, email: str) -> Iterator[Problem]:
    wrong = [part for part in _ADDRESS_LIKE.findall(email) if not _is_address(part)]
    if wrong or (email and not contact.emails):
        text = wrong[0] if wrong else email
        yield Problem(contact.row, contact.shown, f"“{text}” is no email address", "correct it")
    if not contact.emails and not has_number(contact.phone):
        yield Problem(
            contact.row, contact.shown, "no way to reach them", "add an email address or a phone number"
        )


def _find_every_problem(contact: Contact, cell: "Cell") -> Iterator[Problem]:
    if not is_blank(cell) and not isinstance(cell.value, CellError) and _parse_every(cell) is None:
        what = f"Every says “{_line(cell)}”, which is no interval, so the usual one holds"
        yield Problem(contact.row, contact.shown, what, "write it like monthly, 6 weeks or never")


def _find_last_problem(contact: Contact, cell: "Cell", look: Look) -> Iterator[Problem]:
    if is_blank(cell) or isinstance(cell.value, CellError) or contact.last_contacted:
        return
    day = _read_day(cell, look.table)
    why = "is in the future" if day and day > look.today else "is no date with its year"
    yield Problem(contact.row, contact.shown, f"Last contacted, “{_line(cell)}”, {why}", "correct the date")


def _find_doubles(contacts: list[Contact]) -> Iterator[Problem]:
    """Tell of rows with the same name and the same email or phone as an earlier one."""
    seen: dict[tuple[int, int, int], int] = {}
    for contact in contacts:
        email, phone, name = contact.prints
        keys = [key for key in ((name, 1, email), (name, 2, phone)) if name and key[2]]
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None:
            what = f"looks like the same person as row {first}"
            yield Problem(contact.row, contact.shown, what, "delete one of the two rows, or leave it so")
        for key in keys:
            seen.setdefault(key, contact.row)


def _title(field: str) -> str:
    return {col.FIRST_NAME: "First name", col.LAST_NAME: "Last name"}.get(field, col.WORDS[field][0][0])
