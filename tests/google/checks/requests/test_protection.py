"""Protected ranges, as the service account meets them."""

import pytest

from tests.google.checks.conftest import Client
from tests.google.checks.requests.test_batches import cells, rule, text
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


def test_a_protected_tab_can_leave_cells_free(client: Client) -> None:
    free = {"sheetId": 0, "startColumnIndex": 4, "endColumnIndex": 5}
    tab = {"range": {"sheetId": 0}, "unprotectedRanges": [free], "editors": {"users": ["owner@example.com"]}}
    client.person.batch({"addProtectedRange": {"protectedRange": tab}})
    assert client.put("E2", ["x"])[0] == 200
    assert client.put("D2", ["x"])[0] == 400
    assert "protected" in client.refused(rule("=$A2=1"))


def test_what_only_warns_names_no_editors_and_takes_none(client: Client) -> None:
    warning = {"range": {"sheetId": 0}, "warningOnly": True, "description": "d"}
    _, answer = client.batch({"addProtectedRange": {"protectedRange": warning}})
    made = answer["replies"][0]["addProtectedRange"]["protectedRange"]
    number = made.pop("protectedRangeId")
    assert made == {"description": "d", "warningOnly": True, "range": {}, "requestingUserCanEdit": True}
    (seen,) = client.sheet("?fields=sheets.protectedRanges")[1]["sheets"][0]["protectedRanges"]
    assert seen == made | {"protectedRangeId": number}
    editors = {"editors": {"users": ["me@example.com"]}}
    told = client.refused({"addProtectedRange": {"protectedRange": warning | editors}})
    assert told.endswith("ProtectedRange is warningOnly. Editors cannot be set on it.")
