"""What DataFilters choose: cells by range, and what developer metadata hangs on."""

from typing import Any

from tests.google.errors import RequestError
from tests.google.sheet.a1 import Rect, open_range_name
from tests.google.sheet.metadata import check_lookup, matches, meets, metadata_of, sheet_metadata
from tests.google.sheet.model import COLUMNS, ROWS, Book, Sheet
from tests.google.sheet.read import Part, find_range

Json = dict[str, Any]

_SIDES = (("startRowIndex", "endRowIndex"), ("startColumnIndex", "endColumnIndex"))


def find_filtered(book: Book, chosen: Json) -> list[Part]:
    """Return the cells that one filter chooses; raises RequestError as Google refuses it."""
    if "a1Range" in chosen:
        return [find_range(book, chosen["a1Range"])]
    if "gridRange" in chosen:
        return [_find_grid(book, chosen["gridRange"])]
    lookup = chosen.get("developerMetadataLookup", {})
    check_lookup(lookup)
    return _looked_up(book, lookup)


def _find_grid(book: Book, grid_range: Json) -> Part:
    """Check tab, signs, order and grid, in that order; an end beyond the grid is cut off [M].

    What is said of negative and reversed ranges is the emulator's own [?].
    """
    sheet_id = grid_range.get("sheetId", 0)
    sheet = next((tab for tab in book.sheets if tab.sheet_id == sheet_id), None)
    if sheet is None:
        raise RequestError(f"No sheet with id: {sheet_id}")
    for name, index in grid_range.items():
        if name != "sheetId" and index < 0:
            raise RequestError(f"{name} must not be negative: {index}")
    for low, high in _SIDES:
        if high in grid_range and grid_range[high] <= grid_range.get(low, 0):
            raise RequestError(f"{high} must be greater than {low}.")
    for (low, _), size in zip(_SIDES, sheet.size, strict=True):
        if grid_range.get(low, 0) >= size:
            rows, columns = sheet.size
            name = open_range_name(sheet.title, grid_range)
            raise RequestError(
                f"Range ({name}) exceeds grid limits. Max rows: {rows}, max columns: {columns}"
            )
    return sheet, sheet.rect(grid_range)


def _looked_up(book: Book, lookup: Json) -> list[Part]:
    found: list[Part] = []
    for sheet in book.sheets:
        found += [(sheet, sheet.whole) for item in sheet_metadata(sheet) if matches(item, lookup)]
        for axis in (ROWS, COLUMNS):
            for index, properties in enumerate(sheet.axis(axis)):
                if "developerMetadata" not in properties:
                    continue
                if any(matches(item, lookup) for item in metadata_of(sheet, axis, index)):
                    found.append((sheet, _line(sheet, axis, index)))
    return found


def _line(sheet: Sheet, axis: str, index: int) -> Rect:
    rows, columns = sheet.size
    return Rect(index, 0, index + 1, columns) if axis == ROWS else Rect(0, index, rows, index + 1)


def is_found(book: Book, chosen: Json, item: Json) -> bool:
    """Say whether a search by that filter finds the metadata: looked up, or hanging where it points [D]."""
    if "gridRange" not in chosen and "a1Range" not in chosen:
        return matches(item, chosen.get("developerMetadataLookup", {}))
    ((sheet, rect),) = find_filtered(book, chosen)
    rows = {"dimension": ROWS, "startIndex": rect.top, "endIndex": rect.bottom}
    columns = {"dimension": COLUMNS, "startIndex": rect.left, "endIndex": rect.right}
    return all(
        meets(item["location"], {"dimensionRange": {"sheetId": sheet.sheet_id} | line})
        for line in (rows, columns)
    )
