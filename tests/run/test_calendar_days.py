"""The calendar of a run: kept in its file, offered as links, carried by the first mail of the sessions."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from sync.errors import SetUpError
from tests.google.server import Emulator
from tests.scenarios.worlds import HEADERS, PEOPLE, TODAY, Inbox, World, find_faults

FIRST = date(2026, 12, 7)
ROWS = [
    [*HEADERS, "Birthday"],
    *([*row, ""] if row else [] for row in PEOPLE),
    ["Flo", "flo@example.org", "", "", "", "29 Feb"],
]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with Emulator() as google:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", google.host)
        world = World(google, tmp_path, ROWS, time_zone="America/Chicago")
        world.inbox = Inbox()
        world.settings = {"calendar": {"file": "days.ics"}}
        yield world


def events_in(content: bytes) -> dict[str, Any]:
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def last_mail(world: World) -> EmailMessage:
    assert world.inbox
    return world.inbox.messages[-1]


def attached_to(mail: EmailMessage) -> list[bytes]:
    return [part.get_payload(decode=True) for part in mail.walk() if part.get_filename()]  # type: ignore[misc]


def links_of(mail: EmailMessage) -> dict[str, str]:
    part = mail.get_body(("html",))
    assert part
    found = re.findall(r'<a [^>]*href="(https://calendar[^"]+)"[^>]*>([^<]+)</a>', part.get_content())
    return {unescape(label): unescape(link) for link, label in found}


def test_the_file_holds_the_days_of_the_summary_and_the_birthdays_in_the_zone_of_the_sheet(
    world: World,
) -> None:
    world.run()
    events = events_in((world.folder / "days.ics").read_bytes())
    assert list(events) == ["Keep in touch: whom to write to", "Birthday: Flo"]
    assert events["Keep in touch: whom to write to"]["DTSTART"].params["TZID"] == "America/Chicago"
    assert world.address in events["Keep in touch: whom to write to"]["DESCRIPTION"]


def test_with_sessions_it_holds_those(world: World) -> None:
    world.settings |= {"sessions": {"first": FIRST}}
    world.run()
    events = events_in((world.folder / "days.ics").read_bytes())
    assert list(events) == [
        "Keep in touch: write to everybody",
        "Keep in touch: read the answers",
        "Birthday: Flo",
    ]


def test_the_settings_zone_comes_before_that_of_the_sheet(world: World) -> None:
    world.settings |= {"sheet": {"timezone": "Europe/Berlin"}}
    world.run()
    assert b"TZID=Europe/Berlin" in (world.folder / "days.ics").read_bytes()


def test_where_nothing_changed_the_file_is_not_touched(world: World) -> None:
    world.run()
    path = world.folder / "days.ics"
    before = path.stat()
    world.today += timedelta(days=40)
    world.run()
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_run_that_mails_nothing_keeps_it_and_a_dry_one_does_not(world: World) -> None:
    world.run(dry_run=True)
    assert not (world.folder / "days.ics").exists()
    world.run(no_mail=True)
    assert (world.folder / "days.ics").exists()


def test_a_file_that_cannot_be_written_stops_neither_sheet_nor_mail_and_is_told(world: World) -> None:
    (world.folder / "days.ics").mkdir()
    outcome = world.run()
    [error] = outcome.errors
    assert isinstance(error, SetUpError)
    assert "the calendar cannot be written there (Is a directory)" in str(error)
    assert (outcome.mail, find_faults(world)) == ("sent", [])
    text = last_mail(world).get_body(("plain",))
    assert text
    assert "the calendar cannot be written there" in " ".join(text.get_content().split())
    assert world.run().mail == "not_due"


def test_the_first_mail_with_sessions_carries_the_file_and_no_other(world: World) -> None:
    world.run()
    assert attached_to(last_mail(world)) == []
    world.settings |= {"sessions": {"first": FIRST}}
    carried = []
    for day in ("2026-11-30", "2026-12-07", "2026-12-10"):
        world.today = date.fromisoformat(day)
        assert world.run().mail == "sent"
        carried.append(attached_to(last_mail(world)))
    assert carried == [[(world.folder / "days.ics").read_bytes()], [], []]
    assert world.inbox
    [first] = [mail for mail in world.inbox.messages if attached_to(mail)]
    assert [part.get_content_type() for part in first.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]


def test_a_mail_that_was_not_accepted_does_not_count_as_the_first(world: World) -> None:
    world.settings = {"sessions": {"first": TODAY}}
    assert world.inbox
    world.inbox.trouble = SetUpError("smtp", "it refuses", "wait")
    assert world.run().mail == "failed"
    world.inbox.trouble = None
    assert world.run().mail == "sent"
    assert len(attached_to(last_mail(world))) == 1


def test_who_takes_sessions_up_again_gets_the_file_again(world: World) -> None:
    carried = []
    for number in range(3):
        world.settings = {"sessions": {"first": TODAY + timedelta(days=number)}} if number % 2 == 0 else {}
        world.today = TODAY + timedelta(days=number)
        assert world.run(send=True).mail == "sent"
        carried.append(len(attached_to(last_mail(world))))
    assert carried == [1, 0, 1]


def test_the_mail_has_both_links_and_names_what_does_the_same(world: World) -> None:
    world.settings |= {"sessions": {"first": TODAY}}
    world.run()
    first = links_of(last_mail(world))
    assert all(
        link.startswith("https://calendar.google.com/calendar/render?action=") for link in first.values()
    )
    assert list(first) == [
        "Put the writing days into Google Calendar (or open the attached file)",
        "Put the answering days there, too",
    ]
    world.today += timedelta(days=3)
    world.run()
    second = links_of(last_mail(world))
    assert len(second) == len(first)
    assert next(iter(second)).endswith("(or open days.ics)")


def test_without_sessions_there_is_no_link(world: World) -> None:
    world.run()
    assert not links_of(last_mail(world))


def test_what_is_printed_carries_nothing(world: World) -> None:
    world.inbox, world.settings = None, {"sessions": {"first": TODAY}}
    outcome = world.run()
    assert outcome.summary
    assert "calendar.google.com" in outcome.summary.html
    assert "or open" not in outcome.summary.html
