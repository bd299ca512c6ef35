"""What goes wrong with a mail server, in the owner's words: each line with its cure and exit status."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from sync.errors import KeepInTouchError, SetUpError, TryAgainError
from sync.mail.relay import Server

BROKEN = -1
"""In place of the server's code: the connection broke, or what came was no answer."""
TRANSIENT = 4
"""The first digit of a code for what passes by itself."""
TLS_PORT = 465
_LONGEST_REPLY = 300

LATER = "the next run tries again"
ENCRYPT = 'set security = "starttls" or "tls" under [smtp], and the port that goes with it'


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
            return explain_refusal(server, "it turned the connection away", answer, "check host and port")
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


def explain_refusal(server: Server, why: str, answer: tuple[int, bytes], cure: str) -> KeepInTouchError:
    """Return the error for an answer that is no yes: 4xx passes, anything else has to be put right."""
    why = f"{why} ({read_words(answer)})"
    if answer[0] // 100 == TRANSIENT or answer[0] == BROKEN:
        return TryAgainError(server.what, why, LATER)
    return SetUpError(server.what, why, cure)


def read_words(answer: tuple[int, bytes]) -> str:
    """Return the server's code and words as one short line."""
    code, reply = answer
    text = " ".join(_bytes(reply).decode("utf-8", "replace").split())[:_LONGEST_REPLY]
    return "".join(filter(str.isprintable, f"{code} {text}".strip()))


def _bytes(reply: bytes | str) -> bytes:
    return reply.encode() if isinstance(reply, str) else reply
