"""Cells put into a worksheet part: only the bytes of those cells change, and what counts them.

Where a cell belongs to something larger that would break with it, the workbook is refused and nothing is
changed.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sync.core.cell_names import name_of
from sync.core.changes import PutBack, PutDue, PutText
from sync.core.table import EMPTY
from sync.sheets.xlsx.cells.areas import area_name
from sync.sheets.xlsx.cells.formulas import Arrays, has_references, is_master, moved
from sync.sheets.xlsx.cells.grid import Grid
from sync.sheets.xlsx.package.edits import encode
from sync.sheets.xlsx.package.xml import UnfitError
from sync.sheets.xlsx.place import Worksheet, put_cells, show_columns, style_at


class PutValue(NamedTuple):
    """A text, or a day as its serial number, into a cell of a candidate or of who joins the list."""

    row: int
    column: int
    value: str | int


CellChange = PutDue | PutText | PutBack | PutValue
_Place = tuple[int, int]
_MOST = 32_767
"""So many characters a cell holds."""


def change_cells(sheet: Worksheet, changes: Sequence[CellChange]) -> set[_Place]:
    """Put the cells; return the places that held a formula and hold none any more."""
    places = {(change.row, change.column) for change in changes}
    _check_arrays(sheet.grid, places)
    _spell_out_shared(sheet, places)
    new = {
        (change.row, change.column): _cell(sheet, change)
        for change in changes
        if not isinstance(change, PutBack) or sheet.grid.cell(change.row, change.column)
    }
    put_cells(sheet, new)
    used = {column for _, column in sheet.grid.cells}
    headers = {change.column for change in changes if isinstance(change, PutText)}
    show_columns(sheet, headers - used)
    kept = {(change.row, change.column) for change in changes if isinstance(change, PutDue)}
    return {place for place in places - kept if (raw := sheet.grid.cells.get(place)) and raw.formula}


def _check_arrays(grid: Grid, places: set[_Place]) -> None:
    """Refuse to take one cell out of those that a single formula fills."""
    arrays = Arrays(grid)
    for place in places:
        if array := arrays.find(*place):
            raise UnfitError(
                f"cell {name_of(*place)} is filled by a formula that fills {area_name(array.area)}",
                "give the job a column of its own",
            )


def _spell_out_shared(sheet: Worksheet, places: set[_Place]) -> None:
    """Give the others their own formula, where one that was filled down stands in a cell that goes."""
    masters = {
        raw.formula.attributes["si"]: raw
        for place in places
        if (raw := sheet.grid.cells.get(place)) and raw.formula and is_master(raw)
    }
    if not masters:
        return
    for place, raw in sheet.grid.cells.items():
        formula = raw.formula
        master = masters.get(formula.attributes.get("si", "")) if formula else None
        if formula and master and master.formula and place not in places and not is_master(raw):
            if has_references(master.formula.text):
                where = name_of(master.row, master.column)
                raise UnfitError(
                    f"the formula in cell {where} is also that of other cells",
                    "give the job a column of its own",
                )
            sheet.edits.put(formula.start, formula.end, _element(sheet, "f", moved(master, raw)))


def _cell(sheet: Worksheet, change: CellChange) -> bytes:
    """Return the new cell."""
    style = style_at(sheet, change.row, change.column)
    match change:
        case PutDue():
            kind = ' t="str"' if isinstance(change.value, str) else ""
            formula = _element(sheet, "f", change.formula.removeprefix("="))
            inside = formula + _element(sheet, "v", str(change.value))
            return _tag(sheet, change, sheet.styles.dated(style), kind, inside)
        case PutValue(value=value):
            if isinstance(value, str):
                return _tag(sheet, change, style, ' t="inlineStr"', _text(sheet, value[:_MOST]))
            return _tag(sheet, change, sheet.styles.dated(style), "", _element(sheet, "v", str(value)))
        case PutText():
            style = style or style_at(sheet, change.row, change.column - 1)
            return _tag(sheet, change, style, ' t="inlineStr"', _text(sheet, change.text))
        case PutBack(cell=cell):
            if cell != EMPTY:
                raise ValueError(f"a workbook's cell is only ever emptied, not put back: {cell!r}")
            return _tag(sheet, change, style, "", b"")


def _tag(sheet: Worksheet, change: CellChange, style: int, kind: str, inside: bytes) -> bytes:
    name = sheet.prefix + b"c"
    styled = f' s="{style}"' if style else ""
    attributes = f' r="{name_of(change.row, change.column)}"{styled}{kind}'.encode()
    return b"<" + name + attributes + (b">" + inside + b"</" + name + b">" if inside else b"/>")


def _text(sheet: Worksheet, text: str) -> bytes:
    own = sheet.prefix + b"is>"
    return b"<" + own + _element(sheet, "t", text) + b"</" + own


def _element(sheet: Worksheet, name: str, text: str) -> bytes:
    tag = sheet.prefix + name.encode()
    space = b' xml:space="preserve"' if text != text.strip() else b""
    return b"<" + tag + space + b">" + encode(text) + b"</" + tag + b">"
