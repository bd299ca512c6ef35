"""Which column is which: found by header on every run, in any order (design.md, section 2)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from sync.core.due.formula import read_formula
from sync.core.fingerprints import fold
from sync.core.stops import StopError

if TYPE_CHECKING:
    from sync.core.table import Cell, Table

NAME, EMAIL, PHONE, NOTE = "name", "email", "phone", "note"
DUE, LAST, EVERY = "due", "last", "every"
FIRST_NAME, LAST_NAME = "first_name", "last_name"

WORDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    NAME: (("Name",), ("Full name", "Contact", "Person")),
    EMAIL: (("Email",), ("Email address", "Mail")),
    PHONE: (("Phone number",), ("Phone",), ("Telephone", "Tel", "Mobile", "Cell")),
    NOTE: (
        ("Relationship information",),
        ("Relationship", "Relationship info", "Notes", "Note", "Info"),
    ),
    DUE: (("Next due",), ("Due", "Due date")),
    LAST: (("Last contacted",), ("Last contact", "Last in touch")),
    EVERY: (("Every",), ("Interval", "Frequency", "How often")),
    FIRST_NAME: ((), ("First name",)),
    LAST_NAME: ((), ("Last name",)),
}
"""The header words of each column: the table's own first, then the others, rank by rank (E-mail is Email)."""

HEADER_ROWS = 20


class HeadersError(StopError):
    """The headers cannot be understood."""


class Columns(NamedTuple):
    """The header's row and the column number of each known column that is there."""

    header: int
    places: Mapping[str, int]
    new_due: bool
    """Whether *Next due* is still to be added, at its place."""

    @property
    def due(self) -> int:
        """The column number of *Next due*."""
        return self.places[DUE]


def find_columns(table: "Table", words: Mapping[str, str]) -> Columns:
    """Find the header row and the known columns.

    `words` are the owner's own headers by column name (``[columns]`` in the settings). Raises `HeadersError`
    where there is no header row, or where two columns claim one meaning.
    """
    ranks = _ranks(words)
    for row in table.cells.index[:HEADER_ROWS]:
        found = _known(table.cells.loc[row], ranks)
        if (NAME in found or FIRST_NAME in found) and len(found.keys() - {FIRST_NAME, LAST_NAME, NAME}) > 0:
            return _settle(table, int(row), found)
    raise HeadersError(
        f"no header row with a name column and one more known column in the first {HEADER_ROWS} rows",
        "give the columns the headers Name, Email, Phone number, Relationship information,"
        " or name yours under [columns] in the settings",
    )


def letters(column: int) -> str:
    """Return the column's letters: 0 is A, 26 is AA."""
    head, tail = divmod(column, 26)
    return (letters(head - 1) if head else "") + chr(ord("A") + tail)


def _ranks(words: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """Return the meaning and rank of each header word, the owner's own words first of all."""
    ranks = {
        _plain(word): (field, rank)
        for field, ranked in WORDS.items()
        for rank, group in enumerate(ranked)
        for word in group
    }
    own = {_plain(word): (field, -1) for field, word in words.items()}
    return {word: meaning for word, meaning in (ranks | own).items() if word}


def _plain(header: str) -> str:
    return fold(header).replace(" ", "")


def _known(cells: "Iterable[Cell]", ranks: Mapping[str, tuple[str, int]]) -> dict[str, list[tuple[int, int]]]:
    """Return, for each meaning a cell of the row has, the (rank, column) pairs that have it."""
    found: dict[str, list[tuple[int, int]]] = {}
    for column, cell in enumerate(cells):
        if meaning := ranks.get(_plain(cell.shown)):
            found.setdefault(meaning[0], []).append((meaning[1], column))
    return found


def _settle(table: "Table", row: int, found: dict[str, list[tuple[int, int]]]) -> Columns:
    if NAME in found:
        found = {field: found[field] for field in found.keys() - {FIRST_NAME, LAST_NAME}}
    found = _with_holding(found, table, row)
    places = {field: _best(row, field, ranked) for field, ranked in found.items()}
    new_due = DUE not in places
    return Columns(row, places | {DUE: table.cells.shape[1]} if new_due else places, new_due)


def _best(row: int, field: str, places: list[tuple[int, int]]) -> int:
    rank = min(places)[0]
    best = [column for other, column in places if other == rank]
    if len(best) > 1:
        cells = " and ".join(f"{letters(column)}{row}" for column in best)
        name = next(word for group in WORDS[field] for word in group)
        raise HeadersError(
            f"{cells} are both headers for {name}",
            f'rename all but one of them, or say which it is under [columns], as in {field} = "…"',
        )
    return best[0]


def _with_holding(
    found: dict[str, list[tuple[int, int]]], table: "Table", row: int
) -> dict[str, list[tuple[int, int]]]:
    """Take what holds the job's own formulas for *Next due*, whatever the owner renamed it to."""
    body = table.cells.loc[row + 1 :]
    headed = found.get(DUE, [])
    if holding := [place for place in headed if any(_held(body[place[1]], table))]:
        return found | {DUE: holding}
    columns = {column for _, column in headed}
    others = [column for column in table.columns if column not in columns and _is_held(body[column], table)]
    if not others:
        return found
    rest = {field: [place for place in places if place[1] not in others] for field, places in found.items()}
    return {field: places for field, places in rest.items() if places} | {
        DUE: [(0, place) for place in others]
    }


def _is_held(cells: "Iterable[Cell]", table: "Table") -> bool:
    """Return whether most of what stands in the column is the job's: one stray formula makes none."""
    used = [cell for cell in cells if cell.shown or cell.formula]
    return sum(_held(used, table)) * 2 > len(used)


def _held(cells: "Iterable[Cell]", table: "Table") -> Iterator[bool]:
    """Tell of each cell whether it holds a memory."""
    for cell in cells:
        held = read_formula(cell.formula, table.epoch) if cell.formula else None
        yield held is not None and held.memory is not None
