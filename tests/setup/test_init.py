"""Setting up: as a person types it, with every wrong answer; and by options alone."""

import json
import os
import shlex
import stat
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest
from openpyxl import load_workbook

from sync.settings.sections import load_settings
from sync.terminal.ask import unquote
from tests.google import errors, faults
from tests.mail.servers import PASSWORD, USER
from tests.setups import COMMAND, HEADERS, Setup, set_up

ACCOUNT = "sa@example.iam.gserviceaccount.com"


class Person:
    """Somebody at a wide terminal, where no line is broken: reads up to a question, and types."""

    def __init__(self, setup: Setup, *arguments: str) -> None:
        environment = {**os.environ, **setup.environment, "TERM": "dumb", "LANG": "C.UTF-8"}
        self.terminal: pexpect.spawn[str] = pexpect.spawn(
            str(COMMAND),
            list(arguments),
            cwd=str(setup.folder),
            env=environment,
            encoding="utf-8",
            dimensions=(24, 400),
            timeout=20,
        )
        self.terminal.delaybeforesend = None
        self.read = ""

    def answer(self, question: str, text: str = "") -> str:
        """Wait for the question, type the answer, and return what was shown before it."""
        self.terminal.expect_exact(question)
        self.terminal.expect_exact(": ")
        self.read += (self.terminal.before or "") + question
        self.terminal.sendline(text)
        return self.read

    def sees(self, text: str) -> None:
        self.terminal.expect_exact(text)
        self.read += (self.terminal.before or "") + text

    def leaves(self) -> int:
        """Read to the end, and return the exit status."""
        self.terminal.expect(pexpect.EOF)
        self.read += self.terminal.before or ""
        self.terminal.close()
        return int(self.terminal.exitstatus)


@contextmanager
def at_terminal(setup: Setup, *arguments: str) -> Iterator[Person]:
    person = Person(setup, *arguments)
    try:
        yield person
    finally:
        person.terminal.close(force=True)


@pytest.fixture
def fresh(setup: Setup) -> Setup:
    """Give a machine with a key, as it was downloaded, and nothing else."""
    setup.settings.unlink()
    (setup.folder / "smtp-password").unlink()
    setup.key.chmod(0o644)
    return setup


SHARE = "share"
SCRIPT = [
    ("Where is your list?", "https://drive.google.com/drive/folders/1a2b", "a Drive folder, not a sheet"),
    ("Where is your list?", "https://docs.google.com/document/d/1a2b/edit", "names no Google Sheet"),
    ("Where is your list?", "my friends", "neither a Google Sheet nor an .xlsx or .xlsm workbook"),
    ("Where is your list?", "broken.xlsx", "broken.xlsx: "),
    ("Where is your list?", '"{address}"', ""),
    ("The key file of the service account", "gone.json", "there is no such key file"),
    ("The key file of the service account", "client.json", "this is an OAuth client, not the key of"),
    ("The key file of the service account", "", ""),
    ("(chmod 600)?", "maybe", "Please type y or n."),
    ("(chmod 600)?", "y", f"Share the sheet with this address, as Editor:\r\n\r\n    {ACCOUNT}"),
    ("Enter looks again", "", "it is not shared with the job"),
    ("Enter looks again", "https://drive.google.com/drive/folders/1a2b", "this is a Drive folder"),
    ("Enter looks again", "people.xlsx", "this is no Google Sheet"),
    (SHARE, "", ""),
    ("Enter looks again", "", ""),
    ("How often do you want to be in touch", "now and then", "is no interval"),
    ("How often do you want to be in touch", "6 weeks", ""),
    ("Do you write to everybody on one day", "perhaps", "Please type y or n."),
    ("Do you write to everybody on one day", "", ""),
    ("How often do you want the summary", "hourly", "'daily', 'weekly' or 'monthly'"),
    ("How often do you want the summary", "", ""),
    ("On which weekday?", "someday", "is no weekday"),
    ("On which weekday?", "Friday", ""),
    ("Your email address", "me", "is no email address"),
    ("Your email address", USER, ""),
    ("The mail server [smtp.example.com]", "127.0.0.1", ""),
    ("Its port [587]", "smtp", "is no port"),
    ("Its port [587]", "{port}", ""),
    (f"Your user name there (- for none) [{USER}]", "", ""),
    ("A command that prints the password", "hunter2 correct horse", "if you typed the password itself"),
    ("A command that prints the password", "", ""),
    ("The file to keep it in [smtp-password]", "", ""),
    ("The password, which is not shown", "wrong", "✗ login: "),
    ("Answer the questions about the mail again?", "", ""),
    (f"is printed) [{USER}]", "", ""),
    ("The mail server [127.0.0.1]", "", ""),
    ("Its port [{port}]", "", ""),
    ("Your user name there", "", ""),
    ("A command that prints the password", "", ""),
    ("The file to keep it in", "", ""),
    ("The password, which is not shown", PASSWORD, "✓ login: as me@example.com"),
    ("Set that up, too? [y/N]", "", ""),
]
"""What is asked, what a person types, and what they see then."""


def test_a_person_sets_it_up_with_every_wrong_answer(fresh: Setup) -> None:
    fresh.owner.share(None)
    (fresh.folder / "client.json").write_text(json.dumps({"installed": {}}))
    (fresh.folder / "client.json").chmod(0o600)
    (fresh.folder / "broken.xlsx").write_text("no workbook")
    with at_terminal(fresh, "init") as me:
        for question, answer, seen in SCRIPT:
            if question == SHARE:
                fresh.owner.share("writer")
                continue
            assert not fresh.settings.exists()
            me.answer(question.format(port=fresh.port), answer.format(address=fresh.address, port=fresh.port))
            me.sees(seen)
        me.sees("The settings are in keep-in-touch.toml")
        me.sees("✓ right to write")
        me.sees("cron --install")
        assert me.leaves() == 0
    assert PASSWORD not in me.read
    assert "Traceback" not in me.read
    _check_written(fresh)
    assert fresh.command("run", "-q").returncode == 0
    assert len(fresh.inbox.envelopes) == 1


def _check_written(fresh: Setup) -> None:
    """See that what was answered is written, privately, and without a secret."""
    assert stat.S_IMODE(fresh.settings.stat().st_mode) == 0o600
    assert stat.S_IMODE(fresh.key.stat().st_mode) == 0o600
    text = fresh.settings.read_text()
    for secret in (PASSWORD, "wrong", "hunter2", "PRIVATE"):
        assert secret not in text
    settings = load_settings(fresh.settings)
    assert (settings.sheet.location, settings.sheet.credentials) == (fresh.address, "credentials.json")
    assert (settings.contacts.every, settings.summary.on) == ("6 weeks", "friday")


def test_another_address_can_be_given_while_it_waits(fresh: Setup) -> None:
    fresh.key.chmod(0o600)
    with at_terminal(fresh, "init", "--key", "credentials.json", "--to", "-") as me:
        me.answer("Where is your list?", "https://docs.google.com/spreadsheets/d/1mistyped")
        me.sees("there is no such Google Sheet")
        me.answer("Enter looks again", fresh.address)
        for question in ("be in touch", "write to everybody", "the summary", "On which weekday?"):
            me.answer(question)
        assert me.leaves() == 0
    assert load_settings(fresh.settings).sheet.location == fresh.address


@pytest.mark.long
def test_waiting_can_be_skipped(fresh: Setup) -> None:
    fresh.key.chmod(0o600)
    fresh.owner.share(None)
    arguments = ("--sheet", fresh.address, "--key", "credentials.json", "--to", "-", "--every", "monthly")
    with at_terminal(fresh, "init", *arguments, "--send", "daily", "--no-sessions") as me:
        me.answer("Enter looks again", "skip")
        me.sees("✗ sheet: it is not shared with the job")
        me.sees(f"First share the sheet with {ACCOUNT}, as Editor.")
        assert me.leaves() == 77


@pytest.mark.parametrize("agree", ["y", "n"])
def test_an_empty_tab_gets_the_headers_if_the_owner_agrees(tmp_path: Path, agree: str) -> None:
    with set_up(tmp_path / "machine", rows=[]) as setup:
        setup.settings.unlink()
        arguments = ("--sheet", setup.address, "--key", "credentials.json", "--to", "-", "--every", "monthly")
        with at_terminal(setup, "init", *arguments, "--send", "daily", "--no-sessions") as me:
            me.answer("Tab Sheet1 is empty. Put the four headers into its first row?", agree)
            assert me.leaves() == (0 if agree == "y" else 78)
        assert setup.owner.values("A1:E3") == ([[*HEADERS, "Next due"]] if agree == "y" else [])
        [tab] = setup.owner.snapshot()["sheets"]
        assert tab["properties"]["gridProperties"].get("frozenRowCount", 0) == (1 if agree == "y" else 0)


def test_a_new_list_at_google_is_good_to_look_at(tmp_path: Path) -> None:
    with set_up(tmp_path / "machine", rows=[]) as setup:
        options = ("--force", "--headers", "--to", "-")
        done = setup.command("init", *options)
        assert done.returncode == 0, done.stdout
        header, note = setup.owner.cell("A1"), setup.owner.cell("D900")
        assert header["userEnteredFormat"]["textFormat"] == {"bold": True}
        assert note["userEnteredFormat"] == {"verticalAlignment": "TOP", "wrapStrategy": "WRAP"}
        [tab] = setup.owner.snapshot()["sheets"]
        widths = [column["pixelSize"] for column in tab["data"][0]["columnMetadata"]]
        assert widths[:6] == [182, 224, 140, 448, 112, 100]
        assert setup.command("run", "-q").returncode == 0


def test_a_new_list_does_without_the_looks_that_google_refuses(tmp_path: Path) -> None:
    with set_up(tmp_path / "machine", rows=[]) as setup:
        setup.google.fault(
            faults.answer(400, errors.invalid("Invalid requests[0]: no.").answer),
            on=lambda exchange: "frozenRowCount" in str(exchange.body),
            times=None,
        )
        assert setup.command("init", "--force", "--headers", "--to", "-").returncode == 0
        assert setup.owner.values("A1:E3") == [[*HEADERS, "Next due"]]


def test_a_workbook_is_made_if_the_owner_agrees(fresh: Setup) -> None:
    arguments = ("--to", "-", "--every", "monthly", "--send", "daily", "--no-sessions")
    with at_terminal(fresh, "init", *arguments) as me:
        me.answer("Where is your list?", "")
        me.answer("contacts.xlsx. Make it, with the four headers?", "n")
        me.sees("there is no such workbook")
        me.answer("Where is your list?", "people.xlsx")
        me.answer("people.xlsx. Make it, with the four headers?", "")
        me.sees("✓ workbook")
        assert me.leaves() == 0
    sheet = load_workbook(fresh.folder / "people.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == [*HEADERS, "Next due"]
    assert load_settings(fresh.settings).sheet.location == "people.xlsx"
    assert fresh.command("run", "-q").returncode == 0


OWNERS = """\
# my own words
[columns]
note = "Merk"   # as in my list
[monitor]
ping_url = "https://example.org/ping"
"""


def test_without_a_terminal_settings_that_are_there_stay(setup: Setup) -> None:
    before = setup.settings.read_bytes()
    done = setup.invoke("init", "--sheet", "a.xlsx", "--headers", "--to", "-")
    assert done.exit_code == 78
    assert "there are settings already" in done.stderr
    assert setup.settings.read_bytes() == before
    assert not (setup.folder / "a.xlsx").exists()


def test_force_changes_what_options_say_and_nothing_else(setup: Setup) -> None:
    sheet = {"tab": "Sheet1", "timezone": "Europe/Berlin", "credentials": "credentials.json"}
    setup.write(sheet=sheet, summary={"send": "monthly", "on": 7})
    setup.settings.write_text(setup.settings.read_text() + OWNERS)
    before = tomllib.loads(setup.settings.read_text())
    done = setup.invoke("init", "--force", "--every", "6 weeks")
    assert done.exit_code == 0, done.stdout + done.stderr
    after = setup.settings.read_text()
    assert tomllib.loads(after) == before | {"contacts": {"every": "6 weeks"}}
    assert OWNERS in after


def test_another_list_does_not_keep_the_tab_of_the_old_one(setup: Setup) -> None:
    setup.write(sheet={"tab": "Sheet1", "timezone": "Europe/Berlin"})
    options = ("--force", "--sheet", "a.xlsx", "--headers", "--to", "-")
    assert setup.invoke("init", *options).exit_code == 0
    settings = load_settings(setup.settings)
    assert (settings.sheet.location, settings.sheet.tab) == ("a.xlsx", None)
    assert (settings.sheet.timezone, settings.smtp) == ("Europe/Berlin", None)


def test_what_is_set_stands_in_brackets_and_enter_keeps_it(setup: Setup) -> None:
    sender = {"from": "Keep <me@example.com>"}
    setup.write(contacts={"every": "6 weeks"}, summary={"on": "friday"}, smtp=sender)
    before = tomllib.loads(setup.settings.read_text())
    with at_terminal(setup, "init") as me:
        me.sees("Setting up anew: what is set in keep-in-touch.toml stands in brackets.")
        for question in (
            f"on this machine [{setup.address}]",
            "The key file of the service account [credentials.json]",
            "in touch with somebody? [6 weeks]",
            "all in one go? [y/N]",
            "weekly or monthly? [weekly]",
            "On which weekday? [friday]",
            f"it is printed) [{USER}]",
            "The mail server [127.0.0.1]",
            f"Its port [{setup.port}]",
            f"Your user name there (- for none) [{USER}]",
            "(empty: it is kept in a file)",
            "The file to keep it in [smtp-password]",
            "(Enter keeps the one there)",
            "Set that up, too? [y/N]",
        ):
            me.answer(question)
        assert me.leaves() == 0
    assert tomllib.loads(setup.settings.read_text()) == before | {
        "sheet": {**before["sheet"], "credentials": "credentials.json"},
        "summary": {**before["summary"], "send": "weekly"},
    }


@pytest.mark.long
def test_what_is_set_wrongly_is_put_right_by_answering(setup: Setup) -> None:
    setup.write(contacts={"every": "often"})
    with at_terminal(setup, "init", "--to", "-", "--send", "daily", "--no-sessions") as me:
        me.answer("Where is your list?")
        me.answer("The key file")
        me.answer("in touch with somebody? [often]")
        me.sees("✗ answer: “often” is no interval; write it like 3 months")
        me.answer("in touch with somebody? [often]", "monthly")
        assert me.leaves() == 0
    assert load_settings(setup.settings).contacts.every == "monthly"


def test_settings_that_are_no_toml_are_told_and_left_alone(setup: Setup) -> None:
    setup.settings.write_text("[sheet")
    with at_terminal(setup, "init") as me:
        assert me.leaves() == 78
    assert "it is not TOML" in me.read
    assert setup.settings.read_text() == "[sheet"


STOPS = [
    pytest.param("The key file", [("Where is your list?", "{address}")], marks=pytest.mark.long),
    (
        "Answer the questions about the mail again?",
        [
            ("Where is your list?", "new.xlsx"),
            ("Make it,", "y"),
            ("be in touch", ""),
            ("write to everybody", ""),
            ("the summary", "daily"),
            ("Your email address", USER),
            ("The mail server", "127.0.0.1"),
            ("Its port", "{port}"),
            ("Your user name there", ""),
            ("A command that prints", ""),
            ("The file to keep it in", ""),
            ("The password, which is not shown", "wrong"),
        ],
    ),
]


@pytest.mark.parametrize(("stop", "script"), STOPS)
def test_ctrl_c_leaves_nothing(fresh: Setup, stop: str, script: list[tuple[str, str]]) -> None:
    before = sorted(fresh.folder.rglob("*"))
    with at_terminal(fresh, "init") as me:
        for question, answer in script:
            me.answer(question, answer.format(address=fresh.address, port=fresh.port))
        me.terminal.expect_exact(stop)
        me.terminal.sendintr()
        assert me.leaves() == 130
    assert "Traceback" not in me.read
    assert "keep-in-touch: interrupted" in me.read
    assert sorted(fresh.folder.rglob("*")) == before


def test_where_the_settings_cannot_be_written_nothing_is_left(fresh: Setup) -> None:
    (fresh.folder / "file").touch()
    before = sorted(fresh.folder.rglob("*"))
    fresh.settings = fresh.folder / "file" / "below.toml"
    done = fresh.invoke("init", "--sheet", "new.xlsx", "--headers", "--to", "-")
    assert done.exit_code == 78
    assert "it cannot be written" in done.stderr
    assert sorted(fresh.folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("content", "why"),
    [("my diary", "it is no JSON"), ('{"type": "authorized_user"}', "own login"), ("{}", "no key of")],
)
def test_a_file_that_is_no_key_keeps_its_mode(fresh: Setup, content: str, why: str) -> None:
    other = fresh.folder / "diary.json"
    other.write_text(content)
    other.chmod(0o644)
    with at_terminal(fresh, "init", "--sheet", fresh.address) as me:
        me.answer("The key file", "diary.json")
        me.sees(f"{why}")
        me.sees("give it below")
        me.answer("The key file", "")
        me.sees("(chmod 600)?")
    assert stat.S_IMODE(other.stat().st_mode) == 0o644


def test_a_key_in_the_environment_is_not_asked_for(fresh: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEEP_IN_TOUCH_CREDENTIALS", fresh.key.read_text())
    fresh.key.unlink()
    done = fresh.invoke("init", "--sheet", fresh.address, "--to", "-")
    assert done.exit_code == 0, done.stdout + done.stderr
    assert "The key of the service account is the one in $KEEP_IN_TOUCH_CREDENTIALS." in done.stdout
    assert load_settings(fresh.settings).sheet.credentials == "credentials.json"
    assert fresh.invoke("run", "-q").exit_code == 0


@pytest.mark.parametrize(
    ("address", "server", "told"),
    [
        (
            "me@gmail.com",
            "smtp.gmail.com",
            "Gmail wants an app password, not your usual one: https://myaccount.google.com/apppasswords",
        ),
        (
            "me@outlook.com",
            "smtp-mail.outlook.com",
            "Microsoft takes no password from a program, no app password either",
        ),
    ],
)
def test_what_a_provider_takes_for_a_password_is_told_before_one_is_asked_for(
    fresh: Setup, address: str, server: str, told: str
) -> None:
    rhythm = ("--every", "monthly", "--no-sessions", "--send", "daily")
    arguments = ("--sheet", "a.xlsx", "--headers", *rhythm)
    with at_terminal(fresh, "init", *arguments, "--to", address) as me:
        for question in (f"The mail server [{server}]", "Its port", "Your user name there"):
            me.answer(question)
        me.sees(told)
        me.terminal.expect_exact("A command that prints the password")


def test_what_is_said_to_be_typed_next_works_as_typed(fresh: Setup) -> None:
    fresh.settings = fresh.folder / "my settings.toml"
    options = ("--sheet", "a.xlsx", "--headers", "--to", "-")
    said = fresh.command("--config", str(fresh.settings), "init", *options)
    calls = [shlex.split(line) for line in said.stdout.splitlines() if line.startswith("  ")]
    named = [str(COMMAND), "--config", str(fresh.settings)]
    assert calls == [[*named, "run", "--dry-run"], [*named, "run"], [*named, "cron", "--install"]]
    for _, _, _, *arguments in calls:
        assert fresh.invoke(*arguments).exit_code == 0


def test_ctrl_d_is_no_answer(fresh: Setup) -> None:
    with at_terminal(fresh, "init") as me:
        me.terminal.expect_exact("Where is your list?")
        me.terminal.sendeof()
        assert me.leaves() == 78
    assert "the answers ended too early" in me.read


def test_options_alone_set_it_up(fresh: Setup) -> None:
    fresh.key.chmod(0o600)
    password = fresh.folder / "secret word"
    password.touch(mode=0o600)
    password.write_text(PASSWORD)
    done = fresh.invoke(
        *("init", "--sheet", fresh.address, "--key", "credentials.json", "--to", f"{USER},you@example.com"),
        *("--every", "6 weeks", "--send", "monthly", "--on", "31", "--timezone", "Europe/Berlin"),
        *("--smtp-host", "127.0.0.1", "--smtp-port", str(fresh.port), "--smtp-username", USER),
        *("--smtp-password-file", "secret word", "--smtp-from", "other@example.com"),
    )
    assert done.exit_code == 0, done.stdout + done.stderr
    assert tomllib.loads(fresh.settings.read_text()) == {
        "sheet": {
            "location": fresh.address,
            "credentials": "credentials.json",
            "timezone": "Europe/Berlin",
        },
        "contacts": {"every": "6 weeks"},
        "summary": {"to": [USER, "you@example.com"], "send": "monthly", "on": 31},
        "smtp": {
            "host": "127.0.0.1",
            "port": fresh.port,
            "security": "none",
            "username": USER,
            "password_file": "secret word",
            "from": "other@example.com",
        },
    }


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--sheet", "https://drive.google.com/drive/folders/1a"], "Drive folder"),
        (["--sheet", "none.xlsx"], "have it made (--headers)"),
        (["--sheet", "1a2b3c", "--key", "none.json"], "no such key file"),
        (["--sheet", "1a2b3c"], "chmod 600"),
        (["--headers", "--every", "often"], "is no interval"),
        (["--headers", "--send", "hourly"], "none of the words"),
        (["--headers", "--on", "someday"], "is no weekday"),
        (["--headers", "--to", "me"], "is no email address"),
        (["--headers", "--to", USER, "--smtp-port", "0"], "is no port"),
        (["--headers", "--to", USER, "--smtp-security", "none"], "only for a server on this machine"),
        (["--headers", "--to", USER, "--smtp-password-command", "abcd efgh ijkl mnop"], "typed the password"),
        (["--headers", "--to", USER], "no such password file"),
        (["--headers", "--timezone", "Chicago"], "is no time zone"),
    ],
)
def test_a_wrong_option_ends_it_with_what_is_wrong(fresh: Setup, arguments: list[str], text: str) -> None:
    done = fresh.invoke("init", *arguments)
    assert done.exit_code == 78
    assert text in done.stderr
    assert "efgh" not in done.stderr
    assert not fresh.settings.exists()


def test_without_a_terminal_it_does_not_wait(fresh: Setup) -> None:
    fresh.key.chmod(0o600)
    fresh.owner.share(None)
    done = fresh.invoke("init", "--sheet", fresh.address, "--to", "-")
    assert done.exit_code == 77
    assert f"\n    {ACCOUNT}\n" in done.stdout
    assert "Not waiting until the sheet can be read" in done.stdout
    assert fresh.settings.exists()


def test_a_password_in_the_environment_is_enough(fresh: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEEP_IN_TOUCH_SMTP_PASSWORD", PASSWORD)
    options = ("--sheet", "a.xlsx", "--headers", "--to", USER, "--smtp-host", "127.0.0.1")
    assert fresh.invoke("init", *options, "--smtp-port", str(fresh.port)).exit_code == 0
    smtp = load_settings(fresh.settings).smtp
    assert smtp is not None
    assert (smtp.password_file, smtp.password_command) == (None, None)


def test_a_new_workbooks_locale_is_the_terminals(fresh: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LC_ALL", "LC_TIME"):
        monkeypatch.delenv(variable, raising=False)
    for lang, expected in (("de_DE.UTF-8", "de_DE"), ("C.UTF-8", None), ("xx_YY", None)):
        monkeypatch.setenv("LANG", lang)
        fresh.invoke("init", "--sheet", "a.xlsx", "--headers", "--to", "-")
        assert load_settings(fresh.settings).sheet.locale == expected
        fresh.settings.unlink()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(" a b ", "a b"), ("'a b'", "a b"), ('"a"', "a"), ("'", "'"), ("it's", "it's"), ("", ""), ("''", "")],
)
def test_spaces_and_quotes_around_an_answer_are_not_part_of_it(typed: str, meant: str) -> None:
    assert unquote(typed) == meant
