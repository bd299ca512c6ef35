"""The real process, killed at every boundary: the sheet is all old or all new, and the next run heals it."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.google.faults import On
from tests.google.server import Emulator
from tests.mail.servers import Inbox, serve
from tests.scenarios.test_faults import is_dates, is_new, is_old, is_record
from tests.scenarios.worlds import World

pytestmark = pytest.mark.long

PATIENCE = 30
REQUESTS: dict[str, On] = {"token": "token", "read": "read", "write": is_dates, "record": is_record}


class Holding(Inbox):
    """A mail server that can hold its answer back, with the mail accepted or not yet."""

    def __init__(self) -> None:
        super().__init__()
        self.holds: bool | None = None
        self.arrived, self.go = threading.Event(), threading.Event()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.holds is not False:
            self.envelopes.append(envelope)
        if self.holds is not None:
            self.arrived.set()
            await asyncio.to_thread(self.go.wait, PATIENCE)
        return "250 OK"

    @property
    def ids(self) -> list[str]:
        return [str(message_from_bytes(e.original_content or b"")["Message-ID"]) for e in self.envelopes]


class Machine:
    """A machine on which the program is installed, with its settings and its state folder."""

    def __init__(self, google: Emulator, folder: Path, port: int) -> None:
        self.world = World(google, folder)
        self.folder = folder
        self.settings = folder / "keep-in-touch.toml"
        self.settings.touch(mode=0o600)
        self.settings.write_text(
            f"""
            [sheet]
            location = "{self.world.address}"
            credentials = "key.json"
            [summary]
            to = ["me@example.org"]
            [smtp]
            host = "127.0.0.1"
            port = {port}
            security = "none"
            from = "me@example.org"
            """
        )
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "XDG_STATE_HOME": str(folder / "state"),
            "SHEETS_EMULATOR_HOST": google.host,
        }

    def start(self) -> "subprocess.Popen[str]":
        """Start a run."""
        command = [sys.executable, "-m", "sync", "run", "-q", "--config", str(self.settings)]
        return subprocess.Popen(
            [*command, "--today", self.world.today.isoformat()],
            env=self.environment,
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self) -> tuple[int, str]:
        """Do a run to its end; return its status and all it said."""
        with self.start() as process:
            said, complained = process.communicate(timeout=PATIENCE)
            return process.returncode, said + complained

    def kill(self, process: "subprocess.Popen[str]") -> None:
        """Kill a run as nothing can be caught."""
        with process:
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=PATIENCE)
        assert process.returncode == -signal.SIGKILL


@pytest.fixture
def inbox() -> Holding:
    return Holding()


@pytest.fixture
def machine(tmp_path: Path, inbox: Holding, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    with Emulator() as google, serve(inbox, login=False) as port:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", google.host)
        yield Machine(google, tmp_path, port)
        inbox.go.set()


def heal(machine: Machine, inbox: Holding, mailed: int) -> None:
    """Run twice more: all is put right, nothing is left to do, and the summary came once or twice."""
    machine.world.google.plan.clear()
    assert machine.run() == (0, "")
    assert is_new(machine.world)
    assert len(inbox.envelopes) == mailed
    assert len(set(inbox.ids)) == 1
    before = machine.world.owner.snapshot()
    assert machine.run() == (0, "")
    assert machine.world.owner.snapshot() == before
    assert len(inbox.envelopes) == mailed


@pytest.mark.parametrize("request_", REQUESTS)
@pytest.mark.parametrize("applied", [False, True])
def test_killed_while_a_request_is_on_its_way(
    machine: Machine, inbox: Holding, request_: str, *, applied: bool
) -> None:
    google = machine.world.google
    hold = google.hold(on=REQUESTS[request_], applied=applied)
    process = machine.start()
    assert hold.arrived.wait(PATIENCE)
    machine.kill(process)
    is_written = request_ == "record" or (request_ == "write" and applied)
    assert is_new(machine.world) if is_written else is_old(machine.world)
    hold.release()
    heal(machine, inbox, mailed=1)


@pytest.mark.parametrize("accepted", [False, True])
def test_killed_while_the_mail_is_on_its_way(machine: Machine, inbox: Holding, *, accepted: bool) -> None:
    """What nobody can know is sent again, under the same Message-ID; it is never lost."""
    inbox.holds = accepted
    process = machine.start()
    assert inbox.arrived.wait(PATIENCE)
    machine.kill(process)
    inbox.go.set()
    inbox.holds = None
    assert is_new(machine.world)
    heal(machine, inbox, mailed=2 if accepted else 1)


def test_a_second_run_is_turned_away_until_the_first_is_gone(machine: Machine, inbox: Holding) -> None:
    hold = machine.world.google.hold(on="write", applied=False)
    first = machine.start()
    assert hold.arrived.wait(PATIENCE)
    log = len(machine.world.google.log)
    status, said = machine.run()
    assert (status, said) == (
        75,
        "keep-in-touch: this sheet: another run is at it; wait until it is done\n",
    )
    assert len(machine.world.google.log) == log
    machine.kill(first)
    hold.release()
    heal(machine, inbox, mailed=1)


def test_a_polite_end_leaves_nothing_behind_either(machine: Machine, inbox: Holding) -> None:
    hold = machine.world.google.hold(on="write", applied=False)
    process = machine.start()
    assert hold.arrived.wait(PATIENCE)
    with process:
        process.terminate()
        process.communicate(timeout=PATIENCE)
    assert is_old(machine.world)
    hold.release()
    heal(machine, inbox, mailed=1)
