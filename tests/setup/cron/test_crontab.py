"""The crontab's line: put in and taken out without touching any other."""

import shlex
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import SetUpError
from sync.setup.cron.crontab import find_command, find_line, make_line, make_mark, with_line, without_line
from tests.setups import COMMAND, Setup

SETTINGS = Path("/home/me/keep-in-touch.toml")
MARK = make_mark(SETTINGS)
LINE = make_line(SETTINGS, time(7, 30), ["/venv/bin/keep-in-touch"])
OTHERS = [
    b"",
    b"MAILTO=me\n0 3 * * * backup\n",
    b"\n\n# keep-in-touch\n\t* * * * * x % y\n",
    b"30 7 * * * /x run # keep-in-touch 00000000\r\n\xff\xfe\n",
]


def test_the_line_is_what_cron_needs() -> None:
    assert LINE.startswith("30 7 * * * /venv/bin/keep-in-touch --config /home/me/keep-in-touch.toml run -q #")
    assert make_line(SETTINGS, time(18, 5), ["x"]).startswith("5 18 * * * x ")


@pytest.mark.parametrize("name", ["a b", "it's", 'say "hi"', "100%", "%d'\" $HOME `x`", "käse"])
def test_cron_and_the_shell_read_the_line_as_it_was_meant(name: str) -> None:
    settings = Path("/home/me") / name / "s.toml"
    line = make_line(settings, time(7, 30), ["/opt/" + name])
    command = line.removeprefix("30 7 * * * ").replace("\\%", "\0")
    assert "%" not in command
    words = shlex.split(command.replace("\0", "%"), comments=True)
    assert words == ["/opt/" + name, "--config", str(settings), "run", "-q"]


@pytest.mark.parametrize("name", ["back\\slash", "new\nline", "tab\t"])
def test_a_path_that_no_line_can_hold_is_refused(name: str) -> None:
    with pytest.raises(SetUpError, match="move the files"):
        make_line(Path("/home/me") / name, time(7, 30), ["x"])


@pytest.mark.parametrize("table", OTHERS)
def test_putting_in_and_taking_out_are_inverses(table: bytes) -> None:
    put_in = with_line(table, LINE, MARK)
    assert put_in.startswith(table)
    assert put_in.endswith(LINE.encode() + b"\n")
    assert without_line(put_in, MARK) == table
    assert without_line(table, MARK) == table


@given(st.lists(st.binary(max_size=12)))
def test_no_other_line_ever_changes(lines: list[bytes]) -> None:
    table = b"".join(line.replace(b"\n", b"") + b"\n" for line in lines)
    assert without_line(with_line(table, LINE, MARK), MARK) == table


@pytest.mark.parametrize("table", OTHERS)
def test_twice_is_once(table: bytes) -> None:
    once = with_line(table, LINE, MARK)
    assert with_line(once, LINE, MARK) == once
    assert with_line(once + LINE.encode() + b"\n", LINE, MARK) == once


def test_another_time_takes_the_place_of_the_line() -> None:
    table = with_line(OTHERS[1], LINE, MARK) + b"# the end\n"
    later = make_line(SETTINGS, time(9, 0), ["x"])
    assert with_line(table, later, MARK) == table.replace(LINE.encode(), later.encode())


def test_a_table_without_a_final_line_break_gets_one() -> None:
    assert with_line(b"0 3 * * * x", LINE, MARK) == b"0 3 * * * x\n" + LINE.encode() + b"\n"


def test_another_lists_line_is_left_alone() -> None:
    other = Path("/home/me/other.toml")
    both = with_line(with_line(b"", LINE, MARK), make_line(other, time(8, 0), ["x"]), make_mark(other))
    assert without_line(both, make_mark(other)) == LINE.encode() + b"\n"


def test_a_line_that_is_commented_out_is_not_found() -> None:
    assert find_line(LINE.encode(), MARK) == LINE
    assert find_line(b"#" + LINE.encode(), MARK) is None
    assert find_line(b"", MARK) is None


def test_the_command_is_the_script_wherever_it_is_called_from(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert find_command() == [str(COMMAND)]
    script = tmp_path / "keep-in-touch"
    script.touch()
    monkeypatch.setattr(sys, "argv", [str(script)])
    assert find_command() == [str(script)]
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    monkeypatch.setattr(sys, "argv", ["pytest"])
    assert find_command() == [str(tmp_path / "bin" / "python"), "-P", "-m", "sync"]


def test_the_command_prints_puts_in_and_takes_out(setup: Setup) -> None:
    setup.table.write_bytes(b"0 3 * * * backup\n")
    printed = setup.invoke("cron", "--at", "6:05")
    assert printed.exit_code == 0
    assert printed.stdout.startswith("5 6 * * * ")
    assert setup.table.read_bytes() == b"0 3 * * * backup\n"
    assert setup.invoke("cron", "--install", "--at", "6:05").stdout == f"put in:\n{printed.stdout}"
    assert setup.table.read_text() == f"0 3 * * * backup\n{printed.stdout}"
    assert setup.invoke("cron", "--install", "--at", "6:05").stdout.startswith("there already:")
    assert setup.invoke("cron", "--remove").stdout == "taken out\n"
    assert setup.table.read_bytes() == b"0 3 * * * backup\n"
    assert setup.invoke("cron", "--remove").stdout == "there was no line of this job\n"


def test_where_there_was_no_crontab_there_is_none_again(setup: Setup) -> None:
    setup.invoke("cron", "--install")
    assert setup.table.exists()
    setup.settings.unlink()
    assert setup.invoke("cron", "--remove").exit_code == 0
    assert not setup.table.exists()


def test_what_cron_prints_runs_in_its_bare_environment(setup: Setup) -> None:
    line = setup.invoke("cron").stdout.strip()
    command = line.removeprefix("30 7 * * * ").replace("\\%", "%")
    bare = {"HOME": str(setup.folder), "LOGNAME": "me", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
    bare["SHEETS_EMULATOR_HOST"] = setup.google.host
    done = subprocess.run(["/bin/sh", "-c", command], env=bare, cwd="/", capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert len(setup.inbox.envelopes) == 1


def test_a_machine_without_crontab_is_told_what_else_there_is(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(setup.folder))
    done = setup.invoke("cron", "--install")
    assert done.exit_code == 78
    assert "cron: this machine has no crontab command" in done.stderr
    assert "--systemd" in done.stderr


def test_what_crontab_objects_to_is_told(setup: Setup) -> None:
    program = setup.folder / "bin" / "crontab"
    program.write_text("#!/bin/sh\necho 'You (me) are not allowed to use this program' >&2\nexit 1\n")
    done = setup.invoke("cron", "--install")
    assert done.exit_code == 78
    assert "not allowed to use this program" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_password_that_cron_will_not_know_is_pointed_out(setup: Setup) -> None:
    setup.write(smtp={"password_file": None})
    assert "KEEP_IN_TOUCH_SMTP_PASSWORD" in setup.invoke("cron").stderr


def test_a_wrong_time_or_two_orders_at_once_are_usage_errors(setup: Setup) -> None:
    assert setup.invoke("cron", "--at", "25:00").exit_code == 2
    assert setup.invoke("cron", "--at", "noon").exit_code == 2
    assert setup.invoke("cron", "--install", "--remove").exit_code == 2


@pytest.mark.parametrize(("way", "where"), [([], "cron mails what is printed"), (["--systemd"], "journal")])
def test_without_a_mail_server_it_is_said_where_the_summary_goes(
    setup: Setup, way: list[str], where: str
) -> None:
    assert where not in setup.invoke("cron", *way).stderr
    del setup.sections["smtp"]
    setup.write()
    assert where in setup.invoke("cron", *way).stderr
