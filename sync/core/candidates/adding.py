"""Who is ticked and joins the list: one new row each, or only a word in the tab (design.md, section 11)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from sync.core.candidates.new_row import NewRow, write_new_row
from sync.core.candidates.same.marks import Identity, Kind, identify_contact
from sync.core.candidates.same.names import Agreement, Name, compare_any
from sync.core.candidates.same.verdict import Circle, Standing
from sync.core.candidates.tab import columns as tab
from sync.core.candidates.tab.changes import PutStatus
from sync.core.candidates.tab.columns import find_tab_columns
from sync.core.candidates.tab.rows import Row, State, identify_row, read_rows
from sync.core.candidates.wording import write_added
from sync.core.contacts.columns import Columns, HeadersError
from sync.core.contacts.contacts import Contact, Look, Problem, read_contacts

if TYPE_CHECKING:
    from sync.core.table import Table


class Addition(NamedTuple):
    """Somebody to be added to the list: their `key` and `row` in the tab, and the new row of the list."""

    key: str
    row: int
    shown: str
    new_row: NewRow


class Additions(NamedTuple):
    """What a run does with the ticks: new rows for the list, in this order, and a Status for who is ticked.

    Who gets a Status and is none of the `people` stands in the list already.
    """

    people: tuple[Addition, ...] = ()
    statuses: tuple[PutStatus, ...] = ()
    problems: tuple[Problem, ...] = ()


def plan_additions(table: "Table", look: Look, columns: Columns, region: str | None = None) -> Additions:
    """Work out who is added to the list. Headers that are gone are a problem, and nobody is added.

    `table` is the Candidates tab as read, `look` and `columns` are the list's. `No` stands above a tick, and
    who was added once is not added again. `region` is the country of numbers without a prefix.
    """
    try:
        tab_columns = find_tab_columns(table)
    except HeadersError as error:
        return Additions(problems=(Problem(None, error.what or table.title, str(error), error.cure),))
    rows = read_rows(table, tab_columns)
    refused = _find_keys(rows, State.REFUSED)
    ticked = [row for row in rows if row.is_ticked and row.state == State.OPEN and row.key not in refused]
    if not ticked:
        return Additions()
    named = [row for row in ticked if row.shown]
    contacts = read_contacts(look, columns)
    place = tab_columns.places[tab.STATUS]
    return Additions(
        tuple(
            Addition(row.key, row.row, row.shown, write_new_row(row, table, look, columns))
            for row in _find_new(named, _find_keys(rows, State.ADDED), contacts, region)
        ),
        tuple(
            PutStatus(row.row, place, row.key, write_added(look.today, row.text(tab.STATUS))) for row in named
        ),
        tuple(_find_nobody(row, table) for row in ticked if not row.shown),
    )


def _find_new(
    ticked: Sequence[Row], added: frozenset[str], contacts: Iterable[Contact], region: str | None
) -> Iterator[Row]:
    """Yield the row of each person who is not in the list yet, once."""
    circle = Circle(identify_contact(contact, region) for contact in contacts)
    identities = [identify_row(row, region) for row in ticked]
    disputed = _find_disputed(identities)
    known = set(added)
    for row, identity in zip(ticked, identities, strict=True):
        if row.key in known or circle.judge(identity, disputed).standing == Standing.SAME:
            continue
        circle.add(identity)
        known |= {row.key} - {""}
        yield row


def _find_keys(rows: Iterable[Row], state: State) -> frozenset[str]:
    """Return the keys of the rows of which that was decided: the owner may have copied a row."""
    return frozenset(row.key for row in rows if row.state == state and row.key)


def _find_disputed(identities: Iterable[Identity]) -> frozenset[tuple[Kind, str]]:
    """Return the marks that several hold whose names do not agree: with them, only an equal name decides."""
    held: dict[tuple[Kind, str], list[tuple[Name, ...]]] = defaultdict(list)
    for identity in identities:
        for mark in identity.marks:
            held[mark.kind, mark.value].append(identity.names)
    return frozenset(mark for mark, names in held.items() if not _all_agree(names))


def _all_agree(names: Iterable[tuple[Name, ...]]) -> bool:
    pairs = combinations(dict.fromkeys(names), 2)
    return all(compare_any(one, other)[0] >= Agreement.ALIKE for one, other in pairs)


def _find_nobody(row: Row, table: "Table") -> Problem:
    what = f"row {row.row} of the tab “{table.title}” is ticked, but nobody is named in it"
    return Problem(None, "", what, "type a name, an address or a number there, or take the tick away")
