"""Which row and column stood where before, told by what stands in them."""

from collections.abc import Sequence

from sync.core.repair.origins import OURS, Before, Origins, find_origins
from tests.limits import within

HEADERS = ("Name", "Email", "Note")
ADA, BO, CY = ("Ada", "a@x.org", "baby"), ("Bo", "b@x.org", "job"), ("Cy", "", "Oslo")


def grid(*rows: Sequence[str]) -> list[list[str]]:
    """Return the texts of the rows, column by column."""
    return [list(column) for column in zip(*rows, strict=True)]


def origins(now: Sequence[Sequence[str]], gained: int = 0, due: int = 3) -> Origins:
    return find_origins(grid(*now), Before(grid(HEADERS, ADA, BO, CY), 1, due), gained)


def test_what_has_not_moved_is_where_it_was() -> None:
    assert origins([HEADERS, ADA, BO, CY]) == Origins({1: 1, 2: 2, 3: 3, 4: 4}, {0: 0, 1: 1, 2: 2})


def test_rows_are_told_by_what_stands_in_them() -> None:
    assert origins([HEADERS, CY, ("", "", ""), ADA, BO]).rows == {1: 1, 2: 4, 4: 2, 5: 3}


def test_a_row_with_one_cell_edited_is_still_that_row() -> None:
    assert origins([HEADERS, CY, ("Bo", "b@x.org", "new job"), ADA]).rows == {1: 1, 2: 4, 3: 3, 4: 2}


def test_rows_that_say_the_same_keep_their_order() -> None:
    before = Before(grid(HEADERS, ADA, ADA, BO), 1, 3)
    assert find_origins(grid(HEADERS, BO, ADA, ADA), before, 0).rows == {1: 1, 2: 4, 3: 2, 4: 3}


def test_a_row_of_which_nothing_is_left_stands_between_its_neighbours() -> None:
    assert origins([HEADERS, ADA, ("Xy", "x@y.org", "?"), CY]).rows[3] == 3


def test_columns_are_told_by_their_headers_else_by_their_contents() -> None:
    now = [("Who", "", "Email"), ("Ada", "", "a@x.org"), ("Bo", "", "b@x.org"), ("Cy", "", "")]
    assert origins(now, gained=0).columns == {0: 0, 2: 1}


def test_a_column_written_all_over_is_told_by_its_neighbours() -> None:
    now = [("", "Name", "Email", OURS), ("", "Ada", "a@x.org", OURS), ("", "Bo", "b@x.org", OURS)]
    assert origins(now, gained=1).columns == {1: 0, 2: 1, 3: 2}


def test_a_column_written_all_over_is_new_where_one_was_deleted() -> None:
    now = [("Name", "Email", "", OURS), ("Ada", "a@x.org", "", OURS), ("Bo", "b@x.org", "", OURS)]
    assert origins(now, gained=-1).columns == {0: 0, 1: 1, 3: 3}


def test_columns_without_headers_are_told_by_what_stands_in_them() -> None:
    before = Before(grid((*HEADERS, "", "", ""), (*ADA, "x", "blue", ""), (*BO, "x", "red", "")), 1, 6)
    now = grid(("", *HEADERS, "", ""), ("", "Ada", "a@x.org", "baby", "blue", "x"), ("", *BO, "red", "x"))
    assert find_origins(now, before, 0).columns == {0: 5, 1: 0, 2: 1, 3: 2, 4: 4, 5: 3}


def test_columns_that_say_the_same_keep_their_order() -> None:
    before = Before(grid((*HEADERS, "", ""), (*ADA, "x", "x"), (*BO, "y", "y")), 1, 5)
    now = grid(("", "", *HEADERS), ("x", "x", *ADA), ("y", "y", *BO))
    assert find_origins(now, before, 0).columns == {0: 3, 1: 4, 2: 0, 3: 1, 4: 2}


def test_blank_columns_keep_their_place_between_the_others() -> None:
    before = Before(grid(("Name", "", "Email", "", "Note"), ("Ada", "", "a@x.org", "", "baby")), 1, 5)
    now = grid(("Name", "Email", "", "Note", ""), ("Ada", "a@x.org", "", "baby", ""))
    assert find_origins(now, before, 0).columns == {0: 0, 1: 2, 2: 3, 3: 4}


def test_the_widest_sheet_is_no_trouble() -> None:
    """Somebody typed into the last column: everything between is blank, or says the same everywhere."""
    width = 16_384 - len(HEADERS)
    for filler in ("", "x"):
        rows = [(*row, *[filler] * (width - 1), "far") for row in (HEADERS, ADA, BO, CY)]
        moved = [rows[0], rows[3], rows[1], rows[2]]
        with within(30):
            found = find_origins(grid(*moved), Before(grid(*rows), 1, 16_384), 0)
        assert found.rows == {1: 1, 2: 4, 3: 2, 4: 3}
        assert len(found.columns) == 16_384
