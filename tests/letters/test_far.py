"""Many letters, far away: how many commands and how many round trips it takes."""

from datetime import UTC, datetime, timedelta

import pytest

from sync.core.letters.mailbox import Owner
from sync.letters.mailbox import read_mailbox
from tests.letters.accounts import (
    HASH,
    ME,
    NOW,
    ago,
    fill,
    mail,
    read,
    server_of,
)
from tests.letters.distance import Distance
from tests.letters.dovecot import Account, needs_dovecot
from tests.mail.servers import Certificate

pytestmark = needs_dovecot


def test_many_letters_with_holes_between_them_are_all_read_with_few_commands(
    account: Account, certificate: Certificate
) -> None:
    for number in range(600):
        old = number % 3 == 0
        account.put(
            "Sent Items", mail(to=f"a{number}@x.org"), ago(days=600) + timedelta(days=0 if old else 500)
        )

    mailbox = read(account, certificate)

    fetches = [command for command in account.server.read_log() if "FETCH" in command]
    assert len(mailbox.sent) == 400
    assert len(fetches) <= 6
    assert max(map(len, fetches)) <= 990


@pytest.mark.long
def test_twenty_thousand_letters_far_away_take_a_dozen_round_trips_and_about_a_second(
    account: Account, certificate: Certificate
) -> None:
    fill(account, 20_000, 1_000)
    read(account, certificate)  # the server makes its index once

    with Distance(account.server.port, 0.05) as far:
        server = server_of(account, port=far.port)
        began = datetime.now(UTC)
        mailbox = read_mailbox(server, lambda: account.password, Owner((ME,), HASH), NOW, certificate.client)
        took = datetime.now(UTC) - began

    assert len(mailbox.sent) > 3600
    assert len(mailbox.to_self) == 4
    assert far.round_trips <= 12
    assert took < timedelta(seconds=3), "about 0.9 on an idle machine"


def test_few_letters_far_away_take_no_more_round_trips_than_many(
    account: Account, certificate: Certificate
) -> None:
    fill(account, 40, 40)

    with Distance(account.server.port, 0.002) as far:
        server = server_of(account, port=far.port)
        read_mailbox(server, lambda: account.password, Owner((ME,), HASH), NOW, certificate.client)

    assert far.round_trips <= 12
