"""Conditional formats, added, changed and deleted by a batch."""

from typing import Any

from tests.google.errors import RequestError
from tests.google.formulas.formats import pair_colours
from tests.google.formulas.locales import has_comma_decimals
from tests.google.formulas.syntax import FormulaError, parse
from tests.google.sheet.model import Book, Sheet, bounded, without_id
from tests.google.sheet.read import render_rule

Json = dict[str, Any]


def add_rule(book: Book, request: Json) -> Json:
    """Add a conditional format at its index, the first unless said otherwise."""
    sheet, rule = _checked(book, request["rule"])
    index = request.get("index", 0)
    if index > len(sheet.rules):
        raise RequestError(_no_rule(sheet, index))
    sheet.rules.insert(index, rule)
    return {}


def _no_rule(sheet: Sheet, index: int) -> str:
    return f"No conditional format on sheet: {sheet.sheet_id} at index: {index}"


def _checked(book: Book, rule: Json) -> tuple[Sheet, Json]:
    """Return the tab and the rule as stored, or refuse it."""
    ranges = rule.get("ranges", [])
    if not ranges:
        raise RequestError("ConditionalFormatRule.ranges must have at least one range.")
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise RequestError("ConditionalFormatRule must have exactly one of booleanRule and gradientRule.")
    sheet = book.sheet(ranges[0].get("sheetId", 0))
    if any(r.get("sheetId", 0) != sheet.sheet_id for r in ranges):
        raise RequestError("All ranges of a conditional format must be on the same sheet.")
    condition = rule.get("booleanRule", {}).get("condition", {})
    if condition.get("type") == "CUSTOM_FORMULA":
        _check_formula(book, condition)
    stored = pair_colours(rule)
    stored["ranges"] = [bounded(sheet, without_id(r)) for r in ranges]
    return sheet, stored


def _check_formula(book: Book, condition: Json) -> None:
    """Refuse a formula that the spreadsheet's locale cannot read [M]."""
    values = condition.get("values", [])
    text = values[0].get("userEnteredValue", "") if len(values) == 1 else ""
    if not _is_formula(text, book.locale):
        raise RequestError(
            f"Invalid ConditionValue.userEnteredValue: {text} for ConditionType: CUSTOM_FORMULA"
        )


def _is_formula(text: str, locale: str) -> bool:
    try:
        parse(text, comma_decimals=has_comma_decimals(locale))
    except FormulaError:
        return False
    return text.startswith(("=", "+"))


def update_rule(book: Book, request: Json) -> Json:
    """Replace a conditional format, or move it to another index."""
    index = request.get("index", 0)
    if "rule" in request:
        sheet, rule = _checked(book, request["rule"])
        old = _rule_at(sheet, index)
        sheet.rules[index] = rule
        news = {"newRule": render_rule(sheet, rule), "newIndex": index}
        return {"updateConditionalFormatRule": news | {"oldRule": render_rule(sheet, old)}}
    sheet, to = book.sheet(request.get("sheetId", 0)), request.get("newIndex", 0)
    rule = _rule_at(sheet, index)
    del sheet.rules[index]
    sheet.rules.insert(to, rule)
    moved = {"newRule": render_rule(sheet, rule), "newIndex": to, "oldIndex": index}
    return {"updateConditionalFormatRule": moved}


def _rule_at(sheet: Sheet, index: int) -> Json:
    if index >= len(sheet.rules):
        raise RequestError(_no_rule(sheet, index))
    return sheet.rules[index]


def delete_rule(book: Book, request: Json) -> Json:
    """Delete a conditional format and reply with it."""
    sheet, index = book.sheet(request.get("sheetId", 0)), request.get("index", 0)
    rule = _rule_at(sheet, index)
    del sheet.rules[index]
    return {"deleteConditionalFormatRule": {"rule": render_rule(sheet, rule)}}
