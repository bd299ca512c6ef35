"""A login that is refused, and how each provider says so."""

import pytest

from sync.core.letters.mailbox import Owner
from sync.errors import PermissionDeniedError, TryAgainError
from sync.letters.mailbox import read_mailbox
from sync.letters.server import MailboxServer, explain_refused_login
from tests.letters.odd.fakes import HANG_UP, PASSWORD, USER, Fake, Script
from tests.letters.odd.readings import HASH, NOW, fail, read
from tests.mail.servers import Certificate


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        (b"NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", 77, "an app password"),
        (b"NO [ALERT] Application-specific password required: https://x (Failure)", 77, "apppasswords"),
        (b"NO [WEBALERT https://x] Web login required", 77, "refused the login of me@example.com"),
        (b"NO LOGIN failed.", 77, "an app password"),
        (b"NO Basic authentication is disabled.", 77, "Microsoft takes no password"),
        (b"NO [PRIVACYREQUIRED] no", 77, "PRIVACYREQUIRED"),
        (b"NO [UNAVAILABLE] Temporary authentication failure", 75, "cannot check the login now"),
        (b"NO [LIMIT] LOGIN Rate limit hit", 75, "cannot check the login now"),
        (b"NO [THROTTLED] later", 75, "cannot check the login now"),
        (b"NO [ALERT] Too many simultaneous connections. (Failure)", 75, "cannot check the login now"),
        (b"NO [ALERT] Account exceeded command or bandwidth limits. (Failure)", 75, "cannot check"),
        (b"BAD Command Argument Error. 12", 75, "does not answer as it should"),
    ],
)
def test_a_refused_login_is_told_for_what_it_is(
    certificate: Certificate, answer: bytes, status: int, says: str
) -> None:
    error = fail(Script(answers={"LOGIN": b"{tag} " + answer + b"\r\n"}), certificate)

    assert error.status == status
    assert says in str(error)


@pytest.mark.parametrize("host", ["outlook.office365.com", "imap-mail.outlook.com", "OUTLOOK.COM."])
def test_at_microsoft_any_refusal_is_the_password_itself(host: str) -> None:
    error = explain_refused_login(MailboxServer(host, USER), "LOGIN failed.")

    assert isinstance(error, PermissionDeniedError)
    assert "Microsoft takes no password from a program" in str(error)
    assert "app password either" in str(error)


def test_another_host_with_that_word_in_its_name_is_not_microsoft() -> None:
    assert "Microsoft" not in str(explain_refused_login(MailboxServer("notoutlook.com", USER), "no"))


def test_no_word_of_a_refusal_is_repeated(certificate: Certificate) -> None:
    said = b"{tag} NO wrong password " + PASSWORD.encode() + b" for ada@x.org\r\n"

    assert "ada@x.org" not in str(fail(Script(answers={"LOGIN": said}), certificate))


def test_a_server_that_takes_no_passwords_is_not_given_one(certificate: Certificate) -> None:
    greeting = b"* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] ready\r\n"

    error = fail(Script(greeting=greeting), certificate)

    assert isinstance(error, PermissionDeniedError)
    assert "takes no passwords" in str(error)


@pytest.mark.parametrize("password", ["hunter2 ü", "two\r\nlines", "nul\0"])
def test_a_password_that_no_line_can_hold_goes_encoded(certificate: Certificate, password: str) -> None:
    answers = {"AUTHENTICATE PLAIN": b"+ \r\n", "": b"{tag} NO [AUTHENTICATIONFAILED] no\r\n"}

    with pytest.raises(PermissionDeniedError) as caught:
        read(Script(answers=answers), certificate, password=password)

    assert "hunter2" not in repr(caught.value)


def test_the_password_is_asked_for_only_when_the_server_is_there(certificate: Certificate) -> None:
    def never() -> str:
        pytest.fail("it was asked for")

    with Fake(Script(greeting=HANG_UP), certificate.server) as fake:
        server = MailboxServer("localhost", USER, fake.port)
        with pytest.raises(TryAgainError):
            read_mailbox(server, never, Owner((), HASH), NOW, certificate.client)
