"""A known table's rows, and what in it could not be read."""

from collections.abc import Iterable

from sync.imports.export import Fault, Place
from sync.imports.headers import find_table
from sync.imports.typed.records import LONGEST_CELL, Row, read_rows

_AGAIN = "see to that line, or download the file again"


def read_table(text: str, place: Place) -> tuple[list[Row], list[Fault]]:
    """Return the rows by the English names of their columns; raise UnreadableError for an unknown table."""
    found = find_table(text)
    if not found:
        raise place.unreadable("its columns are not known", "download the file again")
    rows = read_rows(text, found[1])
    faults = [
        place.fault(line, "a cell that begins there never ends, so the line was left out", _AGAIN)
        for line in rows.unclosed
    ]
    faults += [
        place.fault(
            line, f"a cell of {length:,} characters", f"its first {LONGEST_CELL:,} were looked at, no more"
        )
        for line, length in rows.oversized
    ]
    return list(rows.rows), faults


def wrong_addresses(wrong: Iterable[str], line: int, place: Place) -> list[Fault]:
    """Return a fault for each text that was meant as an address."""
    return [
        place.fault(line, f"“{text}” is no email address", "the person is taken without it") for text in wrong
    ]
