"""A table with rows below everything that stands in it, as a spreadsheet would give them back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sync.core.candidates.tab.changes import Value
from sync.core.table import EMPTY, Cell

if TYPE_CHECKING:
    from sync.core.table import Table


def extend(table: "Table", rows: Mapping[int, Mapping[int, Value]]) -> "Table":
    """Return the table with these rows, which are below all others; the values are by column number."""
    import pandas as pd

    if not rows:
        return table
    width = max([len(table.columns), *(column + 1 for values in rows.values() for column in values)])
    between = range((int(table.cells.index[-1]) if len(table.cells) else 0) + 1, min(rows))
    lines = {row: [EMPTY] * width for row in (*between, *rows)}
    for row, values in rows.items():
        for column, value in values.items():
            lines[row][column] = make_cell(value, table)
    more = pd.DataFrame(list(lines.values()), index=list(lines), columns=range(width), dtype=object)
    present = table.cells.copy()
    for column in range(len(table.columns), width):
        present[column] = pd.Series([EMPTY] * len(present), index=present.index, dtype=object)
    return replace(table, cells=pd.concat([present, more]) if len(present) else more)


def make_cell(value: Value, table: "Table") -> Cell:
    """Return the cell that a value becomes: text as it is, a day as a date of the table."""
    if isinstance(value, date):
        return Cell(value.isoformat(), table.serial_of(value))
    return Cell(value, value)
