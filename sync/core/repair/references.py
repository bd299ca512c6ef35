"""The references in a formula, when rows and columns have moved under it."""

import re
from collections.abc import Callable, Mapping

from sync.core.cell_names import letters, number_of
from sync.core.repair.origins import Origins

_PARTS = re.compile(
    r"""(?P<kept>"(?:[^"]|"")*"|(?:'(?:[^']|'')*'|[\w.]+)![$A-Za-z0-9:]+)"""
    r"""|(?<![\w.$])(?P<column>\$?[A-Za-z]{1,3})(?P<row>\$?\d+)(?![\w.(])"""
)
"""Texts, and what stands in other tabs, are kept; what is left that looks like ``$A1`` is a reference."""


def make_translation(origins: Origins) -> Callable[[str], str]:
    """Return what turns a formula into what it reads where everything stands now.

    A reference to something that is gone, or that stood beyond what was used, stays as it is.
    """
    columns = {origin: now for now, origin in origins.columns.items()}
    rows = {origin: now for now, origin in origins.rows.items()}
    return lambda formula: _PARTS.sub(lambda part: _moved(part, columns, rows), formula)


def _moved(part: re.Match[str], columns: Mapping[int, int], rows: Mapping[int, int]) -> str:
    if part["kept"]:
        return part["kept"]
    column, row = part["column"].lstrip("$"), int(part["row"].lstrip("$"))
    place = number_of(column)
    return (
        part["column"].replace(column, letters(columns.get(place, place)))
        + "$" * part["row"].count("$")
        + str(rows.get(row, row))
    )
