"""The command as it is typed: what it prints, where, and with which status it ends."""

import json
import os
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pexpect
import pytest
from typer.testing import CliRunner

from sync.cli import app
from sync.sheets.google import wire
from tests.google import errors, faults
from tests.setups import COMMAND, Setup

COMMANDS = ["run", "import", "status", "preview", "demo", "init", "check", "cron", "serve"]
HEAVY = ["pandas", "gspread", "pydantic", "jinja2", "openpyxl", "requests", "smtplib", "rich", "babel"]


def test_help_is_there_at_once() -> None:
    program = "import sys; from sync.cli import main; sys.argv = ['keep-in-touch', '--help']\n"
    program += f"try: main()\nfinally: print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout.endswith("[]\n")
    names = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")]
    assert names[-len(COMMANDS) :] == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_that_fits_a_terminal(command: str) -> None:
    done = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "80"})
    assert done.exit_code == 0
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_without_a_command_there_is_help() -> None:
    bare, asked = CliRunner().invoke(app, []), CliRunner().invoke(app, ["--help"])
    assert (bare.exit_code, bare.stderr) == (0, "")
    assert bare.stdout.strip() == asked.stdout.strip()


def test_the_version_is_told() -> None:
    done = CliRunner().invoke(app, ["--version"])
    assert (done.exit_code, done.stdout) == (0, f"keep-in-touch {version('keep-in-touch')}\n")


def test_a_shell_can_complete_it() -> None:
    typed = {"COMP_WORDS": "keep-in-touch pre", "COMP_CWORD": "1"}
    environment = {**os.environ, "_KEEP_IN_TOUCH_COMPLETE": "complete_bash", **typed}
    done = subprocess.run([str(COMMAND)], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == "preview\n"


@pytest.mark.usefixtures("setup")
def test_the_module_is_the_same_command() -> None:
    for program in ([str(COMMAND)], [sys.executable, "-m", "sync"]):
        done = subprocess.run([*program, "status"], capture_output=True, text=True, check=False)
        assert done.returncode == 0
        assert done.stdout.startswith("Ada Lovelace\t")


@pytest.mark.parametrize(
    "arguments",
    [
        ["jog"],
        ["run", "--fast"],
        ["run", "--today", "tomorrow"],
        ["run", "--today", "9999-12-31"],
        ["status", "--today", "1999-12-31"],
        ["run", "--send", "--no-mail"],
        ["--versions"],
        ["run", "a.xlsx", "b.xlsx"],
        ["serve", "--at", "7"],
        ["--config"],
    ],
)
def test_a_wrong_use_is_told_with_status_2(arguments: list[str]) -> None:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 2
    assert "Error" in done.stderr
    assert done.stdout == ""


def test_success_is_silent_if_asked_to(setup: Setup) -> None:
    done = setup.command("run", "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(setup.inbox.envelopes) == 1


def test_a_run_says_what_it_did_without_naming_anybody(setup: Setup) -> None:
    done = setup.invoke("run")
    assert done.stdout == "2 overdue; 5 changes; the summary was mailed\n"
    assert setup.invoke("run").stdout == "2 overdue; 0 changes; no summary was due\n"


def test_a_dry_run_shows_everything_and_does_nothing(setup: Setup) -> None:
    before = setup.owner.snapshot()
    done = setup.invoke("run", "--dry-run")
    assert done.exit_code == 0
    assert "E2  Ada Lovelace:" in done.stdout
    assert "had a baby" in done.stdout
    assert setup.owner.snapshot() == before
    assert setup.inbox.envelopes == []


def test_the_outcome_for_machines_is_what_the_design_says(setup: Setup) -> None:
    done = setup.command("run", "--json")
    outcome = json.loads(done.stdout)
    assert done.stdout.count("\n") == 1
    assert outcome.pop("seconds") > 0
    assert outcome == {
        "status": {
            "overdue": 2,
            "due_today": 0,
            "coming_up": 0,
            "later": 0,
            "paused": 0,
            "unreadable": 0,
        },
        "changes": outcome["changes"],
        "problems": 0,
        "requests": 4,
        "mail": "sent",
        "warnings": [],
    }


def test_the_settings_can_be_named_before_or_after_the_command(
    setup: Setup, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    named = ["--config", str(setup.settings)]
    for arguments in ([*named, "status"], ["status", *named], ["--config", "/none", "status", *named]):
        assert CliRunner().invoke(app, arguments).exit_code == 0
    monkeypatch.setenv("KEEP_IN_TOUCH_CONFIG", str(setup.settings))
    assert CliRunner().invoke(app, ["status"]).exit_code == 0
    done = CliRunner().invoke(app, ["status", "--config", "/none"])
    assert done.exit_code == 78
    assert done.stderr.startswith("keep-in-touch: /none: no settings there")


def test_without_settings_the_way_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("KEEP_IN_TOUCH_CONFIG", raising=False)
    for command in ("run", "status", "preview", "check", "serve", "cron"):
        done = CliRunner().invoke(app, [command])
        assert done.exit_code == 78
        assert "keep-in-touch init" in done.stdout + done.stderr


def test_all_faults_of_the_settings_are_told_a_line_each(setup: Setup) -> None:
    setup.write(sheet={"tabb": "x"}, contacts={"every": "often"})
    done = setup.invoke("run")
    assert done.exit_code == 78
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["sheet.tabb", "contacts.every"]


FAILURES = [
    ("not shared", 77, "sheet: it is not shared with the job; share it with sa@example.iam.gserviceaccount"),
    ("gone", 78, "sheet: there is no such Google Sheet; correct location in the settings"),
    ("API off", 78, "Google Sheets API: it is not enabled for the key’s project; enable it, wait"),
    ("clock", 78, "clock: this machine’s clock is wrong, so Google refuses the key; set the clock"),
    ("key", 78, "credentials.json: the key file can be read by others; chmod 600 "),
    ("headers", 78, "tab Sheet1: no header row with a name column"),
    ("hang up", 75, "Google Sheets cannot be reached: the connection broke; run again later"),
]


def fail(setup: Setup, how: str) -> None:
    match how:
        case "not shared":
            setup.owner.share(None)
        case "gone":
            setup.owner.trash()
        case "API off":
            setup.google.fault(faults.answer(403, errors.API_DISABLED), on="read")
        case "clock":
            setup.google.fault(faults.answer(400, errors.SKEWED_CLOCK), on="token")
        case "key":
            setup.key.chmod(0o644)
        case "headers":
            setup.owner.type("A1", ["Who"])
        case "hang up":
            setup.google.fault(faults.cut(), on="read", times=None)


@pytest.mark.parametrize(("how", "status", "line"), FAILURES)
def test_what_stops_a_run_is_one_line_and_a_status(
    setup: Setup, monkeypatch: pytest.MonkeyPatch, how: str, status: int, line: str
) -> None:
    monkeypatch.setattr(wire, "TRIES", 1)
    fail(setup, how)
    done = setup.invoke("run", "-q")
    assert done.exit_code == status
    assert done.stdout == ""
    [told] = done.stderr.splitlines()
    assert told.startswith("keep-in-touch: ")
    assert line in told


def test_a_sheet_that_cannot_be_written_is_mailed_about_all_the_same(setup: Setup) -> None:
    setup.owner.share("reader")
    done = setup.invoke("run", "-q")
    assert done.exit_code == 77
    assert len(done.stderr.splitlines()) == 1
    assert len(setup.inbox.envelopes) == 1


def test_errors_that_do_not_stop_it_are_all_told_and_the_worst_counts(setup: Setup) -> None:
    setup.owner.share("reader")
    setup.inbox.refuses["me@example.com"] = "550 5.1.1 unknown"
    done = setup.invoke("run", "-q")
    assert done.exit_code == 78
    assert [line.split(": ")[1].split()[0] for line in done.stderr.splitlines()] == ["sheet", "mail"]


def test_a_name_that_is_not_in_the_list_is_told(setup: Setup) -> None:
    assert setup.invoke("status", "ada").stdout.startswith("Ada Lovelace (row 2): ")
    assert setup.invoke("status", "Zoe").exit_code == 78


def test_another_sheet_can_be_named(setup: Setup) -> None:
    done = setup.invoke("run", "gone.xlsx")
    assert done.exit_code == 78
    assert "gone.xlsx" in done.stderr
    done = setup.invoke("run", "https://drive.google.com/drive/folders/1a")
    assert done.exit_code == 78
    assert "Drive folder" in done.stderr


def test_a_second_run_at_the_same_time_leaves_at_once(setup: Setup) -> None:
    hold = setup.google.hold(on="read")
    with setup.start("run", "-q") as first:
        assert hold.arrived.wait(20)
        second = setup.command("run", "-q")
        hold.release()
        assert first.wait(20) == 0
    assert second.returncode == 75
    assert second.stderr.startswith("keep-in-touch: this sheet: another run is at it")
    assert len(setup.inbox.envelopes) == 1


def test_ctrl_c_is_one_line(setup: Setup) -> None:
    hold = setup.google.hold(on="read")
    with setup.start("run") as process:
        assert hold.arrived.wait(20)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert (out, err) == ("", "keep-in-touch: interrupted; nothing is left half done\n")


@pytest.mark.usefixtures("setup")
def test_a_reader_that_leaves_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    for command in ("status", "check", "--help"):
        done = subprocess.run(
            [str(COMMAND), command], stdout=write, stderr=subprocess.PIPE, text=True, check=False
        )
        assert done.stderr == ""
        assert done.returncode in {0, 1, 141}
    os.close(write)


@pytest.mark.usefixtures("setup")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [str(COMMAND), "status"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 75
    assert done.stderr == "keep-in-touch: disk: there is no space left on it; make room and run again\n"


@pytest.mark.usefixtures("setup")
def test_a_bug_keeps_its_traceback() -> None:
    broken = "import sync.run.attend\nsync.run.attend.run = None\nfrom sync.cli import main\nmain()\n"
    done = subprocess.run([sys.executable, "-c", broken, "run"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "TypeError" in done.stderr


@pytest.mark.usefixtures("setup")
def test_a_terminal_without_check_marks_is_written_to_all_the_same() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run([str(COMMAND), "check"], capture_output=True, env=environment, check=False)
    assert done.returncode == 0
    assert b"\\u2713 settings" in done.stdout


def test_a_run_that_is_killed_leaves_no_lock(setup: Setup) -> None:
    hold = setup.google.hold(on="read")
    with setup.start("run", "-q") as process:
        assert hold.arrived.wait(20)
        process.kill()
        process.wait(20)
    hold.release()
    assert setup.invoke("run", "-q").exit_code == 0


def test_lines_fit_a_terminal_and_stay_whole_in_a_pipe(setup: Setup) -> None:
    environment = {**os.environ, "TERM": "dumb"}
    terminal = pexpect.spawn(
        str(COMMAND), ["check"], env=environment, encoding="utf-8", dimensions=(24, 60), timeout=20
    )
    terminal.expect(pexpect.EOF)
    wide = [line for line in terminal.before.splitlines() if len(line) >= 60]
    terminal.close()
    assert [line for line in wide if " " in line.strip().partition(": ")[2]] == []
    assert setup.invoke("check").stdout.count("\n") == 15
