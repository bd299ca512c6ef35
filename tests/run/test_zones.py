"""Which day it is, and where."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sync.run.zones import find_machine_zone, find_name, find_today, find_zone

MIDNIGHT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
BERLIN = Path("/usr/share/zoneinfo/Europe/Berlin")


@pytest.mark.parametrize(
    ("names", "today"),
    [
        (("Europe/Berlin", "America/Chicago"), date(2026, 11, 23)),
        ((None, "America/Chicago"), date(2026, 11, 22)),
        (("Nowhere/Land", "Europe/Berlin"), date(2026, 11, 23)),
        (("../../etc/passwd", "Europe/Berlin"), date(2026, 11, 23)),
        (("GMT-07:00",), date(2026, 11, 22)),
        (("GMT+5:30",), date(2026, 11, 23)),
        (("UTC+1:00",), date(2026, 11, 23)),
    ],
)
def test_the_first_zone_that_is_known_says_which_day_it_is(
    names: tuple[str | None, ...], today: date
) -> None:
    assert find_today(MIDNIGHT, find_zone(*names)) == today


def test_without_a_zone_it_is_the_machines() -> None:
    assert find_zone(None, "") == find_zone() == find_machine_zone()


def test_the_machines_zone_is_not_what_tz_says(monkeypatch: pytest.MonkeyPatch) -> None:
    zone = find_machine_zone()
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert find_machine_zone().utcoffset(MIDNIGHT) == zone.utcoffset(MIDNIGHT)


@pytest.mark.skipif(not BERLIN.exists(), reason="this system keeps its zones elsewhere")
def test_the_machines_zone_has_a_name_where_it_is_a_link(tmp_path: Path) -> None:
    place = tmp_path / "localtime"
    place.symlink_to(BERLIN)
    assert find_name(find_machine_zone(place)) == "Europe/Berlin"
    place.unlink()
    place.write_bytes(BERLIN.read_bytes())
    zone = find_machine_zone(place)
    assert find_name(zone) is None
    assert zone.utcoffset(datetime(2026, 7, 1)) == timedelta(hours=2)  # noqa: DTZ001 - as a clock shows it


def test_a_machine_without_a_zone_still_has_a_day(tmp_path: Path) -> None:
    assert find_machine_zone(tmp_path / "nothing").utcoffset(MIDNIGHT) is not None
    (tmp_path / "garbled").write_bytes(b"no zone")
    assert find_machine_zone(tmp_path / "garbled").utcoffset(MIDNIGHT) is not None


def test_only_a_named_zone_has_a_name() -> None:
    assert find_name(ZoneInfo("Europe/Paris")) == "Europe/Paris"
    assert find_name(find_zone("GMT-07:00")) is None
