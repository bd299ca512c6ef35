"""Contacts in a Google Sheet, through gspread: one read, one atomic write (design.md, section 5)."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gspread.http_client import HTTPClient

from sync.core.candidates.tab.changes import MakeTab
from sync.core.changes import Change, PutRecord
from sync.core.sheet import Kept
from sync.core.table import Table
from sync.errors import MissingTabError, RefusedWriteError, SetUpError
from sync.sheets.google.candidates import NewTab, choose_tab, make_candidate_requests
from sync.sheets.google.changes import make_requests, name_candidates, name_key, name_record
from sync.sheets.google.furnish import make_furnishing
from sync.sheets.google.key import load_key
from sync.sheets.google.meanwhile import importing
from sync.sheets.google.rules import REPLIES, OwnersRules
from sync.sheets.google.table import FIELDS, find_all_candidates, read_kept, read_table
from sync.sheets.google.wire import GOOGLE, Patience, Wire

if TYPE_CHECKING:
    from sync.sheets.address import GoogleAddress

PROBE = {
    "deleteDeveloperMetadata": {
        "dataFilter": {"developerMetadataLookup": {"metadataKey": "keep-in-touch-check"}}
    }
}
"""A write that changes nothing: there is no metadata of that key. Only who may edit the sheet may ask it."""

METADATA = "matchedDeveloperMetadata(developerMetadata(metadataKey,metadataValue))"
"""The field mask of a question for metadata alone."""


class GoogleSheet:
    """A tab of a Google Sheet; see `sync.core.sheet.Sheet`.

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
        self.gid = address.gid if tab is None else None
        self.wire = Wire(load_key(key_file), patience or Patience())
        self.client = HTTPClient(self.wire.credentials, session=self.wire)
        self.rules = OwnersRules()
        self.last: Table | None = None
        self.offered: Table | None = None
        self.shows_metadata = False

    @property
    def requests(self) -> int:
        """Requests sent so far, the token's included."""
        return self.wire.count

    @property
    def account(self) -> str:
        """The address to share the sheet with."""
        return str(self.wire.credentials.service_account_email)

    @property
    def unprotect_cure(self) -> str:
        """What the owner has to do where a cell is protected, so that the job may write it."""
        return f"let {self.account} edit it, under Data › Protect"

    def check_free(self) -> None:
        """Do nothing: a Google Sheet may be open anywhere."""

    def sign_in(self) -> None:
        """Get a token for the key, as every run does before it reads."""
        self.wire.find_token()

    def find_skew(self, now: datetime) -> float | None:
        """Return by how many seconds `now` is ahead of Google's clock; None where Google told no time."""
        if self.wire.google_time is None:
            self.sign_in()
        google = self.wire.google_time
        return (now - google).total_seconds() if google else None

    def may_write(self) -> bool:
        """Return whether the account may write, by a write that changes nothing; see `Sheet`."""
        try:
            self._post(":batchUpdate", "spreadsheetId", {"requests": [PROBE]})
        except RefusedWriteError:
            return False
        return True

    def read(self) -> Table:
        """Read the tab with all that the rules look at: one request, and one more where no tab is named.

        The tab that was read first stays the one, whatever it is called by then. After a write whose answer
        was lost, one request more may put back a conditional format, as for `write`.
        """
        with importing("pandas"):
            answer = self._ask()
        return self._settle(self._remember(answer))

    def _ask(self) -> dict[str, Any]:
        if self.gid is None and self.tab is not None:
            self.shows_metadata = True
            return self._get({"ranges": [quote(self.tab)], "fields": FIELDS})
        if self.gid is None:
            self.gid = self._find_first_tab()
        return self._ask_for(self.gid)

    def _ask_for(self, tab_id: int) -> dict[str, Any]:
        filters = {"dataFilters": [{"gridRange": {"sheetId": tab_id}}], "includeGridData": True}
        return self._post(":getByDataFilter", FIELDS, filters)

    def read_candidates(self) -> Table | None:
        """Read the tab of candidates by its id, in one request; see `Sheet`.

        Only a refusal that names that very id says that the tab is gone, in whatever language.
        """
        tab_id = self.last.candidates if self.last else None
        if tab_id is None:
            return None
        try:
            answer = self._ask_for(tab_id)
        except MissingTabError as error:
            if str(tab_id) not in error.told:
                raise
            self.offered = None
        else:
            self.offered = read_table(answer, self.address.key, tab_id)
        return self.offered

    def find_kept(self) -> Kept:
        """Ask for the metadata alone, unless an answer has shown it: a read by grid range may not."""
        if self.last and self.shows_metadata:
            return Kept(self.last.record, self.last.key, self.last.candidates)
        tab_id = self.gid or 0
        names = [name_record(tab_id), name_key(tab_id), name_candidates(tab_id)]
        body = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": name}} for name in names]}
        answer = self._post("/developerMetadata:search", METADATA, body)
        self.shows_metadata = True
        found = [match["developerMetadata"] for match in answer.get("matchedDeveloperMetadata", ())]
        kept = read_kept(found, tab_id)
        if self.last:
            self.last = replace(self.last, record=kept.record, key=kept.key, candidates=kept.candidates)
        return kept

    def write(self, changes: Sequence[Change]) -> Table:
        """Make the changes in one request, all or none, and return the tab as it is afterwards.

        One request more puts back a conditional format of the owner's that stood where one of the job's was.
        """
        table = self.last or self.read()
        new = self._choose_tab(changes)
        requests = [
            *make_requests(changes, table),
            *make_candidate_requests(changes, table, self.offered, new),
        ]
        records = [change.record for change in changes if isinstance(change, PutRecord)]
        if len(records) == len(changes):
            self._post(":batchUpdate", "replies", {"requests": requests})
            return replace(table, record=records[-1])
        return self._settle(self._batch(requests, table, new))

    def _choose_tab(self, changes: Sequence[Change]) -> NewTab | None:
        """Return an id and a title that are free, where a tab is to be made: one request tells."""
        title = next((change.title for change in changes if isinstance(change, MakeTab)), None)
        if title is None:
            return None
        answer = self._get({"fields": "sheets(properties(sheetId,title))"})
        return choose_tab(title, [sheet.get("properties", {}) for sheet in answer.get("sheets", ())])

    def furnish(self, columns: Mapping[str, int]) -> None:
        """Give the tab the looks of a new list; what Google refuses of it is left: a list needs no looks."""
        table = self.last or self.read()
        with suppress(RefusedWriteError):
            self._post(
                ":batchUpdate", "spreadsheetId", {"requests": list(make_furnishing(columns, table.tab_id))}
            )

    def _settle(self, table: Table) -> Table:
        while self.rules.owed:
            table = self._batch(list(self.rules.put_back(table)), table)
        return table

    def _batch(self, requests: Sequence[dict[str, Any]], table: Table, new: NewTab | None = None) -> Table:
        titles = [tab.title for tab in (table, self.offered, new) if tab]
        body = {
            "requests": requests,
            "includeSpreadsheetInResponse": True,
            "responseIncludeGridData": True,
            "responseRanges": [quote(title) for title in titles],
        }
        self.rules.begin(requests, table)
        answer = self._post(":batchUpdate", f"{REPLIES},updatedSpreadsheet({FIELDS})", body)
        self.rules.end(requests, answer.get("replies", ()))
        self.shows_metadata = True
        return self._remember(answer["updatedSpreadsheet"])

    def _find_first_tab(self) -> int:
        """Return the first tab in sight that holds cells and is no tab of candidates."""
        fields = (
            "developerMetadata(metadataKey,metadataValue),sheets(properties(sheetId,index,hidden,sheetType))"
        )
        answer = self._get({"fields": fields})
        offered = set(find_all_candidates(answer.get("developerMetadata", ())))
        for sheet in answer.get("sheets", ()):
            properties = sheet.get("properties", {})
            is_grid = properties.get("sheetType", "GRID") == "GRID"
            if is_grid and not properties.get("hidden") and properties.get("sheetId", 0) not in offered:
                return int(properties.get("sheetId", 0))
        raise SetUpError("sheet", "it has no visible tab", "unhide the tab with your contacts")

    def _get(self, params: dict[str, Any]) -> dict[str, Any]:
        return dict(self.client.spreadsheets_get(self.address.key, params=params))

    def _post(self, method: str, fields: str, body: Mapping[str, Any]) -> dict[str, Any]:
        url = f"{GOOGLE}/v4/spreadsheets/{self.address.key}{method}"
        return dict(self.client.request("post", url, params={"fields": fields}, json=body).json())

    def close(self) -> None:
        """End the connections to Google."""
        self.wire.close()

    def _remember(self, answer: Mapping[str, Any]) -> Table:
        table = read_table(answer, self.address.key, self.gid)
        there = {sheet["properties"].get("sheetId", 0) for sheet in answer["sheets"]}
        if table.candidates in there - {table.tab_id}:
            self.offered = read_table(answer, self.address.key, table.candidates)
            table = replace(table, offered=self.offered)
        self.last, self.gid = table, table.tab_id
        self.rules.look(table)
        return table


def quote(title: str) -> str:
    """Return the tab's title as a range: quoted, it is never taken for a cell or a named range."""
    doubled = title.replace("'", "''")
    return f"'{doubled}'"
