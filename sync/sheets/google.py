"""Contacts in a Google Sheet, through gspread: one read, one atomic write (design.md, section 5)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gspread.http_client import HTTPClient

from sync.core.table import (
    EMPTY,
    Area,
    Cell,
    CellError,
    Change,
    PutRecord,
    Record,
    Rule,
    Table,
)
from sync.errors import SetUpError
from sync.sheets.google_changes import find_key, make_requests
from sync.sheets.key import load_key
from sync.sheets.wire import GOOGLE, Patience, Wire

if TYPE_CHECKING:
    import pandas as pd

    from sync.sheets.address import GoogleAddress

CELLS = (
    "userEnteredValue,effectiveValue,formattedValue,userEnteredFormat(numberFormat),textFormatRuns,chipRuns"
)
SHEETS = (
    "properties(sheetId,title,gridProperties(columnCount)),conditionalFormats,"
    "protectedRanges(range,unprotectedRanges,warningOnly,requestingUserCanEdit),"
    f"data(startRow,startColumn,rowData(values({CELLS})))"
)
FIELDS = f"properties(locale,timeZone),developerMetadata(metadataKey,metadataValue),sheets({SHEETS})"
"""The field mask of a read: what the rules look at, and what it takes to put a cell back."""


class Tab(NamedTuple):
    """Which tab was read, and how many columns its grid had."""

    id: int
    title: str
    width: int


class GoogleSheet:
    """A tab of a Google Sheet; see `sync.core.table.Sheet`.

    Raises the errors of `sync.errors` for whatever Google, the network or the key have to object.
    """

    def __init__(
        self,
        address: "GoogleAddress",
        key_file: Path,
        tab: str | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.address, self.tab = address, tab
        self.wire = Wire(load_key(key_file), patience or Patience())
        self.client = HTTPClient(self.wire.credentials, session=self.wire)
        self.last: Table | None = None

    @property
    def requests(self) -> int:
        """Requests sent so far, the token's included."""
        return self.wire.count

    @property
    def account(self) -> str:
        """The address to share the sheet with."""
        return str(self.wire.credentials.service_account_email)

    def check_free(self) -> None:
        """Do nothing: a Google Sheet may be open anywhere."""

    def read(self) -> Table:
        """Read the tab with all that the rules look at: one request, and one more where no tab is named."""
        if self.tab is not None:
            return self._remember(self._get({"ranges": [quote(self.tab)], "fields": FIELDS}))
        gid = self.address.gid if self.address.gid is not None else self._find_first_tab()
        filters = {"dataFilters": [{"gridRange": {"sheetId": gid}}], "includeGridData": True}
        return self._remember(self._post(":getByDataFilter", FIELDS, filters), gid)

    def write(self, changes: Sequence[Change]) -> Table:
        """Make the changes in one request, all or none, and return the tab as it is afterwards."""
        table = self.last or self.read()
        body: dict[str, Any] = {"requests": list(make_requests(changes, table))}
        records = [change.record for change in changes if isinstance(change, PutRecord)]
        if len(records) == len(changes):
            self._post(":batchUpdate", "replies", body)
            return replace(table, record=records[-1])
        body["includeSpreadsheetInResponse"] = body["responseIncludeGridData"] = True
        body["responseRanges"] = [quote(table.title)]
        answer = self._post(":batchUpdate", f"updatedSpreadsheet({FIELDS})", body)
        return self._remember(answer["updatedSpreadsheet"], table.tab_id)

    def _find_first_tab(self) -> int:
        answer = self._get({"fields": "sheets(properties(sheetId,index,hidden,sheetType))"})
        for sheet in answer.get("sheets", ()):
            properties = sheet.get("properties", {})
            if not properties.get("hidden") and properties.get("sheetType", "GRID") == "GRID":
                return int(properties.get("sheetId", 0))
        raise SetUpError("sheet", "it has no visible tab", "unhide the tab with your contacts")

    def _get(self, params: dict[str, Any]) -> dict[str, Any]:
        return dict(self.client.spreadsheets_get(self.address.key, params=params))

    def _post(self, method: str, fields: str, body: Mapping[str, Any]) -> dict[str, Any]:
        url = f"{GOOGLE}/v4/spreadsheets/{self.address.key}{method}"
        return dict(self.client.request("post", url, params={"fields": fields}, json=body).json())

    def _remember(self, answer: Mapping[str, Any], gid: int | None = None) -> Table:
        self.last = read_table(answer, self.address.key, gid)
        return self.last


def quote(title: str) -> str:
    """Return the tab's title as a range: quoted, it is never taken for a cell or a named range."""
    doubled = title.replace("'", "''")
    return f"'{doubled}'"


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
    return Table(
        cells=_read_cells(next(iter(sheet.get("data", ())), {})),
        title=properties["title"],
        tab_id=tab_id,
        width=properties.get("gridProperties", {}).get("columnCount", 26),
        locale=answer.get("properties", {}).get("locale"),
        zone=answer.get("properties", {}).get("timeZone"),
        rules=tuple(_read_rules(sheet.get("conditionalFormats", ()))),
        protected=tuple(_read_protected(sheet.get("protectedRanges", ()))),
        record=_read_record(answer.get("developerMetadata", ()), tab_id),
        link=f"https://docs.google.com/spreadsheets/d/{key}/edit#gid={tab_id}",
    )


def _read_cells(data: Mapping[str, Any]) -> "pd.DataFrame":
    """Return the cells from row 1 and column 0 to the last used ones."""
    import pandas as pd

    rows = [[_read_cell(cell) for cell in row.get("values", ())] for row in data.get("rowData", ())]
    rows = [[]] * data.get("startRow", 0) + [[EMPTY] * data.get("startColumn", 0) + row for row in rows]
    width = max((place + 1 for row in rows for place, cell in enumerate(row) if _is_used(cell)), default=0)
    while rows and not any(map(_is_used, rows[-1])):
        rows.pop()
    full = [row[:width] + [EMPTY] * (width - len(row)) for row in rows]
    columns = {column: [row[column] for row in full] for column in range(width)}
    return pd.DataFrame(columns, index=range(1, len(full) + 1), columns=range(width), dtype=object)


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
    for index, rule in enumerate(formats):
        condition = rule.get("booleanRule", {}).get("condition", {})
        if condition.get("type") == "CUSTOM_FORMULA":
            formula = condition.get("values", [{}])[0].get("userEnteredValue", "")
            yield Rule(formula, tuple(map(_read_area, rule.get("ranges", ()))), (index, rule))


def _read_protected(ranges: Sequence[Mapping[str, Any]]) -> Iterator[Area]:
    """Yield what the job may not write; where exceptions are listed too, Google is left to judge."""
    for protected in ranges:
        may_edit = protected.get("requestingUserCanEdit") or protected.get("warningOnly")
        if not may_edit and not protected.get("unprotectedRanges"):
            yield _read_area(protected.get("range", {}))


def _read_record(metadata: Sequence[Mapping[str, Any]], tab_id: int) -> Record | None:
    """Return the latest record of this tab; what somebody else wrote under the same key is no record."""
    found = []
    for entry in metadata:
        if entry.get("metadataKey") == find_key(tab_id):
            try:
                value = json.loads(entry.get("metadataValue", ""))
                found.append(Record(date.fromisoformat(value["day"]), dict(value["figures"])))
            except (ValueError, TypeError, KeyError):
                continue
    return max(found, key=lambda record: record.day, default=None)
