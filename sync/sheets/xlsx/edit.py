"""Cells put into a worksheet part: only the bytes of those cells change, and what counts them.

Where a cell belongs to something larger that would break with it, the workbook is refused and nothing is
changed.
"""

from collections.abc import Sequence

from sync.core.table import EMPTY, Area, PutBack, PutDue, PutText
from sync.sheets.xlsx.cells import has_references, is_array, is_master, moved
from sync.sheets.xlsx.grid import Grid, area_name, contains, parse_area, place_name
from sync.sheets.xlsx.package.xml import UnfitError, encode
from sync.sheets.xlsx.place import Sheet, put_cells, style_at, widen

CellChange = PutDue | PutText | PutBack
_Place = tuple[int, int]


def change_cells(sheet: Sheet, changes: Sequence[CellChange]) -> set[_Place]:
    """Put the cells; return the places that held a formula and hold none any more."""
    places = {(change.row, change.column) for change in changes}
    _check_arrays(sheet.grid, places)
    _spell_out_shared(sheet, places)
    new = {
        (change.row, change.column): _cell(sheet, change)
        for change in changes
        if not isinstance(change, PutBack) or (change.row, change.column) in sheet.grid.cells
    }
    put_cells(sheet, new)
    for change in changes:
        if isinstance(change, PutText):
            widen(sheet, change.column)
    kept = {(change.row, change.column) for change in changes if isinstance(change, PutDue)}
    return {place for place in places - kept if (raw := sheet.grid.cells.get(place)) and raw.formula}


def _check_arrays(grid: Grid, places: set[_Place]) -> None:
    """Refuse to take one cell out of those that a single formula fills."""
    for raw in grid.cells.values():
        if raw.formula and is_array(raw.formula):
            area = parse_area(raw.formula.attributes["ref"])
            hit = next((place for place in places if contains(area, *place)), None)
            if hit and area != Area(raw.row, raw.column, raw.row, raw.column):
                raise UnfitError(
                    f"cell {place_name(*hit)} is filled by a formula that fills {area_name(area)}",
                    "give the job a column of its own",
                )


def _spell_out_shared(sheet: Sheet, places: set[_Place]) -> None:
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
                where = place_name(master.row, master.column)
                raise UnfitError(
                    f"the formula in cell {where} is also that of other cells",
                    "give the job a column of its own",
                )
            sheet.edits.put(formula.start, formula.end, _element(sheet, "f", moved(master, raw)))


def _cell(sheet: Sheet, change: CellChange) -> bytes:
    """Return the new cell."""
    style = style_at(sheet, change.row, change.column)
    match change:
        case PutDue():
            kind = ' t="str"' if isinstance(change.value, str) else ""
            formula = _element(sheet, "f", change.formula.removeprefix("="))
            inside = formula + _element(sheet, "v", str(change.value))
            return _tag(sheet, change, sheet.styles.dated(style), kind, inside)
        case PutText():
            text = (
                b"<"
                + sheet.prefix
                + b"is>"
                + _element(sheet, "t", change.text)
                + b"</"
                + sheet.prefix
                + b"is>"
            )
            style = style or style_at(sheet, change.row, change.column - 1)
            return _tag(sheet, change, style, ' t="inlineStr"', text)
        case PutBack(cell=cell):
            if cell != EMPTY:
                raise ValueError(f"a workbook's cell is only ever emptied, not put back: {cell!r}")
            return _tag(sheet, change, style, "", b"")


def _tag(sheet: Sheet, change: CellChange, style: int, kind: str, inside: bytes) -> bytes:
    name = sheet.prefix + b"c"
    styled = f' s="{style}"' if style else ""
    attributes = f' r="{place_name(change.row, change.column)}"{styled}{kind}'.encode()
    return b"<" + name + attributes + (b">" + inside + b"</" + name + b">" if inside else b"/>")


def _element(sheet: Sheet, name: str, text: str) -> bytes:
    tag = sheet.prefix + name.encode()
    space = b' xml:space="preserve"' if text != text.strip() else b""
    return b"<" + tag + space + b">" + encode(text) + b"</" + tag + b">"
