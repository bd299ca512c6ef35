"""Setting up: as a person types it, with every wrong answer; and by options alone."""

import json
import os
import stat
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest
from openpyxl import load_workbook

from sync.errors import SetUpError
from sync.settings.file import save_settings, write_toml
from sync.settings.sections import SettingsError, load_settings
from sync.terminal.ask import unquote
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
    ("Where is your list?", "my friends", "neither a Google Sheet nor an .xlsx workbook"),
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
    ("Your email address", USER, ""),
    ("The mail server", "127.0.0.1", ""),
    ("Its port", "{port}", ""),
    ("Your user name there", "", ""),
    ("A command that prints the password", "", ""),
    ("The file to keep it in", "", ""),
    ("(Enter keeps the one there)", PASSWORD, "✓ login: as me@example.com"),
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
            me.answer(question, answer.format(address=fresh.address, port=fresh.port))
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
        for question in ("be in touch", "the summary", "On which weekday?"):
            me.answer(question)
        assert me.leaves() == 0
    assert load_settings(fresh.settings).sheet.location == fresh.address


def test_waiting_can_be_skipped(fresh: Setup) -> None:
    fresh.key.chmod(0o600)
    fresh.owner.share(None)
    arguments = ("--sheet", fresh.address, "--key", "credentials.json", "--to", "-", "--every", "monthly")
    with at_terminal(fresh, "init", *arguments, "--send", "daily") as me:
        me.answer("Enter looks again", "skip")
        me.sees("✗ sheet: it is not shared with the job")
        me.sees(f"First share the sheet with {ACCOUNT}, as Editor.")
        assert me.leaves() == 77


@pytest.mark.parametrize("agree", ["y", "n"])
def test_an_empty_tab_gets_the_headers_if_the_owner_agrees(tmp_path: Path, agree: str) -> None:
    with set_up(tmp_path / "machine", rows=[]) as setup:
        setup.settings.unlink()
        arguments = ("--sheet", setup.address, "--key", "credentials.json", "--to", "-", "--every", "monthly")
        with at_terminal(setup, "init", *arguments, "--send", "daily") as me:
            me.answer("Tab Sheet1 is empty. Put the four headers into its first row?", agree)
            assert me.leaves() == (0 if agree == "y" else 78)
        assert setup.owner.values("A1:E3") == ([HEADERS] if agree == "y" else [])


def test_a_workbook_is_made_if_the_owner_agrees(fresh: Setup) -> None:
    with at_terminal(fresh, "init", "--to", "-", "--every", "monthly", "--send", "daily") as me:
        me.answer("Where is your list?", "")
        me.answer("contacts.xlsx. Make it, with the four headers?", "n")
        me.sees("there is no such workbook")
        me.answer("Where is your list?", "people.xlsx")
        me.answer("people.xlsx. Make it, with the four headers?", "")
        me.sees("✓ workbook")
        assert me.leaves() == 0
    sheet = load_workbook(fresh.folder / "people.xlsx").worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [HEADERS]
    assert load_settings(fresh.settings).sheet.location == "people.xlsx"
    assert fresh.command("run", "-q").returncode == 0


def test_settings_are_not_overwritten_without_asking(setup: Setup) -> None:
    before = setup.settings.read_bytes()
    with at_terminal(setup, "init") as me:
        me.answer("is there already. Write it anew?", "")
        assert me.leaves() == 78
    done = setup.command("init", "--sheet", "a.xlsx", "--headers", "--to", "-")
    assert done.returncode == 78
    assert "there are settings already" in done.stderr
    assert setup.settings.read_bytes() == before
    assert setup.command("init", "--force", "--sheet", "a.xlsx", "--headers", "--to", "-").returncode == 0
    assert setup.settings.read_bytes() != before


def test_ctrl_c_leaves_without_settings(fresh: Setup) -> None:
    with at_terminal(fresh, "init") as me:
        me.answer("Where is your list?", fresh.address)
        me.terminal.expect_exact("The key file")
        me.terminal.sendintr()
        assert me.leaves() == 130
    assert "Traceback" not in me.read
    assert "keep-in-touch: interrupted" in me.read
    assert not fresh.settings.exists()


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
    done = fresh.command(
        *("init", "--sheet", fresh.address, "--key", "credentials.json", "--to", f"{USER},you@example.com"),
        *("--every", "6 weeks", "--send", "monthly", "--on", "31", "--timezone", "Europe/Berlin"),
        *("--smtp-host", "127.0.0.1", "--smtp-port", str(fresh.port), "--smtp-username", USER),
        *("--smtp-password-file", "secret word", "--smtp-from", "other@example.com"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
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


def test_a_workbooks_locale_is_the_terminals(fresh: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LC_ALL", "LC_TIME"):
        monkeypatch.delenv(variable, raising=False)
    for lang, expected in (("de_DE.UTF-8", "de_DE"), ("C.UTF-8", None), ("xx_YY", None)):
        monkeypatch.setenv("LANG", lang)
        fresh.invoke("init", "--force", "--sheet", "a.xlsx", "--headers", "--to", "-")
        assert load_settings(fresh.settings).sheet.locale == expected


@pytest.mark.parametrize(
    "text",
    ["plain", 'say "hi"', "C:\\new\\table", "tab\t, line\n, bell\x07", "\x7f\x80 ", "😀 käse 100% #1 'q'"],
)
def test_any_text_comes_back_from_the_file_as_it_was(tmp_path: Path, text: str) -> None:
    settings = save_settings({"sheet": {"tab": text}}, tmp_path / "s.toml", overwrite=False)
    assert settings.sheet.tab == text
    assert load_settings(tmp_path / "s.toml").sheet.tab == text


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(SetUpError, match="UTF-8"):
        write_toml({"sheet": {"tab": "\udcff"}})


def test_wrong_settings_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    with pytest.raises(SettingsError):
        save_settings({"contacts": {"every": "often"}}, path, overwrite=False)
    path.write_text("old")
    with pytest.raises(SetUpError, match="--force"):
        save_settings({}, path, overwrite=False)
    assert path.read_text() == "old"
    with pytest.raises(SetUpError, match="cannot be written"):
        save_settings({}, path / "below", overwrite=False)
    assert [file.name for file in tmp_path.iterdir()] == ["s.toml"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(" a b ", "a b"), ("'a b'", "a b"), ('"a"', "a"), ("'", "'"), ("it's", "it's"), ("", ""), ("''", "")],
)
def test_spaces_and_quotes_around_an_answer_are_not_part_of_it(typed: str, meant: str) -> None:
    assert unquote(typed) == meant
