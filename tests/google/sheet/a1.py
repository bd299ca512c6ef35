"""A1 notation: cells and ranges as text, and the rectangles they mean."""

import re
from typing import Any, NamedTuple

Json = dict[str, Any]

LAST_COLUMN = 18278  # ZZZ, the widest grid Google has
_END = re.compile(r"(\$?)([A-Za-z]{0,4})(\$?)([0-9]*)")
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")


class Rect(NamedTuple):
    """Zero-based, ends excluded."""

    top: int
    left: int
    bottom: int
    right: int

    def meets(self, other: "Rect") -> bool:
        """Say whether the two have a cell in common."""
        return (
            self.top < other.bottom
            and other.top < self.bottom
            and self.left < other.right
            and other.left < self.right
        )

    def holds(self, row: int, column: int) -> bool:
        """Say whether the cell lies inside."""
        return self.top <= row < self.bottom and self.left <= column < self.right


class Bounds(NamedTuple):
    """A range as written: None where it is open. Zero-based, ends excluded."""

    top: int | None = None
    left: int | None = None
    bottom: int | None = None
    right: int | None = None


def column_name(index: int) -> str:
    """Return the letters of a zero-based column: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(letters: str) -> int:
    """Return the zero-based column that the letters name."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(row: int, column: int) -> str:
    """Return ``A1`` for (0, 0)."""
    return f"{column_name(column)}{row + 1}"


def quote_title(title: str) -> str:
    """Return a tab's title as Google writes it: quoted only where it has to be [R]."""
    if _PLAIN_TITLE.fullmatch(title) and not _LOOKS_LIKE_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def range_name(title: str, rect: Rect) -> str:
    """Return the range as Google echoes it: ``Sheet1!A1:B2``, or ``Sheet1!D4`` for one cell [R]."""
    first = cell_name(rect.top, rect.left)
    last = cell_name(rect.bottom - 1, rect.right - 1)
    return f"{quote_title(title)}!{first if first == last else f'{first}:{last}'}"


def open_range_name(title: str, grid_range: Json) -> str:
    """Return a GridRange as Google names it in a refusal, its open sides left open: ``Sheet1!1001:`` [M]."""
    top, left = grid_range.get("startRowIndex"), grid_range.get("startColumnIndex")
    bottom, right = grid_range.get("endRowIndex"), grid_range.get("endColumnIndex")
    first = ("" if left is None else column_name(left)) + ("" if top is None else str(top + 1))
    last = ("" if right is None else column_name(right - 1)) + ("" if bottom is None else str(bottom))
    return f"{quote_title(title)}!{first}:{last}"


def split_title(text: str) -> tuple[str | None, str]:
    """Part ``'My tab'!A1`` into title and cells; a bare quoted title has no cells, bare cells no title."""
    if text.startswith("'"):
        match = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.*))?", text, re.DOTALL)
        if match:
            return match[1].replace("''", "'"), match[2] or ""
    if "!" in text:
        title, _, cells = text.rpartition("!")
        return title, cells
    return None, text


def parse_cells(text: str) -> Bounds | None:
    """Read ``A1``, ``A1:B2``, ``A:C``, ``2:3``, ``A1:C`` or ``D4:A1``; None when it is no range."""
    parts = text.split(":")
    if not 1 <= len(parts) <= 2:
        return None
    ends = [_parse_end(part) for part in parts]
    if len(ends) == 1:
        ends = [ends[0], ends[0]]
        if ends[0] is not None and None in ends[0]:
            return None
    first, last = ends
    if first is None or last is None:
        return None
    top, bottom = _ordered(first[0], last[0])
    left, right = _ordered(first[1], last[1])
    return Bounds(top, left, bottom, right)


def _parse_end(text: str) -> tuple[int | None, int | None] | None:
    """Return (row, column) of one corner, None where it is open."""
    match = _END.fullmatch(text)
    if not match or not text or text == "$":
        return None
    column = column_index(match[2]) if match[2] else None
    row = int(match[4]) - 1 if match[4] else None
    if (row is not None and row < 0) or (column is not None and column >= LAST_COLUMN):
        return None
    return row, column


def _ordered(first: int | None, last: int | None) -> tuple[int | None, int | None]:
    """Return start and excluded end; one open end opens that side, as in ``A1:C`` [R]."""
    if first is None or last is None:
        return (first if first is not None else last), None
    return min(first, last), max(first, last) + 1


def rect_of(grid_range: Json, rows: int, columns: int) -> Rect:
    """Return a GridRange within a grid of that size; open sides reach the grid's edge."""
    return Rect(
        grid_range.get("startRowIndex", 0),
        grid_range.get("startColumnIndex", 0),
        min(grid_range.get("endRowIndex", rows), rows),
        min(grid_range.get("endColumnIndex", columns), columns),
    )


def grid_range(sheet_id: int, rect: Rect) -> Json:
    """Return the GridRange of a rectangle."""
    return {
        "sheetId": sheet_id,
        "startRowIndex": rect.top,
        "endRowIndex": rect.bottom,
        "startColumnIndex": rect.left,
        "endColumnIndex": rect.right,
    }
