"""From the summary in the inbox to the sheet: a real mail server, a real mailbox, and what the owner taps."""

import email
import html
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import policy
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from openpyxl import Workbook, load_workbook

from sync.run.attend import Attended, attend
from sync.run.look import Order
from sync.settings.sections import load_settings
from tests.letters.dovecot import Account, Dovecot, needs_dovecot
from tests.mail.servers import PASSWORD
from tests.mailboxes import letter, serve_mailboxes
from tests.setups import PEOPLE, Setup

pytestmark = needs_dovecot

ADA, BEN, STRANGER = "ada@friends.example", "ben@friends.example", "mallory@elsewhere.example"
MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_LINK = re.compile(r'href="(mailto:[^"]*keepintouch[^"]*)"')


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mailbox") / "localhost.pem"


@pytest.fixture(scope="module")
def dovecot(pem: Path) -> Iterator[Dovecot]:
    with serve_mailboxes(pem.parent) as server:
        yield server


class Owner:
    """Somebody with a list, a mail server and a mailbox, all of them real; every mail sent arrives."""

    def __init__(self, setup: Setup, account: Account) -> None:
        self.setup, self.account = setup, account
        account.make("Sent")
        mailbox = {"host": "localhost", "port": account.server.port, "username": account.user}
        self.set(
            summary={"to": [account.user]},
            smtp={"from": account.user},
            mailbox={**mailbox, "password_file": "smtp-password"},
        )

    def set(self, **changes: dict[str, object]) -> None:
        """Change these settings for good."""
        for section, values in changes.items():
            self.setup.sections[section] = {**self.setup.sections.get(section, {}), **values}
        self.setup.write()

    def run(self, at: datetime) -> Attended:
        """Do a run at that time; what it mails is put into the inbox then."""
        before = len(self.setup.inbox.envelopes)
        done = attend(load_settings(self.setup.settings), None, Order(), lambda: at, _no_warning)
        for envelope in self.setup.inbox.envelopes[before:]:
            assert isinstance(envelope.content, bytes)
            self.account.put("INBOX", envelope.content, at)
        return done

    def read_summary(self) -> str:
        """Return the HTML of the last summary, as it was received."""
        content = self.setup.inbox.envelopes[-1].content
        assert isinstance(content, bytes)
        body = email.message_from_bytes(content, policy=policy.default).get_body(("html",))
        assert body
        return str(body.get_content())

    def find_draft(self, beginning: str) -> tuple[str, str]:
        """Return to whom, and with which subject, the link in the summary opens a draft."""
        for link in map(html.unescape, _LINK.findall(self.read_summary())):
            parts = urlsplit(link)
            subject = unquote(parts.query.removeprefix("subject="))
            if subject.startswith(beginning):
                return unquote(parts.path), subject
        raise AssertionError(self.read_summary())

    def tap(self, beginning: str, at: datetime) -> str:
        """Send the draft that a link opens, and return its subject."""
        to, subject = self.find_draft(beginning)
        for folder in ("Sent", "INBOX"):
            self.account.put(folder, letter(self.account.user, to, at, subject), at)
        return subject

    def write_to(self, address: str, at: datetime) -> None:
        self.account.put("Sent", letter(self.account.user, address, at), at)

    def due(self) -> list[str]:
        """Return what stands in Next due at Google."""
        return [row[0] for row in self.setup.owner.values("E2:E3")]

    def reasons(self) -> list[str]:
        """Return the words in the cells at Google."""
        return [_words(row[0]) for row in self.setup.owner.values("E2:E3", "FORMULA")]


def _no_warning(line: str) -> None:
    raise AssertionError(line)


def _words(formula: str) -> str:
    return formula.partition('N("')[2].partition(" · #")[0]


@pytest.fixture
def owner(setup: Setup, dovecot: Dovecot, pem: Path, monkeypatch: pytest.MonkeyPatch) -> Owner:
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    dovecot.read_log()
    return Owner(setup, dovecot.add(password=PASSWORD))


def test_what_is_tapped_in_the_summary_moves_the_sheet_on_the_next_run(owner: Owner) -> None:
    owner.run(MONDAY)
    before = owner.due()
    owner.tap("done: Ada", MONDAY + HOUR)
    owner.write_to(BEN, MONDAY + 2 * HOUR)

    owner.run(MONDAY + DAY)

    assert owner.reasons() == [
        "2027-02-23 · in touch 2026-11-23, you answered done",
        "2027-02-23 · in touch 2026-11-23, you wrote to them",
    ]
    assert owner.due() != before
    moved = owner.setup.owner.snapshot()
    assert owner.run(MONDAY + 2 * DAY).outcome.changes == 0
    assert owner.setup.owner.snapshot() == moved


def test_two_weeks_puts_somebody_off_from_the_day_it_was_sent(owner: Owner) -> None:
    owner.run(MONDAY)
    owner.tap("2 weeks: Ben", MONDAY + HOUR)
    owner.run(MONDAY + 3 * DAY)
    assert owner.reasons()[1].startswith("2026-12-07")


def test_a_workbook_moves_through_the_command_line(owner: Owner) -> None:
    book = Workbook()
    for row in PEOPLE:
        book.worksheets[0].append(row)
    path = owner.setup.folder / "people.xlsx"
    book.save(path)
    now = datetime.now(UTC).replace(microsecond=0)
    owner.set(sheet={"location": str(path), "timezone": "UTC"})
    owner.run(now - 2 * DAY)
    owner.tap("done: Ada", now - DAY)

    done = owner.setup.command("run", "--no-mail")

    assert done.returncode == 0, done.stderr
    cell = load_workbook(path).worksheets[0]["E2"].value
    assert _words(str(cell)).endswith(f"in touch {now - DAY:%Y-%m-%d}, you answered done")


def test_nothing_is_asked_of_the_mailbox_but_to_read(owner: Owner) -> None:
    owner.account.put("INBOX", letter(ADA, owner.account.user, MONDAY - DAY), MONDAY - DAY)
    owner.run(MONDAY)
    owner.tap("done: Ada", MONDAY + HOUR)
    before = {folder: owner.account.flags_of(folder) for folder in ("Sent", "INBOX")}
    owner.account.server.read_log()

    owner.run(MONDAY + DAY)

    log = owner.account.server.read_log()
    lines = [line.removeprefix("UID ") for line in log]
    assert {line.split()[0] for line in lines} == {"LIST", "EXAMINE", "SEARCH", "FETCH", "LOGOUT"}
    for line in lines:
        assert (
            not line.startswith("FETCH") or line.count("BODY") == line.count("BODY.PEEK[HEADER.FIELDS") == 1
        )
    assert {folder: owner.account.flags_of(folder) for folder in ("Sent", "INBOX")} == before


def test_with_a_mailbox_an_idle_run_still_takes_two_requests(owner: Owner) -> None:
    owner.run(MONDAY)
    owner.write_to(ADA, MONDAY + HOUR)
    owner.run(MONDAY + DAY)
    since = len(owner.setup.google.log)
    owner.run(MONDAY + 2 * DAY)
    assert [exchange.kind for exchange in owner.setup.google.log[since:]] == ["token", "read"]


def test_who_wrote_waits_and_is_no_contact(owner: Owner) -> None:
    owner.account.put("INBOX", letter(ADA, owner.account.user, MONDAY - 3 * DAY), MONDAY - 3 * DAY)
    done = owner.run(MONDAY)
    assert [person.waiting is not None for person in done.outcome.plan.people] == [True, False]
    assert owner.reasons()[0].endswith("in touch 2026-01-14, from the date in your note")
    summary = done.outcome.summary
    assert summary
    assert "waiting for your answer" in summary.text.lower()


def test_a_forged_answer_in_the_inbox_does_nothing_and_is_told(owner: Owner) -> None:
    owner.run(MONDAY)
    before = owner.setup.owner.snapshot()
    to, subject = owner.find_draft("done: Ada")
    for sender in (STRANGER, owner.account.user):
        owner.account.put("INBOX", letter(sender, to, MONDAY + HOUR, subject), MONDAY + HOUR)

    done = owner.run(MONDAY + DAY)

    assert owner.setup.owner.snapshot() == before
    assert any(STRANGER in problem.what for problem in done.outcome.plan.problems)


def test_a_code_with_one_character_changed_does_nothing_and_is_told(owner: Owner) -> None:
    owner.run(MONDAY)
    before = owner.setup.owner.snapshot()
    to, subject = owner.find_draft("done: Ada")
    changed = f"{subject[:-2]}{'0' if subject[-2] != '0' else '1'}]"
    owner.account.put("Sent", letter(owner.account.user, to, MONDAY + HOUR, changed), MONDAY + HOUR)

    done = owner.run(MONDAY + DAY)

    assert owner.setup.owner.snapshot() == before
    assert any(
        "has a code that is not of this list" in problem.what for problem in done.outcome.plan.problems
    )


def refuse(owner: Owner) -> None:
    word = owner.setup.folder / "wrong"
    word.touch(mode=0o600)
    word.write_text("wrong")
    owner.set(mailbox={"password_file": "wrong"})


FAILURES: list[tuple[Callable[[Owner], object], int, str]] = [
    (refuse, 77, "it refused the login"),
    (lambda owner: owner.set(mailbox={"port": 9}), 75, "the next run tries again"),
    (lambda owner: owner.set(mailbox={"sent": "Gone"}), 78, "Gone"),
]


@pytest.mark.parametrize(("break_it", "status", "words"), FAILURES)
def test_a_mailbox_that_fails_stops_neither_sheet_nor_mail(
    owner: Owner, break_it: Callable[[Owner], object], status: int, words: str
) -> None:
    break_it(owner)
    done = owner.run(MONDAY)
    assert done.status == status
    assert owner.reasons()[0].endswith("in touch 2026-01-14, from the date in your note")
    assert done.outcome.mail == "sent"
    assert done.outcome.summary
    assert words in " ".join(done.outcome.summary.text.split())
    assert owner.run(MONDAY + DAY).outcome.changes == 0


def test_where_the_mailbox_fails_once_nothing_is_lost(owner: Owner) -> None:
    owner.run(MONDAY)
    owner.tap("done: Ada", MONDAY + HOUR)
    port = owner.account.server.port
    owner.set(mailbox={"port": 9})
    assert owner.run(MONDAY + DAY).status == 75
    owner.set(mailbox={"port": port})
    owner.run(MONDAY + 2 * DAY)
    assert owner.reasons()[0] == "2027-02-23 · in touch 2026-11-23, you answered done"


def test_addresses_of_others_stand_in_no_output_and_no_file(owner: Owner, tmp_path: Path) -> None:
    friend = "somebody.else@nowhere.example"
    owner.account.put("INBOX", letter(friend, owner.account.user, MONDAY - DAY), MONDAY - DAY)
    owner.write_to(friend, MONDAY - DAY)
    owner.set(log={"file": "run.log"})
    for command in (["run", "-v"], ["status"], ["check", "--mailbox"]):
        assert friend not in owner.setup.invoke(*command).output
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if friend.encode() in path.read_bytes()]
    assert friend not in json.dumps(owner.setup.owner.snapshot())


PROGRAM = """
import sys
from sync.cli import app
try:
    app(sys.argv[1:])
finally:
    mailbox = ("sync.letters", "sync.core.letters", "sync.run.correspondence", "imaplib")
    print([name for name in sys.modules if name.startswith(mailbox)])
"""


def test_a_run_without_a_mailbox_imports_nothing_of_it(setup: Setup) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "run", "-q"], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert len(setup.inbox.envelopes) == 1
