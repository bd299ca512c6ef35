"""Which row of the Candidates tab is somebody's: whoever was offered once is known again (section 11)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sync.core.candidates.candidate import Candidate
from sync.core.candidates.keys import NamedMark, is_named, read_key, stands_alone
from sync.core.candidates.same.marks import Kind
from sync.core.candidates.same.verdict import Circle, Standing
from sync.core.candidates.tab import columns as tab
from sync.core.candidates.tab.rows import Row, State, identify_row

_FIRST = (State.REFUSED, State.ADDED, State.OPEN)
"""Of several rows of one person, `No` stands above all."""


class Offered:
    """The rows of the tab, found by their keys and by what stands in them."""

    def __init__(self, rows: Iterable[Row], region: str | None) -> None:
        self.rows = list(rows)
        self._circle = Circle(identify_row(row, region) for row in self.rows)
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_mark: dict[str, list[tuple[NamedMark, int]]] = defaultdict(list)
        for place, row in enumerate(self.rows):
            self._by_key[row.key].append(place)
            if named := read_key(row.key):
                self._by_mark[named.value].append((named, place))

    def find(self, candidate: Candidate, shared: frozenset[tuple[Kind, str]]) -> Row | None:
        """Return the candidate's row, None where they were never offered, or the row was deleted.

        `shared` are the marks that other candidates hold as well.
        """
        places = [*self._find_by_key(candidate), *self._find_by_mark(candidate, shared)]
        places += self._circle.find_equal(candidate.identity)
        verdict = self._circle.judge(candidate.identity, shared)
        if verdict.standing == Standing.SAME and verdict.place is not None:
            places.append(verdict.place)
        found = (self.rows[place] for place in places)
        return min(found, key=lambda row: _FIRST.index(row.state), default=None)

    def _find_by_key(self, candidate: Candidate) -> Iterator[int]:
        for key in candidate.keys:
            yield from self._by_key.get(key, ())

    def _find_by_mark(self, candidate: Candidate, shared: frozenset[tuple[Kind, str]]) -> Iterator[int]:
        """Yield the rows whose key has a mark of theirs, and a name that agrees where it needs one.

        A profile that stood alone once and is shared by now is that of whoever has the row's name.
        """
        for mark in candidate.identity.marks:
            is_shared = (mark.kind, mark.value) in shared
            for named, place in self._by_mark.get(mark.value, ()):
                words = named.words or (self.rows[place].text(tab.NAME) if mark.kind == Kind.PROFILE else "")
                is_theirs = not named.words and stands_alone(mark, shared)
                if is_theirs or is_named(words, mark, candidate.identity, is_shared=is_shared):
                    yield place
