"""Status, changes and counts; nothing changed, nothing written; and no date beside the wrong person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.changes import PutDue, PutFlag, PutText
from sync.core.contacts.columns import HeadersError
from sync.core.contacts.contacts import Look, Rules
from sync.core.dates.reading import Interval
from sync.core.due.memory.memory import Memory, Paused
from sync.core.plan.people import STATUSES
from sync.core.plan.plan import find_status, make_plan
from sync.core.plan.problems import is_news
from sync.core.table import Cell, CellError, Record
from tests.core.tables import (
    DUE,
    HEADERS,
    NOTE,
    TODAY,
    Book,
    Value,
    due_dates,
    formula,
    lines_of,
    make_cell,
    make_table,
    plan_of,
    problems,
    statuses,
    with_lines,
)


@pytest.mark.parametrize(
    ("days", "paused", "status"),
    [
        (-400, None, "overdue"),
        (-1, None, "overdue"),
        (0, None, "due_today"),
        (1, None, "coming_up"),
        (14, None, "coming_up"),
        (15, None, "later"),
        (-1, Paused.BY_WORD, "paused"),
        (15, Paused.BY_EVERY, "paused"),
        (None, Paused.BY_WORD, "paused"),
        (None, None, "unreadable"),
    ],
)
def test_one_function_decides_status(days: int | None, paused: Paused | None, status: str) -> None:
    due = None if days is None else TODAY + timedelta(days=days)
    assert find_status(Memory(1, 2, 3, 4, due=due, paused=paused), TODAY, 14) == status


def test_a_row_of_which_nothing_is_known_is_unreadable() -> None:
    assert find_status(None, TODAY, 14) == "unreadable"


def test_coming_up_reaches_as_far_as_the_owner_says() -> None:
    table = make_table([("Ada", "a@x.org", "", "", TODAY + timedelta(days=3))])
    for days, status in ((3, "coming_up"), (2, "later"), (0, "later")):
        assert list(statuses(make_plan(Look(table, TODAY, Rules(coming_up=days)))).values()) == [status]


def test_the_people_have_all_that_the_summary_shows() -> None:
    plan = plan_of(
        [("Ada", "ada@x.org", "555 0001", "14 Aug 2026: gym", "", "", "monthly"), ("", "", "", "who?")]
    )
    ada = plan.people[0]
    assert [way.shown for way in ada.ways] == ["ada@x.org", "555 0001", "555 0001"]
    assert [*ada[:6], ada.interval] == [
        2,
        "Ada",
        "Ada",
        ("ada@x.org",),
        "555 0001",
        "14 Aug 2026: gym",
        Interval(months=1),
    ]
    assert (ada.due, ada.status) == (date(2026, 9, 14), "overdue")
    assert (plan.people[1].memory, plan.people[1].due) == (None, None)


def test_urgency_can_be_told_from_the_people() -> None:
    """Days overdue ÷ interval in days: a weekly friend a week late comes before a yearly one."""
    last, week = date(2026, 11, 4), date(2025, 11, 11)
    plan = plan_of(
        [("Yearly", "y@x.org", "", "", "", week, "yearly"), ("Weekly", "w@x.org", "", "", "", last, "weekly")]
    )
    late = {
        person.shown: (TODAY - person.due).days / person.interval.length()
        for person in plan.people
        if person.due
    }
    assert late["Weekly"] == 1
    assert late["Yearly"] == pytest.approx(7 / 365.25)


def test_the_changes_are_the_header_the_dates_and_the_flags() -> None:
    table = make_table([("Ada", "ada@x.org", "", "14 Aug 2026: gym")], HEADERS[:4])
    plan = make_plan(Look(table, TODAY))
    assert [type(change) for change in plan.changes] == [PutText, PutDue, PutFlag, PutFlag]
    text, due = plan.changes[:2]
    assert text == PutText(1, 4, "Next due")
    assert isinstance(due, PutDue)
    assert (due.row, due.column, due.value) == (2, 4, 46340)


def test_headers_that_cannot_be_understood_stop_everything() -> None:
    with pytest.raises(HeadersError):
        make_plan(Look(make_table([], ("Who", "Where")), TODAY))


def test_problems_about_many_rows_come_first_and_the_others_in_sheet_order() -> None:
    rows = [(f"P{place}", f"p{place}@x.org", "", f"tea {place}", date(2027, 2, 1)) for place in range(5)]
    book = Book([*rows, ("Zoe",), ("", "", "", "who?")])
    book.run(TODAY - timedelta(days=1))
    for place in range(5):
        book.put(f"P{place}", NOTE, f"coffee {place}")
    book.put("P3", 1, "p3@x,org")
    rows_told = [problem.row for problem in book.run(TODAY).problems]
    assert rows_told == [None, 5, 7, 8]


@pytest.mark.parametrize(
    ("noticed", "late", "recorded", "news"),
    [
        (None, False, None, False),
        (-3, False, None, True),
        (-3, False, -3, False),
        (-3, True, -3, True),
        (-2, False, -3, True),
        (-4, False, -3, False),
        (0, False, 0, True),
        (0, False, -1, True),
    ],
)
def test_what_has_not_stood_in_a_summary_is_news(
    noticed: int | None, *, late: bool, recorded: int | None, news: bool
) -> None:
    record = None if recorded is None else Record(TODAY + timedelta(days=recorded), {})
    day = None if noticed is None else TODAY + timedelta(days=noticed)
    look = Look(make_table([], record=record), TODAY)
    assert is_news(Memory(1, 2, 3, 4, late=late), day, look) == news


def test_what_is_noticed_after_the_days_summary_is_kept_for_the_next() -> None:
    book = Book([("Ada", "ada@x.org", "", "jazz")])
    book.run(TODAY - timedelta(days=1))
    book.table = replace(book.table, record=Record(TODAY, {}))
    book.put("Ada", NOTE, "jazz, new job")
    book.run(TODAY)
    assert book.memory("Ada").late
    look = Look(book.table, TODAY + timedelta(days=7))
    assert is_news(book.memory("Ada"), book.memory("Ada").noticed, look)


NOTES = [
    "",
    "",
    "jazz",
    "JAZZ!",
    "likes tea",
    "new job 🎉",
    "14 Aug 2026: gym",
    "14 Aug: gym",
    "20 Dec: dinner",
    "(May 2026) moved",
    "3/8: call\n14/8: gym",
    "1 Jun 2027: wedding",
    "=not",
    "x" * 300,
]
DUES: list[Value] = [
    "",
    "",
    "",
    "done",
    "x",
    "pause",
    "-",
    "never",
    "today",
    "2 weeks",
    "1 Dec 2026",
    "5 Jan",
    "soon",
    date(2026, 12, 1),
    date(2026, 1, 5),
    0.5,
    True,
    2958465,
    formula("=A1", 46400),
    formula("=A1", "no"),
    Cell("#REF!", CellError("#REF!")),
]
LASTS: list[Value] = [
    "",
    "",
    "",
    date(2026, 9, 1),
    "1 Sep 2026",
    date(2027, 9, 1),
    "long ago",
    Cell("#REF!", CellError("#REF!")),
]
EVERIES: list[Value] = ["", "", "", "monthly", "never", "weekly", 90, "often"]
NAMES = ["", "Ada", "Bob", "Cy", "Zoë 🎈", "\u202eeve\x00", "?"]
EMAILS = ["", "ada@x.org", "bob@x.org; b@y.org", "Zoe <zoe@x.org>", "typo@x", "none"]
PHONES: list[Value] = ["", "555 0001", 5550002, "00123", "?"]
COLUMNS: tuple[Sequence[Value], ...] = (NAMES, EMAILS, PHONES, NOTES, DUES, LASTS, EVERIES)
ROWS = st.lists(st.tuples(*(st.sampled_from(values) for values in COLUMNS)), max_size=8)
LOCALES = st.sampled_from(["en_US", "en_GB", "de_DE", "sv_SE", None])


@settings(max_examples=60)
@given(ROWS, ROWS, LOCALES, st.integers(0, 500))
def test_nothing_changed_nothing_written(
    rows: list[Sequence[Value]], later: list[Sequence[Value]], locale: str | None, days: int
) -> None:
    """`Book.run` holds that a second run has nothing to do; so too after the owner wrote over some rows."""
    book = Book(rows, locale=locale)
    book.run(TODAY)
    lines: list[Sequence[Value]] = [*lines_of(book.table)]
    for place, row in enumerate(later[: len(lines) - 1], 1):
        lines[place] = [*row[:DUE], *lines[place][DUE:]]
    book.table = with_lines(book.table, lines)
    plan = book.run(TODAY + timedelta(days=days))
    assert list(plan.counts) == list(STATUSES)


@settings(max_examples=60)
@given(ROWS)
def test_only_the_jobs_own_cells_are_written(rows: list[Sequence[Value]]) -> None:
    book = Book(rows)
    before = lines_of(book.table)
    book.run(TODAY)
    after = lines_of(book.table)
    for old, new in zip(before, after, strict=False):
        others = [place for place in range(len(old)) if place != DUE]
        assert [old[place] for place in others] == [new[place] for place in others]
    assert all(problem.row is None or problem.row > 1 for problem in book.run(TODAY).problems)


DUE_WORDS = st.sampled_from(["", "pause", "1 Dec 2026", "done"])
PEOPLE_ROWS = st.lists(
    st.tuples(st.sampled_from(NOTES), DUE_WORDS, st.sampled_from(["", "weekly", "never"])),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60)
@given(PEOPLE_ROWS, st.data())
def test_no_shuffle_insertion_or_deletion_changes_anybodys_date(
    people: list[Sequence[str]], data: st.DataObject
) -> None:
    rows = [
        (f"P{place}", f"p{place}@x.org", "555 0001" if place % 2 else "", note, due, "", every)
        for place, (note, due, every) in enumerate(people)
    ]
    book = Book(rows)
    before = due_dates(book.run(TODAY))
    header, *body = lines_of(book.table)
    kept = data.draw(st.permutations(body))[: data.draw(st.integers(0, len(body)))]
    newcomers: list[Sequence[Value]] = [
        (),
        ("New", "new@x.org"),
        ("", "", "", "who?"),
        ("Newer", "", "555 0001"),
    ]
    for newcomer in data.draw(st.lists(st.sampled_from(newcomers), max_size=4, unique=True)):
        kept.insert(data.draw(st.integers(0, len(kept))), [*map(make_cell, newcomer)])
    book.table = with_lines(book.table, [header, *kept])
    plan = book.run(TODAY + timedelta(days=data.draw(st.integers(0, 60))))
    after = {who: due for who, due in due_dates(plan).items() if who in before}
    assert after.items() <= before.items()


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x","y")', "<script>alert(1)</script>", "+1", "@SUM(A1)", '=1+N("x")']
)
def test_text_in_any_column_stays_text(text: str) -> None:
    for column in range(len(HEADERS)):
        row: list[Value] = ["Ada", "ada@x.org", "5551234", "jazz", "", "", ""]
        row[column] = Cell(text, text)
        book = Book([row])
        book.run()
        assert text not in "".join(
            cell.formula for line in lines_of(book.table) for cell in line if column != DUE
        )


def test_a_table_of_headers_or_of_blank_rows_has_nobody() -> None:
    for rows in ([], [("",) * 7] * 20):
        plan = plan_of(rows)
        assert plan.counts == dict.fromkeys(STATUSES, 0)
        assert (plan.changes, problems(plan)) == ((), [])
