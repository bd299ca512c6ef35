"""Installing as people do, into a fresh home: the command is on the path, without any of the test tools."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

import sync

REPOSITORY = Path(sync.__file__).parents[1]
SHIPPED = ("sync", "pyproject.toml", "README.md", "LICENSE")
KEPT = ("SSL_", "PIP_", "UV_", "REQUESTS_", "HTTP", "NO_PROXY", "http", "no_proxy", "LANG")
"""How the variables begin that say how this machine gets at packages."""


class Way(NamedTuple):
    """A program that installs commands, and where the Python is then that runs ours."""

    command: tuple[str, ...]
    python: str


WAYS = [
    Way(("pipx", "install", "."), ".local/share/pipx/venvs/keep-in-touch/bin/python"),
    Way(("uv", "tool", "install", "."), ".local/share/uv/tools/keep-in-touch/bin/python"),
]


def find_program(name: str) -> str | None:
    """Return the program: beside this Python, or on the path."""
    return shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


def make_environment(home: Path) -> Mapping[str, str]:
    """Return the environment of somebody who has just logged in for the first time."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(KEPT)}
    return {**kept, "HOME": str(home), "PATH": f"{home / '.local' / 'bin'}:/usr/local/bin:/usr/bin:/bin"}


def do(home: Path, *command: str, cwd: Path | None = None, **variables: str) -> str:
    """Run the command in that home to its good end, and return what it prints."""
    done = subprocess.run(
        command,
        cwd=cwd or home,
        env={**make_environment(home), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.command[0])
def test_one_command_puts_it_on_the_path(tmp_path: Path, way: Way) -> None:
    program, *arguments = way.command
    found = find_program(program)
    if found is None:
        pytest.skip(f"needs {program}")
    home, copy = tmp_path / "home", tmp_path / "copy"
    home.mkdir()
    copy.mkdir()
    for name in SHIPPED:
        put = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy2
        put(REPOSITORY / name, copy / name)
    do(home, found, *arguments, cwd=copy)
    shutil.rmtree(copy)
    assert do(home, "keep-in-touch", "--version").startswith("keep-in-touch 2.")
    assert "invented people" in do(home, "keep-in-touch", "demo", "demo")
    assert "complete" in do(home, "keep-in-touch", _KEEP_IN_TOUCH_COMPLETE="source_bash")
    do(home, "keep-in-touch", "--config", "demo/keep-in-touch.toml", "run", "-q")
    installed = do(home, str(home / way.python), "-c", "import pkgutil; print(*pkgutil.iter_modules())")
    assert "'icalendar'" in installed
    assert "'pytest'" not in installed
