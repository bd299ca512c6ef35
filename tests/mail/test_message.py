"""The summary as a mail: who, when, and parts of equal worth."""

from dataclasses import dataclass
from datetime import date, datetime
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest

from sync.mail.message import Addresses, make_message, make_message_id
from tests.mail.messages import LOCATION, NOW, OTHER, SENDER, SUMMARY, TO, make_mail

DAY = date(2026, 11, 16)


def test_the_mail_says_who_when_and_that_a_machine_wrote_it() -> None:
    mail = make_mail(TO, OTHER)

    assert mail["From"] == f"Keep in touch <{SENDER}>"
    assert mail["To"] == f"{TO}, {OTHER}"
    assert mail["Subject"] == SUMMARY.subject
    assert mail["Date"] == "Mon, 16 Nov 2026 07:30:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "<keep-in-touch.localhost>" in mail["List-Id"]


def test_the_date_keeps_the_zone_it_is_given_in() -> None:
    now = datetime(2026, 11, 16, 7, 30, tzinfo=ZoneInfo("America/Chicago"))

    mail = make_message(SUMMARY, Addresses(SENDER, [TO]), now, make_message_id(LOCATION, DAY))

    assert mail["Date"] == "Mon, 16 Nov 2026 07:30:00 -0600"


def test_text_and_html_arrive_as_they_were_written() -> None:
    mail = message_from_bytes(make_mail().as_bytes(), policy=policy.default)

    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.iter_parts()
    assert (text.get_content_type(), text.get_content().replace("\r\n", "\n")) == ("text/plain", SUMMARY.text)
    assert (html.get_content_type(), html.get_content().replace("\r\n", "\n")) == ("text/html", SUMMARY.html)
    assert mail["Subject"] == SUMMARY.subject


def test_only_short_lines_of_seven_bits_go_over_the_wire() -> None:
    long = SUMMARY._replace(text="ü" * 5000 + "\n", html="<p>" + "x" * 5000 + "</p>\n")

    raw = make_message(long, Addresses(SENDER, [TO]), NOW, make_message_id(LOCATION, DAY)).as_bytes()

    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_a_name_beside_an_address_may_be_in_any_letters() -> None:
    mail = make_message(
        SUMMARY, Addresses("Jörg <me@example.com>", [TO]), NOW, make_message_id(LOCATION, DAY)
    )

    assert message_from_bytes(mail.as_bytes(), policy=policy.default)["From"] == "Jörg <me@example.com>"


def test_each_mail_has_a_conversation_of_its_own() -> None:
    """Mail programs fold mails of one subject into one, unless their References differ."""
    monday, next_monday = (
        make_message(SUMMARY, Addresses(SENDER, [TO]), NOW, make_message_id(LOCATION, day))
        for day in (DAY, DAY.replace(day=23))
    )

    assert monday["References"] == monday["Message-ID"].replace("<", "<thread.")
    assert monday["References"] != next_monday["References"]
    assert monday["In-Reply-To"] is None


CALENDAR = b"BEGIN:VCALENDAR\r\nSUMMARY:Write to Z\xc3\xb6e\r\nEND:VCALENDAR\r\n"


def test_a_calendar_file_goes_with_it() -> None:
    mail = make_message(SUMMARY, Addresses(SENDER, [TO]), NOW, make_message_id(LOCATION, DAY), CALENDAR)

    read = message_from_bytes(mail.as_bytes(), policy=policy.default)
    assert read.get_content_type() == "multipart/mixed"
    words, calendar = read.iter_parts()
    assert words.get_content_type() == "multipart/alternative"
    assert calendar["Content-Type"] == 'text/calendar; charset="utf-8"'
    assert calendar.get_filename() == "keep-in-touch.ics"
    assert calendar.get_content_disposition() == "attachment"
    assert calendar.get_payload(decode=True) == CALENDAR
    assert [part.get_content_type() for part in words.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize("calendar", [None, CALENDAR])
def test_nothing_in_a_mail_is_random(calendar: bytes | None) -> None:
    first, second = (
        make_message(SUMMARY, Addresses(SENDER, [TO]), NOW, make_message_id(LOCATION, DAY), calendar)
        for _ in range(2)
    )

    assert first.as_bytes() == second.as_bytes()
    boundaries = [part.get_boundary() for part in first.walk() if part.is_multipart()]
    assert len(set(boundaries)) == len(boundaries) == (2 if calendar else 1)


@pytest.mark.parametrize("bad", ["me@example.com\r\nBcc: all@example.com", "me@example.com\nX: y"])
def test_no_address_adds_a_header(bad: str) -> None:
    with pytest.raises(ValueError, match="line"):
        make_message(SUMMARY, Addresses(bad, [TO]), NOW, make_message_id(LOCATION, DAY))


@dataclass(frozen=True)
class Asked:
    location: str = LOCATION
    day: date = DAY
    suffix: str = ""

    @property
    def id(self) -> str:
        return make_message_id(self.location, self.day, self.suffix)


def test_the_message_id_is_that_of_the_sheet_and_the_day() -> None:
    assert Asked().id == Asked().id
    assert len({Asked().id, Asked(location="x.xlsx").id, Asked(day=NOW.date().replace(day=17)).id}) == 3
    assert Asked().id.startswith("<summary.2026-11-16.")


def test_a_mail_that_was_asked_for_has_another_message_id() -> None:
    assert Asked(suffix="073012").id != Asked().id
    assert ".073012@" in Asked(suffix="073012").id
    assert make_message_id(LOCATION, DAY, "\r\n>x").count("\n") == 0


def test_the_message_id_does_not_give_the_sheet_away() -> None:
    assert "1A2b3C4d5E6f" not in make_mail().as_string()
    assert "home" not in make_message_id("/home/ada/contacts.xlsx", DAY)


def test_a_calendar_comes_as_a_file_that_asks_nobody_to_accept_anything() -> None:
    calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Zoë\r\nEND:VCALENDAR\r\n".encode()
    message_id = make_message_id(LOCATION, DAY)

    raw = [
        make_message(SUMMARY, Addresses(SENDER, [TO]), NOW, message_id, calendar).as_bytes() for _ in range(2)
    ]

    assert raw[0] == raw[1]
    assert raw[0].isascii()
    mail = message_from_bytes(raw[0], policy=policy.default)
    [file] = mail.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("keep-in-touch.ics", "text/calendar")
    assert (file.get_param("charset"), file.get_param("method")) == ("utf-8", None)
    assert file.get_payload(decode=True) == calendar
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text
    assert text.get_content().replace("\r\n", "\n") == SUMMARY.text
    assert html
    assert html.get_content().replace("\r\n", "\n") == SUMMARY.html
