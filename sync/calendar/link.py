"""The link that opens the owner's Google Calendar with the repeating event filled in (design.md, section 12).

No permission is needed: the owner saves the event, and their own alerts ring. The address and what it takes
are public practice and no documented promise: where it does not open, the calendar file does the same.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from sync.calendar.events import LENGTH, Event, make_answering, make_writing
from sync.calendar.zone import find_name

if TYPE_CHECKING:
    from sync.core.plan.sessions import Sessions

ADDRESS = "https://calendar.google.com/calendar/render"
LONGEST = 2000
"""Characters: what mail programs and browsers pass on whole."""


WRITING = "Put the writing days into Google Calendar"
ANSWERING = "Put the answering days there, too"
INSTEAD = " (or open {})"


def make_links(
    sessions: "Sessions", today: date, zone: tzinfo, sheet: str, instead: str
) -> tuple[tuple[str, str], ...]:
    """Return both links, each after what it says.

    `sheet` is the sheet's address, and `instead` the file that does the same; "" for none.
    """
    hint = INSTEAD.format(instead) if instead else ""
    return (
        (f"{WRITING}{hint}", make_writing_link(sessions, today, zone, sheet)),
        (ANSWERING, make_answering_link(sessions, today, zone, sheet)),
    )


def make_writing_link(sessions: "Sessions", today: date, zone: tzinfo, sheet: str) -> str:
    """Return the link for the sessions from today on; `sheet` is the sheet's address, "" for none."""
    return _make_link(make_writing(sessions, sessions.from_day(today)), zone, sheet)


def make_answering_link(sessions: "Sessions", today: date, zone: tzinfo, sheet: str) -> str:
    """Return the link for the days, from today on, on which answers are read."""
    after = timedelta(days=sessions.answer_after)
    return _make_link(make_answering(sessions, sessions.from_day(today - after) + after), zone, sheet)


def _make_link(event: Event, zone: tzinfo, sheet: str) -> str:
    """Return the link, less the sheet's address where it would be too long: half an address is none."""
    link = _fill_in(event, zone, f"{event.text} {sheet}".strip())
    return link if len(link) < LONGEST else _fill_in(event, zone, event.text)


def _fill_in(event: Event, zone: tzinfo, details: str) -> str:
    name = find_name(zone)
    fields = {
        "action": "TEMPLATE",
        "text": event.title,
        "dates": _find_dates(event, zone),
        **({"ctz": name} if name else {}),
        "details": details,
        "recur": f"RRULE:{event.rule}",
    }
    return f"{ADDRESS}?{urlencode(fields, quote_via=quote, safe='')}"


def _find_dates(event: Event, zone: tzinfo) -> str:
    """Return start and end: in the zone that `ctz` names, in UTC, or as the owner's calendar counts."""
    start = datetime.combine(event.day, event.at or time())
    form = "%Y%m%dT%H%M%S"
    if isinstance(zone, timezone):
        start, form = start.replace(tzinfo=zone).astimezone(UTC), f"{form}Z"
    return f"{start.strftime(form)}/{(start + LENGTH).strftime(form)}"
