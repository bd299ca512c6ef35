"""What belongs into a cell that was hit."""

from collections.abc import Sequence

import pandas as pd

from sync.core.changes import PutBack, PutDue, PutText
from sync.core.contacts.columns import Columns, find_columns
from sync.core.due.memory.formula import write_formula
from sync.core.due.memory.memory import Memory, Paused
from sync.core.frame import make_frame
from sync.core.repair.hits import Trail, repair
from sync.core.table import EMPTY, Cell, Table

HEADERS = ("Name", "Email", "Note")
ADA, BO = ("Ada", "a@x.org", "baby"), ("Bo", "b@x.org", "job")
FIRST, SECOND = (write_formula(Memory(1, 2, 3, number, paused=Paused.BY_WORD)) for number in (1, 2))


def table(*rows: Sequence[str], width: int = 26) -> Table:
    cells = [
        [Cell(text, text, text if text.startswith("=") else "") if text else EMPTY for text in row]
        for row in rows
    ]
    frame = pd.DataFrame(cells, index=range(1, len(rows) + 1), dtype=object)
    return Table(frame, "Friends", width)


def far_table(rows: dict[int, Sequence[str]]) -> Table:
    """Return a table with blank rows between, which are left out where there are many."""
    whole = {row: table(line).row(1) for row, line in rows.items()}
    used = {(row, at): cell for row, line in whole.items() for at, cell in enumerate(line) if cell != EMPTY}
    return Table(make_frame(used), "Friends", 26)


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


def test_rows_far_below_are_counted_as_the_sheet_does() -> None:
    header = (*HEADERS, "Next due")
    before = far_table({1: header, 2: ADA, 900_000: BO})
    trail = Trail()
    trail.add([PutDue(2, 3, FIRST, "paused"), PutDue(900_000, 3, SECOND, "paused")])
    answer = far_table({1: header, 2: (*ADA, FIRST), 899_999: BO, 900_000: ("", "", "", SECOND)})
    assert repair(answer, before, columns_of(before), trail).hits == {(900_000, 3): EMPTY}
