"""What a cell of a workbook holds, as the rest of the program knows it.

Value, formula and text as displayed come out of one place, so that they never belong to different moments.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from xml.parsers import expat

from sync.core.table import EMPTY, Cell, CellError
from sync.sheets.xlsx.grid import Grid, RawCell, RawFormula, contains, parse_area, place_name
from sync.sheets.xlsx.looks.formats import show
from sync.sheets.xlsx.looks.styles import Styles
from sync.sheets.xlsx.package.xml import UnfitError, decode, parse

_OWN_DATE = re.compile(r'=\s*([0-9]{1,7})\s*\+\s*N\(\s*"[^"]*"\s*\)\s*')
_OWN_WORD = re.compile(r'="([^"]*)"\s*&\s*T\(\s*N\(\s*"[^"]*"\s*\)\s*\)\s*')
_REFERENCE = re.compile(r"[A-Za-z]\$?[0-9]|[A-Za-z]:\$?[A-Za-z]|[0-9]:\$?[0-9]|\]")
_QUOTED = re.compile(r'"[^"]*"')
_HOURS = 24
_SECONDS = _HOURS * 60 * 60


class Strings:
    """The texts that cells share, read from ``xl/sharedStrings.xml``; rich text is joined."""

    def __init__(self) -> None:
        """Begin empty: the parser fills it (it is a `Visitor`)."""
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._listening = False
        self._phonetic = 0

    def begin(self, _parser: expat.XMLParserType, _data: bytes) -> None:
        """Nothing to learn: no text is ever changed."""

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """Take a start tag."""
        match name.rpartition(" ")[2]:
            case "si":
                self._parts = []
            case "t":
                self._listening = not self._phonetic
            case "rPh":
                self._phonetic += 1

    def stop(self, name: str) -> None:
        """Take an end tag."""
        match name.rpartition(" ")[2]:
            case "si":
                self.texts.append(decode("".join(self._parts)))
            case "t":
                self._listening = False
            case "rPh":
                self._phonetic -= 1

    def text(self, text: str) -> None:
        """Take character data."""
        if self._listening:
            self._parts.append(text)


def read_strings(data: bytes) -> list[str]:
    """Return the shared texts, in the order that cells count them."""
    strings = Strings()
    parse(data, inside="sst", visitor=strings)
    return strings.texts


@dataclass(frozen=True)
class Reader:
    """Turns cells as they stand into cells as they mean."""

    grid: Grid
    styles: Styles
    strings: list[str]
    epoch: date

    def used(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield row, column and cell of every cell that holds something."""
        formulas = _Formulas(self.grid)
        for (row, column), raw in self.grid.cells.items():
            cell = self._cell(raw, formulas.of(raw))
            if cell is not EMPTY:
                yield row, column, cell

    def _cell(self, raw: RawCell, formula: str) -> Cell:
        value = _own_value(formula) if formula else None
        if value is None:
            value = self._value(raw)
        if not formula and value in (None, ""):
            return EMPTY
        return Cell(self._shown(value, raw.style), value, formula)

    def _value(self, raw: RawCell) -> float | str | bool | CellError | None:
        if raw.kind in ("inlineStr", "str"):
            return decode(raw.text)
        text = raw.text.strip()
        return self._of_kind(text, raw) if text else None

    def _of_kind(self, text: str, raw: RawCell) -> float | str | bool | CellError:
        match raw.kind:
            case "s":
                return self._shared(text, raw)
            case "b":
                return text in ("1", "true")
            case "e":
                return CellError(text)
            case "d":
                return _serial(text, self.epoch, raw)
        return _number(text, raw)

    def _shared(self, text: str, raw: RawCell) -> str:
        if not text.isdecimal() or int(text) >= len(self.strings):
            raise _damaged(text, raw)
        return self.strings[int(text)]

    def _shown(self, value: float | str | bool | CellError | None, style: int) -> str:
        match value:
            case None:
                return ""
            case bool():
                return "TRUE" if value else "FALSE"
            case str():
                return str(value)
        return show(value, self.styles.code(style), self.epoch)


def _own_value(formula: str) -> float | str | None:
    """Compute the job's own formula: a program that saved the file may not have done so."""
    if match := _OWN_DATE.fullmatch(formula):
        return float(match[1])
    word = _OWN_WORD.fullmatch(formula)
    return word[1] if word else None


def _number(text: str, raw: RawCell) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise _damaged(text, raw)
    return value


def _serial(text: str, epoch: date, raw: RawCell) -> float:
    """Return the serial number of a date that stands in its cell as ISO 8601, as a few programs write it."""
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError as error:
        raise _damaged(text, raw) from error
    passed = moment.replace(tzinfo=None) - datetime.combine(epoch, time())
    return passed.days + passed.seconds / _SECONDS


def _damaged(text: str, raw: RawCell) -> UnfitError:
    where = place_name(raw.row, raw.column)
    return UnfitError(f"it is damaged (cell {where} holds “{text[:20]}”)", "restore an earlier copy of it")


class _Formulas:
    """The formula of each cell, also where the file writes it only once for many."""

    def __init__(self, grid: Grid) -> None:
        written = [(cell, cell.formula) for cell in grid.cells.values() if cell.formula]
        self._masters = {formula.attributes["si"]: cell for cell, formula in written if is_master(cell)}
        self._arrays = [
            (parse_area(formula.attributes["ref"]), decode(formula.text) or "TABLE()")
            for _, formula in written
            if is_array(formula)
        ]

    def of(self, raw: RawCell) -> str:
        """Return a cell's formula with its ``=``; "" for a constant."""
        text = decode(raw.formula.text) or self._shared(raw, raw.formula) if raw.formula else ""
        if not text and self._arrays:
            text = next((text for area, text in self._arrays if contains(area, raw.row, raw.column)), "")
        return f"={text}" if text else ""

    def _shared(self, raw: RawCell, formula: RawFormula) -> str:
        master = self._masters.get(formula.attributes.get("si", ""))
        return moved(master, raw) if master else ""


def is_array(formula: RawFormula) -> bool:
    """Tell whether the formula also fills other cells, which hold no formula of their own."""
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
        translator = Translator(f"={text}", place_name(master.row, master.column))
        return str(translator.translate_formula(place_name(to.row, to.column))).removeprefix("=")
    except (TokenizerError, TranslatorError, ValueError):
        return text


def has_references(formula: str) -> bool:
    """Tell whether a formula may read differently in another cell."""
    return bool(_REFERENCE.search(_QUOTED.sub("", formula)))
