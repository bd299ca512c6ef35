"""Reading the mailbox of a real server, Dovecot: what is found, what is asked, and that nothing changes."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sync.core.letters.mailbox import Mailbox, Owner
from sync.core.letters.written import find_waiting, find_written
from sync.errors import PermissionDeniedError, SetUpError
from sync.letters.mailbox import read_mailbox
from sync.letters.probe import Seen, probe
from sync.letters.server import MailboxServer
from tests.letters.distance import Distance
from tests.letters.dovecot import Account, Dovecot, needs_dovecot, run_dovecot
from tests.mail.servers import Certificate, make_certificate

pytestmark = needs_dovecot

ME, ADA, BOB = "me@example.com", "ada@x.org", "bob@y.org"
NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
HASH = "0f1e2d3c4b5a"
FLAGGED = {"Sent Items": "\\Sent", "Outgoing": "\\Sent", "Everything": "\\All", "Spam": "\\Junk"}
_USERS = count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("letters")


@pytest.fixture(scope="module")
def certificate(folder: Path) -> Certificate:
    return make_certificate(folder)


@pytest.fixture(scope="module")
def dovecot(folder: Path, certificate: Certificate) -> Iterator[Dovecot]:
    assert certificate
    with run_dovecot(folder / "localhost.pem", FLAGGED) as server:
        yield server


@pytest.fixture
def account(dovecot: Dovecot) -> Account:
    """Give an account of its own, in which nothing is yet."""
    dovecot.read_log()
    return dovecot.add(f"me{next(_USERS)}@example.com")


def mail(*lines: str, to: str = "", sender: str = ME, at: datetime | None = None, body: str = "") -> bytes:
    head = [f"From: {sender}", f"To: {to}", *([f"Date: {format_datetime(at)}"] if at else []), *lines]
    return "".join(f"{line}\r\n" for line in [*head, "", body]).encode()


def ago(**spans: int) -> datetime:
    return NOW - timedelta(**spans)


def server_of(account: Account, sent: str | None = None, port: int = 0) -> MailboxServer:
    return MailboxServer("localhost", account.user, port or account.server.port, sent)


def read(account: Account, certificate: Certificate, sent: str | None = None) -> Mailbox:
    server = server_of(account, sent)
    return read_mailbox(server, lambda: account.password, Owner((ME,), HASH), NOW, certificate.client)


def read_written(account: Account, certificate: Certificate, sent: str | None = None) -> dict[int, date]:
    mailbox = read(account, certificate, sent)
    return find_written(mailbox, {2: [ADA], 3: [BOB]}, ZONE, date(2026, 11, 24))


def test_whom_the_owner_wrote_to_and_who_waits_come_from_one_look(
    account: Account, certificate: Certificate
) -> None:
    account.put("Sent Items", mail(to=ADA, at=ago(days=9)), ago(days=9))
    account.put("Sent Items", mail(to=BOB, at=ago(days=500)), ago(days=1))  # moved here yesterday
    account.put("INBOX", mail(to=ME, sender=f"Ada <{ADA}>", at=ago(days=2)), ago(days=2))

    mailbox = read(account, certificate)

    people, today = {2: [ADA], 3: [BOB]}, date(2026, 11, 24)
    assert find_written(mailbox, people, ZONE, today) == {2: date(2026, 11, 15), 3: date(2025, 7, 12)}
    assert find_waiting(mailbox, people, {}, ZONE, today)[2].since == date(2026, 11, 22)


def test_only_what_came_within_the_time_is_looked_at(account: Account, certificate: Certificate) -> None:
    account.put("Sent Items", mail(to=ADA), ago(days=410))
    account.put("Sent Items", mail(to=BOB), ago(days=399))
    account.put("INBOX", mail(to=ME, sender=ADA), ago(days=70))

    mailbox = read(account, certificate)

    assert [letter.to for letter in mailbox.sent] == [(BOB,)]
    assert mailbox.received == ()


def test_answers_come_from_sent_and_what_a_stranger_puts_into_the_inbox_stands_apart(
    account: Account, certificate: Certificate
) -> None:
    tap = mail("Subject: Done: Ada [keepintouch x1]", to=ME, at=ago(days=1))
    typed = mail(
        "Subject: Re: Write to Ada", f"In-Reply-To: <s.{HASH}@x>", to=ME, at=ago(hours=5), body="done Ada"
    )
    account.put("Sent Items", tap, ago(days=1))
    account.put("Sent Items", typed, ago(hours=5))
    account.put("Sent Items", mail("Subject: milk", to=ME, at=ago(hours=4), body="and bread"), ago(hours=4))
    account.put("Sent Items", mail("Subject: Done: Bob [keepintouch x2]", to=f"{ME}, {BOB}"), ago(hours=3))
    account.put("INBOX", tap, ago(days=1))
    forged = mail("Subject: Pause: Ada [keepintouch x3]", to=ME, sender=ME, at=ago(hours=2))
    account.put("INBOX", forged, ago(hours=2))
    account.put("INBOX", mail("Subject: [keepintouch x4]", to=f"{ME}, {BOB}", sender=BOB), ago(hours=1))

    mailbox = read(account, certificate)

    assert [letter.subject for letter in mailbox.to_self] == [
        "Done: Ada [keepintouch x1]",
        "Re: Write to Ada",
        "milk",
    ]
    assert [letter.text[-10:] for letter in mailbox.to_self] == [b"", b"done Ada\r\n", b""]
    assert [letter.subject for letter in mailbox.elsewhere] == ["Pause: Ada [keepintouch x3]"]


def test_a_summary_of_ours_in_sent_is_not_looked_into(account: Account, certificate: Certificate) -> None:
    summary = mail(
        "Subject: Write to Ada", "List-Id: Keep in touch <x>", "Auto-Submitted: auto-generated", to=ME
    )
    account.put("Sent Items", summary, ago(days=1))

    assert read(account, certificate).to_self == ()
    assert not any("SUBJECT REF" in command for command in account.server.read_log())


ASKED = [
    r'LIST "" "\*"',
    r'EXAMINE "[^"]*"',
    r"UID SEARCH SINCE \d+-[A-Z][a-z]{2}-\d{4}(?: UNDRAFT(?: SUBJECT keepintouch)?)?",
    r"UID FETCH [\d:,]+ \(UID INTERNALDATE BODY\.PEEK\[HEADER\.FIELDS \([A-Z -]+\)\]\)",
    r"UID FETCH [\d:,]+ \(UID INTERNALDATE BODY\.PEEK\[\]<0\.16384>\)",
    r"LOGOUT",
]


def test_the_command_log_shows_examine_and_peek_only_and_nothing_is_changed(
    account: Account, certificate: Certificate
) -> None:
    account.put("Sent Items", mail("Subject: secret", to=ADA), ago(days=1), "S")
    account.put("Sent Items", mail(f"References: <s.{HASH}@x>", to=ME, body="done Ada"), ago(days=1))
    account.put("INBOX", mail("Subject: secret", to=ME, sender=ADA), ago(days=1))
    account.put("INBOX", mail("Subject: [keepintouch x]", to=ME, sender=BOB), ago(days=1), "R")

    read(account, certificate)

    log = account.server.read_log()
    assert [command for command in log if not any(re.fullmatch(form, command) for form in ASKED)] == []
    bodies = [command for command in log if "BODY.PEEK[]" in command]
    subjects = [command for command in log if "SUBJECT RE" in command or "(SUBJECT)" in command]
    assert len(bodies) == 1, "the typed answer"
    assert len(subjects) == 2, "the mail to oneself, and what has the mark of an answer"
    assert account.flags_of("Sent Items") == ["", "S"]
    assert account.flags_of("INBOX") == ["", "R"]


def test_a_folder_with_a_space_is_not_taken_for_the_one_without(
    account: Account, certificate: Certificate
) -> None:
    account.put("Sent", mail(to=ADA), ago(days=1))
    account.put("Sent Items", mail(to=BOB), ago(days=2))

    assert read_written(account, certificate) == {3: date(2026, 11, 22)}
    assert read_written(account, certificate, sent="Sent") == {2: date(2026, 11, 23)}


def test_all_folders_with_the_flag_are_read(account: Account, certificate: Certificate) -> None:
    account.put("Outgoing", mail(to=ADA), ago(days=1))
    account.put("Sent Items", mail(to=BOB), ago(days=2))
    account.make("Sent")

    assert read_written(account, certificate).keys() == {2, 3}
    assert 'EXAMINE "Sent"' not in account.server.read_log()


@pytest.mark.parametrize(
    "name",
    ["Sent", "Envoy&AOk-s", "Mail/Gesendete Elemente", "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-", "&XfJT0ZAB-"],
)
def test_without_a_flag_the_name_tells_in_many_languages(
    account: Account, certificate: Certificate, name: str
) -> None:
    account.put(name, mail(to=ADA), ago(days=1))
    account.make("Sentinel", "Resent", "Not Sent")

    assert read_written(account, certificate).keys() == {2}


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("Post &AOk- out", "post é out"),
        ("Post &AOk- out", "Post &AOk- out"),
        ('odd "name" \\ here', 'odd "name" \\ here'),
        ("Work/Sent", "Work/Sent"),
    ],
)
def test_the_folder_that_the_settings_name_is_the_only_one_of_sent_mail(
    account: Account, certificate: Certificate, name: str, sent: str
) -> None:
    account.put("Sent Items", mail(to=BOB), ago(days=1))
    account.put(name, mail(to=ADA), ago(days=2))

    assert read_written(account, certificate, sent) == {2: date(2026, 11, 22)}


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ("Nowhere", "no folder Nowhere"),
        ("INBOX", "mail of others"),
        ("inbox", "mail of others"),
        ("spam", "of others"),
    ],
)
def test_a_setting_that_names_no_folder_of_sent_mail_is_told(
    account: Account, certificate: Certificate, sent: str, says: str
) -> None:
    account.make("Sent Items", "Spam")

    with pytest.raises(SetUpError, match=says):
        read(account, certificate, sent)


def test_where_all_mail_is_kept_who_wrote_is_read_there(account: Account, certificate: Certificate) -> None:
    account.make("Sent Items")
    account.put("Everything", mail(to=ME, sender=ADA), ago(days=1))
    account.put("INBOX", mail(to=ME, sender=BOB), ago(days=1))

    assert [letter.sender for letter in read(account, certificate).received] == [ADA]


def test_an_answer_that_is_still_a_draft_is_none(account: Account, certificate: Certificate) -> None:
    account.make("Sent Items")
    account.put("Everything", mail("Subject: Done: Ada [keepintouch x]", to=ME), ago(hours=1), "D")

    mailbox = read(account, certificate)

    assert (mailbox.received, mailbox.elsewhere) == ((), ())


def test_a_wrong_password_is_refused(account: Account, certificate: Certificate) -> None:
    account.password = "wrong"

    with pytest.raises(PermissionDeniedError, match="AUTHENTICATIONFAILED") as caught:
        read(account, certificate)

    assert "wrong" not in str(caught.value)


def test_any_password_is_handed_over_as_it_is(dovecot: Dovecot, certificate: Certificate) -> None:
    for place, password in enumerate(("grün & süß 🔑", 'two words "quoted" \\ {5}')):
        account = dovecot.add(f"odd {place}@example.com", password)
        account.put("Sent Items", mail(to=ADA), ago(days=1))

        assert read_written(account, certificate).keys() == {2}


def test_an_empty_mailbox_is_read(account: Account, certificate: Certificate) -> None:
    account.make("Sent Items")

    assert read(account, certificate)[1:] == ((), (), (), ())


def test_many_letters_with_holes_between_them_are_all_read_with_few_commands(
    account: Account, certificate: Certificate
) -> None:
    for number in range(600):
        old = number % 3 == 0
        account.put(
            "Sent Items", mail(to=f"a{number}@x.org"), ago(days=600) + timedelta(days=0 if old else 500)
        )

    mailbox = read(account, certificate)

    fetches = [command for command in account.server.read_log() if "FETCH" in command]
    assert len(mailbox.sent) == 400
    assert len(fetches) <= 6
    assert max(map(len, fetches)) <= 990


def test_a_probe_tells_of_the_folders_and_of_nobody(account: Account, certificate: Certificate) -> None:
    account.put("Sent Items", mail(to=ADA), ago(days=3))
    account.put("Sent Items", mail(to=BOB), ago(days=2))
    account.make("Envoy&AOk-s")

    found = probe(server_of(account), lambda: account.password, certificate.client, everything=True)
    less = probe(server_of(account), lambda: account.password, certificate.client)

    assert found.sent == ("Sent Items",)
    assert found.arrivals == "INBOX"
    assert found.trouble is None
    assert set(found.folders) == {
        Seen("Sent Items", ("\\sent",), 2, ago(days=2)),
        Seen("Envoyés", (), 0, None),
        Seen("INBOX", (), 0, None),
    }
    assert set(less.folders) == {seen for seen in found.folders if seen.name != "Envoyés"}
    assert "IMAP4REV1" in found.capabilities
    assert ADA not in repr(found)


def test_a_probe_tells_where_no_folder_of_sent_mail_is_found(
    account: Account, certificate: Certificate
) -> None:
    account.make("Mail")

    found = probe(server_of(account), lambda: account.password, certificate.client, everything=True)

    assert found.sent == ()
    assert found.trouble
    assert found.trouble.status == 78
    assert {seen.name for seen in found.folders} == {"Mail", "INBOX"}


def _fill(account: Account, letters: int, arrived: int) -> None:
    """Put six years of letters to 400 people into Sent, two months of theirs into the inbox, four answers."""
    for number in range(letters):
        at = NOW - timedelta(days=6 * 365) * (1 - number / letters)
        account.put("Sent Items", mail("Subject: hello", to=f"friend{number % 400}@example.org", at=at), at)
    for number in range(arrived):
        at = NOW - timedelta(days=60) * (1 - number / arrived)
        account.put("INBOX", mail(to=ME, sender=f"friend{number % 400}@example.org", at=at), at)
    for days in range(1, 5):
        answer = mail(f"Subject: Done: Ada [keepintouch {days}]", to=ME, at=ago(days=days))
        account.put("Sent Items", answer, ago(days=days))
        account.put("INBOX", answer, ago(days=days))


@pytest.mark.long
def test_twenty_thousand_letters_far_away_take_a_dozen_round_trips_and_about_a_second(
    account: Account, certificate: Certificate
) -> None:
    _fill(account, 20_000, 1_000)
    read(account, certificate)  # the server makes its index once

    with Distance(account.server.port, 0.05) as far:
        server = server_of(account, port=far.port)
        began = datetime.now(UTC)
        mailbox = read_mailbox(server, lambda: account.password, Owner((ME,), HASH), NOW, certificate.client)
        took = datetime.now(UTC) - began

    assert len(mailbox.sent) > 3600
    assert len(mailbox.to_self) == 4
    assert far.round_trips <= 12
    assert took < timedelta(seconds=3), "about 0.9 on an idle machine"


def test_few_letters_far_away_take_no_more_round_trips_than_many(
    account: Account, certificate: Certificate
) -> None:
    _fill(account, 40, 40)

    with Distance(account.server.port, 0.002) as far:
        server = server_of(account, port=far.port)
        read_mailbox(server, lambda: account.password, Owner((ME,), HASH), NOW, certificate.client)

    assert far.round_trips <= 12
