"""A workbook full of what no list needs is read and saved in seconds, and without filling the memory."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.core.changes import PutDue, PutText
from sync.core.contacts.contacts import Look
from sync.core.plan.plan import make_plan
from sync.core.table import Table
from sync.errors import SetUpError
from sync.sheets.xlsx.cells import grid
from sync.sheets.xlsx.workbook import Workbook
from tests.core.tables import TODAY
from tests.limits import below, within
from tests.sheets.xlsx.workbooks import DUE, HEADERS, sheet_of, with_rows

PEOPLE = "".join(
    f'<row r="{row}">'
    + "".join(f'<c r="{letter}{row}" t="inlineStr"><is><t>{text}</t></is></c>' for letter, text in line)
    + "</row>"
    for row, line in enumerate(
        [zip("ABCD", HEADERS, strict=True), [("A", "Ada"), ("B", "ada@example.org")]], 1
    )
)


def run(path: Path) -> Table:
    """Read, plan and write, as a run does."""
    workbook = Workbook(path)
    changes = make_plan(Look(workbook.read(), TODAY)).changes
    assert changes
    return workbook.write(changes)


def make_formats(path: Path) -> Path:
    rule = (
        '<conditionalFormatting sqref="A{0}:D{0}"><cfRule type="expression" priority="{0}">'
        '<formula>$A{0}="x"</formula></cfRule></conditionalFormatting>'
    )
    return with_rows(path, PEOPLE, after="".join(rule.format(number) for number in range(1, 60_001)))


def make_arrays(path: Path) -> Path:
    row = (
        '<row r="{0}"><c r="A{0}"><v>{0}</v></c><c r="B{0}" t="str"><f t="array" ref="B{0}:D{0}">X(A{0})</f>'
        "<v>x</v></c>"
        '<c r="C{0}"><v>1</v></c><c r="D{0}"><v>2</v></c></row>'
    )
    return with_rows(path, PEOPLE + "".join(row.format(number) for number in range(3, 10_000)))


def make_styled(path: Path, last: int = 300_000) -> Path:
    cells = "".join(f'<c r="{letter}{{0}}" s="0"/>' for letter in "ABCDEF")
    return with_rows(
        path, PEOPLE + "".join(f'<row r="{n}">{cells.format(n)}</row>' for n in range(3, last + 1))
    )


@pytest.mark.long
@pytest.mark.parametrize("make", [make_formats, make_arrays, make_styled])
def test_much_of_one_thing_takes_seconds(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path / "a.xlsx")
    with within(60):
        table = run(path)
    assert len(table.rules) in {2, 60_002}
    assert table.cell(2, 4).formula.startswith("=")


@pytest.mark.long
def test_empty_cells_take_no_memory(tmp_path: Path) -> None:
    """However they are styled, and however many rows of them there are; one of them can be written."""
    path = make_styled(tmp_path / "a.xlsx", last=15_000)
    with below(25):
        table = run(path)
    assert table.cells.shape == (2, 5)
    Workbook(path).write([PutDue(10_000, 4, DUE, 46340), PutText(10_001, 5, "x")])
    assert Workbook(path).read().cell(10_000, 4).value == 46340
    assert sheet_of(path).count('r="E10000"') == sheet_of(path).count('r="F10001"') == 1


def test_a_formula_that_fills_many_cells_is_told_from_its_neighbours(tmp_path: Path) -> None:
    """Each cell has the formula that fills it, and the one beside has none."""
    rows = (
        '<row r="1"><c r="A1"><f t="array" ref="A1:B2">ONE()</f><v>1</v></c><c r="B1"><v>1</v></c>'
        '<c r="C1"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>1</v></c></row>'
        '<row r="3"><c r="A3"><v>1</v></c><c r="B3"><f t="array" ref="B3">TWO()</f><v>1</v></c></row>'
        '<row r="4"><c r="A4"><f t="array" ref="A4:XFD4">WIDE()</f><v>1</v></c><c r="B4"><v>1</v></c></row>'
        '<row r="5"><c r="B5"><v>1</v></c></row>'
    )
    table = Workbook(with_rows(tmp_path / "a.xlsx", rows)).read()
    assert [[table.cell(row, column).formula for column in range(3)] for row in range(1, 6)] == [
        ["=ONE()", "=ONE()", ""],
        ["=ONE()", "=ONE()", ""],
        ["", "=TWO()", ""],
        ["=WIDE()", "=WIDE()", ""],
        ["", "", ""],
    ]


def test_more_cells_than_any_list_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "MOST_CELLS", 5)
    with pytest.raises(SetUpError, match="more than 5 used cells in one tab"):
        Workbook(with_rows(tmp_path / "a.xlsx", PEOPLE)).read()
