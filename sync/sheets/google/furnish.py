"""The looks of a new list in an empty tab: the header frozen and bold, wide columns, the note wrapped."""

from collections.abc import Iterator, Mapping
from typing import Any

from sync.core.contacts.headers import NOTE

_PIXELS = 7
"""Of a character, as wide as Google shows a usual one."""


def make_furnishing(columns: Mapping[str, int], tab_id: int) -> Iterator[dict[str, Any]]:
    """Yield the requests; `columns` are the fields from the first column on, with widths in characters."""
    tab = {"sheetId": tab_id}
    properties = {**tab, "gridProperties": {"frozenRowCount": 1}}
    yield {"updateSheetProperties": {"properties": properties, "fields": "gridProperties.frozenRowCount"}}
    yield _dress({**tab, "endRowIndex": 1}, {"textFormat": {"bold": True}}, "textFormat.bold")
    yield _dress(tab, {"verticalAlignment": "TOP"}, "verticalAlignment")
    for place, (field, width) in enumerate(columns.items()):
        line = {**tab, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}
        size = {"pixelSize": width * _PIXELS}
        yield {"updateDimensionProperties": {"range": line, "properties": size, "fields": "pixelSize"}}
        if field == NOTE:
            column = {**tab, "startColumnIndex": place, "endColumnIndex": place + 1}
            yield _dress(column, {"wrapStrategy": "WRAP"}, "wrapStrategy")


def _dress(area: Mapping[str, int], look: Mapping[str, Any], field: str) -> dict[str, Any]:
    cell = {"userEnteredFormat": look}
    return {"repeatCell": {"range": area, "cell": cell, "fields": f"userEnteredFormat.{field}"}}
