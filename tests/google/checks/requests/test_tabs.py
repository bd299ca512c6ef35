"""Tabs made, hidden, frozen, renamed and deleted by a program."""

from typing import Any

import pytest

from tests.google.checks.conftest import Client
from tests.google.checks.requests.test_batches import cells, text

Json = dict[str, Any]


def add(**properties: Any) -> Json:
    return {"addSheet": {"properties": properties}}


def change(fields: str, **properties: Any) -> Json:
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}


def properties(client: Client) -> list[Json]:
    return [dict(sheet["properties"]) for sheet in client.sheet("?fields=sheets.properties")[1]["sheets"]]


def test_a_tab_is_made_with_the_id_and_looks_chosen(client: Client) -> None:
    grid = {"rowCount": 2, "columnCount": 11, "frozenRowCount": 1}
    _, answer = client.batch(add(sheetId=77, title="Candidates", hidden=True, gridProperties=grid))
    made = {
        "sheetId": 77,
        "title": "Candidates",
        "index": 1,
        "sheetType": "GRID",
        "gridProperties": grid,
        "hidden": True,
    }
    assert answer["replies"] == [{"addSheet": {"properties": made}}]
    assert properties(client)[1] == made


def test_what_is_false_is_not_kept(client: Client) -> None:
    client.batch(add(sheetId=77, title="T", hidden=False, rightToLeft=False))
    assert not properties(client)[1].keys() & {"hidden", "rightToLeft"}


def test_a_tab_can_be_filled_by_the_batch_that_makes_it(client: Client) -> None:
    write = cells(0, 0, text("Add"))
    write["updateCells"]["start"]["sheetId"] = 77
    assert client.batch(add(sheetId=77, title="T"), write)[0] == 200
    assert client.person.values("T!A1") == [["Add"]]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"sheetId": 0, "title": "T"}, "Sheet with id 0 already exists."),
        ({"sheetId": -1, "title": "T"}, "Sheet id must be non-negative."),
        (
            {"sheetId": 7, "title": "sheet1"},
            'A sheet with the name "sheet1" already exists. Please enter another name.',
        ),
        ({"title": "x" * 101}, "The sheet name cannot be greater than 100 characters."),
        (
            {"gridProperties": {"rowCount": 1, "frozenRowCount": 1}},
            "You can't freeze all visible rows on the sheet.",
        ),
        (
            {"gridProperties": {"columnCount": 2, "frozenColumnCount": 2}},
            "You can't freeze all visible columns on the sheet.",
        ),
    ],
)
def test_a_tab_that_cannot_be_undoes_the_whole_batch(client: Client, given: Json, told: str) -> None:
    before = client.person.snapshot()
    message = client.refused(cells(0, 0, text("x")), add(**given))
    assert message == f"Invalid requests[1].addSheet: {told}"
    assert client.person.snapshot() == before


def test_rows_are_frozen_and_let_go(client: Client) -> None:
    client.batch(change("gridProperties.frozenRowCount", sheetId=0, gridProperties={"frozenRowCount": 1}))
    size = {"rowCount": 1000, "columnCount": 26}
    assert properties(client)[0]["gridProperties"] == {**size, "frozenRowCount": 1}
    client.batch(change("gridProperties.frozenRowCount", sheetId=0))
    assert properties(client)[0]["gridProperties"] == size


def test_rows_frozen_all_over_are_refused(client: Client) -> None:
    given = {"rowCount": 3, "frozenRowCount": 3}
    told = client.refused(change("gridProperties(rowCount,frozenRowCount)", gridProperties=given))
    assert told.endswith("updateSheetProperties: You can't freeze all visible rows on the sheet.")


def test_lines_are_hidden_and_shown(client: Client) -> None:
    line = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}

    def hide(given: Json) -> Json:
        return {"updateDimensionProperties": {"range": line, "properties": given, "fields": "hiddenByUser"}}

    path = "?fields=sheets.data.columnMetadata.hiddenByUser&ranges=A1:D1"
    client.batch(hide({"hiddenByUser": True}))
    shown = client.sheet(path)[1]["sheets"][0]["data"][0]["columnMetadata"]
    assert shown == [{}, {}, {"hiddenByUser": True}, {}]
    client.batch(hide({}))
    assert client.sheet(path)[1]["sheets"][0]["data"][0]["columnMetadata"] == [{}] * 4


def test_a_tab_is_deleted_with_what_hangs_on_it(client: Client) -> None:
    item = {"metadataKey": "k", "location": {"sheetId": 77}, "visibility": "DOCUMENT"}
    make = {"createDeveloperMetadata": {"developerMetadata": item}}
    client.batch(add(sheetId=77, title="T"), make)
    assert client.batch({"deleteSheet": {"sheetId": 77}})[1]["replies"] == [{}]
    lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "k"}}]}
    assert client.sheet("/developerMetadata:search", lookup)[1] == {}
    assert client.refused(make).endswith("No grid with id: 77")


def test_one_tab_stays_in_sight(client: Client) -> None:
    delete = {"deleteSheet": {"sheetId": 0}}
    assert client.refused(delete).endswith("You can't remove all the sheets in a document.")
    client.batch(add(sheetId=77, title="T", hidden=True))
    assert client.refused(delete).endswith("You can't remove all the visible sheets in a document.")
    hide = change("hidden", sheetId=0, hidden=True)
    assert client.refused(hide).endswith("You can't hide all the sheets in a document.")
