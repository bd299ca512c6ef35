"""An import offers people in its own tab: once each, whatever happens meanwhile, and touches nothing else."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from sync.core.candidates.found import Found
from sync.core.candidates.tab.columns import HEADERS
from sync.errors import SetUpError
from tests.google import errors, faults
from tests.google.person import Person
from tests.google.server import Emulator
from tests.scenarios.candidates.offered import (
    IDA,
    JON,
    KIT,
    PEOPLE,
    SUM,
    TAB,
    find_title,
    import_people,
    lines_of,
)
from tests.scenarios.candidates.test_joining import TAB_EDITS
from tests.scenarios.worlds import World

Edit = Callable[[Person], object]
LATER = (
    IDA._replace(source="Google Contacts", profiles=(), emails=("ida@example.org", "ida@work.example")),
    KIT._replace(phones=("+49 30 7654321",), birthday=None, last_contact=date(2026, 10, 5)),
    Found("LinkedIn", "Lea Novak", ("lea@example.org",)),
    Found("LinkedIn", "Max Power", (), (), ("https://www.linkedin.com/in/max",)),
)
"""Two who are there, of whom there is more to say, and two new ones."""


@pytest.fixture(scope="module")
def google() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def world(google: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("SHEETS_EMULATOR_HOST", google.host)
    google.plan.clear()
    world = World(google, tmp_path)
    world.run()
    return world


def settle(world: World, *files: tuple[Found, ...]) -> None:
    """Hold that importing again changes nothing, and that everybody stands in one row with their own."""
    before = world.owner.snapshot()
    assert import_people(world, *files).changes == ()
    assert world.owner.snapshot() == before
    title = find_title(world.owner)
    assert title
    lines = {line["Name"]: line for line in lines_of(world.owner, title) if line["Name"]}
    assert len(lines) == len([line for line in lines_of(world.owner, title) if line["Name"]])
    for person in (person for people in files for person in people):
        line = lines[person.name]
        assert all(email in line["Email"] for email in person.emails[:1])
        assert person.source in line["Found in"]
        assert line["Key"]


def test_the_tab_is_made_in_one_write(world: World) -> None:
    log, before = len(world.google.log), world.owner.stored()
    import_people(world, PEOPLE)
    # the list, what is kept beside it, the titles that are taken
    assert world.kinds(log) == ["token", "read", "read", "read", "write"]
    assert world.owner.stored() == before
    tab = world.owner.tab(TAB)
    assert tab.grid["frozenRowCount"] == 1
    assert [place for place, column in enumerate(tab.columns) if column.get("hiddenByUser")] == [11]
    assert world.owner.values(f"{TAB}!A1:L1") == [list(HEADERS.values())]
    assert [(r, c) for (r, c), cell in sorted(tab.cells.items()) if "dataValidation" in cell] == [
        (row, 0) for row in range(1, 5)
    ]
    settle(world, PEOPLE)


def test_texts_stay_texts_and_days_are_days(world: World) -> None:
    import_people(world, PEOPLE)
    cells = world.owner.stored(TAB)
    entered = [cell["userEnteredValue"] for cell in cells.values() if "userEnteredValue" in cell]
    assert {kind for value in entered for kind in value} == {"stringValue", "numberValue"}
    assert {"stringValue": SUM.name} in entered
    assert world.owner.cell(f"{TAB}!G2")["formattedValue"] == "11/1/2026"


def test_a_title_that_is_taken_is_left_alone(world: World) -> None:
    world.owner.batch({"addSheet": {"properties": {"title": "candidates", "sheetId": 77}}})
    world.owner.put("candidates!A1", ["mine"])
    import_people(world, PEOPLE)
    assert [tab.title for tab in world.owner.book.sheets] == ["Sheet1", "candidates", "Candidates 2"]
    assert world.owner.values("candidates!A1:B2") == [["mine"]]
    assert import_people(world, PEOPLE).changes == ()


def test_a_deleted_tab_is_made_anew(world: World) -> None:
    import_people(world, PEOPLE)
    world.owner.delete_tab(tab=TAB)
    import_people(world, PEOPLE)
    settle(world, PEOPLE)


def test_what_the_owner_did_to_the_rows_stays(world: World) -> None:
    import_people(world, PEOPLE)
    world.owner.tick(f"{TAB}!A2")
    world.owner.put(f"{TAB}!K3", ["No"])
    world.owner.put(f"{TAB}!C4", ["typed@example.org"])
    import_people(world, LATER)
    assert world.owner.cell(f"{TAB}!A2")["effectiveValue"] == {"boolValue": True}
    assert world.owner.values(f"{TAB}!K3:K3") == [["No"]]
    assert world.owner.values(f"{TAB}!C4:C4") == [["typed@example.org"]]


def test_headers_that_are_gone_stop_an_import(world: World) -> None:
    import_people(world, PEOPLE)
    world.owner.put(f"{TAB}!L1", [""])
    with pytest.raises(SetUpError, match="missing: Key"):
        import_people(world, PEOPLE)


@pytest.mark.long
@pytest.mark.parametrize("edit", TAB_EDITS)
@pytest.mark.parametrize("lost", [None, False, True])
def test_the_tab_is_edited_meanwhile(world: World, edit: str, *, lost: bool | None) -> None:
    import_people(world, PEOPLE)
    world.google.before(TAB_EDITS[edit], on="write")
    if lost is not None:
        world.google.fault(faults.answer(503, errors.UNAVAILABLE, applied=lost), on="write")
    import_people(world, LATER)
    if edit not in {"the tab moved to the front", "an undecided one deleted"}:
        settle(world, LATER)
        title = find_title(world.owner)
        assert title
        names = {line["Name"] for line in lines_of(world.owner, title)}
        assert {person.name for person in (*PEOPLE, *LATER)} <= names
        (ida,) = [line for line in lines_of(world.owner, title) if line["Name"] == IDA.name]
        assert ida["Found in"] == "LinkedIn, Google Contacts"
        (jon,) = [line for line in lines_of(world.owner, title) if line["Name"] == JON.name]
        assert (jon["Email"], jon["Found in"]) == ("", "Facebook")


@pytest.mark.parametrize("applied", [False, True])
def test_a_tab_whose_making_was_not_answered_is_made_once(world: World, *, applied: bool) -> None:
    world.google.fault(faults.answer(503, errors.UNAVAILABLE, applied=applied), on="write")
    import_people(world, PEOPLE)
    assert [tab.title for tab in world.owner.book.sheets] == ["Sheet1", TAB]
    settle(world, PEOPLE)
