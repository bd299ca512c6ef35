"""Rows appended below everything in a tab, wherever that is by then."""

from typing import Any

from tests.google.checks.conftest import Client
from tests.google.checks.requests.test_batches import cells, text
from tests.google.errors import PROTECTED

Json = dict[str, Any]


def append(*rows: list[Json], fields: str = "userEnteredValue", **more: Any) -> Json:
    return {"appendCells": {"rows": [{"values": row} for row in rows], "fields": fields, **more}}


def test_rows_land_below_the_last_one_with_data_anywhere_in_the_tab(client: Client) -> None:
    client.person.put("A1", ["Name"], ["Ada"])
    client.person.put("K7", ["a word far off"])
    _, answer = client.batch(append([text("Bo")], [text("Cy"), text("c@example.org")]))
    assert answer["replies"] == [{}]
    assert client.person.values("A8:B9") == [["Bo"], ["Cy", "c@example.org"]]


def test_an_empty_tab_is_filled_from_its_top(client: Client) -> None:
    client.batch(append([text("Name")]))
    assert client.person.values("A1") == [["Name"]]


def test_a_row_typed_meanwhile_is_not_hit(client: Client) -> None:
    client.person.put("A1", ["Name"], ["Ada"])
    client.google.before(lambda owner: owner.type_below(["Zoe"]), on="write")
    client.batch(append([text("Bo")]))
    assert client.person.values("A1:A4") == [["Name"], ["Ada"], ["Zoe"], ["Bo"]]


def test_what_the_same_batch_wrote_before_counts(client: Client) -> None:
    client.batch(cells(5, 0, text("x")), append([text("y")]), append([text("z")]))
    assert client.person.values("A6:A8") == [["x"], ["y"], ["z"]]


def test_a_full_grid_grows_by_what_it_lacks(client: Client) -> None:
    client.person.put("A999", ["last but one"])
    client.batch(append([text("a")], [text("b")], [text("c")]))
    assert client.person.tab().size == (1002, 26)
    assert client.person.values("A1000:A1002") == [["a"], ["b"], ["c"]]


def test_only_the_fields_of_the_mask_are_written(client: Client) -> None:
    look = {"userEnteredFormat": {"numberFormat": {"type": "DATE"}, "textFormat": {"bold": True}}}
    given = text("x") | look | {"note": "n"}
    client.batch(append([given], fields="userEnteredValue,userEnteredFormat.numberFormat"))
    kept = {"userEnteredFormat": {"numberFormat": {"type": "DATE"}}}
    assert client.person.stored()[0, 0] == text("x") | kept
    assert "At least one field" in client.refused(append([text("y")], fields=""))
    assert client.refused(append([text("y")], fields="colour")).endswith("Invalid field: colour")


def test_text_is_appended_as_text_and_a_formula_as_one(client: Client) -> None:
    client.batch(append([text("=1+1"), {"userEnteredValue": {"formulaValue": "=1+1"}}]))
    assert client.person.values("A1:B1") == [["=1+1", "2"]]


def test_a_hidden_tab_takes_rows_too(client: Client) -> None:
    made = {"sheetId": 77, "title": "T", "hidden": True}
    client.batch({"addSheet": {"properties": made}}, append([text("x")], sheetId=77))
    assert client.person.values("T!A1") == [["x"]]


def test_a_tab_that_is_gone_is_named(client: Client) -> None:
    told = client.refused(cells(0, 0, text("x")), append([text("x")], sheetId=77))
    assert told == "Invalid requests[1].appendCells: No grid with id: 77"
    assert client.person.stored() == {}


def test_a_protected_column_refuses_the_row(client: Client) -> None:
    client.person.protect("B1:B1000")
    assert client.batch(append([text("x")]))[0] == 200
    told = client.refused(append([text("x"), text("y")]))
    assert told == f"Invalid requests[0].appendCells: {PROTECTED['en']}"


def test_rows_for_a_table_or_wider_than_the_grid_are_not_guessed(client: Client) -> None:
    assert client.batch(append([text("x")], tableId="t"))[0] == 501
    assert client.batch(append([text("x")] * 27))[0] == 501
