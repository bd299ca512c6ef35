"""Whichever way Google turns out to be where nobody could tell: the job does the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.google.person import Person
from tests.google.server import Emulator
from tests.google.switches import questions
from tests.scenarios.worlds import HEADERS, Cells, World, find_faults

OTHER_WAYS = [(name, other) for name, (_, (_, other)) in questions().items()]


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    with Emulator() as emulator:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", emulator.host)
        yield emulator


def furnish(owner: Person) -> None:
    """Add what the questions are about: a tab before the list, looks below it, a warning, a tick box."""
    box = {"startRowIndex": 1, "endRowIndex": 20, "startColumnIndex": 4, "endColumnIndex": 5}
    owner.batch(
        {"addSheet": {"properties": {"sheetId": 5, "title": "Other", "index": 0}}},
        {"setDataValidation": {"range": box, "rule": {"condition": {"type": "BOOLEAN"}}}},
        {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 5}, "warningOnly": True}}},
    )


def owners_cells(owner: Person) -> Cells:
    """Return what stands in the owner's columns of the list."""
    return {place: cell for place, cell in owner.stored("Sheet1").items() if place[1] < len(HEADERS)}


@pytest.mark.parametrize(("name", "position"), OTHER_WAYS)
def test_the_job_does_not_depend_on_what_is_not_known(
    google: Emulator, tmp_path: Path, name: str, position: object
) -> None:
    setattr(google.switches, name, position)
    world = World(google, tmp_path)
    furnish(world.owner)
    before = owners_cells(world.owner)
    world.run()
    assert find_faults(world) == []
    assert owners_cells(world.owner) == before
    since = len(google.log)
    world.run()
    assert world.kinds(since) == ["token", "read"]
