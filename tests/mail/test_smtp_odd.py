"""Mail servers that break off, say odd things or say nothing: a stub that follows a script."""

import smtplib
import socket
import traceback
from base64 import b64encode

import pytest

from sync.core.loopback import is_loopback
from sync.errors import KeepInTouchError, PermissionDeniedError, SetUpError, TryAgainError
from sync.mail.relay import Server, name_machine
from sync.mail.sign_in import log_in
from sync.mail.smtp import send
from tests.mail.messages import OTHER, TO, make_mail
from tests.mail.servers import HANG_UP, SILENT, Stub

GREETING, EHLO, OK, GO_AHEAD, BYE = (
    "220 stub",
    "250-stub\r\n250 AUTH PLAIN LOGIN",
    "250 OK",
    "354 go",
    "221 bye",
)
SECRET = "hunter2-hunter2"


def to(stub: Stub, username: str | None = None) -> Server:
    return Server("127.0.0.1", stub.port, "none", username, timeout=0.3)


def secret() -> str:
    return SECRET


@pytest.mark.parametrize(
    ("script", "kind", "says"),
    [
        ((SILENT,), TryAgainError, "does not answer"),
        ((HANG_UP,), TryAgainError, "broke off"),
        (("421 too busy", HANG_UP), TryAgainError, "421 too busy"),
        (("554 not you", HANG_UP), SetUpError, "554 not you"),
        (("HTTP/1.1 400 Bad Request", HANG_UP), TryAgainError, "-1"),
        ((GREETING, HANG_UP), TryAgainError, "broke off"),
        ((GREETING, EHLO, "451 later", BYE), TryAgainError, "451 later"),
        ((GREETING, EHLO, "530 authenticate first", BYE), SetUpError, "set username"),
        ((GREETING, EHLO, "550 not from you", BYE), SetUpError, "check from"),
        ((GREETING, EHLO, OK, HANG_UP), TryAgainError, "broke off"),
        ((GREETING, EHLO, OK, "421 shutting down", HANG_UP), TryAgainError, "421 shutting down"),
        ((GREETING, EHLO, OK, OK, "554 no valid recipients", BYE), SetUpError, "554 no valid recipients"),
        ((GREETING, EHLO, OK, OK, HANG_UP), TryAgainError, "broke off"),
        ((GREETING, EHLO, OK, OK, SILENT), TryAgainError, "does not answer"),
    ],
)
def test_before_the_text_is_handed_over_nothing_was_sent(
    script: tuple[str, ...], kind: type[KeepInTouchError], says: str
) -> None:
    with Stub(*script) as stub, pytest.raises(kind) as caught:
        send(make_mail(), to(stub))

    assert says in str(caught.value)
    assert "may have been sent" not in str(caught.value)


@pytest.mark.parametrize("last", [HANG_UP, SILENT])
def test_a_break_after_the_text_may_have_sent_it_and_counts_as_not_sent(last: str) -> None:
    with Stub(GREETING, EHLO, OK, OK, GO_AHEAD, last) as stub, pytest.raises(TryAgainError) as caught:
        send(make_mail(), to(stub))

    assert "may have been sent" in str(caught.value)


@pytest.mark.parametrize("last", [HANG_UP, SILENT, "421 leaving", "500 what?"])
def test_once_accepted_a_mail_is_sent_however_the_connection_ends(last: str) -> None:
    with Stub(GREETING, EHLO, OK, OK, GO_AHEAD, "250 accepted", last) as stub:
        assert send(make_mail(), to(stub)).refused == {}


def test_the_text_ends_where_it_ends_and_no_earlier() -> None:
    with Stub(GREETING, EHLO, OK, OK, GO_AHEAD, "250 accepted", BYE) as stub:
        send(make_mail(), to(stub))

    assert stub.lines[4].replace(b"\r\n..", b"\r\n.").removesuffix(b".\r\n") == make_mail().as_bytes()
    assert stub.lines[4].count(b"\r\n.\r\n") == 1
    assert stub.lines[5] == b"quit\r\n"


def test_the_greeting_names_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "box.example.com")
    with Stub(GREETING, EHLO, "451 later", BYE) as stub, pytest.raises(TryAgainError):
        send(make_mail(), to(stub))

    assert stub.lines[0] == b"ehlo box.example.com\r\n"


@pytest.mark.parametrize(
    ("name", "address", "called"),
    [
        ("mail.example.com", "192.0.2.7", "mail.example.com"),
        ("box-1.xn--bcher-kva.example", "192.0.2.7", "box-1.xn--bcher-kva.example"),
        ("laptop", "192.0.2.7", "[192.0.2.7]"),
        ("Adas-Laptop.local", "192.168.1.20", "[192.168.1.20]"),
        ("box.fritz.lan", "10.0.0.2", "[10.0.0.2]"),
        ("localhost.localdomain", "127.0.0.1", "[127.0.0.1]"),
        ("ip-10-0-0-2.ec2.internal", "10.0.0.2", "[10.0.0.2]"),
        ("bad_name.example.com", "192.0.2.7", "[192.0.2.7]"),
        ("x\r\nMAIL FROM:<y@z.org>.com", "192.0.2.7", "[192.0.2.7]"),
        ("1.2.3.4", "192.0.2.7", "[192.0.2.7]"),
        ("", "2001:db8::7", "[IPv6:2001:db8::7]"),
        ("", "fe80::1%eth0", "[IPv6:fe80::1]"),
    ],
)
def test_the_machine_has_its_full_name_or_the_address_it_speaks_from(
    name: str, address: str, called: str
) -> None:
    assert name_machine(name, address) == called


def test_silence_on_the_tls_port_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    with Stub(SILENT) as stub:
        monkeypatch.setattr("sync.mail.trouble.TLS_PORT", stub.port)
        with pytest.raises(TryAgainError) as caught:
            send(make_mail(), to(stub))

    assert 'security = "tls"' in str(caught.value)


@pytest.mark.parametrize(
    ("answers", "kind", "says"),
    [
        (("535 wrong: " + SECRET,), PermissionDeniedError, "(535)"),
        (("534 use an app password",), PermissionDeniedError, "apppasswords"),
        (("530 must issue STARTTLS first",), SetUpError, "wants TLS"),
        (("538 encryption required",), SetUpError, "wants TLS"),
        (("454 temporary failure",), TryAgainError, "(454)"),
        ((HANG_UP,), TryAgainError, "broke during the login"),
        ((SILENT,), TryAgainError, "broke during the login"),
        (("what?",), TryAgainError, "broke during the login"),
    ],
)
def test_a_login_that_fails_tells_no_secret(
    answers: tuple[str, ...], kind: type[KeepInTouchError], says: str
) -> None:
    with Stub(GREETING, EHLO, *answers) as stub, pytest.raises(kind) as caught:
        send(make_mail(), to(stub, "me"), secret)

    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert says in told
    assert SECRET not in told
    assert b64encode(f"\0me\0{SECRET}".encode()).decode() not in told


@pytest.mark.parametrize(
    "answer",
    [
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
        "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [AM0PR0.example]",
        "535-5.7.3 no\r\n535 Basic authentication is disabled.",
        "550 5.7.60 Basic auth is disabled",
    ],
)
def test_a_server_of_microsofts_that_takes_no_passwords_is_named_as_what_it_is(answer: str) -> None:
    with Stub(GREETING, EHLO, answer) as stub, pytest.raises(PermissionDeniedError) as caught:
        send(make_mail(), to(stub, "me"), secret)

    assert "Microsoft takes no password from a program" in str(caught.value)
    assert "another provider" in str(caught.value)
    assert "app password" not in str(caught.value)


@pytest.mark.parametrize("host", ["smtp.office365.com", "smtp-mail.outlook.com"])
def test_its_hosts_are_known_whatever_they_say(host: str) -> None:
    refusal = "535 5.7.3 Authentication unsuccessful"
    with Stub(GREETING, EHLO, refusal, BYE) as stub, smtplib.SMTP("127.0.0.1", stub.port) as smtp:
        smtp.ehlo()
        with pytest.raises(PermissionDeniedError) as caught:
            log_in(smtp, Server(host, 587, username="me"), secret)

    assert "(535): Microsoft takes no password" in str(caught.value)


def test_no_frame_of_a_failed_login_keeps_the_secret() -> None:
    with Stub(GREETING, EHLO, HANG_UP) as stub, pytest.raises(TryAgainError) as caught:
        send(make_mail(), to(stub, "me"), secret)

    frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    kept = [frame.f_locals for frame in frames if "sync" in frame.f_code.co_filename.split("/")]
    assert kept
    assert SECRET not in repr(kept)


def test_a_server_that_knows_only_the_older_login_is_told_name_and_password() -> None:
    script = (GREETING, "250-stub\r\n250 AUTH LOGIN", "334 UGFzc3dvcmQ6", "235 welcome")
    with Stub(*script, OK, OK, GO_AHEAD, "250 accepted", BYE) as stub:
        send(make_mail(), to(stub, "me"), lambda: "pä55")

    assert stub.lines[1] == b"AUTH LOGIN " + b64encode(b"me") + b"\r\n"
    assert stub.lines[2] == b64encode("pä55".encode()) + b"\r\n"


@pytest.mark.parametrize("ehlo", ["250 stub", "250-stub\r\n250 AUTH CRAM-MD5"])
def test_a_server_that_offers_no_login_is_not_told_the_password(ehlo: str) -> None:
    with Stub(GREETING, ehlo) as stub, pytest.raises(SetUpError) as caught:
        send(make_mail(), to(stub, "me"), lambda: pytest.fail("asked for"))

    assert "needs TLS" in str(caught.value)


def test_a_username_without_a_password_is_a_setting_to_correct() -> None:
    with Stub(GREETING, EHLO) as stub, pytest.raises(SetUpError) as caught:
        send(make_mail(), to(stub, "me"))

    assert "no password" in str(caught.value)


def test_what_goes_wrong_with_the_password_is_told_as_it_is() -> None:
    def missing() -> str:
        raise SetUpError("smtp.password_command", "pass: it is not installed", "install it")

    with Stub(GREETING, EHLO) as stub, pytest.raises(SetUpError) as caught:
        send(make_mail(), to(stub, "me"), missing)

    assert caught.value.what == "smtp.password_command"


def test_what_a_server_says_stays_in_one_short_line() -> None:
    rude = "550-\x1b[31mgo\r\n550-away\r\n550 " + "x" * 900
    with Stub(GREETING, EHLO, OK, OK, rude, GO_AHEAD, "250 accepted", BYE) as stub:
        refused = send(make_mail(TO, OTHER), to(stub)).refused

    assert refused[OTHER].startswith("550 [31mgo away xxx")
    assert len(refused[OTHER]) < 320


def test_an_address_in_other_letters_is_a_setting_to_correct() -> None:
    mail = make_mail()
    del mail["To"]
    mail["To"] = "jörg@example.com"
    with Stub(GREETING, EHLO, OK) as stub, pytest.raises(SetUpError) as caught:
        send(mail, to(stub))

    assert "plain letters" in str(caught.value)


@pytest.mark.parametrize(
    ("host", "is_this_machine"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost.example.com", False),
        ("127.0.0.1.example.com", False),
        ("0.0.0.0", False),  # noqa: S104
        ("10.0.0.1", False),
        ("", False),
    ],
)
def test_only_this_machine_is_loopback(host: str, *, is_this_machine: bool) -> None:
    assert is_loopback(host) == is_this_machine
