"""The systemd units: what they say, and that systemd takes them."""

import getpass
import shutil
import subprocess
from datetime import time
from pathlib import Path

import pytest

from sync.errors import SetUpError
from sync.settings.sections import Settings, parse_settings
from sync.setup.cron.systemd import make_units
from tests.setups import COMMAND, Setup

SMTP = {"host": "smtp.example.org", "from": "me@example.com", "password_file": "smtp password"}


def make_settings(folder: Path, **sheet: str) -> Settings:
    return parse_settings({"sheet": sheet, "summary": {"to": ["me@example.com"]}, "smtp": SMTP}, folder)


def test_a_run_is_made_up_spread_and_given_its_password() -> None:
    text = make_units(make_settings(Path("/home/me")), Path("/home/me/s.toml"), time(6, 5), ["/v/kit"])
    for line in (
        'ExecStart="/v/kit" "--config" "/home/me/s.toml" "run" "-q"',
        f"User={getpass.getuser()}",
        "LoadCredential=smtp password:/home/me/smtp password",
        "OnCalendar=*-*-* 06:05:00",
        "Persistent=true",
        "RandomizedDelaySec=10min",
        "After=network-online.target",
    ):
        assert line in text.splitlines()


def test_the_time_is_of_the_settings_zone() -> None:
    settings = make_settings(Path("/home/me"), timezone="Europe/Berlin")
    text = make_units(settings, Path("/s.toml"), time(7, 30), ["/v/kit"])
    assert "OnCalendar=*-*-* 07:30:00 Europe/Berlin" in text


def test_nothing_in_a_path_is_expanded() -> None:
    text = make_units(make_settings(Path("/a%b")), Path('/a%b/$x "y".toml'), time(7, 30), ["/v/$k%"])
    assert '"/v/$k%%" "--config" "/a%%b/$$x \\"y\\".toml"' in text
    assert "LoadCredential=smtp password:/a%%b/smtp password" in text


def test_a_path_that_no_unit_can_hold_is_refused() -> None:
    with pytest.raises(SetUpError, match="move the files"):
        make_units(make_settings(Path("/a")), Path("/a\nb"), time(7, 30), ["/v/kit"])
    with pytest.raises(SetUpError, match="move the program"):
        make_units(make_settings(Path("/a")), Path("/a"), time(7, 30), ["/it's/kit"])


def test_they_are_printed_apart_from_what_to_do_with_them(setup: Setup) -> None:
    done = setup.invoke("cron", "--systemd")
    assert done.exit_code == 0
    assert done.stdout.count("# /etc/systemd/system/keep-in-touch.") == 2
    assert "systemctl enable --now keep-in-touch.timer" in done.stderr
    assert str(COMMAND) in done.stdout


@pytest.mark.systemd
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
@pytest.mark.parametrize("name", ["plain", "with space", "100% \"odd\" $HOME 'name'"])
def test_systemd_takes_them(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    program = tmp_path / "100% $HOME" / "keep-in-touch"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    settings = make_settings(folder, timezone="Europe/Berlin")
    text = make_units(settings, folder / "s.toml", time(7, 30), [str(program)])
    service, timer = text.split("\n\n# ")
    units = (tmp_path / "keep-in-touch.service", tmp_path / "keep-in-touch.timer")
    units[0].write_text(service + "\n")
    units[1].write_text(f"# {timer}")
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, units)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
