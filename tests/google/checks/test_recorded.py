"""What the recordings of the real API establish, in small cases of our own."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.google.checks.conftest import Client


@pytest.mark.parametrize(
    ("asked", "echoed"),
    [
        ("'Sheet1'", "Sheet1!A1:Z1000"),
        ("'Sheet1'!D4", "Sheet1!D4"),
        ("'Sheet1'!A1:1", "Sheet1!A1:Z1"),
        ("'Sheet1'!A1:A", "Sheet1!A1:A1000"),
        ("'Sheet1'!D4:A1", "Sheet1!A1:D4"),
        ("A1:B2", "Sheet1!A1:B2"),
        ("'D3'", "'D3'!A1:Z1000"),
        ("🌵 test 1!A1:J10", "'🌵 test 1'!A1:J10"),
        ("People", "Sheet1!B1:C3"),
    ],
)
def test_a_range_is_echoed_in_full_and_quoted_where_needed(client: Client, asked: str, echoed: str) -> None:
    grid = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 1, "endColumnIndex": 3}
    client.person.batch(
        {"addSheet": {"properties": {"title": "D3"}}},
        {"addSheet": {"properties": {"title": "🌵 test 1"}}},
        {"addNamedRange": {"namedRange": {"name": "People", "range": grid}}},
    )
    assert client.values(asked) == {"range": echoed, "majorDimension": "ROWS"}


def test_trailing_empties_are_cut_and_inner_ones_kept(client: Client) -> None:
    client.put("A1", ["a", "", "c", ""], ["", "", "", ""], ["", "d", "", ""], ["", "", "", ""])
    assert client.values("A1:D4")["values"] == [["a", "", "c"], [], ["", "d"]]


def test_null_leaves_a_cell_and_an_empty_string_clears_it(client: Client) -> None:
    client.put("A1", ["a", "b"], ["c", "d"])
    _, figures = client.put("A1:C3", [None, "", None], [None, None, None], ["e", None, None])
    assert client.values("A1:C3")["values"] == [["a"], ["c", "d"], ["e"]]
    assert (figures["updatedRange"], figures["updatedRows"]) == ("Sheet1!A1:C3", 2)
    assert (figures["updatedColumns"], figures["updatedCells"]) == (2, 2)


def test_a_single_cell_is_corner_enough_for_an_array(client: Client) -> None:
    assert client.put("D4", ["a", "b"])[1]["updatedRange"] == "Sheet1!D4:E4"


def test_an_array_larger_than_its_range_is_refused(client: Client) -> None:
    _, answer = client.put("Sheet1!A1:B1", ["a", "b", "c"])
    text = "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]"
    assert answer["error"]["message"] == text


def test_appending_to_an_empty_tab_names_no_table(client: Client) -> None:
    path = "/values/Sheet1:append?valueInputOption=RAW"
    _, answer = client.sheet(path, {"values": [["x", "", "y"]]})
    assert "tableRange" not in answer
    assert answer["updates"]["updatedRange"] == "Sheet1!A1:C1"


@pytest.mark.parametrize(
    ("where", "table", "written"),
    [("Sheet1", "Sheet1!C1", "Sheet1!C2:E2"), ("Sheet1!A1", "Sheet1!A1", "Sheet1!A2:C2")],
)
def test_appending_can_drift_to_the_right(client: Client, where: str, table: str, written: str) -> None:
    path = f"/values/{where}:append?valueInputOption=RAW"
    client.sheet(path, {"values": [["x", "", "y"]]})
    _, answer = client.sheet(path, {"values": [["x", "", "y"]]})
    assert (answer["tableRange"], answer["updates"]["updatedRange"]) == (table, written)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["2", "2020-01-01", "text", "53", "1.5"]),
        ("?valueRenderOption=UNFORMATTED_VALUE", [2, 43831, "text", 53, 1.5]),
        ("?valueRenderOption=FORMULA", ["=4/2", 43831, "text", 53, "=3/2"]),
        (
            "?valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=FORMATTED_STRING",
            [2, "2020-01-01", "text", 53, 1.5],
        ),
    ],
)
def test_what_is_typed_is_rendered_as_asked(client: Client, query: str, shown: list[Any]) -> None:
    client.put("A1", ["=4/2", "2020-01-01", "text", 53, "= 3/2"], option="USER_ENTERED")
    assert client.values("A1:E1", query)["values"] == [shown]


def test_typed_text_that_no_recording_knows_is_not_guessed(client: Client) -> None:
    assert client.put("A1", ["14 Aug"], option="USER_ENTERED")[0] == 501


def test_a_raw_string_stays_as_it_is(client: Client) -> None:
    client.put("A1", ["=1+1", "0042", "'x", 42, True])
    assert client.values("A1:E1")["values"] == [["=1+1", "0042", "'x", "42", "TRUE"]]


def test_values_that_are_no_array_get_the_real_400(client: Client) -> None:
    status, answer = client.sheet("/values/A1?valueInputOption=RAW", {"values": "X"}, "PUT")
    text = "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\""
    assert status == 400
    assert answer["error"]["details"] == [
        {
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            "fieldViolations": [{"field": "data.values", "description": text}],
        }
    ]


def test_a_new_spreadsheet_is_as_google_makes_it(client: Client) -> None:
    _, made = client.ask("POST", "/v4/spreadsheets", {"properties": {"title": "T"}})
    size = {"rowCount": 1000, "columnCount": 26}
    assert made["properties"] == {
        "title": "T",
        "locale": "en_US",
        "autoRecalc": "ON_CHANGE",
        "timeZone": "Etc/GMT",
    }
    tab = {"sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID", "gridProperties": size}
    assert made["sheets"] == [{"properties": tab}]


def test_a_mask_that_names_data_brings_the_cells_and_no_empty_promise(client: Client) -> None:
    client.person.batch(
        {
            "updateCells": {
                "start": {"sheetId": 0, "rowIndex": 2, "columnIndex": 1},
                "rows": [{"values": [{"note": "n"}]}],
                "fields": "note",
            }
        }
    )
    path = "?includeGridData=False&fields=sheets.data.rowData.values.note"
    assert client.sheet(path)[1] == {
        "sheets": [{"data": [{"rowData": [{}, {}, {"values": [{}, {"note": "n"}]}]}]}]
    }
    assert client.sheet("?fields=sheets/data/rowData/values/note&ranges=D1:D9")[1] == {
        "sheets": [{"data": [{}]}]
    }


def test_colours_come_back_rounded_and_in_both_forms(client: Client) -> None:
    colour = {"red": 1.0, "green": 0.0, "blue": 0.4980392156862745}
    client.batch(
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 0, "tabColorStyle": {"rgbColor": colour}},
                "fields": "tabColorStyle",
            }
        }
    )
    _, answer = client.sheet("?fields=sheets.properties(tabColor,tabColorStyle)")
    rounded = {"red": 1, "blue": 0.49803922}
    assert answer["sheets"][0]["properties"] == {
        "tabColor": rounded,
        "tabColorStyle": {"rgbColor": rounded},
    }


def test_errors_have_the_real_bodies(client: Client) -> None:
    assert client.ask("GET", "/v4/spreadsheets/nothing") == (
        404,
        {"error": {"code": 404, "message": "Requested entity was not found.", "status": "NOT_FOUND"}},
    )
    client.person.share(None)
    assert client.sheet() == (
        403,
        {
            "error": {
                "code": 403,
                "message": "The caller does not have permission",
                "status": "PERMISSION_DENIED",
            }
        },
    )


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("'X'!A1:B2", "Unable to parse range: 'X'!A1:B2"),
        ("AAAA1", "Unable to parse range: AAAA1"),
        ("ZZZ1", "Range (Sheet1!ZZZ1) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("A1:A1001", "Range (Sheet1!A1:A1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ],
)
def test_a_range_that_is_not_there_is_refused(client: Client, where: str, message: str) -> None:
    status, answer = client.sheet(f"/values/{quote(where)}")
    assert (status, answer["error"]["message"]) == (400, message)


def test_a_reader_may_read_and_not_write(client: Client) -> None:
    client.person.share("reader")
    assert client.sheet("?fields=spreadsheetId")[0] == 200
    assert client.put("A1", ["x"])[0] == 403


def test_a_cell_holds_fifty_thousand_characters_and_not_one_more(client: Client) -> None:
    assert client.put("A1", ["x" * 50_000])[0] == 200
    status, answer = client.put("A1", ["x" * 50_001])
    assert status == 400
    assert "more than the maximum of 50000 characters" in answer["error"]["message"]
