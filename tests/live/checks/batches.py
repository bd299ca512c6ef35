"""One write: all of it or nothing, and what its answer tells."""

from collections.abc import Iterator

from tests.live.found import Found, same, settled, told
from tests.live.tabs import Tab

INVALID = "400 INVALID_ARGUMENT"
NOBODY = 2_000_000_001
"""The id of a tab that is not there."""
NOWHERE = "'nowhere to be found'"
"""The range of a tab that is not there."""
TOO_MANY_ROWS = 3_000_000
"""With 8 columns, more than the 20 million cells that a spreadsheet may have."""


def ask_atomic(tab: Tab) -> Iterator[Found]:
    """Ask whether one bad request keeps all from being applied, and a bad range of the answer does."""
    refused = tab.google.batch(tab.values(0, 0, ["x"]), {"deleteSheet": {"sheetId": NOBODY}})
    yield same("a batch with one bad request is refused", INVALID, refused.refusal)
    prefix = "Invalid requests[1].deleteSheet: "
    yield same("the refusal names the request", prefix, refused.message[: len(prefix)])
    yield same("and nothing of that batch is applied", {}, tab.cell(0, 0, "userEnteredValue"))
    refused = tab.google.batch(
        tab.values(0, 0, ["x"]), includeSpreadsheetInResponse=True, responseRanges=[NOWHERE]
    )
    yield same("a range of the answer that is not there is refused", INVALID, refused.refusal)
    yield settled("bad_response_range_applies", bool(tab.cell(0, 0, "userEnteredValue")))


def ask_answer(tab: Tab) -> Iterator[Found]:
    """Ask whether the answer to a write is the tab as it is afterwards, formulas worked out."""
    answer = tab.google.batch(
        tab.values(0, 0, ["x", "=40+2"]),
        includeSpreadsheetInResponse=True,
        responseIncludeGridData=True,
        responseRanges=[tab.range],
        fields="replies,updatedSpreadsheet(sheets(properties(sheetId),data(rowData(values(effectiveValue)))))",
    )
    values = [{"effectiveValue": {"stringValue": "x"}}, {"effectiveValue": {"numberValue": 42}}]
    sheet = {"properties": {"sheetId": tab.id}, "data": [{"rowData": [{"values": values}]}]}
    sheets = answer.body["updatedSpreadsheet"]["sheets"]
    yield same("the answer shows the tab as it is now", [sheet], [one for one in sheets if "data" in one])
    yield settled("answer_has_asked_tabs_only", len(sheets) == 1)
    yield same("a write of cells has the reply {}", [{}], answer.body.get("replies"))


def ask_columns(tab: Tab) -> Iterator[Found]:
    """Ask for a column where the grid is full, filled in the same write, and for too much."""
    grown = {"appendDimension": {"sheetId": tab.id, "dimension": "COLUMNS", "length": 1}}
    yield same(
        "a column appended and filled in one write", [{}, {}], tab.do(grown, tab.values(0, 8, ["Next due"]))
    )
    yield same("the grid is one wider", 9, tab.table().width)
    refused = tab.google.batch(tab.values(0, 9, ["x"]))
    yield same("beyond the grid nothing is written", INVALID, refused.refusal)
    huge = {"appendDimension": {"sheetId": tab.id, "dimension": "ROWS", "length": TOO_MANY_ROWS}}
    refused = tab.google.batch(huge)
    yield same("more than 20 million cells are refused", INVALID, refused.refusal)
    prefix = "Invalid requests[0].appendDimension: "
    yield same("by a message that names appendDimension", prefix, refused.message[: len(prefix)])
    yield told("what is said of too many cells", refused.message)


def ask_masks(tab: Tab) -> Iterator[Found]:
    """Ask under a mask that names nothing."""
    read = tab.google.ask("GET", fields="sheets.nothing")
    yield same("a read under a mask that names nothing", INVALID, read.refusal)
    yield told("what is said of such a read", read.message)
    written = tab.google.batch(tab.cells(0, 0, [{}], fields=""))
    yield same("a write of cells without a mask", INVALID, written.refusal)
    yield told("what is said of such a write", written.message)


CHECKS = (ask_atomic, ask_answer, ask_columns, ask_masks)
