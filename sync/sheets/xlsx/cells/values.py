"""What a cell of a workbook holds, as the rest of the program knows it.

Value, formula and text as displayed come out of one place, so that they never belong to different moments.
"""

import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from xml.parsers import expat

from sync.core.cell_names import name_of
from sync.core.due.memory.formula import find_value
from sync.core.table import EMPTY, Cell, CellError
from sync.sheets.xlsx.cells.formulas import Formulas
from sync.sheets.xlsx.cells.grid import Grid
from sync.sheets.xlsx.cells.raw import RawCell
from sync.sheets.xlsx.looks.formats import show
from sync.sheets.xlsx.looks.styles import Styles
from sync.sheets.xlsx.package.xml import UnfitError, decode, parse

_SECONDS = 24 * 60 * 60


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
        formulas = Formulas(self.grid)
        for (row, column), raw in self.grid.cells.items():
            cell = self._cell(raw, formulas.of(raw))
            if cell is not EMPTY:
                yield row, column, cell

    def _cell(self, raw: RawCell, formula: str) -> Cell:
        # a program that saved the file may not have computed the job's own formula
        value: float | str | bool | None = find_value(formula) if formula else None
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
                return _moment(text, self.epoch)
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


def _number(text: str, raw: RawCell) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise _damaged(text, raw)
    return value


def _moment(text: str, epoch: date) -> float | str:
    """Return the serial number of what stands in its cell as ISO 8601, as a few programs write it.

    A time of day is a part of a day; what is neither a date nor a time is text.
    """
    text = text.removesuffix("Z")
    with suppress(ValueError):
        passed = datetime.fromisoformat(text).replace(tzinfo=None) - datetime.combine(epoch, time())
        return passed.days + passed.seconds / _SECONDS
    with suppress(ValueError):
        of_day = time.fromisoformat(text)
        return (of_day.hour * 60 * 60 + of_day.minute * 60 + of_day.second) / _SECONDS
    return text


def _damaged(text: str, raw: RawCell) -> UnfitError:
    where = name_of(raw.row, raw.column)
    return UnfitError(f"it is damaged (cell {where} holds “{text[:20]}”)", "restore an earlier copy of it")
