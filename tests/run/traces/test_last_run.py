"""What this machine remembers of the last run."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.run.state import StateFile
from sync.run.traces.last_run import LastRun, find_last_run, keep_last_run

AT = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    state = StateFile("sheet", "tab", tmp_path / "state")
    assert find_last_run(state) is None
    keep_last_run(state, LastRun(AT, 77, "Europe/Berlin"))
    assert find_last_run(state) == LastRun(AT, 77, "Europe/Berlin")
    assert find_last_run(StateFile("sheet", "other", tmp_path / "state")) is None


def test_a_run_that_did_not_read_the_sheet_keeps_its_zone(tmp_path: Path) -> None:
    state = StateFile("sheet", "tab", tmp_path)
    keep_last_run(state, LastRun(AT, 0, "Europe/Berlin"))
    keep_last_run(state, LastRun(AT, 75))
    assert find_last_run(state) == LastRun(AT, 75, "Europe/Berlin")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"at": "2026-11-23T07:30:00", "status": 0, "zone": null}', "\x00"]
)
def test_a_garbled_file_remembers_nothing(tmp_path: Path, text: str) -> None:
    state = StateFile("sheet", "tab", tmp_path)
    keep_last_run(state, LastRun(AT, 0))
    [file] = tmp_path.iterdir()
    file.write_text(text)
    assert find_last_run(state) is None


def test_a_folder_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    state = StateFile("sheet", "tab", tmp_path / "file" / "state")
    keep_last_run(state, LastRun(AT, 0))
    assert find_last_run(state) is None
    assert [place.name for place in tmp_path.iterdir()] == ["file"]
