"""Developer metadata made, changed and deleted by a batch."""

from typing import Any

from tests.google.errors import RequestError
from tests.google.sheet.metadata import (
    all_metadata,
    check_lookup,
    matches,
    metadata_of,
    sheet_metadata,
    sheet_of,
)
from tests.google.sheet.model import Book

Json = dict[str, Any]

LIMIT = 30_000  # characters of keys and values, for the spreadsheet and again for each tab [D]
_NO_MATCH = "No developer metadata matches the data filters."  # in the emulator's own words [?]


def create(book: Book, request: Json) -> Json:
    """Hang a new value where its location says, and reply with it."""
    given = request["developerMetadata"]
    if not given.get("metadataKey"):
        raise RequestError("Developer metadata must have a metadataKey.")
    if given.get("visibility") not in {"DOCUMENT", "PROJECT"}:
        raise RequestError("Developer metadata must have a visibility.")
    taken = {item["metadataId"] for item in all_metadata(book)}
    number = given.get("metadataId") or book.new_id()
    if number in taken:
        raise RequestError(
            f"Cannot add developer metadata with ID [{number}] because developer metadata with that ID "
            "already exists."
        )
    item = {name: value for name, value in given.items() if name != "location"} | {"metadataId": number}
    placed = _hang(book, given.get("location", {}), item)
    _check_size(book)
    return {"createDeveloperMetadata": {"developerMetadata": placed}}


def _hang(book: Book, location: Json, item: Json) -> Json:
    if location.get("spreadsheet"):
        book.metadata.append(item)
        return metadata_of(book)[-1]
    if "dimensionRange" in location:
        line = location["dimensionRange"]
        sheet, index = book.sheet(line.get("sheetId", 0)), line.get("startIndex", 0)
        axis = sheet.axis(line["dimension"])
        if line.get("endIndex", len(axis)) != index + 1 or index >= len(axis):
            raise RequestError("DimensionRange must represent a single row or column")
        axis[index] = {
            **axis[index],
            "developerMetadata": [*axis[index].get("developerMetadata", []), item],
        }
        return metadata_of(sheet, line["dimension"], index)[-1]
    if "sheetId" in location:
        sheet = book.sheet(location["sheetId"])
        sheet.metadata.append(item)
        return sheet_metadata(sheet)[-1]
    raise RequestError("Developer metadata must have a location.")


def _check_size(book: Book) -> None:
    sizes: dict[int | None, int] = {}
    for item in all_metadata(book):
        text = item["metadataKey"] + item.get("metadataValue", "")
        place = sheet_of(item["location"])
        sizes[place] = sizes.get(place, 0) + len(text)
    if max(sizes.values(), default=0) > LIMIT:
        raise RequestError("Developer metadata storage limits were reached.")


def update(book: Book, request: Json) -> Json:
    """Change every value that the filters choose, and reply with them."""
    lookups = [_lookup(chosen) for chosen in request["dataFilters"]]
    fields = {name.strip() for name in request["fields"].split(",")}
    if not fields <= {"metadataKey", "metadataValue", "visibility", "*"}:
        raise RequestError(f"Invalid field: {request['fields']}")
    given = request["developerMetadata"]
    if "*" in fields:
        fields = {"metadataKey", "metadataValue", "visibility"} & given.keys()
    chosen = {i["metadataId"] for i in all_metadata(book) if any(matches(i, lookup) for lookup in lookups)}
    if not chosen:
        raise RequestError(_NO_MATCH)
    _replace(book, chosen, {name: given.get(name) for name in fields})
    _check_size(book)
    changed = [item for item in all_metadata(book) if item["metadataId"] in chosen]
    return {"updateDeveloperMetadata": {"developerMetadata": changed}}


def delete(book: Book, request: Json) -> Json:
    """Take away every value that the filter chooses, and reply with them."""
    lookup = _lookup(request["dataFilter"])
    gone = [item for item in all_metadata(book) if matches(item, lookup)]
    if not gone and book.switches.deleting_no_metadata_is_refused:
        raise RequestError(_NO_MATCH)
    _replace(book, {item["metadataId"] for item in gone}, None)
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": gone} if gone else {}}


def _lookup(chosen: Json) -> Json:
    lookup: Json = chosen.get("developerMetadataLookup", {})
    check_lookup(lookup)
    return lookup


def _replace(book: Book, chosen: set[int], change: Json | None) -> None:
    book.metadata = _changed(book.metadata, chosen, change)
    for sheet in book.sheets:
        sheet.metadata = _changed(sheet.metadata, chosen, change)
        for axis in (sheet.rows, sheet.columns):
            for index, properties in enumerate(axis):
                if "developerMetadata" not in properties:
                    continue
                rest = _changed(properties["developerMetadata"], chosen, change)
                plain = {n: v for n, v in properties.items() if n != "developerMetadata"}
                axis[index] = {**plain, "developerMetadata": rest} if rest else plain


def _changed(items: list[Json], chosen: set[int], change: Json | None) -> list[Json]:
    if change is None:
        return [item for item in items if item["metadataId"] not in chosen]
    return [item | change if item["metadataId"] in chosen else item for item in items]
