"""How often: what people write in *Every*, and the arithmetic of due dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.dates.intervals import Interval, parse_interval, parse_span

DAY = Interval(days=1)
WEEK = Interval(days=7)
MONTH = Interval(months=1)
QUARTER = Interval(months=3)
HALF = Interval(months=6)
YEAR = Interval(months=12)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("daily", DAY),
        ("weekly", WEEK),
        ("fortnightly", Interval(days=14)),
        ("monthly", MONTH),
        ("quarterly", QUARTER),
        ("half-yearly", HALF),
        ("yearly", YEAR),
        ("annually", YEAR),
        ("6 weeks", Interval(days=42)),
        ("6-weeks", Interval(days=42)),
        ("six weeks", Interval(days=42)),
        ("6w", Interval(days=42)),
        ("90 days", Interval(days=90)),
        ("90", Interval(days=90)),
        ("３ months", QUARTER),
        ("3 months", QUARTER),
        ("1 month", MONTH),
        ("a month", MONTH),
        ("every month", MONTH),
        ("each week", WEEK),
        ("every 6 weeks", Interval(days=42)),
        ("every three months", QUARTER),
        ("every 2nd month", Interval(months=2)),
        ("every other week", Interval(days=14)),
        ("every fortnight", Interval(days=14)),
        ("once every two years", Interval(months=24)),
        ("2 years", Interval(months=24)),
        ("100 years", Interval(months=1200)),
        ("once a month", MONTH),
        ("once a year", YEAR),
        ("twice a year", HALF),
        ("3 times a year", Interval(months=4)),
        ("three times per year", Interval(months=4)),
        ("4x a year", QUARTER),
        ("4 x a year", QUARTER),
        ("2x/year", HALF),
        ("once a quarter", QUARTER),
        ("5 times a year", Interval(days=73)),
        ("twice a month", Interval(days=15)),
        ("twice a week", Interval(days=3)),
    ],
)
def test_an_interval_is_read_as_people_write_it(text: str, interval: Interval) -> None:
    assert parse_interval(text) == interval


@pytest.mark.parametrize("text", ["Monthly", " MONTHLY ", "monthly.", "\u00a0monthly!\n"])
def test_case_spaces_and_punctuation_do_not_matter(text: str) -> None:
    assert parse_interval(text) == MONTH


@pytest.mark.parametrize("text", ["never", "Never", " never. ", "pause", "Paused", "stop", "no", "-", "–"])
def test_never_is_a_word_of_its_own(text: str) -> None:
    assert parse_interval(text) == "never"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "bimonthly",
        "often",
        "month",
        "0",
        "0 days",
        "0 times a year",
        "-5 days",
        "1.5 months",
        "2-3 weeks",
        "2–3 weeks",
        "3m",
        "101 years",
        "36526",
        "99999999999999",
        "8 times a week",
        "every",
        "once 2 weeks",
        "6 weeks or so",
        "²",
        "½ year",
        "never ever",
        "2026-08-14",
    ],
)
def test_what_is_not_certain_is_not_understood(text: str) -> None:
    assert parse_interval(text) is None


@given(st.text())
def test_any_text_is_an_interval_or_not_understood(text: str) -> None:
    interval = parse_interval(text)
    assert interval in (None, "never") or isinstance(interval, Interval)


@pytest.mark.parametrize(
    ("text", "span"), [("2 weeks", Interval(days=14)), ("10 Days.", Interval(days=10)), ("a month", MONTH)]
)
def test_a_span_is_a_count_of_units(text: str, span: Interval) -> None:
    assert parse_span(text) == span


@pytest.mark.parametrize("text", ["90", "weekly", "every 2 weeks", "twice a year", "never", "0 days", ""])
def test_a_habit_is_no_span(text: str) -> None:
    assert parse_span(text) is None


@pytest.mark.parametrize(
    ("day", "interval", "after"),
    [
        (date(2026, 8, 14), QUARTER, date(2026, 11, 14)),
        (date(2026, 11, 30), QUARTER, date(2027, 2, 28)),
        (date(2027, 11, 30), QUARTER, date(2028, 2, 29)),
        (date(2026, 1, 31), MONTH, date(2026, 2, 28)),
        (date(2026, 3, 31), MONTH, date(2026, 4, 30)),
        (date(2026, 8, 31), MONTH, date(2026, 9, 30)),
        (date(2026, 12, 31), MONTH, date(2027, 1, 31)),
        (date(2026, 12, 1), YEAR, date(2027, 12, 1)),
        (date(2028, 2, 29), YEAR, date(2029, 2, 28)),
        (date(2028, 2, 29), Interval(months=48), date(2032, 2, 29)),
        (date(2026, 12, 25), WEEK, date(2027, 1, 1)),
        (date(2026, 3, 28), DAY, date(2026, 3, 29)),
        (date(2026, 1, 31), Interval(months=1, days=1), date(2026, 3, 1)),
        (date(2026, 8, 14), Interval(), date(2026, 8, 14)),
    ],
)
def test_months_are_calendar_months_and_clamped(day: date, interval: Interval, after: date) -> None:
    assert interval.after(day) == after


@pytest.mark.parametrize("interval", [Interval(months=1), Interval(days=1)])
def test_there_is_no_day_after_the_last(interval: Interval) -> None:
    with pytest.raises(OverflowError):
        interval.after(date.max)


@given(st.dates(max_value=date(2200, 1, 1)), st.integers(0, 1200))
def test_months_later_is_the_same_day_or_the_last_of_that_month(day: date, months: int) -> None:
    after = Interval(months=months).after(day)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == day.day or (after.day < day.day and (after + timedelta(days=1)).day == 1)


def test_the_length_ranks_weeks_before_months_before_years() -> None:
    assert WEEK.length() == 7
    assert MONTH.length() == 30.4375
    assert sorted([YEAR, DAY, QUARTER, WEEK], key=Interval.length) == [DAY, WEEK, QUARTER, YEAR]
