"""What a letter's headers tell of it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.letters.letter import RECEIVED_FIELDS, SENT_FIELDS, parse_letter

ARRIVED = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def headers(*lines: str) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode() + b"\r\n"


def test_a_letter_says_from_whom_and_to_whom() -> None:
    letter = parse_letter(
        headers(
            "From: Me <me@example.com>",
            "To: Ada <ada@x.org>,",
            "\tBob <bob@y.org>",
            "CC: cy@z.org",
            "Bcc: di@z.org",
        ),
        ARRIVED,
    )

    assert letter.sender == "me@example.com"
    assert (letter.to, letter.cc, letter.bcc) == (("ada@x.org", "bob@y.org"), ("cy@z.org",), ("di@z.org",))
    assert letter.at == ARRIVED
    assert letter.personal


def test_two_headers_of_one_name_count_both() -> None:
    assert parse_letter(headers("To: ada@x.org", "To: bob@y.org"), ARRIVED).to == ("ada@x.org", "bob@y.org")


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("Thu, 19 Nov 2026 10:30:15 +0100", datetime(2026, 11, 19, 9, 30, 15, tzinfo=UTC)),
        ("19 Nov 2018 10:30 GMT", datetime(2018, 11, 19, 10, 30, tzinfo=UTC)),  # moved to another provider
        ("Thu, 19 Nov 2026 10:30:00 -0000", datetime(2026, 11, 19, 10, 30, tzinfo=UTC)),
        ("Thu, 19 Nov 2026 10:30:00", datetime(2026, 11, 19, 10, 30, tzinfo=UTC)),
        ("Thu, 19 Nov 2026 10:30:00 +0100 (CET)", datetime(2026, 11, 19, 9, 30, tzinfo=UTC)),
        ("Sat, 20 Nov 2035 10:30:00 +0000", ARRIVED),  # a clock that is wrong
        ("yesterday", ARRIVED),
        ("", ARRIVED),
        ("Thu, 99 Nov 2026 10:30:00 +0100", ARRIVED),
        ("Thu, 19 Nov 2026 10:30:00 +9999999999999", ARRIVED),
    ],
)
def test_the_earlier_of_the_server_s_date_and_the_letter_s_counts(said: str, at: datetime) -> None:
    assert parse_letter(headers(f"Date: {said}"), ARRIVED).at == at


def test_its_day_is_that_of_the_zone_asked_for() -> None:
    letter = parse_letter(headers("Date: Thu, 19 Nov 2026 23:30:00 +0000"), ARRIVED)

    assert letter.day(ZoneInfo("Europe/Berlin")) == date(2026, 11, 20)
    assert letter.day(ZoneInfo("America/New_York")) == date(2026, 11, 19)
    assert letter.minute == datetime(2026, 11, 19, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "List-Id: Friends <friends.example.org>",
        "LIST-UNSUBSCRIBE: <mailto:leave@example.org>",
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated (vacation)",
        "Precedence: bulk",
        "Precedence: Auto_Reply",
        "X-Autoreply: yes",
        "X-Autorespond: Out of office",
        "Return-Path: <>",
        "Resent-From: me@example.com",
        "Resent-To: ada@x.org",
        "Content-Type: text/calendar; method=REPLY",
        "Content-class: urn:content-classes:calendarmessage",
        "Sender: Google Calendar <calendar-notification@google.com>",
    ],
)
def test_lists_automatic_and_resent_mail_and_answers_to_invitations_are_not_personal(line: str) -> None:
    assert not parse_letter(headers("To: ada@x.org", line), ARRIVED).personal


@pytest.mark.parametrize(
    "line",
    [
        "Auto-Submitted: no",
        "Auto-Submitted: No ; by hand",
        "Precedence: normal",
        "Return-Path: <ada@x.org>",
        "Content-Type: text/plain; charset=utf-8",
        "Sender: ada@x.org",
    ],
)
def test_what_mail_programs_add_by_themselves_rules_nothing_out(line: str) -> None:
    assert parse_letter(headers("To: ada@x.org", line), ARRIVED).personal


def test_neither_subject_nor_body_is_ever_asked_for() -> None:
    asked = {*SENT_FIELDS, *RECEIVED_FIELDS}

    assert not asked & {"SUBJECT", "REFERENCES", "IN-REPLY-TO", "MESSAGE-ID", "COMMENTS", "KEYWORDS"}
    assert {"TO", "CC", "BCC"} <= set(SENT_FIELDS)


@given(st.binary(max_size=200))
def test_whatever_bytes_come_as_headers_reading_them_ends(odd: bytes) -> None:
    assert parse_letter(b"Date: " + odd + b"\r\nTo: " + odd, ARRIVED).at <= ARRIVED
