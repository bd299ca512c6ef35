"""Which row and column stood where before, and what belongs into a cell that was hit."""

from collections.abc import Sequence

import pandas as pd
import pytest

from sync.core.columns import Columns, find_columns
from sync.core.due.formula import write_formula
from sync.core.due.memory import Memory, Paused
from sync.core.repair.hits import Trail, repair
from sync.core.repair.origins import OURS, Before, Origins, find_origins
from sync.core.repair.references import make_translation
from sync.core.table import EMPTY, Cell, PutBack, PutDue, PutText, Table

HEADERS = ("Name", "Email", "Note")
ADA, BO, CY = ("Ada", "a@x.org", "baby"), ("Bo", "b@x.org", "job"), ("Cy", "", "Oslo")
FIRST, SECOND = (write_formula(Memory(1, 2, 3, number, paused=Paused.BY_WORD)) for number in (1, 2))


def grid(*rows: Sequence[str]) -> list[list[str]]:
    """Return the texts of the rows, column by column."""
    return [list(column) for column in zip(*rows, strict=True)]


def table(*rows: Sequence[str], width: int = 26) -> Table:
    cells = [
        [Cell(text, text, text if text.startswith("=") else "") if text else EMPTY for text in row]
        for row in rows
    ]
    frame = pd.DataFrame(cells, index=range(1, len(rows) + 1), dtype=object)
    return Table(frame, "Friends", width)


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


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=A1", "=B2"),
        ("=$A$1+a1", "=$B$2+B2"),
        ("=SUM(A1:B2)*2", "=SUM(B2:D4)*2"),
        ("=AB7", "=AB7"),
        ('="A1"&A1&"say ""A1"""', '="A1"&B2&"say ""A1"""'),
        ("=Other!A1+'My A1'!A1", "=Other!A1+'My A1'!A1"),
        ("=LOG10(A1)", "=LOG10(B2)"),
        ("=A1.5", "=A1.5"),
    ],
)
def test_references_follow_the_cells(formula: str, expected: str) -> None:
    moved = Origins({2: 1, 4: 2}, {1: 0, 3: 1})
    assert make_translation(moved)(formula) == expected


def columns_of(found: Table) -> Columns:
    return find_columns(found, {"note": "Note"})


def test_a_date_in_its_place_is_no_hit() -> None:
    before = table((*HEADERS, "Next due"), (*ADA, ""), (*BO, ""))
    trail = Trail()
    trail.add([PutDue(2, 3, FIRST, "paused")])
    answer = table((*HEADERS, "Next due"), (*ADA, FIRST), (*BO, ""))
    assert repair(answer, before, columns_of(before), trail).hits == {}


def test_a_date_beside_another_person_is_a_hit_and_theirs_comes_back() -> None:
    before = table((*HEADERS, "Next due"), (*ADA, ""), (*BO, SECOND))
    trail = Trail()
    trail.add([PutDue(2, 3, FIRST, "paused")])
    answer = table((*HEADERS, "Next due"), (*BO, FIRST))
    repaired = repair(answer, before, columns_of(before), trail)
    assert {place: cell.formula for place, cell in repaired.hits.items()} == {(2, 3): SECOND}
    assert repaired.table.cell(2, 3).formula == SECOND
    assert repaired.lost == ()


def test_a_header_and_dates_in_an_owners_column_are_hits() -> None:
    before = table(HEADERS, ADA, BO)
    columns = columns_of(before)
    trail = Trail()
    trail.add([PutText(1, 3, "Next due"), PutDue(2, 3, FIRST, "paused"), PutDue(3, 3, SECOND, "paused")])
    answer = table(
        ("", "Name", "Email", "Next due"),
        ("", "Ada", "a@x.org", FIRST),
        ("", "Bo", "b@x.org", SECOND),
        width=27,
    )
    repaired = repair(answer, before, columns, trail)
    assert [cell.shown for cell in repaired.hits.values()] == ["Note", "baby", "job"]


def test_a_change_planned_for_a_hit_cell_takes_the_place_of_putting_it_back() -> None:
    before = table((*HEADERS, "Next due"), (*ADA, ""), (*BO, ""))
    trail = Trail()
    trail.add([PutDue(2, 3, FIRST, "paused")])
    answer = table((*HEADERS, "Next due"), (*BO, FIRST))
    repaired = repair(answer, before, columns_of(before), trail)
    assert repaired.complete([]) == (PutBack(2, 3, EMPTY),)
    planned = PutDue(2, 3, SECOND, "paused")
    assert repaired.complete([planned]) == (planned,)


def test_where_nothing_was_written_nothing_is_a_hit() -> None:
    before = table((*HEADERS, "Next due"), (*ADA, FIRST))
    trail = Trail()
    trail.add([PutDue(2, 3, SECOND, "paused")])
    repaired = repair(before, before, columns_of(before), trail)
    assert (repaired.table, repaired.hits, repaired.lost) == (before, {}, ())
