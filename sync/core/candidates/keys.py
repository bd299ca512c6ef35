"""How a candidate is known again, whatever the owner did to the other cells of their row (section 11).

The key is a profile, else an address, else a number, else the name and its place among the namesakes of that
source. Families and offices share addresses and numbers, so that these have the name beside them, as a
profile has that several people hold.
"""

import re
from typing import NamedTuple

from sync.core.candidates.same.marks import Identity, Kind, Mark
from sync.core.candidates.same.names import Agreement, compare_any, read_name
from sync.core.contacts.cells import line_of
from sync.core.table import Cell

_BY_MARK = re.compile(r"(?P<mark>https://\S+|\S*@\S+|\+?\d+(?:;ext=\d+)?)(?: (?P<words>.*))?")
_ENOUGH = {
    Kind.PROFILE: Agreement.PART,
    Kind.ADDRESS: Agreement.PART,
    Kind.NUMBER: Agreement.EQUAL,
    Kind.BOX: Agreement.EQUAL,
}
"""How far a name must agree with the one in a key of the same mark."""


class NamedMark(NamedTuple):
    """What a key by a mark says: that, and the words of the name beside it, "" where it needs none."""

    value: str
    words: str


def make_keys(identity: Identity, shared: frozenset[tuple[Kind, str]]) -> tuple[str, ...]:
    """Return the keys by what they are known by, the best first; none where that is a name alone.

    `shared` are the marks that others hold as well.
    """
    order = list(Kind)
    marks = sorted(identity.marks, key=lambda mark: (order.index(mark.kind), mark.value))
    return tuple(
        _as_read(mark.value if stands_alone(mark, shared) else f"{mark.value} {identity.words}")
        for mark in marks
    )


def stands_alone(mark: Mark, shared: frozenset[tuple[Kind, str]]) -> bool:
    """Return whether the mark tells who somebody is, whatever they are called: a profile of their own."""
    return mark.kind == Kind.PROFILE and (mark.kind, mark.value) not in shared


def make_name_key(source: str, words: str, place: int) -> str:
    """Return the key of somebody of whom a source knows nothing but the name."""
    return _as_read(f"{source}: {words} {place}")


def read_key(key: str) -> NamedMark | None:
    """Return what a key by a mark says, None for a key by name."""
    match = _BY_MARK.fullmatch(key)
    return NamedMark(match["mark"], match["words"] or "") if match else None


def is_named(words: str, mark: Mark, identity: Identity, *, is_shared: bool) -> bool:
    """Return whether the name beside a mark of theirs is theirs as well.

    `is_shared` tells that others hold the mark, too, so that the name must be equal.
    """
    agreement, _ = compare_any(identity.names, [read_name(words)])
    enough = Agreement.EQUAL if is_shared else _ENOUGH[mark.kind]
    return words == identity.words or agreement >= enough


def _as_read(key: str) -> str:
    """Return the key as it is read back from its cell."""
    return line_of(Cell(key))
