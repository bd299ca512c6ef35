"""Developer metadata: values that a program hangs on a spreadsheet, a tab, a row or a column."""

from typing import Any

from tests.google.errors import RequestError
from tests.google.sheet.model import COLUMNS, ROWS, Book, Sheet, with_id

Json = dict[str, Any]

EXACT, INTERSECTING = "EXACT_LOCATION", "INTERSECTING_LOCATION"


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


def check_lookup(lookup: Json) -> None:
    """Refuse a look-up that contradicts itself [D]; the texts are the emulator's own [?]."""
    strategy, place = lookup.get("locationMatchingStrategy"), lookup.get("metadataLocation")
    kind = lookup.get("locationType")
    if strategy and place is None:
        raise RequestError("locationMatchingStrategy needs a metadataLocation.")
    if kind and strategy == EXACT:
        raise RequestError("locationType cannot be set for an EXACT_LOCATION.")
    if kind == "SPREADSHEET" and (strategy or (place is not None and not place.get("spreadsheet"))):
        raise RequestError("locationType cannot be SPREADSHEET for that metadataLocation.")


def matches(item: Json, lookup: Json) -> bool:
    """Say whether a lookup chooses the item; an empty one chooses all [D]."""
    plain = ("metadataId", "metadataKey", "metadataValue", "visibility")
    if any(name in lookup and lookup[name] != item.get(name) for name in plain):
        return False
    if lookup.get("locationType") not in (None, item["location"]["locationType"]):
        return False
    wanted = lookup.get("metadataLocation")
    if wanted is None:
        return True
    exact = lookup.get("locationMatchingStrategy") == EXACT
    return _is_at(item["location"], wanted) if exact else meets(item["location"], wanted)


def _is_at(place: Json, wanted: Json) -> bool:
    return _place(place) == _place(wanted)


def _place(location: Json) -> tuple[object, ...]:
    if location.get("spreadsheet"):
        return ("SPREADSHEET",)
    line = location.get("dimensionRange")
    if line is None:
        return (location.get("sheetId", 0),)
    return line.get("sheetId", 0), line["dimension"], line.get("startIndex", 0), line.get("endIndex")


def meets(place: Json, wanted: Json) -> bool:
    """Say whether two places have a cell in common; the spreadsheet meets only itself [D]."""
    if place.get("spreadsheet") or wanted.get("spreadsheet"):
        return bool(place.get("spreadsheet") and wanted.get("spreadsheet"))
    if sheet_of(place) != sheet_of(wanted):
        return False
    one, other = place.get("dimensionRange"), wanted.get("dimensionRange")
    if one is None or other is None or one["dimension"] != other["dimension"]:
        return True
    start, end = max(one.get("startIndex", 0), other.get("startIndex", 0)), _end(one, other)
    return end is None or start < end


def _end(*lines: Json) -> int | None:
    return min((line["endIndex"] for line in lines if "endIndex" in line), default=None)


def sheet_of(place: Json) -> int | None:
    """Return the id of the tab on which a place lies, None for the spreadsheet itself."""
    if place.get("spreadsheet"):
        return None
    return int(place.get("dimensionRange", place).get("sheetId", 0))
