"""The owner at work in any tab, also between two requests."""

from typing import Any

import pytest

from tests.google.checks.conftest import Client
from tests.google.checks.requests.test_batches import cells, text

Json = dict[str, Any]


@pytest.fixture
def two(client: Client) -> Client:
    """Give a client of a spreadsheet with a tab of tick boxes beside the list."""
    boxes = {"sheetId": 5, "startRowIndex": 1, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 1}
    rule = {"condition": {"type": "BOOLEAN"}}
    client.batch(
        {"addSheet": {"properties": {"sheetId": 5, "title": "Boxes", "gridProperties": {"rowCount": 4}}}},
        {"setDataValidation": {"range": boxes, "rule": rule}},
    )
    client.person.put("Boxes!A1", ["Add", "Name"], [None, "Cy"], [None, "Ada"], [None, "Bo"])
    return client


def test_a_box_is_ticked_and_unticked(two: Client) -> None:
    two.person.tick("Boxes!A2:A3")
    two.person.tick("Boxes!A3", ticked=False)
    assert two.person.values("Boxes!A2:A4", "UNFORMATTED_VALUE") == [[True], [False]]
    assert two.person.stored("Boxes")[1, 0]["dataValidation"] == {"condition": {"type": "BOOLEAN"}}


@pytest.mark.parametrize(
    ("words", "ticked", "unticked"),
    [(["Yes"], {"stringValue": "Yes"}, None), (["Y", "N"], {"stringValue": "Y"}, {"stringValue": "N"})],
)
def test_a_box_enters_its_own_words(
    client: Client, words: list[str], ticked: Json, unticked: Json | None
) -> None:
    values = [{"userEnteredValue": word} for word in words]
    rule = {"dataValidation": {"condition": {"type": "BOOLEAN", "values": values}}}
    client.person.batch(cells(0, 0, rule, fields="dataValidation"))
    client.person.tick("A1")
    assert client.person.stored()[0, 0]["userEnteredValue"] == ticked
    client.person.tick("A1", ticked=False)
    assert client.person.stored()[0, 0].get("userEnteredValue") == unticked


def test_no_box_no_tick(two: Client) -> None:
    with pytest.raises(LookupError, match="no tick box in B2"):
        two.person.tick("Boxes!B2")


def test_a_tab_is_sorted_with_its_ticks_below_its_headers(two: Client) -> None:
    two.person.tick("Boxes!A3")
    two.person.sort_tab(1, tab="Boxes")
    assert two.person.values("Boxes!A1:B4") == [["Add", "Name"], ["TRUE", "Ada"], ["", "Bo"], ["", "Cy"]]


def test_rows_are_typed_below_the_last_one_of_any_tab(two: Client) -> None:
    two.person.type_below(["x", "Di"], ["x", "Ed"], tab="Boxes")
    assert two.person.values("Boxes!A5:B6") == [["x", "Di"], ["x", "Ed"]]
    two.person.type_below(["first"])
    assert two.person.values("A1") == [["first"]]


def test_any_tab_is_moved_hidden_renamed_and_deleted(two: Client) -> None:
    two.person.move_tab(0, tab="Boxes")
    two.person.hide_tab(tab="Boxes")
    two.person.rename_tab("Box & Co", tab="Boxes")
    tabs = two.sheet("?fields=sheets.properties(title,hidden)")[1]["sheets"]
    assert [tab["properties"] for tab in tabs] == [
        {"title": "Box & Co", "hidden": True},
        {"title": "Sheet1"},
    ]
    two.person.delete_tab(tab="Box & Co")
    assert two.person.tab().title == "Sheet1"


def test_all_that_can_happen_between_a_read_and_a_write(two: Client) -> None:
    two.google.before(lambda owner: owner.delete_tab(tab="Boxes"), on="write")
    assert two.sheet("?ranges=Boxes&fields=sheets.properties")[0] == 200
    write = cells(0, 0, text("x"))
    write["updateCells"]["start"]["sheetId"] = 5
    assert two.refused(write).endswith("No grid with id: 5")
