"""Reads by data filter, and several tabs in one answer."""

from typing import Any

import pytest

from tests.google.checks.conftest import Client
from tests.google.checks.requests.test_batches import cells, metadata, text

Json = dict[str, Any]

FIELDS = "sheets(properties.title,data(startRow,startColumn,rowData.values.formattedValue))"


@pytest.fixture
def two(client: Client) -> Client:
    """Give a client of a spreadsheet with two tabs."""
    client.batch({"addSheet": {"properties": {"sheetId": 5, "title": "Second"}}})
    client.person.put("A1", ["a", "b"], ["c", "d"])
    client.person.put("Second!A1", ["1", "2"], ["3", "4"])
    return client


def read(client: Client, *filters: Json, fields: str = FIELDS) -> Json:
    path = f":getByDataFilter?fields={fields}"
    status, answer = client.sheet(path, {"dataFilters": list(filters)})
    assert status == 200, answer
    return dict(answer)


def grid(sheet_id: int, **sides: int) -> Json:
    return {"gridRange": {"sheetId": sheet_id, **sides}}


def shown(*rows: list[str]) -> list[Json]:
    return [{"values": [{"formattedValue": value} for value in row]} for row in rows]


def test_two_ranges_bring_two_tabs_and_what_was_asked_of_each(two: Client) -> None:
    answer = read(two, grid(5, startRowIndex=1), grid(0, startColumnIndex=1))
    assert answer["sheets"] == [
        {
            "properties": {"title": "Sheet1"},
            "data": [{"startColumn": 1, "rowData": shown(["b"], ["d"])}],
        },
        {"properties": {"title": "Second"}, "data": [{"startRow": 1, "rowData": shown(["3", "4"])}]},
    ]


def test_two_ranges_of_one_tab_are_two_grids_of_it(two: Client) -> None:
    (sheet,) = read(two, grid(5, endRowIndex=1), {"a1Range": "Second!B2"})["sheets"]
    assert sheet["data"] == [
        {"rowData": shown(["1", "2"])},
        {"startRow": 1, "startColumn": 1, "rowData": shown(["4"])},
    ]


@pytest.mark.parametrize("filters", [(), ({"developerMetadataLookup": {"metadataKey": "nothing"}},)])
def test_without_a_range_every_tab_is_answered(two: Client, filters: tuple[Json, ...]) -> None:
    assert [sheet["properties"]["title"] for sheet in read(two, *filters)["sheets"]] == ["Sheet1", "Second"]


def test_a_lookup_beside_a_range_adds_what_it_finds(two: Client) -> None:
    row = {"sheetId": 5, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    two.batch(metadata("v", {"dimensionRange": row}))
    answer = read(two, grid(0, endRowIndex=1), {"developerMetadataLookup": {"metadataKey": "k"}})
    assert [sheet["data"][0]["rowData"] for sheet in answer["sheets"]] == [
        shown(["a", "b"]),
        shown(["3", "4"]),
    ]


def test_an_end_beyond_the_grid_is_cut_off(two: Client) -> None:
    (sheet,) = read(two, grid(5, endRowIndex=5000, endColumnIndex=99))["sheets"]
    assert sheet["data"] == [{"rowData": shown(["1", "2"], ["3", "4"])}]


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (grid(9, startRowIndex=-1), "No sheet with id: 9"),
        (grid(5, startRowIndex=-1, endRowIndex=-2), "startRowIndex must not be negative: -1"),
        (grid(5, startRowIndex=2000, endRowIndex=1000), "endRowIndex must be greater than startRowIndex."),
        (
            grid(0, startRowIndex=1000),
            "Range (Sheet1!1001:) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        (
            grid(0, startColumnIndex=26, endColumnIndex=30, endRowIndex=4),
            "Range (Sheet1!AA:AD4) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        ({"a1Range": "Nowhere!A1"}, "Unable to parse range: Nowhere!A1"),
    ],
)
def test_what_is_wrong_with_a_range_is_told_tab_first_and_grid_last(
    two: Client, chosen: Json, told: str
) -> None:
    status, answer = two.sheet(":getByDataFilter", {"dataFilters": [grid(0), chosen]})
    assert (status, answer["error"]["message"]) == (400, told)


def test_a_faulty_body_is_told_before_a_spreadsheet_that_is_not_there(client: Client) -> None:
    path = "/v4/spreadsheets/nothing:getByDataFilter"
    assert client.ask("POST", path, {"filters": []})[0] == 400
    assert client.ask("POST", path, {"dataFilters": []})[0] == 404


def test_an_answer_to_a_batch_holds_the_ranges_of_two_tabs(two: Client) -> None:
    write = cells(0, 0, text("new"))
    write["updateCells"]["start"]["sheetId"] = 5
    status, answer = two.sheet(
        f":batchUpdate?fields=updatedSpreadsheet({FIELDS})",
        {
            "requests": [cells(2, 0, text("e")), write],
            "includeSpreadsheetInResponse": True,
            "responseRanges": ["Sheet1!A3:B3", "Second!A1:B1"],
        },
    )
    assert status == 200
    assert [sheet["data"] for sheet in answer["updatedSpreadsheet"]["sheets"]] == [
        [{"startRow": 2, "rowData": shown(["e"])}],
        [{"rowData": shown(["new", "2"])}],
    ]
