"""What is not established about Google: every switch, asked the emulator in both positions."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.google.checks.conftest import Client
from tests.google.checks.requests.test_batches import cells, metadata, text
from tests.google.errors import PROTECTED
from tests.google.switches import questions

Json = dict[str, Any]

SECOND = {"sheetId": 5, "title": "Second"}
NOWHERE = ["Sheet1!A1:B2", "Nowhere!A1"]


def read(client: Client, *filters: Json, fields: str = "") -> tuple[int, Json]:
    status, answer = client.sheet(f":getByDataFilter?fields={fields}", {"dataFilters": list(filters)})
    return status, dict(answer)


def titles(spreadsheet: Json) -> list[str]:
    return [sheet["properties"]["title"] for sheet in spreadsheet["sheets"]]


def add_second(client: Client) -> None:
    client.person.batch({"addSheet": {"properties": SECOND}})


def brings_metadata(client: Client) -> bool:
    client.batch(metadata("v", {"spreadsheet": True}))
    _, answer = read(client, {"gridRange": {"sheetId": 0}}, fields="spreadsheetId,developerMetadata")
    return "developerMetadata" in answer


def names_the_filter(client: Client) -> bool:
    status, answer = read(client, {"gridRange": {"sheetId": 7}})
    told = str(answer["error"]["message"])
    assert (status, told.endswith("No sheet with id: 7")) == (400, True)
    return told.startswith("Invalid dataFilter[0]: ")


def a_lookup_chooses(client: Client) -> bool:
    add_second(client)
    client.batch(metadata("v", {"sheetId": 5}))
    _, answer = read(client, {"developerMetadataLookup": {"metadataKey": "k"}}, fields="sheets.properties")
    assert "Second" in titles(answer)
    return titles(answer) == ["Second"]


def the_order_asked(client: Client) -> bool:
    add_second(client)
    filters = [{"gridRange": {"sheetId": number}} for number in (5, 0)]
    _, answer = read(client, *filters, fields="sheets.properties")
    assert set(titles(answer)) == {"Sheet1", "Second"}
    return titles(answer) == ["Second", "Sheet1"]


def only_the_tabs_asked(client: Client) -> bool:
    add_second(client)
    _, answer = client.batch(
        cells(0, 0, text("x")),
        includeSpreadsheetInResponse=True,
        responseRanges=["Second!A1"],
        responseIncludeGridData=True,
    )
    sheets = answer["updatedSpreadsheet"]["sheets"]
    assert [sheet["properties"]["title"] for sheet in sheets if "data" in sheet] == ["Second"]
    return titles(answer["updatedSpreadsheet"]) == ["Second"]


def applies_all_the_same(client: Client) -> bool:
    options = {"includeSpreadsheetInResponse": True, "responseRanges": NOWHERE}
    status, answer = client.batch(cells(0, 0, text("x")), **options)
    assert (status, answer["error"]["message"]) == (400, "Unable to parse range: Nowhere!A1")
    return client.person.values("A1") == [["x"]]


def append(*values: Json) -> Json:
    return {"appendCells": {"rows": [{"values": list(values)}], "fields": "userEnteredValue"}}


def below_looks(client: Client) -> bool:
    look = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    client.person.put("A1", ["x"])
    client.person.batch(cells(4, 0, look, fields="userEnteredFormat"))
    client.batch(append(text("new")))
    place = (5, 0) if (5, 0) in client.person.stored() else (1, 0)
    assert client.person.stored()[place] == text("new")
    return place == (5, 0)


def like_the_last_row(client: Client) -> bool:
    look = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    client.person.batch(cells(999, 0, text("x") | look, fields="*"))
    client.batch(append(text("new")))
    new = client.person.stored()[1000, 0]
    assert new in (text("new"), text("new") | look)
    return new != text("new")


def validate(rule: Json) -> Json:
    grid = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    return {"setDataValidation": {"range": grid, "rule": rule}}


def a_box_says_false(client: Client) -> bool:
    client.batch(validate({"condition": {"type": "BOOLEAN"}}))
    cell = client.person.stored()[0, 0]
    assert cell.pop("dataValidation") == {"condition": {"type": "BOOLEAN"}}
    return cell == {"userEnteredValue": {"boolValue": False}}


def a_rule_stops_programs(client: Client) -> bool:
    condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "No"}]}
    client.person.batch(validate({"condition": condition, "strict": True}))
    assert client.put("A1", ["No"])[0] == 200
    status, answer = client.batch(cells(0, 0, text("Perhaps")))
    assert status == 200 or "violates the data validation rules" in answer["error"]["message"]
    return status == 400


def a_warning_stops_programs(client: Client) -> bool:
    warning = {"range": {"sheetId": 0}, "warningOnly": True}
    client.batch({"addProtectedRange": {"protectedRange": warning}})
    return client.put("A1", ["x"])[0] == 400


def refusal(client: Client) -> tuple[int, str]:
    client.person.protect("A1")
    status, answer = client.batch(cells(0, 0, text("x")))
    assert answer["error"]["status"] == {400: "INVALID_ARGUMENT", 403: "PERMISSION_DENIED"}[status]
    return status, str(answer["error"]["message"])


def refusal_language(client: Client) -> str:
    told = refusal(client)[1]
    return next(language for language, words in PROTECTED.items() if told.endswith(words))


def deleting_nothing_fails(client: Client) -> bool:
    lookup = {"developerMetadataLookup": {"metadataKey": "nothing"}}
    status, answer = client.batch({"deleteDeveloperMetadata": {"dataFilter": lookup}})
    assert status == 400 or answer["replies"] == [{"deleteDeveloperMetadata": {}}]
    return status == 400


PROBES: dict[str, Callable[[Client], Any]] = {
    "filter_returns_metadata": brings_metadata,
    "filter_prefix": names_the_filter,
    "lookups_choose": a_lookup_chooses,
    "tabs_in_order_asked": the_order_asked,
    "answer_has_asked_tabs_only": only_the_tabs_asked,
    "bad_response_range_applies": applies_all_the_same,
    "append_after_looks": below_looks,
    "appended_rows_inherit": like_the_last_row,
    "tick_box_is_false": a_box_says_false,
    "validation_stops_programs": a_rule_stops_programs,
    "warning_stops_programs": a_warning_stops_programs,
    "protected_status": lambda client: refusal(client)[0],
    "protected_prefix": lambda client: refusal(client)[1].startswith("Invalid requests[0].updateCells: "),
    "language": refusal_language,
    "deleting_no_metadata_is_refused": deleting_nothing_fails,
}


@pytest.mark.parametrize(
    ("name", "position"), [(name, position) for name, (_, both) in questions().items() for position in both]
)
def test_the_emulator_answers_as_the_switch_stands(client: Client, name: str, position: object) -> None:
    setattr(client.google.switches, name, position)
    assert PROBES[name](client) == position


@pytest.mark.parametrize("name", questions())
def test_a_switch_stands_as_its_list_says(client: Client, name: str) -> None:
    asks, (usual, other) = questions()[name]
    assert getattr(client.google.switches, name) == usual != other
    assert asks.endswith("?")
