"""The real process, killed while it writes: everybody was added or nobody, and the next run does the rest."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.google.faults import On
from tests.google.server import Emulator
from tests.mail.servers import serve
from tests.scenarios.candidates.offered import (
    PEOPLE,
    TAB,
    TICKED,
    find_listed,
    find_statuses,
    import_people,
    row_of,
)
from tests.scenarios.test_faults import is_dates
from tests.scenarios.test_kills import PATIENCE, Holding, Machine
from tests.scenarios.worlds import find_faults
from tests.test_import import make_connections

pytestmark = pytest.mark.long
REQUESTS: dict[str, On] = {"read": "read", "write": is_dates}


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    with Emulator() as google, serve(Holding(), login=False) as port:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", google.host)
        machine = Machine(google, tmp_path, port)
        machine.world.run()
        yield machine


@pytest.mark.parametrize("request_", REQUESTS)
@pytest.mark.parametrize("applied", [False, True])
def test_killed_while_people_are_added(machine: Machine, request_: str, *, applied: bool) -> None:
    world = machine.world
    import_people(world, PEOPLE)
    for person in TICKED:
        world.owner.tick(f"{TAB}!A{row_of(world.owner, person.name) + 1}")
    hold = world.google.hold(on=REQUESTS[request_], nth=2 if request_ == "read" else 1, applied=applied)
    process = machine.start()
    assert hold.arrived.wait(PATIENCE)
    machine.kill(process)
    is_written = request_ == "write" and applied
    assert sum(map(len, find_listed(world.owner).values())) == (len(TICKED) if is_written else 0)
    assert sum(bool(status) for status in find_statuses(world.owner).values()) == (
        len(TICKED) if is_written else 0
    )
    world.google.plan.clear()
    assert machine.run() == (0, "")
    assert [len(lines) for lines in find_listed(world.owner).values()] == [1, 1, 1, 0]
    assert find_faults(world) == []
    before = world.owner.snapshot()
    assert machine.run() == (0, "")
    assert world.owner.snapshot() == before
    hold.release()


@pytest.mark.parametrize("applied", [False, True])
def test_killed_while_people_are_offered(machine: Machine, *, applied: bool) -> None:
    world = machine.world
    path = make_connections(machine.folder / "Connections.csv", 12)
    command = [sys.executable, "-m", "sync", "import", str(path), "--config", str(machine.settings)]

    def start() -> "subprocess.Popen[str]":
        return subprocess.Popen(
            command,
            env=machine.environment,
            cwd=Path(__file__).parents[3],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    hold = world.google.hold(on="write", applied=applied)
    process = start()
    assert hold.arrived.wait(PATIENCE)
    machine.kill(process)
    assert [tab.title for tab in world.owner.book.sheets] == ["Sheet1", *([TAB] if applied else [])]
    world.google.plan.clear()
    with start() as again:
        said, complained = again.communicate(timeout=PATIENCE)
    assert (again.returncode, complained) == (0, "")
    assert said.endswith("nobody new\n") == applied
    assert len(find_statuses(world.owner)) == 12
    assert [tab.title for tab in world.owner.book.sheets] == ["Sheet1", TAB]
    hold.release()
