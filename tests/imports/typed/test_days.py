"""Days as exports write them."""

from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest

from sync.imports.typed.days import (
    DAY_FIRST,
    MONTH_FIRST,
    day_of_instant,
    day_of_stamp,
    find_order,
    parse_day,
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14 Aug 2026", date(2026, 8, 14)),
        ("3 Jan 2019", date(2019, 1, 3)),
        ("07-Feb-22", date(2022, 2, 7)),
        ("2026-08-14", date(2026, 8, 14)),
        ("46198", date(2026, 6, 25)),
        ("12", None),
        ("999999", None),
        ("٤٦١٩٨", None),
        ("8/14/26", date(2026, 8, 14)),
        ("8/9/26", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_a_day_is_read_where_it_is_certain(text: str, day: date | None) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["25/12/1980", "3/9/1970"], DAY_FIRST),
        (["12/25/1980", "3/9/1970"], MONTH_FIRST),
        (["3/9/1970", "1970/03/09", "0/0/00", ""], None),
        (["25/12/1980", "12/25/1980"], None),
        ([], None),
    ],
)
def test_the_order_is_what_the_dates_prove(texts: list[str], order: str | None) -> None:
    assert find_order(texts) == order


@pytest.mark.parametrize("seconds", [0, -1, 1e300, float("inf"), float("nan")])
def test_what_is_no_time_is_no_day(seconds: float) -> None:
    assert day_of_instant(seconds, UTC) is None


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01 10:00:00 UTC", "0001-01-01 00:00:00 UTC"])
def test_what_is_no_stamp_is_no_day(text: str) -> None:
    assert day_of_stamp(text, ZoneInfo("America/Chicago")) is None


def test_the_day_of_an_instant_is_that_of_the_zone() -> None:
    chicago = ZoneInfo("America/Chicago")
    assert day_of_instant(1756688400, UTC) == date(2025, 9, 1)
    assert day_of_instant(1756688400, chicago) == date(2025, 8, 31)
    assert day_of_stamp("2026-04-03T03:00:00.290Z", chicago) == date(2026, 4, 2)
