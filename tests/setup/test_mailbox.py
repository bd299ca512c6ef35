"""Setting the mailbox up, and looking at it: on a real server, as a person types it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.settings.sections import load_settings
from sync.setup.init.providers import find_imap_host
from tests.letters.dovecot import Account, Dovecot, needs_dovecot
from tests.mail.servers import PASSWORD, USER
from tests.mailboxes import letter, serve_mailboxes
from tests.setup.test_init import at_terminal
from tests.setups import Setup

ADA = "ada@friends.example"
AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

pytestmark = needs_dovecot


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mailbox") / "localhost.pem"


@pytest.fixture(scope="module")
def dovecot(pem: Path) -> Iterator[Dovecot]:
    with serve_mailboxes(pem.parent) as server:
        yield server


@pytest.fixture
def account(dovecot: Dovecot, setup: Setup, pem: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    """Give the owner's mailbox, with the password of the mail server, and two letters in it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    setup.write(smtp={"host": "localhost"})
    account = dovecot.add(USER, PASSWORD)
    account.put("Sent", letter(USER, ADA, AT), AT)
    account.put(f"Mail with {ADA}", letter(ADA, USER, AT), AT)
    return account


def set_mailbox(setup: Setup, account: Account, **changes: object) -> None:
    setup.write(
        smtp={"host": "localhost"},
        mailbox={"host": "localhost", "port": account.server.port, "username": USER, **changes},
    )


BEFORE = (
    "on this machine",
    "The key file",
    "in touch with somebody?",
    "all in one go?",
    "weekly or monthly?",
    "On which weekday?",
    "is printed)",
    "The mail server",
    "Its port",
    "Your user name there",
    "(empty: it is kept in a file)",
    "The file to keep it in",
    "(Enter keeps the one there)",
)
"""What is asked before the mailbox, where all is set."""


def test_a_person_sets_the_mailbox_up_with_the_password_of_the_mail_server(
    setup: Setup, account: Account
) -> None:
    with at_terminal(setup, "init") as me:
        for question in BEFORE:
            me.answer(question)
        me.answer("Set that up, too? [y/N]", "y")
        me.answer("The server of your mailbox [localhost]", "outlook.office365.com")
        me.sees("Microsoft takes no password from a program, no app password either")
        me.answer("The server of your mailbox [localhost]")
        me.answer("Its port [993]", "many")
        me.sees("is no port")
        me.answer("Its port [993]", str(account.server.port))
        me.answer(f"Your user name there [{USER}]")
        me.answer("The password is the mail server’s? [Y/n]", "n")
        me.answer("A command that prints the password")
        me.answer("The file to keep it in [imap-password]")
        me.answer("The password, which is not shown", "wrong")
        me.sees("it refused the login")
        me.answer("Answer the questions about the mailbox again?")
        me.answer("The server of your mailbox [localhost]")
        me.answer(f"Its port [{account.server.port}]")
        me.answer("Your user name there")
        me.answer("The password is the mail server’s? [y/N]", "y")
        me.sees("✓ sent mail: “Sent”, 1 letter, the last on 2026-11-20")
        me.sees("The settings are in keep-in-touch.toml")
        me.sees("✓ arrived mail: “INBOX”, no letters")
        assert me.leaves() == 0
    assert not (setup.folder / "imap-password").exists()
    assert PASSWORD not in me.read
    mailbox = load_settings(setup.settings).mailbox
    assert mailbox
    assert mailbox.model_dump(exclude_none=True) == {
        "host": "localhost",
        "port": account.server.port,
        "username": USER,
    }


def test_a_password_of_its_own_is_kept_in_a_file_of_its_own(setup: Setup, account: Account) -> None:
    other = account.server.add("other@example.com", "other word")
    other.make("Weird")
    other.make("Outbox 2")
    with at_terminal(setup, "init", "--imap-username", other.user, "--imap-host", "localhost") as me:
        for question in BEFORE:
            me.answer(question)
        me.answer("Its port [993]", str(account.server.port))
        me.answer("A command that prints the password")
        me.answer("The file to keep it in [imap-password]")
        me.answer("The password, which is not shown", "other word")
        me.sees("✗ sent mail: ")
        for question in ("again?", "The server of", "Its port", "Your user name there"):
            me.answer(question)
        me.answer("The folder with what you sent", "Outbox 2")
        me.answer("A command that prints the password")
        me.answer("The file to keep it in [imap-password]")
        me.answer("The password, which is not shown", "other word")
        me.sees("✓ sent mail: “Outbox 2”, no letters")
        assert me.leaves() == 0
    assert (setup.folder / "imap-password").read_text() == "other word\n"
    assert (setup.folder / "imap-password").stat().st_mode & 0o777 == 0o600


def test_options_alone_set_it_up_and_take_it_out(setup: Setup, account: Account) -> None:
    port = str(account.server.port)
    done = setup.invoke("init", "--force", "--imap-host", "localhost", "--imap-port", port)
    assert done.exit_code == 0, done.stdout + done.stderr
    assert "✓ sent mail: “Sent”, 1 letter" in done.stdout
    kept = load_settings(setup.settings).mailbox

    assert setup.invoke("init", "--force").exit_code == 0
    assert load_settings(setup.settings).mailbox == kept

    assert setup.invoke("init", "--force", "--imap-host", "-").exit_code == 0
    assert load_settings(setup.settings).mailbox is None


def test_a_password_of_its_own_stays_where_it_is_kept(setup: Setup, account: Account) -> None:
    (setup.folder / "own").touch(mode=0o600)
    (setup.folder / "own").write_text(PASSWORD)
    set_mailbox(setup, account, password_file="own", sent="Sent")
    before = load_settings(setup.settings).mailbox
    assert setup.invoke("init", "--force").exit_code == 0
    assert load_settings(setup.settings).mailbox == before


def test_microsofts_mailbox_is_refused_as_what_it_is(setup: Setup) -> None:
    before = setup.settings.read_bytes()
    done = setup.invoke("init", "--force", "--imap-host", "outlook.office365.com")
    assert setup.settings.read_bytes() == before
    assert done.exit_code == 78
    assert "Microsoft takes no password from a program" in done.stderr


def test_check_tells_of_the_folders_and_of_no_address(setup: Setup, account: Account) -> None:
    set_mailbox(setup, account)
    done = setup.invoke("check")
    lines = [line for line in done.stdout.splitlines() if " mail: " in line or " mailbox: " in line]
    assert lines == [
        f"✓ mailbox: localhost:{account.server.port}, only ever read",
        "✓ sent mail: “Sent”, 1 letter, the last on 2026-11-20",
        "✓ arrived mail: “INBOX”, no letters",
    ]


def test_without_a_mailbox_check_says_nothing_of_it(setup: Setup) -> None:
    assert " mailbox: " not in setup.invoke("check").stdout


def test_the_report_holds_folders_flags_counts_times_and_no_address(setup: Setup, account: Account) -> None:
    set_mailbox(setup, account)
    done = setup.invoke("check", "--mailbox")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert [line.partition(": ")[0] for line in lines[:2]] == ["✓ mailbox", "✓ capabilities"]
    assert "IMAP4REV1" in lines[1]
    assert set(lines[2:-1]) == {
        "✓ folder read: “Sent” · \\sent · 1 letter, the last on 2026-11-20",
        "✓ folder read: “INBOX” · no letters",
        "✓ folder: “Mail with …” · 1 letter, the last on 2026-11-20",
    }
    assert " s to log in, " in lines[-1]
    assert "@" not in done.stdout


@pytest.mark.parametrize("option", [(), ("--mailbox",)])
@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"password_file": "wrong"}, ("mailbox: localhost:{port}: it refused the login", 77)),
        ({"port": 9}, ("mailbox: localhost:9: ", 75)),
        ({"sent": "Gone"}, ("sent mail: ", 78)),
        ({"username": "you@example.com"}, ("mailbox: there is no password", 78)),
    ],
)
def test_what_is_broken_is_told_without_an_address(
    setup: Setup, account: Account, changes: dict[str, object], what: tuple[str, int], option: tuple[str, ...]
) -> None:
    text, status = what
    (setup.folder / "wrong").touch(mode=0o600)
    (setup.folder / "wrong").write_text("wrong")
    set_mailbox(setup, account, **changes)
    done = setup.invoke("check", *option)
    [line] = [line for line in done.stdout.splitlines() if line.startswith("✗")]
    assert line.startswith(f"✗ {text.format(port=account.server.port)}")
    assert "@" not in line
    assert done.exit_code == status


def test_a_report_without_a_mailbox_says_how_to_get_one(setup: Setup) -> None:
    done = setup.invoke("check", "--mailbox")
    assert done.exit_code == 78
    assert done.stdout == "✗ mailbox: none is set; run keep-in-touch init, or add [mailbox]\n"


HOSTS = [
    ("smtp.gmail.com", "me@my.own.example", "imap.gmail.com"),
    ("smtp.mail.me.com", "me@icloud.com", "imap.mail.me.com"),
    ("smtp.fastmail.com", "me@my.own.example", "imap.fastmail.com"),
    ("smtp-mail.outlook.com", "me@hotmail.com", "outlook.office365.com"),
    ("mail.gmx.net", "me@gmx.de", "imap.gmx.net"),
    ("smtp.example.org", "me@example.org", "imap.example.org"),
    ("mail.example.org", "me@example.org", "mail.example.org"),
    ("localhost", "me@example.org", "localhost"),
    ("localhost", "me@gmail.com", "imap.gmail.com"),
    ("", "me@web.de", "imap.web.de"),
    ("", "me@example.org", "imap.example.org"),
]


@pytest.mark.parametrize(("smtp", "address", "imap"), HOSTS)
def test_the_mailbox_is_looked_for_where_the_provider_has_it(smtp: str, address: str, imap: str) -> None:
    assert find_imap_host(smtp, address) == imap
