"""Which row and column of a tab stood where before: told by what stands in them.

Rows and columns have no name of their own; somebody inserts, deletes, sorts and moves them. What this run
wrote itself is left out of the comparison (`OURS`), since it may stand anywhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sync.core.columns import HEADER_ROWS

OURS = "\0"
"""In place of the text of a cell that holds what this run wrote."""
COMMON = 50
"""A text that stands in more rows than this tells none of them from the others."""

Grid = Sequence[Sequence[str]]
"""The texts of a tab, column by column, from row 1 on."""


class Origins(NamedTuple):
    """Where each row and column stood before; what is new is not in it."""

    rows: Mapping[int, int]
    columns: Mapping[int, int]

    def find(self, place: tuple[int, int]) -> tuple[int, int] | None:
        """Return where a cell, a row and a column, stood; None for a new one."""
        row, column = place
        known = row in self.rows and column in self.columns
        return (self.rows[row], self.columns[column]) if known else None


class Before(NamedTuple):
    """The tab as it was: its texts, its header's row, the column of *Next due*, which may lie beyond it."""

    grid: Grid
    header: int
    due: int


def find_origins(now: Grid, before: Before, gained: int) -> Origins:
    """Find where everything stood; `gained` is by how many columns the tab has grown since."""
    columns = _match_headers(now, before)
    _match_contents(now, before.grid, columns)
    _match_blank(now, before.grid, columns)
    _match_by_elimination(now, before, columns, gained)
    pairs = [(column, origin) for column, origin in columns.items() if origin != before.due]
    return Origins(_match_rows(now, before.grid, pairs), columns)


def _match_headers(now: Grid, before: Before) -> dict[int, int]:
    """Match the columns by their headers, those of the same header in their order."""
    headers = _row(before.grid, before.header)
    wanted = Counter(filter(None, headers))
    rows = range(1, min(HEADER_ROWS, _height(now)) + 1)
    likeness = {row: sum((wanted & Counter(_row(now, row))).values()) for row in rows}
    header = max(rows, key=lambda row: likeness[row], default=before.header)
    origins: dict[int, int] = {}
    for column, text in enumerate(_row(now, header)):
        same = (b for b, other in enumerate(headers) if other == text and b not in origins.values())
        origin = next(same, None) if text else None
        if origin is not None:
            origins[column] = origin
    return origins


def _match_contents(now: Grid, before: Grid, origins: dict[int, int]) -> None:
    """Match the columns without a header, or with another one, by what else stands in them."""
    unknown = {a: Counter(now[a]) for a in range(len(now)) if a not in origins}
    missing = {b: Counter(before[b]) for b in range(len(before)) if b not in origins.values()}
    likeness = {
        (a, b): sum(count for text, count in (here & there).items() if text)
        for a, here in unknown.items()
        for b, there in missing.items()
    }
    for a, b in sorted(likeness, key=lambda pair: (-likeness[pair], pair)):
        if likeness[a, b] and a not in origins and b not in origins.values():
            origins[a] = b


def _match_blank(now: Grid, before: Grid, origins: dict[int, int]) -> None:
    """Match the columns in which nothing stands, each between its old neighbours."""
    missing = [b for b in range(len(before)) if b not in origins.values() and not any(before[b])]
    for a in range(len(now)):
        if a not in origins and not any(now[a]) and (fitting := _find_fitting(a, missing, origins)):
            origins[a] = fitting[0]


def _match_by_elimination(now: Grid, before: Before, origins: dict[int, int], gained: int) -> None:
    """Match the columns in which nothing is left to read, since this run wrote all over them.

    One that stands between its old neighbours is an old one, unless so many were deleted; else it is new, and
    the new *Next due* where there was none.
    """
    missing = [b for b in range(len(before.grid)) if b not in origins.values()]
    old = max(len(missing) + min(gained, 0), 0)
    hit = [a for a in range(len(now)) if a not in origins and OURS in now[a]]
    for a in hit:
        fitting = _find_fitting(a, missing, origins)
        if fitting and old:
            origins[a], old = fitting[0], old - 1
    if before.due >= len(before.grid):
        fresh = [a for a in hit if a not in origins]
        most = max(fresh, key=lambda a: now[a].count(OURS), default=None)
        if most is not None:
            origins[most] = before.due


def _find_fitting(column: int, missing: Sequence[int], origins: Mapping[int, int]) -> list[int]:
    """Return which of the missing columns it can be: those that stood to the right of its left neighbours."""
    left = max((b for a, b in origins.items() if a < column), default=-1)
    return [b for b in missing if b > left and b not in origins.values()]


def _match_rows(now: Grid, before: Grid, pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    matching = _Rows(now, before, pairs)
    matching.match_equal()
    matching.match_alike()
    matching.fill_gaps()
    return matching.origins


class _Rows:
    """The rows of a tab beside those of before; `pairs` are the columns in which they are compared."""

    def __init__(self, now: Grid, before: Grid, pairs: Sequence[tuple[int, int]]) -> None:
        self.now = list(zip(*(now[a] for a, _ in pairs), strict=True))
        self.before = list(zip(*(before[b] for _, b in pairs), strict=True))
        self.whole = [place for place, (a, _) in enumerate(pairs) if OURS not in now[a]]
        self.origins: dict[int, int] = {}
        self.free = set(range(1, len(self.before) + 1))

    def match_equal(self) -> None:
        """Match the rows that say the same: best the one after the last match, else the first such."""
        alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for row in range(len(self.before), 0, -1):
            alike[self._key(self.before[row - 1])].append(row)
        for row, texts in enumerate(self.now, start=1):
            following = self.origins.get(row - 1, 0) + 1
            key = self._key(texts)
            if following in self.free and self._agree(row, following):
                self._take(row, following)
            elif any(key):
                self._take_first(row, alike.get(key, []))

    def match_alike(self) -> None:
        """Match each row left over to that with most texts in common."""
        having: dict[tuple[int, str], list[int]] = defaultdict(list)
        for row in sorted(self.free):
            for place, text in enumerate(self.before[row - 1]):
                having[place, text].append(row)
        for row in self._unmatched():
            rows = (having.get(pair, []) for pair in enumerate(self.now[row - 1]) if pair[1])
            likeness = Counter(b for found in rows if len(found) <= COMMON for b in found if b in self.free)
            following = self.origins.get(row - 1, 0) + 1
            if likeness:
                self._take(row, min(likeness, key=lambda b: (-likeness[b], abs(b - following))))

    def fill_gaps(self) -> None:
        """Match a row of which nothing is left to tell to the one between its old neighbours."""
        for row in self._unmatched():
            above, below = self.origins.get(row - 1, 0), self.origins.get(row + 1)
            is_between = below == above + 2 or (below is None and above + 1 == len(self.before))
            if is_between and above + 1 in self.free:
                self._take(row, above + 1)

    def _unmatched(self) -> Iterator[int]:
        return (row for row in range(1, len(self.now) + 1) if row not in self.origins)

    def _key(self, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(texts[place] for place in self.whole)

    def _agree(self, row: int, origin: int) -> bool:
        pairs = zip(self.now[row - 1], self.before[origin - 1], strict=True)
        return all(here in {there, OURS} for here, there in pairs)

    def _take_first(self, row: int, candidates: list[int]) -> None:
        while candidates:
            origin = candidates.pop()
            if origin in self.free:
                self._take(row, origin)
                return

    def _take(self, row: int, origin: int) -> None:
        self.origins[row] = origin
        self.free.discard(origin)


def _row(grid: Grid, row: int) -> list[str]:
    return [column[row - 1] if row <= len(column) else "" for column in grid]


def _height(grid: Grid) -> int:
    return max(map(len, grid), default=0)
