"""The job's changes as requests of one batchUpdate."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sync.core.candidates.tab.changes import AddRow, Value
from sync.core.changes import (
    Change,
    DropFlag,
    FlagKind,
    MendCell,
    PutBack,
    PutDue,
    PutFlag,
    PutKey,
    PutRecord,
    PutText,
)
from sync.core.table import Area, Cell, Record, Table
from sync.sheets.google.rules import find_handle

_RED, _AMBER = {"red": 0.98, "green": 0.85, "blue": 0.84}, {"red": 1.0, "green": 0.95, "blue": 0.8}
_FORMATS: Mapping[FlagKind, Any] = {
    "overdue": {"backgroundColor": _RED, "textFormat": {"bold": True}},
    "coming_up": {"backgroundColor": _AMBER},
}
"""Colour is never alone: what is overdue is bold as well."""

_DATE_KINDS = {"DATE", "DATE_TIME"}
WHOLE_CELL = "userEnteredValue,userEnteredFormat.numberFormat"
MOST = 50_000
"""So many characters a cell holds."""
_RICH = ("textFormatRuns", "chipRuns")


def name_record(tab_id: int) -> str:
    """Return the metadata key under which the tab's last summary is recorded."""
    return f"keep-in-touch-{tab_id}"


def name_key(tab_id: int) -> str:
    """Return the metadata key under which the key of the tab's answers is kept."""
    return f"{name_record(tab_id)}-key"


CANDIDATES = re.compile(r"keep-in-touch-\d+-candidates")
"""The key of `name_candidates`, whatever the list."""


def name_candidates(tab_id: int) -> str:
    """Return the metadata key under which the id of the tab's *Candidates* is kept."""
    return f"{name_record(tab_id)}-candidates"


def make_requests(changes: Sequence[Change], table: Table) -> Iterator[dict[str, Any]]:
    """Yield the requests that make the changes, in an order in which each still finds its place."""
    added = [change for change in changes if isinstance(change, AddRow)]
    places = [change.column for change in changes if isinstance(change, PutDue | PutText)]
    places += [change.due for change in added]
    if places and max(places) >= table.width:
        lacking = max(places) + 1 - table.width
        yield {"appendDimension": {"sheetId": table.tab_id, "dimension": "COLUMNS", "length": lacking}}
    for change in changes:
        if isinstance(change, PutText) and _is_out_of_sight(change.column, table):
            yield _show_column(change.column, table.tab_id)
    for change in changes:
        if isinstance(change, PutText):
            value = {"userEnteredValue": {"stringValue": change.text}}
            yield update(table, change.row, change.column, [value], "userEnteredValue")
        if isinstance(change, PutBack):
            yield put_back(change, table)
        if isinstance(change, PutKey):
            yield keep(name_key(table.tab_id), change.key.hex())
        if isinstance(change, PutRecord):
            yield from _record(change, table.tab_id)
    yield from _put_dues([change for change in changes if isinstance(change, PutDue)], table)
    if added:
        yield _add_rows(added, table)
    yield from _flag(changes, table.tab_id)


def _is_out_of_sight(column: int, table: Table) -> bool:
    """Return whether a column that is added is hidden; one beyond the grid looks as the last one does."""
    return column not in table.columns and min(column, table.width - 1) in table.hidden


def _show_column(column: int, tab_id: int) -> dict[str, Any]:
    line = {"sheetId": tab_id, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}
    return {
        "updateDimensionProperties": {
            "range": line,
            "properties": {"hiddenByUser": False},
            "fields": "hiddenByUser",
        }
    }


def _put_dues(changes: Sequence[PutDue], table: Table) -> Iterator[dict[str, Any]]:
    """Yield one request for each run of rows without a gap."""
    ordered = sorted(changes, key=lambda change: (change.column, change.row))
    runs = groupby(enumerate(ordered), key=lambda pair: (pair[1].column, pair[1].row - pair[0]))
    for _, run in runs:
        block = [change for _, change in run]
        values = [_due_cell(change, table) for change in block]
        yield update(table, block[0].row, block[0].column, values, WHOLE_CELL)


def _due_cell(change: PutDue, table: Table) -> dict[str, Any]:
    present = table.cell(change.row, change.column)
    number_format = _source(present).get("userEnteredFormat", {}).get("numberFormat", {})
    if number_format.get("type") not in _DATE_KINDS:
        number_format = {"type": "DATE"}
    return {
        "userEnteredValue": {"formulaValue": change.formula},
        "userEnteredFormat": {"numberFormat": number_format},
    }


def _source(cell: Cell) -> Mapping[str, Any]:
    return cell.source if isinstance(cell.source, Mapping) else {}


def put_back(change: PutBack | MendCell, table: Table) -> dict[str, Any]:
    """Return the request that puts a cell back as Google gave it, rich text and chips included."""
    source = _source(change.cell) or _enter(change.cell)
    names = [name for name in ("userEnteredValue", *_RICH) if name in source]
    kept: dict[str, Any] = {name: source[name] for name in names}
    if change.cell.formula:
        kept["userEnteredValue"] = {"formulaValue": change.cell.formula}
    if number_format := source.get("userEnteredFormat", {}).get("numberFormat"):
        kept["userEnteredFormat"] = {"numberFormat": number_format}
    fields = [WHOLE_CELL, *(name for name in _RICH if name in source)]
    return update(table, change.row, change.column, [kept], ",".join(fields))


def _enter(cell: Cell) -> dict[str, Any]:
    """Return what a cell that was not read from Google becomes there: a number in it is a day."""
    if cell.value is None:
        return {}
    if cell.number is None and not cell.formula:
        return {"userEnteredValue": {"stringValue": cell.value}}
    day = {"numberFormat": {"type": "DATE"}}
    return {"userEnteredValue": {"numberValue": cell.number}, "userEnteredFormat": day}


def _add_rows(added: Sequence[AddRow], table: Table) -> dict[str, Any]:
    """Return the request that adds rows below everything: no row that somebody types meanwhile is hit.

    They look as the last row does.
    """
    last = max(table.cells.index[table.cells.index < min(change.row for change in added)], default=0)
    rows = []
    for change in added:
        cells = {column: enter(value, table) for column, value in change.values.items()}
        cells[change.due] = {"userEnteredValue": {"formulaValue": change.formula}}
        days = {column for column, value in change.values.items() if isinstance(value, date)} | {change.due}
        for column in range(max([*cells, *table.columns]) + 1):
            look = _source(table.cell(last, column)).get("userEnteredFormat", {}).get("numberFormat", {})
            if column in days and look.get("type") not in _DATE_KINDS:
                look = {"type": "DATE"}
            if look:
                cells[column] = {**cells.get(column, {}), "userEnteredFormat": {"numberFormat": look}}
        rows.append({"values": [cells.get(column, {}) for column in range(max(cells) + 1)]})
    return {"appendCells": {"sheetId": table.tab_id, "rows": rows, "fields": WHOLE_CELL}}


def enter(value: Value, table: Table) -> dict[str, Any]:
    """Return the cell of a value: text stays text, whatever it begins with."""
    if isinstance(value, date):
        return {
            "userEnteredValue": {"numberValue": table.serial_of(value)},
            "userEnteredFormat": {"numberFormat": {"type": "DATE"}},
        }
    return {"userEnteredValue": {"stringValue": value[:MOST]}}


def update(table: Table, row: int, column: int, values: Sequence[Any], fields: str) -> dict[str, Any]:
    start = {"sheetId": table.tab_id, "rowIndex": row - 1, "columnIndex": column}
    rows = [{"values": [value]} for value in values]
    return {"updateCells": {"start": start, "rows": rows, "fields": fields}}


def _flag(changes: Sequence[Change], tab_id: int) -> Iterator[dict[str, Any]]:
    """Yield the flags' requests: change those that stay, drop from the last up, add in front."""
    flags = [change for change in changes if isinstance(change, PutFlag)]
    for flag in flags:
        if flag.replaces:
            handle = find_handle(flag.replaces)
            body = _rule(flag, tab_id, handle.rule["booleanRule"]["format"])
            yield {"updateConditionalFormatRule": {"index": handle.place, "rule": body}}
    dropped = [find_handle(change.rule).place for change in changes if isinstance(change, DropFlag)]
    for index in sorted(dropped, reverse=True):
        yield {"deleteConditionalFormatRule": {"sheetId": tab_id, "index": index}}
    for flag in flags:
        if flag.replaces is None:
            body = _rule(flag, tab_id, _FORMATS[flag.kind])
            yield {"addConditionalFormatRule": {"rule": body, "index": 0}}


def _rule(flag: PutFlag, tab_id: int, look: Mapping[str, Any]) -> dict[str, Any]:
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": flag.formula}]}
    ranges = [_range(area, tab_id) for area in flag.areas]
    return {"ranges": ranges, "booleanRule": {"condition": condition, "format": look}}


def _range(area: Area, tab_id: int) -> dict[str, int]:
    found = {"sheetId": tab_id, "startRowIndex": area.first_row - 1, "startColumnIndex": area.first_column}
    if area.last_row is not None:
        found["endRowIndex"] = area.last_row
    if area.last_column is not None:
        found["endColumnIndex"] = area.last_column + 1
    return found


def _record(change: PutRecord, tab_id: int) -> Iterator[dict[str, Any]]:
    """Yield what records a summary: keys are not unique, so an earlier one is taken out first."""
    name = name_record(tab_id)
    if change.again:
        yield {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataKey": name}}}}
    yield keep(name, write_record(change.record))


def keep(name: str, value: str) -> dict[str, Any]:
    metadata = {
        "metadataKey": name,
        "metadataValue": value,
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def write_record(record: Record) -> str:
    """Return the record as JSON text."""
    return json.dumps({"day": record.day.isoformat(), "figures": dict(record.figures)})
