"""Tabs, the spreadsheet's own properties, named ranges, filters and groups, changed by a batch."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tests.google.api.writes import read_mask as _cell_mask
from tests.google.errors import RequestError, UnknownToEmulatorError
from tests.google.formulas.formats import pair_colours
from tests.google.sheet.a1 import quote_title
from tests.google.sheet.masks import Mask, parse_mask, write
from tests.google.sheet.model import COLUMNS, ROWS, Book, Sheet, bounded, make_sheet
from tests.google.sheet.read import render_group, render_sheet_properties
from tests.google.sheet.shifts import rename_tab
from tests.google.sheet.structure import change_formulas, check_size, resize

Json = dict[str, Any]

_GRID_SIZES = {"rowCount": ROWS, "columnCount": COLUMNS}
_SHEET_FIELDS = frozenset(
    ["title", "index", "gridProperties", "hidden", "tabColor", "tabColorStyle", "rightToLeft"]
)
_BOOK_FIELDS = {"title": "title", "locale": "locale", "timeZone": "time_zone", "autoRecalc": "auto_recalc"}


def _read_mask(fields: str, known: frozenset[str]) -> Mask:
    if not fields:
        _cell_mask(fields)
    try:
        mask = parse_mask(fields)
    except ValueError:
        raise RequestError(f"Invalid field: {fields}") from None
    if "*" in mask:
        return {name: {} for name in sorted(known)}
    for name in mask:
        if name not in known:
            raise RequestError(f"Invalid field: {name}")
    return mask


def add_sheet(book: Book, request: Json) -> Json:
    """Add a tab and reply with its properties; its id is a new one unless given [R]."""
    given = request.get("properties", {})
    if given.get("sheetType", "GRID") != "GRID":
        raise UnknownToEmulatorError(given["sheetType"])
    title = given.get("title") or _free_title(book)
    if book.find_title(title):
        raise RequestError(f'A sheet with the name "{title}" already exists. Please enter another name.')
    sheet_id = given.get("sheetId")
    if sheet_id is not None and any(sheet.sheet_id == sheet_id for sheet in book.sheets):
        raise RequestError(f"Sheet with id {sheet_id} already exists.")
    grid = given.get("gridProperties", {})
    sheet = make_sheet(
        book.new_id() if sheet_id is None else sheet_id,
        title,
        grid.get("rowCount", 1000),
        grid.get("columnCount", 26),
    )
    sheet.grid = {name: value for name, value in grid.items() if name not in _GRID_SIZES and value}
    rest = {name: given[name] for name in ("hidden", "tabColor", "tabColorStyle") if given.get(name)}
    sheet.properties = pair_colours(rest)
    book.sheets.insert(given.get("index", len(book.sheets)), sheet)
    check_size(book)
    return {"addSheet": {"properties": render_sheet_properties(book, sheet)}}


def _free_title(book: Book) -> str:
    number = len(book.sheets) + 1
    while book.find_title(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def delete_sheet(book: Book, request: Json) -> Json:
    """Delete a tab; formulas that refer to it become ``#REF!``."""
    sheet = book.sheet(request.get("sheetId", 0))
    if len(book.sheets) == 1:
        raise RequestError("You can't remove all the sheets in a document.")
    book.sheets.remove(sheet)
    book.named_ranges = [
        named for named in book.named_ranges if named["range"].get("sheetId", 0) != sheet.sheet_id
    ]
    for tab in book.sheets:
        change_formulas(tab, lambda formula: rename_tab(formula, sheet.title, None))
    return {}


def update_sheet(book: Book, request: Json) -> Json:
    """Change a tab's title, place, size, colour or visibility."""
    given = request["properties"]
    mask = _read_mask(request.get("fields", ""), _SHEET_FIELDS)
    sheet = book.sheet(given.get("sheetId", 0))
    if "title" in mask:
        _rename(book, sheet, given.get("title", ""))
    if "index" in mask:
        _move(book, sheet, given.get("index", 0))
    if "gridProperties" in mask:
        _update_grid(book, sheet, given.get("gridProperties", {}), mask["gridProperties"])
    rest: Mask = {name: mask[name] for name in ("hidden", "rightToLeft") if name in mask}
    if "tabColor" in mask or "tabColorStyle" in mask:
        rest |= {"tabColor": {}, "tabColorStyle": {}}
    sheet.properties = write(sheet.properties, pair_colours(given), rest)
    for name in ("hidden", "rightToLeft"):
        if sheet.properties.get(name) is False:
            del sheet.properties[name]
    if all(tab.properties.get("hidden") for tab in book.sheets):
        raise RequestError("You can't hide all the sheets in a document.")
    return {}


def _rename(book: Book, sheet: Sheet, title: str) -> None:
    other = book.find_title(title)
    if not title:
        raise RequestError("The sheet name cannot be empty.")
    if other is not None and other is not sheet:
        raise RequestError(f'A sheet with the name "{title}" already exists. Please enter another name.')
    old, sheet.title = sheet.title, title
    for tab in book.sheets:
        change_formulas(tab, lambda formula: rename_tab(formula, old, quote_title(title)))


def _move(book: Book, sheet: Sheet, index: int) -> None:
    """Move a tab; the index counts before its removal [M]."""
    place = book.sheets.index(sheet)
    book.sheets.remove(sheet)
    book.sheets.insert(index - 1 if index > place else index, sheet)


def _update_grid(book: Book, sheet: Sheet, given: Json, mask: Mask) -> None:
    names = mask if mask and "*" not in mask else dict.fromkeys([*sheet.grid, *given])
    for name in names:
        if name in _GRID_SIZES:
            if name in given:
                resize(sheet, _GRID_SIZES[name], given[name])
        elif given.get(name):
            sheet.grid[name] = given[name]
        else:
            sheet.grid.pop(name, None)
    check_size(book)


def update_book(book: Book, request: Json) -> Json:
    """Change the spreadsheet's title, locale, zone or recalculation."""
    mask = _read_mask(request.get("fields", ""), frozenset(_BOOK_FIELDS))
    for name in mask:
        value = request["properties"].get(name)
        if not value:
            raise RequestError(f"Invalid value for {name}")
        if name == "timeZone":
            _check_zone(value)
        setattr(book, _BOOK_FIELDS[name], value)
    return {}


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ValueError, ZoneInfoNotFoundError):
        raise RequestError(f"Invalid time zone: {name}") from None


def add_named(book: Book, request: Json) -> Json:
    """Name a range."""
    named = request["namedRange"]
    if any(other["name"].lower() == named["name"].lower() for other in book.named_ranges):
        raise RequestError(f"A named range with the name {named['name']} already exists.")
    number = named.get("namedRangeId") or str(book.new_id())
    made = {"namedRangeId": number, "name": named["name"], "range": named["range"]}
    book.named_ranges.append(made)
    shown = {n: v for n, v in made["range"].items() if n != "sheetId" or v}
    return {"addNamedRange": {"namedRange": made | {"range": shown}}}


def update_named(book: Book, request: Json) -> Json:
    """Rename or move a named range."""
    mask = _read_mask(request.get("fields", ""), frozenset({"name", "range"}))
    given = request["namedRange"]
    for place, named in enumerate(book.named_ranges):
        if named["namedRangeId"] == given["namedRangeId"]:
            book.named_ranges[place] = write(named, given, mask)
            return {}
    raise RequestError(f"No named range with id: {given['namedRangeId']}")


def delete_named(book: Book, request: Json) -> Json:
    """Forget a named range."""
    rest = [named for named in book.named_ranges if named["namedRangeId"] != request["namedRangeId"]]
    if len(rest) == len(book.named_ranges):
        raise RequestError(f"No named range with id: {request['namedRangeId']}")
    book.named_ranges = rest
    return {}


def set_filter(book: Book, request: Json) -> Json:
    """Put a filter on a tab; criteria and sorting by filter are beyond the emulator."""
    given = request["filter"]
    if given.keys() - {"range"}:
        raise UnknownToEmulatorError("a filter with criteria")
    sheet = book.sheet(given.get("range", {}).get("sheetId", 0))
    sheet.basic_filter = {"range": bounded(sheet, given.get("range", {}))}
    return {}


def clear_filter(book: Book, request: Json) -> Json:
    """Take the filter off a tab."""
    book.sheet(request.get("sheetId", 0)).basic_filter = None
    return {}


def add_group(book: Book, request: Json) -> Json:
    """Group lines, one level deep."""
    line = request["range"]
    sheet = book.sheet(line.get("sheetId", 0))
    groups = sheet.groups[line["dimension"]]
    start, end = line.get("startIndex", 0), line["endIndex"]
    if any(g["range"]["startIndex"] < end and start < g["range"]["endIndex"] for g in groups):
        raise UnknownToEmulatorError("groups within groups")
    own = {"dimension": line["dimension"], "startIndex": start, "endIndex": end}
    groups.append({"range": own, "depth": 1})
    sheet.grid["rowGroupControlAfter" if line["dimension"] == ROWS else "columnGroupControlAfter"] = True
    return {"addDimensionGroup": {"dimensionGroups": [render_group(sheet, group) for group in groups]}}


def delete_group(book: Book, request: Json) -> Json:
    """Take a group away; with none left the reply is empty [R]."""
    line = request["range"]
    sheet = book.sheet(line.get("sheetId", 0))
    wanted = (line.get("startIndex", 0), line["endIndex"])
    groups = sheet.groups[line["dimension"]]
    rest = [g for g in groups if (g["range"]["startIndex"], g["range"]["endIndex"]) != wanted]
    if len(rest) == len(groups):
        raise UnknownToEmulatorError("deleting part of a group")
    sheet.groups[line["dimension"]] = rest
    shown = [render_group(sheet, group) for group in rest]
    return {"deleteDimensionGroup": {"dimensionGroups": shown} if shown else {}}
