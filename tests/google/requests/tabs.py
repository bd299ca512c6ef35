"""Tabs and the spreadsheet's own properties, changed by a batch."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tests.google.errors import RequestError, UnknownToEmulatorError
from tests.google.formulas.formats import pair_colours
from tests.google.requests.cells import NO_FIELDS
from tests.google.sheet.a1 import quote_title
from tests.google.sheet.masks import Mask, parse_mask, without_false, write
from tests.google.sheet.model import COLUMNS, ROWS, Book, Sheet, make_sheet
from tests.google.sheet.read import render_sheet_properties
from tests.google.sheet.shifts import rename_tab
from tests.google.sheet.structure import change_formulas, check_size, resize

Json = dict[str, Any]

MAX_TITLE = 100
_GRID_SIZES = {"rowCount": ROWS, "columnCount": COLUMNS}
_SHEET_FIELDS = frozenset(
    ["title", "index", "gridProperties", "hidden", "tabColor", "tabColorStyle", "rightToLeft"]
)
_BOOK_FIELDS = {"title": "title", "locale": "locale", "timeZone": "time_zone", "autoRecalc": "auto_recalc"}


def read_property_mask(fields: str, known: frozenset[str]) -> Mask:
    """Read the mask of a change of properties; it must name one, and only those known."""
    if not fields:
        raise RequestError(NO_FIELDS)
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
    sheet_id = _free_id(book, given.get("sheetId"))
    title = given.get("title") or _free_title(book)
    _check_title(book, title, None)
    grid = given.get("gridProperties", {})
    if grid.get("rowCount", 1) < 1 or grid.get("columnCount", 1) < 1:
        raise UnknownToEmulatorError("addSheet without rows or columns")
    sheet = make_sheet(sheet_id, title, grid.get("rowCount", 1000), grid.get("columnCount", 26))
    sheet.grid = {name: value for name, value in grid.items() if name not in _GRID_SIZES and value}
    rest = {name: given[name] for name in _SHEET_FIELDS - {"title", "index", "gridProperties"} & given.keys()}
    sheet.properties = without_false(pair_colours(rest))
    if given.get("index", 0) > len(book.sheets):
        raise UnknownToEmulatorError("addSheet at an index beyond the last tab")
    book.sheets.insert(given.get("index", len(book.sheets)), sheet)
    check_size(book)
    _check_frozen(sheet)
    return {"addSheet": {"properties": render_sheet_properties(book, sheet)}}


def _free_id(book: Book, chosen: int | None) -> int:
    """Return the id for a new tab; a chosen one must not be taken [M]."""
    if chosen is None:
        return book.new_id()
    if chosen < 0:
        raise RequestError("Sheet id must be non-negative.")
    if any(sheet.sheet_id == chosen for sheet in book.sheets):
        raise RequestError(f"Sheet with id {chosen} already exists.")
    return chosen


def _check_title(book: Book, title: str, own: Sheet | None) -> None:
    """Refuse a title that another tab has, whatever its case, or that is too long [M]."""
    other = book.find_title(title)
    if other is not None and other is not own:
        raise RequestError(f'A sheet with the name "{title}" already exists. Please enter another name.')
    if len(title) > MAX_TITLE:
        raise RequestError(f"The sheet name cannot be greater than {MAX_TITLE} characters.")


def _check_frozen(sheet: Sheet) -> None:
    """Refuse a grid that is frozen all over [I]."""
    for name, dimension in (("frozenRowCount", ROWS), ("frozenColumnCount", COLUMNS)):
        if sheet.grid.get(name, 0) >= len(sheet.axis(dimension)):
            raise RequestError(f"You can't freeze all visible {dimension.lower()} on the sheet.")


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
    if all(tab is sheet or tab.properties.get("hidden") for tab in book.sheets):
        raise RequestError("You can't remove all the visible sheets in a document.")
    book.sheets = [tab for tab in book.sheets if tab is not sheet]
    book.named_ranges = [
        named for named in book.named_ranges if named["range"].get("sheetId", 0) != sheet.sheet_id
    ]
    for tab in book.sheets:
        change_formulas(tab, lambda formula: rename_tab(formula, sheet.title, None))
    return {}


def update_sheet(book: Book, request: Json) -> Json:
    """Change a tab's title, place, size, colour or visibility."""
    given = request["properties"]
    mask = read_property_mask(request.get("fields", ""), _SHEET_FIELDS)
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
    if not title:
        raise RequestError("The sheet name cannot be empty.")
    _check_title(book, title, sheet)
    old, sheet.title = sheet.title, title
    for tab in book.sheets:
        change_formulas(tab, lambda formula: rename_tab(formula, old, quote_title(title)))


def _move(book: Book, sheet: Sheet, index: int) -> None:
    """Move a tab; the index counts before its removal [M]."""
    place = next(place for place, tab in enumerate(book.sheets) if tab is sheet)
    del book.sheets[place]
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
    _check_frozen(sheet)


def update_book(book: Book, request: Json) -> Json:
    """Change the spreadsheet's title, locale, zone or recalculation."""
    mask = read_property_mask(request.get("fields", ""), frozenset(_BOOK_FIELDS))
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
