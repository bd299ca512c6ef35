"""What the tests put into calendars."""

from datetime import date
from zoneinfo import ZoneInfo

from sync.calendar.events import Days
from sync.core.dates.birthdays import Birthday
from sync.core.plan.sessions import Sessions
from sync.core.summary.schedule import Schedule

BERLIN = ZoneInfo("Europe/Berlin")
QUARTERLY = Sessions(date(2027, 1, 11))
SHEET = "https://docs.google.com/spreadsheets/d/1AbC-dEf_9/edit#gid=0"
ADA = ("Ada Lovelace", Birthday(12, 10, 1985))
LEAP = ("Leap, Ling; Ø", Birthday(2, 29))


def make_days(
    *birthdays: tuple[str, Birthday],
    sessions: Sessions | None = QUARTERLY,
    schedule: Schedule | None = None,
    sheet_id: str = "1AbC-dEf_9",
) -> Days:
    """Return what the calendar of a sheet is made of."""
    return Days(sessions, schedule or Schedule(), birthdays, SHEET, sheet_id)


def unfold(content: bytes) -> list[str]:
    """Return the lines of a calendar file, each as long as it was before it was folded."""
    return content.decode().replace("\r\n ", "").split("\r\n")
