"""What Dovecot never says: refusals of every provider, silence, dripping, a drop at any byte, limits."""

import ssl
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic

import pytest

from sync.core.letters.mailbox import Owner
from sync.errors import KeepInTouchError, SetUpError, TryAgainError
from sync.letters.mailbox import read_mailbox
from sync.letters.server import MailboxServer
from tests.letters.odd.fakes import HANG_UP, PASSWORD, SILENT, USER, Fake, Script
from tests.letters.odd.readings import HASH, MAILS, NOW, TO_ADA, fail, read
from tests.mail.servers import Certificate, make_certificate


def test_the_server_that_says_what_it_should_is_read(certificate: Certificate) -> None:
    mailbox, fake = read(Script(mails=MAILS), certificate)

    assert [letter.to for letter in mailbox.sent] == [("ada@x.org",), ("me@example.com",)]
    assert [letter.sender for letter in mailbox.received] == ["ada@x.org"]
    assert [letter.text[-10:] for letter in mailbox.to_self] == [b"done Ada\r\n"]
    assert [letter.subject for letter in mailbox.elsewhere] == ["keepintouch"]
    assert [command.split()[0] for command in fake.commands].count("LIST") == 1
    assert fake.commands[-1] == "LOGOUT"


STEPS = (
    "LOGIN",
    "LIST",
    "EXAMINE",
    "UID SEARCH",
    "UID FETCH",
    'EXAMINE "INBOX"',
    "UID SEARCH SINCE 23-Sep-2026 UNDRAFT SUBJECT",
)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (HANG_UP, "the connection broke"),
        (b"{tag} BAD no such thing\r\n", "does not answer as it should"),
        (b"{tag} NO [THROTTLED] later\r\n", "the next run tries again"),
        (b"* BYE going down\r\n", "the connection broke"),
        (b"HTTP/1.1 400 Bad Request\r\n", "the connection broke"),
        (b"* LIST {99999999999}\r\n", "does not answer as it should"),
        (b"* LIST {" + b"9" * 5000 + b"}\r\n", "does not answer as it should"),
    ],
    ids=["hangs up", "BAD", "throttled", "BYE", "no IMAP", "announces too much", "announces nonsense"],
)
def test_whatever_goes_wrong_at_whichever_step_will_pass(
    certificate: Certificate, step: str, answer: bytes, says: str
) -> None:
    error = fail(Script(mails=MAILS, answers={step: answer}), certificate)

    assert isinstance(error, TryAgainError)
    assert says in str(error)


@pytest.mark.parametrize("step", STEPS)
def test_silence_ends_with_the_time(certificate: Certificate, step: str) -> None:
    error = fail(Script(mails=MAILS, answers={step: SILENT}), certificate, seconds=0.15)

    assert isinstance(error, TryAgainError)
    assert "does not answer in time" in str(error)


def test_silence_from_the_beginning_ends_with_the_time(certificate: Certificate) -> None:
    assert "in time" in str(fail(Script(greeting=SILENT), certificate, seconds=0.15))


def test_an_answer_that_drips_ends_with_the_time_too(certificate: Certificate) -> None:
    began = monotonic()

    error = fail(Script(mails=MAILS, drips=0.02), certificate, seconds=0.3)

    assert "does not answer in time" in str(error)
    assert monotonic() - began < 5


def test_who_hangs_up_instead_of_encrypting_may_come_back(certificate: Certificate) -> None:
    with Fake(Script(), None) as fake:
        server = MailboxServer("localhost", USER, fake.port)
        with pytest.raises(TryAgainError, match=r"broke|reset"):
            read_mailbox(server, lambda: PASSWORD, Owner((), HASH), NOW, certificate.client)


def _drop_everywhere(certificate: Certificate, places: range) -> None:
    for octets in places:
        error = fail(Script(mails=MAILS, octets=octets), certificate)
        assert isinstance(error, TryAgainError), octets


def _length_of_a_session(certificate: Certificate) -> int:
    return read(Script(mails=MAILS), certificate)[1].octets


def test_a_drop_within_the_session_leaves_nothing_half_read(certificate: Certificate) -> None:
    _drop_everywhere(certificate, range(0, _length_of_a_session(certificate), 101))


@pytest.mark.long
def test_a_drop_after_every_byte_of_a_session_leaves_nothing_half_read(certificate: Certificate) -> None:
    _drop_everywhere(certificate, range(_length_of_a_session(certificate)))


@pytest.mark.parametrize("announced", [b" MESSAGELIMIT=3", b""])
def test_a_limit_of_messages_a_command_is_kept_or_made_up_for(
    certificate: Certificate, announced: bytes
) -> None:
    sent = dict.fromkeys(range(2, 25, 2), TO_ADA)
    greeting = b"* OK [CAPABILITY IMAP4rev1" + announced + b"] ready\r\n"

    mailbox, fake = read(Script(greeting, mails={"Sent Items": sent}, limit=3), certificate)

    assert len(mailbox.sent) == len(sent)
    assert sum("SEARCH" in command for command in fake.commands) >= len(sent) / 3
    if announced:
        assert max(command.count(",") for command in fake.commands if "FETCH" in command) <= 2


@pytest.mark.parametrize("number", [3, 5, 7])
def test_a_letter_that_is_found_and_never_given_is_a_failure(certificate: Certificate, number: int) -> None:
    error = fail(Script(mails=MAILS, leaves_out=frozenset({number})), certificate)

    assert isinstance(error, TryAgainError)
    assert "leaves out letters" in str(error)


def test_numbers_that_were_not_asked_for_and_flags_alone_are_passed_over(certificate: Certificate) -> None:
    given = (
        b"* 9 FETCH (FLAGS (\\Seen))\r\n"
        b'* 1 FETCH (UID 99 INTERNALDATE "20-Nov-2026 10:00:00 +0100" BODY[] {2}\r\nTo)\r\n'
        b"* 3 FETCH (BODY[HEADER.FIELDS (TO)] {17}\r\nTo: ada@x.org\r\n\r\n INTERNALDATE"
        b' " 1-Nov-2026 10:00:00 -0130" UID 3)\r\n{tag} OK done\r\n'
    )
    script = Script(mails={"Sent Items": {3: TO_ADA}}, answers={"UID FETCH": given})

    mailbox, _ = read(script, certificate)

    [letter] = mailbox.sent
    assert letter.to == ("ada@x.org",)
    assert letter.at == datetime(2026, 11, 1, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize("empty", [b"NIL", b'""', b"{0}\r\n"])
def test_a_letter_without_any_such_header_is_answered_for(certificate: Certificate, empty: bytes) -> None:
    given = (
        b'* 3 FETCH (UID 3 INTERNALDATE "20-Nov-2026 10:00:00 +0100" BODY[HEADER.FIELDS (TO)] %s)\r\n' % empty
    )
    script = Script(mails={"Sent Items": {3: TO_ADA}}, answers={"UID FETCH": given + b"{tag} OK done\r\n"})

    assert [letter.to for letter in read(script, certificate)[0].sent] == [()]


@pytest.mark.parametrize(
    "folders",
    [
        (),
        ('(\\HasNoChildren) "/" INBOX', '(\\HasNoChildren) "/" Sentinel'),
        ('(\\Noselect \\Sent) "/" Sent',),
    ],
)
def test_where_no_folder_of_sent_mail_is_found_the_owner_has_to_name_it(
    certificate: Certificate, folders: tuple[str, ...]
) -> None:
    error = fail(Script(folders=folders), certificate)

    assert isinstance(error, SetUpError)
    assert "no folder of sent mail" in str(error)
    assert "sent under [mailbox]" in str(error)


def test_no_capability_need_be_announced_and_none_is_asked_for_twice(certificate: Certificate) -> None:
    asked = b"* CAPABILITY IMAP4rev1\r\n{tag} OK done\r\n"

    _, fake = read(Script(b"* OK ready\r\n", mails=MAILS, answers={"CAPABILITY": asked}), certificate)

    assert fake.commands.count("CAPABILITY") == 1
    assert "CAPABILITY" not in read(Script(mails=MAILS), certificate)[1].commands


def test_a_day_is_searched_two_days_earlier_and_in_english(certificate: Certificate) -> None:
    _, fake = read(Script(mails=MAILS), certificate)

    days = [command.split()[3] for command in fake.commands if "SEARCH" in command]
    assert days == ["18-Oct-2025", "23-Sep-2026", "23-Sep-2026"]
    assert (NOW.date() - date(2025, 10, 18)).days == 402


def test_a_certificate_that_is_not_trusted_ends_it(certificate: Certificate, tmp_path: Path) -> None:
    other = make_certificate(tmp_path, name="imap.example.org")

    for shown, trusts in ((certificate.server, ssl.create_default_context()), (other.server, other.client)):
        with Fake(Script(), shown) as fake:
            server = MailboxServer("localhost", USER, fake.port)
            with pytest.raises(SetUpError, match="certificate cannot be trusted"):
                read_mailbox(server, lambda: PASSWORD, Owner((), HASH), NOW, trusts)
            assert fake.commands == []


@pytest.mark.parametrize(("host", "says"), [("mail.invalid", "not known"), ("a..b", "no name of a server")])
def test_a_host_that_is_none_is_told(host: str, says: str) -> None:
    with pytest.raises(KeepInTouchError, match=says):
        read_mailbox(MailboxServer(host, USER), lambda: PASSWORD, Owner((), HASH), NOW)


def test_a_port_that_nobody_listens_on_is_told(certificate: Certificate) -> None:
    with Fake(Script(), None) as fake:
        pass
    with pytest.raises(TryAgainError, match="refused"):
        read_mailbox(MailboxServer("localhost", USER, fake.port), lambda: PASSWORD, Owner((), HASH), NOW)
    assert certificate
