"""What Google answers about a tab, as a `Table`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import inf
from typing import TYPE_CHECKING, Any

from sync.core.frame import make_frame
from sync.core.sheet import Kept
from sync.core.table import EMPTY, Area, Cell, CellError, Record, Rule, Table
from sync.errors import SetUpError
from sync.sheets.google.changes import CANDIDATES, name_candidates, name_key, name_record
from sync.sheets.google.rules import Handle

if TYPE_CHECKING:
    import pandas as pd

CELLS = (
    "userEnteredValue,effectiveValue,formattedValue,userEnteredFormat(numberFormat),textFormatRuns,chipRuns"
)
SHEETS = (
    "properties(sheetId,title,gridProperties(columnCount)),conditionalFormats,merges,"
    "protectedRanges(range,unprotectedRanges,warningOnly,requestingUserCanEdit),"
    f"data(startRow,startColumn,columnMetadata(hiddenByUser),rowData(values({CELLS})))"
)
FIELDS = f"properties(locale,timeZone),developerMetadata(metadataKey,metadataValue),sheets({SHEETS})"
"""The field mask of a read: what the rules look at, and what it takes to put a cell back."""


def read_table(answer: Mapping[str, Any], key: str, gid: int | None = None) -> Table:
    """Return the table in a Spreadsheet resource with grid data; `gid` None takes its only tab."""
    sheets = [
        sheet for sheet in answer.get("sheets", ()) if gid in {None, sheet["properties"].get("sheetId", 0)}
    ]
    if not sheets:
        raise SetUpError(
            "sheet", "the tab is not there", "correct tab, or the #gid of location, in the settings"
        )
    sheet, properties = sheets[0], sheets[0]["properties"]
    tab_id = properties.get("sheetId", 0)
    kept = read_kept(answer.get("developerMetadata", ()), tab_id)
    data: Mapping[str, Any] = next(iter(sheet.get("data", ())), {})
    return Table(
        cells=_read_cells(data),
        title=properties["title"],
        tab_id=tab_id,
        width=properties.get("gridProperties", {}).get("columnCount", 26),
        locale=answer.get("properties", {}).get("locale"),
        zone=answer.get("properties", {}).get("timeZone"),
        rules=tuple(_read_rules(sheet.get("conditionalFormats", ()))),
        protected=tuple(_read_protected(sheet.get("protectedRanges", ()))),
        merged=tuple(map(_read_area, sheet.get("merges", ()))),
        hidden=frozenset(_read_hidden(data)),
        record=kept.record,
        key=kept.key,
        candidates=kept.candidates,
        link=f"https://docs.google.com/spreadsheets/d/{key}/edit#gid={tab_id}",
    )


def _read_cells(data: Mapping[str, Any]) -> "pd.DataFrame":
    """Return the cells up to the last row and column in which something stands."""
    found = {
        (row, column): _read_cell(cell)
        for row, line in enumerate(data.get("rowData", ()), data.get("startRow", 0) + 1)
        for column, cell in enumerate(line.get("values", ()), data.get("startColumn", 0))
        if cell
    }
    used = [place for place, cell in found.items() if _is_used(cell)]
    bottom, right = max((row for row, _ in used), default=0), max((column for _, column in used), default=0)
    return make_frame(
        {(row, col): cell for (row, col), cell in found.items() if row <= bottom and col <= right}
    )


def _read_hidden(data: Mapping[str, Any]) -> Iterator[int]:
    for column, about in enumerate(data.get("columnMetadata", ()), data.get("startColumn", 0)):
        if about.get("hiddenByUser"):
            yield column


def _is_used(cell: Cell) -> bool:
    return cell.value is not None or bool(cell.formula)


def _read_cell(cell: Mapping[str, Any]) -> Cell:
    entered = cell.get("userEnteredValue")
    if entered is None and "effectiveValue" not in cell:
        return Cell(source=cell) if cell else EMPTY
    shown = cell.get("formattedValue", "")
    formula = (entered or {}).get("formulaValue", "")
    for kind, value in cell.get("effectiveValue", {}).items():
        return Cell(
            shown, CellError(shown or value["type"]) if kind == "errorValue" else value, formula, cell
        )
    return Cell(shown, None, formula, cell)


def _read_area(area: Mapping[str, int]) -> Area:
    """Return a GridRange, whose ends are exclusive and which leaves out what is unbounded."""
    last_column = area.get("endColumnIndex")
    first_row, first_column = area.get("startRowIndex", 0) + 1, area.get("startColumnIndex", 0)
    return Area(
        first_row, first_column, area.get("endRowIndex"), None if last_column is None else last_column - 1
    )


def _read_rules(formats: Sequence[Mapping[str, Any]]) -> Iterator[Rule]:
    """Yield all rules; those that have no formula of their own with none."""
    for index, rule in enumerate(formats):
        condition = rule.get("booleanRule", {}).get("condition", {})
        is_custom = condition.get("type") == "CUSTOM_FORMULA"
        formula = condition.get("values", [{}])[0].get("userEnteredValue", "") if is_custom else ""
        yield Rule(formula, tuple(map(_read_area, rule.get("ranges", ()))), Handle(index, rule))


def _read_protected(ranges: Sequence[Mapping[str, Any]]) -> Iterator[Area]:
    """Yield what the job may not write: each protected range without its exceptions."""
    for protected in ranges:
        if not (protected.get("requestingUserCanEdit") or protected.get("warningOnly")):
            areas = [_read_area(protected.get("range", {}))]
            for free in map(_read_area, protected.get("unprotectedRanges", ())):
                areas = [part for area in areas for part in _without(area, free)]
            yield from areas


def _without(area: Area, free: Area) -> Iterator[Area]:
    """Yield what is left of an area: above, below, and to the left and right of the part taken out."""
    top, left = max(area.first_row, free.first_row), max(area.first_column, free.first_column)
    bottom, right = _first(area.last_row, free.last_row), _first(area.last_column, free.last_column)
    if top > bottom or left > right:
        yield area
        return
    if area.first_row < top:
        yield area._replace(last_row=top - 1)
    if bottom < _end(area.last_row):
        yield area._replace(first_row=int(bottom) + 1)
    beside = area._replace(first_row=top, last_row=None if bottom == inf else int(bottom))
    if area.first_column < left:
        yield beside._replace(last_column=left - 1)
    if right < _end(area.last_column):
        yield beside._replace(first_column=int(right) + 1)


def _end(edge: int | None) -> float:
    return inf if edge is None else edge


def _first(edge: int | None, other: int | None) -> float:
    return min(_end(edge), _end(other))


def read_kept(metadata: Sequence[Mapping[str, Any]], tab_id: int) -> Kept:
    """Return what is kept of this tab; what somebody else wrote under the same keys is passed over.

    Of several records, as two machines may leave them, the latest counts; of several keys, or tabs, the
    smallest.
    """
    values: dict[str, list[str]] = {}
    for entry in metadata:
        values.setdefault(entry.get("metadataKey", ""), []).append(entry.get("metadataValue", ""))
    records = filter(None, map(_read_record, values.get(name_record(tab_id), ())))
    keys = filter(None, map(_read_key, values.get(name_key(tab_id), ())))
    tabs = [int(text) for text in values.get(name_candidates(tab_id), ()) if text.isdecimal()]
    latest = max(records, key=lambda record: record.day, default=None)
    return Kept(latest, min(keys, default=None), min(tabs, default=None))


def find_all_candidates(metadata: Sequence[Mapping[str, Any]]) -> Iterator[int]:
    """Yield the ids of the tabs of candidates of all lists in the spreadsheet."""
    for entry in metadata:
        text = entry.get("metadataValue", "")
        if CANDIDATES.fullmatch(entry.get("metadataKey", "")) and text.isdecimal():
            yield int(text)


def _read_record(text: str) -> Record | None:
    try:
        value = json.loads(text)
        return Record(date.fromisoformat(value["day"]), dict(value["figures"]))
    except (ValueError, TypeError, KeyError):
        return None


def _read_key(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text) or None
    except (ValueError, TypeError):
        return None
