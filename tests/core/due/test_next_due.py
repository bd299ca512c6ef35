"""What is typed into Next due, how long it holds, and who gets which date."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from sync.core.contacts.contacts import Look, Rules
from sync.core.dates.reading import Interval
from sync.core.due.memory.memory import Why
from sync.core.plan.plan import make_plan
from sync.core.table import GOOGLE_EPOCH, MAC_EPOCH, Cell, CellError
from tests.core.tables import (
    DUE,
    EMAIL,
    EVERY,
    LAST,
    NOTE,
    TODAY,
    Book,
    Value,
    due_dates,
    formula,
    make_table,
    memories_of,
    memory_of,
    plan_of,
    problems,
    statuses,
)

TOMORROW = TODAY + timedelta(days=1)


def ada(note: Value = "", due: Value = "", last: Value = "", every: Value = "") -> Sequence[Value]:
    return ("Ada", "ada@x.org", "", note, due, last, every)


@pytest.mark.parametrize(
    ("touch", "every", "due"),
    [
        (date(2026, 8, 14), "", date(2026, 11, 14)),
        (date(2025, 11, 30), "", date(2026, 2, 28)),
        (date(2023, 11, 30), "", date(2024, 2, 29)),
        (date(2026, 8, 31), "monthly", date(2026, 9, 30)),
        (date(2024, 2, 29), "yearly", date(2025, 2, 28)),
        (date(2026, 8, 14), "90 days", date(2026, 11, 12)),
        (date(2026, 8, 14), "6 weeks", date(2026, 9, 25)),
        (date(2026, 8, 14), "twice a year", date(2027, 2, 14)),
    ],
)
def test_next_due_is_last_in_touch_plus_the_interval(touch: date, every: str, due: date) -> None:
    assert due_dates(plan_of([ada(last=touch, every=every)])) == {"Ada": due}


def test_the_usual_interval_is_the_owners() -> None:
    table = make_table([ada(last=date(2026, 8, 14))])
    plan = make_plan(Look(table, TODAY, Rules(every=Interval(days=10))))
    assert due_dates(plan) == {"Ada": date(2026, 8, 24)}


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 11, 1), date(2026, 11, 1)),
        (date(2026, 9, 19), date(2026, 9, 19)),
        (46357.75, date(2026, 12, 1)),
        ("1 Dec 2026", date(2026, 12, 1)),
        ("2026-12-01", date(2026, 12, 1)),
        ("1/12/2026", date(2026, 12, 1)),
        ("today", TODAY),
        ("Tomorrow", TOMORROW),
        ("2 weeks", TODAY + timedelta(days=14)),
        ("in 10 days", TODAY + timedelta(days=10)),
        (date(2000, 1, 1), TODAY),
        (date(2100, 12, 31), date(2100, 12, 31)),
        (formula("=N9+46357", 46357), date(2026, 12, 1)),
    ],
)
def test_a_date_typed_into_next_due_is_the_date(typed: Value, due: date) -> None:
    assert due_dates(plan_of([ada("14 Aug 2026: gym", typed)])) == {"Ada": due}


@pytest.mark.parametrize(
    "typed",
    [
        "soon",
        "5 Jan",
        "31/2/2027",
        "1 Dec 1999",
        date(1999, 12, 31),
        date(2101, 1, 1),
        date(1899, 12, 31),
        2958465,
        1e300,
        -1,
        0.4375,
        True,
        Cell("#REF!", CellError("#REF!")),
        formula("=A1", "text"),
        formula("=A1", CellError("#REF!")),
        formula("=A1=1", value=True),
        formula("=A1", 12),
        "'=46357",
    ],
)
def test_what_next_due_cannot_mean_is_unreadable_left_alone_and_a_problem(typed: Value) -> None:
    book = Book([ada("14 Aug 2026: gym", typed)])
    before = book.cell("Ada")
    plan = book.run()
    assert statuses(plan) == {"Ada": "unreadable"}
    assert book.cell("Ada") == before
    (problem,) = plan.problems
    assert (problem.row, problem.who, problem.what[:14]) == (2, "Ada", "Next due says ")


@pytest.mark.parametrize(
    ("serial", "status"), [(46343, "overdue"), (46344, "due_today"), (46350, "coming_up"), (46400, "later")]
)
def test_a_formula_of_the_owners_with_a_date_is_followed_and_left_alone(serial: int, status: str) -> None:
    book = Book([ada("14 Aug 2026: gym", formula("=B9+1", serial))])
    before = book.cell("Ada")
    plan = book.run()
    assert statuses(plan) == {"Ada": status}
    assert book.cell("Ada") == before
    assert problems(plan) == ["2 Ada: Next due holds a formula of your own, which is left alone"]


def test_a_typed_date_becomes_the_jobs_formula_with_the_same_date() -> None:
    book = Book([ada("14 Aug 2026: gym", date(2026, 12, 1))])
    book.run()
    assert book.cell("Ada").value == 46357
    assert "2026-12-01 · you set this date · in touch 2026-08-14" in book.cell("Ada").formula


def test_a_typed_date_holds_and_then_the_later_of_it_and_the_evidence_counts() -> None:
    book = Book([ada("14 Aug 2026: gym", date(2027, 3, 1))])
    for day in (TODAY, TOMORROW, date(2027, 2, 1)):
        assert due_dates(book.run(day)) == {"Ada": date(2027, 3, 1)}
    book.put("Ada", NOTE, "14 Aug 2026: gym. New job")
    assert due_dates(book.run(date(2027, 2, 1))) == {"Ada": date(2027, 5, 1)}
    book.put("Ada", DUE, date(2027, 9, 1))
    book.run(date(2027, 2, 2))
    book.put("Ada", NOTE, "14 Aug 2026: gym. New job. Tea")
    assert due_dates(book.run(date(2027, 2, 3))) == {"Ada": date(2027, 9, 1)}


def test_a_date_that_brings_somebody_forward_holds_until_there_is_newer_evidence() -> None:
    book = Book([ada(last=date(2026, 11, 1))])
    book.run()
    book.put("Ada", DUE, "tomorrow")
    assert due_dates(book.run(TODAY)) == {"Ada": TOMORROW}
    assert due_dates(book.run(TODAY + timedelta(days=30))) == {"Ada": TOMORROW}
    book.put("Ada", LAST, TOMORROW)
    assert due_dates(book.run(TODAY + timedelta(days=30))) == {"Ada": date(2027, 2, 19)}


def test_an_earlier_date_put_right_in_the_sheet_is_no_newer_evidence() -> None:
    book = Book([ada("14 Aug 2026: gym", date(2026, 9, 25))])
    book.run(date(2026, 9, 20))
    book.put("Ada", NOTE, "4 Aug 2026: gym")
    assert due_dates(book.run(date(2026, 9, 21))) == {"Ada": date(2026, 9, 25)}


@pytest.mark.parametrize(("days", "is_asked"), [(180, False), (181, True), (320, True)])
def test_a_date_more_than_180_days_past_is_asked_about_and_due_today(days: int, *, is_asked: bool) -> None:
    typed = TODAY - timedelta(days=days)
    book = Book([ada("14 Aug 2026: gym", typed)])
    for later in range(3):
        plan = book.run(TODAY + timedelta(days=later))
        assert due_dates(plan) == {"Ada": TODAY if is_asked else typed}
        asked = [f"2 Ada: the date you typed, {typed}, is long past: was another year meant?"]
        assert problems(plan) == (asked if is_asked else [])
    book.put("Ada", DUE, "done")
    assert problems(book.run(TODAY + timedelta(days=4))) == []


def test_a_long_past_date_is_not_asked_about_once_there_is_newer_evidence() -> None:
    book = Book([ada("14 Aug 2026: gym", date(2026, 1, 5))])
    book.run(TODAY)
    book.put("Ada", NOTE, "14 Aug 2026: gym. New job")
    assert problems(book.run(TOMORROW)) == []


@pytest.mark.parametrize("word", ["pause", "paused", "never", "-", "Pause", " PAUSED ", "–", "Never!"])
def test_a_word_pauses_and_the_cell_says_so(word: str) -> None:
    book = Book([ada("14 Aug 2026: gym", word)])
    for day in (TODAY, date(2027, 9, 1)):
        plan = book.run(day)
        assert statuses(plan) == {"Ada": "paused"}
        assert due_dates(plan) == {"Ada": None}
        assert book.cell("Ada").value == "paused"


@pytest.mark.parametrize(
    ("typed", "due"), [("", date(2026, 11, 14)), ("2 weeks", date(2026, 12, 3)), ("done", date(2027, 2, 19))]
)
def test_the_pause_ends_when_its_word_is_removed(typed: str, due: date) -> None:
    book = Book([ada("14 Aug 2026: gym", "pause")])
    book.run(TODAY)
    book.put("Ada", DUE, typed)
    assert due_dates(book.run(TOMORROW)) == {"Ada": due}


def test_every_never_pauses_and_what_was_known_comes_back_with_another_interval() -> None:
    book = Book([ada("jazz"), ("Bob", "bob@x.org", "", "", "1 Feb 2027")])
    book.run(date(2026, 10, 1))
    book.put("Ada", NOTE, "jazz, new job")
    book.run(date(2026, 10, 5))
    for who in ("Ada", "Bob"):
        book.put(who, EVERY, "never")
    for day in (date(2026, 10, 6), date(2027, 6, 1)):
        assert statuses(book.run(day)) == {"Ada": "paused", "Bob": "paused"}
    assert "paused: Every says never" in book.cell("Ada").formula
    book.put("Ada", EVERY, "")
    book.put("Bob", EVERY, "yearly")
    assert due_dates(book.run(date(2027, 6, 2))) == {"Ada": date(2027, 1, 5), "Bob": date(2027, 2, 1)}


def test_somebody_paused_from_the_first_is_eased_in_later() -> None:
    book = Book([ada(every="never")])
    book.run(TODAY)
    book.put("Ada", EVERY, "")
    assert due_dates(book.run(TOMORROW)) == {"Ada": TOMORROW}


def test_an_edit_during_a_pause_counts_when_it_is_over() -> None:
    book = Book([ada("14 Aug 2026: gym", every="never")])
    book.run(TODAY)
    book.put("Ada", NOTE, "14 Aug 2026: gym. New job")
    book.run(date(2027, 1, 10))
    book.put("Ada", EVERY, "")
    assert due_dates(book.run(date(2027, 2, 1))) == {"Ada": date(2027, 4, 10)}


def test_a_cleared_cell_is_worked_out_again_from_the_sheet_alone() -> None:
    book = Book([ada("14 Aug 2026: gym", date(2027, 6, 1))])
    book.run(TODAY)
    book.put("Ada", NOTE, "14 Aug 2026: gym. New job")
    book.run(TOMORROW)
    book.put("Ada", DUE, "")
    assert due_dates(book.run(TOMORROW)) == {"Ada": date(2026, 11, 14)}


def people(count: int, every: str = "") -> list[Sequence[Value]]:
    return [(f"P{place}", f"p{place}@x.org", "", "", "", "", every) for place in range(count)]


@pytest.mark.parametrize("count", [1, 2, 3, 50, 92, 200])
def test_people_without_a_date_are_spread_over_the_interval(count: int) -> None:
    plan = plan_of(people(count))
    days = (date(2027, 2, 18) - TODAY).days
    assert list(due_dates(plan).values()) == [TODAY + timedelta(days=k * days // count) for k in range(count)]


def test_each_is_eased_in_over_their_own_interval() -> None:
    rows = [
        ("Ada", "a@x.org"),
        ("Bob", "b@x.org", "", "", "", "", "weekly"),
        ("Cy", "c@x.org", "", "", "", "", "yearly"),
    ]
    assert due_dates(plan_of(rows)) == {
        "Ada": TODAY,
        "Bob": TODAY + timedelta(days=7 // 3),
        "Cy": TODAY + timedelta(days=2 * 365 // 3),
    }


def test_those_with_a_date_take_no_place_among_the_eased_in() -> None:
    rows = [*people(2), ("Ada", "ada@x.org", "", "14 Aug 2026: gym"), ("Bob", "b@x.org", "", "", "pause")]
    assert list(due_dates(plan_of(rows)).values()) == [TODAY, date(2027, 1, 3), date(2026, 11, 14), None]


def test_a_date_given_is_remembered_and_newcomers_are_eased_in_by_themselves() -> None:
    book = Book(people(4))
    first = due_dates(book.run(TODAY))
    book.insert(3, ("New", "new@x.org"), ("Newer", "newer@x.org"))
    later = due_dates(book.run(TODAY + timedelta(days=30)))
    day = TODAY + timedelta(days=30)
    assert later == {**first, "New": day, "Newer": day + timedelta(days=(date(2027, 3, 18) - day).days // 2)}
    assert due_dates(book.run(TODAY + timedelta(days=400))) == later


def test_another_interval_moves_what_evidence_gave_and_nothing_else() -> None:
    book = Book(
        [
            ada("14 Aug 2026: gym"),
            ("Set", "s@x.org", "", "14 Aug 2026: tea", "1 Mar 2027"),
            ("New", "n@x.org"),
        ]
    )
    book.run(TODAY)
    for who in ("Ada", "Set", "New"):
        book.put(who, EVERY, "yearly")
    assert due_dates(book.run(TOMORROW)) == {"Ada": date(2027, 8, 14), "Set": date(2027, 3, 1), "New": TODAY}


def test_the_date_stays_when_the_only_evidence_is_taken_away() -> None:
    book = Book([ada("14 Aug 2026: gym")])
    book.run(TODAY)
    book.put("Ada", NOTE, "")
    for day in (TOMORROW, date(2027, 5, 1)):
        plan = book.run(day)
        assert due_dates(plan) == {"Ada": date(2026, 11, 14)}
        assert memory_of(plan, 2).why == Why.KEPT
    book.put("Ada", LAST, date(2027, 5, 1))
    assert due_dates(book.run(date(2027, 5, 1))) == {"Ada": date(2027, 8, 1)}


def test_what_happened_when_and_what_was_before_is_remembered() -> None:
    book = Book([ada("14 Aug 2026: gym")])
    first = memory_of(book.run(TODAY), 2)
    assert (first.noticed, first.before) == (TODAY, None)
    book.put("Ada", EMAIL, "new@x.org")
    assert memory_of(book.run(TOMORROW), 2).noticed == TODAY
    book.put("Ada", NOTE, "14 Aug 2026: gym. New job")
    edited = memory_of(book.run(date(2026, 11, 20)), 2)
    assert (edited.noticed, edited.before, edited.due) == (
        date(2026, 11, 20),
        date(2026, 11, 14),
        date(2027, 2, 20),
    )
    assert memory_of(book.run(date(2026, 12, 20)), 2) == edited


def test_the_other_epoch_gives_the_same_dates() -> None:
    rows = [ada("14 Aug 2026: gym"), ("Bob", "b@x.org", "", "", date(2026, 12, 1)), ("Cy", "c@x.org")]
    one, other = Book(rows), Book(rows, epoch=MAC_EPOCH)
    assert due_dates(one.run()) == due_dates(other.run())
    assert other.cell("Ada").value == 46340 - 1462
    assert due_dates(other.run(date(2027, 9, 1))) == due_dates(one.run(date(2027, 9, 1)))


def test_a_date_of_long_ago_in_a_note_has_a_cell_in_either_epoch() -> None:
    for epoch in (GOOGLE_EPOCH, MAC_EPOCH):
        book = Book([ada("12 May 1901: born")], epoch=epoch)
        assert due_dates(book.run()) == {"Ada": date(1901, 8, 12)}


def test_whom_an_earlier_round_of_the_run_gave_a_date_keeps_it() -> None:
    rows = [ada(), ("Bob", "bob@x.org"), ("Cy", "cy@x.org")]
    first = plan_of(rows)
    given = {memory.person: memory.due for memory in memories_of(first) if memory.due}
    without_bob = make_plan(Look(make_table([rows[0], rows[2]]), TODAY, given=given))
    assert due_dates(without_bob) == {who: due for who, due in due_dates(first).items() if who != "Bob"}
