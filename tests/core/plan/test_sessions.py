"""Writing to everybody on one day: which days those are, and when somebody is due (design.md, section 12)."""

from datetime import date, time, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.dates.intervals import Interval
from sync.core.plan.sessions import DayKind, SessionDay, Sessions

QUARTERLY = Sessions(date(2027, 1, 11))
DAY = timedelta(days=1)
THREE_MONTHS = Interval(months=3)

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
intervals = st.builds(Interval, st.integers(0, 24), st.integers(0, 400)).filter(lambda i: i.length() > 0)
sessions_ = st.integers(1, 60).flatmap(
    lambda weeks: st.builds(Sessions, days, st.just(weeks), st.integers(1, weeks * 7 - 1), st.times())
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_unless_told_otherwise_there_are_four_a_year_at_nine_and_answers_are_read_three_days_later() -> None:
    assert Sessions(day("2027-01-11")) == (day("2027-01-11"), 13, 3, time(9))


def test_a_year_of_sessions() -> None:
    year = list(islice(QUARTERLY.days_after(day("2026-12-31")), 12))
    assert [(str(found.day), found.kind, str(found.session)) for found in year] == [
        ("2027-01-04", "before", "2027-01-11"),
        ("2027-01-11", "sending", "2027-01-11"),
        ("2027-01-14", "answering", "2027-01-11"),
        ("2027-04-05", "before", "2027-04-12"),
        ("2027-04-12", "sending", "2027-04-12"),
        ("2027-04-15", "answering", "2027-04-12"),
        ("2027-07-05", "before", "2027-07-12"),
        ("2027-07-12", "sending", "2027-07-12"),
        ("2027-07-15", "answering", "2027-07-12"),
        ("2027-10-04", "before", "2027-10-11"),
        ("2027-10-11", "sending", "2027-10-11"),
        ("2027-10-14", "answering", "2027-10-11"),
    ]


@pytest.mark.parametrize(
    ("in_touch", "interval", "due"),
    [
        ("2027-01-11", THREE_MONTHS, "2027-04-12"),
        ("2027-01-11", Interval(days=91), "2027-04-12"),
        ("2027-01-12", Interval(days=90), "2027-04-12"),
        ("2027-01-10", THREE_MONTHS, "2027-04-12"),  # written to on the eve of a session: not the day after
        ("2027-02-25", THREE_MONTHS, "2027-04-12"),  # 25 May is 43 days after 12 April, 48 before 12 July
        ("2027-02-27", THREE_MONTHS, "2027-04-12"),
        ("2027-02-28", THREE_MONTHS, "2027-07-12"),  # 28 May is 46 days after the one, 45 before the other
        ("2027-01-11", Interval(months=12), "2028-01-10"),
        ("2027-01-11", Interval(months=6), "2027-07-12"),
        ("2027-04-11", Interval(days=1), "2027-04-12"),
        ("2027-04-12", Interval(days=1), "2027-07-12"),  # a session of its own day is over
        (
            "2026-11-30",
            THREE_MONTHS,
            "2027-04-12",
        ),  # 28 February is 48 days after 11 January, 43 before 12 April
        ("2026-11-20", THREE_MONTHS, "2027-01-11"),  # 20 February is 40 days after it
        ("2027-11-30", THREE_MONTHS, "2028-04-10"),  # 29 February is 50 days after 10 January
        ("2026-01-01", Interval(days=7), "2027-01-11"),  # none before the first
        ("2026-01-01", Interval(months=12), "2027-01-11"),
        ("2027-12-31", Interval(days=10), "2028-01-10"),  # over the year's end
        ("2032-02-29", Interval(months=12), "2033-04-04"),  # 28 February is 56 days after 3 January
    ],
)
def test_somebody_is_due_on_the_session_nearest_to_the_end_of_their_interval(
    in_touch: str, interval: Interval, due: str
) -> None:
    assert QUARTERLY.due_after(day(in_touch), interval) == day(due)


def test_of_two_sessions_equally_near_it_is_the_later() -> None:
    fortnightly = Sessions(day("2027-01-04"), weeks=2)
    assert fortnightly.due_after(day("2027-01-04"), Interval(days=7)) == day("2027-01-18")
    assert fortnightly.due_after(day("2027-01-04"), Interval(days=20)) == day("2027-01-18")
    assert fortnightly.due_after(day("2027-01-04"), Interval(days=21)) == day("2027-02-01")


@given(sessions_, days, intervals)
def test_no_session_is_nearer_than_the_one_somebody_is_due_on(
    sessions: Sessions, in_touch: date, interval: Interval
) -> None:
    due = sessions.due_after(in_touch, interval)
    end = interval.after(in_touch)

    assert sessions.from_day(due) == due
    assert due > in_touch
    assert due >= sessions.first
    if due - sessions.span > in_touch and due > sessions.first:
        assert abs(due - end) <= abs(due - sessions.span - end)
    assert abs(due - end) < abs(due + sessions.span - end)


@pytest.mark.parametrize(
    ("interval", "spared"),
    [
        (Interval(days=7), True),
        (Interval(months=1), True),
        (Interval(months=2), True),
        (Interval(days=83), True),
        (Interval(days=84), False),  # a week shorter, and no more
        (Interval(days=91), False),
        (THREE_MONTHS, False),
        (Interval(months=12), False),
    ],
)
def test_who_is_written_to_much_more_often_keeps_their_own_dates(interval: Interval, *, spared: bool) -> None:
    assert QUARTERLY.spare(interval) == spared


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2026-10-12", None),  # a session's distance before the first: there is none
        ("2026-10-15", None),
        ("2027-01-03", None),
        ("2027-01-04", "before"),
        ("2027-01-05", None),
        ("2027-01-11", "sending"),
        ("2027-01-12", None),
        ("2027-01-14", "answering"),
        ("2028-01-03", "before"),
        ("2028-01-10", "sending"),
    ],
)
def test_what_a_day_is(text: str, kind: DayKind | None) -> None:
    found = QUARTERLY.find_day(day(text))
    assert (found and found.kind) == kind


def test_the_29_of_february_can_be_a_session() -> None:
    leap = Sessions(day("2028-02-29"), weeks=52)
    assert leap.after(leap.first) == day("2029-02-27")
    assert leap.find_day(day("2028-02-29")) == (leap.first, "sending", leap.first)
    assert leap.find_day(day("2028-02-22")) == (day("2028-02-22"), "before", leap.first)
    assert leap.find_day(day("2028-03-03")) == (day("2028-03-03"), "answering", leap.first)


def test_where_days_fall_together_sending_comes_first_then_answering() -> None:
    weekly = Sessions(day("2027-01-04"), weeks=1)
    assert weekly.find_day(day("2027-01-04")) == (day("2027-01-04"), "sending", day("2027-01-04"))
    assert weekly.find_unsent(day("2027-01-04"), None) == weekly.find_day(day("2027-01-04"))
    fortnightly = Sessions(day("2027-01-04"), weeks=2, answer_after=7)
    assert fortnightly.find_day(day("2027-01-11")) == (day("2027-01-11"), "answering", day("2027-01-04"))
    assert fortnightly.find_unsent(day("2027-01-11"), None) == fortnightly.find_day(day("2027-01-11"))
    assert fortnightly.next_day(day("2027-01-10")) == fortnightly.find_day(day("2027-01-11"))


@pytest.mark.parametrize(
    ("today", "last", "unsent"),
    [
        ("2027-01-03", "2026-12-28", None),
        ("2027-01-03", None, None),
        ("2027-01-04", "2026-12-28", "2027-01-04 before"),
        ("2027-01-04", "2027-01-04", None),
        ("2027-01-08", "2026-12-28", "2027-01-04 before"),
        ("2027-01-11", "2027-01-04", "2027-01-11 sending"),
        ("2027-01-13", "2027-01-04", "2027-01-11 sending"),
        ("2027-01-13", "2027-01-11", None),
        ("2027-01-13", "2027-01-12", None),  # one was asked for in between
        ("2027-01-14", "2027-01-11", "2027-01-14 answering"),
        ("2027-01-14", "2026-12-28", "2027-01-14 answering"),  # of three missed the latest only
        ("2027-03-01", "2027-01-11", "2027-01-14 answering"),
        ("2027-04-04", "2027-01-14", None),
        ("2027-04-05", "2027-01-14", "2027-04-05 before"),
        ("2029-02-01", "2027-01-14", "2029-01-11 answering"),
        ("2027-01-11", None, "2027-01-11 sending"),
        ("2027-01-11", "2027-01-12", None),  # recorded by a machine further east
    ],
)
def test_each_day_has_its_summary_and_a_missed_one_is_made_up(
    today: str, last: str | None, unsent: str | None
) -> None:
    found = QUARTERLY.find_unsent(day(today), day(last) if last else None)
    assert (f"{found.day} {found.kind}" if found else None) == unsent


@given(sessions_, days, st.integers(0, 1000))
def test_the_next_day_is_the_first_that_is_one(sessions: Sessions, today: date, ahead: int) -> None:
    found = sessions.next_day(today)
    assert found.day > today
    assert sessions.find_day(found.day) == found
    between = today + ahead * DAY
    if today < between < found.day:
        assert sessions.find_day(between) is None


@given(sessions_, st.lists(st.integers(1, 60), max_size=30), st.booleans())
def test_whenever_it_runs_no_day_is_told_twice_and_none_is_told_before_it_comes(
    sessions: Sessions, gaps: list[int], sent_before: bool
) -> None:
    today = sessions.first - 30 * DAY
    last = today if sent_before else None
    told: list[SessionDay] = []
    for gap in gaps:
        today += gap * DAY
        found = sessions.find_unsent(today, last)
        if found:
            assert found.day <= today
            assert sessions.next_day(found.day).day > today
            told.append(found)
            last = today
    assert all(earlier.day < later.day for earlier, later in pairwise(told))


@given(sessions_)
def test_run_every_day_it_tells_every_day(sessions: Sessions) -> None:
    expected = list(islice(sessions.days_after(sessions.first - 8 * DAY), 7))
    told, last = list[SessionDay](), sessions.first - 8 * DAY
    while len(told) < len(expected):
        last += DAY
        found = sessions.find_unsent(last, told[-1].day if told else last - DAY)
        told += [found] if found else []
    assert told == expected


@given(sessions_, days)
def test_sessions_are_whole_weeks_apart_from_the_first_on(sessions: Sessions, today: date) -> None:
    following = sessions.from_day(today)
    assert following >= max(today, sessions.first)
    assert (following - sessions.first).days % (7 * sessions.weeks) == 0
    assert following.weekday() == sessions.first.weekday()
    assert sessions.after(following) == following + sessions.span
    last = sessions.until(today)
    if last is None:
        assert today < sessions.first
    else:
        assert timedelta() <= today - last < sessions.span
