"""Mail to a real server: aiosmtpd on loopback, with a certificate made for the test."""

import ssl
import traceback
from pathlib import Path

import pytest

from sync.errors import KeepInTouchError, PermissionDeniedError, SetUpError, TryAgainError
from sync.mail.relay import Security, Server
from sync.mail.smtp import send
from tests.mail.messages import OTHER, SENDER, TO, make_mail
from tests.mail.servers import PASSWORD, USER, Certificate, Inbox, find_free_port, make_certificate, serve


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


def server(port: int, security: Security = "starttls", username: str | None = USER) -> Server:
    return Server("localhost", port, security, username, timeout=5)


def right() -> str:
    return PASSWORD


def wrong() -> str:
    return "hunter2-hunter2"


def never() -> str:
    pytest.fail("the password was asked for though nobody was ready for it")


def one_line(error: KeepInTouchError) -> str:
    """Return the line for the owner, checked for its shape: what, why, what to do."""
    line = str(error)
    assert "\n" not in line
    assert line.startswith("mail server ")
    assert ": " in line
    assert "; " in line
    return line


@pytest.mark.parametrize("implicit", [False, True], ids=["starttls", "tls"])
def test_a_mail_is_delivered_encrypted_and_logged_in(certificate: Certificate, *, implicit: bool) -> None:
    inbox = Inbox()
    with serve(inbox, certificate.server, implicit=implicit) as port:
        there = server(port, "tls" if implicit else "starttls")
        delivery = send(make_mail(TO, OTHER), there, right, certificate.client)

    assert delivery.refused == {}
    assert inbox.logins == [(USER.encode(), PASSWORD.encode())]
    [envelope] = inbox.envelopes
    assert envelope.mail_from == SENDER
    assert envelope.rcpt_tos == [TO, OTHER]
    assert envelope.content == make_mail(TO, OTHER).as_bytes()


def test_without_a_username_there_is_no_login(certificate: Certificate) -> None:
    inbox = Inbox()
    with serve(inbox, certificate.server, login=False) as port:
        send(make_mail(), server(port, username=None), never, certificate.client)

    assert len(inbox.envelopes) == 1
    assert not inbox.logins


def test_a_server_on_this_machine_may_be_spoken_to_unencrypted() -> None:
    inbox = Inbox()
    with serve(inbox, login=False) as port:
        send(make_mail(), Server("127.0.0.1", port, "none", timeout=5))

    assert len(inbox.envelopes) == 1


@pytest.mark.parametrize("host", ["smtp.example.com", "192.0.2.1", "localhost.example.com", "0.0.0.0"])  # noqa: S104
def test_no_other_server_is(host: str) -> None:
    with pytest.raises(SetUpError) as caught:
        send(make_mail(), Server(host, 25, "none"))

    assert "unencrypted" in one_line(caught.value)


def test_a_wrong_password_is_tried_once_and_told_by_no_error(certificate: Certificate) -> None:
    inbox = Inbox()
    with serve(inbox, certificate.server) as port, pytest.raises(PermissionDeniedError) as caught:
        send(make_mail(), server(port), wrong, certificate.client)

    assert "(535)" in one_line(caught.value)
    assert "apppasswords" in str(caught.value)
    assert len(inbox.logins) == 1
    assert not inbox.envelopes
    assert wrong() not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("refusals", "kind", "says"),
    [
        ({TO: "550 no such user"}, SetUpError, "550 no such user"),
        ({TO: "451 greylisted"}, TryAgainError, "451 greylisted"),
        ({TO: "550 no such user", OTHER: "450 busy"}, TryAgainError, "450 busy"),
    ],
)
def test_a_mail_that_all_recipients_refuse_is_not_sent(
    certificate: Certificate, refusals: dict[str, str], kind: type[KeepInTouchError], says: str
) -> None:
    inbox = Inbox(refusals)
    with serve(inbox, certificate.server) as port, pytest.raises(kind) as caught:
        send(make_mail(*refusals), server(port), right, certificate.client)

    assert says in one_line(caught.value)
    assert not inbox.envelopes


@pytest.mark.parametrize("answer", ["550 no such user", "451 greylisted"])
def test_one_refused_recipient_of_two_is_told_and_the_other_gets_the_mail(
    certificate: Certificate, answer: str
) -> None:
    inbox = Inbox({OTHER: answer})
    with serve(inbox, certificate.server) as port:
        delivery = send(make_mail(TO, OTHER), server(port), right, certificate.client)

    assert delivery.refused == {OTHER: answer}
    assert [envelope.rcpt_tos for envelope in inbox.envelopes] == [[TO]]


@pytest.mark.parametrize(
    ("answer", "kind"), [("552 mailbox full", SetUpError), ("421 going down", TryAgainError)]
)
def test_a_text_that_is_refused_is_not_sent(
    certificate: Certificate, answer: str, kind: type[KeepInTouchError]
) -> None:
    with serve(Inbox(data=answer), certificate.server) as port, pytest.raises(kind) as caught:
        send(make_mail(), server(port), right, certificate.client)

    assert answer in one_line(caught.value)


def test_without_starttls_nothing_is_sent() -> None:
    inbox = Inbox()
    with serve(inbox, login=False) as port, pytest.raises(SetUpError) as caught:
        send(make_mail(), server(port), never)

    assert "STARTTLS" in one_line(caught.value)
    assert not inbox.envelopes


def test_a_login_without_encryption_is_not_even_tried(certificate: Certificate) -> None:
    with serve(Inbox(), certificate.server) as port, pytest.raises(SetUpError) as caught:
        send(make_mail(), server(port, "none"), never)

    assert "needs TLS" in one_line(caught.value)


@pytest.mark.parametrize("implicit", [False, True], ids=["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    certificate: Certificate, *, implicit: bool
) -> None:
    inbox = Inbox()
    with serve(inbox, certificate.server, implicit=implicit) as port, pytest.raises(SetUpError) as caught:
        send(make_mail(), server(port, "tls" if implicit else "starttls"), never)

    assert "certificate" in one_line(caught.value)
    assert not inbox.envelopes


def test_a_certificate_of_another_host_is_not_trusted(tmp_path: Path) -> None:
    other = make_certificate(tmp_path, name="mail.example.com")
    with serve(Inbox(), other.server) as port, pytest.raises(SetUpError) as caught:
        send(make_mail(), server(port), never, other.client)

    assert "certificate" in one_line(caught.value)


def test_tls_to_a_starttls_port_says_so(certificate: Certificate) -> None:
    with serve(Inbox(), certificate.server) as port, pytest.raises(SetUpError) as caught:
        send(make_mail(), server(port, "tls"), never, certificate.client)

    assert 'security = "starttls"' in one_line(caught.value)


def test_a_server_that_is_down_is_tried_again_later() -> None:
    with pytest.raises(TryAgainError) as caught:
        send(make_mail(), server(find_free_port()), never)

    assert "Connection refused" in one_line(caught.value)


def test_a_name_that_nobody_knows_is_tried_again_later() -> None:
    with pytest.raises(TryAgainError) as caught:
        send(make_mail(), Server("no-such-host.invalid", 587, timeout=5), never)

    assert "name is not known" in one_line(caught.value)


def test_a_name_that_cannot_be_one_is_a_setting_to_correct() -> None:
    with pytest.raises(SetUpError) as caught:
        send(make_mail(), Server("x" * 70 + ".example.com", 587, timeout=5), never)

    one_line(caught.value)


def test_the_system_vouches_for_certificates_unless_told_otherwise(certificate: Certificate) -> None:
    assert certificate.client.verify_mode == ssl.CERT_REQUIRED
    assert certificate.client.check_hostname
