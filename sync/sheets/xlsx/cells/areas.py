"""What a workbook calls its cells and areas: ``E2``, ``A2:E50``, ``A:E``, ``2:9``."""

import re

from sync.core.cell_names import name_of, number_of
from sync.core.table import Area
from sync.sheets.xlsx.package.xml import UnfitError

LAST_ROW, LAST_COLUMN = 1_048_576, 16_383
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})")
_ROW = re.compile(r"\$?([0-9]{1,7})")


def parse_place(text: str) -> tuple[int, int]:
    """Return row and column of a reference such as ``E2``."""
    match = _PLACE.fullmatch(text)
    row, column = (int(match[2]), number_of(match[1])) if match else (0, 0)
    if not 1 <= row <= LAST_ROW or column > LAST_COLUMN:
        raise UnfitError(
            f"it is damaged (“{text[:20]}” where a cell should be)", "restore an earlier copy of it"
        )
    return row, column


def parse_area(text: str) -> Area:
    """Return the area that a reference such as ``A2:E50``, ``E2``, ``A:E`` or ``2:9`` means."""
    first, _, last = text.partition(":")
    last = last or first
    if (left := _COLUMN.fullmatch(first)) and (right := _COLUMN.fullmatch(last)):
        return _ordered(1, number_of(left[1]), LAST_ROW, number_of(right[1]))
    if (top := _ROW.fullmatch(first)) and (bottom := _ROW.fullmatch(last)):
        return _ordered(int(top[1]), 0, int(bottom[1]), LAST_COLUMN)
    return _ordered(*parse_place(first), *parse_place(last))


def _ordered(row: int, column: int, other_row: int, other_column: int) -> Area:
    """None stands for the last row or column of the grid."""
    last_row, last_column = max(row, other_row), max(column, other_column)
    return Area(
        min(row, other_row),
        min(column, other_column),
        None if last_row >= LAST_ROW else last_row,
        None if last_column >= LAST_COLUMN else last_column,
    )


def area_name(area: Area) -> str:
    """Return the reference of an area, such as ``A2:E50``."""
    last_row = LAST_ROW if area.last_row is None else area.last_row
    last_column = LAST_COLUMN if area.last_column is None else area.last_column
    first, last = name_of(area.first_row, area.first_column), name_of(last_row, last_column)
    return first if first == last else f"{first}:{last}"
