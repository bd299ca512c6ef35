"""The calendar file, for every program but Google's link: iCalendar (RFC 5545 and, for its name, RFC 7986).

The same days give the same bytes, whenever and by whatever machine they are written: no number counts up, and
no stamp is of now. A program that reads the file again knows each event by its id.
"""

from datetime import UTC, datetime, time, timedelta, tzinfo
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sync.calendar.events import LENGTH, Days, Event, make_events
from sync.calendar.zone import find_zone_id, make_timezone
from sync.errors import SetUpError
from sync.files.private import replace_private

if TYPE_CHECKING:
    from icalendar import Calendar, Component

NAME = "Keep in touch"
BEFORE, MORNING = timedelta(minutes=-10), timedelta(hours=9)
"""When the alarm rings, counted from the start: of an event with its time, and of one of the whole day."""


def make_calendar(days: Days, zone: tzinfo) -> bytes:
    """Return the file's bytes; times of day are the zone's."""
    from icalendar import Calendar, vDuration

    calendar = Calendar()
    calendar.add("PRODID", "-//Keep in touch//keep-in-touch//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("NAME", NAME)
    calendar.add("X-WR-CALNAME", NAME)
    calendar.add("REFRESH-INTERVAL", vDuration(timedelta(days=1)), parameters={"VALUE": "DURATION"})
    _fill(calendar, make_events(days), days, zone)
    return bytes(calendar.to_ical())


def write_calendar(path: Path, content: bytes) -> bool:
    """Write the file where its bytes differ, and return whether they did; it is the old or the new one.

    It is for its owner's eyes, as birthdays are. Raises `SetUpError` where it cannot be written.
    """
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        replace_private(path, content.decode())
    except OSError as error:
        why = f"the calendar cannot be written there ({error.strerror or error})"
        raise SetUpError(str(path), why, "correct file under [calendar] in the settings") from None
    return True


def _fill(calendar: "Calendar", events: tuple[Event, ...], days: Days, zone: tzinfo) -> None:
    first_year = min(event.day.year for event in events if event.at)
    calendar.add_component(make_timezone(zone, first_year))
    for event in events:
        calendar.add_component(_make_event(event, days, find_zone_id(zone)))


def _make_event(event: Event, days: Days, zone_id: str) -> "Component":
    from icalendar import Event as Component
    from icalendar import vRecur

    made = Component()
    made.add("UID", _find_id(event, days.sheet_id))
    made.add("DTSTAMP", datetime.combine(event.day, time(), UTC))
    made.add("SUMMARY", event.title)
    made.add("RRULE", vRecur.from_ical(event.rule))
    if event.at:
        _add_times(made, datetime.combine(event.day, event.at), zone_id)
        made.add("DESCRIPTION", f"{event.text} {days.sheet}".strip())
    else:
        made.add("DTSTART", event.day)
        made.add("TRANSP", "TRANSPARENT")
    made.add_component(_make_alarm(event))
    return made


def _add_times(made: "Component", start: datetime, zone_id: str) -> None:
    made.add("DTSTART", start, parameters={"TZID": zone_id})
    made.add("DTEND", start + LENGTH, parameters={"TZID": zone_id})


def _make_alarm(event: Event) -> "Component":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", event.title)
    alarm.add("TRIGGER", BEFORE if event.at else MORNING)
    return alarm


def _find_id(event: Event, sheet_id: str) -> str:
    """Return the event's id: the same for ever, and telling nothing of the sheet or the person."""
    digest = sha256("\n".join((sheet_id, *event.key)).encode()).hexdigest()[:24]
    return f"{event.key[0]}-{digest}@keep-in-touch"
