"""One candidate for what several files say of one person, by the rule of section 11."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from sync.core.candidates.candidate import Candidate, Entry, find_shared, join, make_candidate
from sync.core.candidates.found import Found
from sync.core.candidates.keys import make_name_key
from sync.core.candidates.same.marks import Kind, identify_found
from sync.core.candidates.same.names import Agreement, Name, compare_any

_MOST_NAMES = 8
"""More different names that share a mark are those of a company, not of a person."""
_ENOUGH = {Kind.PROFILE: Agreement.PART, Kind.ADDRESS: Agreement.ALIKE}
"""How far names must agree for a mark to join them; a shared box and a number join equal names only."""


def merge(files: Sequence[Iterable[Found]], today: date, region: str | None) -> list[Candidate]:
    """Return the candidates of all files, in the order in which the files name them.

    Which entries are one person does not depend on the order of the files. `region` is the country of numbers
    without a prefix.
    """
    entries = [entry for number, people in enumerate(files) for entry in _read(number, people, region)]
    groups = _group(entries)
    shared = find_shared(join(group) for group in groups)
    return [make_candidate(group, shared, today, region) for group in groups]


def _read(file: int, people: Iterable[Found], region: str | None) -> Iterator[Entry]:
    namesakes: Counter[tuple[str, str]] = Counter()
    for found in people:
        identity = identify_found(found, region)
        namesakes[found.source, identity.words] += 1
        place = namesakes[found.source, identity.words]
        yield Entry(file, found, identity, make_name_key(found.source, identity.words, place))


class _Groups:
    """Which entries belong together, told pair by pair."""

    def __init__(self, parents: Iterable[int]) -> None:
        self.parents = list(parents)

    def find(self, place: int) -> int:
        """Return what stands for the group of an entry: its first one."""
        while self.parents[place] != place:
            self.parents[place] = self.parents[self.parents[place]]
            place = self.parents[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Make one group of two."""
        first, second = sorted((self.find(one), self.find(other)))
        self.parents[second] = first

    def join_all(self, places: Iterable[int]) -> None:
        """Make one group of all."""
        first, *others = places
        for other in others:
            self.join(first, other)

    def members(self) -> dict[int, list[int]]:
        """Return the entries of each group by what stands for it."""
        found: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self.parents)):
            found[self.find(place)].append(place)
        return found


def _group(entries: Sequence[Entry]) -> list[list[Entry]]:
    groups = _Groups(range(len(entries)))
    _join_equal(groups, entries)
    groups = _join_alike(groups, entries)
    while _join_equal(groups, entries):
        pass  # who was joined has more names and marks by now
    return [[entries[place] for place in places] for places in groups.members().values()]


def _join_equal(groups: _Groups, entries: Sequence[Entry]) -> bool:
    """Join those who share a mark and have an equal name; return whether there were any to join."""
    first: dict[tuple[str, ...], int] = {}
    is_any = False
    for root, places in groups.members().items():
        for token in _find_tokens([entries[place] for place in places]):
            other = groups.find(first.setdefault(token, root))
            is_any = is_any or other != groups.find(root)
            groups.join(other, root)
    return is_any


def _find_tokens(group: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    """Yield what makes two groups one: a mark with a name.

    Of whom nothing but the name is known, it is their place among the namesakes of the source.
    """
    marks = {(mark.kind, mark.value) for entry in group for mark in entry.identity.marks}
    keys = {
        key for entry in group for name in entry.identity.names for key in name.keys or {entry.identity.words}
    }
    yield from ((*mark, key) for mark in marks for key in keys)
    if not marks:
        yield (group[0].name_key,)


def _join_alike(equal: _Groups, entries: Sequence[Entry]) -> _Groups:
    """Join those who share a profile or an address that only people hold whose names all agree.

    Where that would join two whose names do not agree, by way of a third, none of them is joined.
    """
    names = {
        root: tuple(dict.fromkeys(name for place in places for name in entries[place].identity.names))
        for root, places in equal.members().items()
    }
    holders: dict[tuple[Kind, str], set[int]] = defaultdict(set)
    for place, entry in enumerate(entries):
        for mark in entry.identity.marks:
            holders[mark.kind, mark.value].add(equal.find(place))
    alike = _Groups(equal.parents)
    for (kind, _), roots in holders.items():
        if kind in _ENOUGH and _all_agree(roots, names, _ENOUGH[kind]):
            alike.join_all(roots)
    joined: dict[int, set[int]] = defaultdict(set)
    for root in names:
        joined[alike.find(root)].add(root)
    sound = _Groups(equal.parents)
    for roots in joined.values():
        if _all_agree(roots, names, Agreement.PART):
            sound.join_all(roots)
    return sound


def _all_agree(roots: set[int], names: dict[int, tuple[Name, ...]], least: Agreement) -> bool:
    if len(roots) > _MOST_NAMES:
        return False
    pairs = combinations(roots, 2)
    return all(compare_any(names[one], names[other])[0] >= least for one, other in pairs)
