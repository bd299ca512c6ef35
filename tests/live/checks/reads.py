"""One read: by the tab's id, or by its title."""

from collections.abc import Iterator

from tests.live.api import Answer, Json
from tests.live.checks.batches import INVALID, NOBODY, NOWHERE
from tests.live.found import Found, same, settled, told
from tests.live.tabs import ROWS, Tab

MASK = "sheets(properties(sheetId),data(rowData(values(userEnteredValue))))"


def ask_by_id(tab: Tab) -> Iterator[Found]:
    """Ask whether a read by id brings that tab alone, its rows up to the last used cell."""
    tab.do(tab.values(0, 0, ["a", "", "c"]), tab.values(2, 1, ["b"]))
    answer = _by_id(tab, {"sheetId": tab.id})
    text = [{"userEnteredValue": {"stringValue": letter}} for letter in "abc"]
    rows = [{"values": [text[0], {}, text[2]]}, {}, {"values": [{}, text[1]]}]
    expected = [{"properties": {"sheetId": tab.id}, "data": [{"rowData": rows}]}]
    yield same(
        "a read by id brings its tab, rows cut at the last used cell", expected, answer.body.get("sheets")
    )
    shown = tab.google.ask("GET", fields=MASK, ranges=[tab.range])
    yield same("a read by title brings the same", expected, shown.body.get("sheets"))


def ask_nowhere(tab: Tab) -> Iterator[Found]:
    """Ask for what is not there."""
    gone = _by_id(tab, {"sheetId": NOBODY})
    yield same("an id that no tab has", INVALID, gone.refusal)
    yield settled("filter_prefix", gone.message.startswith("Invalid dataFilter[0]: "))
    yield told("what is said of an id that no tab has", gone.message)
    named = tab.google.ask("GET", fields=MASK, ranges=[NOWHERE])
    yield same("a title that no tab has", INVALID, named.refusal)
    beyond = _by_id(tab, {"sheetId": tab.id, "startRowIndex": ROWS})
    yield same("rows that begin below the grid", INVALID, beyond.refusal)


def ask_order(tab: Tab) -> Iterator[Found]:
    """Ask for several tabs at once."""
    first = tab.google.get("sheets(properties(sheetId))")["sheets"][0]["properties"].get("sheetId", 0)
    filters = [{"gridRange": {"sheetId": tab_id}} for tab_id in (tab.id, first)]
    fields = "sheets(properties(sheetId))"
    came = tab.google.ask("POST", ":getByDataFilter", {"dataFilters": filters}, fields=fields).body["sheets"]
    ids = [sheet["properties"].get("sheetId", 0) for sheet in came]
    yield same("two filters bring two tabs", sorted([first, tab.id]), sorted(ids))
    yield settled("tabs_in_order_asked", ids == [tab.id, first])


def ask_zone(tab: Tab) -> Iterator[Found]:
    """Ask whether every read tells the spreadsheet's zone and locale."""
    properties = tab.google.get("properties(locale,timeZone)", tab.range)["properties"]
    yield same("a read tells locale and zone", ["locale", "timeZone"], sorted(properties))


def _by_id(tab: Tab, grid_range: Json) -> Answer:
    body = {"dataFilters": [{"gridRange": grid_range}], "includeGridData": True}
    return tab.google.ask("POST", ":getByDataFilter", body, fields=MASK)


CHECKS = (ask_by_id, ask_nowhere, ask_order, ask_zone)
