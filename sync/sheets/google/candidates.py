"""What is written into the tab *Candidates*, as requests of the one batchUpdate (design.md, section 11).

Rows are appended, so that nothing lands on what somebody types meanwhile; a tick box comes with each row, and
with no other. Nothing is protected: whether a warning keeps a program out is not known.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from secrets import randbelow
from typing import Any, NamedTuple

from sync.core.candidates.tab.changes import AppendCandidate, FillCell, ForgetTab, MakeTab, PutStatus
from sync.core.candidates.tab.columns import ADD, NEW_COLUMNS, TabColumns, find_tab_columns
from sync.core.changes import Change, MendCell
from sync.core.contacts.columns import HeadersError
from sync.core.table import Table
from sync.sheets.google.changes import WHOLE_CELL, enter, keep, name_candidates, put_back, update

TICK_BOX = {"condition": {"type": "BOOLEAN"}, "strict": True, "showCustomUi": True}
_NEW_ROW = f"{WHOLE_CELL},dataValidation"
_ROWS = 1_000
_MOST_IDS = 2**31 - 1


class NewTab(NamedTuple):
    """What a tab that is made is called, by its owner and by Google."""

    title: str
    tab_id: int


def make_candidate_requests(
    changes: Sequence[Change], table: Table, offered: Table | None, new: NewTab | None
) -> Iterator[dict[str, Any]]:
    """Yield the requests that make the changes in the tab `offered`, or in the `new` one.

    `table` is the list, beside whose record the tab is remembered.
    """
    for change in changes:
        if isinstance(change, MakeTab) and new:
            if table.candidates is not None:
                yield forget(table.tab_id)
            yield from _make_tab(change, new)
            yield keep(name_candidates(table.tab_id), str(new.tab_id))
        elif isinstance(change, ForgetTab):
            yield forget(table.tab_id)
        elif isinstance(change, FillCell) and offered:
            fields = WHOLE_CELL if isinstance(change.value, date) else "userEnteredValue"
            yield update(offered, change.row, change.column, [enter(change.value, offered)], fields)
        elif isinstance(change, PutStatus) and offered:
            cells = [enter(change.text, offered)]
            yield update(offered, change.row, change.column, cells, "userEnteredValue")
        elif isinstance(change, MendCell) and offered:
            yield put_back(change, offered)
    rows = [change for change in changes if isinstance(change, AppendCandidate)]
    if rows and (new or offered):
        tab_id = new.tab_id if new else offered.tab_id if offered else 0
        add = _find_columns(offered).places.get(ADD)
        written = [{"values": _row(change, add, offered or table)} for change in rows]
        yield {"appendCells": {"sheetId": tab_id, "rows": written, "fields": _NEW_ROW}}


def choose_tab(title: str, there: Sequence[Mapping[str, Any]]) -> NewTab:
    """Return an id that is free, and the title or one like it; `there` are the properties of all tabs."""
    titles = {str(properties.get("title", "")).casefold() for properties in there}
    taken = {properties.get("sheetId", 0) for properties in there}
    titled = (f"{title} {n}" if n > 1 else title for n in count(1))
    ids = (1 + randbelow(_MOST_IDS) for _ in count())
    return NewTab(
        next(text for text in titled if text.casefold() not in titles),
        next(number for number in ids if number not in taken),
    )


def forget(list_id: int) -> dict[str, Any]:
    """Return the request that forgets the tab of the list of that id."""
    lookup = {"metadataKey": name_candidates(list_id)}
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}


def _find_columns(offered: Table | None) -> TabColumns:
    try:
        return find_tab_columns(offered) if offered else NEW_COLUMNS
    except HeadersError:
        return NEW_COLUMNS._replace(places={})


def _row(change: AppendCandidate, add: int | None, table: Table) -> list[dict[str, Any]]:
    cells = {column: enter(value, table) for column, value in change.values.items()}
    if add is not None:
        cells[add] = {**cells.get(add, {}), "dataValidation": TICK_BOX}
    return [cells.get(column, {}) for column in range(max(cells) + 1)]


def _make_tab(change: MakeTab, new: NewTab) -> Iterator[dict[str, Any]]:
    width = len(change.headers)
    grid = {"rowCount": _ROWS, "columnCount": width, "frozenRowCount": 1}
    yield {"addSheet": {"properties": {"sheetId": new.tab_id, "title": new.title, "gridProperties": grid}}}
    bold = {"textFormat": {"bold": True}}
    cells = [
        {"userEnteredValue": {"stringValue": header}, "userEnteredFormat": bold} for header in change.headers
    ]
    yield {
        "updateCells": {
            "start": {"sheetId": new.tab_id, "rowIndex": 0, "columnIndex": 0},
            "rows": [{"values": cells}],
            "fields": "userEnteredValue,userEnteredFormat.textFormat.bold",
        }
    }
    last = {"sheetId": new.tab_id, "dimension": "COLUMNS", "startIndex": width - 1, "endIndex": width}
    yield {
        "updateDimensionProperties": {
            "range": last,
            "properties": {"hiddenByUser": True},
            "fields": "hiddenByUser",
        }
    }
