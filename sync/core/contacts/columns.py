"""Which column is which: found by header on every run, in any order (design.md, section 2)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from sync.core.cell_names import name_of
from sync.core.contacts.headers import (
    DUE,
    FIRST_NAME,
    HEADERS,
    LAST_NAME,
    NAME,
    NEEDED,
    find_nearly,
    plain,
    rank_words,
    title_of,
    words_of,
)
from sync.core.due.memory.formula import is_ours
from sync.core.plan.stops import StopError

if TYPE_CHECKING:
    from sync.core.table import Cell, Table

HEADER_ROWS = 20


class HeadersError(StopError):
    """The headers cannot be understood."""


class Columns(NamedTuple):
    """The header's row and the column number of each known column that is there."""

    header: int
    places: Mapping[str, int]
    new_due: bool
    """Whether *Next due* is still to be added, at its place."""
    doubled: tuple[tuple[str, int], ...] = ()
    """Further columns headed as an optional one that is there already, with their numbers: not read."""
    nearly: tuple[tuple[int, str, str], ...] = ()
    """Columns with nearly a known header: the number, the header, and what was meant. Not read."""

    @property
    def due(self) -> int:
        """The column number of *Next due*."""
        return self.places[DUE]


def find_columns(table: "Table", words: Mapping[str, str]) -> Columns:
    """Find the header row and the known columns.

    `words` are the owner's own headers by column name (``[columns]`` in the settings). Raises `HeadersError`
    where there is no header row, or where two columns claim one meaning.
    """
    ranks = rank_words(words)
    for row in table.cells.index[:HEADER_ROWS]:
        found = _known(table.cells.loc[row], ranks)
        if (NAME in found or FIRST_NAME in found) and len(found.keys() - {FIRST_NAME, LAST_NAME, NAME}) > 0:
            columns = _settle(table, int(row), found)
            return columns._replace(nearly=tuple(_find_nearly(table.cells.loc[row], columns)))
    raise HeadersError(
        f"no header row with a name column and one more known column in the first {HEADER_ROWS} rows",
        "give the columns the headers Name, Email, Phone number, Relationship information,"
        " name yours under [columns] in the settings, or another tab under [sheet]",
    )


def _known(cells: "Iterable[Cell]", ranks: Mapping[str, tuple[str, int]]) -> dict[str, list[tuple[int, int]]]:
    """Return, for each meaning a cell of the row has, the (rank, column) pairs that have it."""
    found: dict[str, list[tuple[int, int]]] = {}
    for column, cell in enumerate(cells):
        if meaning := ranks.get(plain(cell.shown)):
            found.setdefault(meaning[0], []).append((meaning[1], column))
    return found


def _settle(table: "Table", row: int, found: dict[str, list[tuple[int, int]]]) -> Columns:
    if NAME in found:
        found = {field: found[field] for field in found.keys() - {FIRST_NAME, LAST_NAME}}
    found = _with_due(found, table, row)
    best = {field: _best(row, field, ranked) for field, ranked in found.items()}
    places = {field: columns[0] for field, columns in best.items()}
    doubled = tuple((field, column) for field, columns in best.items() for column in columns[1:])
    new_due = DUE not in places
    if new_due:
        places[DUE] = find_free_column(table, row)
    return Columns(row, places, new_due, doubled)


def find_free_column(table: "Table", header: int) -> int:
    """Return the first column right of all that is used, a merged cell up to its right end.

    A cell that is merged right across a sheet above the header is no more than a title.
    """
    place = len(table.columns)
    for area in sorted(table.merged, key=lambda area: area.first_column):
        is_above = area.last_row is not None and area.last_row < header
        last = table.width - 1 if area.last_column is None else area.last_column
        is_title = is_above and last >= table.width - 1
        if area.first_column <= place <= last and not is_title:
            place = last + 1
    return place


def _best(row: int, field: str, places: list[tuple[int, int]]) -> list[int]:
    """Return the columns with the best of the words: more than one of an optional column only."""
    rank = min(places)[0]
    best = [column for other, column in places if other == rank]
    if len(best) > 1 and field in NEEDED:
        cells = " and ".join(name_of(row, column) for column in best)
        raise HeadersError(
            f"{cells} are both headers for {title_of(field)}",
            f'rename all but one of them, or say which it is under [columns], as in {field} = "…"',
        )
    return best


def _find_nearly(cells: "Iterable[Cell]", columns: Columns) -> Iterator[tuple[int, str, str]]:
    there = columns.places.keys() - ({DUE} if columns.new_due else set())
    missing = words_of(field for field in HEADERS if field not in there)
    known = {columns.places[field] for field in there} | {column for _, column in columns.doubled}
    for column, cell in enumerate(cells):
        if column not in known and (meant := find_nearly(cell.shown, missing)):
            yield column, cell.shown.strip(), meant


def _with_due(
    found: dict[str, list[tuple[int, int]]], table: "Table", row: int
) -> dict[str, list[tuple[int, int]]]:
    """Take the column with most of the job's own formulas for *Next due*, whatever its header is by now.

    Of several with equally many it is one headed so, else the left. Where another column is headed so, or
    this one means something else, it must hold little but formulas: one stray formula makes no *Next due*.
    """
    body = table.cells.loc[row + 1 :]
    headed = {column for _, column in found.get(DUE, [])}
    counts = {column: _count_ours(body[column]) for column in table.columns}
    most = max(counts.values(), default=0)
    if not most:
        return found
    best = min(column for column, count in counts.items() if count == most)
    best = min((column for column in headed if counts[column] == most), default=best)
    known = {column for places in found.values() for _, column in places}
    if best not in headed and (headed or best in known) and most * 2 <= _count_used(body[best]):
        return found
    rest = {field: [place for place in places if place[1] != best] for field, places in found.items()}
    return {field: places for field, places in rest.items() if places} | {DUE: [(0, best)]}


def _count_ours(cells: "Iterable[Cell]") -> int:
    return sum(is_ours(cell.formula) for cell in cells if cell.formula)


def _count_used(cells: "Iterable[Cell]") -> int:
    return sum(bool(cell.shown or cell.formula) for cell in cells)
