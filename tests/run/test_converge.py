"""A run ends with every date beside its own person, or says what is left; it never goes on for ever."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.run.converge import MORE_ROUNDS, ROUNDS
from tests.google import errors, faults
from tests.google.person import Person
from tests.google.server import Emulator
from tests.scenarios.test_races import OTHER_RULE, OWN_RULE, make_twin
from tests.scenarios.worlds import World, dates, find_due, find_faults, owners_part, text_of


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with Emulator() as google:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", google.host)
        yield World(google, tmp_path)


def test_a_quiet_sheet_is_written_once(world: World) -> None:
    assert world.run().changes == 8
    assert world.google.count("write") == 1


def test_changes_made_in_all_rounds_are_counted(world: World) -> None:
    world.google.before(lambda owner: owner.insert_rows(1), on="write")
    outcome = world.run()
    assert world.google.count("write") == 2
    assert outcome.changes > 8
    assert outcome.plan.people[0].row == 3


@pytest.mark.parametrize("applied", [False, True])
def test_a_lost_write_is_looked_for_and_not_repeated_blindly(world: World, *, applied: bool) -> None:
    world.google.fault(faults.answer(503, errors.UNAVAILABLE, applied=applied), on="write")
    outcome = world.run()
    assert world.kinds() == ["token", "read", "write", "read", *([] if applied else ["write"])]
    assert (outcome.changes, outcome.errors) == (8, ())
    assert find_faults(world) == []
    assert len(world.owner.rules()) == 2


def test_somebody_who_never_stops_is_left_alone_for_now(world: World) -> None:
    """Three times the dates are written anew; then only what was hit is put back."""
    twin = make_twin(world)
    done = []

    def insert(owner: Person) -> None:
        owner.insert_columns(0)
        done.append(1)

    world.google.before(insert, on="write", times=ROUNDS)
    outcome = world.run()
    for _ in done:
        twin.insert_columns(0)
    assert len(done) == ROUNDS
    assert [str(error) for error in outcome.errors] == [
        "sheet: somebody kept editing it during the run; the next run puts the rest right"
    ]
    assert outcome.errors[0].status == 75
    assert outcome.warnings == ()
    world.run()
    assert find_faults(world) == []
    assert owners_part(world.owner) == owners_part(twin)


def test_what_could_not_be_put_back_is_named(world: World) -> None:
    world.google.before(lambda owner: owner.insert_columns(0), on="write", times=None)
    outcome = world.run()
    assert world.google.count("write") <= ROUNDS + MORE_ROUNDS
    assert [error.status for error in outcome.errors] == [75]
    assert outcome.warnings
    assert all("was written over while somebody edited" in warning for warning in outcome.warnings)
    assert outcome.warnings[0].split()[0] in text_of(outcome)


def test_a_cell_that_nobody_read_before_it_was_hit_is_named(world: World) -> None:
    def edit(owner: Person) -> None:
        owner.insert_columns(0)
        owner.insert_rows(2)
        owner.put("B3", ["Zoe", "zoe@example.org", "", "", "new"])

    world.google.before(edit, on="write")
    outcome = world.run()
    assert outcome.errors == ()
    assert [warning.split()[0] for warning in outcome.warnings] == ["F3"]
    assert "F3 was written over while somebody edited" in text_of(outcome)
    assert find_faults(world) == []


def test_headers_that_nobody_understands_any_more_keep_no_hit_cell(world: World) -> None:
    def edit(owner: Person) -> None:
        owner.insert_columns(0)
        owner.put("B1", ["Who"])

    twin = make_twin(world)
    world.google.before(edit, on="write")
    outcome = world.run()
    edit(twin)
    assert [error.status for error in outcome.errors] == [78]
    assert "no header row" in str(outcome.errors[0])
    assert owners_part(world.owner) == owners_part(twin)


@pytest.mark.parametrize("is_named", [False, True])
def test_a_tab_renamed_meanwhile_is_read_and_planned_again(world: World, *, is_named: bool) -> None:
    world.settings = {"sheet": {"tab": "Sheet1"}} if is_named else {}
    world.google.before(lambda owner: owner.rename_tab("Friends"), on="write")
    outcome = world.run()
    assert outcome.errors == ()
    assert world.kinds() == ["token", "read", "write", "read", "write"]
    assert find_faults(world) == []


def test_another_tab_shown_first_meanwhile_is_not_taken_for_it(world: World) -> None:
    world.address = world.address.partition("/edit")[0]
    other = {"addSheet": {"properties": {"title": "Other", "index": 0, "sheetId": 9}}}
    world.google.before(lambda owner: owner.batch(other), on="write")
    world.google.fault(faults.answer(503, errors.UNAVAILABLE), on="write")
    assert world.run().errors == ()
    assert world.owner.values("'Other'!A1:Z9") == []
    assert world.owner.values("'Sheet1'!F1") == [["Next due"]]


def test_the_memory_of_somebody_deleted_meanwhile_goes_to_nobody(world: World) -> None:
    world.google.before(lambda owner: owner.delete_rows(1), on="write")
    world.run()
    assert find_faults(world) == []
    assert world.owner.values("A2:F2")[0][::5] == ["Bo", "1/1/2027"]


def test_a_date_typed_meanwhile_into_another_cell_counts(world: World) -> None:
    world.run()
    world.owner.put("D2", ["2026-11-20 called"])
    world.google.before(lambda owner: owner.type("F3", ["2026-12-24"]), on="write")
    world.run()
    assert world.owner.values("F2:F3") == [["2/20/2027"], ["2026-12-24"]]
    assert find_faults(world) == []


@pytest.mark.parametrize("applied", [False, True])
def test_a_rule_of_the_owners_is_put_back_even_if_that_was_lost_once(world: World, *, applied: bool) -> None:
    world.run()
    world.owner.put("A8", ["Flo", "flo@example.org"])
    add = {"addConditionalFormatRule": {"rule": OTHER_RULE, "index": 0}}
    world.google.before(lambda owner: owner.batch(add), on="write")
    world.google.fault(faults.answer(503, errors.UNAVAILABLE, applied=applied), on="write", nth=2)
    world.run()
    [rule] = owners_part(world.owner)[1]
    assert rule["booleanRule"]["condition"] == OTHER_RULE["booleanRule"]["condition"]
    assert find_faults(world) == []


def test_the_owners_rules_keep_their_order(world: World) -> None:
    for rule in (OWN_RULE, OTHER_RULE):
        world.owner.batch({"addConditionalFormatRule": {"rule": rule, "index": 0}})
    before = owners_part(world.owner)[1]
    world.run()
    world.owner.put("A8", ["Flo", "flo@example.org"])
    world.run()
    assert owners_part(world.owner)[1] == before
    assert find_due(world.owner) == 5


def test_whoever_stays_keeps_the_date_given_when_a_row_is_deleted_in_a_first_run(world: World) -> None:
    names = ["Ada", "Ben", "Cy", "Dot", "Eve", "Flo"]
    rows = [["Name", "Email"], *([name, f"{name.lower()}@example.org"] for name in names)]
    whole, cut = (World(world.google, world.folder, rows) for _ in range(2))
    whole.run()
    world.google.before(lambda owner: owner.delete_rows(3), on="write")
    cut.run()
    kept = {name: day for name, day in dates(whole.table()).items() if name != "Cy"}
    assert dates(cut.table()) == kept
    assert len(set(kept.values())) == len(names) - 1
