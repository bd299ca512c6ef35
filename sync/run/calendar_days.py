"""The calendar of a run: the file that it keeps, the links, and what comes with the first mail of sessions.

See design.md, section 12. All of it is made of the settings and of what was read, so that the same list gives
the same calendar.
"""

from collections.abc import Mapping
from datetime import tzinfo
from pathlib import PurePath
from typing import TYPE_CHECKING

from sync.calendar.events import Days
from sync.errors import KeepInTouchError
from sync.run.zones import find_zone

if TYPE_CHECKING:
    from sync.core.contacts.contacts import Look
    from sync.core.plan.plan import Plan
    from sync.core.table import Record, Table
    from sync.settings.sections import Settings

SESSIONS = "sessions"
"""The figure in the record of a summary that went out where sessions were held."""


def keep_calendar(plan: "Plan", settings: "Settings", location: str) -> tuple[KeepInTouchError, ...]:
    """Write the calendar file where one is set, and return why it could not be written."""
    if settings.calendar is None:
        return ()
    from sync.calendar.ics import write_calendar

    try:
        write_calendar(settings.find_path(settings.calendar.file), render_calendar(plan, settings, location))
    except KeepInTouchError as error:
        return (error,)
    return ()


def render_calendar(plan: "Plan", settings: "Settings", location: str) -> bytes:
    """Return the calendar of the plan's list as iCalendar; `location` tells the list from others."""
    from sync.calendar.ics import make_calendar

    table = plan.look.table
    birthdays = tuple((person.shown, person.birthday) for person in plan.people if person.birthday)
    schedule, sheet = settings.summary.schedule, find_address(table)
    days = Days(plan.look.rules.sessions, schedule, birthdays, sheet, location)
    return make_calendar(days, find_list_zone(table, settings))


def is_attached(settings: "Settings", last: "Record | None") -> bool:
    """Return whether the next mail carries the calendar: the first one with sessions does.

    `last` is the record of the summary before.
    """
    is_known = last is not None and SESSIONS in last.figures
    return settings.sessions is not None and settings.smtp is not None and not is_known


def add_sessions(figures: Mapping[str, int], settings: "Settings") -> dict[str, int]:
    """Return the figures of a summary to record, with that of the sessions where they are held."""
    return {**figures, **({SESSIONS: 1} if settings.sessions else {})}


def find_calendar_links(
    look: "Look", settings: "Settings", *, attached: bool = False
) -> tuple[tuple[str, str], ...]:
    """Return the links that open Google Calendar with the days filled in, none without sessions.

    Their address is no promise of Google's. So they name what does the same: the file that is `attached`, or
    the one that is kept.
    """
    if look.rules.sessions is None:
        return ()
    from sync.calendar.link import make_links

    table, file = look.table, settings.calendar.file if settings.calendar else ""
    instead = "the attached file" if attached else PurePath(file).name
    zone = find_list_zone(table, settings)
    return make_links(look.rules.sessions, look.today, zone, find_address(table), instead)


def find_list_zone(table: "Table", settings: "Settings") -> tzinfo:
    """Return the zone of the list: the settings', else the sheet's, else the machine's."""
    return find_zone(settings.sheet.timezone, table.zone)


def find_address(table: "Table") -> str:
    """Return the sheet's address, "" for a workbook."""
    return table.link if table.link.startswith("https://") else ""
