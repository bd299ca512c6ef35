"""Developer metadata on a spreadsheet, a tab and a row, and how it is found again."""

from typing import Any

import pytest

from tests.google.checks.conftest import Client
from tests.google.checks.requests.test_batches import metadata

Json = dict[str, Any]


def test_developer_metadata_is_made_changed_found_and_deleted(client: Client) -> None:
    client.batch(metadata("one", {"spreadsheet": True}))
    lookup = {"developerMetadataLookup": {"metadataKey": "k"}}
    change = {"dataFilters": [lookup], "developerMetadata": {"metadataValue": "two"}}
    client.batch({"updateDeveloperMetadata": change | {"fields": "metadataValue"}})
    _, answer = client.sheet("?fields=developerMetadata(metadataValue,location)")
    place = {"locationType": "SPREADSHEET", "spreadsheet": True}
    assert answer == {"developerMetadata": [{"metadataValue": "two", "location": place}]}
    _, found = client.sheet("/developerMetadata:search", {"dataFilters": [lookup]})
    assert len(found["matchedDeveloperMetadata"]) == 1
    client.batch({"deleteDeveloperMetadata": {"dataFilter": lookup}})
    assert client.sheet("?fields=developerMetadata")[1] == {}


def test_a_metadata_id_is_used_once(client: Client) -> None:
    made = metadata("v", {"spreadsheet": True}, metadataId=7)
    client.batch(made)
    assert "with ID [7] because developer metadata with that ID already exists" in client.refused(made)


def test_developer_metadata_has_its_limit(client: Client) -> None:
    assert client.batch(metadata("x" * 29_999, {"spreadsheet": True}))[0] == 200
    assert "limits" in client.refused(metadata("x", {"spreadsheet": True}))


ROW = {"dimensionRange": {"sheetId": 5, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}}
NEXT_ROW = {"dimensionRange": {"sheetId": 5, "dimension": "ROWS", "startIndex": 3, "endIndex": 4}}
COLUMN = {"dimensionRange": {"sheetId": 5, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}


@pytest.fixture
def hung(client: Client) -> Client:
    """Give a client of a spreadsheet with metadata everywhere, each with its place as its value."""
    client.batch(
        {"addSheet": {"properties": {"sheetId": 5, "title": "Second"}}},
        metadata("book", {"spreadsheet": True}),
        metadata("first", {"sheetId": 0}),
        metadata("second", {"sheetId": 5}, metadataKey="own", visibility="PROJECT"),
        metadata("row", ROW),
        metadata("next row", NEXT_ROW),
        metadata("column", COLUMN),
    )
    return client


def found(client: Client, *filters: Json) -> list[str]:
    status, answer = client.sheet("/developerMetadata:search", {"dataFilters": list(filters)})
    assert status == 200, answer
    return [item["developerMetadata"]["metadataValue"] for item in answer.get("matchedDeveloperMetadata", [])]


def lookup(**given: Any) -> Json:
    return {"developerMetadataLookup": given}


EXACT: Json = {"locationMatchingStrategy": "EXACT_LOCATION"}


@pytest.mark.parametrize(
    ("chosen", "values"),
    [
        (lookup(), "book, first, second, row, next row, column"),
        (lookup(metadataKey="own"), "second"),
        (lookup(metadataKey="k", metadataValue="row"), "row"),
        (lookup(visibility="PROJECT"), "second"),
        (lookup(locationType="SHEET"), "first, second"),
        (lookup(locationType="ROW"), "row, next row"),
        (lookup(metadataLocation={"spreadsheet": True}), "book"),
        (lookup(metadataLocation={"sheetId": 0}), "first"),
        (lookup(metadataLocation={"sheetId": 5}), "second, row, next row, column"),
        (lookup(metadataLocation={"sheetId": 5}, locationType="ROW"), "row, next row"),
        (lookup(metadataLocation={"sheetId": 5}, **EXACT), "second"),
        (lookup(metadataLocation=ROW), "second, row, column"),
        (lookup(metadataLocation=ROW, **EXACT), "row"),
        (lookup(metadataLocation=COLUMN, **EXACT), "column"),
        ({"gridRange": {"sheetId": 5, "startRowIndex": 3, "endRowIndex": 9}}, "second, next row, column"),
        ({"gridRange": {"sheetId": 5, "endRowIndex": 1, "endColumnIndex": 1}}, "second"),
        ({"a1Range": "Second!A3:A4"}, "second, row, next row"),
        (lookup(metadataKey="nothing"), ""),
    ],
)
def test_metadata_is_found_by_what_it_is_and_where_it_hangs(hung: Client, chosen: Json, values: str) -> None:
    assert ", ".join(found(hung, chosen)) == values


def test_what_two_filters_find_is_told_once_with_both(hung: Client) -> None:
    filters = [lookup(metadataKey="own"), lookup(locationType="SHEET"), lookup(metadataKey="nothing")]
    assert found(hung, *filters) == ["first", "second"]
    _, answer = hung.sheet("/developerMetadata:search", {"dataFilters": filters})
    assert [item["dataFilters"] for item in answer["matchedDeveloperMetadata"]] == [
        [filters[1]],
        filters[:2],
    ]


@pytest.mark.parametrize(
    "chosen",
    [
        lookup(**EXACT),
        lookup(metadataLocation=ROW, locationType="ROW", **EXACT),
        lookup(metadataLocation={"sheetId": 5}, locationType="SPREADSHEET"),
    ],
)
def test_a_lookup_that_contradicts_itself_is_refused(hung: Client, chosen: Json) -> None:
    assert hung.sheet("/developerMetadata:search", {"dataFilters": [chosen]})[0] == 400
    assert hung.batch({"deleteDeveloperMetadata": {"dataFilter": chosen}})[0] == 400


def test_metadata_of_a_tab_comes_with_it_and_outlives_a_new_name(hung: Client) -> None:
    hung.person.rename_tab("Renamed", tab="Second")
    _, answer = hung.sheet("?ranges=Renamed&fields=sheets.developerMetadata(metadataKey,location)")
    place = {"locationType": "SHEET", "sheetId": 5}
    assert answer == {"sheets": [{"developerMetadata": [{"metadataKey": "own", "location": place}]}]}


def test_all_that_a_filter_finds_is_deleted_and_told(hung: Client) -> None:
    chosen = lookup(metadataLocation={"sheetId": 5})
    _, answer = hung.batch({"deleteDeveloperMetadata": {"dataFilter": chosen}})
    gone = answer["replies"][0]["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]
    assert [item["metadataValue"] for item in gone] == ["second", "row", "next row", "column"]
    assert found(hung, lookup()) == ["book", "first"]
