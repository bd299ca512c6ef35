"""The two conditional formats, as Google gives them back."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sync.core.contacts.contacts import Look
from sync.core.plan.flags import find_kind
from sync.core.plan.plan import make_plan
from sync.sheets.google.changes import make_requests
from sync.sheets.google.rules import REPLIES, find_handle
from tests.live.api import Json
from tests.live.found import Found, same, told
from tests.live.tabs import Tab

HEADERS = ("Name", "Email", "Phone number", "Relationship information", "Next due")
PEOPLE = (
    ("Ada", "ada@example.org", "0151 23", "2020-01-15 a long talk"),
    ("Bob", "bob@example.org", "", "likes jazz"),
    ("Cyd", "", "0042", "- 3 Oct 2019: gym"),
)
TODAY = date(2026, 1, 5)
"""The day of the job's rules: what is overdue then is so on every later day of Google's."""
NEAR = 0.01
ADD = "addConditionalFormatRule"


def put_people(tab: Tab) -> list[Json]:
    """Put a small list into the tab, make the job's changes, and return the requests that made them."""
    tab.do(tab.values(0, 0, HEADERS, *PEOPLE))
    plan = make_plan(Look(tab.table(), TODAY))
    requests = list(make_requests(plan.changes, plan.look.table))
    tab.do(*requests)
    return requests


def ask_echo(tab: Tab) -> Iterator[Found]:
    """Ask whether both rules come back as they were written."""
    sent = [request[ADD]["rule"] for request in put_people(tab) if ADD in request]
    came = tab.read("conditionalFormats").get("conditionalFormats", [])
    sent.reverse()  # each was put in front of those before
    yield same("both flags come back with their formulas", [*map(_formula, sent)], [*map(_formula, came)])
    yield same("they cover the cells they were given", [*map(_ranges, sent)], [*map(_ranges, came)])
    kinds = [find_kind(rule) for rule in tab.table().rules]
    yield same("the job knows them again", ["coming_up", "overdue"], sorted(map(str, kinds)))


def ask_looks(tab: Tab) -> Iterator[Found]:
    """Ask what becomes of the colours, and whether a date in the past shows its flag."""
    sent = [request[ADD]["rule"] for request in put_people(tab) if ADD in request]
    came = tab.read("conditionalFormats")["conditionalFormats"]
    pairs = [(_colour(one), _colour(other)) for one, other in zip(reversed(sent), came, strict=True)]
    near = all(
        abs(one - other) < NEAR for mine, theirs in pairs for one, other in zip(mine, theirs, strict=True)
    )
    yield same("colours come back, rounded", True, near)
    yield told("how the red comes back", came[-1]["booleanRule"]["format"]["backgroundColor"])
    bold = [rule["booleanRule"]["format"].get("textFormat", {}).get("bold", False) for rule in came]
    yield same("bold comes back", [False, True], sorted(bold))
    shown = tab.cell(1, 4, "effectiveFormat(textFormat(bold),backgroundColor)")["effectiveFormat"]
    yield same(
        "an overdue cell shows its flag in effectiveFormat", True, shown.get("textFormat", {}).get("bold")
    )


def ask_again(tab: Tab) -> Iterator[Found]:
    """Ask whether a rule can be sent as read, and the replies tell what a write took the place of."""
    put_people(tab)
    before = tab.read("conditionalFormats")["conditionalFormats"]
    handle = find_handle(tab.table().rules[0])
    answer = tab.google.batch(
        {"updateConditionalFormatRule": {"index": 0, "rule": handle.rule}},
        tab.values(5, 7, ["x"]),
        {"deleteConditionalFormatRule": {"sheetId": tab.id, "index": 1}},
        {ADD: {"rule": before[1], "index": 1}},
        fields=REPLIES,
    )
    replies: Sequence[Json] = answer.body.get("replies", ())
    yield same("under a mask there still is a reply to each request", 4, len(replies))
    first, silent, third = (*replies, {}, {}, {})[:3]
    yield same(
        "the reply tells the rule replaced",
        before[0],
        first.get("updateConditionalFormatRule", {}).get("oldRule"),
    )
    yield same(
        "the reply tells the rule deleted",
        before[1],
        third.get("deleteConditionalFormatRule", {}).get("rule"),
    )
    yield same("a request without a reply of its own gets {}", {}, silent)
    yield same(
        "a rule read and sent again is as it was",
        before,
        tab.read("conditionalFormats")["conditionalFormats"],
    )


def ask_two_ranges(tab: Tab) -> Iterator[Found]:
    """Ask whether a rule over two ranges stays one, and moves with rows and columns."""
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=ISNUMBER($E2)*($E2<TODAY())>0"}]}
    ranges = [tab.area((1, 9), (0, 1)), tab.area((1, 9), (4, 5))]
    rule = {
        "ranges": ranges,
        "booleanRule": {"condition": condition, "format": {"textFormat": {"bold": True}}},
    }
    tab.do({ADD: {"rule": rule, "index": 0}})
    yield same("a rule over two ranges stays one", ranges, _ranges(_first(tab)))
    tab.do({"insertDimension": {"range": tab.lines("COLUMNS", 2, 3), "inheritFromBefore": True}})
    yield same("a new column moves its reference", "=ISNUMBER($F2)*($F2<TODAY())>0", _formula(_first(tab)))
    tab.do({"insertDimension": {"range": tab.lines("ROWS", 0, 1), "inheritFromBefore": False}})
    yield same("a new row above the rule moves it", "=ISNUMBER($F3)*($F3<TODAY())>0", _formula(_first(tab)))
    tab.do({"deleteDimension": {"range": tab.lines("ROWS", 2, 3)}})
    yield same(
        "the rule's first row deleted, it looks at its own row",
        "=ISNUMBER($F3)*($F3<TODAY())>0",
        _formula(_first(tab)),
    )
    yield same("and the rule covers one row less", (2, 9), _rows(_first(tab)))


def ask_commas(tab: Tab) -> Iterator[Found]:
    """Ask for a comma, which parts arguments in some locales only: the flags have none."""
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=AND($A1<3,$B1<3)"}]}
    look = {"condition": condition, "format": {"textFormat": {"bold": True}}}
    rule = {"ranges": [tab.area((0, 1), (0, 1))], "booleanRule": look}
    yield told("a formula with a comma", tab.google.batch({ADD: {"rule": rule, "index": 0}}).refusal)


def _first(tab: Tab) -> Json:
    return dict(tab.read("conditionalFormats")["conditionalFormats"][0])


def _formula(rule: Json) -> str:
    return str(rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"])


def _ranges(rule: Json) -> list[Json]:
    return list(rule["ranges"])


def _rows(rule: Json) -> tuple[Any, Any]:
    return rule["ranges"][0]["startRowIndex"], rule["ranges"][0]["endRowIndex"]


def _colour(rule: Json) -> list[float]:
    colour = rule["booleanRule"]["format"]["backgroundColor"]
    return [colour.get(name, 0.0) for name in ("red", "green", "blue")]


LOCAL = (ask_echo, ask_commas)
CHECKS = (ask_looks, ask_again, ask_two_ranges)
