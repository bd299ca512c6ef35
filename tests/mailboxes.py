"""A mailbox beside a machine on which the job is set up: a real server that the job's process trusts."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests.letters.dovecot import SENT_ONLY, Dovecot, run_dovecot
from tests.mail.servers import make_certificate


@contextmanager
def serve_mailboxes(folder: Path, uses: Mapping[str, str] = SENT_ONLY) -> Iterator[Dovecot]:
    """Run a server whose certificate lies in the folder as `localhost.pem`.

    It is trusted by whoever has it in SSL_CERT_FILE.
    """
    make_certificate(folder)
    with run_dovecot(folder / "localhost.pem", uses) as server:
        yield server


def letter(sender: str, to: str, at: datetime, subject: str = "Hello") -> bytes:
    """Return a letter as a mail program writes it."""
    head = (f"From: {sender}", f"To: {to}", f"Date: {at.astimezone(UTC):%a, %d %b %Y %H:%M:%S} +0000")
    return "\r\n".join([*head, f"Subject: {subject}", "", "How are you?", ""]).encode()
