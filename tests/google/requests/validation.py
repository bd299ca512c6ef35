"""Data validation: tick boxes, lists and the rest, set by a batch, and what it refuses."""

import functools
import re
from typing import Any

from tests.google.api.schema import discovery
from tests.google.errors import RequestError
from tests.google.requests.cells import refuse_beyond, write_cell
from tests.google.sheet.a1 import cell_name
from tests.google.sheet.masks import without_false
from tests.google.sheet.model import Book, Sheet

Json = dict[str, Any]

_NUMBERS = {"no": 0, "a single": 1, "exactly two": 2}


def set_validation(book: Book, request: Json) -> Json:
    """Set the validation of every cell of a range, or take it away where no rule is given [D]."""
    sheet = book.sheet(request["range"].get("sheetId", 0))
    refuse_beyond(sheet, request["range"])
    given = {"dataValidation": _stored(request["rule"])} if "rule" in request else {}
    rect = sheet.rect(request["range"])
    for row in range(rect.top, rect.bottom):
        for column in range(rect.left, rect.right):
            write_cell(sheet, (row, column), given, {"dataValidation": {}})
            if book.switches.tick_box_is_false:
                _untick(sheet, (row, column))
    return {}


def _stored(rule: Json) -> Json:
    """Return the rule as Google keeps it, or refuse it; the texts are the emulator's own [?]."""
    condition = rule.get("condition", {})
    kind, values = condition.get("type", ""), condition.get("values", [])
    supported = _supported()
    if kind not in supported:
        raise RequestError(f"Invalid dataValidation: ConditionType {kind} is not supported.")
    low, high = supported[kind]
    if not low <= len(values) <= high:
        raise RequestError(f"Invalid dataValidation: {len(values)} values for ConditionType {kind}.")
    stored: Json = without_false(rule)
    return stored


@functools.cache
def _supported() -> dict[str, tuple[int, int]]:
    """Return how many values each condition of a validation may have, as the discovery document says."""
    kinds = discovery()["schemas"]["BooleanCondition"]["properties"]["type"]
    found = {"ONE_OF_LIST": (1, 500), "BOOLEAN": (0, 2)}
    for kind, text in zip(kinds["enum"], kinds["enumDescriptions"], strict=True):
        number = re.search(r"Requires (no|a single|exactly two) ConditionValue", text)
        if "data validation" in text and number:
            found[kind] = (_NUMBERS[number[1]], _NUMBERS[number[1]])
    return found


def tick_values(cell: Json) -> tuple[Json, Json] | None:
    """Return what a tick box enters when ticked and when not, None where the cell has none [D]."""
    condition = cell.get("dataValidation", {}).get("condition", {})
    if condition.get("type") != "BOOLEAN":
        return None
    own = [{"stringValue": value["userEnteredValue"]} for value in condition.get("values", [])]
    if not own:
        return {"boolValue": True}, {"boolValue": False}
    return own[0], own[1] if len(own) > 1 else {}


def _untick(sheet: Sheet, place: tuple[int, int]) -> None:
    cell = sheet.cells.get(place, {})
    values = tick_values(cell)
    if values and values[1] and "userEnteredValue" not in cell:
        sheet.put(place, cell | {"userEnteredValue": values[1]})


def refuse_invalid(old: Book, new: Book) -> None:
    """Refuse values that a strict validation does not have, where Google asks programs too [?]."""
    before = {sheet.sheet_id: sheet.cells for sheet in old.sheets}
    for sheet in new.sheets:
        for place, cell in sheet.cells.items():
            value = cell.get("userEnteredValue")
            was = before.get(sheet.sheet_id, {}).get(place, {}).get("userEnteredValue")
            if value not in (None, was) and cell.get("dataValidation", {}).get("strict"):
                _refuse(cell, value, cell_name(*place))


def _refuse(cell: Json, value: Any, where: str) -> None:
    condition = cell["dataValidation"]["condition"]
    allowed = [{"stringValue": item["userEnteredValue"]} for item in condition.get("values", [])]
    if condition["type"] == "BOOLEAN" and not allowed:
        allowed = [{"boolValue": True}, {"boolValue": False}]
    if condition["type"] in {"BOOLEAN", "ONE_OF_LIST"} and value not in allowed:
        raise RequestError(
            f"The data you entered in cell {where} violates the data validation rules set on this cell."
        )
