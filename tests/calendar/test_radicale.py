"""The file on a CalDAV server, which works out every time of the year by what the file says of its zone."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from http import HTTPStatus
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server
from zoneinfo import ZoneInfo

import pytest
import requests
from radicale import config
from radicale.app import Application

from sync.calendar.ics import make_calendar
from sync.core.summary.schedule import Schedule
from tests.calendar.calendars import ADA, LEAP, make_days

YEAR = 'start="20270101T000000Z" end="20280101T000000Z"'
QUERY = f"""\
<?xml version="1.0"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><C:calendar-data><C:expand {YEAR}/></C:calendar-data></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range {YEAR}/>
</C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>
"""
ME = ("me", "")


class _Handler(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Run the server, and give the address of a calendar that is not there yet."""
    settings = config.load()
    settings.update(
        {
            "storage": {"filesystem_folder": str(folder)},
            "auth": {"type": "none"},
            "logging": {"level": "error"},
        },
        "test",
    )
    server = make_server("127.0.0.1", 0, Application(settings), handler_class=_Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/me/keep/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def put(address: str, content: bytes) -> None:
    kind = {"Content-Type": "text/calendar; charset=utf-8"}
    done = requests.put(address, data=content, headers=kind, auth=ME, timeout=10)
    assert done.status_code == HTTPStatus.CREATED, done.text


def starts_of(address: str) -> list[str]:
    """Return when the events of the year begin, in UTC where they have a time."""
    done = requests.request("REPORT", address, data=QUERY, headers={"Depth": "1"}, auth=ME, timeout=10)
    assert done.status_code == HTTPStatus.MULTI_STATUS
    return sorted(re.findall(r"^DTSTART[^:]*:(\w+)", done.text, re.MULTILINE))


def test_it_is_taken_twice_and_holds_the_year(tmp_path: Path) -> None:
    with serve(tmp_path) as address:
        for _ in range(2):
            put(address, make_calendar(make_days(ADA, LEAP), ZoneInfo("Europe/Berlin")))
        assert starts_of(address) == [
            "20270111T080000Z",
            "20270114T080000Z",
            "20270228",
            "20270412T070000Z",
            "20270415T070000Z",
            "20270712T070000Z",
            "20270715T070000Z",
            "20271011T070000Z",
            "20271014T070000Z",
            "20271210",
        ]


def _nameless() -> tzinfo:
    with Path("/usr/share/zoneinfo/Europe/Berlin").open("rb") as file:
        return ZoneInfo.from_file(file)


@pytest.mark.parametrize(
    "zone",
    [
        ZoneInfo("Europe/Berlin"),
        ZoneInfo("America/Santiago"),
        ZoneInfo("Africa/Casablanca"),
        ZoneInfo("UTC"),
        _nameless(),
        timezone(timedelta(hours=-7)),
        timezone(timedelta(hours=5, minutes=30)),
    ],
    ids=str,
)
def test_nine_is_nine_all_the_year_round(tmp_path: Path, zone: tzinfo) -> None:
    with serve(tmp_path) as address:
        put(address, make_calendar(make_days(sessions=None, schedule=Schedule("weekly", 2)), zone))
        starts = [datetime.strptime(text, "%Y%m%dT%H%M%S%z").astimezone(zone) for text in starts_of(address)]
    assert {f"{start:%H:%M}" for start in starts} == {"09:00"}
    assert len({start.date() for start in starts}) == len(starts) == 52
    assert starts[0].astimezone(UTC).year == 2027
