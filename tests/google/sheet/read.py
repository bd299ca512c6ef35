"""A spreadsheet as ``spreadsheets.get`` and its relatives answer it."""

from typing import Any

from tests.google.errors import RequestError
from tests.google.sheet.a1 import Rect, parse_cells, range_name, split_title
from tests.google.sheet.cells import Calculator, render_cell
from tests.google.sheet.masks import Mask, cut, names
from tests.google.sheet.metadata import metadata_of, sheet_metadata
from tests.google.sheet.model import COLUMNS, ROWS, SERVICE_ACCOUNT, Book, Sheet, with_id

Json = dict[str, Any]
Part = tuple[Sheet, Rect]


def find_range(book: Book, text: str) -> Part:
    """Return the tab and cells that A1 notation means; raises RequestError with Google's texts."""
    title, cells = split_title(text)
    if title is None:
        named = next((r for r in book.named_ranges if r["name"].lower() == text.lower()), None)
        if named:
            sheet = book.sheet(named["range"].get("sheetId", 0))
            return sheet, sheet.rect(named["range"])
    found = book.find_title(title) if title is not None else None
    if title is None and parse_cells(cells):
        found = book.sheets[0]
    elif title is None:
        found, cells = book.find_title(text), ""
    if found is None:
        raise RequestError(f"Unable to parse range: {text}")
    return found, _within(found, cells, text)


def _within(sheet: Sheet, cells: str, text: str) -> Rect:
    """Return the cells within their tab; outside of the grid they are refused [I]."""
    if not cells:
        return sheet.whole
    bounds = parse_cells(cells)
    if bounds is None:
        raise RequestError(f"Unable to parse range: {text}")
    rows, columns = sheet.size
    rect = Rect(
        bounds.top or 0,
        bounds.left or 0,
        rows if bounds.bottom is None else bounds.bottom,
        columns if bounds.right is None else bounds.right,
    )
    if rect.bottom > rows or rect.right > columns or rect.top >= rows or rect.left >= columns:
        refuse_outside(sheet, rect)
    return rect


def refuse_outside(sheet: Sheet, rect: Rect) -> None:
    """Refuse cells beyond the grid, in Google's words [I]."""
    rows, columns = sheet.size
    name = range_name(sheet.title, rect)
    raise RequestError(f"Range ({name}) exceeds grid limits. Max rows: {rows}, max columns: {columns}")


def render_book(
    calculator: Calculator, parts: list[Part] | None, mask: Mask, *, grid: bool, all_tabs: bool = False
) -> Json:
    """Return the Spreadsheet; *parts* limits the data, and the tabs [M], *grid* asks for data at all.

    A mask that names ``data`` brings it whatever *grid* says, and a mask that does not leaves it out [R].
    """
    book = calculator.book
    wants_data = names(mask, "sheets", "data") if mask else grid
    sheet_mask = mask.get("sheets", {}) if "*" not in mask else {}
    shown: Json = {
        "spreadsheetId": book.book_id,
        "properties": render_properties(book),
        "sheets": [
            render_sheet(calculator, sheet, _parts_of(sheet, parts) if wants_data else [], sheet_mask)
            for sheet in (book.sheets if parts is None or all_tabs else _tabs_of(book, parts))
        ],
    }
    if not shown["sheets"]:
        del shown["sheets"]
    if book.named_ranges:
        shown["namedRanges"] = [_named(named) for named in book.named_ranges]
    shown["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.book_id}/edit"
    if book.metadata:
        shown["developerMetadata"] = metadata_of(book)
    return dict(cut(shown, mask))


def _tabs_of(book: Book, parts: list[Part]) -> list[Sheet]:
    """Return the tabs of the parts, each once, in their own order or in that of the parts [?]."""
    asked = {sheet.sheet_id: sheet for sheet, _ in parts}
    if book.switches.tabs_in_order_asked:
        return list(asked.values())
    return [sheet for sheet in book.sheets if sheet.sheet_id in asked]


def _parts_of(sheet: Sheet, parts: list[Part] | None) -> list[Rect]:
    return [sheet.whole] if parts is None else [rect for part, rect in parts if part is sheet]


def _named(named: Json) -> Json:
    grid_range = {n: v for n, v in named["range"].items() if n != "sheetId" or v}
    return {**named, "range": grid_range}


def render_properties(book: Book) -> Json:
    """Return the SpreadsheetProperties."""
    return {
        "title": book.title,
        "locale": book.locale,
        "autoRecalc": book.auto_recalc,
        "timeZone": book.time_zone,
    }


def render_sheet_properties(book: Book, sheet: Sheet) -> Json:
    """Return the SheetProperties of a tab."""
    index = next(n for n, other in enumerate(book.sheets) if other is sheet)
    grid = {"rowCount": len(sheet.rows), "columnCount": len(sheet.columns), **sheet.grid}
    head = {"sheetId": sheet.sheet_id, "title": sheet.title, "index": index, "sheetType": "GRID"}
    return {**head, "gridProperties": grid, **sheet.properties}


def render_sheet(calculator: Calculator, sheet: Sheet, rects: list[Rect], mask: Mask) -> Json:
    """Return one tab with what hangs on it, and the data of the rectangles."""
    shown: Json = {"properties": render_sheet_properties(calculator.book, sheet)}
    data_mask = mask.get("data", {})
    if rects:
        shown["data"] = [_render_data(calculator, sheet, rect, data_mask) for rect in rects]
    hanging: Json = {
        "merges": [with_id(sheet, merge) for merge in sheet.merges],
        "conditionalFormats": [render_rule(sheet, rule) for rule in sheet.rules],
        "protectedRanges": [render_protection(calculator.book, sheet, p) for p in sheet.protections],
        "developerMetadata": sheet_metadata(sheet),
        "rowGroups": [render_group(sheet, group) for group in sheet.groups[ROWS]],
        "columnGroups": [render_group(sheet, group) for group in sheet.groups[COLUMNS]],
    }
    if sheet.basic_filter is not None:
        hanging["basicFilter"] = {
            **sheet.basic_filter,
            "range": with_id(sheet, sheet.basic_filter["range"]),
        }
    return shown | {name: value for name, value in hanging.items() if value}


def render_rule(sheet: Sheet, rule: Json) -> Json:
    """Return a ConditionalFormatRule."""
    return {**rule, "ranges": [with_id(sheet, r) for r in rule["ranges"]]}


def render_group(sheet: Sheet, group: Json) -> Json:
    """Return a DimensionGroup."""
    return {**group, "range": with_id(sheet, group["range"])}


def may_edit(book: Book, protection: Json) -> bool:
    """Say whether the service account may edit a protected range."""
    return SERVICE_ACCOUNT in protection["editors"].get("users", []) or book.owner == SERVICE_ACCOUNT


def render_protection(book: Book, sheet: Sheet, protection: Json) -> Json:
    """Return a ProtectedRange as the service account sees it.

    What it may not edit names no editors, nor does what only warns [D].
    """
    shown = {**protection, "range": with_id(sheet, protection["range"])}
    if "unprotectedRanges" in protection:
        shown["unprotectedRanges"] = [with_id(sheet, r) for r in protection["unprotectedRanges"]]
    del shown["editors"]
    warns = protection.get("warningOnly", False)
    if warns or may_edit(book, protection):
        shown["requestingUserCanEdit"] = True
        shown |= {} if warns else {"editors": protection["editors"]}
    return shown


def _render_data(calculator: Calculator, sheet: Sheet, rect: Rect, mask: Mask) -> Json:
    """Return the GridData of a rectangle; what is empty at the end of a row or of the rows is left out."""
    shown: Json = {}
    if rect.top:
        shown["startRow"] = rect.top
    if rect.left:
        shown["startColumn"] = rect.left
    if names(mask, "rowData"):
        rows = _render_rows(calculator, sheet, rect, mask.get("rowData", {}).get("values", {}))
        if rows:
            shown["rowData"] = rows
    for axis, name, start, end in (
        (ROWS, "rowMetadata", rect.top, rect.bottom),
        (COLUMNS, "columnMetadata", rect.left, rect.right),
    ):
        if names(mask, name):
            shown[name] = [_dimension(sheet, axis, n) for n in range(start, end)]
    return shown


def _render_rows(calculator: Calculator, sheet: Sheet, rect: Rect, mask: Mask) -> list[Json]:
    by_row: dict[int, dict[int, Json]] = {}
    for row, column in sheet.cells:
        if rect.holds(row, column):
            cell = render_cell(calculator, sheet, (row, column), mask)
            by_row.setdefault(row, {})[column] = cell
    rows = []
    for row in range(rect.top, max(by_row, default=rect.top - 1) + 1):
        cells = by_row.get(row)
        last = max(cells) + 1 if cells else rect.left
        rows.append({"values": [cells.get(n, {}) for n in range(rect.left, last)]} if cells else {})
    return rows


def _dimension(sheet: Sheet, axis: str, index: int) -> Json:
    shown = sheet.axis(axis)[index]
    if "developerMetadata" not in shown:
        return shown
    return {**shown, "developerMetadata": metadata_of(sheet, axis, index)}
