"""What is read from a mailbox that follows a script, and the error where it cannot be."""

from datetime import UTC, datetime

import pytest

from sync.core.letters.mailbox import Mailbox, Owner
from sync.errors import KeepInTouchError
from sync.letters.mailbox import read_mailbox
from sync.letters.server import MailboxServer
from tests.letters.odd.fakes import PASSWORD, USER, Fake, Mail, Script
from tests.mail.servers import Certificate

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
HASH = "0f1e2d3c4b5a"
TO_ADA = Mail(b"Date: Thu, 19 Nov 2026 10:30:00 +0100\r\nTo: Ada <ada@x.org>\r\n\r\n")
TO_SELF = Mail(
    b"Date: Fri, 20 Nov 2026 09:00:00 +0000\r\nTo: me@example.com\r\nSubject: Re: Write\r\n"
    b"References: <s.0f1e2d3c4b5a@x>\r\n\r\ndone Ada\r\n"
)
FROM_ADA = Mail(b"From: ada@x.org\r\nTo: me@example.com\r\nSubject: keepintouch\r\n\r\n")
MAILS = {"Sent Items": {3: TO_ADA, 7: TO_SELF}, "INBOX": {5: FROM_ADA}}


def read(
    script: Script, certificate: Certificate, *, seconds: float = 10, password: str = PASSWORD
) -> tuple[Mailbox, Fake]:
    """Read the mailbox that follows the script, and return what was read, and the server."""
    with Fake(script, certificate.server) as fake:
        server = MailboxServer("localhost", USER, fake.port, timeout=seconds)
        return read_mailbox(server, lambda: password, Owner((), HASH), NOW, certificate.client), fake


def fail(script: Script, certificate: Certificate, *, seconds: float = 10) -> KeepInTouchError:
    """Return why the mailbox that follows the script cannot be read; nothing that is secret is in it."""
    with pytest.raises(KeepInTouchError) as caught:
        read(script, certificate, seconds=seconds)
    assert PASSWORD not in repr(caught.value)
    assert "ada@" not in repr(caught.value)
    assert caught.value.__cause__ is None
    return caught.value
