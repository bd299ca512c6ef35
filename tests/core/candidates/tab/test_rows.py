"""Ticks, statuses and rows as their owner leaves them."""

import pytest

from sync.core.candidates.tab import columns as tab
from sync.core.candidates.tab.columns import find_tab_columns
from sync.core.candidates.tab.rows import State, find_last_row, is_ticked, read_rows, read_state
from sync.core.table import Cell, CellError
from tests.core.candidates.tabs import make_tab
from tests.core.tables import make_table


@pytest.mark.parametrize(
    "cell",
    [
        Cell("TRUE", value=True),
        Cell("WAHR", value=True),
        Cell("TRUE", "TRUE"),
        Cell("true", "true"),
        Cell("", None, "=TRUE()"),
        Cell("", None, "= true ()"),
        Cell("TRUE", True, "=TRUE()"),
        *(Cell(text, text) for text in ("Yes", "YES", "y", "Y", "x", "X", "1", "✓", "✔️", " yes ")),
        Cell("1", 1),
    ],
)
def test_a_tick_is_a_tick_however_it_is_made(cell: Cell) -> None:
    assert is_ticked(cell)


@pytest.mark.parametrize(
    "cell",
    [
        Cell(),
        Cell("FALSE", value=False),
        Cell("FALSE", False, "=FALSE()"),
        Cell("FALSE", False, "=TRUE()*0>1"),
        *(Cell(text, text) for text in ("no", "FALSE", "0", "maybe", "-", "11", "yes?")),
        Cell("0", 0),
        Cell("#REF!", CellError("#REF!")),
    ],
)
def test_anything_else_is_none(cell: Cell) -> None:
    assert not is_ticked(cell)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", State.OPEN),
        ("later", State.OPEN),
        ("Norbert says yes", State.OPEN),
        ("No", State.REFUSED),
        ("no", State.REFUSED),
        ("NO!", State.REFUSED),
        ("No, never", State.REFUSED),
        ("Added 24 Nov 2026", State.ADDED),
        ("added by hand", State.ADDED),
    ],
)
def test_the_status_says_what_was_decided(text: str, state: State) -> None:
    assert read_state(text) == state


def test_a_row_is_read_with_what_its_owner_made_of_it() -> None:
    table = make_tab(
        {
            tab.ADD: True,
            tab.NAME: "Ada Quill",
            tab.EMAIL: "Ada <ada@example.org>; ada@example.com",
            tab.PROFILE: "https://linkedin.com/in/ada, https://x.com/ada_q",
            tab.ABOUT: "my own words\non two lines",
            tab.KEY: "https://linkedin.com/in/ada",
        }
    )
    (row,) = read_rows(table, find_tab_columns(table))
    assert (row.row, row.is_ticked, row.state, row.key) == (
        2,
        True,
        State.OPEN,
        "https://linkedin.com/in/ada",
    )
    assert row.emails == ("ada@example.org", "ada@example.com")
    assert row.profiles == ("https://linkedin.com/in/ada", "https://x.com/ada_q")
    assert row.note == "my own words\non two lines"
    assert not row.is_undecided


def test_rows_in_which_nobody_is_named_are_passed_over() -> None:
    table = make_tab(
        {}, {tab.ADD: False}, {tab.NAME: "Ada"}, {tab.ADD: True}, {"my own": "x"}, {tab.STATUS: "No"}
    )
    rows = read_rows(table, find_tab_columns(table))
    assert [row.row for row in rows] == [4]


def test_a_tab_without_a_column_still_has_its_rows() -> None:
    table = make_tab({tab.NAME: "Ada"}, headers=["Add", "Name", "Status", "Key"])
    (row,) = read_rows(table, find_tab_columns(table))
    assert (row.shown, row.emails, row.profiles, row.note) == ("Ada", (), (), "")


@pytest.mark.parametrize(
    ("row", "last"),
    [
        ([], 2),
        ([False], 2),
        ([True], 12),
        ([None, None, "x"], 12),
        ([None] * 14 + ["the owner's own"], 12),
    ],
)
def test_new_rows_go_below_all_that_stands_there_but_empty_boxes(
    row: list[bool | str | None], last: int
) -> None:
    table = make_table([[None, "Ada"], *([[False]] * 9), row], list(tab.HEADERS.values()))
    assert find_last_row(table, find_tab_columns(table)) == last


def test_an_empty_tab_ends_at_its_header() -> None:
    table = make_tab({tab.ADD: False})
    assert find_last_row(table, find_tab_columns(table)) == 1
