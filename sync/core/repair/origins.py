"""Which row and column of a tab stood where before: told by what stands in them.

Rows and columns have no name of their own; somebody inserts, deletes, sorts and moves them. What this run
wrote itself is left out of the comparison (`OURS`), since it may stand anywhere.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sync.core.contacts.columns import HEADER_ROWS

OURS = "\0"
"""In place of the text of a cell that holds what this run wrote."""
COMMON = 50
"""A text that stands in more rows, or columns, than this tells none of them from the others."""

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
    pairs = [(a, b) for a, b in columns.items() if b != before.due and any(now[a])]
    return Origins(_match_rows(now, before.grid, pairs), columns)


def _match_headers(now: Grid, before: Before) -> dict[int, int]:
    """Match the columns by their headers, those of the same header in their order."""
    headers = _row(before.grid, before.header)
    wanted = Counter(filter(None, headers))
    rows = range(1, min(HEADER_ROWS, _height(now)) + 1)
    likeness = {row: sum((wanted & Counter(_row(now, row))).values()) for row in rows}
    header = max(rows, key=lambda row: likeness[row], default=before.header)
    return _match_in_order(enumerate(_row(now, header)), (pair for pair in enumerate(headers) if pair[1]))


def _match_in_order(
    now: Iterable[tuple[int, Hashable]], before: Iterable[tuple[int, Hashable]]
) -> dict[int, int]:
    """Match the columns of the same key, the first to the first."""
    having: dict[Hashable, deque[int]] = defaultdict(deque)
    for b, key in before:
        having[key].append(b)
    return {a: having[key].popleft() for a, key in now if having.get(key)}


def _match_contents(now: Grid, before: Grid, origins: dict[int, int]) -> None:
    """Match the columns without a header, or with another one, by what else stands in them."""
    taken = set(origins.values())
    unknown = {a: tuple(now[a]) for a in range(len(now)) if a not in origins and any(now[a])}
    missing = {b: tuple(before[b]) for b in range(len(before)) if b not in taken and any(before[b])}
    origins |= _match_in_order(unknown.items(), missing.items())
    taken = set(origins.values())
    likeness = _find_likeness(
        {a: texts for a, texts in unknown.items() if a not in origins},
        {b: texts for b, texts in missing.items() if b not in taken},
    )
    for a, b in sorted(likeness, key=lambda pair: (-likeness[pair], pair)):
        if a not in origins and b not in taken:
            origins[a] = b
            taken.add(b)


def _find_likeness(
    unknown: Mapping[int, Sequence[str]], missing: Mapping[int, Sequence[str]]
) -> Mapping[tuple[int, int], int]:
    """Return how many texts two columns have in common; what stands in too many columns tells nothing."""
    having: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for b, texts in missing.items():
        for text, count in Counter(filter(None, texts)).items():
            having[text].append((b, count))
    likeness: Counter[tuple[int, int]] = Counter()
    for a, texts in unknown.items():
        for text, count in Counter(texts).items():
            if len(found := having.get(text, ())) <= COMMON:
                likeness.update({(a, b): min(count, there) for b, there in found})
    return likeness


def _match_blank(now: Grid, before: Grid, origins: dict[int, int]) -> None:
    """Match the columns in which nothing stands, each to the next such one right of its left neighbours."""
    taken = set(origins.values())
    missing = deque(b for b in range(len(before)) if b not in taken and not any(before[b]))
    left = -1
    for a in range(len(now)):
        if a not in origins and not any(now[a]):
            while missing and missing[0] < left:
                missing.popleft()
            if missing:
                origins[a] = missing.popleft()
        left = max(left, origins.get(a, left))


def _match_by_elimination(now: Grid, before: Before, origins: dict[int, int], gained: int) -> None:
    """Match the columns in which nothing is left to read, since this run wrote all over them.

    One that stands between its old neighbours is an old one, unless so many were deleted; else it is new, and
    the new *Next due* where there was none.
    """
    taken = set(origins.values())
    missing = [b for b in range(len(before.grid)) if b not in taken]
    old = max(len(missing) + min(gained, 0), 0)
    hit = [a for a in range(len(now)) if a not in origins and OURS in now[a]]
    for a in hit:
        left = max((b for other, b in origins.items() if other < a), default=-1)
        fitting = next((b for b in missing if b > left), None)
        if fitting is not None and old:
            origins[a], old = fitting, old - 1
            missing.remove(fitting)
    if before.due >= len(before.grid):
        fresh = [a for a in hit if a not in origins]
        most = max(fresh, key=lambda a: now[a].count(OURS), default=None)
        if most is not None:
            origins[most] = before.due


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
            for pair in enumerate(self.before[row - 1]):
                having[pair].append(row)
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
