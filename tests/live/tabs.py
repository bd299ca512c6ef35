"""Tabs of the probe's own: made in one write, removed in one."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sync.core.table import Table
from sync.sheets.google.changes import name_record
from sync.sheets.google.sheet import quote
from sync.sheets.google.table import FIELDS, read_table
from tests.live.api import Google, Json, Reply

PREFIX = "keep-in-touch's probe"
"""How its tabs are called; the apostrophe has to be doubled in a range."""
ROWS, COLUMNS = 20, 8


class Tab(NamedTuple):
    """An empty tab of 20 rows and 8 columns."""

    google: Google
    id: int
    title: str

    @property
    def range(self) -> str:
        """The whole tab in A1 notation."""
        return quote(self.title)

    def area(self, rows: tuple[int, int], columns: tuple[int, int]) -> Json:
        """Return cells as a GridRange, from 0, the ends excluded."""
        return {
            "sheetId": self.id,
            "startRowIndex": rows[0],
            "endRowIndex": rows[1],
            "startColumnIndex": columns[0],
            "endColumnIndex": columns[1],
        }

    def lines(self, dimension: str, start: int, end: int) -> Json:
        """Return rows or columns as a DimensionRange."""
        return {"sheetId": self.id, "dimension": dimension, "startIndex": start, "endIndex": end}

    def cells(self, row: int, column: int, *rows: Sequence[Json], fields: str = "userEnteredValue") -> Json:
        """Return the request that writes rows of CellData from a corner on."""
        start = {"sheetId": self.id, "rowIndex": row, "columnIndex": column}
        written = [{"values": list(values)} for values in rows]
        return {"updateCells": {"start": start, "rows": written, "fields": fields}}

    def values(self, row: int, column: int, *rows: Sequence[object]) -> Json:
        """Return the request that writes rows of plain values from a corner on."""
        return self.cells(row, column, *([enter(value) for value in values] for values in rows))

    def do(self, *changes: Json) -> list[Reply]:
        """Make changes that nothing should stand against."""
        return self.google.do(*changes)

    def read(self, fields: str) -> Json:
        """Return the tab under a mask of its fields."""
        return dict(self.google.get(f"sheets({fields})", self.range)["sheets"][0])

    def cell(self, row: int, column: int, fields: str) -> Json:
        """Return one cell under a mask of its fields; ``{}`` if it is empty."""
        rows = self.read(f"data(rowData(values({fields})))")["data"][0].get("rowData", [])
        values = rows[row].get("values", []) if row < len(rows) else []
        return values[column] if column < len(values) else {}

    def table(self) -> Table:
        """Return the tab as the job reads it."""
        return read_table(self.google.get(FIELDS, self.range), self.google.book_id, self.id)


def enter(value: object) -> Json:
    """Return a plain value as CellData: text that begins with ``=`` is a formula."""
    if isinstance(value, bool):
        return {"userEnteredValue": {"boolValue": value}}
    if isinstance(value, int | float):
        return {"userEnteredValue": {"numberValue": value}}
    kind = "formulaValue" if str(value).startswith("=") else "stringValue"
    return {"userEnteredValue": {kind: value}} if value else {}


@contextmanager
def own_tabs(google: Google, count: int) -> Iterator[list[Tab]]:
    """Give so many tabs, and remove them whatever happens; those of a probe that was killed go first."""
    ids = [secrets.randbelow(1 << 30) + 1 for _ in range(count)]
    tabs = [Tab(google, tab_id, f"{PREFIX} {tab_id}") for tab_id in ids]
    google.do(*remove_own(google), *map(_add, tabs))
    try:
        yield tabs
    finally:
        google.about = "cleaning up"
        if removals := list(remove_own(google)):
            google.do(*removals)


def remove_own(google: Google) -> Iterator[Json]:
    """Yield what removes the probe's tabs, and what the job keeps at the spreadsheet about them.

    A protection goes first, in case it stands in the way; metadata is deleted only where there is some.
    """
    sheets = "sheets(properties(sheetId,title),protectedRanges(protectedRangeId))"
    shown = google.get(f"{sheets},developerMetadata(metadataKey)")
    kept = {entry["metadataKey"] for entry in shown.get("developerMetadata", ())}
    for sheet in shown["sheets"]:
        if sheet["properties"]["title"].startswith(PREFIX):
            tab_id = sheet["properties"]["sheetId"]
            for protected in sheet.get("protectedRanges", ()):
                yield {"deleteProtectedRange": {"protectedRangeId": protected["protectedRangeId"]}}
            yield {"deleteSheet": {"sheetId": tab_id}}
            if (key := name_record(tab_id)) in kept:
                lookup = {"developerMetadataLookup": {"metadataKey": key}}
                yield {"deleteDeveloperMetadata": {"dataFilter": lookup}}


def _add(tab: Tab) -> Json:
    grid = {"rowCount": ROWS, "columnCount": COLUMNS}
    return {"addSheet": {"properties": {"sheetId": tab.id, "title": tab.title, "gridProperties": grid}}}
