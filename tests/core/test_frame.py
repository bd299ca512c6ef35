"""A table holds the rows of the list, and what stands far below it without all that is blank between."""

from collections.abc import Sequence

import pytest

from sync.core.changes import PutDue
from sync.core.contacts.columns import find_columns
from sync.core.contacts.contacts import Look, read_contacts
from sync.core.frame import FIRST_ROWS, GAP, find_rows, make_frame
from sync.core.plan.plan import make_plan
from sync.core.table import EMPTY, Cell, Table
from tests.core.tables import TODAY, Value, make_cell

LAST = 1_048_576


def frame_of(rows: dict[int, Sequence[Value]]) -> Table:
    typed = {(row, column): value for row, line in rows.items() for column, value in enumerate(line) if value}
    return Table(make_frame({place: make_cell(value) for place, value in typed.items()}), "Contacts", 26)


@pytest.mark.parametrize(
    ("used", "kept"),
    [
        ([], []),
        ([3], [1, 2, 3]),
        ([2, 2, 1], [1, 2]),
        ([1, GAP + 1], list(range(1, GAP + 2))),
        ([1, GAP + 2], [*range(1, FIRST_ROWS + 1), GAP + 2]),
        ([30, LAST], [*range(1, 31), LAST]),
        ([5_000, 5_002], [*range(1, FIRST_ROWS + 1), 5_000, 5_001, 5_002]),
    ],
)
def test_long_stretches_of_blank_rows_are_left_out(used: list[int], kept: list[int]) -> None:
    assert find_rows(used) == kept


def test_every_place_holds_a_cell() -> None:
    table = frame_of({2: ("a",), 3: ("", "b")})
    assert [table.row(row) for row in table.cells.index] == [
        [EMPTY, EMPTY],
        [Cell("a", "a"), EMPTY],
        [EMPTY, Cell("b", "b")],
    ]
    assert make_frame({}).shape == (0, 0)


def test_somebody_far_below_is_a_contact_like_all_others() -> None:
    table = frame_of({1: ("Name", "Email", "Next due"), 2: ("Ada", "a@x.org"), LAST: ("Bo", "b@x.org")})
    contacts = read_contacts(Look(table, TODAY), find_columns(table, {}))
    assert [contact.row for contact in contacts] == [2, LAST]
    dues = [change for change in make_plan(Look(table, TODAY)).changes if isinstance(change, PutDue)]
    assert [change.row for change in dues] == [2, LAST]


def test_a_header_below_the_first_rows_is_none_even_where_blank_rows_are_left_out() -> None:
    table = frame_of({5_000: ("Name", "Email"), 5_001: ("Ada", "a@x.org")})
    with pytest.raises(ValueError, match="first 20 rows"):
        find_columns(table, {})
