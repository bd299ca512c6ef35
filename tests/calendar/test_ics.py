"""The calendar file: what is in it, what is not, and that it changes only when something else does."""

import os
import re
import stat
import subprocess
import sys
from datetime import date, time
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from sync.calendar.events import Days
from sync.calendar.ics import make_calendar, write_calendar
from sync.core.dates.birthdays import Birthday
from sync.core.plan.sessions import Sessions
from sync.core.summary.schedule import Schedule, Send
from sync.errors import SetUpError
from tests.calendar.calendars import ADA, BERLIN, LEAP, QUARTERLY, SHEET, make_days, unfold

BEN = ("Ben Okri", Birthday(3, 15))
WRITE = "Today you write to everybody on your list. The mail of today says what you last talked about."
OLD, NEW = b"BEGIN:VCALENDAR\r\nold", b"BEGIN:VCALENDAR\r\nnew"


def ids_of(days: Days) -> list[str]:
    return re.findall(r"UID:(.+)", "\n".join(unfold(make_calendar(days, BERLIN))))


def event_of(days: Days, kind: str) -> list[str]:
    """Return the lines of the first event of that kind."""
    text = "\n".join(unfold(make_calendar(days, BERLIN)))
    events = re.findall(r"BEGIN:VEVENT\n(.+?)\nEND:VEVENT", text, re.DOTALL)
    return next(event.split("\n") for event in events if f"UID:{kind}-" in event)


def test_a_session_is_an_event_with_its_repetition_and_an_alarm() -> None:
    assert event_of(make_days(), "writing") == [
        "SUMMARY:Keep in touch: write to everybody",
        "DTSTART;TZID=Europe/Berlin:20270111T090000",
        "DTEND;TZID=Europe/Berlin:20270111T100000",
        "DTSTAMP:20270111T000000Z",
        "UID:writing-ed5b072f0a0380c8c9e6a633@keep-in-touch",
        "RRULE:FREQ=WEEKLY;INTERVAL=13",
        f"DESCRIPTION:{WRITE} {SHEET}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Keep in touch: write to everybody",
        "TRIGGER:-PT10M",
        "END:VALARM",
    ]


def test_the_answering_day_is_another() -> None:
    lines = event_of(make_days(), "answering")
    assert "SUMMARY:Keep in touch: read the answers" in lines
    assert "DTSTART;TZID=Europe/Berlin:20270114T090000" in lines
    assert "RRULE:FREQ=WEEKLY;INTERVAL=13" in lines


def test_a_birthday_is_of_the_whole_day_and_tells_the_name_alone() -> None:
    assert event_of(make_days(ADA), "birthday") == [
        "SUMMARY:Birthday: Ada Lovelace",
        "DTSTART;VALUE=DATE:20001210",
        "DTSTAMP:20001210T000000Z",
        "UID:birthday-514df704202e3a1465be5994@keep-in-touch",
        "RRULE:FREQ=YEARLY",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Birthday: Ada Lovelace",
        "TRIGGER:PT9H",
        "END:VALARM",
    ]


@pytest.mark.parametrize(
    ("send", "on", "start", "rule"),
    [
        ("daily", 0, "20260101", "FREQ=DAILY"),
        ("weekly", 0, "20260105", "FREQ=WEEKLY"),
        ("weekly", 3, "20260101", "FREQ=WEEKLY"),
        ("weekly", 6, "20260104", "FREQ=WEEKLY"),
        ("monthly", 1, "20260101", "FREQ=MONTHLY;BYMONTHDAY=1"),
        ("monthly", 28, "20260128", "FREQ=MONTHLY;BYMONTHDAY=28"),
        ("monthly", 29, "20260129", "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1"),
        ("monthly", 31, "20260131", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
    ],
)
def test_without_sessions_it_holds_the_summarys_days(send: Send, on: int, start: str, rule: str) -> None:
    lines = event_of(make_days(sessions=None, schedule=Schedule(send, on)), "summary")
    assert f"DTSTART;TZID=Europe/Berlin:{start}T090000" in lines
    assert f"RRULE:{rule}" in lines


def test_it_is_as_a_calendar_file_has_to_be() -> None:
    content = make_calendar(make_days(ADA, LEAP, ("Ö" * 200, Birthday(1, 1))), BERLIN)
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert "Birthday: " + "Ö" * 200 in content.decode().replace("\r\n ", "")
    assert {"NAME:Keep in touch", "X-WR-CALNAME:Keep in touch", "VERSION:2.0"} <= set(unfold(content))
    assert not re.search(rb"SEQUENCE|LAST-MODIFIED|CREATED|METHOD", content)
    assert not Calendar.from_ical(content).errors


def test_the_same_days_give_the_same_bytes_in_whatever_order_the_rows_stand() -> None:
    people = (ADA, BEN, LEAP, ("Ada Lovelace", Birthday(1, 1)))
    made = {make_calendar(make_days(*order), BERLIN) for order in permutations(people)}
    assert len(made) == 1


def test_another_process_writes_the_same_bytes() -> None:
    """Nothing hangs on a hash that differs from process to process."""
    code = (
        "import sys; from tests.calendar.calendars import *; from sync.calendar.ics import make_calendar;"
        "sys.stdout.buffer.write(make_calendar(make_days(ADA, LEAP), BERLIN))"
    )
    made = {
        subprocess.check_output([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    }
    assert made == {make_calendar(make_days(ADA, LEAP), BERLIN)}


def test_an_event_stays_the_same_when_it_is_moved() -> None:
    moved = QUARTERLY._replace(first=date(2027, 2, 1), at=time(19, 30), weeks=12)
    assert ids_of(make_days(ADA, sessions=moved)) == ids_of(make_days(ADA))
    assert ids_of(make_days(("Ada Lovelace", Birthday(12, 11)))) == ids_of(make_days(ADA))
    assert ids_of(make_days(ADA, BEN))[-1] == ids_of(make_days(ADA))[-1]


def test_no_two_events_are_the_same() -> None:
    namesakes = (ADA, ("Ada Lovelace", Birthday(1, 1)), ("Ada Lovelace", Birthday(12, 10)))
    ids = ids_of(make_days(*namesakes))
    assert len(set(ids)) == len(ids) == 5
    assert not set(ids) & set(ids_of(make_days(*namesakes, sheet_id="another")))


def test_ids_tell_nothing_of_the_sheet_or_the_people() -> None:
    for found in ids_of(make_days(ADA)):
        assert re.fullmatch(r"(?:writing|answering|birthday)-[0-9a-f]{24}@keep-in-touch", found)


def test_no_year_of_birth_is_told() -> None:
    assert b"1985" not in make_calendar(make_days(ADA), BERLIN)


@pytest.mark.parametrize(
    "name",
    [
        "Ada\r\nATTACH:https://evil.example",
        "Ada\nEND:VEVENT",
        "Ada\x0bB\x00C",
        "a;b,c\\n",
        "\ud83d",
        "Ada\u2028B",
        "",
    ],
)
def test_no_name_can_become_a_line_of_its_own(name: str) -> None:
    content = make_calendar(make_days((name, Birthday(3, 4))), BERLIN)
    assert len(unfold(content)) == len(unfold(make_calendar(make_days(ADA), BERLIN)))
    assert b"\nATTACH" not in content
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f]", content)


@given(st.text(), st.dates(), st.sampled_from([1, 13, 52]))
@settings(max_examples=50)
def test_whatever_the_name_a_program_reads_it_back(name: str, day: date, weeks: int) -> None:
    sessions = Sessions(date(2027, 1, 11), weeks)
    content = make_calendar(make_days((name, Birthday(day.month, day.day)), sessions=sessions), BERLIN)
    read = Calendar.from_ical(content)
    [found] = [event for event in read.events if str(event["UID"]).startswith("birthday-")]
    assert str(found["SUMMARY"]).split() == f"Birthday: {_visible(name)}".split()
    assert (found.start.month, found.start.day) == (day.month, day.day)


def _visible(name: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", name)


def test_it_is_loaded_when_it_is_needed_only() -> None:
    code = "import sys, sync.calendar.ics, sync.calendar.link; print('icalendar' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"


def test_it_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "keep-in-touch.ics"
    assert write_calendar(path, OLD)
    assert path.read_bytes() == OLD
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_has_not_changed_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "keep-in-touch.ics"
    write_calendar(path, OLD)
    before = path.stat()
    assert not write_calendar(path, OLD)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert write_calendar(path, NEW)
    assert path.read_bytes() == NEW


def test_who_reads_the_old_file_meanwhile_reads_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "keep-in-touch.ics"
    write_calendar(path, OLD)
    with path.open("rb") as reader:
        write_calendar(path, NEW)
        assert reader.read() == OLD
    assert [found.name for found in tmp_path.iterdir()] == ["keep-in-touch.ics"]


def test_a_place_that_cannot_be_written_is_told_with_its_cure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file" / "keep-in-touch.ics", tmp_path):
        with pytest.raises(SetUpError) as caught:
            write_calendar(path, NEW)
        assert caught.value.status == 78
        assert str(path) in str(caught.value)
        assert "[calendar]" in caught.value.cure
