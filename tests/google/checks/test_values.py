"""The ``values`` methods that take or give several ranges, and those that make room."""

from tests.google.checks.conftest import Client
from tests.google.errors import PROTECTED


def test_several_ranges_are_read_at_once(client: Client) -> None:
    client.put("A1", [1, 2], [3, 4])
    path = (
        "/values:batchGet?ranges=A1:B1&ranges=A2&majorDimension=COLUMNS&valueRenderOption=UNFORMATTED_VALUE"
    )
    _, answer = client.sheet(path)
    assert [found["values"] for found in answer["valueRanges"]] == [[[1], [2]], [[3]]]


def test_several_ranges_are_written_at_once_or_not_at_all(client: Client) -> None:
    data = [{"range": "A1:B1", "values": [["a", "b"]]}, {"range": "A2", "values": [["c"]]}]
    body = {"valueInputOption": "RAW", "data": data}
    _, answer = client.sheet("/values:batchUpdate", body)
    assert {name: answer[name] for name in answer if name.startswith("total")} == {
        "totalUpdatedRows": 2,
        "totalUpdatedColumns": 2,
        "totalUpdatedCells": 3,
        "totalUpdatedSheets": 1,
    }
    bad = [{"range": "A1", "values": [["z"]]}, {"range": "Nowhere!A1", "values": [["z"]]}]
    status, answer = client.sheet("/values:batchUpdate", body | {"data": bad})
    told = "Invalid data[1]: Unable to parse range: Nowhere!A1"
    assert (status, answer["error"]["message"]) == (400, told)
    assert client.person.values("A1:B2") == [["a", "b"], ["c"]]


def test_a_protected_range_is_named_by_its_place(client: Client) -> None:
    client.person.protect("A2")
    data = [{"range": "A1", "values": [["a"]]}, {"range": "A2", "values": [["b"]]}]
    _, answer = client.sheet("/values:batchUpdate", {"valueInputOption": "RAW", "data": data})
    assert answer["error"]["message"] == f"Invalid data[1]: {PROTECTED['en']}"
    assert client.person.values("A1") == []


def test_several_ranges_are_cleared_at_once(client: Client) -> None:
    client.put("A1", ["a", "b", "c"])
    _, answer = client.sheet("/values:batchClear", {"ranges": ["A1", "'Sheet1'!C1:C"]})
    assert answer["clearedRanges"] == ["Sheet1!A1", "Sheet1!C1:C1000"]
    assert client.person.values("A1:C1") == [["", "b"]]


def test_appended_rows_push_lower_ones_down_if_asked(client: Client) -> None:
    client.put("A1", ["a"], [None], ["below"])
    path = "/values/A1:append?valueInputOption=RAW&insertDataOption=INSERT_ROWS"
    client.sheet(path, {"values": [["b"], ["c"]]})
    assert client.person.values("A1:A5") == [["a"], ["b"], ["c"], [], ["below"]]


def test_appending_grows_the_grid(client: Client) -> None:
    small = {"sheetId": 0, "gridProperties": {"rowCount": 1, "columnCount": 1}}
    fields = "gridProperties(rowCount,columnCount)"
    client.batch({"updateSheetProperties": {"properties": small, "fields": fields}})
    client.put("A1", ["a"])
    client.sheet("/values/A1:append?valueInputOption=RAW", {"values": [["b", "c"]]})
    assert client.person.tab().size == (2, 2)


def test_how_values_are_meant_has_to_be_said(client: Client) -> None:
    status, answer = client.sheet("/values/A1", {"values": [["x"]]}, "PUT")
    assert (status, answer["error"]["message"]) == (400, "'valueInputOption' is required but not specified")
    status, answer = client.sheet("/values/A1?valueInputOption=COOKED", {"values": [["x"]]}, "PUT")
    assert 'google.apps.sheets.v4.ValueInputOption), "COOKED"' in answer["error"]["message"]


def test_what_was_written_is_shown_if_asked(client: Client) -> None:
    path = "/values/A1?valueInputOption=USER_ENTERED&includeValuesInResponse=true"
    _, answer = client.sheet(path, {"values": [["2,000,000.01", "$100.15", "'0123", "true"]]}, "PUT")
    assert answer["updatedData"]["values"] == [["2,000,000.01", "$100.15", "0123", "TRUE"]]
