"""What a look at a real server tells, for `check` and for a report."""

from sync.letters.probe import Seen, probe
from tests.letters.accounts import (
    ADA,
    BOB,
    ago,
    mail,
    server_of,
)
from tests.letters.dovecot import Account, needs_dovecot
from tests.mail.servers import Certificate

pytestmark = needs_dovecot


def test_a_probe_tells_of_the_folders_and_of_nobody(account: Account, certificate: Certificate) -> None:
    account.put("Sent Items", mail(to=ADA), ago(days=3))
    account.put("Sent Items", mail(to=BOB), ago(days=2))
    account.make("Envoy&AOk-s")

    found = probe(server_of(account), lambda: account.password, certificate.client, everything=True)
    less = probe(server_of(account), lambda: account.password, certificate.client)

    assert found.sent == ("Sent Items",)
    assert found.arrivals == "INBOX"
    assert found.trouble is None
    assert set(found.folders) == {
        Seen("Sent Items", ("\\sent",), 2, ago(days=2)),
        Seen("Envoyés", (), 0, None),
        Seen("INBOX", (), 0, None),
    }
    assert set(less.folders) == {seen for seen in found.folders if seen.name != "Envoyés"}
    assert "IMAP4REV1" in found.capabilities
    assert ADA not in repr(found)


def test_a_probe_tells_where_no_folder_of_sent_mail_is_found(
    account: Account, certificate: Certificate
) -> None:
    account.make("Mail")

    found = probe(server_of(account), lambda: account.password, certificate.client, everything=True)

    assert found.sent == ()
    assert found.trouble
    assert found.trouble.status == 78
    assert {seen.name for seen in found.folders} == {"Mail", "INBOX"}
