"""A spreadsheet's state: tabs, cells and what hangs on them, as plain JSON records.

A record once stored is never changed in place but replaced, so that a copy for an atomic batch is a
shallow one.
"""

import base64
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tests.google.errors import RequestError
from tests.google.sheet.a1 import Rect, rect_of
from tests.google.switches import Switches

Json = dict[str, Any]
Place = tuple[int, int]

ROWS, COLUMNS = "ROWS", "COLUMNS"
PIXELS = {ROWS: 21, COLUMNS: 100}
SERVICE_ACCOUNT = "sa@example.iam.gserviceaccount.com"
OWNER = "owner@example.com"


@dataclass
class Sheet:
    """One tab. Ranges stored within it carry no sheetId."""

    sheet_id: int
    title: str
    rows: list[Json]
    columns: list[Json]
    properties: Json = field(default_factory=dict)
    grid: Json = field(default_factory=dict)
    cells: dict[Place, Json] = field(default_factory=dict)
    merges: list[Json] = field(default_factory=list)
    rules: list[Json] = field(default_factory=list)
    protections: list[Json] = field(default_factory=list)
    groups: dict[str, list[Json]] = field(default_factory=lambda: {ROWS: [], COLUMNS: []})
    metadata: list[Json] = field(default_factory=list)
    basic_filter: Json | None = None

    def copy(self) -> "Sheet":
        """Return a copy that can be changed without changing this one."""
        return replace(
            self,
            rows=list(self.rows),
            columns=list(self.columns),
            properties=dict(self.properties),
            grid=dict(self.grid),
            cells=dict(self.cells),
            merges=list(self.merges),
            rules=list(self.rules),
            protections=list(self.protections),
            groups={axis: list(groups) for axis, groups in self.groups.items()},
            metadata=list(self.metadata),
        )

    @property
    def size(self) -> tuple[int, int]:
        """Return the grid's rows and columns."""
        return len(self.rows), len(self.columns)

    @property
    def whole(self) -> Rect:
        """Return the whole grid."""
        return Rect(0, 0, *self.size)

    def axis(self, dimension: str) -> list[Json]:
        """Return the properties of the rows or columns."""
        return self.rows if dimension == ROWS else self.columns

    def rect(self, grid_range: Json) -> Rect:
        """Return a GridRange as a rectangle of this tab."""
        return rect_of(grid_range, *self.size)

    def put(self, place: Place, cell: Json) -> None:
        """Store a cell; an empty one is not kept."""
        if cell:
            self.cells[place] = cell
        else:
            self.cells.pop(place, None)


@dataclass
class Book:
    """One spreadsheet; *switches* say how the Google is that keeps it."""

    book_id: str
    title: str = "Untitled spreadsheet"
    locale: str = "en_US"
    time_zone: str = "Etc/GMT"
    auto_recalc: str = "ON_CHANGE"
    owner: str = OWNER
    shared: str | None = "writer"
    sheets: list[Sheet] = field(default_factory=list)
    named_ranges: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    used_ids: int = 0
    switches: Switches = field(default_factory=Switches)

    def copy(self) -> "Book":
        """Return a copy that can be changed without changing this one."""
        return replace(
            self,
            sheets=[sheet.copy() for sheet in self.sheets],
            named_ranges=list(self.named_ranges),
            metadata=list(self.metadata),
        )

    def new_id(self) -> int:
        """Return an id that this spreadsheet has not used."""
        self.used_ids += 1
        return zlib.crc32(f"{self.book_id}/{self.used_ids}".encode()) & 0x7FFFFFFF or 1

    def sheet(self, sheet_id: int) -> Sheet:
        """Return the tab of that id, or refuse the request as Google does."""
        for sheet in self.sheets:
            if sheet.sheet_id == sheet_id:
                return sheet
        raise RequestError(f"No grid with id: {sheet_id}")

    def find_title(self, title: str) -> Sheet | None:
        """Return the tab of that title, if there is one."""
        return next((sheet for sheet in self.sheets if sheet.title.lower() == title.lower()), None)


def make_axis(dimension: str, count: int) -> list[Json]:
    """Return the properties of so many new rows or columns."""
    return [{"pixelSize": PIXELS[dimension]}] * count


def make_sheet(sheet_id: int, title: str, rows: int = 1000, columns: int = 26) -> Sheet:
    """Return an empty tab."""
    return Sheet(sheet_id, title, make_axis(ROWS, rows), make_axis(COLUMNS, columns))


def make_book_id(seed: str) -> str:
    """Return an id as long as Google's."""
    return "1" + base64.urlsafe_b64encode(hashlib.sha256(seed.encode()).digest()).decode()[:43]


def used_cells(sheet: Sheet, rect: Rect) -> Iterator[tuple[Place, Json]]:
    """Give the stored cells within a rectangle, in no promised order."""
    if (rect.bottom - rect.top) * (rect.right - rect.left) < len(sheet.cells):
        for row in range(rect.top, rect.bottom):
            for column in range(rect.left, rect.right):
                if (row, column) in sheet.cells:
                    yield (row, column), sheet.cells[row, column]
        return
    for place, cell in list(sheet.cells.items()):
        if rect.holds(*place):
            yield place, cell


def with_id(sheet: Sheet, grid_range: Json) -> Json:
    """Return a stored range as answered: sheetId 0 is left out [R]."""
    return {"sheetId": sheet.sheet_id, **grid_range} if sheet.sheet_id else dict(grid_range)


def without_id(grid_range: Json) -> Json:
    """Return a range as stored within its tab."""
    return {name: value for name, value in grid_range.items() if name != "sheetId"}


def bounded(sheet: Sheet, grid_range: Json) -> Json:
    """Return a range with every side said, as Google stores filters and rules [R]."""
    rect = sheet.rect(grid_range)
    return {
        "startRowIndex": rect.top,
        "endRowIndex": rect.bottom,
        "startColumnIndex": rect.left,
        "endColumnIndex": rect.right,
    }
