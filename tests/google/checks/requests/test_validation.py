"""Tick boxes and lists of words, set on cells."""

from typing import Any

import pytest

from tests.google.checks.conftest import Client

Json = dict[str, Any]

GRID = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 1}


def condition(kind: str, *values: str) -> Json:
    given = {"values": [{"userEnteredValue": value} for value in values]} if values else {}
    return {"condition": {"type": kind} | given}


def validate(rule: Json | None) -> Json:
    return {"setDataValidation": {"range": GRID} | ({"rule": rule} if rule else {})}


def test_every_cell_of_the_range_gets_the_rule_and_loses_it(client: Client) -> None:
    client.person.put("A2", ["x"])
    rule = condition("ONE_OF_LIST", "No", "Yes") | {"strict": True, "showCustomUi": True}
    assert client.batch(validate(rule))[1]["replies"] == [{}]
    rows = client.sheet("?fields=sheets.data.rowData.values.dataValidation")[1]["sheets"][0]["data"][0]
    assert rows["rowData"] == [{}, *[{"values": [{"dataValidation": rule}]}] * 2]
    client.batch(validate(None))
    assert client.person.stored() == {(1, 0): {"userEnteredValue": {"stringValue": "x"}}}


def test_what_is_false_in_a_rule_is_left_out_of_it(client: Client) -> None:
    client.batch(validate(condition("BOOLEAN") | {"strict": True, "showCustomUi": False}))
    assert client.person.stored()[1, 0] == {"dataValidation": condition("BOOLEAN") | {"strict": True}}


def test_values_are_written_over_a_rule_and_leave_it(client: Client) -> None:
    client.batch(validate(condition("BOOLEAN")))
    client.put("A2", [True])
    assert client.person.stored()[1, 0].keys() == {"userEnteredValue", "dataValidation"}
    assert client.values("A2", "?valueRenderOption=UNFORMATTED_VALUE")["values"] == [[True]]


@pytest.mark.parametrize(
    "rule",
    [
        condition("ONE_OF_LIST"),
        condition("BOOLEAN", "a", "b", "c"),
        condition("BLANK"),
        condition("TEXT_STARTS_WITH", "a"),
        condition("NUMBER_BETWEEN", "1"),
        {},
    ],
)
def test_a_rule_that_no_validation_has_is_refused(client: Client, rule: Json) -> None:
    request = {"setDataValidation": {"range": GRID, "rule": rule}}
    assert client.refused(request).startswith("Invalid requests[0].setDataValidation: ")


def test_a_rule_beyond_the_grid_is_refused(client: Client) -> None:
    request = {"setDataValidation": {"range": GRID | {"endRowIndex": 1001}, "rule": condition("BOOLEAN")}}
    assert "exceeds grid limits" in client.refused(request)
