"""The login to the mail server, tried once: a second wrong try may lock the account."""

import re
import smtplib
from base64 import b64encode
from collections.abc import Callable
from typing import NamedTuple

from sync.core.providers import is_microsoft
from sync.errors import KeepInTouchError, PermissionDeniedError, SetUpError, TryAgainError
from sync.mail.relay import Server
from sync.mail.trouble import BROKEN, ENCRYPT, LATER, TRANSIENT

LOGGED_IN, SEND_PASSWORD = 235, 334
NEEDS_ENCRYPTION = frozenset({530, 538})
_NO_PASSWORDS = re.compile(
    rb"5\.7\.139|basic auth\w* is disabled|SmtpClientAuth\w* is disabled", re.IGNORECASE
)
"""How Microsoft's servers say that they take no password any more, whatever the password."""


class Verdict(NamedTuple):
    """The server's code, and whether it takes no passwords at all. Its words may repeat what it was sent."""

    code: int
    takes_none: bool = False


def log_in(smtp: smtplib.SMTP, server: Server, password: Callable[[], str] | None) -> None:
    """Log in. The password is asked for only once the server is ready for it, and no error holds it."""
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" not in offered and "LOGIN" not in offered:
        cure = ENCRYPT if server.security == "none" else "check the port; without a login, leave username out"
        raise SetUpError(server.what, "it offers no login here, which usually needs TLS", cure)
    if password is None:
        cure = "set password_command or password_file under [smtp]"
        raise SetUpError(server.what, "there is a username but no password", cure)
    verdict = _authenticate(smtp, server.username or "", password(), plain="PLAIN" in offered)
    if verdict.code != LOGGED_IN:
        raise _explain(server, verdict)


def _explain(server: Server, verdict: Verdict) -> KeepInTouchError:
    code = verdict.code
    if code in NEEDS_ENCRYPTION:
        return SetUpError(server.what, f"it wants TLS before a login ({code})", ENCRYPT)
    if code == BROKEN:
        return TryAgainError(server.what, "the connection broke during the login", LATER)
    if code // 100 == TRANSIENT:
        return TryAgainError(server.what, f"it cannot check the login now ({code})", LATER)
    why = f"it refused the login of {server.username} ({code})"
    if verdict.takes_none or is_microsoft(server.host):
        why += ": Microsoft takes no password from a program, unless an administrator has allowed it"
        cure = "use a mail server of another provider under [smtp]"
        return PermissionDeniedError(server.what, why, cure)
    cure = "check the username and password; Gmail wants an app password, https://myaccount.google.com/apppasswords"
    return PermissionDeniedError(server.what, why, cure)


def _authenticate(smtp: smtplib.SMTP, username: str, password: str, *, plain: bool) -> Verdict:
    try:
        if plain:
            code, words = smtp.docmd("AUTH", "PLAIN " + _encode(f"\0{username}\0{password}"))
        else:
            code, words = smtp.docmd("AUTH", "LOGIN " + _encode(username))
            if code == SEND_PASSWORD:
                code, words = smtp.docmd(_encode(password))
    except OSError:
        return Verdict(BROKEN)
    return Verdict(code, bool(_NO_PASSWORDS.search(words)))


def _encode(text: str) -> str:
    return b64encode(text.encode("utf-8", "surrogateescape")).decode()
