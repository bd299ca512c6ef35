"""Conditional formats and protected ranges, added, changed and deleted by a batch."""

from typing import Any

from tests.google.errors import PROTECTED, ProtectedError, RequestError
from tests.google.formulas.formats import pair_colours
from tests.google.formulas.locales import has_comma_decimals
from tests.google.formulas.syntax import FormulaError, parse
from tests.google.sheet.a1 import Rect
from tests.google.sheet.masks import parse_mask, write
from tests.google.sheet.model import SERVICE_ACCOUNT, Book, Sheet, bounded, without_id
from tests.google.sheet.read import may_edit, render_protection, render_rule

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


def add_protection(book: Book, request: Json, *, by_service: bool) -> Json:
    """Protect a range.

    Whoever makes it may edit it; without editors named, so may everybody who can edit the spreadsheet [D].
    """
    given = request["protectedRange"]
    sheet = book.sheet(given.get("range", {}).get("sheetId", 0))
    stored = {name: given[name] for name in ("description", "warningOnly") if given.get(name)}
    stored["protectedRangeId"] = given.get("protectedRangeId") or book.new_id()
    stored["range"] = without_id(given.get("range", {}))
    if "unprotectedRanges" in given:
        stored["unprotectedRanges"] = [without_id(r) for r in given["unprotectedRanges"]]
    maker = SERVICE_ACCOUNT if by_service else book.owner
    editors = {name: users for name, users in given.get("editors", {}).items() if users}
    users = list(dict.fromkeys([*editors.get("users", []), maker]))
    if "editors" not in given:
        users = list(dict.fromkeys([maker, book.owner, SERVICE_ACCOUNT]))
    stored["editors"] = editors | {"users": users}
    sheet.protections.append(stored)
    shown = render_protection(book, sheet, stored)
    if "editors" in shown:
        shown["editors"] = editors  # as given; the maker shows up in the next read [R]
    return {"addProtectedRange": {"protectedRange": shown}}


def update_protection(book: Book, request: Json) -> Json:
    """Change a protected range."""
    given = request["protectedRange"]
    sheet, place = _find_protection(book, given.get("protectedRangeId", 0))
    mask = parse_mask(request["fields"])
    changed = write(sheet.protections[place], given, mask)
    changed["range"] = without_id(changed["range"])
    sheet.protections[place] = {"editors": {"users": [book.owner]}} | changed
    return {}


def delete_protection(book: Book, request: Json) -> Json:
    """Take the protection of a range away."""
    sheet, place = _find_protection(book, request.get("protectedRangeId", 0))
    del sheet.protections[place]
    return {}


def _find_protection(book: Book, number: int) -> tuple[Sheet, int]:
    for sheet in book.sheets:
        for place, protection in enumerate(sheet.protections):
            if protection["protectedRangeId"] == number:
                return sheet, place
    raise RequestError(f"No protected range with id: {number}")


def refuse_protected(book: Book, sheet: Sheet, rect: Rect | None, language: str) -> None:
    """Refuse the service account cells it may not edit; *rect* None is the tab as a whole."""
    for protection in sheet.protections:
        if may_edit(book, protection) or protection.get("warningOnly"):
            continue
        if rect is None:
            hit = not protection["range"]
        else:
            hit = sheet.rect(protection["range"]).meets(rect) and not any(
                _covers(sheet.rect(free), rect) for free in protection.get("unprotectedRanges", [])
            )
        if hit:
            raise ProtectedError(PROTECTED[language])


def _covers(outer: Rect, inner: Rect) -> bool:
    return (
        outer.top <= inner.top
        and outer.left <= inner.left
        and outer.bottom >= inner.bottom
        and outer.right >= inner.right
    )
