"""From the settings to a job: the place, the password, and where it must not come from."""

from pathlib import Path
from typing import Any

import pytest

from sync.assembly import find_place, make_job, make_password, needs_variable, read_settings
from sync.errors import KeepInTouchError, SetUpError
from sync.settings.sections import Settings, parse_settings

SERVER = {"host": "smtp.example.org", "from": "me@example.com", "username": "me"}


def make_settings(folder: Path, **smtp: Any) -> Settings:
    return parse_settings({"summary": {"to": ["me@example.com"]}, "smtp": SERVER | smtp}, folder)


def find_password(settings: Settings) -> str:
    assert settings.smtp
    return make_password(settings.smtp, settings)()


def test_a_command_gives_the_password_without_its_line_break(tmp_path: Path) -> None:
    settings = make_settings(tmp_path, password_command=["printf", " pass word \\n\\n"])
    assert find_password(settings) == " pass word \n"


def test_no_shell_is_in_between(tmp_path: Path) -> None:
    assert find_password(make_settings(tmp_path, password_command=["echo", "$HOME; `x`"])) == "$HOME; `x`"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (["false"], "it ended with status 1"),
        (["no-such-command-here"], "it cannot be run"),
        (["sleep", "5"], "it did not end within"),
    ],
)
def test_a_command_that_fails_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], why: str
) -> None:
    monkeypatch.setattr("sync.assembly.COMMAND_TIMEOUT", 0.1)
    with pytest.raises(SetUpError, match=why):
        find_password(make_settings(tmp_path, password_command=command))


def test_what_a_failing_command_said_is_not_told(tmp_path: Path) -> None:
    command = ["sh", "-c", "echo geheim; echo geheim >&2; exit 3"]
    with pytest.raises(SetUpError) as caught:
        find_password(make_settings(tmp_path, password_command=command))
    assert "geheim" not in str(caught.value)


def test_a_file_gives_the_password_if_it_is_private(tmp_path: Path) -> None:
    settings = make_settings(tmp_path, password_file="secret")
    with pytest.raises(SetUpError, match="no such password file"):
        find_password(settings)
    file = tmp_path / "secret"
    file.write_text("geheim\n")
    for mode in (0o640, 0o604, 0o620):
        file.chmod(mode)
        with pytest.raises(SetUpError, match="chmod 600"):
            find_password(settings)
    file.chmod(0o600)
    assert find_password(settings) == "geheim"
    file.write_bytes(b"\xff")
    with pytest.raises(SetUpError, match="cannot be read"):
        find_password(settings)


def test_systemd_hands_it_over_in_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = make_settings(tmp_path / "gone", password_file="secret")
    handed = tmp_path / "credentials" / "secret"
    handed.parent.mkdir()
    handed.write_text("geheim\n")
    handed.chmod(0o440)  # as it looks where systemd lets the user in with an access list
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(handed.parent))
    assert find_password(settings) == "geheim"


def test_the_environment_gives_it_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = make_settings(tmp_path)
    assert needs_variable(settings)
    monkeypatch.delenv("KEEP_IN_TOUCH_SMTP_PASSWORD", raising=False)
    with pytest.raises(SetUpError, match="there is no password"):
        find_password(settings)
    monkeypatch.setenv("KEEP_IN_TOUCH_SMTP_PASSWORD", "geheim")
    assert find_password(settings) == "geheim"
    assert not needs_variable(make_settings(tmp_path, password_file="x"))
    assert not needs_variable(Settings())


def test_nothing_is_asked_for_before_it_is_needed(tmp_path: Path) -> None:
    settings = make_settings(tmp_path, password_command=["touch", str(tmp_path / "asked")])
    assert settings.smtp
    make_password(settings.smtp, settings)
    assert list(tmp_path.iterdir()) == []


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
