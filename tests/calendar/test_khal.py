"""The file as khal shows it, over years, leap days and both clock changes."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sync.calendar.events import Days
from sync.calendar.ics import make_calendar
from sync.core.plan.sessions import Sessions
from sync.core.summary.schedule import Schedule, next_day
from tests.calendar.calendars import ADA, BERLIN, LEAP, make_days

pytestmark = [
    pytest.mark.khal,
    pytest.mark.skipif(not shutil.which("khal"), reason="needs khal"),
]

SETTINGS = """\
[calendars]
[[keep]]
path = {folder}/calendar
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = keep
[sqlite]
path = {folder}/database
"""


class Khal:
    """Somebody's khal, in a zone of theirs, with an empty calendar."""

    def __init__(self, folder: Path, zone: str = "Europe/Berlin") -> None:
        self.folder = folder
        (folder / "calendar").mkdir()
        (folder / "settings").write_text(SETTINGS.format(folder=folder, zone=zone))

    def take(self, content: bytes) -> None:
        """Import the file."""
        file = self.folder / "keep-in-touch.ics"
        file.write_bytes(content)
        self._run("import", "--batch", "-a", "keep", str(file))

    def events(self, start: str, end: str) -> list[str]:
        """Return the events from one day to another, that day included, a line each."""
        form = "{start-date} {start-time} {title}"
        return self._run("list", "--day-format", "", "--format", form, start, end).splitlines()

    def _run(self, *words: str) -> str:
        command = ["khal", "-c", str(self.folder / "settings"), *words]
        environment = {"HOME": str(self.folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def show(folder: Path, days: Days, start: str, end: str) -> list[str]:
    khal = Khal(folder)
    khal.take(make_calendar(days, BERLIN))
    return khal.events(start, end)


def test_a_year_with_sessions_and_birthdays(tmp_path: Path) -> None:
    assert show(tmp_path, make_days(ADA, LEAP), "2027-01-01", "2028-03-01") == [
        "2027-01-11 09:00 Keep in touch: write to everybody",
        "2027-01-14 09:00 Keep in touch: read the answers",
        "2027-02-28  Birthday: Leap, Ling; Ø",
        "2027-04-12 09:00 Keep in touch: write to everybody",
        "2027-04-15 09:00 Keep in touch: read the answers",
        "2027-07-12 09:00 Keep in touch: write to everybody",
        "2027-07-15 09:00 Keep in touch: read the answers",
        "2027-10-11 09:00 Keep in touch: write to everybody",
        "2027-10-14 09:00 Keep in touch: read the answers",
        "2027-12-10  Birthday: Ada Lovelace",
        "2028-01-10 09:00 Keep in touch: write to everybody",
        "2028-01-13 09:00 Keep in touch: read the answers",
        "2028-02-29  Birthday: Leap, Ling; Ø",
    ]


def test_nine_stays_nine_when_the_clocks_change(tmp_path: Path) -> None:
    """For somebody in UTC, who sees by it what the file says of the zone."""
    khal = Khal(tmp_path, "UTC")
    khal.take(make_calendar(make_days(sessions=None), BERLIN))
    seen = [line.split()[:2] for line in khal.events("2027-01-01", "2028-01-01")]
    assert len(seen) == 52
    assert [day for day, at in seen if at == "07:00"] == [
        day for day, _ in seen if "2027-03-29" <= day < "2027-11"
    ]
    assert {at for _, at in seen} == {"07:00", "08:00"}


@pytest.mark.parametrize(
    "schedule",
    [
        Schedule("weekly", 0),
        Schedule("weekly", 6),
        Schedule("monthly", 1),
        Schedule("monthly", 28),
        Schedule("monthly", 29),
        Schedule("monthly", 30),
        Schedule("monthly", 31),
        Schedule("daily"),
    ],
    ids=str,
)
def test_the_summarys_days_are_those_of_the_job(tmp_path: Path, schedule: Schedule) -> None:
    shown = show(tmp_path, make_days(sessions=None, schedule=schedule), "2027-01-01", "2028-03-02")
    assert [line.split(maxsplit=1)[0] for line in shown] == list(
        map(str, days_of(schedule, date(2027, 1, 1), date(2028, 3, 2)))
    )
    assert all(line.endswith("09:00 Keep in touch: whom to write to") for line in shown)


def days_of(schedule: Schedule, start: date, end: date) -> Iterator[date]:
    day = next_day(start - timedelta(days=1), schedule)
    while day <= end:
        yield day
        day = next_day(day, schedule)


def test_the_sessions_are_those_of_the_job(tmp_path: Path) -> None:
    sessions = Sessions(date(2027, 12, 31), weeks=5, answer_after=10)
    shown = show(tmp_path, make_days(sessions=sessions), "2027-12-01", "2029-12-01")
    kinds = {"sending": "write to everybody", "answering": "read the answers"}
    expected = list[str]()
    for found in sessions.days_after(date(2027, 12, 1)):
        if found.day > date(2029, 12, 1):
            break
        if found.kind in kinds:
            expected.append(f"{found.day} 09:00 Keep in touch: {kinds[found.kind]}")
    assert shown == expected


def test_taking_the_file_again_changes_nothing_and_what_moved_is_moved(tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    for _ in range(2):
        khal.take(make_calendar(make_days(ADA), BERLIN))
    assert len(list((tmp_path / "calendar").iterdir())) == 3
    khal.take(make_calendar(make_days(("Ada Lovelace", ADA[1]._replace(day=11))), BERLIN))
    assert [line for line in khal.events("2027-12-01", "2028-01-01") if "Ada" in line] == [
        "2027-12-11  Birthday: Ada Lovelace"
    ]


def test_a_zone_that_khal_does_not_know_is_taken_from_the_file(tmp_path: Path) -> None:
    khal = Khal(tmp_path, "UTC")
    khal.take(make_calendar(make_days(), ZoneInfo("Africa/Casablanca")))
    assert khal.events("2027-01-01", "2027-02-01")[0].startswith("2027-01-11 08:00")
