"""A line for each run: figures, and nothing about anybody."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.errors import PermissionDeniedError
from sync.run.traces import log as runlog
from sync.run.traces.log import describe, write_line
from tests.setups import Setup

AT = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def test_each_run_adds_a_line(setup: Setup) -> None:
    setup.write(log={"file": "runs.log"})
    setup.invoke("run", "-q")
    setup.invoke("run", "-q")
    setup.owner.share(None)
    setup.invoke("run", "-q")
    first, second, third = (setup.folder / "runs.log").read_text().splitlines()
    figures = dict(part.split("=") for part in first.split()[1:])
    assert figures.pop("seconds")
    assert figures == {
        "status": "0",
        "overdue": "2",
        "due_today": "0",
        "coming_up": "0",
        "later": "0",
        "paused": "0",
        "unreadable": "0",
        "changes": figures["changes"],
        "problems": "0",
        "mail": "sent",
    }
    assert " changes=0 problems=0 mail=not_due " in second
    assert third.endswith('error="sheet: it is not shared with the job"')


def test_nobody_can_be_told_from_it(setup: Setup) -> None:
    setup.write(log={"file": "runs.log"})
    setup.invoke("run", "-q")
    setup.inbox.refuses["me@example.com"] = "550 5.1.1 <me@example.com> unknown"
    setup.invoke("run", "-q", "--send")
    text = (setup.folder / "runs.log").read_text()
    assert 'error="' in text
    for word in ("Ada", "Lovelace", "ada@", "@", "+44", "baby", "novel"):
        assert word not in text


def test_only_the_owner_can_read_it_after_a_rotation_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runlog, "LARGEST", 200)
    file = tmp_path / "runs.log"
    for number in range(40):
        assert write_line(file, AT, {"status": number}) is None
    files = sorted(tmp_path.iterdir())
    assert [path.name for path in files] == ["runs.log", "runs.log.1", "runs.log.2", "runs.log.3"]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)
    assert all(path.stat().st_size <= 200 for path in files)
    assert "status=39" in file.read_text()


def test_an_error_is_one_line_without_an_address() -> None:
    error = PermissionDeniedError("mail server", "it refused\nthe login of <me@example.com> %s", "x")
    figures = describe(77, None, error, 0.25)
    assert figures == {
        "status": 77,
        "seconds": 0.2,
        "error": "mail server: it refused\nthe login of … %s",
    }


def test_a_line_stays_a_line(tmp_path: Path) -> None:
    write_line(tmp_path / "runs.log", AT, {"error": "a\nb\x1b[0m"})
    assert (tmp_path / "runs.log").read_text().endswith('error="a b [0m"\n')


@pytest.mark.parametrize("place", ["nowhere/runs.log", "."])
def test_a_log_that_cannot_be_written_is_told(tmp_path: Path, place: str) -> None:
    line = write_line(tmp_path / place, AT, {})
    assert line is not None
    assert "it cannot be written" in line


def test_a_full_disk_is_told() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs /dev/full")
    line = write_line(full, AT, {"status": 0})
    assert line == "log /dev/full: it cannot be written (No space left on device)"
