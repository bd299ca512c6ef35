"""The summary as a mail: the same bytes for the same summary, so that a repeat can be recognised."""

from collections.abc import Sequence
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from sync.core.summary.summary import Summary

DOMAIN = "keep-in-touch.localhost"
"""What identifies the program in its mails; it is no host."""


def make_message_id(location: str, day: date, suffix: str = "") -> str:
    """Return the Message-ID of the summary of a sheet that fell due on `day`.

    The sheet's address or path is in it only as a hash. `suffix` tells apart a mail that was asked for.
    """
    sheet = sha256(location.encode("utf-8", "surrogatepass")).hexdigest()[:20]
    asked = "".join(character for character in suffix if character.isascii() and character.isalnum())
    return f"<{'.'.join(filter(None, ('summary', day.isoformat(), sheet, asked)))}@{DOMAIN}>"


def make_message(
    summary: Summary, sender: str, recipients: Sequence[str], now: datetime, message_id: str
) -> EmailMessage:
    """Return the mail, in 7-bit characters only: text and HTML of equal worth, quoted-printable.

    `now` is an aware time. The boundary follows from the Message-ID, so that nothing in it is random.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    message["Subject"] = summary.subject
    message["Date"] = now
    message["Message-ID"] = message_id
    message["List-Id"] = f"Keep in touch <{DOMAIN}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(summary.text, cte="quoted-printable")
    message.add_alternative(summary.html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{sha256(message_id.encode()).hexdigest()[:32]}")
    return message
