"""The settings file: found, read, and every fault told at once, with its key and its cure."""

import tomllib
from datetime import date, time, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from sync.core.dates.intervals import Interval
from sync.core.plan.sessions import Sessions
from sync.core.summary.schedule import Schedule
from sync.errors import SetUpError
from sync.settings.faults import SettingsError
from sync.settings.sections import FILE_NAME, find_settings, load_settings, parse_settings

FULL = """
[sheet]
location = "https://docs.google.com/spreadsheets/d/abc/edit#gid=0"
tab = "Contacts"
credentials = "credentials.json"
timezone = "America/Chicago"
locale = "en_GB"
[contacts]
every = "3 months"
[columns]
name = "Nombre"
[summary]
to = ["me@example.com"]
send = "monthly"
on = 31
coming_up = "10 days"
[smtp]
host = "smtp.gmail.com"
port = 587
security = "starttls"
username = "me@gmail.com"
password_command = ["pass", "show", "smtp"]
from = "me@gmail.com"
[monitor]
ping_url = "https://hc-ping.com/abc?x=1"
[log]
file = "runs.log"
[mailbox]
host = "imap.gmail.com"
port = 993
username = "me@gmail.com"
password_file = "imap-password"
sent = "Sent"
[sessions]
first = 2027-01-11
every = "13 weeks"
answer_after = "3 days"
at = "09:00"
[calendar]
file = "keep-in-touch.ics"
"""

SMTP = 'host = "h.example.org"\nfrom = "me@example.com"'
BOX = "[mailbox]\nhost = 'h'\nusername = 'me'"
SESSIONS = "[sessions]\nfirst = 2027-01-11"
TO = '[summary]\nto = ["me@example.com"]\n[smtp]\n'


def faults(text: str) -> list[str]:
    """Return what is told about the settings in the text."""
    with pytest.raises(SettingsError) as caught:
        parse_settings(tomllib.loads(text), Path())
    return caught.value.lines


def test_everything_that_the_design_shows_is_taken(tmp_path: Path) -> None:
    settings = parse_settings(tomllib.loads(FULL), tmp_path)
    assert settings.sheet.tab == "Contacts"
    assert settings.rules.every == Interval(months=3)
    assert settings.rules.coming_up == timedelta(days=10).days
    assert settings.rules.words == {"name": "Nombre"}
    assert settings.summary.schedule == Schedule("monthly", 31)
    assert settings.find_path("runs.log") == tmp_path / "runs.log"
    assert settings.find_path("/runs.log") == Path("/runs.log")
    assert settings.mailbox
    assert (settings.mailbox.port, settings.mailbox.sent) == (993, "Sent")
    assert settings.rules.sessions == Sessions(date(2027, 1, 11), 13, 3, time(9))
    assert settings.calendar
    assert settings.calendar.file == "keep-in-touch.ics"


def test_nothing_is_enough() -> None:
    settings = parse_settings({}, Path())
    assert (settings.smtp, settings.mailbox, settings.sessions, settings.calendar) == (None, None, None, None)
    assert settings.summary.schedule == Schedule("weekly", 0)


def test_a_section_needs_only_what_cannot_be_guessed() -> None:
    text = f'{TO}{SMTP}\nusername = "me"\n[mailbox]\nhost = "imap.example.org"\n'
    settings = parse_settings(tomllib.loads(f"{text}[sessions]\nfirst = 2027-01-11"), Path())
    assert settings.mailbox
    assert (settings.mailbox.username, settings.mailbox.port, settings.mailbox.sent) == ("me", 993, None)
    assert settings.rules.sessions == Sessions(date(2027, 1, 11))


ADDRESSES = [
    ("me@example.com", "me@example.com", "me@example.com"),
    ("Karl Hughes <me@example.com>", "Karl Hughes <me@example.com>", "me@example.com"),
    ("<me@example.com>", "me@example.com", "me@example.com"),
    ('"Hughes, Karl" <me@example.com>', '"Hughes, Karl" <me@example.com>', "me@example.com"),
    ("Karl J. Hughes <me@example.com>", '"Karl J. Hughes" <me@example.com>', "me@example.com"),
    ("Zoë <me@example.com>", "Zoë <me@example.com>", "me@example.com"),
    ('"me@work.org" <me@example.com>', '"me@work.org" <me@example.com>', "me@example.com"),
    ('"a \\"b\\"" <me@example.com>', '"a \\"b\\"" <me@example.com>', "me@example.com"),
]


@pytest.mark.parametrize(("typed", "kept", "bare"), ADDRESSES)
def test_an_address_may_have_a_name(typed: str, kept: str, bare: str) -> None:
    smtp = {"host": "h.example.org", "from": typed}
    settings = parse_settings({"summary": {"to": [typed]}, "smtp": smtp}, Path())
    assert (settings.summary.to, settings.summary.addresses) == ([kept], (bare,))
    assert settings.smtp
    assert settings.smtp.sender == kept
    message = EmailMessage()
    message["From"] = settings.smtp.sender
    assert [address.addr_spec for address in message["From"].addresses] == [bare]


def test_the_owners_addresses_are_those_of_all_sections_once() -> None:
    smtp = {"host": "h.example.org", "from": "Keep <you@example.com>", "username": "box@example.org"}
    values = {"summary": {"to": ["Me <me@example.com>", "you@example.com"]}, "smtp": smtp}
    assert parse_settings(values, Path()).own_addresses == ("me@example.com", "you@example.com")
    values |= {"mailbox": {"host": "imap.example.org"}}
    assert parse_settings(values, Path()).own_addresses[2:] == ("box@example.org",)


@pytest.mark.parametrize(
    ("text", "key", "cure"),
    [
        ('[sheets]\nlocation = "a"', "sheets: is no key", "correct or remove it"),
        ('[sheet]\nlocaton = "a"', "sheet.locaton: is no key", "remove it"),
        ("[sheet]\nlocation = 5", "sheet.location: must be a text", "between quotes"),
        ('[sheet]\nlocation = ""', "sheet.location: is empty", "fill it in"),
        ('sheet = "abc"', "sheet: must be a table", "write it as [section]"),
        ('folder = "/"', "folder: is no key", "remove it"),
        ('[sheet]\ntimezone = "Chicago"', "sheet.timezone: is no time zone", "Europe/Berlin"),
        ('[sheet]\ntimezone = "../x"', "sheet.timezone: is no time zone", "Europe/Berlin"),
        ('[sheet]\nlocale = "english"', "sheet.locale: is no locale", "en_GB"),
        ('[contacts]\nevery = "often"', "contacts.every: is no interval", "3 months"),
        ('[contacts]\nevery = "never"', "contacts.every: is no interval", "3 months"),
        ('[summary]\nto = "me@example.com"', "summary.to: must be a list", '["…"]'),
        ('[summary]\nto = ["me"]', "summary.to: is no email address", "me@example.com"),
        ('[summary]\nto = ["mé@example.com"]', "summary.to: is no email address", "me@example.com"),
        ('[summary]\nto = ["a@b.org, c@d.org"]', "summary.to: is no email address", "me@example.com"),
        ('[summary]\nsend = "hourly"', "summary.send: is none of the words", "'weekly' or 'monthly'"),
        ('[summary]\non = "someday"', "summary.on: is no weekday", "monday"),
        ('[summary]\nsend = "monthly"\non = 32', "summary.on: is no day of the month", "1 to 31"),
        ('[summary]\nsend = "monthly"\non = "monday"', "summary.on: is no day of the month", "1 to 31"),
        ('[summary]\ncoming_up = "1 month"', "summary.coming_up: must be days or weeks", "2 weeks"),
        ('[summary]\nopening = "{"', "summary.opening: a brace", "{{"),
        (f"{TO}from = 'me@example.com'", "smtp.host: is missing", "add it"),
        (f"{TO}host = 'h'", "smtp.from: is missing", "add it"),
        (f"{TO}{SMTP}\nport = 0", "smtp.port: is no port", "1 to 65535"),
        (f"{TO}{SMTP}\nport = 65536", "smtp.port: is no port", "1 to 65535"),
        (f"{TO}{SMTP}\nport = '587'", "smtp.port: must be a number", "without quotes"),
        (f"{TO}{SMTP}\nsecurity = 'ssl'", "smtp.security: is none of the words", "'starttls'"),
        (f"{TO}{SMTP}\nsecurity = 'none'", "smtp.security: none is only for", "starttls or tls"),
        (f"{TO}{SMTP}\npassword = 'x'", "smtp.password: must not stand here", "password_command"),
        (f"{TO}{SMTP}\npassword_command = 'pass'", "smtp.password_command: must be a list", '["…"]'),
        (f"{TO}{SMTP}\npassword_command = []", "smtp.password_command: is empty", "fill it in"),
        (
            f"{TO}{SMTP}\npassword_command = ['a']\npassword_file = 'b'",
            "smtp.password_file: stands beside",
            "keep one",
        ),
        (f"[smtp]\n{SMTP}", "summary.to: names nobody", "me@example.com"),
        ('[monitor]\nping_url = "hc-ping.com/abc"', "monitor.ping_url: is no web address", "https://"),
        ('[monitor]\nping_url = "file:///etc/passwd"', "monitor.ping_url: is no web address", "https://"),
        ('[monitor]\nping_url = "https://"', "monitor.ping_url: is no web address", "https://"),
        ('[monitor]\nping_url = "https://a b.org/"', "monitor.ping_url: is no web address", "https://"),
        ('[monitor]\nping_url = "https://a.org:99999/"', "monitor.ping_url: is no web address", "https://"),
        ('[log]\nfile = ""', "log.file: is empty", "fill it in"),
        ('[summary]\nto = ["<me@example.com"]', "summary.to: is no email address", "me@example.com"),
        ('[summary]\nto = ["A <a@b.org>, B <c@d.org>"]', "summary.to: is no email address", "Me <me@"),
        ('[summary]\nto = ["a@b.org <me>"]', "summary.to: is no email address", "Me <me@example.com>"),
        ('[summary]\nto = ["A\\nB <a@b.org>"]', "summary.to: is no email address", "Me <me@example.com>"),
        ("[summary]\non = 1.5", "summary.on: is no weekday", "monday"),
        ("[summary]\nsend = 'monthly'\non = true", "summary.on: is no day of the month", "1 to 31"),
        ('[columns]\nname = "Who"\nemail = "who:"', "columns.email: is the header of name", "keep one"),
        ('[columns]\nbirthdate = "Born"', "columns.birthdate: is no key", "remove it"),
        ("[mailbox]\nusername = 'me'", "mailbox.host: is missing", "add it"),
        ("[mailbox]\nhost = 'h'", "mailbox.username: is missing", "add it"),
        (f"{BOX}\nport = 0", "mailbox.port: is no port", "1 to 65535"),
        (f"{BOX}\npassword = 'x'", "mailbox.password: must not stand here", "password_command"),
        (f"{BOX}\nsecurity = 'none'", "mailbox.security: is no key", "remove it"),
        (
            f"{BOX}\npassword_command = ['a']\npassword_file = 'b'",
            "mailbox.password_file: stands beside",
            "keep one",
        ),
        ("[sessions]\nat = '09:00'", "sessions.first: is missing", "add it"),
        ("[sessions]\nfirst = '2027-01-11'", "sessions.first: is no date", "without quotes"),
        ("[sessions]\nfirst = 2027-01-11T09:00:00", "sessions.first: is no date", "without quotes"),
        ("[sessions]\nfirst = 9999-12-31", "sessions.first: is no date", "2027-01-11"),
        (f"{SESSIONS}\nevery = 'quarterly'", "sessions.every: must be whole weeks", "13 weeks"),
        (f"{SESSIONS}\nevery = '90 days'", "sessions.every: must be whole weeks", "13 weeks"),
        (f"{SESSIONS}\nanswer_after = '1 month'", "sessions.answer_after: must be days", "2 weeks"),
        (f"{SESSIONS}\nevery='1 week'\nanswer_after='7 days'", "sessions.answer_after: is as long", "3 days"),
        (f"{SESSIONS}\nat = '25:00'", "sessions.at: is no time of day", "09:00"),
        (f"{SESSIONS}\nat = 09:00:00", "sessions.at: must be a text", "quotes"),
        ("[calendar]", "calendar.file: is missing", "add it"),
        ("[calendar]\nfile = 'keep-in-touch.toml'", "calendar.file: must end in .ics", "keep-in-touch.ics"),
    ],
)
def test_a_fault_is_told_with_its_key_and_its_cure(text: str, key: str, cure: str) -> None:
    [line] = faults(text)
    assert line.startswith(key)
    assert cure in line.partition("; ")[2]


def test_all_faults_are_told_at_once() -> None:
    lines = faults('[sheet]\nlocation = 5\nwhat = 1\n[contacts]\nevery = "x"\n[summary]\nto = ["x"]\n')
    keys = ["sheet.location", "sheet.what", "contacts.every", "summary.to"]
    assert [line.partition(":")[0] for line in lines] == keys


HIDDEN = [
    (f"{TO}{SMTP}\npassword = 'x'\nport = 0", ["smtp.password", "smtp.port"]),
    ("[summary]\nsend = 'hourly'\non = 'someday'", ["summary.send", "summary.on"]),
    ("[summary]\nsend = 'hourly'\non = 'monday'", ["summary.send"]),
    (f"{TO}{SMTP}\nport = 0\nsecurity = 'none'", ["smtp.security", "smtp.port"]),
    (f"{TO}{SMTP}\nport=0\npassword_file='a'\npassword_command=['b']", ["smtp.password_file", "smtp.port"]),
    (f"[smtp]\n{SMTP}\n[contacts]\nevery = 'often'", ["contacts.every", "summary.to"]),
    ("folder = 1\n[smtp]\nport = 1", ["smtp.host", "smtp.from", "folder", "summary.to"]),
]


@pytest.mark.parametrize(("text", "keys"), HIDDEN)
def test_no_fault_hides_another(text: str, keys: list[str]) -> None:
    assert sorted(line.partition(":")[0] for line in faults(text)) == sorted(keys)


def test_a_password_in_the_file_is_never_repeated() -> None:
    assert "geheim" not in "".join(faults(f"{TO}{SMTP}\npassword = 'geheim'"))


def test_a_loopback_server_may_go_unencrypted() -> None:
    for host in ("localhost", "127.0.0.1", "[::1]"):
        text = f"{TO}host = '{host}'\nfrom = 'me@example.com'\nsecurity = 'none'"
        assert parse_settings(tomllib.loads(text), Path()).smtp


@pytest.mark.parametrize("on", ["Friday", "friday"])
def test_a_weekday_is_one_in_any_case(on: str) -> None:
    settings = parse_settings({"summary": {"on": on}}, Path())
    assert settings.summary.schedule == Schedule("weekly", 4)


def test_a_home_folder_that_is_none_is_told() -> None:
    with pytest.raises(SetUpError, match="no such home folder"):
        parse_settings({}, Path()).find_path("~nobody-of-that-name/x")


def test_the_file_is_looked_for_where_the_design_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("KEEP_IN_TOUCH_CONFIG", raising=False)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert find_settings(None) is None
    user = tmp_path / "config" / "keep-in-touch" / FILE_NAME
    user.parent.mkdir(parents=True)
    user.touch()
    assert find_settings(None) == user
    Path(FILE_NAME).touch()
    assert find_settings(None) == tmp_path / "here" / FILE_NAME
    monkeypatch.setenv("KEEP_IN_TOUCH_CONFIG", "/other.toml")
    assert find_settings(None) == Path("/other.toml")
    assert find_settings(Path("named.toml")) == Path("named.toml")


def test_a_file_that_is_missing_or_no_toml_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetUpError, match="keep-in-touch init"):
        load_settings(tmp_path / "none.toml")
    file = tmp_path / "bad.toml"
    for content in (b"[sheet", b"a = 1\na = 2", b"\xff\xfe", b'password = "unclosed'):
        file.write_bytes(content)
        with pytest.raises(SetUpError, match="it is not TOML"):
            load_settings(file)


def test_paths_count_from_the_file_wherever_it_is_named_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / FILE_NAME
    file.write_text("\ufeff" + FULL, encoding="utf-8")
    file.chmod(0o600)
    monkeypatch.chdir(tmp_path)
    assert load_settings(Path(FILE_NAME)).find_path("x") == tmp_path / "x"


def test_a_file_that_others_may_write_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "my settings.toml"
    file.touch()
    for mode in (0o620, 0o602, 0o666):
        file.chmod(mode)
        with pytest.raises(SetUpError, match=f"chmod 600 '{file}'"):
            load_settings(file)
    file.chmod(0o644)
    assert load_settings(file)
