"""Comma-separated values as programs really write them: a preamble, semicolons, a quotation mark too many."""

import csv
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from sync.imports.typed.decoding import split_lines
from sync.imports.typed.wording import tidy

HEADER_WITHIN = 20
"""LinkedIn's preamble differs in length: the header is one of the first so many records."""
LONGEST_CELL = 10_000
"""Nobody's name, company or note is longer: of such a cell only the beginning is taken, and it is told."""

_DELIMITERS = ",;\t"
_END = "\x00"
"""A last record that no text holds: `decode` drops NUL. Where it is part of a cell, that is not closed."""
_TRIES = 50
"""So many cells that are never closed are told one by one."""

csv.field_size_limit(2**31 - 1)  # for the whole process: the module knows no other way


class Header(NamedTuple):
    """The header of a table: its place among the records, what is between cells, and the names in it."""

    delimiter: str
    place: int
    names: tuple[str, ...]


class Row(NamedTuple):
    """One record: the line of the file on which it begins, and its cells by the column's name."""

    line: int
    cells: Mapping[str, str]

    def text(self, *columns: str) -> str:
        """Return the first of these columns that is not empty, else ""."""
        return next((cell for cell in map(self.cells.get, columns) if cell), "")


class _Record(NamedTuple):
    line: int
    cells: list[str]
    is_closed: bool


class Rows(NamedTuple):
    """The rows below the header, the lines that end in the middle of a cell, and the cells of any size."""

    rows: Sequence[Row]
    unclosed: tuple[int, ...]
    oversized: tuple[tuple[int, int], ...]
    """Line and length of the cell."""


def find_header(
    text: str, words: Mapping[str, str], is_known: Callable[[frozenset[str]], bool]
) -> Header | None:
    """Return the first record with column names that are known, whatever stands between cells and before.

    `words` says what names in other languages are in English; all are in small letters.
    """
    for delimiter in _DELIMITERS:
        for place, record in enumerate(islice(_records(text, delimiter), HEADER_WITHIN)):
            names = tuple(words.get(name, name) for name in map(fold_header, record.cells))
            if is_known(frozenset(names)):
                return Header(delimiter, place, names)
    return None


def first_records(text: str) -> list[list[str]]:
    """Return the first records, read by the delimiter that makes the most cells of them."""
    readings = [[record.cells for record in islice(_records(text, d), HEADER_WITHIN)] for d in _DELIMITERS]
    return max(readings, key=lambda records: max(map(len, records), default=0))


def read_rows(text: str, header: Header) -> Rows:
    """Return the records below the header; of columns with one name the first counts.

    Below a cell that was never closed, what has fewer cells than the header is the rest of that cell.
    """
    unclosed: list[int] = []
    oversized: list[tuple[int, int]] = []
    rows: list[Row] = []
    width = len(header.names)
    for record in islice(_records(text, header.delimiter), header.place + 1, None):
        if not record.is_closed:
            unclosed.append(record.line)
        elif not unclosed or len(record.cells) >= width:
            oversized.extend((record.line, len(cell)) for cell in record.cells if len(cell) > LONGEST_CELL)
            cells = zip(reversed(header.names), reversed(_fit(record.cells, width)), strict=True)
            rows.append(Row(record.line, dict(cells)))
    return Rows(rows, tuple(unclosed), tuple(oversized))


def fold_header(name: str) -> str:
    """Return a column's name as it is compared: capitals and spaces do not matter."""
    return tidy(name).casefold()


def _fit(cells: list[str], width: int) -> list[str]:
    return [cell[:LONGEST_CELL] for cell in cells[:width]] + [""] * (width - len(cells))


def _records(text: str, delimiter: str) -> Iterator[_Record]:
    """Yield each record that is not an empty line.

    A quotation mark that is never closed swallows the rest of the file. Then only its own line is lost, and
    reading goes on below it.
    """
    lines = list(split_lines(text))
    start = 0
    for _ in range(_TRIES):
        below = yield from _read_from(lines, start, delimiter)
        if below is None:
            return
        start = below


def _read_from(lines: list[str], start: int, delimiter: str) -> Generator[_Record, None, int | None]:
    """Yield the records from a line on; return where to go on below a cell that was never closed."""
    reader = csv.reader([*lines[start:], _END], delimiter=delimiter)
    begin = start
    for cells in reader:
        if cells == [_END]:
            return None
        if cells and cells[-1].endswith(_END):
            yield _Record(begin + 1, [], is_closed=False)
            return begin + 1
        if len(cells) > 1 or any(cells):
            yield _Record(begin + 1, cells, is_closed=True)
        begin = start + reader.line_num
    return None
