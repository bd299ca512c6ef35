"""Whichever way Google turns out to be where nobody could tell: candidates are offered and added the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.run.state import StateFile
from tests.google.server import Emulator
from tests.google.switches import questions
from tests.scenarios.candidates.offered import (
    PEOPLE,
    TICKED,
    find_listed,
    find_statuses,
    import_people,
    make_world,
)
from tests.scenarios.worlds import find_faults

OTHER_WAYS = [(name, other) for name, (_, (_, other)) in questions().items()]


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    with Emulator() as emulator:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", emulator.host)
        yield emulator


@pytest.mark.long
@pytest.mark.parametrize(("name", "position"), OTHER_WAYS)
def test_candidates_do_not_depend_on_what_is_not_known(
    google: Emulator, tmp_path: Path, name: str, position: object
) -> None:
    setattr(google.switches, name, position)
    world = make_world(google, tmp_path)
    StateFile(world.book, "", world.folder / "state").note_candidates(known=True)
    assert world.run().errors == ()
    listed = find_listed(world.owner)
    assert [len(lines) for lines in listed.values()] == [int(person in TICKED) for person in PEOPLE]
    assert sum(status.startswith("Added") for status in find_statuses(world.owner).values()) == len(TICKED)
    assert find_faults(world) == []
    before = world.owner.snapshot()
    assert world.run().changes == 0
    assert import_people(world, PEOPLE).changes == ()
    assert world.owner.snapshot() == before
