"""Rows and columns inserted, deleted, moved, appended, hidden and made wider by a batch."""

from typing import Any

from tests.google.errors import RequestError
from tests.google.sheet.model import ROWS, Book, make_axis
from tests.google.sheet.shifts import Shift
from tests.google.sheet.structure import apply_shift, check_size, inherit

Json = dict[str, Any]

WIDTH_OF_A = 8.4873  # pixels, from the one recorded column


def insert(book: Book, request: Json) -> Json:
    """Insert lines before ``startIndex``, formatted like their neighbours."""
    line, before = request["range"], request.get("inheritFromBefore", False)
    sheet, dimension = book.sheet(line.get("sheetId", 0)), line["dimension"]
    start, end = line.get("startIndex", 0), line.get("endIndex", 0)
    size = len(sheet.axis(dimension))
    if start > size:
        raise RequestError(f"range.startIndex is larger than current grid size ({size})")
    if start == size and not before:
        raise RequestError(
            f"range.startIndex must be less than the grid size ({size}) if inheritFromBefore is false."
        )
    if end <= start:
        raise RequestError("range.endIndex must be greater than range.startIndex")
    if start == 0 and before:
        raise RequestError("range.startIndex must be greater than 0 if inheritFromBefore is true.")
    shift = Shift(dimension, "insert", start, end - start)
    axis = sheet.axis(dimension)
    axis[start:start] = make_axis(dimension, shift.count)
    check_size(book)
    apply_shift(book, sheet, shift)
    inherit(sheet, shift, start - 1 if before else end)
    return {}


def delete(book: Book, request: Json) -> Json:
    """Delete lines; what they held is gone, references to it become ``#REF!``."""
    line = request["range"]
    sheet, dimension = book.sheet(line.get("sheetId", 0)), line["dimension"]
    axis = sheet.axis(dimension)
    start, end = line.get("startIndex", 0), line.get("endIndex", len(axis))
    if start >= len(axis) or end > len(axis) or end <= start:
        kind = dimension.lower()
        raise RequestError(f"Cannot delete {kind} [{start}, {end}) of a grid with {len(axis)} {kind}.")
    if end - start == len(axis):
        raise RequestError(f"You can't delete all the {dimension.lower()} on the sheet.")
    del axis[start:end]
    apply_shift(book, sheet, Shift(dimension, "delete", start, end - start))
    return {}


def move(book: Book, request: Json) -> Json:
    """Move lines to before ``destinationIndex``, which counts before their removal [M]."""
    line, to = request["source"], request.get("destinationIndex", 0)
    sheet, dimension = book.sheet(line.get("sheetId", 0)), line["dimension"]
    axis = sheet.axis(dimension)
    start, end = line.get("startIndex", 0), line.get("endIndex", len(axis))
    if start >= end or end > len(axis) or to > len(axis):
        raise RequestError("Cannot move dimensions outside of the grid.")
    if start <= to <= end:
        return {}
    shift = Shift(dimension, "move", start, end - start, to)
    moved = axis[start:end]
    del axis[start:end]
    landing = shift.point(start) or 0
    axis[landing:landing] = moved
    apply_shift(book, sheet, shift)
    return {}


def append(book: Book, request: Json) -> Json:
    """Add lines at the end of the grid."""
    sheet, dimension = book.sheet(request.get("sheetId", 0)), request["dimension"]
    if request.get("length", 0) <= 0:
        raise RequestError("length must be greater than 0")
    sheet.axis(dimension).extend(make_axis(dimension, request["length"]))
    check_size(book)
    return {}


def update_dimensions(book: Book, request: Json) -> Json:
    """Set the width or visibility of lines."""
    line = request["range"]
    sheet = book.sheet(line.get("sheetId", 0))
    axis = sheet.axis(line["dimension"])
    fields = {name.strip() for name in request["fields"].split(",")}
    if "*" in fields:
        fields = {"hiddenByUser", "pixelSize"}
    given = request["properties"]
    for index in range(line.get("startIndex", 0), min(line.get("endIndex", len(axis)), len(axis))):
        kept = {name: value for name, value in axis[index].items() if name not in fields}
        axis[index] = kept | {name: given[name] for name in fields if given.get(name)}
    return {}


def auto_resize(book: Book, request: Json) -> Json:
    """Make columns as wide as their longest text, every letter as wide as a capital A [R]."""
    line = request["dimensions"]
    sheet = book.sheet(line.get("sheetId", 0))
    axis = sheet.axis(line["dimension"])
    if line["dimension"] == ROWS:
        return {}
    for index in range(line.get("startIndex", 0), min(line.get("endIndex", len(axis)), len(axis))):
        texts = [
            cell.get("userEnteredValue", {}).get("stringValue", "")
            for (_, column), cell in sheet.cells.items()
            if column == index
        ]
        longest = max(map(len, texts), default=0)
        if longest:
            axis[index] = axis[index] | {"pixelSize": round(longest * WIDTH_OF_A)}
    return {}
