"""Handing a mail to the server: every way it can fail has its line, its cure and its exit status.

What matters most is whether the mail was accepted. Before its end was handed over it was not; once the
server's 250 is here it was; only in between can nobody tell, and then it counts as not sent and is repeated
under the same Message-ID (design.md, section 6).
"""

import smtplib
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.message import EmailMessage
from email.utils import getaddresses
from re import MULTILINE
from re import compile as pattern
from typing import NamedTuple

from sync.core.loopback import is_loopback
from sync.errors import SetUpError, TryAgainError
from sync.mail.relay import Server, connect
from sync.mail.sign_in import log_in
from sync.mail.trouble import BROKEN, ENCRYPT, explain_refusal, read_words, translated

SEND_MAIL, NEEDS_LOGIN = 354, 530
_GOOD = 2
_LEADING_DOT = pattern(rb"^\.", MULTILINE)


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


def address_to(smtp: smtplib.SMTP, server: Server, message: EmailMessage) -> dict[str, str]:
    """Name the sender and the recipients; return those refused, if others were not."""
    [(_, sender)] = getaddresses([str(message["From"])])
    code, reply = smtp.mail(sender)
    if code // 100 != _GOOD:
        cure = "set username under [smtp]" if code == NEEDS_LOGIN else "check from under [smtp]"
        raise explain_refusal(server, f"it refused the sender {sender}", (code, reply), cure)
    recipients = dict.fromkeys(address for _, address in getaddresses([str(message["To"])]))
    answers = {address: smtp.rcpt(address) for address in recipients}
    refused = {address: answer for address, answer in answers.items() if answer[0] // 100 != _GOOD}
    if len(refused) == len(answers):
        worst = min(refused.values(), key=lambda answer: answer[0])
        raise explain_refusal(
            server, f"it refused {' and '.join(refused)}", worst, "check the addresses in to under [summary]"
        )
    return {address: read_words(answer) for address, answer in refused.items()}


def _announce(smtp: smtplib.SMTP, server: Server) -> None:
    answer = smtp.docmd("DATA")
    if answer[0] != SEND_MAIL:
        raise explain_refusal(server, "it does not take the mail", answer, "put right what it names")


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
    raise explain_refusal(server, "it did not accept the mail", answer, "put right what it names")
