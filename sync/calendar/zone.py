"""The sheet's zone as a calendar file tells it: its name, and when its clocks change (RFC 5545, 3.6.5).

Programs that do not know the name go by the changes, which are therefore told as rules, like "the last Sunday
in March", where they follow one, and day by day where they do not, as with Ramadan.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone

YEARS = 10
"""For how long the changes of a zone without a rule are told."""

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST = -1


class _Kind(NamedTuple):
    """A way in which the clocks change, and to what; `is_summer` as the zone itself calls it."""

    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def find_name(zone: tzinfo) -> str | None:
    """Return the name that everybody knows the zone by, like ``Europe/Berlin``; None where it has none."""
    return zone.key if isinstance(zone, ZoneInfo) and zone.key else None


def find_zone_id(zone: tzinfo) -> str:
    """Return what the zone is called within the file: by its name, else by its offset from UTC."""
    if name := find_name(zone):
        return name
    if not isinstance(zone, timezone):
        return "Local"
    minutes = zone.utcoffset(None) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    # The names in Etc count westwards.
    whole = f"Etc/GMT{'-' if minutes > 0 else '+'}{hours}"
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}{rest:02}" if rest else whole


def make_timezone(zone: tzinfo, first_year: int) -> "Timezone":
    """Return the zone's clock changes, from the year before `first_year` on."""
    from icalendar import Timezone

    made = Timezone()
    made.add("TZID", find_zone_id(zone))
    start = datetime(first_year - 1, 1, 1, tzinfo=UTC)
    kinds: dict[_Kind, list[datetime]] = {}
    for kind, onset in _find_changes(zone, start):
        kinds.setdefault(kind, []).append(onset)
    if not any(onset.year < first_year for onsets in kinds.values() for onset in onsets):
        _add(made, _kind_at(start, start, zone), [start.replace(tzinfo=None)])
    for kind, onsets in kinds.items():
        _add(made, kind, onsets)
    return made


def _find_changes(zone: tzinfo, start: datetime) -> Iterator[tuple[_Kind, datetime]]:
    """Yield each change of the offset with its time by the clocks that are changed then."""
    moment = start
    while moment.year < start.year + YEARS:
        following = moment + _DAY
        if _offset(moment, zone) != _offset(following, zone):
            onset = _find_onset(moment, following, zone)
            kind = _kind_at(onset - _SECOND, onset, zone)
            yield kind, (onset + kind.before).replace(tzinfo=None)
        moment = following


def _find_onset(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """Return the first second, after `before` and until `after`, that has the offset of `after`."""
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if _offset(middle, zone) == _offset(after, zone):
            after = middle
        else:
            before = middle
    return after


def _offset(moment: datetime, zone: tzinfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _kind_at(before: datetime, after: datetime, zone: tzinfo) -> _Kind:
    local = after.astimezone(zone)
    return _Kind(_offset(before, zone), _offset(after, zone), local.tzname() or "", bool(local.dst()))


def _add(made: "Timezone", kind: _Kind, onsets: Sequence[datetime]) -> None:
    from icalendar import TimezoneDaylight, TimezoneStandard, vRecur

    part = TimezoneDaylight() if kind.is_summer else TimezoneStandard()
    part.add("DTSTART", onsets[0])
    part.add("TZOFFSETFROM", kind.before)
    part.add("TZOFFSETTO", kind.after)
    part.add("TZNAME", kind.name)
    if rule := _find_rule(onsets):
        part.add("RRULE", vRecur.from_ical(rule))
    else:
        for onset in onsets[1:]:  # a line each: programs are known that see but the first of a list
            part.add("RDATE", onset)
    made.add_component(part)


def _find_rule(onsets: Sequence[datetime]) -> str | None:
    """Return the rule by which the clocks change once in each of the years, None where there is none."""
    first = onsets[0]
    alike = {(onset.month, onset.weekday(), onset.time()) for onset in onsets}
    if len(onsets) < YEARS or len(alike) > 1:
        return None
    places = {_LAST} if all(map(_is_last, onsets)) else {(onset.day - 1) // 7 + 1 for onset in onsets}
    if len(places) > 1:
        return None
    return f"FREQ=YEARLY;BYMONTH={first.month};BYDAY={places.pop()}{_WEEKDAYS[first.weekday()]}"


def _is_last(onset: datetime) -> bool:
    """Return whether no such weekday follows in that month."""
    _, length = monthrange(onset.year, onset.month)
    return onset.day + 7 > length
