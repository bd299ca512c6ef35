"""The job's changes as requests of one batch: nothing but the cells concerned, each request in its place."""

from typing import Any

import pandas as pd
import pytest

from sync.core.changes import Change, DropFlag, PutBack, PutDue, PutFlag, PutRecord, PutText
from sync.core.table import EMPTY, Area, Cell, Record, Rule, Table
from sync.sheets.google.changes import make_requests
from sync.sheets.google.rules import Handle
from tests.scenarios.worlds import TODAY

FORMULA = '=46340+N("x")'
AREAS = (Area(2, 0, 5, 0), Area(2, 4, None, 4))
LOOK = {"backgroundColor": {"red": 0.5}}


def rule(place: int) -> Rule:
    return Rule("=A", AREAS, Handle(place, {"booleanRule": {"format": LOOK}}))


def requests(*changes: Change, table: Table | None = None) -> list[Any]:
    return list(make_requests(changes, table or Table(pd.DataFrame(), "Friends", 26, tab_id=7)))


def kinds(found: list[Any]) -> list[str]:
    return [next(iter(request)) for request in found]


def test_cells_below_each_other_are_one_request() -> None:
    found = requests(*(PutDue(row, 4, FORMULA, 46340) for row in (5, 2, 3, 9)))
    places = [(update["start"], len(update["rows"])) for update in (one["updateCells"] for one in found)]
    assert places == [
        ({"sheetId": 7, "rowIndex": 1, "columnIndex": 4}, 2),
        ({"sheetId": 7, "rowIndex": 4, "columnIndex": 4}, 1),
        ({"sheetId": 7, "rowIndex": 8, "columnIndex": 4}, 1),
    ]


def test_only_the_value_and_the_number_format_are_named() -> None:
    [due, header] = requests(PutDue(2, 4, FORMULA, 46340)) + requests(PutText(1, 4, "Next due"))
    assert due["updateCells"]["fields"] == "userEnteredValue,userEnteredFormat.numberFormat"
    assert header["updateCells"]["fields"] == "userEnteredValue"


@pytest.mark.parametrize(
    ("present", "kept"),
    [
        (None, {"type": "DATE"}),
        ({"type": "TEXT", "pattern": "@"}, {"type": "DATE"}),
        ({"type": "DATE", "pattern": "d mmm"}, {"type": "DATE", "pattern": "d mmm"}),
        ({"type": "DATE_TIME"}, {"type": "DATE_TIME"}),
    ],
)
def test_a_date_format_of_the_owners_is_kept(present: Any, kept: Any) -> None:
    source = {"userEnteredFormat": {"numberFormat": present}} if present else {}
    cells = pd.DataFrame([[Cell("x", "x", source=source)]], index=[1], dtype=object)
    [request] = requests(PutDue(1, 0, FORMULA, 46340), table=Table(cells, "Friends", 26))
    [row] = request["updateCells"]["rows"]
    assert row["values"][0]["userEnteredFormat"]["numberFormat"] == kept


def test_a_grid_that_is_full_grows_first() -> None:
    found = requests(PutText(1, 26, "Next due"), PutDue(2, 26, FORMULA, 46340))
    assert found[0] == {"appendDimension": {"sheetId": 7, "dimension": "COLUMNS", "length": 1}}
    assert kinds(requests(PutText(1, 25, "Next due"))) == ["updateCells"]


def test_chips_and_rich_text_are_put_back_as_they_were_read() -> None:
    source = {
        "userEnteredValue": {"stringValue": "with @ today"},
        "chipRuns": [{"startIndex": 5, "chip": {"personProperties": {"email": "a@x.org"}}}],
        "textFormatRuns": [{"startIndex": 2, "format": {"bold": True}}],
        "formattedValue": "with Ada today",
    }
    [request] = requests(PutBack(2, 3, Cell("with Ada today", "with Ada today", source=source)))
    update = request["updateCells"]
    assert update["fields"] == "userEnteredValue,userEnteredFormat.numberFormat,textFormatRuns,chipRuns"
    assert update["rows"][0]["values"][0] == {k: v for k, v in source.items() if k != "formattedValue"}


def test_a_formula_is_put_back_as_it_reads_now() -> None:
    source = {"userEnteredValue": {"formulaValue": "=UPPER(A2)"}}
    [request] = requests(PutBack(2, 3, Cell("ADA", "ADA", "=UPPER(B2)", source)))
    value = request["updateCells"]["rows"][0]["values"][0]
    assert value == {"userEnteredValue": {"formulaValue": "=UPPER(B2)"}}


def test_an_empty_cell_is_emptied_of_value_and_number_format() -> None:
    [request] = requests(PutBack(2, 3, EMPTY))
    assert request["updateCells"]["rows"] == [{"values": [{}]}]
    assert request["updateCells"]["fields"] == "userEnteredValue,userEnteredFormat.numberFormat"


def test_flags_are_changed_then_dropped_from_the_last_up_then_added() -> None:
    found = requests(
        PutFlag("overdue", "=B", AREAS),
        DropFlag(rule(1)),
        PutFlag("coming_up", "=C", AREAS, replaces=rule(4)),
        DropFlag(rule(3)),
    )
    assert kinds(found) == [
        "updateConditionalFormatRule",
        "deleteConditionalFormatRule",
        "deleteConditionalFormatRule",
        "addConditionalFormatRule",
    ]
    assert [request.get("deleteConditionalFormatRule", {}).get("index") for request in found][1:3] == [3, 1]
    assert found[0]["updateConditionalFormatRule"]["index"] == 4


def test_a_flag_keeps_the_colours_that_the_owner_gave_it() -> None:
    [request] = requests(PutFlag("overdue", "=B", AREAS, replaces=rule(0)))
    assert request["updateConditionalFormatRule"]["rule"]["booleanRule"]["format"] == LOOK


def test_a_new_flag_is_never_told_by_its_colour_alone() -> None:
    [request] = requests(PutFlag("overdue", "=B", AREAS))
    body = request["addConditionalFormatRule"]["rule"]
    assert body["booleanRule"]["format"]["textFormat"] == {"bold": True}
    assert body["ranges"] == [
        {"sheetId": 7, "startRowIndex": 1, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 1},
        {"sheetId": 7, "startRowIndex": 1, "startColumnIndex": 4, "endColumnIndex": 5},
    ]


@pytest.mark.parametrize("again", [False, True])
def test_an_earlier_record_is_taken_out_first(*, again: bool) -> None:
    found = requests(PutRecord(Record(TODAY, {"overdue": 3}), again=again))
    assert kinds(found) == (["deleteDeveloperMetadata"] if again else []) + ["createDeveloperMetadata"]
    metadata = found[-1]["createDeveloperMetadata"]["developerMetadata"]
    assert metadata["metadataKey"] == "keep-in-touch-7"
    assert metadata["metadataValue"] == '{"day": "2026-11-23", "figures": {"overdue": 3}}'
