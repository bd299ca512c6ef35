"""Developer metadata: values that a program hangs on a spreadsheet, a tab, a row or a column."""

from typing import Any

from tests.google.errors import RequestError
from tests.google.sheet.model import COLUMNS, ROWS, Book, Sheet, with_id

Json = dict[str, Any]

LIMIT = 30_000  # characters of keys and values, for the spreadsheet and again for each tab [D]


def metadata_of(holder: Book | Sheet, axis: str = "", index: int = 0) -> list[Json]:
    """Return what hangs on the spreadsheet, or on one row or column, with its place."""
    if isinstance(holder, Book):
        return [
            _placed(item, {"locationType": "SPREADSHEET", "spreadsheet": True}) for item in holder.metadata
        ]
    line = with_id(holder, {"dimension": axis, "startIndex": index, "endIndex": index + 1})
    location = {"locationType": axis.removesuffix("S"), "dimensionRange": line}
    return [_placed(item, location) for item in holder.axis(axis)[index].get("developerMetadata", [])]


def sheet_metadata(sheet: Sheet) -> list[Json]:
    """Return what hangs on a tab as a whole."""
    return [_placed(item, {"locationType": "SHEET", "sheetId": sheet.sheet_id}) for item in sheet.metadata]


def _placed(item: Json, location: Json) -> Json:
    return {
        "metadataId": item["metadataId"],
        "metadataKey": item["metadataKey"],
        **({"metadataValue": item["metadataValue"]} if item.get("metadataValue") else {}),
        "location": location,
        "visibility": item["visibility"],
    }


def all_metadata(book: Book) -> list[Json]:
    """Return everything that hangs anywhere in the spreadsheet."""
    found = metadata_of(book)
    for sheet in book.sheets:
        found += sheet_metadata(sheet)
        for axis in (ROWS, COLUMNS):
            for index, properties in enumerate(sheet.axis(axis)):
                if "developerMetadata" in properties:
                    found += metadata_of(sheet, axis, index)
    return found


def matches(item: Json, lookup: Json) -> bool:
    """Say whether a lookup chooses the item; an empty one chooses all [D]."""
    plain = ("metadataId", "metadataKey", "metadataValue", "visibility")
    if any(name in lookup and lookup[name] != item.get(name) for name in plain):
        return False
    if lookup.get("locationType") not in (None, item["location"]["locationType"]):
        return False
    location = lookup.get("metadataLocation")
    return location is None or _inside(item["location"], location, lookup.get("locationMatchingStrategy"))


def _inside(place: Json, wanted: Json, strategy: str | None) -> bool:
    """Compare places: exactly, or anywhere below the one that is wanted."""
    if strategy == "INTERSECTING_LOCATION":
        if wanted.get("spreadsheet"):
            return True
        sheet_id = wanted.get("sheetId", wanted.get("dimensionRange", {}).get("sheetId", 0))
        return _sheet_of(place) == sheet_id and "dimensionRange" not in wanted
    return all(place.get(name) == value for name, value in wanted.items() if name != "locationType")


def _sheet_of(place: Json) -> int | None:
    if "dimensionRange" in place:
        return int(place["dimensionRange"].get("sheetId", 0))
    return place.get("sheetId")


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
        place = _sheet_of(item["location"])
        sizes[place] = sizes.get(place, 0) + len(text)
    if max(sizes.values(), default=0) > LIMIT:
        raise RequestError("Developer metadata storage limits were reached.")


def update(book: Book, request: Json) -> Json:
    """Change every value that the filters choose, and reply with them."""
    lookups = [chosen.get("developerMetadataLookup", {}) for chosen in request["dataFilters"]]
    fields = {name.strip() for name in request["fields"].split(",")}
    if not fields <= {"metadataKey", "metadataValue", "visibility", "*"}:
        raise RequestError(f"Invalid field: {request['fields']}")
    given = request["developerMetadata"]
    if "*" in fields:
        fields = {"metadataKey", "metadataValue", "visibility"} & given.keys()
    chosen = {i["metadataId"] for i in all_metadata(book) if any(matches(i, lookup) for lookup in lookups)}
    if not chosen:
        raise RequestError("No developer metadata matches the data filters.")
    _replace(book, chosen, {name: given.get(name) for name in fields})
    _check_size(book)
    changed = [item for item in all_metadata(book) if item["metadataId"] in chosen]
    return {"updateDeveloperMetadata": {"developerMetadata": changed}}


def delete(book: Book, request: Json) -> Json:
    """Take away every value that the filter chooses, and reply with them."""
    lookup = request["dataFilter"].get("developerMetadataLookup", {})
    gone = [item for item in all_metadata(book) if matches(item, lookup)]
    _replace(book, {item["metadataId"] for item in gone}, None)
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": gone} if gone else {}}


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
