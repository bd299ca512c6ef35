"""From the settings to a job: where the list is, and what is remembered of it."""

from pathlib import Path

import pytest

from sync.assembly import find_place, make_job, read_settings
from sync.errors import KeepInTouchError, SetUpError
from sync.settings.sections import Settings, parse_settings


def test_a_path_counts_from_the_settings_and_a_named_one_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    settings = parse_settings({"sheet": {"location": "a.xlsx", "tab": "T"}}, tmp_path)
    assert find_place(settings) == (tmp_path / "a.xlsx", "T")
    assert find_place(settings, "b.xlsx") == (tmp_path / "here" / "b.xlsx", None)


def test_each_tab_has_a_state_of_its_own_and_each_sheet_a_lock(tmp_path: Path) -> None:
    def state_of(location: str) -> tuple[Path, Path]:
        state = find_place(Settings(), location).state
        return state.lock_path, state.path

    address = "https://docs.google.com/spreadsheets/d/1a2b/edit"
    assert state_of(address) == state_of(f"{address}#gid=0")
    lock, path = state_of(f"{address}#gid=7")
    assert lock == state_of(address)[0]
    assert path != state_of(address)[1]
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "a.xlsx")
    assert state_of(str(tmp_path / "link.xlsx")) == state_of(str(tmp_path / "a.xlsx"))


def test_what_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("KEEP_IN_TOUCH_CONFIG", raising=False)
    with pytest.raises(SetUpError, match="keep-in-touch init"):
        read_settings(None, needed=True)
    assert read_settings(None, needed=False).smtp is None
    with pytest.raises(SetUpError, match="is missing"):
        make_job(Settings())
    with pytest.raises(KeepInTouchError, match="Drive folder"):
        make_job(Settings(), "https://drive.google.com/drive/folders/1a2b")
