"""When the clocks change, read back by dateutil, which knows of the zone only what the file says."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st

from sync.calendar.zone import YEARS, find_name, find_zone_id, make_timezone

FIRST_YEAR = 2026
START = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
ZONES = [
    "Europe/Berlin",
    "Europe/London",
    "Europe/Dublin",  # its winter is what is called daylight saving
    "America/Chicago",
    "America/Sao_Paulo",  # has given it up
    "America/Santiago",  # on the Sunday after the first Saturday
    "Africa/Casablanca",  # around Ramadan
    "Africa/Cairo",
    "Asia/Kolkata",
    "Asia/Jerusalem",
    "Australia/Lord_Howe",  # by half an hour
    "Pacific/Auckland",
    "Pacific/Apia",
    "UTC",
]


@cache
def read_back(name: str) -> tzinfo:
    made = make_timezone(ZoneInfo(name), FIRST_YEAR).to_ical().decode()
    zone: tzinfo | None = tzical(StringIO(f"BEGIN:VCALENDAR\r\n{made}END:VCALENDAR\r\n")).get(name)
    assert zone
    return zone


def assert_same_clocks(name: str, moment: datetime) -> None:
    local = moment.astimezone(ZoneInfo(name)).replace(tzinfo=None)
    # An hour that comes twice may be read either way.
    known = {local.replace(tzinfo=ZoneInfo(name), fold=fold).utcoffset() for fold in (0, 1)}
    assert local.replace(tzinfo=read_back(name)).utcoffset() in known


@pytest.mark.parametrize("name", ZONES)
@given(st.integers(0, (YEARS - 1) * 365 * 24 * 60 - 1))
def test_at_every_moment_the_file_has_the_clocks_of_the_zone(name: str, minutes: int) -> None:
    assert_same_clocks(name, START + timedelta(minutes=minutes))


@pytest.mark.parametrize("name", ZONES)
def test_the_clocks_change_at_the_minute(name: str) -> None:
    zone, hour = ZoneInfo(name), timedelta(hours=1)
    hours = [START + n * hour for n in range(2 * 366 * 24)]
    changes = [
        at for at in hours if at.astimezone(zone).utcoffset() != (at + hour).astimezone(zone).utcoffset()
    ]
    for change in changes:
        for minutes in (-90, -1, 0, 1, 29, 30, 59, 60, 61, 150):
            assert_same_clocks(name, change + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("Europe/Berlin", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
        ("America/Chicago", "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"),
        ("Africa/Casablanca", "RDATE:20270207T030000\r\nRDATE:20280123T030000"),
    ],
)
def test_a_rule_holds_for_ever_and_days_are_told_where_there_is_none(name: str, rule: str) -> None:
    text = make_timezone(ZoneInfo(name), FIRST_YEAR).to_ical().decode()
    assert rule in text
    assert ("RDATE" in text) == rule.startswith("RDATE")


def test_the_changes_are_told_by_the_clocks_that_are_changed() -> None:
    """RFC 5545, section 3.6.5: DTSTART is the time in the offset that ends then."""
    assert make_timezone(ZoneInfo("Europe/Berlin"), 2027).to_ical().decode().split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Berlin",
        "BEGIN:DAYLIGHT",
        "DTSTART:20260329T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20261025T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


@pytest.mark.parametrize(
    ("zone", "zone_id", "offset"),
    [
        (timezone(timedelta(hours=-7)), "Etc/GMT+7", "-0700"),
        (timezone(timedelta(hours=2)), "Etc/GMT-2", "+0200"),
        (timezone(timedelta(hours=5, minutes=30)), "UTC+0530", "+0530"),
        (timezone(timedelta(hours=-3, minutes=-30)), "UTC-0330", "-0330"),
        (UTC, "Etc/GMT+0", "+0000"),
    ],
)
def test_a_zone_that_is_an_offset_is_told_as_one(zone: timezone, zone_id: str, offset: str) -> None:
    text = make_timezone(zone, FIRST_YEAR).to_ical().decode()
    assert find_name(zone) is None
    assert find_zone_id(zone) == zone_id
    assert f"TZID:{zone_id}\r\n" in text
    assert f"TZOFFSETTO:{offset}\r\n" in text
    assert text.count("BEGIN:STANDARD") == 1
    if zone_id.startswith("Etc"):
        moment = datetime(FIRST_YEAR, 7, 1, tzinfo=UTC)
        assert moment.astimezone(ZoneInfo(zone_id)).utcoffset() == zone.utcoffset(None)


def test_a_zone_of_the_machine_that_has_no_name_is_told_by_its_changes() -> None:
    with Path("/usr/share/zoneinfo/Europe/Berlin").open("rb") as file:
        zone = ZoneInfo.from_file(file)
    named = make_timezone(ZoneInfo("Europe/Berlin"), FIRST_YEAR).to_ical()
    assert find_name(zone) is None
    assert make_timezone(zone, FIRST_YEAR).to_ical() == named.replace(b"Europe/Berlin", b"Local")


def test_a_change_that_was_given_up_is_told_for_no_year_in_which_there_is_none() -> None:
    """São Paulo moved its clocks on the third Sunday of February until 2019."""
    text = make_timezone(ZoneInfo("America/Sao_Paulo"), 2017).to_ical().decode()
    assert "RRULE" not in text
    assert "RDATE:20190217T000000" in text
    assert "2020" not in text
