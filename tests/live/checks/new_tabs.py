"""Tabs that the job makes: *Candidates*, and a template in an empty one."""

from collections.abc import Iterator

from tests.live.api import Json
from tests.live.checks.batches import INVALID
from tests.live.found import Found, same, settled, told
from tests.live.tabs import PREFIX, ROWS, Tab

LOOKING = 9
"""A row, from 0, that has a format and nothing else."""


def ask_ids(tab: Tab) -> Iterator[Found]:
    """Ask for an id of our choice, filled in the same write, and for one that is taken."""
    refused = tab.google.batch(_add(tab.id, f"{PREFIX} taken id"))
    yield same("an id that is taken", INVALID, refused.refusal)
    yield told("what is said of an id that is taken", refused.message)
    refused = tab.google.batch(_add(tab.id + 1, tab.title))
    yield same("a title that is taken", INVALID, refused.refusal)
    yield told("what is said of a title that is taken", refused.message)
    new = tab._replace(id=tab.id + 1, title=f"{PREFIX} {tab.id + 1}")
    tab.do(_add(new.id, new.title), new.values(0, 0, ["Add", "Name"]))
    yield same("a tab made and filled in one write", "Name", new.table().cell(1, 1).value)


def ask_template(tab: Tab) -> Iterator[Found]:
    """Ask for what a template needs: a frozen header, widths, wrapped notes, a hidden column."""
    frozen = {"sheetId": tab.id, "gridProperties": {"frozenRowCount": 1}}
    wrapped = {"userEnteredFormat": {"wrapStrategy": "WRAP"}}
    replies = tab.do(
        {"updateSheetProperties": {"properties": frozen, "fields": "gridProperties.frozenRowCount"}},
        _width(tab, 3, {"pixelSize": 420}, "pixelSize"),
        _width(tab, 5, {"hiddenByUser": True}, "hiddenByUser"),
        {
            "repeatCell": {
                "range": tab.area((0, 20), (3, 4)),
                "cell": wrapped,
                "fields": "userEnteredFormat.wrapStrategy",
            }
        },
    )
    yield same("none of what a template needs has a reply", [{}] * 4, replies)
    shown = tab.read(
        "properties(gridProperties(frozenRowCount)),data(columnMetadata(pixelSize,hiddenByUser))"
    )
    columns = shown["data"][0]["columnMetadata"]
    came = (shown["properties"]["gridProperties"], columns[3]["pixelSize"], columns[5].get("hiddenByUser"))
    yield same("frozen, wide and hidden as asked", ({"frozenRowCount": 1}, 420, True), came)


def ask_append(tab: Tab) -> Iterator[Found]:
    """Ask for a row below what is used, in one write with other changes."""
    tab.do(tab.values(0, 0, ["Name"], ["Ada"]), _colour(tab, LOOKING))
    yield same(
        "a row appended has no reply",
        [{}, {}],
        tab.do(_append(tab, "Bob", "=40+2"), tab.values(0, 1, ["Due"])),
    )
    table = tab.table()
    row = next(row for row, cell in table.column(0) if cell.value == "Bob")
    yield settled("append_after_looks", row == LOOKING + 2)
    yield same("the row stands below the last value, or below the last format", True, row in {3, LOOKING + 2})
    yield same("the formula of an appended row is one", "=40+2", table.cell(row, 1).formula)
    tab.do(_append(tab, "=1+1", ""))
    yield same("an appended text that begins with = stays one", "=1+1", tab.table().cell(row + 1, 0).shown)


def ask_append_full(tab: Tab) -> Iterator[Found]:
    """Ask for a row where the grid is full."""
    tab.do(tab.values(ROWS - 1, 0, ["last"]), _colour(tab, ROWS - 1))
    tab.do(_append(tab, "new", ""))
    yield same("a full grid grows by the row that is appended", "new", tab.table().cell(ROWS + 1, 0).value)
    look = tab.cell(ROWS, 0, "userEnteredFormat(backgroundColor)")
    yield settled("appended_rows_inherit", bool(look))


def ask_append_hidden(tab: Tab) -> Iterator[Found]:
    """Ask for a row in a hidden tab."""
    hidden = {"sheetId": tab.id, "hidden": True}
    tab.do({"updateSheetProperties": {"properties": hidden, "fields": "hidden"}})
    appended = tab.google.batch(_append(tab, "Ada", ""))
    yield same("a hidden tab takes a row", "200", appended.refusal)
    yield same("in the first row of a tab that is empty", "Ada", tab.table().cell(1, 0).value)


def _add(tab_id: int, title: str) -> Json:
    return {"addSheet": {"properties": {"sheetId": tab_id, "title": title}}}


def _width(tab: Tab, column: int, properties: Json, fields: str) -> Json:
    return {
        "updateDimensionProperties": {
            "range": tab.lines("COLUMNS", column, column + 1),
            "properties": properties,
            "fields": fields,
        }
    }


def _colour(tab: Tab, row: int) -> Json:
    colour = {"userEnteredFormat": {"backgroundColor": {"red": 1.0}}}
    return tab.cells(row, 0, [colour], fields="userEnteredFormat.backgroundColor")


def _append(tab: Tab, name: str, formula: str) -> Json:
    values: list[Json] = [{"userEnteredValue": {"stringValue": name}}]
    values += [{"userEnteredValue": {"formulaValue": formula}}] if formula else []
    return {"appendCells": {"sheetId": tab.id, "rows": [{"values": values}], "fields": "userEnteredValue"}}


CHECKS = (ask_ids, ask_template, ask_append, ask_append_full, ask_append_hidden)
