"""Batches: all or nothing, masks, replies, and the spreadsheet in the answer."""

from typing import Any

import pytest

from tests.google.checks.conftest import Client

Json = dict[str, Any]


def text(value: str) -> Json:
    return {"userEnteredValue": {"stringValue": value}}


def cells(row: int, column: int, *values: Json, fields: str = "userEnteredValue") -> Json:
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": [{"values": list(values)}], "fields": fields}}


def rule(formula: str, **options: Any) -> Json:
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
    look = {"backgroundColor": {"red": 0.9569, "green": 0.8, "blue": 0.8}, "textFormat": {"bold": True}}
    ranges = [{"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 5}]
    made = {"ranges": ranges, "booleanRule": {"condition": condition, "format": look}}
    return {"addConditionalFormatRule": {"rule": made, **options}}


def test_a_refused_request_undoes_those_before_it(client: Client) -> None:
    before = client.person.snapshot()
    message = client.refused(cells(0, 0, text("x")), {"deleteSheet": {"sheetId": 7}})
    assert message == "Invalid requests[1].deleteSheet: No grid with id: 7"
    assert client.person.snapshot() == before


def test_an_unknown_key_is_refused_with_its_path(client: Client) -> None:
    told = "Invalid JSON payload received. Unknown name \"x\" at 'requests[0]': Cannot find field."
    assert client.refused({"x": {}}) == told


def test_a_wrong_enum_and_a_wrong_type_are_refused(client: Client) -> None:
    told = client.refused({"sortRange": {"range": {"sheetId": "a"}, "sortSpecs": [{"sortOrder": "UP"}]}})
    assert "Invalid value at 'requests[0].sort_range.range.sheet_id' (TYPE_INT32), \"a\"" in told
    assert 'google.apps.sheets.v4.SortOrder), "UP"' in told


def test_a_kind_that_the_emulator_does_not_know_is_no_success(client: Client) -> None:
    status, answer = client.batch({"addChart": {}})
    assert (status, answer["error"]["message"]) == (501, "emulator: not implemented: addChart")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("", "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"),
        ("colour", "Invalid field: colour"),
    ],
)
def test_updating_cells_needs_fields(client: Client, fields: str, told: str) -> None:
    assert client.refused(cells(0, 0, text("x"), fields=fields)).endswith(told)


def test_only_the_masked_fields_are_written(client: Client) -> None:
    look = {"numberFormat": {"type": "DATE"}, "textFormat": {"bold": True}}
    client.batch(cells(0, 0, text("x") | {"note": "n", "userEnteredFormat": look}, fields="*"))
    client.batch(
        cells(0, 0, {"userEnteredFormat": {}}, fields="userEnteredFormat.numberFormat"),
        cells(0, 1, {"note": "other"}, fields="userEnteredValue"),
    )
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    assert client.person.stored() == {(0, 0): text("x") | {"note": "n"} | bold}


def test_a_range_clears_what_its_rows_do_not_cover(client: Client) -> None:
    client.put("A1", ["a", "b"], ["c", "d"])
    grid = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
    rows = [{"values": [text("new")]}]
    client.batch({"updateCells": {"range": grid, "rows": rows, "fields": "userEnteredValue"}})
    assert client.person.values("A1:B2") == [["new"]]


def test_a_new_value_erases_rich_text_and_chips(client: Client) -> None:
    runs = {"textFormatRuns": [{"startIndex": 1, "format": {"bold": True}}]}
    client.batch(cells(0, 0, text("ab") | runs, fields="userEnteredValue,textFormatRuns"))
    assert client.person.stored()[0, 0] == text("ab") | runs
    client.batch(cells(0, 0, text("ab")))
    assert client.person.stored()[0, 0] == text("ab")


def test_writing_values_keeps_note_and_format(client: Client) -> None:
    kept = {"note": "n", "userEnteredFormat": {"textFormat": {"bold": True}}}
    client.batch(cells(0, 0, text("x") | kept, fields="*"))
    client.put("A1", ["y"])
    assert client.person.stored()[0, 0] == text("y") | kept
    client.sheet("/values/A1:clear", {})
    assert client.person.stored()[0, 0] == kept


def test_one_cell_repeated_fills_its_formula(client: Client) -> None:
    grid = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 1, "endColumnIndex": 2}
    cell = {"userEnteredValue": {"formulaValue": "=A1&$A$1"}}
    client.put("A1", ["x"], ["y"])
    client.batch({"repeatCell": {"range": grid, "cell": cell, "fields": "userEnteredValue"}})
    assert client.person.values("B1:B2", "FORMULA") == [["=A1&$A$1"], ["=A2&$A$1"]]
    assert client.person.values("B1:B2") == [["xx"], ["yx"]]


def test_the_answer_can_hold_the_spreadsheet_as_it_is_afterwards(client: Client) -> None:
    _, answer = client.batch(
        cells(0, 0, text("x")),
        includeSpreadsheetInResponse=True,
        responseRanges=["Sheet1!A1:B2"],
        responseIncludeGridData=True,
    )
    data = answer["updatedSpreadsheet"]["sheets"][0]["data"][0]
    assert data["rowData"][0]["values"][0]["formattedValue"] == "x"
    assert len(data["rowMetadata"]) == 2


def test_the_answer_of_a_batch_can_be_masked_too(client: Client) -> None:
    fields = "replies,updatedSpreadsheet(sheets(properties(title),data(rowData(values(effectiveValue)))))"
    body = {"requests": [cells(0, 0, text("x"))], "includeSpreadsheetInResponse": True}
    _, answer = client.sheet(f":batchUpdate?fields={fields}", body)
    value = {"effectiveValue": {"stringValue": "x"}}
    assert answer == {
        "replies": [{}],
        "updatedSpreadsheet": {
            "sheets": [{"properties": {"title": "Sheet1"}, "data": [{"rowData": [{"values": [value]}]}]}]
        },
    }


def test_a_conditional_format_comes_back_with_every_side_and_both_colours(client: Client) -> None:
    client.batch(rule("=ISNUMBER($E2)*($E2<TODAY())>0", index=0))
    _, answer = client.sheet("?fields=sheets.conditionalFormats")
    (made,) = answer["sheets"][0]["conditionalFormats"]
    ends = {"startRowIndex": 1, "endRowIndex": 1000, "startColumnIndex": 0, "endColumnIndex": 5}
    assert made["ranges"] == [ends]
    colour = {"red": 0.95686275, "green": 0.8, "blue": 0.8}
    assert made["booleanRule"]["format"]["backgroundColor"] == colour
    assert made["booleanRule"]["format"]["backgroundColorStyle"] == {"rgbColor": colour}


def test_conditional_formats_are_changed_moved_and_deleted_by_index(client: Client) -> None:
    client.batch(rule("=$A2=1"), rule("=$A2=2", index=1))
    changed = rule("=$A2=3")["addConditionalFormatRule"]["rule"]
    _, answer = client.batch(
        {"updateConditionalFormatRule": {"index": 0, "rule": changed}},
        {"updateConditionalFormatRule": {"index": 0, "newIndex": 1, "sheetId": 0}},
        {"deleteConditionalFormatRule": {"index": 0, "sheetId": 0}},
    )
    assert [next(iter(reply)) for reply in answer["replies"]] == [
        "updateConditionalFormatRule",
        "updateConditionalFormatRule",
        "deleteConditionalFormatRule",
    ]
    (left,) = client.person.rules()
    assert left["booleanRule"]["condition"]["values"] == [{"userEnteredValue": "=$A2=3"}]
    gone = client.refused({"deleteConditionalFormatRule": {"index": 4, "sheetId": 0}})
    assert gone.endswith("No conditional format on sheet: 0 at index: 4")


def test_commas_part_no_arguments_where_decimals_have_them(client: Client) -> None:
    with_commas, with_semicolons = '=AND($D2<>"",$D2<TODAY())', '=AND($D2<>"";$D2<TODAY())'
    assert client.batch(rule(with_commas), rule(with_semicolons))[0] == 200
    given = {"locale": "de_DE"}
    client.batch({"updateSpreadsheetProperties": {"properties": given, "fields": "locale"}})
    told = client.refused(rule(with_commas))
    assert "Invalid ConditionValue.userEnteredValue" in told
    assert client.batch(rule(with_semicolons))[0] == 200


def metadata(value: str, location: Json, **more: Any) -> Json:
    item = {"metadataKey": "k", "metadataValue": value, "location": location, "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": item | more}}


def test_a_mask_of_unknown_fields_is_refused(client: Client) -> None:
    status, answer = client.sheet("?fields=sheets.data.colour")
    told = "Error expanding 'fields' parameter. Cannot find matching fields for path 'sheets.data.colour'."
    assert status == 400
    assert answer["error"]["details"][0]["fieldViolations"][0]["description"] == told


def test_a_spreadsheet_cannot_grow_beyond_twenty_million_cells(client: Client) -> None:
    more = {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 800_000}}
    assert "above the limit of" in client.refused(more)
