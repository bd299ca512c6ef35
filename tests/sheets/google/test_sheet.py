"""Contacts in a Google Sheet: which requests are sent, which tab is meant, what people put into a sheet."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from sync.core.changes import PutBack, PutDue
from sync.core.table import Area, CellError
from sync.errors import SetUpError
from tests.google import errors, faults
from tests.google.server import Emulator
from tests.scenarios.worlds import (
    HEADERS,
    PEOPLE,
    Inbox,
    Json,
    World,
    dates,
    find_due,
    find_faults,
    owners_part,
)

Make = Callable[..., World]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    with Emulator() as google:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", google.host)

        def make(rows: Sequence[Sequence[Any]] | None = None, **options: Any) -> World:
            return World(google, tmp_path, rows, **options)

        yield make


def without_gid(world: World) -> World:
    world.address = world.address.partition("/edit")[0]
    return world


def test_the_budget_of_requests(make: Make) -> None:
    world = make()
    world.inbox = Inbox()
    assert world.run(no_mail=True).changes == 8
    assert world.kinds() == ["token", "read", "write"]
    log = len(world.google.log)
    assert world.run().mail == "sent"
    assert world.kinds(log) == ["token", "read", "read", "write"]  # the first mail asks for a record, too
    log = len(world.google.log)
    assert world.run(send=True).mail == "sent"
    assert world.kinds(log) == ["token", "read", "write"]
    log = len(world.google.log)
    assert world.run().changes == 0
    assert (world.kinds(log), world.requests) == (["token", "read"], 2)


def test_the_first_run_with_a_mail_makes_four(make: Make) -> None:
    world = make()
    world.inbox = Inbox()
    world.run()
    assert world.kinds() == ["token", "read", "write", "write"]


def test_with_neither_tab_nor_gid_one_small_read_more(make: Make) -> None:
    world = without_gid(make())
    world.run()
    world.run()
    assert world.kinds() == ["token", "read", "read", "write", "token", "read", "read"]
    assert world.google.log[1].bytes_out < 200


def test_only_the_changed_cells_are_written(make: Make) -> None:
    world = make()
    world.run()
    world.owner.put("D3", ["2026-11-20 called"])
    world.run()
    requests = world.google.log[-1].body["requests"]
    assert [list(request) for request in requests] == [["updateCells"]]
    assert requests[0]["updateCells"]["start"] == {"sheetId": 0, "rowIndex": 2, "columnIndex": 5}
    assert len(requests[0]["updateCells"]["rows"]) == 1


def test_a_dry_run_writes_nothing(make: Make) -> None:
    world = make()
    before = world.owner.snapshot()
    assert world.run(dry_run=True).changes == 8
    assert world.kinds() == ["token", "read"]
    assert world.owner.snapshot() == before


@pytest.mark.parametrize("columns", [5, 6, 26])
def test_a_full_grid_gets_the_column_it_lacks(make: Make, columns: int) -> None:
    world = make(columns=columns)
    world.run()
    assert find_faults(world) == []
    assert len(world.owner.tab().columns) == max(columns, 6)


def test_from_26_to_27_columns(make: Make) -> None:
    headers = [*HEADERS, *(f"Extra {number}" for number in range(21))]
    world = make([headers, ["Ada", "ada@example.org", "", "2026-08-14", *["x"] * 22]])
    world.run()
    assert (find_due(world.owner), find_faults(world)) == (26, [])
    assert world.owner.values("AA1:AA2") == [["Next due"], ["11/14/2026"]]


@pytest.mark.parametrize(
    "title", ["Sheet1", "Ada's friends", "A1", "Früh & spät!", "👭 people", "'quoted'", "a:b"]
)
@pytest.mark.parametrize("is_named", [False, True])
def test_any_title_of_a_tab(make: Make, title: str, *, is_named: bool) -> None:
    world = make(tab=title)
    if is_named:
        world.settings = {"sheet": {"tab": title}}
    world.run()
    assert find_faults(world) == []


def test_the_first_visible_tab_is_meant(make: Make) -> None:
    world = without_gid(make())
    hidden = {"title": "Hidden", "sheetId": 7, "index": 0, "hidden": True}
    world.owner.batch({"addSheet": {"properties": hidden}})
    world.run()
    assert [sheet.title for sheet in world.owner.book.sheets] == ["Hidden", "Sheet1"]
    assert world.owner.values("'Sheet1'!F1") == [["Next due"]]
    assert world.owner.values("'Hidden'!A1:F9") == []


def test_a_tab_is_found_by_its_gid_whatever_its_title(make: Make) -> None:
    world = make(sheet_id=123456)
    world.owner.batch({"addSheet": {"properties": {"title": "First", "index": 0}}})
    world.run()
    world.owner.rename_tab("Renamed", tab="Sheet1")
    assert world.run().changes == 0


@pytest.mark.parametrize("where", ["tab", "gid"])
def test_a_tab_that_is_not_there_is_set_up(make: Make, where: str) -> None:
    world = make()
    if where == "tab":
        world.settings = {"sheet": {"tab": "Nowhere"}}
    else:
        world.address = world.address.replace("gid=0", "gid=99")
    with pytest.raises(SetUpError, match="the tab is not there") as caught:
        world.run()
    assert caught.value.status == 78


@pytest.mark.parametrize("returns", [True, False])
@pytest.mark.parametrize("is_named", [True, False])
def test_a_record_that_the_sheet_keeps_to_itself_is_known_here(
    make: Make, *, returns: bool, is_named: bool
) -> None:
    """Whether getByDataFilter returns a spreadsheet's metadata is not established."""
    world = make()
    world.google.switches.filter_returns_metadata = returns
    world.settings = {"sheet": {"tab": "Sheet1"}} if is_named else {}
    world.inbox = Inbox()
    assert [world.run().mail for _ in range(3)] == ["sent", "not_due", "not_due"]
    assert len(world.inbox.messages) == 1


def test_one_metadata_value_is_kept_for_the_tab(make: Make) -> None:
    world = make()
    world.inbox = Inbox()
    for _ in range(3):
        world.run(send=True)
    [kept] = world.owner.snapshot()["developerMetadata"]
    assert (kept["metadataKey"], kept["visibility"]) == ("keep-in-touch-0", "DOCUMENT")
    assert kept["location"] == {"locationType": "SPREADSHEET", "spreadsheet": True}


@pytest.mark.parametrize(
    "value",
    ["{", "[]", "null", "5", '{"day": 5}', '{"day": "soon", "figures": {}}', '{"day": "2026-11-23"}', ""],
)
def test_what_another_program_recorded_is_no_record(make: Make, value: str) -> None:
    world = make()
    entry = {
        "metadataKey": "keep-in-touch-0",
        "metadataValue": value,
        "visibility": "DOCUMENT",
        "location": {"spreadsheet": True},
    }
    world.owner.batch({"createDeveloperMetadata": {"developerMetadata": entry}})
    assert world.table().record is None


@pytest.mark.parametrize("locale", ["en_US", "de_DE", "fr_FR", "es_ES", "pt_BR", "ja_JP"])
def test_dates_and_flags_in_every_locale(make: Make, locale: str) -> None:
    world = make(locale=locale)
    world.run()
    assert find_faults(world) == []
    assert dates(world.table())["Ada"] == "2026-11-14"
    assert world.run().changes == 0


LINK = '=HYPERLINK("https://evil.example","click")'
ODD: dict[str, Sequence[Sequence[Any]]] = {
    "a note of 50,000 characters": [HEADERS, ["Ada", "a@x.org", "", "2026-08-14 " + "x" * 49_989]],
    "NUL and controls": [HEADERS, ["A\0da\x07", "a@x.org", "1\x00", "2026-08-14 \0 lunch"]],
    "newlines, right to left, emoji": [
        HEADERS,
        ["Ada\nL.", "a@x.org"],
        ["\u202eשרה", "s@x.org"],
        ["👩‍👩‍👧", "f@x.org"],
    ],
    "blank rows between": [HEADERS, ["Ada", "a@x.org"], *[[]] * 20, ["Bo", "b@x.org"]],
    "text that looks like formulas": [
        [*HEADERS],
        [LINK] * 5,
        ["=1+1"] * 5,
        ["<script>alert(1)</script>"] * 5,
    ],
    "phones of every kind": [
        HEADERS,
        ["A", "", 5551234567],
        ["B", "", "+49 151"],
        ["C", "", "00123"],
        ["D", "", "1e5"],
    ],
    "people called NA": [
        HEADERS,
        ["NA", "na@x.org"],
        ["null", "n@x.org"],
        ["TRUE", "t@x.org"],
        ["None", "o@x.org"],
    ],
    "two rows of one person": [HEADERS, ["Ada", "a@x.org"], ["Ada", "a@x.org"]],
    "a header far down": [["My friends"], [], ["Have fun"], HEADERS, ["Ada", "a@x.org"]],
    "trailing junk": [[*HEADERS, "", "", "x"], ["Ada", "a@x.org", "", "", "", "", "", "y"]],
    "only headers": [HEADERS],
}


@pytest.mark.parametrize("case", ODD)
def test_odd_content_is_left_as_it_is(make: Make, case: str) -> None:
    world = make(ODD[case])
    before = owners_part(world.owner)
    outcome = world.run()
    assert outcome.errors == ()
    assert owners_part(world.owner) == before
    assert case == "only headers" or find_faults(world) == []
    assert world.run().changes == 0
    if world.google.count("write"):
        assert {row for (row, _) in world.owner.stored() if row} == {
            row for row, cells in enumerate(ODD[case]) if row and any(cells)
        }


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([], "no header row"),
        ([["Ada", "ada@example.org"]], "no header row"),
        ([["Name", "Email", "Tags", "Email"], ["Ada"]], "B1 and D1 are both headers for Email"),
        ([["Email", "Phone"], ["a@x.org", "1"]], "no header row"),
    ],
)
def test_headers_that_are_not_understood_stop_the_run(make: Make, rows: list[list[str]], line: str) -> None:
    world = make(rows)
    before = world.owner.snapshot()
    with pytest.raises(SetUpError, match=line):
        world.run()
    assert world.owner.snapshot() == before


def test_merged_cells_are_no_trouble(make: Make) -> None:
    world = make([["My friends"], HEADERS, *PEOPLE])
    for top, bottom, left, right in ((0, 1, 0, 5), (3, 5, 4, 5)):
        area = {
            "startRowIndex": top,
            "endRowIndex": bottom,
            "startColumnIndex": left,
            "endColumnIndex": right,
        }
        world.owner.batch({"mergeCells": {"range": area, "mergeType": "MERGE_ALL"}})
    merges = world.owner.snapshot()["sheets"][0]["merges"]
    world.run()
    assert find_faults(world) == []
    assert world.owner.snapshot()["sheets"][0]["merges"] == merges


def test_an_error_in_a_cell_is_an_error(make: Make) -> None:
    world = make()
    world.owner.type("D2", ["=1/0"])
    cell = world.table().cell(2, 3)
    assert isinstance(cell.value, CellError)
    outcome = world.run()
    assert any("#DIV/0!" in problem.what for problem in outcome.plan.problems)


def test_a_format_of_the_owners_is_kept_in_next_due(make: Make) -> None:
    world = make()
    world.run()
    area = {"startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 5, "endColumnIndex": 6}
    look = {"numberFormat": {"type": "DATE", "pattern": "ddd d mmm"}, "textFormat": {"italic": True}}
    world.owner.batch(
        {"repeatCell": {"range": area, "cell": {"userEnteredFormat": look}, "fields": "userEnteredFormat"}}
    )
    world.owner.put("D2", ["2026-11-20 called"])
    world.run()
    kept = world.owner.stored()[1, 5]["userEnteredFormat"]
    assert kept["numberFormat"] == look["numberFormat"]
    assert kept["textFormat"] == look["textFormat"]


def test_cells_are_put_back_to_the_letter(make: Make) -> None:
    world = make()
    rich: Json = {
        "userEnteredValue": {"stringValue": "rich text"},
        "userEnteredFormat": {"numberFormat": {"type": "TEXT", "pattern": "@"}, "textFormat": {"bold": True}},
        "textFormatRuns": [{"startIndex": 5, "format": {"italic": True}}],
        "note": "a note",
    }
    start = {"rowIndex": 1, "columnIndex": 3}
    world.owner.batch({"updateCells": {"start": start, "rows": [{"values": [rich]}], "fields": "*"}})
    world.owner.type("D3", ["=UPPER(A3)"], ["2026-11-23"], [12.5])
    before = world.owner.snapshot()
    sheet = world.sheet()
    table = sheet.read()
    sheet.write([PutDue(row, 3, '=46340+N("x")', 46340) for row in range(2, 9)])
    assert world.owner.snapshot() != before
    sheet.write([PutBack(row, 3, table.cell(row, 3)) for row in range(2, 9)])
    sheet.close()
    assert world.owner.snapshot() == before


@pytest.mark.parametrize(
    ("free", "areas"),
    [
        ([], [Area(1, 0, None, None)]),
        (["B:C"], [Area(1, 0, None, 0), Area(1, 3, None, None)]),
        (["A2:A4"], [Area(1, 0, 1, None), Area(5, 0, None, None), Area(2, 1, 4, None)]),
        (["A1:Z1000"], []),
    ],
)
def test_a_protection_with_exceptions_covers_the_rest(make: Make, free: list[str], areas: list[Area]) -> None:
    spots = {
        "B:C": {"startColumnIndex": 1, "endColumnIndex": 3},
        "A2:A4": {"startRowIndex": 1, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 1},
        "A1:Z1000": {},
    }
    world = make()
    protected = {
        "range": {"sheetId": 0},
        "unprotectedRanges": [{"sheetId": 0, **spots[name]} for name in free],
    }
    world.owner.batch(
        {
            "addProtectedRange": {
                "protectedRange": protected | {"editors": {"users": [world.owner.book.owner]}}
            }
        }
    )
    assert list(world.table().protected) == areas


def hide_columns(world: World, start: int, end: int) -> None:
    line = {"dimension": "COLUMNS", "startIndex": start, "endIndex": end}
    hidden = {"range": line, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    world.owner.batch({"updateDimensionProperties": hidden})


def hidden_columns(world: World) -> list[int]:
    columns = world.owner.tab().columns
    return [number for number, column in enumerate(columns) if column.get("hiddenByUser")]


@pytest.mark.parametrize(("columns", "hidden"), [(26, range(6, 26)), (5, [])])
def test_next_due_is_never_added_out_of_sight(make: Make, columns: int, hidden: Sequence[int]) -> None:
    """Everything right of the list may be hidden, also in a grid that has no column left."""
    world = make(columns=columns)
    hide_columns(world, 5 if columns > 5 else 4, columns)
    world.run()
    assert find_due(world.owner) == 5
    assert hidden_columns(world) == ([*hidden] if columns > 5 else [4])
    assert world.kinds() == ["token", "read", "write"]


def test_next_due_that_is_hidden_stays_so(make: Make) -> None:
    world = make()
    world.run()
    hide_columns(world, 5, 6)
    world.owner.put("A8", ["Flo", "flo@example.org"])
    world.owner.put("F1", [""])
    assert world.run().errors == ()
    assert (find_due(world.owner), hidden_columns(world)) == (5, [5])


def test_next_due_is_never_added_under_merged_cells(make: Make) -> None:
    world = make()
    area = {"startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 4, "endColumnIndex": 7}
    world.owner.batch({"mergeCells": {"range": area, "mergeType": "MERGE_ALL"}})
    world.run()
    assert world.kinds() == ["token", "read", "write"]
    assert (find_due(world.owner), find_faults(world)) == (7, [])


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_protected_cell_that_the_read_did_not_show_is_somebodys_to_allow(make: Make, language: str) -> None:
    world = make()
    refusal = errors.body(400, "INVALID_ARGUMENT", errors.PROTECTED[language])
    world.google.fault(faults.answer(400, refusal), on="write", times=None)
    [error] = world.run().errors
    assert (error.status, errors.PROTECTED[language] in str(error)) == (77, True)
    assert world.kinds() == ["token", "read", "write", "read", "write"]
