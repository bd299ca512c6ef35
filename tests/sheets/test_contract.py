"""A workbook and a Google Sheet keep the same promises: what is read, what a write does and leaves alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sync.core.cell_names import name_of
from sync.core.changes import Change, DropFlag, FlagKind, PutBack, PutDue, PutFlag, PutRecord, PutText
from sync.core.contacts.contacts import Look
from sync.core.due.memory.formula import read_formula, write_formula
from sync.core.due.memory.memory import How, Memory, Paused
from sync.core.plan.flags import write_rule
from sync.core.plan.plan import make_plan
from sync.core.sheet import Sheet
from sync.core.table import EMPTY, Area, Cell, CellError, Record, Table
from sync.errors import PermissionDeniedError
from sync.sheets.xlsx.workbook import Workbook
from tests.google.server import Emulator
from tests.google.sheet.model import SERVICE_ACCOUNT
from tests.scenarios.worlds import World
from tests.sheets.xlsx.workbooks import sheet_of, with_rows

if TYPE_CHECKING:
    from sync.sheets.google.sheet import GoogleSheet

HEADERS = ("Name", "Email", "Phone number", "Relationship information")
ROWS: tuple[Sequence[object], ...] = (
    HEADERS,
    ('=PROPER("ada")', "ada@example.org", "00123", "2026-08-14 had a baby"),
    ("Bo ☕ “B” <script>", "bo@example.org", 5551234567, "+49 151"),
    (),
    ("Cy\nyoung", None, 12.5, "=1/0"),
)
COMPUTED = {'=PROPER("ada")': ("str", "Ada"), "=1/0": ("e", "#DIV/0!")}
ADA = Memory(
    1, 2, 3, 4, due=date(2026, 11, 14), in_touch=date(2026, 8, 14), how=How.NOTE, noticed=date(2026, 11, 23)
)
DUE, PAUSED = write_formula(ADA), write_formula(ADA._replace(paused=Paused.BY_WORD))
AREAS = (Area(2, 0, 5, 0), Area(2, 4, 5, 4))
OVERDUE, COMING_UP = write_rule("overdue", 4, 2, 14), write_rule("coming_up", 4, 2, 14)
TODAY = date(2026, 11, 23)
RECORD = Record(TODAY, {"overdue": 3, "later": 40})
FIRST: tuple[Change, ...] = (
    PutText(1, 4, "Next due"),
    PutDue(2, 4, DUE, 46340),
    PutDue(3, 4, PAUSED, "paused"),
    PutDue(5, 4, DUE, 46340),
    PutFlag("overdue", OVERDUE, AREAS),
    PutFlag("coming_up", COMING_UP, AREAS),
)


@dataclass
class Place:
    """Where a list is kept: how to open it anew, and all that is the owner's there.

    `forbid` lets it be read only; `unprotect` is what the owner is told where a cell is protected.
    """

    open: Callable[[], Sheet]
    rest: Callable[[], object]
    forbid: Callable[[], object]
    unprotect: str


Make = Callable[[Sequence[Sequence[object]]], Place]


@pytest.fixture
def workbook(tmp_path: Path) -> Make:
    def make(rows: Sequence[Sequence[object]]) -> Place:
        path = with_rows(tmp_path / "friends.xlsx", "".join(_row(n, row) for n, row in enumerate(rows, 1)))
        untouched = [f'<c r="{name_of(row, column)}"' for row in range(1, 6) for column in range(4)]
        return Place(
            lambda: Workbook(path, locale="en_US"),
            lambda: [sheet_of(path).partition(start)[2].partition("</c>")[0] for start in untouched],
            lambda: path.chmod(0o444),
            "unprotect it in Excel, under Review › Unprotect Sheet",
        )

    return make


def _row(number: int, row: Sequence[object]) -> str:
    cells = "".join(_cell(name_of(number, column), value) for column, value in enumerate(row))
    return f'<row r="{number}">{cells}</row>'


def _cell(where: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and value in COMPUTED:
        kind, shown = COMPUTED[value]
        return f'<c r="{where}" t="{kind}"><f>{escape(value[1:])}</f><v>{shown}</v></c>'
    if isinstance(value, str):
        return f'<c r="{where}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{where}"><v>{value}</v></c>'


@pytest.fixture
def google(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    opened: list[GoogleSheet] = []
    with Emulator() as emulator:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", emulator.host)

        def make(rows: Sequence[Sequence[object]]) -> Place:
            world = World(emulator, tmp_path, rows)
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    if value in COMPUTED:
                        world.owner.type(name_of(number, column), [value])

            def open_() -> Sheet:
                opened.append(world.sheet())
                return opened[-1]

            return Place(
                open_,
                lambda: {k: v for k, v in world.owner.stored().items() if k[1] != 4},
                lambda: world.owner.share("reader"),
                f"let {SERVICE_ACCOUNT} edit it, under Data › Protect",
            )

        yield make
        for sheet in opened:
            sheet.close()


@pytest.fixture(params=["workbook", "google"])
def make(request: pytest.FixtureRequest) -> Make:
    found: Make = request.getfixturevalue(request.param)
    return found


def plain(table: Table) -> list[list[Cell]]:
    """Return the cells without what only the sheet itself understands."""
    return [[cell._replace(source=None) for cell in table.row(row)] for row in table.cells.index]


def test_cells_are_read_as_the_owner_sees_them(make: Make) -> None:
    table = make(ROWS).open().read()
    assert list(table.cells.index) == [1, 2, 3, 4, 5]
    assert table.columns == range(4)
    assert plain(table) == [
        [Cell(text, text) for text in HEADERS],
        [
            Cell("Ada", "Ada", '=PROPER("ada")'),
            Cell("ada@example.org", "ada@example.org"),
            Cell("00123", "00123"),
            Cell("2026-08-14 had a baby", "2026-08-14 had a baby"),
        ],
        [
            Cell("Bo ☕ “B” <script>", "Bo ☕ “B” <script>"),
            Cell("bo@example.org", "bo@example.org"),
            Cell("5551234567", 5551234567),
            Cell("+49 151", "+49 151"),
        ],
        [EMPTY] * 4,
        [
            Cell("Cy\nyoung", "Cy\nyoung"),
            EMPTY,
            Cell("12.5", 12.5),
            Cell("#DIV/0!", CellError("#DIV/0!"), "=1/0"),
        ],
    ]
    assert isinstance(table.cell(5, 3).value, CellError)
    assert (table.locale, table.rules, table.record) == ("en_US", (), None)


def test_a_write_returns_the_tab_as_it_is_then(make: Make) -> None:
    place = make(ROWS)
    sheet = place.open()
    sheet.read()
    before = place.rest()
    written = sheet.write(FIRST)
    assert place.rest() == before
    assert written.cell(1, 4).shown == "Next due"
    assert [written.cell(row, 4).number for row in (2, 3, 4, 5)] == [46340, None, None, 46340]
    assert written.cell(3, 4).value == "paused"
    held = read_formula(written.cell(2, 4).formula)
    assert held
    assert held.memory == ADA
    assert sorted(rule.formula for rule in written.rules) == sorted([OVERDUE, COMING_UP])
    assert [rule.areas for rule in written.rules] == [AREAS, AREAS]
    again = place.open().read()
    assert plain(again) == plain(written)
    assert [rule[:2] for rule in again.rules] == [rule[:2] for rule in written.rules]


def test_a_date_looks_like_one(make: Make) -> None:
    sheet = make(ROWS).open()
    sheet.read()
    shown = sheet.write(FIRST).cell(2, 4).shown
    assert "46340" not in shown
    assert "14" in shown


def test_a_record_is_kept(make: Make) -> None:
    place = make(ROWS)
    sheet = place.open()
    sheet.read()
    assert sheet.write([PutRecord(RECORD)]).record == RECORD
    assert place.open().read().record == RECORD
    later = Record(date(2026, 11, 30), {"overdue": 0})
    assert place.open().write([PutRecord(later, again=True)]).record == later
    assert place.open().read().record == later


def test_a_stray_is_taken_out(make: Make) -> None:
    place = make(ROWS)
    sheet = place.open()
    sheet.read()
    sheet.write([*FIRST, PutDue(4, 4, DUE, 46340)])
    assert sheet.write([PutBack(4, 4, EMPTY)]).cell(4, 4).value is None


def test_flags_are_changed_in_their_place_and_taken_out(make: Make) -> None:
    place = make(ROWS)
    sheet = place.open()
    sheet.read()
    rules = sheet.write(FIRST).rules
    [overdue] = [rule for rule in rules if rule.formula == OVERDUE]
    [coming_up] = [rule for rule in rules if rule.formula == COMING_UP]
    wider = (Area(2, 0, 9, 1), Area(2, 4, 9, 4))
    table = sheet.write([PutFlag("overdue", OVERDUE, wider, replaces=overdue), DropFlag(coming_up)])
    assert [(rule.formula, rule.areas) for rule in table.rules] == [(OVERDUE, wider)]


@pytest.mark.parametrize("rows", [(), (HEADERS,)])
def test_an_empty_tab_and_one_with_headers_only(make: Make, rows: Sequence[Sequence[object]]) -> None:
    table = make(rows).open().read()
    assert table.cells.shape == (len(rows), 4 * len(rows))


def test_nothing_beside_the_requests_is_counted(make: Make) -> None:
    sheet = make(ROWS).open()
    assert sheet.requests == 0
    sheet.check_free()
    sheet.read()
    assert sheet.requests in {0, 2}


def test_it_tells_whether_it_may_be_written_and_changes_nothing(make: Make) -> None:
    place = make(ROWS)
    sheet = place.open()
    before = sheet.read()
    assert sheet.may_write()
    assert plain(sheet.read()) == plain(before)
    place.forbid()
    with pytest.raises(PermissionDeniedError):
        place.open().may_write()


def test_it_tells_how_far_the_clocks_are_apart(make: Make) -> None:
    sheet = make(ROWS).open()
    now = datetime.now(UTC)
    skews = [sheet.find_skew(now), sheet.find_skew(now + timedelta(hours=1))]
    if isinstance(sheet, Workbook):
        assert skews == [None, None]
    else:
        assert skews == [pytest.approx(0, abs=30), pytest.approx(3600, abs=30)]


def test_it_tells_how_a_protected_cell_is_set_free(make: Make) -> None:
    place = make(ROWS)
    assert place.open().unprotect_cure == place.unprotect


def test_it_can_be_closed_at_any_time(make: Make) -> None:
    sheet = make(ROWS).open()
    sheet.close()
    assert sheet.read().title
    sheet.close()


def test_flags_over_whole_rows_as_they_were_at_first_are_put_right_once(make: Make) -> None:
    sheet = make(ROWS).open()
    sheet.read()
    whole = (Area(2, 0, 5, 4),)
    kinds: tuple[tuple[FlagKind, str], ...] = (("overdue", OVERDUE), ("coming_up", COMING_UP))
    before = sheet.write([*FIRST[:4], *(PutFlag(kind, formula, whole) for kind, formula in kinds)])
    assert [rule.areas for rule in before.rules] == [whole, whole]
    after = sheet.write(make_plan(Look(before, TODAY)).changes)
    assert sorted(rule.formula for rule in after.rules) == sorted([OVERDUE, COMING_UP])
    assert [rule.areas for rule in after.rules] == [AREAS, AREAS]
    assert make_plan(Look(after, TODAY)).changes == ()
