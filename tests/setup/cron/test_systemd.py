"""The systemd units of a user: what they say, that systemd takes them, how they are put in and taken out."""

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


SYSTEMCTL = """\
#!/bin/sh
# A systemctl command that notes what it is asked for, and refuses what `refuses` names.
echo "$*" >> "$(dirname "$0")/asked"
case "$*" in *"$(cat "$(dirname "$0")/refuses" 2>/dev/null || echo nothing)"*)
    echo "Failed to connect to bus: No medium found" >&2; exit 1 ;;
esac
"""


def make_settings(folder: Path, **sheet: str) -> Settings:
    return parse_settings({"sheet": sheet, "summary": {"to": ["me@example.com"]}, "smtp": SMTP}, folder)


def unit_text(settings: Settings, file: Path, program: str = "/v/kit") -> str:
    """Return both units as one text."""
    return "".join(make_units(settings, file, time(7, 30), [program]).values())


def test_a_run_is_made_up_spread_and_tried_again() -> None:
    text = unit_text(make_settings(Path("/home/me")), Path("/home/me/s.toml"))
    for line in (
        'ExecStart="/v/kit" "--config" "/home/me/s.toml" "run" "-q"',
        "OnCalendar=*-*-* 07:30:00",
        "Persistent=true",
        "RandomizedDelaySec=10min",
        "Restart=on-failure",
        "RestartPreventExitStatus=1 2 77 78",
    ):
        assert line in text.splitlines()


def test_each_list_has_units_of_its_own_in_the_users_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    names = set[Path]()
    for file in ("/a.toml", "/b.toml"):
        units = make_units(make_settings(Path("/")), Path(file), time(7, 30), ["/v/kit"])
        assert [path.suffix for path in units] == [".service", ".timer"]
        assert {path.parent for path in units} == {tmp_path / "systemd" / "user"}
        assert len({path.stem for path in units}) == 1
        names |= set(units)
    assert len(names) == 4


def test_the_time_is_of_the_settings_zone() -> None:
    settings = make_settings(Path("/home/me"), timezone="Europe/Berlin")
    assert "OnCalendar=*-*-* 07:30:00 Europe/Berlin" in unit_text(settings, Path("/s.toml"))


def test_nothing_in_a_path_is_expanded() -> None:
    text = unit_text(make_settings(Path("/a%b")), Path('/a%b/$x "y".toml'), "/v/$k%")
    assert '"/v/$k%%" "--config" "/a%%b/$$x \\"y\\".toml"' in text


def test_a_path_that_no_unit_can_hold_is_refused() -> None:
    with pytest.raises(SetUpError, match="move the files"):
        make_units(make_settings(Path("/a")), Path("/a\nb"), time(7, 30), ["/v/kit"])
    with pytest.raises(SetUpError, match="move the program"):
        make_units(make_settings(Path("/a")), Path("/a"), time(7, 30), ["/it's/kit"])


def test_they_are_printed_apart_from_what_to_know_of_them(setup: Setup) -> None:
    done = setup.invoke("cron", "--systemd")
    assert done.exit_code == 0
    assert done.stdout.count(f"# {setup.folder}/config/systemd/user/keep-in-touch-") == 2
    assert "loginctl enable-linger" in done.stderr
    assert str(COMMAND) in done.stdout
    assert not (setup.folder / "config").exists()


def give_systemctl(setup: Setup) -> Path:
    """Put a systemctl on the machine; return the file in which it notes what it is asked for."""
    program = setup.folder / "bin" / "systemctl"
    program.write_text(SYSTEMCTL)
    program.chmod(0o755)
    return program.with_name("asked")


def test_they_are_put_in_and_taken_out_once(setup: Setup) -> None:
    asked = give_systemctl(setup)
    done = setup.invoke("cron", "--systemd", "--install", "--at", "6:05")
    assert done.exit_code == 0
    _, service, timer = done.stdout.splitlines()
    assert done.stdout.startswith("put in, and started:\n")
    assert "OnCalendar=*-*-* 06:05:00" in Path(timer).read_text()
    assert str(COMMAND) in Path(service).read_text()
    name = Path(timer).name
    assert asked.read_text().splitlines() == ["--user daemon-reload", f"--user enable --now {name}"]
    assert setup.invoke("check").stdout.count(f"✓ cron: not needed: there is {timer}") == 1
    asked.unlink()
    assert setup.invoke("cron", "--systemd", "--remove").stdout == "taken out\n"
    assert asked.read_text().splitlines() == [f"--user disable --now {name}", "--user daemon-reload"]
    assert not Path(timer).exists()
    assert not Path(service).exists()
    assert setup.invoke("cron", "--systemd", "--remove").stdout == "there was no timer of this job\n"


@pytest.mark.parametrize("refused", ["daemon-reload", "enable"])
def test_where_systemd_refuses_nothing_is_left(setup: Setup, refused: str) -> None:
    asked = give_systemctl(setup)
    asked.with_name("refuses").write_text(refused)
    done = setup.invoke("cron", "--systemd", "--install")
    assert done.exit_code == 78
    assert "systemd: systemctl refused (Failed to connect to bus: No medium found); " in done.stderr
    assert list((setup.folder / "config").rglob("keep-in-touch*")) == []


def test_a_machine_without_systemd_is_told_what_else_there_is(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(setup.folder / "bin"))
    done = setup.invoke("cron", "--systemd", "--install")
    assert done.exit_code == 78
    assert "this machine has no systemctl command; use keep-in-touch cron --install" in done.stderr


@pytest.mark.systemd
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
@pytest.mark.parametrize("name", ["plain", "with space", "100% \"odd\" $HOME 'name'"])
def test_systemd_takes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    program = tmp_path / "100% $HOME" / "keep-in-touch"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    settings = make_settings(tmp_path, timezone="Europe/Berlin")
    units = make_units(settings, tmp_path / name / "s.toml", time(7, 30), [str(program)])
    for path, text in units.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", *map(str, units)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
