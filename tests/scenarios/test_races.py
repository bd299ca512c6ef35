"""Somebody edits the sheet while the job runs: no date goes astray, and nothing of theirs is lost.

Every edit is made between the read and the write, on a sheet that the job sees for the first time and on one
it knows, also when the answer to the write is lost, and two by two between every two requests. Beside it the
same edits are made on a twin of the sheet on which no job runs: what is the owner's must be the same on both.
"""

import copy
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.google import errors, faults
from tests.google.person import Person
from tests.google.server import Emulator
from tests.scenarios.worlds import Json, World, find_due, find_faults, owners_part

pytestmark = pytest.mark.long

Edit = Callable[[Person], object]

OWN_RULE: Json = {
    "ranges": [{"startRowIndex": 1, "endRowIndex": 9, "startColumnIndex": 0, "endColumnIndex": 1}],
    "booleanRule": {
        "condition": {"type": "TEXT_CONTAINS", "values": [{"userEnteredValue": "A"}]},
        "format": {"textFormat": {"italic": True}},
    },
}
OTHER_RULE: Json = copy.deepcopy(OWN_RULE) | {
    "booleanRule": {
        "condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=LEN($A2)>9"}]},
        "format": {"textFormat": {"bold": True}},
    },
}


def add_person(at: int) -> Edit:
    def edit(owner: Person) -> None:
        owner.insert_rows(at)
        owner.put(f"A{at + 1}", ["Zoe", "zoe@example.org", "", "2026-11-20 met", "new"])

    return edit


def insert_row(at: int) -> Edit:
    return lambda owner: owner.insert_rows(at)


def delete_row(at: int) -> Edit:
    return lambda owner: owner.delete_rows(at)


def move_row(at: int, to: int) -> Edit:
    return lambda owner: owner.move_rows(at, to)


def insert_column(at: int, count: int = 1) -> Edit:
    return lambda owner: owner.insert_columns(at, count)


def delete_column(at: int) -> Edit:
    return lambda owner: owner.delete_columns(at)


def move_column(at: int, to: int) -> Edit:
    return lambda owner: owner.move_columns(at, to)


def sort(where: str, column: int, *, descending: bool = False) -> Edit:
    return lambda owner: owner.sort(where, column, descending=descending)


def put(where: str, text: str) -> Edit:
    return lambda owner: owner.put(where, [text])


def delete_due(owner: Person) -> None:
    if (due := find_due(owner)) is not None:
        owner.delete_columns(due)


def move_due_first(owner: Person) -> None:
    if (due := find_due(owner)) is not None:
        owner.move_columns(due, 0)


def add_rule(owner: Person) -> None:
    owner.batch({"addConditionalFormatRule": {"rule": OTHER_RULE, "index": 0}})


def drop_first_rule(owner: Person) -> None:
    if owner.rules():
        owner.batch({"deleteConditionalFormatRule": {"index": 0}})


def move_first_rule_last(owner: Person) -> None:
    if last := len(owner.rules()):
        owner.batch({"updateConditionalFormatRule": {"index": 0, "newIndex": last - 1, "sheetId": 0}})


EDITS: dict[str, Edit] = {
    "a row above everything": insert_row(0),
    "a row above the first": insert_row(1),
    "a row among": insert_row(3),
    "a row after the last": insert_row(7),
    "a person above the first": add_person(1),
    "a person among": add_person(3),
    "a person after the last": add_person(7),
    "the first deleted": delete_row(1),
    "one deleted": delete_row(2),
    "the blank row deleted": delete_row(4),
    "the last deleted": delete_row(6),
    "all sorted": sort("A2:X7", 0, descending=True),
    "all sorted by note": sort("A2:X7", 3),
    "all sorted by tag": sort("A2:X7", 4),
    "the four sorted": sort("A2:D7", 0, descending=True),
    "notes sorted alone": sort("D2:D7", 3, descending=True),
    "the first moved down": move_row(1, 6),
    "the last moved up": move_row(6, 1),
    "a column at the left": insert_column(0),
    "a column among": insert_column(2),
    "a column before the last": insert_column(4),
    "a column before Next due": insert_column(5),
    "a column after Next due": insert_column(6),
    "two columns among": insert_column(1, 2),
    "phones deleted": delete_column(2),
    "notes deleted": delete_column(3),
    "tags deleted": delete_column(4),
    "Next due deleted": delete_due,
    "Next due moved": move_due_first,
    "tags moved": move_column(4, 0),
    "names moved": move_column(0, 5),
    "a header renamed": put("D1", "Notes"),
    "another header renamed": put("E1", "Labels"),
    "the name's header renamed": put("A1", "Full name"),
    "the tab renamed": lambda owner: owner.rename_tab("Friends & family"),
    "a note edited": put("D5", "2026-11-21 dinner"),
    "the written note edited": put("D3", "2026-11-22 dinner"),
    "a name edited": put("A4", "Cyrus"),
    "a tag cleared": put("E3", ""),
    "a note cleared": put("D4", ""),
    "a rule added": add_rule,
    "the first rule deleted": drop_first_rule,
    "the first rule moved": move_first_rule_last,
}
LOST = [
    (edit, applied)
    for edit in EDITS
    for applied in (False, True)
    # A rule that was added and hit at once was never read, neither before the write nor in its lost answer.
    if (edit, applied) != ("a rule added", True)
]
STRUCTURE = [
    "a row above the first",
    "one deleted",
    "all sorted",
    "a column at the left",
    "a column among",
    "two columns among",
    "phones deleted",
    "tags moved",
]


@pytest.fixture(scope="module")
def google() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture(autouse=True)
def _at_the_emulator(google: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHEETS_EMULATOR_HOST", google.host)
    google.plan.clear()


def make_first(google: Emulator, folder: Path) -> World:
    """Return a list that the job has never seen, as a person has furnished it."""
    world = World(google, folder)
    world.owner.type("E6", ["=UPPER(A6)"])
    world.owner.batch(
        {"addConditionalFormatRule": {"rule": OWN_RULE, "index": 0}},
        {
            "updateCells": {
                "start": {"rowIndex": 1, "columnIndex": 4},
                "rows": [
                    {
                        "values": [
                            {
                                "userEnteredValue": {"stringValue": "family!"},
                                "textFormatRuns": [{"startIndex": 3, "format": {"bold": True}}],
                                "note": "rich",
                            }
                        ]
                    }
                ],
                "fields": "userEnteredValue,textFormatRuns,note",
            }
        },
        {
            "repeatCell": {
                "range": {"startRowIndex": 1, "endRowIndex": 7, "startColumnIndex": 4, "endColumnIndex": 5},
                "cell": {"userEnteredFormat": {"numberFormat": {"type": "TEXT", "pattern": "@"}}},
                "fields": "userEnteredFormat.numberFormat",
            }
        },
    )
    return world


def make_later(google: Emulator, folder: Path) -> World:
    """Return a list that the job knows, with a few cells to write: two notes, and somebody new."""
    world = make_first(google, folder)
    world.run()
    world.owner.put("G1", ["Birthday"], ["1 May"], ["2 June"], ["3 July"])
    world.today += timedelta(days=1)
    world.owner.put("D3", ["2026-11-24 called"])
    world.owner.put("D7", ["2026-11-23 chess again"])
    world.owner.put("A8", ["Flo", "flo@example.org"])
    return world


def make_twin(world: World) -> Person:
    """Return the owner of a copy of the spreadsheet on which no job runs."""
    service = world.google.service
    twin = service.make_book("Twin", world.owner.book.owner)
    copied = world.owner.book.copy()
    copied.book_id = twin.book_id
    service.books[twin.book_id] = copied
    return world.google.person(twin.book_id)


def settle(world: World, twin: Person, *, formats: bool = True) -> None:
    """Hold the sheet to the twin, and to itself: another run has nothing to do."""
    assert find_faults(world) == []
    cells, rules = owners_part(world.owner, formats=formats)
    twins_cells, twins_rules = owners_part(twin, formats=formats)
    assert cells == twins_cells
    assert rules == twins_rules
    before, log = world.owner.snapshot(), len(world.google.log)
    outcome = world.run()
    assert (outcome.changes, outcome.errors, outcome.warnings) == (0, (), ())
    assert world.kinds(log) == ["token", "read"]
    assert world.owner.snapshot() == before


@pytest.mark.parametrize("make", [make_first, make_later])
@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_between_read_and_write(
    google: Emulator, tmp_path: Path, make: Callable[[Emulator, Path], World], edit: str
) -> None:
    world = make(google, tmp_path)
    twin = make_twin(world)
    google.before(EDITS[edit], on="write")
    outcome = world.run()
    EDITS[edit](twin)
    assert (outcome.errors, outcome.warnings) == ((), ())
    settle(world, twin)


@pytest.mark.parametrize("make", [make_first, make_later])
@pytest.mark.parametrize(("edit", "applied"), LOST)
def test_an_edit_and_a_lost_answer(
    google: Emulator, tmp_path: Path, make: Callable[[Emulator, Path], World], edit: str, *, applied: bool
) -> None:
    world = make(google, tmp_path)
    twin = make_twin(world)
    google.before(EDITS[edit], on="write")
    google.fault(faults.answer(503, errors.UNAVAILABLE, applied=applied), on="write")
    outcome = world.run()
    EDITS[edit](twin)
    assert (outcome.errors, outcome.warnings) == ((), ())
    settle(world, twin)


@pytest.mark.parametrize("make", [make_first, make_later])
@pytest.mark.parametrize("other", STRUCTURE)
@pytest.mark.parametrize("edit", STRUCTURE)
def test_two_edits_between_every_two_requests(
    google: Emulator, tmp_path: Path, make: Callable[[Emulator, Path], World], edit: str, other: str
) -> None:
    world = make(google, tmp_path)
    twin = make_twin(world)
    done = []

    def make_edit(name: str) -> Edit:
        def meanwhile(owner: Person) -> None:
            EDITS[name](owner)
            done.append(name)

        return meanwhile

    google.before(make_edit(edit), on="write")
    google.before(make_edit(other), on="write", nth=2)
    outcome = world.run()
    google.plan.clear()
    for name in done:
        EDITS[name](twin)
    assert (outcome.errors, outcome.warnings) == ((), ())
    settle(world, twin, formats=False)
