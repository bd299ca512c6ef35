"""The mail server as it is: every way it can fail has its line, its cure and its exit status.

What matters most is whether the mail was accepted. Before its end was handed over it was not; once the
server's 250 is here it was; only in between can nobody tell, and then it counts as not sent and is repeated
under the same Message-ID (design.md, section 6).
"""

import smtplib
import socket
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import getaddresses
from re import MULTILINE
from re import compile as pattern
from typing import Literal, NamedTuple

from sync.core.loopback import is_loopback
from sync.errors import KeepInTouchError, PermissionDeniedError, SetUpError, TryAgainError

Security = Literal["starttls", "tls", "none"]

LOGGED_IN, SEND_PASSWORD, SEND_MAIL = 235, 334, 354
NEEDS_LOGIN, NEEDS_ENCRYPTION = 530, frozenset({530, 538})
BROKEN = -1
"""In place of the server's code: the connection broke, or what came was no answer."""
TLS_PORT = 465
_GOOD, _TRANSIENT = 2, 4
_LONGEST_REPLY = 300
_HELO = "[127.0.0.1]"  # an address literal (RFC 5321, 4.1.3): this machine's name is nobody's business
_LEADING_DOT = pattern(rb"^\.", MULTILINE)

LATER = "the next run tries again"
ENCRYPT = 'set security = "starttls" or "tls" under [smtp], and the port that goes with it'


class Server(NamedTuple):
    """The mail server; `timeout` is in seconds, for each answer; no `username`, no login."""

    host: str
    port: int
    security: Security = "starttls"
    username: str | None = None
    timeout: float = 30

    @property
    def what(self) -> str:
        """What an error calls it."""
        return f"mail server {self.host}:{self.port}"


class Delivery(NamedTuple):
    """The mail was accepted, though not for those `refused`: by address, what the server said."""

    refused: Mapping[str, str]


def send(
    message: EmailMessage,
    server: Server,
    password: Callable[[], str] | None = None,
    context: ssl.SSLContext | None = None,
) -> Delivery:
    """Hand the mail to the server and return whom it refused.

    The password is asked for only once the server is ready for it. Raises `TryAgainError`,
    `PermissionDeniedError` or `SetUpError`; after any of them the mail counts as not sent.
    """
    if server.security == "none" and not is_loopback(server.host):
        raise SetUpError(server.what, "the mail would go there unencrypted", ENCRYPT)
    with translated(server):
        smtp = connect(server, context or ssl.create_default_context())
    try:
        if server.username is not None:
            log_in(smtp, server, password)
        with translated(server):
            refused = address_to(smtp, server, message)
            _announce(smtp, server)
        _hand_over(smtp, server, message)
        with suppress(OSError):
            smtp.quit()
    finally:
        smtp.close()
    return Delivery(refused)


def connect(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    """Return a connection that has been greeted, encrypted and verified unless it may stay plain."""
    host = server.host.strip("[]")
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            host, server.port, local_hostname=_HELO, timeout=server.timeout, context=context
        )
    else:
        smtp = smtplib.SMTP(host, server.port, local_hostname=_HELO, timeout=server.timeout)
    try:
        if server.security == "starttls":
            smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def log_in(smtp: smtplib.SMTP, server: Server, password: Callable[[], str] | None) -> None:
    """Log in, trying once: a second wrong try may lock the account. No error from here holds the password."""
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" not in offered and "LOGIN" not in offered:
        cure = ENCRYPT if server.security == "none" else "check the port; without a login, leave username out"
        raise SetUpError(server.what, "it offers no login here, which usually needs TLS", cure)
    if password is None:
        cure = "set password_command or password_file under [smtp]"
        raise SetUpError(server.what, "there is a username but no password", cure)
    code = _authenticate(smtp, server.username or "", password(), plain="PLAIN" in offered)
    if code == LOGGED_IN:
        return
    if code in NEEDS_ENCRYPTION:
        raise SetUpError(server.what, f"it wants TLS before a login ({code})", ENCRYPT)
    if code == BROKEN:
        raise TryAgainError(server.what, "the connection broke during the login", LATER)
    if code // 100 == _TRANSIENT:
        raise TryAgainError(server.what, f"it cannot check the login now ({code})", LATER)
    raise PermissionDeniedError(
        server.what,
        f"it refused the login of {server.username} ({code})",
        "check the username and password; Gmail wants an app password, https://myaccount.google.com/apppasswords",
    )


def _authenticate(smtp: smtplib.SMTP, username: str, password: str, *, plain: bool) -> int:
    """Return the server's code alone: its words may repeat what it was sent."""
    try:
        if plain:
            return smtp.docmd("AUTH", "PLAIN " + _encode(f"\0{username}\0{password}"))[0]
        code = smtp.docmd("AUTH", "LOGIN " + _encode(username))[0]
        return smtp.docmd(_encode(password))[0] if code == SEND_PASSWORD else code
    except OSError:
        return BROKEN


def _encode(text: str) -> str:
    return b64encode(text.encode("utf-8", "surrogateescape")).decode()


def address_to(smtp: smtplib.SMTP, server: Server, message: EmailMessage) -> dict[str, str]:
    """Name the sender and the recipients; return those refused, if others were not."""
    [(_, sender)] = getaddresses([str(message["From"])])
    code, reply = smtp.mail(sender)
    if code // 100 != _GOOD:
        cure = "set username under [smtp]" if code == NEEDS_LOGIN else "check from under [smtp]"
        raise _refusal(server, f"it refused the sender {sender}", (code, reply), cure)
    recipients = dict.fromkeys(address for _, address in getaddresses([str(message["To"])]))
    answers = {address: smtp.rcpt(address) for address in recipients}
    refused = {address: answer for address, answer in answers.items() if answer[0] // 100 != _GOOD}
    if len(refused) == len(answers):
        worst = min(refused.values(), key=lambda answer: answer[0])
        raise _refusal(
            server, f"it refused {' and '.join(refused)}", worst, "check the addresses in to under [summary]"
        )
    return {address: _words(answer) for address, answer in refused.items()}


def _announce(smtp: smtplib.SMTP, server: Server) -> None:
    answer = smtp.docmd("DATA")
    if answer[0] != SEND_MAIL:
        raise _refusal(server, "it does not take the mail", answer, "put right what it names")


def _hand_over(smtp: smtplib.SMTP, server: Server, message: EmailMessage) -> None:
    """Send the text and its end. From here to the answer nobody can tell whether it was accepted."""
    answer = (BROKEN, b"")
    with suppress(OSError):
        smtp.send(_LEADING_DOT.sub(b"..", message.as_bytes()) + b".\r\n")
        answer = smtp.getreply()
    if answer[0] // 100 == _GOOD:
        return
    if answer[0] == BROKEN:
        why = "the connection broke after the mail was handed over, so it may have been sent"
        raise TryAgainError(server.what, why, "the next run sends it again under the same Message-ID")
    raise _refusal(server, "it did not accept the mail", answer, "put right what it names")


@contextmanager
def translated(server: Server) -> Iterator[None]:
    """Turn what the network, TLS and smtplib raise into an error for the owner."""
    try:
        yield
    except KeepInTouchError:
        raise
    except UnicodeError:
        why = "the host or an address in the mail is not written in plain letters"
        raise SetUpError(server.what, why, "correct host and from under [smtp], to under [summary]") from None
    except OSError as error:
        raise _explain(server, error) from None


def _explain(server: Server, error: Exception) -> KeepInTouchError:
    match error:
        case ssl.SSLCertVerificationError():
            why = f"its certificate cannot be trusted ({error.verify_message.rstrip('.')})"
            return SetUpError(server.what, why, "check the host name, and this machine's clock")
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            return TryAgainError(server.what, "the connection broke", LATER)
        case ssl.SSLError():
            cure = 'try security = "starttls"' if server.security == "tls" else "check host and port"
            return SetUpError(server.what, f"no encrypted connection comes about ({error.reason})", cure)
        case smtplib.SMTPNotSupportedError():
            why = "it offers no STARTTLS, and the mail is not sent unencrypted"
            return SetUpError(server.what, why, 'check the port, or set security = "tls" with port 465')
        case smtplib.SMTPResponseException():
            answer = (error.smtp_code, _bytes(error.smtp_error))
            return _refusal(server, "it turned the connection away", answer, "check host and port")
        case _:
            return TryAgainError(server.what, _trouble(error), _hint(server))


def _trouble(error: Exception) -> str:
    match error:
        case socket.gaierror():
            return "its name is not known, or there is no network"
        case TimeoutError():
            return "it does not answer"
        case smtplib.SMTPServerDisconnected():
            return "it broke off" if "timed out" not in str(error) else "it does not answer"
        case _:
            return getattr(error, "strerror", None) or "the connection broke"


def _hint(server: Server) -> str:
    if server.port == TLS_PORT and server.security != "tls":
        return f'port {TLS_PORT} needs security = "tls" under [smtp]'
    return LATER


def _refusal(server: Server, why: str, answer: tuple[int, bytes], cure: str) -> KeepInTouchError:
    """Return the error for an answer that is no yes: 4xx passes, anything else has to be put right."""
    why = f"{why} ({_words(answer)})"
    if answer[0] // 100 == _TRANSIENT or answer[0] == BROKEN:
        return TryAgainError(server.what, why, LATER)
    return SetUpError(server.what, why, cure)


def _words(answer: tuple[int, bytes]) -> str:
    code, reply = answer
    text = " ".join(_bytes(reply).decode("utf-8", "replace").split())[:_LONGEST_REPLY]
    return "".join(filter(str.isprintable, f"{code} {text}".strip()))


def _bytes(reply: bytes | str) -> bytes:
    return reply.encode() if isinstance(reply, str) else reply
