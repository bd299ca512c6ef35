"""Mail for accounts on the real server, and what is read from them."""

from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from sync.core.letters.mailbox import Mailbox, Owner
from sync.core.letters.written import find_written
from sync.letters.mailbox import read_mailbox
from sync.letters.server import MailboxServer
from tests.letters.dovecot import Account
from tests.mail.servers import Certificate

ME, ADA, BOB = "me@example.com", "ada@x.org", "bob@y.org"
NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
HASH = "0f1e2d3c4b5a"
FLAGGED = {"Sent Items": "\\Sent", "Outgoing": "\\Sent", "Everything": "\\All", "Spam": "\\Junk"}


def mail(*lines: str, to: str = "", sender: str = ME, at: datetime | None = None, body: str = "") -> bytes:
    head = [f"From: {sender}", f"To: {to}", *([f"Date: {format_datetime(at)}"] if at else []), *lines]
    return "".join(f"{line}\r\n" for line in [*head, "", body]).encode()


def ago(**spans: int) -> datetime:
    return NOW - timedelta(**spans)


def server_of(account: Account, sent: str | None = None, port: int = 0) -> MailboxServer:
    return MailboxServer("localhost", account.user, port or account.server.port, sent)


def read(account: Account, certificate: Certificate, sent: str | None = None) -> Mailbox:
    server = server_of(account, sent)
    return read_mailbox(server, lambda: account.password, Owner((ME,), HASH), NOW, certificate.client)


def read_written(account: Account, certificate: Certificate, sent: str | None = None) -> dict[int, date]:
    mailbox = read(account, certificate, sent)
    return find_written(mailbox, {2: [ADA], 3: [BOB]}, ZONE, date(2026, 11, 24))


def fill(account: Account, letters: int, arrived: int) -> None:
    """Put six years of letters to 400 people into Sent, two months of theirs into the inbox, four answers."""
    for number in range(letters):
        at = NOW - timedelta(days=6 * 365) * (1 - number / letters)
        account.put("Sent Items", mail("Subject: hello", to=f"friend{number % 400}@example.org", at=at), at)
    for number in range(arrived):
        at = NOW - timedelta(days=60) * (1 - number / arrived)
        account.put("INBOX", mail(to=ME, sender=f"friend{number % 400}@example.org", at=at), at)
    for days in range(1, 5):
        answer = mail(f"Subject: Done: Ada [keepintouch {days}]", to=ME, at=ago(days=days))
        account.put("Sent Items", answer, ago(days=days))
        account.put("INBOX", answer, ago(days=days))
