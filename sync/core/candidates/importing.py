"""What an import writes: new candidates below the others, and what is new about those there (section 11)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sync.core.candidates.candidate import Candidate, find_shared
from sync.core.candidates.found import Found
from sync.core.candidates.merging import merge
from sync.core.candidates.offered import Offered
from sync.core.candidates.outcome import Counts, Fate, Maybe, Outcome, count
from sync.core.candidates.same.marks import identify_contact
from sync.core.candidates.same.verdict import Circle, Standing
from sync.core.candidates.tab import columns as tab
from sync.core.candidates.tab.changes import AppendCandidate, FillCell, Value
from sync.core.candidates.tab.columns import NEW_COLUMNS, TabColumns, find_tab_columns
from sync.core.candidates.tab.rows import Row, State, find_last_row, read_rows
from sync.core.candidates.wording import write_birthday
from sync.core.contacts.cells import is_blank
from sync.core.contacts.contacts import Contact

if TYPE_CHECKING:
    from sync.core.table import Table

LIMIT = 200
"""So many undecided candidates at once: more than that nobody goes through."""

_FATES = {State.OPEN: Fate.OFFERED, State.REFUSED: Fate.REFUSED, State.ADDED: Fate.ADDED}


class Imported(NamedTuple):
    """What was read: the people of each file, in the order given; and on which day.

    `region` is the country of numbers without a prefix (`find_region`), `limit` how many undecided candidates
    there may be at once.
    """

    files: Sequence[Sequence[Found]]
    today: date
    region: str | None = None
    limit: int = LIMIT


@dataclass(frozen=True)
class ImportPlan:
    """What an import writes into the Candidates tab, and what became of everybody.

    `is_new_tab` tells that the tab is still to be made, with the headers in the order of `tab.HEADERS`; where
    nobody is offered there are no changes, and none is made.
    """

    columns: TabColumns
    is_new_tab: bool
    changes: tuple[AppendCandidate | FillCell, ...]
    outcome: Outcome


class _Judged(NamedTuple):
    """A candidate with their fate, the row that is theirs, and the contact they may be."""

    candidate: Candidate
    fate: Fate
    row: Row | None = None
    maybe: Maybe | None = None


def plan_import(table: "Table | None", contacts: Sequence[Contact], imported: Imported) -> ImportPlan:
    """Work out whom to offer, and what to add to the rows of those who were offered before.

    `table` is the Candidates tab as read, None where there is none yet. The contacts are never changed.
    Raises `HeadersError` where the tab's headers are gone.
    """
    files, today, region, limit = imported
    columns = find_tab_columns(table) if table else NEW_COLUMNS
    rows = read_rows(table, columns) if table else []
    judged = list(_judge(merge(files, today, region), contacts, Offered(rows, region), region))
    room = max(0, limit - sum(row.is_undecided for row in rows))
    offers = sorted((one for one in judged if one.fate in {Fate.NEW, Fate.MAYBE}), key=_urgency)
    waiting = {one.candidate.keys for one in offers[room:]}
    judged = [one._replace(fate=Fate.WAITING) if one.candidate.keys in waiting else one for one in judged]
    first = (find_last_row(table, columns) if table else columns.header) + 1
    appended = (_append(one, row, columns) for row, one in enumerate(offers[:room], first))
    fills = tuple(_fill_rows(judged, columns))
    outcome = Outcome(
        tuple(_count_file(number, people, judged) for number, people in enumerate(files)),
        count(sum(map(len, files)), (one.fate for one in judged)),
        tuple(one.maybe for one in offers[:room] if one.maybe),
        len({fill.row for fill in fills}),
    )
    return ImportPlan(columns, table is None, (*fills, *appended), outcome)


def _judge(
    candidates: Iterable[Candidate], contacts: Sequence[Contact], offered: Offered, region: str | None
) -> Iterator[_Judged]:
    candidates = list(candidates)
    shared = find_shared(candidate.identity for candidate in candidates)
    circle = Circle(identify_contact(contact, region) for contact in contacts)
    for candidate in candidates:
        verdict = circle.judge(candidate.identity, shared)
        row = offered.find(candidate, shared)
        contact = None if verdict.place is None else contacts[verdict.place]
        maybe = Maybe(candidate.shown, contact.shown, verdict.reason) if contact and verdict.reason else None
        if not candidate.shown:
            yield _Judged(candidate, Fate.NAMELESS)
        elif verdict.standing == Standing.SAME:
            yield _Judged(candidate, Fate.LISTED)
        elif row:
            yield _Judged(candidate, _FATES[row.state], row, maybe)
        else:
            yield _Judged(candidate, Fate.MAYBE if maybe else Fate.NEW, None, maybe)


def _urgency(judged: _Judged) -> tuple[int, int, bool, bool]:
    """Order offers: those last in touch first, then who is in several sources, can be reached, is new."""
    candidate = judged.candidate
    day = candidate.last_contact.toordinal() if candidate.last_contact else 0
    is_reachable = bool(candidate.emails or candidate.phones)
    return -day, -len(candidate.sources), not is_reachable, judged.fate == Fate.MAYBE


def _count_file(number: int, people: Sequence[Found], judged: Iterable[_Judged]) -> Counts:
    return count(len(people), (one.fate for one in judged if number in one.candidate.files))


def _append(judged: _Judged, row: int, columns: TabColumns) -> AppendCandidate:
    values = _write(judged)
    return AppendCandidate(
        row, {columns.places[field]: value for field, value in values.items() if field in columns.places}
    )


def _fill_rows(judged: Iterable[_Judged], columns: TabColumns) -> Iterator[FillCell]:
    """Yield what is new about those who are offered already: a row may be that of several candidates."""
    rows: dict[int, Row] = {}
    people: dict[int, list[_Judged]] = defaultdict(list)
    for one in judged:
        if one.fate == Fate.OFFERED and one.row:
            rows[one.row.row] = one.row
            people[one.row.row].append(one)
    for number, row in rows.items():
        for field, value in _find_news(people[number], row).items():
            if field in columns.places and _is_free(row, field, value):
                yield FillCell(number, columns.places[field], value)


def _find_news(people: Sequence[_Judged], row: Row) -> dict[str, Value]:
    """Return what there is to say of those whose row it is, by field; the row's own sources come first."""
    news = {field: value for one in reversed(people) for field, value in _write(one).items()}
    named = row.text(tab.SOURCES)
    known = {part.strip() for part in named.split(",")}
    sources = dict.fromkeys(source for one in people for source in one.candidate.sources)
    others = (source for source in sources if source not in known)
    return news | {tab.SOURCES: ", ".join(filter(None, [named, *others]))}


def _is_free(row: Row, field: str, value: Value) -> bool:
    """Return whether the cell may be filled: an empty one, or a shorter list of sources."""
    cell = row.cell(field)
    is_longer = field == tab.SOURCES and value != row.text(field)
    return not cell.formula and (is_blank(cell) or is_longer)


def _write(judged: _Judged) -> Mapping[str, Value]:
    """Return what there is to say, by field."""
    candidate = judged.candidate
    values: dict[str, Value | None] = {
        tab.NAME: candidate.name,
        tab.EMAIL: ", ".join(candidate.emails),
        tab.PHONE: ", ".join(candidate.phones),
        tab.PROFILE: " ".join(candidate.profiles),
        tab.ABOUT: candidate.about,
        tab.LAST: candidate.last_contact,
        tab.BIRTHDAY: write_birthday(candidate.birthday) if candidate.birthday else "",
        tab.SOURCES: ", ".join(candidate.sources),
        tab.MAYBE: str(judged.maybe) if judged.maybe else "",
        tab.KEY: candidate.keys[0],
    }
    return {field: value for field, value in values.items() if value and str(value).strip()}
