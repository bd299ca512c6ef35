"""What spreadsheets call a cell: the letters of its column and the number of its row."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.core.table import Area


def letters(column: int) -> str:
    """Return the column's letters: 0 is A, 26 is AA."""
    head, tail = divmod(column, 26)
    return (letters(head - 1) if head else "") + chr(ord("A") + tail)


@lru_cache(maxsize=20_000)
def number_of(letters: str) -> int:
    """Return the number of the column that is called so, in capitals or not: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def name_of(row: int, column: int) -> str:
    """Return what the cell is called, such as ``E2``."""
    return f"{letters(column)}{row}"


def name_area(area: "Area") -> str:
    """Return what the area is called, such as ``A2:E50``; an end that is open is left out."""
    last_column = "" if area.last_column is None else letters(area.last_column)
    return f"{name_of(area.first_row, area.first_column)}:{last_column}{area.last_row or ''}"
