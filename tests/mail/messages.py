"""A mail to send in tests."""

from datetime import UTC, date, datetime
from email.message import EmailMessage

from sync.core.summary.summary import Summary
from sync.mail.message import Addresses, make_message, make_message_id

NOW = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
LOCATION = "https://docs.google.com/spreadsheets/d/1A2b3C4d5E6f/edit#gid=0"
SENDER, TO, OTHER = "me@example.com", "me@example.com", "you@example.com"
SUMMARY = Summary("1 person to write to, Ädä due today", "Ada…\n.\n..dots\n", "<p>Ada…</p>\n", {}, 1)


def make_mail(*recipients: str) -> EmailMessage:
    """Return a mail to the recipients, or to the owner alone."""
    message_id = make_message_id(LOCATION, date(2026, 11, 16))
    return make_message(SUMMARY, Addresses(SENDER, recipients or (TO,)), NOW, message_id)
