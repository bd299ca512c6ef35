"""Named ranges, filters and groups, changed by a batch."""

from typing import Any

from tests.google.errors import RequestError, UnknownToEmulatorError
from tests.google.requests.tabs import read_property_mask
from tests.google.sheet.masks import write
from tests.google.sheet.model import ROWS, Book, bounded
from tests.google.sheet.read import render_group

Json = dict[str, Any]


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
    mask = read_property_mask(request.get("fields", ""), frozenset({"name", "range"}))
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
