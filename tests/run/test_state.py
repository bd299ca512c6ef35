"""What the machine remembers survives whatever happens to it, and one run at a time is at a sheet."""

import os
from datetime import date
from pathlib import Path

import pytest

from sync.core.table import Record
from sync.errors import SetUpError, TryAgainError
from sync.run.state import State, StateFile

STATE = State(Record(date(2026, 11, 23), {"overdue": 3}), ("a@example.org",))


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    StateFile("sheet", "tab", tmp_path).save(STATE)
    assert StateFile("sheet", "tab", tmp_path).load() == STATE


def test_each_tab_has_its_own_state_and_each_sheet_one_lock(tmp_path: Path) -> None:
    one, other = StateFile("sheet", "0", tmp_path), StateFile("sheet", "1", tmp_path)
    one.save(STATE)
    assert other.load() == State()
    assert one.lock_path == other.lock_path != StateFile("another", "0", tmp_path).lock_path


def test_neither_the_sheet_nor_the_tab_is_named_in_the_folder(tmp_path: Path) -> None:
    state = StateFile("/home/karl/secret-friends.xlsx", "Lovers", tmp_path)
    state.save(STATE)
    with state.lock():
        written = " ".join(path.name + path.read_text() for path in tmp_path.iterdir())
    assert "secret" not in written
    assert "Lovers" not in written


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    state = StateFile("sheet", "tab", tmp_path / "new" / "folder")
    state.save(STATE)
    assert state.path.stat().st_mode & 0o777 == 0o600
    assert state.folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b"{}",
        b'{"day": "soon", "figures": {}, "refused": []}',
        b'{"day": 5, "figures": {}, "refused": []}',
        b'{"day": "2026-11-23", "figures": 3, "refused": []}',
    ],
)
def test_a_garbled_file_remembers_nothing(tmp_path: Path, content: bytes) -> None:
    state = StateFile("sheet", "tab", tmp_path)
    state.path.write_bytes(content)
    assert state.load() == State()
    state.save(STATE)
    assert state.load() == STATE


def test_what_a_killed_run_left_half_written_is_no_state(tmp_path: Path) -> None:
    state = StateFile("sheet", "tab", tmp_path)
    state.save(STATE)
    state.path.with_name(f"{state.path.name}.new").write_text('{"day": "20')
    assert state.load() == STATE
    state.save(STATE._replace(refused=()))
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json"]


def test_a_second_run_is_turned_away(tmp_path: Path) -> None:
    with StateFile("sheet", "0", tmp_path).lock():
        with pytest.raises(TryAgainError) as caught, StateFile("sheet", "1", tmp_path).lock():
            pass
        with StateFile("another", "0", tmp_path).lock():
            pass
    assert (caught.value.status, str(caught.value)) == (
        75,
        "this sheet: another run is at it; wait until it is done",
    )
    with StateFile("sheet", "0", tmp_path).lock():
        pass


def test_the_lock_is_let_go_when_the_run_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), StateFile("sheet", "0", tmp_path).lock():
        raise ZeroDivisionError
    with StateFile("sheet", "0", tmp_path).lock():
        pass


def test_a_folder_that_cannot_be_written_is_named_and_stops_no_run(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    state = StateFile("sheet", "0", tmp_path / "file" / "state")
    with state.lock(), pytest.raises(SetUpError, match=r"the state folder cannot be written.*XDG_STATE_HOME"):
        state.save(STATE)


@pytest.mark.skipif(os.name != "posix", reason="folders are named otherwise")
def test_it_lies_in_the_users_state_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert StateFile("sheet", "0").folder == tmp_path / "keep-in-touch"
