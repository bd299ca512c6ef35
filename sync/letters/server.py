"""The mailbox as a server: where it is, what an error calls it, and how each of its refusals is told.

No word of the server's is repeated: it may be what it was sent, and it may name people.
"""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sync.core.providers import is_microsoft
from sync.errors import KeepInTouchError, PermissionDeniedError, SetUpError, TryAgainError

LATER = "the next run tries again"

_CODE = re.compile(r"\[([A-Z-]+)[^\]]*\]")
_PASSING = frozenset({"UNAVAILABLE", "INUSE", "LIMIT", "THROTTLED", "SERVERBUG", "CONTACTADMIN", "OVERQUOTA"})
"""Codes of a refusal that is not about the login (RFC 5530; LIMIT is Yahoo's, THROTTLED Google's)."""
_PASSING_WORDS = re.compile(r"too many|rate limit|bandwidth limit|try again|temporar", re.IGNORECASE)
_NO_PASSWORDS = re.compile(r"basic auth\w* is (?:disabled|blocked)", re.IGNORECASE)


class MailboxServer(NamedTuple):
    """Where the owner's mail is, always over TLS.

    `sent` names the folder of sent mail where it is not found by itself. `timeout` is in seconds, in all.
    """

    host: str
    username: str
    port: int = 993
    sent: str | None = None
    timeout: float = 20

    @property
    def what(self) -> str:
        """What an error calls it."""
        return f"mailbox {self.host}:{self.port}"


@contextmanager
def translated(server: MailboxServer) -> Iterator[None]:
    """Turn what the network, TLS and imaplib raise into an error for the owner."""
    try:
        yield
    except KeepInTouchError:
        raise
    except ssl.SSLCertVerificationError as error:
        why = f"its certificate cannot be trusted ({error.verify_message.rstrip('.')})"
        raise SetUpError(server.what, why, "check host under [mailbox], and this machine's clock") from None
    except ssl.SSLError as error:
        raise _explain_tls(server, error) from None
    except UnicodeError:
        raise SetUpError(
            server.what, "the host is no name of a server", "correct host under [mailbox]"
        ) from None
    except OSError as error:
        raise TryAgainError(server.what, _name_trouble(error), LATER) from None
    except imaplib.IMAP4.abort as error:
        late = "timed out" in str(error)
        raise TryAgainError(server.what, _LATE if late else "the connection broke", LATER) from None
    except (imaplib.IMAP4.error, ValueError, TypeError):
        raise TryAgainError(server.what, "it does not answer as it should", LATER) from None


_LATE = "it does not answer in time"


def _explain_tls(server: MailboxServer, error: ssl.SSLError) -> KeepInTouchError:
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return TryAgainError(server.what, "the connection broke", LATER)
    why = f"no encrypted connection comes about ({error.reason})"
    return SetUpError(server.what, why, "check host and port under [mailbox]; the port is 993 as a rule")


def _name_trouble(error: OSError) -> str:
    match error:
        case socket.gaierror():
            return "its name is not known, or there is no network"
        case TimeoutError():
            return _LATE
        case _:
            return error.strerror or "the connection broke"


def explain_refused_login(server: MailboxServer, words: str) -> KeepInTouchError:
    """Return the error for a login that the server refused with these words."""
    code = next(iter(_CODE.findall(words.upper())), "")
    if code in _PASSING or _PASSING_WORDS.search(words):
        return TryAgainError(server.what, "it cannot check the login now", LATER)
    named = f" ({code})" if code else ""
    if is_microsoft(server.host) or _NO_PASSWORDS.search(words):
        why = (
            f"it refused the login{named}: Microsoft takes no password from a program, no app password either"
        )
        cure = "take [mailbox] out of the settings, or use a mailbox of another provider"
        return PermissionDeniedError(server.what, why, cure)
    why = f"it refused the login of {server.username}{named}"
    cure = (
        "check username and password under [mailbox]; Gmail, iCloud, Yahoo and Fastmail want an app password,"
        " for Gmail from https://myaccount.google.com/apppasswords"
    )
    return PermissionDeniedError(server.what, why, cure)
