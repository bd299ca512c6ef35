"""The formula of each cell, also where the file writes it only once for many."""

import re
from bisect import bisect_right
from collections import defaultdict
from typing import NamedTuple

from sync.core.cell_names import name_of
from sync.core.table import Area
from sync.sheets.xlsx.cells.areas import LAST_COLUMN, parse_area
from sync.sheets.xlsx.cells.grid import Grid
from sync.sheets.xlsx.cells.raw import RawCell, RawFormula
from sync.sheets.xlsx.package.xml import decode

_REFERENCE = re.compile(r"[A-Za-z]\$?[0-9]|[A-Za-z]:\$?[A-Za-z]|[0-9]:\$?[0-9]|\]")
_QUOTED = re.compile(r'"[^"]*"')
_NARROW = 64


class Array(NamedTuple):
    """A formula that fills more cells than its own, which have none of theirs."""

    area: Area
    text: str


class Arrays:
    """The arrays of a worksheet, found by the cells that they fill: there may be thousands of them."""

    def __init__(self, grid: Grid) -> None:
        """Look through the formulas; one that fills its own cell only is a formula like all others."""
        self._wide: list[Array] = []
        self._by_column: dict[int, list[Array]] = defaultdict(list)
        for raw in grid.cells.values():
            if raw.formula and _is_array(raw.formula):
                area = parse_area(raw.formula.attributes["ref"])
                if area != Area(raw.row, raw.column, raw.row, raw.column):
                    self._add(Array(area, decode(raw.formula.text) or "TABLE()"))
        for arrays in self._by_column.values():
            arrays.sort(key=_first_row)

    def _add(self, array: Array) -> None:
        last = LAST_COLUMN if array.area.last_column is None else array.area.last_column
        if last - array.area.first_column >= _NARROW:
            self._wide.append(array)
            return
        for column in range(array.area.first_column, last + 1):
            self._by_column[column].append(array)

    def find(self, row: int, column: int) -> Array | None:
        """Return the array that fills the cell; no two do."""
        arrays = self._by_column.get(column, ())
        above = bisect_right(arrays, row, key=_first_row)
        near = arrays[above - 1 : above]
        return next((array for array in (*near, *self._wide) if array.area.holds(row, column)), None)


class Formulas:
    """The formulas of a worksheet."""

    def __init__(self, grid: Grid) -> None:
        """Look for those that are written once for many cells."""
        self._arrays = Arrays(grid)
        self._masters = {
            raw.formula.attributes["si"]: raw for raw in grid.cells.values() if raw.formula and is_master(raw)
        }

    def of(self, raw: RawCell) -> str:
        """Return a cell's formula with its ``=``; "" for a constant."""
        text = decode(raw.formula.text) or self._shared(raw, raw.formula) if raw.formula else ""
        if not text and (array := self._arrays.find(raw.row, raw.column)):
            text = array.text
        return f"={text}" if text else ""

    def _shared(self, raw: RawCell, formula: RawFormula) -> str:
        master = self._masters.get(formula.attributes.get("si", ""))
        return moved(master, raw) if master else ""


def _first_row(array: Array) -> int:
    return array.area.first_row


def _is_array(formula: RawFormula) -> bool:
    return formula.attributes.get("t") in ("array", "dataTable") and "ref" in formula.attributes


def is_master(raw: RawCell) -> bool:
    """Tell whether other cells' formulas are written in this one."""
    formula = raw.formula
    return bool(
        formula and formula.text and formula.attributes.get("t") == "shared" and "si" in formula.attributes
    )


def moved(master: RawCell, to: RawCell) -> str:
    """Return a shared formula as it reads in another of its cells."""
    text = decode(master.formula.text) if master.formula else ""
    if not has_references(text):
        return text
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import Translator, TranslatorError

    try:
        translator = Translator(f"={text}", name_of(master.row, master.column))
        return str(translator.translate_formula(name_of(to.row, to.column))).removeprefix("=")
    except (TokenizerError, TranslatorError, ValueError):
        return text


def has_references(formula: str) -> bool:
    """Tell whether a formula may read differently in another cell."""
    return bool(_REFERENCE.search(_QUOTED.sub("", formula)))
