"""The record of the last summary: developer metadata of the spreadsheet."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sync.core.changes import PutRecord
from sync.core.table import Record
from sync.sheets.google.changes import make_requests, name_record
from sync.sheets.google.sheet import METADATA
from tests.live.api import Json
from tests.live.checks.batches import INVALID
from tests.live.found import Found, same, settled, told
from tests.live.tabs import Tab

FIRST, SECOND = Record(date(2026, 1, 5), {"overdue": 2}), Record(date(2026, 1, 12), {"overdue": 1})
LIMIT = 30_000
MASK = "sheets(properties(sheetId)),developerMetadata(metadataKey)"


def ask_record(tab: Tab) -> Iterator[Found]:
    """Ask whether a record is read back, and another takes its place."""
    deleted = tab.google.batch({"deleteDeveloperMetadata": {"dataFilter": _lookup(name_record(tab.id))}})
    yield settled("deleting_no_metadata_is_refused", deleted.refusal == INVALID)
    tab.do(*make_requests([PutRecord(FIRST)], tab.table()))
    yield same("a record is read back", FIRST, tab.table().record)
    tab.do(*make_requests([PutRecord(SECOND, again=True)], tab.table()))
    yield same("a new record takes the place of the old", SECOND, tab.table().record)
    shown = tab.google.get("developerMetadata(metadataKey)")["developerMetadata"]
    key = name_record(tab.id)
    yield same("there is one of it", 1, sum(entry["metadataKey"] == key for entry in shown))
    found = tab.google.ask(
        "POST", "/developerMetadata:search", {"dataFilters": [_lookup(key)]}, fields=METADATA
    )
    keys = [
        match["developerMetadata"]["metadataKey"] for match in found.body.get("matchedDeveloperMetadata", ())
    ]
    yield same("a search finds it by its key", [key], keys)


def ask_filters(tab: Tab) -> Iterator[Found]:
    """Ask whether a read by tab id shows the record."""
    tab.do(*make_requests([PutRecord(FIRST)], tab.table()))
    by_grid = {"gridRange": {"sheetId": tab.id}}
    shown = _filtered(tab, by_grid)
    yield settled("filter_returns_metadata", _shows(shown, tab))
    shown = _filtered(tab, by_grid, _lookup(name_record(tab.id)))
    yield told("a read by grid range and by metadata shows it", _shows(shown, tab))
    yield told("and so many tabs with it", len(shown.get("sheets", ())))


def ask_lookups(tab: Tab) -> Iterator[Found]:
    """Ask whether looking up what hangs on a tab chooses that tab."""
    tab.do(_hang(tab, 1))
    shown = [sheet["properties"]["sheetId"] for sheet in _filtered(tab, _lookup("p")).get("sheets", ())]
    yield settled("lookups_choose", shown == [tab.id])
    everything = len(tab.google.get("sheets(properties(sheetId))")["sheets"])
    yield told("by metadata alone come so many of the tabs", f"{len(shown)} of {everything}")


def ask_limit(tab: Tab) -> Iterator[Found]:
    """Ask how much a tab can hold."""
    full = _hang(tab, LIMIT)
    yield same("a tab holds 30,000 characters of metadata", "200", tab.google.batch(full).refusal)
    refused = tab.google.batch(_hang(tab, 2))
    yield same("it holds no more than that", INVALID, refused.refusal)
    yield told("what is said of too much metadata", refused.message)


def _lookup(key: str) -> Json:
    return {"developerMetadataLookup": {"metadataKey": key}}


def _filtered(tab: Tab, *filters: Json) -> Json:
    return tab.google.ask("POST", ":getByDataFilter", {"dataFilters": list(filters)}, fields=MASK).body


def _shows(shown: Json, tab: Tab) -> bool:
    entries: list[Any] = shown.get("developerMetadata", [])
    return any(entry["metadataKey"] == name_record(tab.id) for entry in entries)


def _hang(tab: Tab, characters: int) -> Json:
    hung = {"metadataKey": "p", "metadataValue": "x" * (characters - 1)}
    where = {"location": {"sheetId": tab.id}, "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": hung | where}}


CHECKS = (ask_record, ask_filters, ask_lookups, ask_limit)
