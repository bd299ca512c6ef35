"""The workflow as the command prints it, and its step as GitHub runs it: in a fresh folder every day."""

import subprocess
import sys
from datetime import time
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from ruamel.yaml import YAML

import sync
from sync.settings.sections import FILE_NAME, load_settings
from sync.setup.cron.github import make_workflow
from tests.mail.servers import PASSWORD
from tests.setups import Setup

INSTALLED = f"""\
#!/bin/sh
exec {sys.executable} -P -m sync "$@"
"""


def schedule_of(text: str) -> dict[str, str]:
    [schedule] = cast("dict[str, Any]", YAML(typ="safe").load(text))["on"]["schedule"]
    return cast("dict[str, str]", schedule)


def test_the_command_prints_it_with_the_zone_of_the_sheet(setup: Setup) -> None:
    """It asks the sheet for it, unless a run on this machine has read it already."""
    setup.google.service.books[setup.owner.book_id].time_zone = "Asia/Tokyo"
    done = setup.invoke("cron", "--github", "--at", "6:05")
    assert done.exit_code == 0, done.output
    assert schedule_of(done.stdout) == {"cron": "5 6 * * *", "timezone": "Asia/Tokyo"}
    assert "in a private copy of the repository" in done.stderr
    assert setup.invoke("run", "-q").exit_code == 0
    asked = len(setup.google.log)
    assert setup.invoke("cron", "--github", "--at", "6:05").stdout == done.stdout
    assert len(setup.google.log) == asked


def test_the_zone_of_the_settings_comes_first(setup: Setup) -> None:
    setup.write(sheet={"timezone": "Europe/Berlin"})
    done = setup.invoke("cron", "--github")
    assert schedule_of(done.stdout)["timezone"] == "Europe/Berlin"
    assert not setup.google.log


@pytest.mark.parametrize("other", ["--install", "--remove", "--systemd"])
def test_it_is_only_printed(setup: Setup, other: str) -> None:
    done = setup.invoke("cron", "--github", other)
    assert (done.exit_code, done.stdout) == (2, "")


def test_what_cannot_work_there_is_told_before_google_is_asked(setup: Setup) -> None:
    setup.write(sheet={"location": "friends.xlsx"})
    done = setup.invoke("cron", "--github")
    assert (done.exit_code, done.stdout) == (78, "")
    assert "move the list to Google Sheets" in done.stderr
    assert not setup.google.log


def find_step(setup: Setup) -> dict[str, Any]:
    """Return the step that runs the job; those before it fetch the copy and install it."""
    text = make_workflow(load_settings(setup.settings), time(7, 30), ZoneInfo("Europe/Berlin"))
    [job] = cast("dict[str, Any]", YAML(typ="safe").load(text))["jobs"].values()
    return cast("dict[str, Any]", job["steps"][-1])


def run_as_github(setup: Setup, machine: Path, secrets: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run the step on a new machine that holds the copy, the installed program, and nothing else."""
    copy, programs = machine / "copy", machine / "bin"
    copy.mkdir(parents=True)
    programs.mkdir()
    (copy / FILE_NAME).write_bytes(setup.settings.read_bytes())
    (copy / FILE_NAME).chmod(0o644)
    (programs / "keep-in-touch").write_text(INSTALLED)
    (programs / "keep-in-touch").chmod(0o755)
    step = find_step(setup)
    environment = {
        "PATH": f"{programs}:/usr/bin:/bin",
        "HOME": str(machine),
        "PYTHONPATH": str(Path(sync.__file__).parents[1]),
        "SHEETS_EMULATOR_HOST": setup.environment["SHEETS_EMULATOR_HOST"],
        **{
            name: secrets.get(value[len("${{ secrets.") : -len(" }}")], "")
            for name, value in step["env"].items()
        },
    }
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(shell, cwd=copy, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def secrets(setup: Setup) -> dict[str, str]:
    """Take the secrets from the machine where the job was set up, and leave it without them."""
    setup.write(smtp={"password_file": None})
    key = setup.key.read_text()
    setup.key.unlink()
    return {"KEEP_IN_TOUCH_CREDENTIALS": key, "KEEP_IN_TOUCH_SMTP_PASSWORD": PASSWORD}


def test_the_second_run_in_a_week_mails_nothing(
    setup: Setup, secrets: dict[str, str], tmp_path: Path
) -> None:
    for number in range(2):
        done = run_as_github(setup, tmp_path / f"github {number}", secrets)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert len(setup.inbox.envelopes) == 1


@pytest.mark.parametrize("missing", ["KEEP_IN_TOUCH_CREDENTIALS", "KEEP_IN_TOUCH_SMTP_PASSWORD"])
def test_a_secret_that_is_missing_makes_the_run_fail(
    setup: Setup, secrets: dict[str, str], tmp_path: Path, missing: str
) -> None:
    """GitHub gives an empty text for it, mails the owner and shows the line."""
    done = run_as_github(setup, tmp_path / "github", {**secrets, missing: ""})
    assert done.returncode == 78
    assert done.stderr.startswith("keep-in-touch: ")
    assert not setup.inbox.envelopes
    for secret in secrets.values():
        assert secret not in done.stdout + done.stderr
