"""Where a new cell goes in a worksheet part: its row, its column's width, and what counts them.

The order of elements is that of ECMA-376, part 1, 18.3.1.99 (``worksheet``).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from sync.core.table import Area
from sync.sheets.xlsx.cells.areas import LAST_COLUMN, LAST_ROW, area_name, parse_area
from sync.sheets.xlsx.cells.grid import Grid
from sync.sheets.xlsx.cells.raw import Row
from sync.sheets.xlsx.looks.styles import Styles
from sync.sheets.xlsx.package.edits import Edits, open_element, prefix, with_attribute
from sync.sheets.xlsx.package.xml import Node, whole

_WIDTH = 12  # a date such as 2026-08-14 in bold needs 11 digits' width; a narrower column shows ####


class Worksheet(NamedTuple):
    """A worksheet that is being changed."""

    edits: Edits
    root: Node
    grid: Grid
    styles: Styles

    @property
    def prefix(self) -> bytes:
        """The namespace prefix of the part's elements."""
        return prefix(self.edits.data, self.root)


def style_at(sheet: Worksheet, row: int, column: int) -> int:
    """Return a cell's style; one that is not there looks as its row does, else as its column."""
    if raw := sheet.grid.cell(row, column):
        return raw.style
    line = sheet.grid.row(row)
    if line and line.attributes.get("customFormat") in ("1", "true"):
        return whole(line.attributes.get("s"))
    entry = _column(sheet.root, column)
    return entry.number("style") if entry else 0


def put_cells(sheet: Worksheet, new: Mapping[tuple[int, int], bytes]) -> None:
    """Put each cell in its place, over the one that stands there."""
    missing: dict[int, list[tuple[int, bytes]]] = defaultdict(list)
    for place in sorted(new):
        if raw := sheet.grid.cell(*place):
            sheet.edits.put(raw.start, raw.end, new[place])
        else:
            missing[place[0]].append((place[1], new[place]))
    rows = {number: row for number in missing if (row := sheet.grid.row(number))}
    for number, row in rows.items():
        _add_cells(sheet.edits, row, missing[number])
    _add_rows(sheet, {number: missing[number] for number in missing.keys() - rows.keys()})
    _extend_dimension(sheet, new)


def _add_rows(sheet: Worksheet, missing: Mapping[int, list[tuple[int, bytes]]]) -> None:
    name, last = sheet.prefix + b"row", []
    for number in sorted(missing):
        cells = b"".join(cell for _, cell in missing[number])
        new = b"<" + name + f' r="{number}">'.encode() + cells + b"</" + name + b">"
        after = sheet.grid.find_start_below(number)
        if after is not None:
            sheet.edits.put(after, after, new)
        else:
            last.append(new)
    if last:
        sheet.edits.append(sheet.root.named("sheetData")[0], b"".join(last))


def _add_cells(edits: Edits, row: Row, cells: list[tuple[int, bytes]]) -> None:
    """Add cells that the row lacks, each before the first that stands right of it."""
    old = edits.data[row.start : row.tag_end]
    tag = _with_spans(old, row.attributes.get("spans"), [column for column, _ in cells])
    if row.inner_end is None:
        opened, closing = open_element(tag)
        edits.put(row.start, row.tag_end, opened + b"".join(cell for _, cell in cells) + closing)
        return
    if tag != old:
        edits.put(row.start, row.tag_end, tag)
    for column, cell in cells:
        at = next((raw.start for raw in row.cells if raw.column > column), row.inner_end)
        edits.put(at, at, cell)


def _with_spans(tag: bytes, spans: str | None, columns: Iterable[int]) -> bytes:
    """Let the hint at the row's used columns include the new ones."""
    if spans is None:
        return tag
    ends = [whole(end, 1) for span in spans.split() for end in span.split(":")]
    ends += [column + 1 for column in columns]
    new = f"{min(ends)}:{max(ends)}"
    return tag if new == spans else with_attribute(tag, "spans", new)


def _extend_dimension(sheet: Worksheet, places: Iterable[tuple[int, int]]) -> None:
    node = sheet.root.find("dimension")
    if not node or not places:
        return
    old = parse_area(node.attributes.get("ref", "A1"))
    rows = [row for row, _ in places] + [old.first_row, old.last_row or LAST_ROW]
    columns = [column for _, column in places]
    columns += [old.first_column, LAST_COLUMN if old.last_column is None else old.last_column]
    new = Area(min(rows), min(columns), max(rows), max(columns))
    if new != old:
        tag = sheet.edits.data[node.start : node.tag_end]
        sheet.edits.put(node.start, node.tag_end, with_attribute(tag, "ref", area_name(new)))


def _column(root: Node, column: int) -> Node | None:
    """Return the element that says how a column looks; it may speak for others too."""
    listed = root.find("cols")
    entries = listed.named("col") if listed else []
    return next((e for e in entries if e.number("min") <= column + 1 <= e.number("max")), None)


def show_columns(sheet: Worksheet, columns: Iterable[int]) -> None:
    """Make new columns of the job's seen, and wide enough for a date; their neighbours stay as they are."""
    shared: dict[Node | None, list[int]] = defaultdict(list)
    for column in sorted(columns):
        shared[_column(sheet.root, column)].append(column + 1)
    for entry, numbers in shared.items():
        if entry is None:
            _add_columns(sheet, numbers)
        elif entry.flag("hidden") or _width(entry) < _WIDTH:
            _split(sheet.edits, entry, numbers)


def _width(entry: Node) -> float:
    try:
        return float(entry.attributes.get("width", ""))
    except ValueError:
        return 0


def _split(edits: Edits, entry: Node, numbers: Sequence[int]) -> None:
    """Let the element speak for its other columns only, and others like it for those that are shown."""
    tag = edits.data[entry.start : entry.end]
    shown = with_attribute(tag, "hidden", None)
    if _width(entry) < _WIDTH:
        shown = with_attribute(with_attribute(shown, "width", str(_WIDTH)), "customWidth", "1")
    ends = [entry.number("min") - 1, *numbers, entry.number("max") + 1]
    pieces = [_spanning(tag, ends[0] + 1, ends[1] - 1)]
    for number, following in pairwise(ends[1:]):
        pieces += [_spanning(shown, number, number), _spanning(tag, number + 1, following - 1)]
    edits.put(entry.start, entry.end, b"".join(pieces))


def _spanning(tag: bytes, first: int, last: int) -> bytes:
    """Return the element for these columns; nothing where there are none."""
    return with_attribute(with_attribute(tag, "min", str(first)), "max", str(last)) if first <= last else b""


def _add_columns(sheet: Worksheet, numbers: Iterable[int]) -> None:
    listed, name = sheet.root.find("cols"), sheet.prefix + b"col"
    entries, last = listed.named("col") if listed else [], []
    for number in numbers:
        attributes = f' min="{number}" max="{number}" width="{_WIDTH}" customWidth="1"/>'
        new = b"<" + name + attributes.encode()
        after = next((entry for entry in entries if entry.number("min") > number), None)
        if after:
            sheet.edits.put(after.start, after.start, new)
        else:
            last.append(new)
    if listed and last:
        sheet.edits.append(listed, b"".join(last))
    elif last:
        at = sheet.root.named("sheetData")[0].start
        sheet.edits.put(at, at, b"<" + name + b"s>" + b"".join(last) + b"</" + name + b"s>")
