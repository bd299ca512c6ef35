"""The summary as a mail (issue: the message)."""

from dataclasses import dataclass
from datetime import date, datetime
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest

from sync.mail.message import make_message, make_message_id
from tests.mail.messages import LOCATION, NOW, OTHER, SENDER, SUMMARY, TO, make_mail

DAY = date(2026, 11, 16)


def test_the_mail_says_who_when_and_that_a_machine_wrote_it() -> None:
    mail = make_mail(TO, OTHER)

    assert mail["From"] == SENDER
    assert mail["To"] == f"{TO}, {OTHER}"
    assert mail["Subject"] == SUMMARY.subject
    assert mail["Date"] == "Mon, 16 Nov 2026 07:30:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "<keep-in-touch.localhost>" in mail["List-Id"]


def test_the_date_keeps_the_zone_it_is_given_in() -> None:
    now = datetime(2026, 11, 16, 7, 30, tzinfo=ZoneInfo("America/Chicago"))

    mail = make_message(SUMMARY, SENDER, [TO], now, make_message_id(LOCATION, DAY))

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

    raw = make_message(long, SENDER, [TO], NOW, make_message_id(LOCATION, DAY)).as_bytes()

    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert make_mail().as_bytes() == make_mail().as_bytes()


def test_a_name_beside_an_address_may_be_in_any_letters() -> None:
    mail = make_message(SUMMARY, "Jörg <me@example.com>", [TO], NOW, make_message_id(LOCATION, DAY))

    assert message_from_bytes(mail.as_bytes(), policy=policy.default)["From"] == "Jörg <me@example.com>"


@pytest.mark.parametrize("bad", ["me@example.com\r\nBcc: all@example.com", "me@example.com\nX: y"])
def test_no_address_adds_a_header(bad: str) -> None:
    with pytest.raises(ValueError, match="line"):
        make_message(SUMMARY, bad, [TO], NOW, make_message_id(LOCATION, DAY))


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
