"""Lines that wander: what holds for every insertion, deletion and move."""

from hypothesis import given
from hypothesis import strategies as st

from tests.google.sheet.model import ROWS
from tests.google.sheet.shifts import Shift, shift_formula

lines = st.integers(0, 30)
counts = st.integers(1, 9)


@given(lines, counts, lines)
def test_what_is_inserted_and_deleted_again_changes_nothing(start: int, count: int, line: int) -> None:
    there = Shift(ROWS, "insert", start, count).point(line)
    assert there is not None
    assert Shift(ROWS, "delete", start, count).point(there) == line


@given(lines, counts, st.integers(0, 39))
def test_a_move_loses_no_line(start: int, count: int, to: int) -> None:
    shift = Shift(ROWS, "move", start, count, to)
    if start <= to <= start + count:
        return
    assert {shift.point(line) for line in range(60)} == set(range(60))


@given(lines, counts, lines, counts)
def test_a_run_of_lines_is_what_is_left_of_its_lines(start: int, count: int, first: int, size: int) -> None:
    shift = Shift(ROWS, "delete", start, count)
    left = [there for line in range(first, first + size) if (there := shift.point(line)) is not None]
    assert shift.span(first, first + size) == ((min(left), max(left) + 1) if left else None)


@given(lines, counts, st.integers(1, 40), st.booleans())
def test_a_formula_follows_its_cell(start: int, count: int, row: int, fixed: int) -> None:
    shift = Shift(ROWS, "delete", start, count)
    dollar = "$" if fixed else ""
    there = shift.point(row - 1)
    expected = "=#REF!" if there is None else f"=B{dollar}{there + 1}"
    assert shift_formula(shift, f"=B{dollar}{row}", tab="T", own_tab=True) == expected
