"""What lies in the future of today was never: a wrong clock, or a trial with --today."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from sync.core.due.memory.memory import How
from sync.core.plan.stops import StopError
from tests.core.tables import DUE, LAST, NOTE, TODAY, Book, Value, due_dates, memory_of

FAR = date(2027, 6, 1)
IN_3_MONTHS = date(2027, 2, 18)


def ada(note: Value = "", due: Value = "", last: Value = "") -> Sequence[Value]:
    return ("Ada", "ada@x.org", "", note, due, last)


def others(touch: date = date(2026, 10, 1)) -> list[Sequence[Value]]:
    return [(f"P{place}", f"p{place}@x.org", "", "", "", touch) for place in range(4)]


def test_done_on_a_day_in_the_future_counts_as_of_today() -> None:
    book = Book([ada(), *others()])
    book.run(TODAY)
    book.put("Ada", DUE, "done")
    assert due_dates(book.run(FAR))["Ada"] == date(2027, 9, 1)
    plan = book.run(TODAY)
    assert (memory_of(plan, 2).in_touch, memory_of(plan, 2).how) == (TODAY, How.DONE)
    assert due_dates(plan)["Ada"] == IN_3_MONTHS
    assert due_dates(book.run(TODAY + timedelta(days=9)))["Ada"] == IN_3_MONTHS


def test_an_edit_noticed_in_the_future_counts_as_of_today() -> None:
    book = Book([ada("jazz"), *others()])
    book.run(TODAY)
    book.put("Ada", NOTE, "jazz and tea")
    book.run(FAR)
    assert due_dates(book.run(TODAY))["Ada"] == IN_3_MONTHS


@pytest.mark.parametrize(
    ("note", "in_touch", "plan"),
    [
        ("3 Mar: gym", date(2026, 3, 3), None),
        ("3 Mar 2027: gym", None, date(2027, 3, 3)),
        ("20 Dec: dinner", None, date(2026, 12, 20)),
        ("3 Oct: gym", date(2026, 10, 3), None),
    ],
)
def test_what_a_note_means_is_settled_anew_where_it_was_settled_to_the_future(
    note: str, in_touch: date | None, plan: date | None
) -> None:
    book = Book([ada(note), *others()])
    book.run(FAR)
    memory = memory_of(book.run(TODAY), 2)
    assert (memory.note_date, memory.in_touch, memory.note_plan) == (in_touch, in_touch, plan)


def test_a_date_that_the_owner_typed_holds_whenever_it_was_noticed() -> None:
    book = Book([ada(due=date(2027, 1, 5)), *others()])
    book.run(FAR - timedelta(days=60))
    assert due_dates(book.run(TODAY))["Ada"] == date(2027, 1, 5)


def test_newer_evidence_than_a_date_typed_in_the_future_counts() -> None:
    book = Book([ada("jazz", due="done"), *others()])
    book.run(FAR)
    book.put("Ada", DUE, date(2027, 1, 5))
    book.run(FAR)
    assert due_dates(book.run(TODAY))["Ada"] == date(2027, 1, 5)
    book.put("Ada", LAST, TODAY + timedelta(days=1))
    assert due_dates(book.run(TODAY + timedelta(days=1)))["Ada"] == date(2027, 2, 19)


def test_a_clock_that_most_of_the_remembered_days_lie_ahead_of_is_wrong() -> None:
    book = Book([ada("jazz"), *others(), ("Zoe", "zoe@x.org")])
    book.run(TODAY)
    with pytest.raises(StopError, match="2019-01-01") as stop:
        book.run(date(2019, 1, 1))
    assert stop.value.what == "clock"


def test_a_trial_on_a_list_without_dates_stops_nothing() -> None:
    book = Book([ada(), ("Bob", "bob@x.org"), ("Cy", "cy@x.org")])
    book.run(FAR)
    book.put("Bob", DUE, "done")
    book.run(FAR)
    assert due_dates(book.run(TODAY))["Bob"] == IN_3_MONTHS
