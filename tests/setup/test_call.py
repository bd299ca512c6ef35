"""What the program says to type works as it is typed."""

import sys
from pathlib import Path

import pytest

from sync.setup.call import find_call


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the program's script in a folder that is not on the path, where there are no settings."""
    path = tmp_path / "my venv" / "keep-in-touch"
    path.parent.mkdir()
    path.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("KEEP_IN_TOUCH_CONFIG", raising=False)
    return path


def test_a_script_is_called_as_it_was_called(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [str(script)])
    assert find_call() == f"'{script}'"
    monkeypatch.setattr(sys, "argv", ["my venv/keep-in-touch"])
    assert find_call() == "'my venv/keep-in-touch'"


def test_a_script_on_the_path_is_called_by_its_name(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(script.parent))
    monkeypatch.setattr(sys, "argv", [str(script)])
    assert find_call() == "keep-in-touch"


def test_another_script_of_that_name_on_the_path_is_another(
    script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "keep-in-touch").touch(mode=0o755)
    monkeypatch.setattr(sys, "argv", [str(script)])
    assert find_call() == f"'{script}'"


@pytest.mark.usefixtures("script")
def test_the_module_is_called_by_the_interpreter_that_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/anywhere/sync/__main__.py"])
    monkeypatch.setattr(sys, "orig_argv", [".venv/bin/python", "-m", "sync", "check"])
    assert find_call() == ".venv/bin/python -m sync"


@pytest.mark.usefixtures("script")
def test_settings_are_named_unless_they_are_found_anyway(tmp_path: Path) -> None:
    usual, other = tmp_path / "keep-in-touch.toml", tmp_path / "my settings.toml"
    assert find_call(usual) == f"keep-in-touch --config {usual}"
    usual.touch()
    assert find_call(usual) == "keep-in-touch"
    assert find_call(Path("keep-in-touch.toml")) == "keep-in-touch"
    assert find_call(other) == f"keep-in-touch --config '{other}'"
