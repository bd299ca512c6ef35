"""The link, taken apart as Google does."""

import re
from datetime import UTC, date, time, timedelta, timezone, tzinfo
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from sync.calendar.link import LONGEST, make_answering_link, make_writing_link
from sync.core.plan.sessions import Sessions
from tests.calendar.calendars import BERLIN, QUARTERLY, SHEET

TODAY = date(2026, 11, 24)
WRITE = "Today you write to everybody on your list. The mail of today says what you last talked about."
WINTER_TIME = timezone(timedelta(hours=-7))


def take_apart(link: str) -> dict[str, str]:
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.path, parts.fragment) == (
        "https",
        "calendar.google.com",
        "/calendar/render",
        "",
    )
    fields = parse_qs(parts.query, strict_parsing=True, keep_blank_values=True)
    assert all(len(values) == 1 for values in fields.values())
    return {name: value for name, [value] in fields.items()}


def test_the_event_for_writing_is_filled_in() -> None:
    assert take_apart(make_writing_link(QUARTERLY, TODAY, BERLIN, SHEET)) == {
        "action": "TEMPLATE",
        "text": "Keep in touch: write to everybody",
        "dates": "20270111T090000/20270111T100000",
        "ctz": "Europe/Berlin",
        "details": f"{WRITE} {SHEET}",
        "recur": "RRULE:FREQ=WEEKLY;INTERVAL=13",
    }


def test_the_event_for_answering_is_filled_in() -> None:
    assert take_apart(make_answering_link(QUARTERLY, TODAY, BERLIN, SHEET)) == {
        "action": "TEMPLATE",
        "text": "Keep in touch: read the answers",
        "dates": "20270114T090000/20270114T100000",
        "ctz": "Europe/Berlin",
        "details": "Read what your friends have answered, and write down what you will ask them next time. "
        + SHEET,
        "recur": "RRULE:FREQ=WEEKLY;INTERVAL=13",
    }


def test_nothing_in_it_has_to_be_guessed_by_a_browser() -> None:
    """Some show a plus as a plus, and a bare colon or comma ends a link for others."""
    link = make_writing_link(QUARTERLY, TODAY, BERLIN, SHEET)
    _, _, query = link.partition("?")
    assert re.fullmatch(r"(?:[\w.~=&-]|%[0-9A-F]{2})+", query)
    assert "%20" in query


@pytest.mark.parametrize(
    ("today", "writing", "answering"),
    [
        ("2026-11-24", "20270111", "20270114"),
        ("2027-01-11", "20270111", "20270114"),
        ("2027-01-12", "20270412", "20270114"),
        ("2027-01-14", "20270412", "20270114"),
        ("2027-01-15", "20270412", "20270415"),
        ("2030-02-01", "20300408", "20300411"),
    ],
)
def test_it_begins_with_the_next_that_comes(today: str, writing: str, answering: str) -> None:
    day = date.fromisoformat(today)
    made = make_writing_link(QUARTERLY, day, BERLIN, ""), make_answering_link(QUARTERLY, day, BERLIN, "")
    assert [take_apart(link)["dates"][:8] for link in made] == [writing, answering]


def test_the_settings_say_when() -> None:
    sessions = Sessions(date(2027, 12, 31), weeks=8, answer_after=5, at=time(23, 30))
    writing, answering = (
        take_apart(make(sessions, TODAY, BERLIN, "")) for make in (make_writing_link, make_answering_link)
    )
    assert writing["dates"] == "20271231T233000/20280101T003000"
    assert answering["dates"] == "20280105T233000/20280106T003000"
    assert writing["recur"] == answering["recur"] == "RRULE:FREQ=WEEKLY;INTERVAL=8"


@pytest.mark.parametrize(
    ("zone", "dates", "name"),
    [
        (
            ZoneInfo("America/Argentina/Buenos_Aires"),
            "20270111T090000/20270111T100000",
            "America/Argentina/Buenos_Aires",
        ),
        (ZoneInfo("UTC"), "20270111T090000/20270111T100000", "UTC"),
        (UTC, "20270111T090000Z/20270111T100000Z", None),
        # A custom zone of Google's, `GMT-07:00`, has no name that the link could give.
        (WINTER_TIME, "20270111T160000Z/20270111T170000Z", None),
        (timezone(timedelta(hours=9, minutes=30)), "20270110T233000Z/20270111T003000Z", None),
    ],
)
def test_the_time_is_the_sheets(zone: tzinfo, dates: str, name: str | None) -> None:
    fields = take_apart(make_writing_link(QUARTERLY, TODAY, zone, ""))
    assert (fields["dates"], fields.get("ctz")) == (dates, name)


def test_in_a_zone_without_a_name_the_time_is_that_of_the_owners_calendar() -> None:
    with Path("/usr/share/zoneinfo/Europe/Berlin").open("rb") as file:
        zone = ZoneInfo.from_file(file)
    fields = take_apart(make_writing_link(QUARTERLY, TODAY, zone, ""))
    assert (fields["dates"], fields.get("ctz")) == ("20270111T090000/20270111T100000", None)


@pytest.mark.parametrize("length", [10, 1000, 1500, 1700, 3000])
def test_it_is_never_too_long_and_never_holds_half_an_address(length: int) -> None:
    sheet = "https://sheets.example/" + "x" * length
    link = make_writing_link(QUARTERLY, TODAY, BERLIN, sheet)
    details = take_apart(link)["details"]
    assert len(link) < LONGEST
    assert details in {WRITE, f"{WRITE} {sheet}"}
    assert (sheet in details) == (length <= 1500)


def test_a_workbook_has_no_address() -> None:
    assert take_apart(make_writing_link(QUARTERLY, TODAY, BERLIN, ""))["details"] == WRITE
