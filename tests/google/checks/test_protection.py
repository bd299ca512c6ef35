"""Protected ranges, as the service account meets them."""

import pytest

from tests.google.checks.conftest import Client
from tests.google.checks.test_batches import cells, rule, text
from tests.google.errors import PROTECTED


def test_a_protected_cell_is_refused_and_others_are_not(client: Client) -> None:
    client.person.protect("E1:E9")
    told = client.refused(cells(1, 4, text("x")))
    assert told == f"Invalid requests[0].updateCells: {PROTECTED['en']}"
    assert client.batch(cells(1, 3, text("x")))[0] == 200


def test_values_and_deleted_rows_are_refused_without_a_prefix(client: Client) -> None:
    client.person.protect("E1:E9")
    assert client.put("E2", ["x"])[1]["error"]["message"] == PROTECTED["en"]
    line = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    assert client.refused({"deleteDimension": {"range": line}}) == PROTECTED["en"]
    client.person.put("A1", ["a"])
    assert client.sheet("/values/A1:E1:clear", {})[0] == 400


@pytest.mark.parametrize("at", [(0, 200), (4, 400), (9, 200)])
def test_a_row_inserted_within_a_protected_range_is_refused(client: Client, at: tuple[int, int]) -> None:
    client.person.protect("A1:B9")
    line = {"sheetId": 0, "dimension": "ROWS", "startIndex": at[0], "endIndex": at[0] + 1}
    assert client.batch({"insertDimension": {"range": line}})[0] == at[1]


def test_how_google_says_it_can_be_switched(client: Client) -> None:
    client.person.protect("A1")
    switches = client.google.switches
    switches.language, switches.protected_prefix, switches.protected_status = "es", False, 403
    status, answer = client.batch(cells(0, 0, text("x")))
    assert (status, answer["error"]["status"]) == (403, "PERMISSION_DENIED")
    assert answer["error"]["message"] == PROTECTED["es"]


def test_the_owner_is_never_refused(client: Client) -> None:
    client.person.protect("A1")
    client.person.batch(cells(0, 0, text("x")))
    assert client.person.values("A1") == [["x"]]


def test_a_read_says_who_may_edit(client: Client) -> None:
    client.person.protect("A1:B2")
    everybody = {"range": {"sheetId": 0, "startColumnIndex": 3}, "description": "d"}
    client.person.batch({"addProtectedRange": {"protectedRange": everybody}})
    theirs, ours = client.sheet("?fields=sheets.protectedRanges")[1]["sheets"][0]["protectedRanges"]
    assert "requestingUserCanEdit" not in theirs
    assert "editors" not in theirs
    assert ours["requestingUserCanEdit"] is True
    assert ours["range"] == {"startColumnIndex": 3}


def test_a_warning_stops_no_program(client: Client) -> None:
    warning = {"range": {"sheetId": 0}, "warningOnly": True}
    client.person.batch({"addProtectedRange": {"protectedRange": warning}})
    assert client.put("A1", ["x"])[0] == 200


def test_a_protected_tab_can_leave_cells_free(client: Client) -> None:
    free = {"sheetId": 0, "startColumnIndex": 4, "endColumnIndex": 5}
    tab = {"range": {"sheetId": 0}, "unprotectedRanges": [free], "editors": {"users": ["owner@example.com"]}}
    client.person.batch({"addProtectedRange": {"protectedRange": tab}})
    assert client.put("E2", ["x"])[0] == 200
    assert client.put("D2", ["x"])[0] == 400
    assert "protected" in client.refused(rule("=$A2=1"))
