"""When a summary is due, over a year and more (design.md, section 6)."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.summary.schedule import Schedule, find_due_day, next_day

MONDAYS = Schedule("weekly", 0)
DAILY = Schedule("daily")
DAY = timedelta(days=1)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("schedule", "today", "last", "due"),
    [
        (MONDAYS, "2026-11-19", None, "2026-11-16"),
        (MONDAYS, "2026-11-23", "2026-11-16", "2026-11-23"),
        (MONDAYS, "2026-11-24", "2026-11-16", "2026-11-23"),
        (MONDAYS, "2026-11-29", "2026-11-16", "2026-11-23"),
        (MONDAYS, "2026-11-30", "2026-11-16", "2026-11-30"),
        (MONDAYS, "2026-11-24", "2026-11-23", None),
        (MONDAYS, "2026-11-29", "2026-11-24", None),
        (MONDAYS, "2026-11-30", "2026-11-29", "2026-11-30"),
        (MONDAYS, "2026-03-30", "2026-03-23", "2026-03-30"),  # the clock went forward the day before
        (MONDAYS, "2026-10-26", "2026-10-25", "2026-10-26"),  # the clock went back the day before
        (MONDAYS, "2027-01-01", "2026-12-21", "2026-12-28"),
        (MONDAYS, "2026-11-24", "2027-06-01", "2026-11-23"),  # a trial, or a wrong clock: it was never
        (Schedule("weekly", 6), "2026-11-28", "2026-11-21", "2026-11-22"),
        (DAILY, "2026-11-24", "2026-11-23", "2026-11-24"),
        (DAILY, "2026-11-24", "2026-11-24", None),
        (DAILY, "2026-12-24", "2026-11-24", "2026-12-24"),
        (Schedule("monthly", 1), "2027-01-01", "2026-12-01", "2027-01-01"),
        (Schedule("monthly", 1), "2026-12-31", "2026-12-01", None),
        (Schedule("monthly", 15), "2027-01-03", "2026-12-01", "2026-12-15"),
        (Schedule("monthly", 31), "2026-02-28", "2026-01-31", "2026-02-28"),
        (Schedule("monthly", 31), "2028-02-28", "2028-01-31", None),
        (Schedule("monthly", 31), "2028-02-29", "2028-01-31", "2028-02-29"),
        (Schedule("monthly", 31), "2026-05-01", "2026-03-31", "2026-04-30"),
        (Schedule("monthly", 30), "2026-03-01", "2026-01-30", "2026-02-28"),
    ],
)
def test_a_summary_is_due_once_a_period_and_a_missed_day_is_made_up(
    schedule: Schedule, today: str, last: str | None, due: str | None
) -> None:
    found = find_due_day(day(today), day(last) if last else None, schedule)

    assert found == (day(due) if due else None)


@pytest.mark.parametrize(
    ("schedule", "today", "following"),
    [
        (MONDAYS, "2026-11-23", "2026-11-30"),
        (MONDAYS, "2026-11-29", "2026-11-30"),
        (DAILY, "2026-12-31", "2027-01-01"),
        (Schedule("monthly", 31), "2026-01-31", "2026-02-28"),
        (Schedule("monthly", 31), "2026-02-28", "2026-03-31"),
        (Schedule("monthly", 1), "2026-12-01", "2027-01-01"),
        (Schedule("monthly", 15), "2026-12-14", "2026-12-15"),
    ],
)
def test_the_next_summary_comes_on_the_next_scheduled_day(
    schedule: Schedule, today: str, following: str
) -> None:
    assert next_day(day(today), schedule) == day(following)


def run_year(schedule: Schedule, runs: list[date]) -> Iterator[tuple[date, date]]:
    """Yield (day sent, day it fell due) of each summary, when the job ran on these days only."""
    last = None
    for today in runs:
        if due := find_due_day(today, last, schedule):
            last = today
            yield today, due


@pytest.mark.parametrize("schedule", [MONDAYS, DAILY, Schedule("monthly", 31), Schedule("monthly", 1)])
@pytest.mark.parametrize("seed", range(5))
def test_a_year_with_missed_days_has_one_summary_for_each_period_with_a_run(
    schedule: Schedule, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311 - not for secrets
    year = [date(2026, 1, 1) + n * DAY for n in range(366)]
    runs = [today for today in year if chance.random() > 0.4]

    sent = list(run_year(schedule, runs))[1:]

    fell_due = [due for _, due in sent]
    assert len(set(fell_due)) == len(fell_due)
    scheduled = [today for today in year if next_day(today - DAY, schedule) == today]
    periods = zip(scheduled, [*scheduled[1:], year[-1] + DAY], strict=True)
    with_runs = [
        begin for begin, end in periods if begin > runs[0] and any(begin <= run < end for run in runs)
    ]
    assert fell_due == with_runs
    assert all(today == min(run for run in runs if run >= due) for today, due in sent)


days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
schedules = st.one_of(
    st.just(DAILY),
    st.builds(Schedule, st.just("weekly"), st.integers(0, 6)),
    st.builds(Schedule, st.just("monthly"), st.integers(1, 31)),
)


@given(days, schedules)
def test_the_next_day_is_the_first_on_which_a_summary_falls_due_again(
    today: date, schedule: Schedule
) -> None:
    following = next_day(today, schedule)

    assert find_due_day(following, today, schedule) == following
    assert find_due_day(following - DAY, today, schedule) is None
    assert DAY <= following - today <= 31 * DAY


@given(days, days, schedules)
def test_what_is_sent_is_not_due_a_second_time(today: date, last: date, schedule: Schedule) -> None:
    due = find_due_day(today, last, schedule)

    assert due is None or due <= today
    assert due is None or last < due or last > today
    assert find_due_day(today, today, schedule) is None
