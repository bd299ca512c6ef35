"""Which folders of a real server are read for what the owner sent, and for what arrived."""

from datetime import date

import pytest

from sync.errors import SetUpError
from tests.letters.accounts import (
    ADA,
    BOB,
    ME,
    ago,
    mail,
    read,
    read_written,
)
from tests.letters.dovecot import Account, needs_dovecot
from tests.mail.servers import Certificate

pytestmark = needs_dovecot


def test_a_folder_with_a_space_is_not_taken_for_the_one_without(
    account: Account, certificate: Certificate
) -> None:
    account.put("Sent", mail(to=ADA), ago(days=1))
    account.put("Sent Items", mail(to=BOB), ago(days=2))

    assert read_written(account, certificate) == {3: date(2026, 11, 22)}
    assert read_written(account, certificate, sent="Sent") == {2: date(2026, 11, 23)}


def test_all_folders_with_the_flag_are_read(account: Account, certificate: Certificate) -> None:
    account.put("Outgoing", mail(to=ADA), ago(days=1))
    account.put("Sent Items", mail(to=BOB), ago(days=2))
    account.make("Sent")

    assert read_written(account, certificate).keys() == {2, 3}
    assert 'EXAMINE "Sent"' not in account.server.read_log()


@pytest.mark.parametrize(
    "name",
    ["Sent", "Envoy&AOk-s", "Mail/Gesendete Elemente", "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-", "&XfJT0ZAB-"],
)
def test_without_a_flag_the_name_tells_in_many_languages(
    account: Account, certificate: Certificate, name: str
) -> None:
    account.put(name, mail(to=ADA), ago(days=1))
    account.make("Sentinel", "Resent", "Not Sent")

    assert read_written(account, certificate).keys() == {2}


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("Post &AOk- out", "post é out"),
        ("Post &AOk- out", "Post &AOk- out"),
        ('odd "name" \\ here', 'odd "name" \\ here'),
        ("Work/Sent", "Work/Sent"),
    ],
)
def test_the_folder_that_the_settings_name_is_the_only_one_of_sent_mail(
    account: Account, certificate: Certificate, name: str, sent: str
) -> None:
    account.put("Sent Items", mail(to=BOB), ago(days=1))
    account.put(name, mail(to=ADA), ago(days=2))

    assert read_written(account, certificate, sent) == {2: date(2026, 11, 22)}


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ("Nowhere", "no folder Nowhere"),
        ("INBOX", "mail of others"),
        ("inbox", "mail of others"),
        ("spam", "of others"),
    ],
)
def test_a_setting_that_names_no_folder_of_sent_mail_is_told(
    account: Account, certificate: Certificate, sent: str, says: str
) -> None:
    account.make("Sent Items", "Spam")

    with pytest.raises(SetUpError, match=says):
        read(account, certificate, sent)


def test_where_all_mail_is_kept_who_wrote_is_read_there(account: Account, certificate: Certificate) -> None:
    account.make("Sent Items")
    account.put("Everything", mail(to=ME, sender=ADA), ago(days=1))
    account.put("INBOX", mail(to=ME, sender=BOB), ago(days=1))

    assert [letter.sender for letter in read(account, certificate).received] == [ADA]
