"""Who is the same person, who may be, who is new (design.md, section 11).

The same: an address, a profile or a number that only one holds, and names that agree. Anything less is a
maybe, with its reason. Shared boxes and names of one word never decide.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from sync.core.candidates.same.marks import Identity, Kind, Mark
from sync.core.candidates.same.names import Agreement, Name, compare_any

_NOBODY: frozenset[tuple[Kind, str]] = frozenset()
_NO_AGREEMENT = (Agreement.NONE, False)


class Standing(StrEnum):
    """How somebody stands to those who are known already."""

    SAME = "same"
    MAYBE = "maybe"
    NEW = "new"


class Verdict(NamedTuple):
    """How somebody stands; `place` is that of the one they are or may be, `reason` says why they may."""

    standing: Standing
    place: int | None = None
    reason: str = ""


class _Shared(NamedTuple):
    """A mark that somebody known holds too, and how many of them do."""

    kind: Kind
    holders: int


NEW = Verdict(Standing.NEW)


class Circle:
    """Those who are known already, found by what they are known by; their places count from 0."""

    def __init__(self, people: Iterable[Identity] = ()) -> None:
        self._people: list[Identity] = []
        self._holders: dict[tuple[Kind, str], list[int]] = defaultdict(list)
        self._named: dict[str, list[int]] = defaultdict(list)
        self._worded: dict[str, list[int]] = defaultdict(list)
        self._namesakes: dict[Name, dict[int, tuple[Agreement, bool]]] = {}
        for identity in people:
            self.add(identity)

    def add(self, identity: Identity) -> None:
        """Add somebody after the others."""
        place = len(self._people)
        self._people.append(identity)
        self._namesakes.clear()
        for mark in identity.marks:
            for form in mark.held:
                self._holders[mark.kind, form].append(place)
        for name in identity.names:
            for key in name.keys:
                self._named[key].append(place)
            for word in {*name.words, *name.spelt}:
                self._worded[word].append(place)

    def judge(self, identity: Identity, shared: frozenset[tuple[Kind, str]] = _NOBODY) -> Verdict:
        """Return how somebody stands to the known.

        `shared` are the marks that others of their own kind hold as well, so that with them names must be
        equal.
        """
        touched: dict[int, list[_Shared]] = defaultdict(list)
        for mark in identity.marks:
            holders = self._find_holders(mark)
            for place in holders:
                touched[place].append(_Shared(mark.kind, len(holders)))
            if len(holders) == 1 and self._decides(mark, identity, holders[0], shared):
                return Verdict(Standing.SAME, holders[0])
        return self._find_maybe(identity, touched)

    def find_equal(self, identity: Identity) -> Iterator[int]:
        """Yield the places of those who hold a mark of theirs, with others or not, and have an equal name."""
        for mark in identity.marks:
            for place in self._find_holders(mark):
                agreement, _ = self._agreement(identity, place)
                if agreement == Agreement.EQUAL or self._people[place].words == identity.words:
                    yield place

    def _find_holders(self, mark: Mark) -> list[int]:
        """Return the places of those who hold the mark."""
        return sorted({place for form in mark.sought for place in self._holders.get((mark.kind, form), ())})

    def _decides(
        self, mark: Mark, identity: Identity, place: int, shared: frozenset[tuple[Kind, str]]
    ) -> bool:
        """Return whether the mark, which only one of the known holds, tells that this is the same person."""
        agreement, is_full = self._agreement(identity, place)
        if mark.kind == Kind.BOX or not is_full:
            return False
        is_own = mark.kind != Kind.NUMBER and (mark.kind, mark.value) not in shared
        return agreement >= (Agreement.ALIKE if is_own else Agreement.EQUAL)

    def _find_maybe(self, identity: Identity, touched: dict[int, list[_Shared]]) -> Verdict:
        """Return who it may be: whoever most speaks for, of several the first."""
        ranked = []
        for place in {*touched, *(at for name in identity.names for at in self._find_namesakes(name))}:
            agreement, is_full = self._agreement(identity, place)
            marks = touched.get(place, [])
            if marks or is_full or agreement == Agreement.EQUAL:
                personal = sum(mark.kind != Kind.BOX for mark in marks)
                ranked.append(((-personal, -agreement, -len(marks), place), marks, agreement, is_full))
        if not ranked:
            return NEW
        (_, _, _, place), marks, agreement, is_full = min(ranked)
        return Verdict(Standing.MAYBE, place, _explain(marks, agreement, is_full=is_full))

    def _agreement(self, identity: Identity, place: int) -> tuple[Agreement, bool]:
        """Return how far the names agree at best, and whether those are full ones."""
        found = (self._find_namesakes(name).get(place, _NO_AGREEMENT) for name in identity.names)
        return max(found, default=_NO_AGREEMENT)

    def _find_namesakes(self, name: Name) -> dict[int, tuple[Agreement, bool]]:
        """Return whose names agree with it at all, and how far; an export has one name many times."""
        if name not in self._namesakes:
            places = {place for key in name.keys for place in self._named.get(key, ())}
            places |= {place for word in (*name.words, *name.spelt) for place in self._worded.get(word, ())}
            compared = ((place, compare_any([name], self._people[place].names)) for place in places)
            self._namesakes[name] = {place: found for place, found in compared if found[0]}
        return self._namesakes[name]


_NAMES = {
    Agreement.EQUAL: "the same name",
    Agreement.ALIKE: "a name that fits",
    Agreement.PART: "a name that agrees in part",
    Agreement.NONE: "another name",
}


def _explain(marks: list[_Shared], agreement: Agreement, *, is_full: bool) -> str:
    """Return why it may be the same person, in words: ``the same number, another name``."""
    ordered = sorted(set(marks), key=lambda shared: list(Kind).index(shared.kind))
    reasons = [f"the same {shared.kind}{_also(shared.holders)}" for shared in ordered]
    of_one_word = " of one word" if agreement == Agreement.EQUAL and not is_full else ""
    name = f"{_NAMES[agreement]}{of_one_word}"
    return ", ".join([*reasons, name]) if reasons else f"only {name}"


def _also(holders: int) -> str:
    return f" (of {holders} contacts)" if holders > 1 else ""
