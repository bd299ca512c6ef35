"""What stands in the Candidates tab: who is offered, ticked, refused, or added already (section 11)."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sync.core.candidates.same.marks import Identity, find_marks
from sync.core.candidates.same.names import read_name
from sync.core.candidates.tab import columns as tab
from sync.core.candidates.tab.columns import TabColumns
from sync.core.contacts.cells import is_blank, line_of, read_day, text_of
from sync.core.contacts.contacts import find_addresses
from sync.core.contacts.fingerprints import fold
from sync.core.contacts.profiles import read_any_profile
from sync.core.table import EMPTY

if TYPE_CHECKING:
    from sync.core.table import Cell, Table

_YES = frozenset({"true", "=true()", "yes", "y", "x", "1", "✓", "✔", "☑"})
_WHO = (tab.NAME, tab.EMAIL, tab.PHONE, tab.PROFILE, tab.ABOUT, tab.KEY)
"""A row in which nothing of this stands is blank, whatever else was filled down."""


class State(StrEnum):
    """What was decided about a candidate."""

    OPEN = "open"
    REFUSED = "no"
    ADDED = "added"


class Row(NamedTuple):
    """One candidate as the tab has them; `cells` are the row's known cells by field."""

    row: int
    cells: Mapping[str, "Cell"]
    is_ticked: bool
    state: State
    key: str

    def cell(self, field: str) -> "Cell":
        """Return the cell of a field, EMPTY where the column is gone."""
        return self.cells.get(field, EMPTY)

    def text(self, field: str) -> str:
        """Return the text of a field as one line."""
        return line_of(self.cell(field))

    @property
    def note(self) -> str:
        """What would go into the note, with the owner's own line breaks."""
        return text_of(self.cell(tab.ABOUT)).strip()

    @property
    def emails(self) -> tuple[str, ...]:
        """The valid addresses."""
        return find_addresses(self.text(tab.EMAIL))

    @property
    def profiles(self) -> tuple[str, ...]:
        """The addresses of profiles, as they stand there."""
        return tuple(text for part in self.text(tab.PROFILE).split() if (text := part.rstrip(",;")))

    @property
    def shown(self) -> str:
        """What to call them: the name, else the address, the number, or the profile; "" for nobody."""
        texts = (self.text(tab.NAME), *self.emails, self.text(tab.PHONE), *self.profiles)
        return next(filter(None, texts), "")

    @property
    def is_undecided(self) -> bool:
        """Whether the owner has said nothing yet."""
        return self.state == State.OPEN and not self.is_ticked

    def last_contact(self, table: "Table") -> date | None:
        """Return the day last in touch, None where there is none."""
        return read_day(self.cell(tab.LAST), table)


def read_rows(table: "Table", columns: TabColumns) -> list[Row]:
    """Read every row of the tab that is not blank, in its order."""
    return [_read_row(row, cells) for row, cells in _lines(table, columns) if not _is_nobody(cells)]


def find_last_row(table: "Table", columns: TabColumns) -> int:
    """Return the last row in which anything stands beside an empty tick box, at least the header's."""
    add = columns.places[tab.ADD]
    for row in reversed(table.cells.index.tolist()):
        for column, cell in enumerate(table.row(row)):
            if not is_blank(cell) and (column != add or is_ticked(cell)):
                return max(int(row), columns.header)
    return columns.header


def is_ticked(cell: "Cell") -> bool:
    """Return whether the owner said yes: a ticked box, or a word for it in any case."""
    if isinstance(cell.value, bool):
        return cell.value
    return any(_tidy(text) in _YES for text in (cell.shown, cell.formula))


def read_state(text: str) -> State:
    """Return what the Status says: `No` in any case stays no, whatever the owner wrote after it."""
    first = next(iter(fold(text).split()), "")
    return {"no": State.REFUSED, "added": State.ADDED}.get(first, State.OPEN)


def identify_row(row: Row, region: str | None) -> Identity:
    """Return what the tab knows somebody by: what stands in the row, the owner's corrections included."""
    links = [read_any_profile(text).link or text for text in row.profiles]
    marks = find_marks(links, row.emails, [row.text(tab.PHONE)], region)
    return Identity(row.shown, (read_name(row.text(tab.NAME)),), marks)


def _lines(table: "Table", columns: TabColumns) -> Iterator[tuple[int, dict[str, "Cell"]]]:
    body = table.cells.loc[columns.header + 1 :]
    places = {field: place for field, place in columns.places.items() if place in body.columns}
    in_columns = (body[place].tolist() for place in places.values())
    for row, *cells in zip(body.index.tolist(), *in_columns, strict=True):
        yield row, dict(zip(places, cells, strict=True))


def _is_nobody(cells: Mapping[str, "Cell"]) -> bool:
    return all(is_blank(cells.get(field, EMPTY)) for field in _WHO)


def _read_row(row: int, cells: Mapping[str, "Cell"]) -> Row:
    status = line_of(cells[tab.STATUS])
    return Row(row, cells, is_ticked(cells[tab.ADD]), read_state(status), line_of(cells[tab.KEY]))


def _tidy(text: str) -> str:
    return text.replace(" ", "").replace("\ufe0f", "").casefold()
