"""Who is ticked joins the list: once, whatever the owner and the network do at that moment."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.run.state import StateFile
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
    TICKED,
    find_listed,
    find_statuses,
    find_title,
    import_people,
    make_world,
    owners_cells,
    row_of,
)
from tests.scenarios.test_races import EDITS, make_twin
from tests.scenarios.worlds import World, dates, find_faults, text_of

Edit = Callable[[Person], object]
ADDED = "Added 23 Nov 2026"
ALL_TICKED = tuple(person.name for person in TICKED)


def delete_candidate(name: str) -> Edit:
    return lambda owner: owner.delete_rows(row_of(owner, name), tab=TAB)


def untick(name: str) -> Edit:
    return lambda owner: owner.tick(f"{TAB}!A{row_of(owner, name) + 1}", ticked=False)


def refuse(name: str) -> Edit:
    return lambda owner: owner.put(f"{TAB}!K{row_of(owner, name) + 1}", ["No"])


TAB_EDITS: dict[str, Edit] = {
    "sorted by name": lambda owner: owner.sort(f"{TAB}!A2:L5", 1),
    "sorted the other way": lambda owner: owner.sort(f"{TAB}!A2:L5", 1, descending=True),
    "a row above": lambda owner: owner.insert_rows(1, tab=TAB),
    "a row above everything": lambda owner: owner.insert_rows(0, tab=TAB),
    "a column at the left": lambda owner: owner.insert_columns(0, tab=TAB),
    "a column among": lambda owner: owner.insert_columns(5, tab=TAB),
    "Status moved": lambda owner: owner.move_columns(10, 0, tab=TAB),
    "Status renamed, its column kept": lambda owner: owner.put(f"{TAB}!E1", ["Where"]),
    "somebody typed below": lambda owner: owner.type_below(["", "Nia", "nia@example.org"], tab=TAB),
    "an undecided one deleted": delete_candidate(KIT.name),
    "the tab renamed": lambda owner: owner.rename_tab("People I may know", tab=TAB),
    "the tab hidden": lambda owner: owner.hide_tab(tab=TAB),
    "the tab moved to the front": lambda owner: owner.move_tab(0, tab=TAB),
}
MANY_BELOW: dict[str, Edit] = {
    "three typed below the list": lambda owner: owner.type_below(
        ["Zoe", "zoe@example.org"], ["Yan"], ["Xia", "", "555"]
    ),
    "a remark far below the list": lambda owner: owner.put("E40", ["to do: ask Ada"]),
}


@pytest.fixture(scope="module")
def google() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def world(google: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("SHEETS_EMULATOR_HOST", google.host)
    google.plan.clear()
    return make_world(google, tmp_path)


def settle(world: World, *, joined: tuple[str, ...] = ALL_TICKED) -> None:
    """Hold that exactly these are in the list, once each and with a date, and that nothing is left to do."""
    listed = find_listed(world.owner)
    assert {name: len(lines) for name, lines in listed.items()} == {
        person.name: int(person.name in joined) for person in PEOPLE
    }
    assert find_faults(world) == []
    for name in joined:
        assert listed[name][0]["Next due"], name
    statuses = find_statuses(world.owner)
    assert {name for name, status in statuses.items() if status == ADDED} == set(joined) & statuses.keys()
    before, log = world.owner.snapshot(), len(world.google.log)
    outcome = world.run()
    assert (outcome.changes, outcome.errors) == (0, ())
    assert world.kinds(log)[:2] == ["token", "read"]
    assert world.owner.snapshot() == before


def test_a_tick_becomes_a_row_in_one_write(world: World) -> None:
    log = len(world.google.log)
    outcome = world.run()
    assert world.kinds(log) == ["token", "read", "read", "write"]
    assert (outcome.errors, outcome.warnings) == ((), ())
    (ida,) = find_listed(world.owner)[IDA.name]
    assert ida["Email"] == "ida@example.org"
    assert ida["Phone number"] == "+49 30 1234567"
    assert ida["Birthday"] == "14 Aug 1985"
    assert ida["Relationship information"].startswith("LinkedIn: Head of Sales, since 14 Aug 2019")
    settle(world)


def test_the_days_of_those_who_join(world: World) -> None:
    """Whom the owner wrote to is due an interval after that; the others are eased in, at once and later."""
    world.run()
    found = dates(world.table())
    assert found[IDA.name] == "2027-02-01"
    assert sorted([found[JON.name], found[SUM.name]]) == ["2026-11-23", "2027-01-08"]


def test_a_name_that_is_a_formula_stays_text(world: World) -> None:
    world.run()
    row = next(r for (r, c), cell in world.owner.stored().items() if "=HYPERLINK" in str(cell) and c == 0)
    assert world.owner.stored()[row, 0]["userEnteredValue"] == {"stringValue": SUM.name}
    assert world.owner.stored()[row, 2]["userEnteredValue"] == {"stringValue": "=1+1"}


def test_the_flags_reach_over_those_who_join(world: World) -> None:
    world.run()
    last = max(row for row, _ in world.owner.stored())
    assert all(area["endRowIndex"] == last + 1 for rule in world.owner.rules() for area in rule["ranges"])


def test_without_a_tab_there_is_no_read_more(world: World) -> None:
    world.owner.delete_tab(tab=TAB)
    log = len(world.google.log)
    assert world.run().errors == ()
    assert world.kinds(log) == ["token", "read", "read", "write"]
    log = len(world.google.log)
    world.run()
    assert world.kinds(log) == ["token", "read"]


def test_a_dry_run_forgets_no_tab_that_is_gone(world: World) -> None:
    state = StateFile(world.book, "", world.folder / "state")
    world.owner.delete_tab(tab=TAB)
    world.run()
    state.note_candidates(known=True)
    world.run(dry_run=True)
    assert state.knows_candidates
    world.run()
    assert not state.knows_candidates


def test_no_stands_above_a_tick(world: World) -> None:
    refuse(JON.name)(world.owner)
    world.run()
    settle(world, joined=(IDA.name, SUM.name))


def test_headers_that_are_gone_are_a_problem_and_the_list_goes_on(world: World) -> None:
    world.owner.put(f"{TAB}!K1", ["What then"])
    world.settings = {"sheet": {"timezone": "Europe/Berlin"}}
    outcome = world.run(dry_run=True, send=True)
    assert "missing: Status" in text_of(outcome)
    assert world.run().changes == 0


def test_a_tab_that_cannot_be_read_stops_nothing(world: World) -> None:
    world.google.fault(faults.answer(403, errors.NOT_SHARED), on="read", nth=2)
    world.owner.put("D3", ["2026-11-20 called"])
    outcome = world.run()
    assert [error.status for error in outcome.errors] == [77]
    assert outcome.changes == 1
    settle_after = world.run()
    assert settle_after.errors == ()
    settle(world)


@pytest.mark.long
@pytest.mark.parametrize("edit", TAB_EDITS)
@pytest.mark.parametrize("lost", [None, False, True])
def test_the_tab_is_edited_between_read_and_write(world: World, edit: str, *, lost: bool | None) -> None:
    world.google.before(TAB_EDITS[edit], on="write")
    if lost is not None:
        world.google.fault(faults.answer(503, errors.UNAVAILABLE, applied=lost), on="write")
    outcome = world.run()
    assert (outcome.errors, outcome.warnings) == ((), ())
    if edit != "the tab moved to the front":
        settle(world)
        title = find_title(world.owner)
        assert title
        assert len(find_statuses(world.owner)) >= 3


@pytest.mark.parametrize("edit", EDITS | MANY_BELOW)
@pytest.mark.parametrize("lost", [None, False, True])
@pytest.mark.long
def test_the_list_is_edited_between_read_and_write(world: World, edit: str, *, lost: bool | None) -> None:
    if (edit, lost) == ("a rule added", True):
        pytest.skip("a rule that was added and hit at once was never read")
    twin = make_twin(world)
    change = (EDITS | MANY_BELOW)[edit]
    world.google.before(change, on="write")
    if lost is not None:
        world.google.fault(faults.answer(503, errors.UNAVAILABLE, applied=lost), on="write")
    outcome = world.run()
    change(twin)
    assert outcome.errors == ()
    assert owners_cells(world.owner) == owners_cells(twin)
    settle(world)


@pytest.mark.parametrize("change", [delete_candidate(JON.name), untick(JON.name), refuse(JON.name)])
def test_who_is_unticked_at_that_moment_is_added_all_the_same_and_once(world: World, change: Edit) -> None:
    world.google.before(change, on="write")
    world.run()
    listed = find_listed(world.owner)
    assert [len(lines) for lines in listed.values()] == [1, 1, 1, 0]
    assert find_faults(world) == []
    assert world.run().changes == 0


@pytest.mark.parametrize("applied", [False, True])
def test_a_tab_deleted_at_that_moment_takes_nobody_along(world: World, *, applied: bool) -> None:
    world.google.before(lambda owner: owner.delete_tab(tab=TAB), on="write")
    world.google.fault(faults.answer(503, errors.UNAVAILABLE, applied=applied), on="write")
    assert world.run().errors == ()
    assert [len(lines) for lines in find_listed(world.owner).values()] == [0, 0, 0, 0]
    assert find_faults(world) == []
    assert world.run().changes == 0


def test_a_row_that_lands_below_something_else_is_named(world: World) -> None:
    world.owner.put("E40", ["to do: ask Ada"])
    outcome = world.run()
    assert [warning.partition(":")[0] for warning in outcome.warnings] == ["rows 41 to 43"]
    settle(world)


def test_importing_again_after_that_offers_nobody_again(world: World) -> None:
    world.run()
    plan = import_people(world, PEOPLE)
    assert plan.changes == ()
    assert str(plan.outcome.people).startswith("4 people found: ")
