"""Which day it is, and where: in the settings' zone, else the sheet's, else the machine's."""

import os
import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MACHINE = Path("/etc/localtime")

_OFFSET = re.compile(r"(?:GMT|UTC)([+-])(\d{1,2}):?(\d{2})")


def find_zone(*names: str | None) -> tzinfo:
    """Return the first zone that is named and known, else the machine's own.

    Besides names like ``Europe/Paris``, Google knows custom zones like ``GMT-07:00``.
    """
    for name in filter(None, names):
        if match := _OFFSET.fullmatch(name):
            offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
            return timezone(-offset if match[1] == "-" else offset)
        if zone := _find_named(name):
            return zone
    return find_machine_zone()


def find_machine_zone(place: Path = MACHINE) -> tzinfo:
    """Return the machine's zone, whatever TZ says to this process; UTC where it is not known.

    It has a name where `place` is a link into the zones of the system, as it usually is.
    """
    _, _, name = os.path.realpath(place).partition("/zoneinfo/")
    if place.exists() and (zone := _find_named(name)):
        return zone
    try:
        with place.open("rb") as file:
            return ZoneInfo.from_file(file)
    except (OSError, ValueError):
        return datetime.now(UTC).astimezone().tzinfo or UTC


def _find_named(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, ZoneInfoNotFoundError):
        return None


def find_name(zone: tzinfo) -> str | None:
    """Return the zone's name, like ``Europe/Berlin``; None where it has none."""
    return zone.key if isinstance(zone, ZoneInfo) and zone.key else None


def find_today(now: datetime, zone: tzinfo) -> date:
    """Return the day it is in the zone at the aware time `now`."""
    return now.astimezone(zone).date()
