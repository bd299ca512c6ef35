"""Reading the mailbox of a real server, Dovecot: what is found, what is asked, and that nothing changes."""

import re
from datetime import date

import pytest

from sync.core.letters.written import find_waiting, find_written
from sync.errors import PermissionDeniedError
from tests.letters.accounts import (
    ADA,
    BOB,
    HASH,
    ME,
    ZONE,
    ago,
    mail,
    read,
    read_written,
)
from tests.letters.dovecot import Account, Dovecot, needs_dovecot
from tests.mail.servers import Certificate

pytestmark = needs_dovecot


def test_whom_the_owner_wrote_to_and_who_waits_come_from_one_look(
    account: Account, certificate: Certificate
) -> None:
    account.put("Sent Items", mail(to=ADA, at=ago(days=9)), ago(days=9))
    account.put("Sent Items", mail(to=BOB, at=ago(days=500)), ago(days=1))  # moved here yesterday
    account.put("INBOX", mail(to=ME, sender=f"Ada <{ADA}>", at=ago(days=2)), ago(days=2))

    mailbox = read(account, certificate)

    people, today = {2: [ADA], 3: [BOB]}, date(2026, 11, 24)
    assert find_written(mailbox, people, ZONE, today) == {2: date(2026, 11, 15), 3: date(2025, 7, 12)}
    assert find_waiting(mailbox, people, {}, ZONE, today)[2].since == date(2026, 11, 22)


def test_only_what_came_within_the_time_is_looked_at(account: Account, certificate: Certificate) -> None:
    account.put("Sent Items", mail(to=ADA), ago(days=410))
    account.put("Sent Items", mail(to=BOB), ago(days=399))
    account.put("INBOX", mail(to=ME, sender=ADA), ago(days=70))

    mailbox = read(account, certificate)

    assert [letter.to for letter in mailbox.sent] == [(BOB,)]
    assert mailbox.received == ()


def test_answers_come_from_sent_and_what_a_stranger_puts_into_the_inbox_stands_apart(
    account: Account, certificate: Certificate
) -> None:
    tap = mail("Subject: Done: Ada [keepintouch x1]", to=ME, at=ago(days=1))
    typed = mail(
        "Subject: Re: Write to Ada", f"In-Reply-To: <s.{HASH}@x>", to=ME, at=ago(hours=5), body="done Ada"
    )
    account.put("Sent Items", tap, ago(days=1))
    account.put("Sent Items", typed, ago(hours=5))
    account.put("Sent Items", mail("Subject: milk", to=ME, at=ago(hours=4), body="and bread"), ago(hours=4))
    account.put("Sent Items", mail("Subject: Done: Bob [keepintouch x2]", to=f"{ME}, {BOB}"), ago(hours=3))
    account.put("INBOX", tap, ago(days=1))
    forged = mail("Subject: Pause: Ada [keepintouch x3]", to=ME, sender=ME, at=ago(hours=2))
    account.put("INBOX", forged, ago(hours=2))
    account.put("INBOX", mail("Subject: [keepintouch x4]", to=f"{ME}, {BOB}", sender=BOB), ago(hours=1))

    mailbox = read(account, certificate)

    assert [letter.subject for letter in mailbox.to_self] == [
        "Done: Ada [keepintouch x1]",
        "Re: Write to Ada",
        "milk",
    ]
    assert [letter.text[-10:] for letter in mailbox.to_self] == [b"", b"done Ada\r\n", b""]
    assert [letter.subject for letter in mailbox.elsewhere] == ["Pause: Ada [keepintouch x3]"]


def test_a_summary_of_ours_in_sent_is_not_looked_into(account: Account, certificate: Certificate) -> None:
    summary = mail(
        "Subject: Write to Ada", "List-Id: Keep in touch <x>", "Auto-Submitted: auto-generated", to=ME
    )
    account.put("Sent Items", summary, ago(days=1))

    assert read(account, certificate).to_self == ()
    assert not any("SUBJECT REF" in command for command in account.server.read_log())


ASKED = [
    r'LIST "" "\*"',
    r'EXAMINE "[^"]*"',
    r"UID SEARCH SINCE \d+-[A-Z][a-z]{2}-\d{4}(?: UNDRAFT(?: SUBJECT keepintouch)?)?",
    r"UID FETCH [\d:,]+ \(UID INTERNALDATE BODY\.PEEK\[HEADER\.FIELDS \([A-Z -]+\)\]\)",
    r"UID FETCH [\d:,]+ \(UID INTERNALDATE BODY\.PEEK\[\]<0\.16384>\)",
    r"LOGOUT",
]


def test_the_command_log_shows_examine_and_peek_only_and_nothing_is_changed(
    account: Account, certificate: Certificate
) -> None:
    account.put("Sent Items", mail("Subject: secret", to=ADA), ago(days=1), "S")
    account.put("Sent Items", mail(f"References: <s.{HASH}@x>", to=ME, body="done Ada"), ago(days=1))
    account.put("INBOX", mail("Subject: secret", to=ME, sender=ADA), ago(days=1))
    account.put("INBOX", mail("Subject: [keepintouch x]", to=ME, sender=BOB), ago(days=1), "R")

    read(account, certificate)

    log = account.server.read_log()
    assert [command for command in log if not any(re.fullmatch(form, command) for form in ASKED)] == []
    bodies = [command for command in log if "BODY.PEEK[]" in command]
    subjects = [command for command in log if "SUBJECT RE" in command or "(SUBJECT)" in command]
    assert len(bodies) == 1, "the typed answer"
    assert len(subjects) == 2, "the mail to oneself, and what has the mark of an answer"
    assert account.flags_of("Sent Items") == ["", "S"]
    assert account.flags_of("INBOX") == ["", "R"]


def test_an_answer_that_is_still_a_draft_is_none(account: Account, certificate: Certificate) -> None:
    account.make("Sent Items")
    account.put("Everything", mail("Subject: Done: Ada [keepintouch x]", to=ME), ago(hours=1), "D")

    mailbox = read(account, certificate)

    assert (mailbox.received, mailbox.elsewhere) == ((), ())


def test_a_wrong_password_is_refused(account: Account, certificate: Certificate) -> None:
    account.password = "wrong"

    with pytest.raises(PermissionDeniedError, match="AUTHENTICATIONFAILED") as caught:
        read(account, certificate)

    assert "wrong" not in str(caught.value)


def test_any_password_is_handed_over_as_it_is(dovecot: Dovecot, certificate: Certificate) -> None:
    for place, password in enumerate(("grün & süß 🔑", 'two words "quoted" \\ {5}')):
        account = dovecot.add(f"odd {place}@example.com", password)
        account.put("Sent Items", mail(to=ADA), ago(days=1))

        assert read_written(account, certificate).keys() == {2}


def test_an_empty_mailbox_is_read(account: Account, certificate: Certificate) -> None:
    account.make("Sent Items")

    assert read(account, certificate)[1:] == ((), (), (), ())
