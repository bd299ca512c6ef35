"""Protected cells: what the read tells, and how a write is refused."""

from collections.abc import Iterator

from tests.google.errors import PROTECTED
from tests.live.api import Answer, Json, UnexpectedError
from tests.live.found import Found, same, settled, told
from tests.live.tabs import Tab

FIELDS = "protectedRanges(warningOnly,requestingUserCanEdit)"
NAMED = "Invalid requests[0].updateCells: "


def ask_own(tab: Tab) -> Iterator[Found]:
    """Ask what only warns, and what the key protects itself."""
    warned = {"range": tab.area((0, 1), (0, 1)), "warningOnly": True}
    mine = {"range": tab.area((1, 2), (0, 1))}
    tab.do({"addProtectedRange": {"protectedRange": warned}}, {"addProtectedRange": {"protectedRange": mine}})
    shown = tab.read(FIELDS)["protectedRanges"]
    expected = [{"requestingUserCanEdit": True}, {"requestingUserCanEdit": True, "warningOnly": True}]
    yield same("the read tells what only warns, and what may be edited", expected, sorted(shown, key=len))
    yield same("what the key protects it writes", "200", tab.google.batch(tab.values(1, 0, ["x"])).refusal)
    written = tab.google.batch(tab.values(0, 0, ["x"]))
    yield settled("warning_stops_programs", written.refusal != "200")


def ask_foreign(tab: Tab) -> Iterator[Found]:
    """Ask of a tab that the owner protected: `tab` is theirs, empty, and only they may edit it."""
    if tab.read("data(rowData(values(userEnteredValue)))")["data"][0].get("rowData"):
        raise UnexpectedError(f"{tab.title} is not empty, so nothing is tried in it")
    shown = tab.read(FIELDS).get("protectedRanges")
    yield same("the read tells that a protected tab may not be edited", [{}], shown)
    if shown == [{}]:
        yield from _ask_refusal(tab.google.batch(tab.values(0, 0, [""])))
        for name, change in _changes(tab).items():
            refused = tab.google.batch(change)
            yield same(f"{name} in a protected tab is refused", True, refused.status in {400, 403})
            yield told(f"what is said of {name} in it", refused.message)


def _ask_refusal(refused: Answer) -> Iterator[Found]:
    yield settled("protected_status", refused.status)
    yield settled("protected_prefix", refused.message.startswith(NAMED))
    words = refused.message.removeprefix(NAMED)
    language = next((name for name, text in PROTECTED.items() if text == words), words)
    yield settled("language", language)._replace(holds=None)


def _changes(tab: Tab) -> dict[str, Json]:
    look = {"condition": {"type": "NOT_BLANK"}, "format": {"textFormat": {"bold": True}}}
    rule = {"ranges": [tab.area((0, 1), (0, 1))], "booleanRule": look}
    row = {"sheetId": tab.id, "rows": [{"values": [{}]}], "fields": "userEnteredValue"}
    return {
        "a new flag": {"addConditionalFormatRule": {"rule": rule, "index": 0}},
        "a new column": {"appendDimension": {"sheetId": tab.id, "dimension": "COLUMNS", "length": 1}},
        "a new row": {"appendCells": row},
    }


CHECKS = (ask_own,)
