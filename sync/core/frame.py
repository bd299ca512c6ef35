"""The cells of a tab as a frame: which of its rows are kept, whatever stands far below the list."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sync.core.table import EMPTY

if TYPE_CHECKING:
    import pandas as pd

    from sync.core.table import Cell

FIRST_ROWS = 20
"""These are always kept: the header is looked for in them."""
GAP = 1_000
"""Of more blank rows than this on end none is kept: something stands far below the list."""


def find_rows(used: Iterable[int]) -> list[int]:
    """Return the numbers of the rows to keep, from 1 to the last of those in which something stands."""
    rows: list[int] = []
    for row in sorted(set(used)):
        last = rows[-1] if rows else 0
        is_far = row - last > GAP
        rows += range(last + 1, min(row, FIRST_ROWS + 1) if is_far else row)
        rows.append(row)
    return rows


def make_frame(used: Mapping[tuple[int, int], "Cell"]) -> "pd.DataFrame":
    """Return the cells of `Table`, given those in which something stands by row and column number."""
    import pandas as pd

    rows = find_rows(row for row, _ in used)
    width = max((column for _, column in used), default=-1) + 1
    lines = {row: [EMPTY] * width for row in rows}
    for (row, column), cell in used.items():
        lines[row][column] = cell
    return pd.DataFrame(list(lines.values()), index=rows, columns=range(width), dtype=object)
