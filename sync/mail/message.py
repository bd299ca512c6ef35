"""The summary as a mail: the same bytes for the same summary, so that a repeat can be recognised."""

from collections.abc import Sequence
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from typing import NamedTuple

from sync.core.summary.summary import Summary

DOMAIN = "keep-in-touch.localhost"
"""What identifies the program in its mails; it is no host."""
SENDER = "Keep in touch"
"""Whom the mail is from where the settings give an address alone."""
CALENDAR_FILE = "keep-in-touch.ics"


class Addresses(NamedTuple):
    """Whom a mail is from and to, each with a name or without: ``Me <me@example.com>``."""

    sender: str
    recipients: Sequence[str]


def make_message_id(location: str, day: date, suffix: str = "") -> str:
    """Return the Message-ID of the summary of a sheet that fell due on `day`.

    The sheet's address or path is in it only as a hash. `suffix` tells apart a mail that was asked for.
    """
    sheet = hash_location(location)
    asked = "".join(character for character in suffix if character.isascii() and character.isalnum())
    return f"<{'.'.join(filter(None, ('summary', day.isoformat(), sheet, asked)))}@{DOMAIN}>"


def hash_location(location: str) -> str:
    """Return what the Message-IDs of all summaries of a sheet hold, and no other's do."""
    return sha256(location.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def make_message(
    summary: Summary, addresses: Addresses, now: datetime, message_id: str, calendar: bytes | None = None
) -> EmailMessage:
    """Return the mail, in 7-bit characters only: text and HTML of equal worth, quoted-printable.

    `now` is an aware time, `calendar` an iCalendar file to go with it. The boundaries follow from the
    Message-ID, so that nothing in it is random.
    """
    message = EmailMessage(policy=SMTP)
    sender = addresses.sender
    message["From"] = sender if "<" in sender else f"{SENDER} <{sender}>"
    message["To"] = ", ".join(addresses.recipients)
    message["Subject"] = summary.subject
    message["Date"] = now
    message["Message-ID"] = message_id
    # One of its own keeps two summaries with the same subject from being folded into one conversation.
    message["References"] = f"<thread.{message_id.removeprefix('<')}"
    message["List-Id"] = f"{SENDER} <{DOMAIN}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(summary.text, cte="quoted-printable")
    message.add_alternative(summary.html, subtype="html", cte="quoted-printable")
    if calendar is not None:
        charset = {"charset": "utf-8"}
        message.add_attachment(calendar, "text", "calendar", filename=CALENDAR_FILE, params=charset)
    for part in message.walk():
        if part.is_multipart():
            part.set_boundary(
                f"=_{sha256(f'{part.get_content_type()} {message_id}'.encode()).hexdigest()[:32]}"
            )
    return message
