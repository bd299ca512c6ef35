"""Rows and columns that wander, and what goes with them."""

import datetime as dt

import pytest

from tests.google.checks.conftest import Client
from tests.google.checks.requests.test_batches import metadata, rule


def formulas(client: Client, where: str) -> list[list[str]]:
    return client.person.values(where, "FORMULA")


def test_a_row_inserted_pushes_cells_and_references_down(client: Client) -> None:
    client.person.type("A1", ["a", "=A2", "=SUM(A1:A3)", "=$A$3"], ["b"], ["c"])
    client.person.insert_rows(1)
    assert formulas(client, "A1:D1") == [["a", "=A3", "=SUM(A1:A4)", "=$A$4"]]
    assert client.person.values("A3:A4") == [["b"], ["c"]]


def test_what_stands_in_quotes_is_no_reference(client: Client) -> None:
    client.person.type("B1", ['=46340+N("from A1 and B2")'])
    client.person.insert_rows(0)
    client.person.insert_columns(0)
    assert formulas(client, "C2") == [['=46340+N("from A1 and B2")']]


def test_a_reference_to_a_deleted_column_is_an_error(client: Client) -> None:
    client.person.type("A1", [1, 2, "=A1+B1", "=SUM(A1:B1)"])
    client.person.delete_columns(1)
    assert formulas(client, "A1:C1") == [[1, "=A1+#REF!", "=SUM(A1:A1)"]]
    assert client.person.values("B1:C1") == [["#REF!", "1"]]
    error = {"type": "REF", "message": "Reference does not exist."}
    assert client.person.cell("B1")["effectiveValue"] == {"errorValue": error}


@pytest.mark.parametrize(
    ("source", "to", "order"),
    [(0, 2, "bacd"), (0, 4, "bcda"), (2, 0, "cabd"), (3, 1, "adbc"), (1, 2, "abcd")],
)
def test_a_column_moves_to_a_place_counted_before(client: Client, source: int, to: int, order: str) -> None:
    client.person.type("A1", list("abcd"), ["=A1", "=B1", "=C1", "=D1"])
    client.person.move_columns(source, to)
    assert client.person.values("A1:D2") == [list(order), list(order)]


def test_moving_rows_takes_references_along(client: Client) -> None:
    client.person.type("A1", ["a", "=A1"], ["b", "=A2"], ["c", "=A3"])
    client.person.move_rows(2, 0)
    assert formulas(client, "A1:B3") == [["c", "=A1"], ["a", "=A2"], ["b", "=A3"]]


def condition(client: Client) -> tuple[dict[str, int], str]:
    (made,) = client.person.rules()
    (grid,) = made["ranges"]
    return grid, made["booleanRule"]["condition"]["values"][0]["userEnteredValue"]


def test_a_conditional_format_follows_rows_and_columns(client: Client) -> None:
    client.batch(rule("=$E2<TODAY()"))
    client.person.insert_columns(2)
    assert condition(client) == (
        {"startRowIndex": 1, "endRowIndex": 1000, "startColumnIndex": 0, "endColumnIndex": 6},
        "=$F2<TODAY()",
    )
    client.person.insert_rows(1)
    assert condition(client)[1] == "=$F3<TODAY()"
    client.person.delete_rows(2)
    assert condition(client)[0]["startRowIndex"] == 2
    assert condition(client)[1] == "=$F3<TODAY()"
    client.person.delete_columns(5)
    assert condition(client)[1] == "=#REF!<TODAY()"


def test_a_conditional_format_shows_in_the_effective_format(client: Client) -> None:
    client.google.today = dt.date(2026, 11, 23)
    client.person.type("A1", ["h", "", "", "", "Due"], ["a", "", "", "", 46340], ["b", "", "", "", 46400])
    client.batch(rule("=ISNUMBER($E2)*($E2<TODAY())>0"))
    bold = [client.person.cell(f"A{n}")["effectiveFormat"]["textFormat"].get("bold") for n in (1, 2, 3)]
    assert bold == [None, True, None]


def test_protection_merges_and_metadata_follow_their_rows(client: Client) -> None:
    line = {"sheetId": 0, "dimension": "ROWS", "startIndex": 3, "endIndex": 4}
    grid = {"sheetId": 0, "startRowIndex": 3, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 2}
    client.person.batch(
        metadata("row", {"dimensionRange": line}),
        {"mergeCells": {"range": grid, "mergeType": "MERGE_ALL"}},
    )
    client.person.protect("A4:B4")
    client.person.delete_rows(0)
    client.person.move_rows(2, 8)
    tab = client.person.snapshot()["sheets"][0]
    assert tab["merges"][0]["startRowIndex"] == 7
    assert tab["protectedRanges"][0]["range"]["startRowIndex"] == 7
    assert tab["data"][0]["rowMetadata"][7]["developerMetadata"][0]["metadataValue"] == "row"


def test_row_metadata_follows_a_sort_and_goes_with_its_row(client: Client) -> None:
    client.put("A1", ["b"], ["a"])
    line = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    client.person.batch(metadata("of b", {"dimensionRange": line}))
    client.person.sort("A1:B2", 0)
    rows = client.person.snapshot()["sheets"][0]["data"][0]["rowMetadata"]
    assert [("developerMetadata" in row) for row in rows[:2]] == [False, True]
    client.person.delete_rows(1)
    assert client.sheet("/developerMetadata:search", {"dataFilters": [{"developerMetadataLookup": {}}]}) == (
        200,
        {},
    )


def test_sorting_puts_numbers_before_text_and_blanks_last(client: Client) -> None:
    client.put("A1", ["b"], [2], [None], ["A"], [10])
    client.person.sort("A1:A5", 0)
    assert client.person.values("A1:A5") == [["2"], ["10"], ["A"], ["b"]]
    client.person.sort("A1:A5", 0, descending=True)
    assert client.person.values("A1:A5") == [["b"], ["A"], ["10"], ["2"]]


def test_sorting_leaves_hidden_rows_and_cells_beside_the_range(client: Client) -> None:
    client.put("A1", ["c", "x"], ["b", "y"], ["a", "z"])
    line = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    hidden = {"range": line, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    client.batch({"updateDimensionProperties": hidden})
    client.person.sort("A1:A3", 0)
    assert client.person.values("A1:B3") == [["a", "x"], ["b", "y"], ["c", "z"]]


def test_sorting_rewrites_relative_formulas(client: Client) -> None:
    client.person.type("A1", ["b", "=A1&$A$1"], ["a", "=A2&$A$1"])
    client.person.sort("A1:B2", 0)
    assert formulas(client, "A1:B2") == [["a", "=A1&$A$1"], ["b", "=A2&$A$1"]]


def test_sorting_vertical_merges_is_refused(client: Client) -> None:
    grid = {"sheetId": 0, "startRowIndex": 2, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 1}
    client.person.batch({"mergeCells": {"range": grid, "mergeType": "MERGE_ALL"}})
    sort = {"sortRange": {"range": {"sheetId": 0}, "sortSpecs": [{"dimensionIndex": 0}]}}
    assert client.refused(sort) == (
        "Invalid requests[0].sortRange: You can't sort a range containing vertical merges. "
        "There is a vertical merge at A3:A4"
    )


def test_new_lines_look_like_their_neighbours(client: Client) -> None:
    client.person.type("A1", ["2026-11-23"])
    client.person.insert_rows(1)
    look = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}
    assert client.person.stored()[1, 0] == {"userEnteredFormat": look}


@pytest.mark.parametrize(
    ("start", "before", "told"),
    [
        (26, False, "range.startIndex must be less than the grid size (26) if inheritFromBefore is false."),
        (27, True, "range.startIndex is larger than current grid size (26)"),
    ],
)
def test_a_column_beyond_the_grid_is_refused(client: Client, start: int, told: str, *, before: bool) -> None:
    line = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": start, "endIndex": start + 1}
    message = client.refused({"insertDimension": {"range": line, "inheritFromBefore": before}})
    assert message == f"Invalid requests[0].insertDimension: {told}"


def test_a_tab_renamed_or_deleted_shows_in_formulas(client: Client) -> None:
    client.person.batch({"addSheet": {"properties": {"title": "Other", "sheetId": 5}}})
    client.person.type("A1", ["=Other!A1"])
    client.person.rename_tab("My own", tab="Other")
    assert formulas(client, "A1") == [["='My own'!A1"]]
    client.person.delete_tab(tab="My own")
    assert formulas(client, "A1") == [["=#REF!"]]


def test_writing_beyond_the_grid_is_refused_until_it_has_grown(client: Client) -> None:
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 26}
    rows = [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}]
    write = {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}
    assert "exceeds grid limits. Max rows: 1000, max columns: 26" in client.refused(write)
    grow = {"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 1}}
    assert client.batch(grow, write)[0] == 200
