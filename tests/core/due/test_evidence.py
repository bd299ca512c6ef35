"""When we were last in touch: the latest evidence wins, and what is no edit is none."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from sync.core.due.memory.memory import How
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
    memories_of,
    memory_of,
    plan_of,
    problems,
)

YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)
IN_3_MONTHS = date(2027, 2, 18)


def ada(note: Value = "", due: Value = "", last: Value = "", every: Value = "") -> Sequence[Value]:
    return ("Ada", "ada@x.org", "", note, due, last, every)


def touch(row: Sequence[Value], today: date = TODAY) -> tuple[date | None, How | None]:
    memory = memory_of(plan_of([row], today), 2)
    return memory.in_touch, memory.how


def after_edit(
    before: Value, after: Value, today: date = TODAY, due: Value = ""
) -> tuple[date | None, How | None]:
    """Return the evidence today for somebody whose note was another one when the job looked in June."""
    book = Book([ada(before)])
    book.run(date(2026, 6, 1))
    book.put("Ada", NOTE, after)
    if due:
        book.put("Ada", DUE, due)
    memory = memory_of(book.run(today), 2)
    return memory.in_touch, memory.how


@pytest.mark.parametrize(
    ("note", "last", "typed", "evidence"),
    [
        ("", "", "", (None, None)),
        ("jazz", "", "", (None, None)),
        ("14 Aug 2026: gym", "", "", (date(2026, 8, 14), How.NOTE)),
        ("", date(2026, 9, 1), "", (date(2026, 9, 1), How.LAST)),
        ("14 Aug 2026: gym", date(2026, 9, 1), "", (date(2026, 9, 1), How.LAST)),
        ("14 Oct 2026: gym", date(2026, 9, 1), "", (date(2026, 10, 14), How.NOTE)),
        ("14 Oct 2026: gym", date(2026, 9, 1), "done", (TODAY, How.DONE)),
        ("", TOMORROW, "", (None, None)),
        ("14 Aug 2026: gym\n1 Oct 2026: tea\n3 Sep 2026: call", "", "", (date(2026, 10, 1), How.NOTE)),
        ("1 Oct 2026: tea\n24 Dec 2026: dinner", "", "", (date(2026, 10, 1), How.NOTE)),
        ("24 Dec 2026: dinner", "", "", (None, None)),
        ("had lunch 14 Aug 2026 in town", "", "", (None, None)),
        (f"{TODAY}: gym", "", "", (TODAY, How.NOTE)),
        (f"{TOMORROW}: gym", "", "", (None, None)),
    ],
)
def test_the_latest_evidence_wins(
    note: str, last: Value, typed: str, evidence: tuple[date | None, How | None]
) -> None:
    assert touch(ada(note, typed, last)) == evidence


@pytest.mark.parametrize("word", ["done", "x", "✓", "Done!", " X ", "DONE", "✔️"])
def test_done_means_in_touch_today(word: str) -> None:
    assert touch(ada(due=word)) == (TODAY, How.DONE)
    assert due_dates(plan_of([ada(due=word)])) == {"Ada": IN_3_MONTHS}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("jazz", "jazz and a new job"),
        ("jazz", "tea"),
        ("jazz", "jazz 🎉"),
        ("14 Apr 2026: gym", "14 Apr 2026: gym, new job"),
        ("14 Apr 2026: gym", "new job"),
        ("14 Apr: gym\n3 Mar: tea", "14 Apr: gym\n3 Mar: tea\nnew job"),
        ("24 Dec 2026: dinner", "24 Dec 2026: dinner, she says yes"),
        ("14 Apr 2026: gym", "14 Apr 2026: gym\n24 Dec 2026: dinner"),
        ("jazz", "24 Dec 2026: dinner"),
        ("14 Apr 2026: gym", "dinner (24 Dec 2026)"),
        ("jazz", formula('="new"', "new").shown),
    ],
)
def test_an_edit_of_the_note_means_in_touch_on_the_day_it_is_noticed(before: str, after: str) -> None:
    assert after_edit(before, after) == (TODAY, How.EDIT)


@pytest.mark.parametrize(
    ("before", "after", "evidence"),
    [
        ("jazz", "1 Oct 2026: tea. jazz", (date(2026, 10, 1), How.NOTE)),
        ("jazz", "1 Oct: tea. jazz", (date(2026, 10, 1), How.NOTE)),
        ("14 Apr 2026: gym", "14 Mar 2026: gym", (date(2026, 3, 14), How.NOTE)),
        ("14 Apr 2026: gym", "14 Apr 2025: gym, and more", (date(2025, 4, 14), How.NOTE)),
        ("14 Apr: gym", "14 Apr: gym\n1 Oct: tea", (date(2026, 10, 1), How.NOTE)),
        ("14 Apr 2026: gym", "14 Apr 2026: gym\n3 Mar 2026: tea", (date(2026, 4, 14), How.NOTE)),
        ("14 Agu 2026: gym", "14 Aug 2026: gym", (date(2026, 8, 14), How.NOTE)),
        ("14 Apr 2026 gym", "14 Apr 2026: GYM!", (date(2026, 4, 14), How.NOTE)),
    ],
)
def test_if_the_edit_brought_a_date_the_notes_date_counts_and_nothing_else(
    before: str, after: str, evidence: tuple[date, How]
) -> None:
    assert after_edit(before, after) == evidence


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("jazz", "JAZZ"),
        ("jazz and gym", " jazz,\n and gym!! "),
        ("new job - Berlin", "new job (Berlin)"),
        ("jazz", ""),
        ("jazz", "  "),
        ("jazz", "…"),
        ("jazz", formula("=B2&C2", "something else")),
        ("", "likes jazz"),
    ],
)
def test_what_is_no_edit_is_no_evidence(before: Value, after: Value) -> None:
    assert after_edit(before, after, today=date(2026, 6, 2), due=date(2026, 12, 24))[0] is None
    book = Book([ada(before, due=date(2026, 12, 24))])
    book.run(date(2026, 6, 1))
    book.put("Ada", NOTE, after)
    plan = book.run(date(2026, 6, 2))
    assert memory_of(plan, 2).in_touch is None
    assert due_dates(plan) == {"Ada": date(2026, 12, 24)}


@pytest.mark.parametrize(
    ("due", "counts"),
    [
        (date(2026, 11, 1), True),
        (date(2026, 11, 18), True),
        (date(2026, 12, 2), True),
        (date(2026, 12, 3), False),
        (date(2027, 2, 1), False),
    ],
)
def test_filling_in_an_empty_note_is_news_of_those_due_or_coming_up(due: date, *, counts: bool) -> None:
    book = Book([ada(due=due)])
    book.run(YESTERDAY)
    book.put("Ada", NOTE, "we met at the fair")
    assert (memory_of(book.run(TODAY), 2).in_touch == TODAY) == counts
    book.put("Ada", NOTE, "we met at the fair. New job!")
    assert memory_of(book.run(TOMORROW), 2).in_touch == TOMORROW


@pytest.mark.parametrize("note", ["likes jazz", "14 Apr 2026: gym", "3 Jan: gym"])
def test_a_note_that_is_gone_and_back_is_no_edit(note: str) -> None:
    book = Book([ada(note, due=TODAY)])
    before = memory_of(book.run(date(2026, 6, 1)), 2)
    for gone in ("", note, "", "", note):
        book.put("Ada", NOTE, gone)
        book.run(TODAY)
    memory = memory_of(book.run(TOMORROW), 2)
    assert (memory.in_touch, memory.note_date) == (before.in_touch, before.note_date)


def test_a_note_column_that_is_gone_for_one_run_and_back_is_no_contact() -> None:
    book = Book([ada("likes jazz", due=TODAY), ("Bob", "bob@x.org", "", "(May 2026) moved")])
    before = due_dates(book.run(YESTERDAY))
    book.head(NOTE, "What we said")
    assert due_dates(book.run(YESTERDAY)) == before
    book.head(NOTE, "Notes")
    assert due_dates(book.run(TODAY)) == before
    assert memory_of(book.run(TODAY), 3).in_touch == date(2026, 5, 1)


def test_a_date_in_a_note_that_is_gone_is_no_evidence_but_the_date_stays() -> None:
    book = Book([ada("14 Aug 2026: gym")])
    book.run(YESTERDAY)
    book.put("Ada", NOTE, "")
    plan = book.run(TODAY)
    assert (memory_of(plan, 2).in_touch, due_dates(plan)) == (None, {"Ada": date(2026, 11, 14)})
    book.put("Ada", LAST, date(2026, 9, 1))
    assert due_dates(book.run(TODAY)) == {"Ada": date(2026, 12, 1)}


def test_another_note_in_the_place_of_one_that_was_gone_is_filled_in() -> None:
    book = Book([ada("likes jazz", due=date(2027, 2, 1))])
    book.run(YESTERDAY)
    book.put("Ada", NOTE, "")
    book.run(YESTERDAY)
    book.put("Ada", NOTE, "likes tea")
    assert memory_of(book.run(TODAY), 2).in_touch is None


def test_a_note_that_another_person_lost_long_ago_is_an_edit_and_not_moved() -> None:
    book = Book([ada("likes jazz"), ("Bob", "bob@x.org", "", "likes tea", TODAY)])
    book.run(date(2026, 6, 1))
    book.put("Ada", NOTE, "")
    book.run(YESTERDAY)
    book.put("Bob", NOTE, "likes jazz")
    plan = book.run(TODAY)
    assert (memory_of(plan, 3).how, problems(plan)) == (How.EDIT, [])


def test_an_edit_of_a_formula_that_becomes_text_with_the_same_words_is_none() -> None:
    assert after_edit(formula("=A9", "jazz"), "jazz") == (None, None)


def test_what_came_from_an_edit_or_done_is_carried_on_and_what_stands_in_the_sheet_is_not() -> None:
    book = Book([ada("jazz"), ("Bob", "bob@x.org", "", "14 Aug 2026: gym", "", date(2026, 11, 2))])
    book.run(date(2026, 9, 1))
    book.put("Ada", NOTE, "jazz, new job")
    book.run(date(2026, 10, 1))
    for day in (2, 30):
        plan = book.run(date(2026, 11, day))
        assert due_dates(plan) == {"Ada": date(2027, 1, 1), "Bob": date(2027, 2, 2)}
    book.put("Bob", LAST, "")
    assert due_dates(book.run(date(2026, 12, 1)))["Bob"] == date(2026, 11, 14)
    book.put("Bob", NOTE, "4 Aug 2026: gym")
    assert due_dates(book.run(date(2026, 12, 1)))["Bob"] == date(2026, 11, 4)
    book.put("Ada", NOTE, "")
    assert due_dates(book.run(date(2026, 12, 1)))["Ada"] == date(2027, 1, 1)


def test_a_done_of_long_ago_gives_way_to_a_later_date_only() -> None:
    book = Book([ada("jazz")])
    book.run(date(2026, 9, 1))
    book.put("Ada", DUE, "done")
    book.run(date(2026, 10, 1))
    book.put("Ada", LAST, date(2026, 9, 15))
    assert due_dates(book.run(date(2026, 10, 2))) == {"Ada": date(2027, 1, 1)}
    book.put("Ada", LAST, date(2026, 10, 2))
    assert due_dates(book.run(date(2026, 10, 2))) == {"Ada": date(2027, 1, 2)}


@pytest.mark.parametrize(
    ("note", "first_seen", "settled", "plan"),
    [
        ("3 Oct: gym", date(2026, 11, 18), date(2026, 10, 3), None),
        ("3 Oct: gym", date(2026, 10, 3), date(2026, 10, 3), None),
        ("3 Oct: gym", date(2026, 9, 1), None, date(2026, 10, 3)),
        ("3 Oct: gym", date(2026, 8, 3), date(2025, 10, 3), None),
        ("20 Dec: dinner", date(2026, 11, 18), None, date(2026, 12, 20)),
        ("5 Jan: dinner", date(2026, 11, 18), None, date(2027, 1, 5)),
        ("1 Jun 2027: wedding", date(2026, 11, 18), None, date(2027, 6, 1)),
        ("(May 2026) moved", date(2026, 11, 18), date(2026, 5, 1), None),
    ],
)
def test_a_notes_date_is_settled_once_and_never_moves(
    note: str, first_seen: date, settled: date | None, plan: date | None
) -> None:
    book = Book([ada(note)])
    for days in (0, 1, 40, 90, 300, 370, 800):
        memory = memory_of(book.run(first_seen + timedelta(days=days)), 2)
        assert (memory.note_date, memory.note_plan) == (settled, plan)
        assert memory.in_touch == settled


def test_a_plan_is_no_evidence_even_once_it_has_passed_but_the_edit_after_it_is() -> None:
    book = Book([ada("14 Oct: gym\n20 Dec: dinner")])
    book.run(date(2026, 11, 18))
    assert memory_of(book.run(date(2027, 1, 2)), 2).in_touch == date(2026, 10, 14)
    book.put("Ada", NOTE, "14 Oct: gym\n20 Dec: dinner was good")
    memory = memory_of(book.run(date(2027, 1, 3)), 2)
    assert (memory.in_touch, memory.how) == (date(2027, 1, 3), How.EDIT)


def test_old_days_without_a_year_keep_their_year_when_text_is_added() -> None:
    book = Book([ada("14 Oct: gym\n3 Mar: tea")])
    book.run(date(2026, 11, 18))
    book.put("Ada", NOTE, "14 Oct: gym\n3 Mar: tea\nnew job")
    memory = memory_of(book.run(date(2027, 3, 20)), 2)
    assert (memory.note_date, memory.in_touch) == (date(2026, 10, 14), date(2027, 3, 20))


def crowd(size: int, note: str = "likes tea", due: date = date(2027, 1, 20)) -> list[Sequence[Value]]:
    return [(f"P{place}", f"p{place}@x.org", "", f"{note} {place}", due) for place in range(size)]


def replaced(book: Book, count: int) -> list[str]:
    """Find and replace in the notes of the first few, and return who counts as in touch."""
    for place in range(count):
        book.put(f"P{place}", NOTE, f"likes coffee {place}")
    plan = book.run(TODAY)
    return [person.shown for person in plan.people if person.memory and person.memory.in_touch]


@pytest.mark.parametrize(
    ("size", "edited", "count"),
    [(4, 4, 4), (5, 5, 0), (14, 5, 0), (15, 5, 5), (16, 6, 0), (18, 6, 6), (30, 10, 10), (30, 11, 0)],
)
def test_too_many_edits_at_once_count_for_none_of_those_not_yet_due(
    size: int, edited: int, count: int
) -> None:
    book = Book(crowd(size))
    book.run(YESTERDAY)
    assert len(replaced(book, edited)) == count


@pytest.mark.parametrize(
    ("column", "value"), [(DUE, "pause"), (EVERY, "never"), (LAST, TODAY - timedelta(days=30)), (DUE, "done")]
)
def test_the_paused_and_those_in_touch_just_now_are_left_out_of_the_guard(column: int, value: Value) -> None:
    book = Book(crowd(20))
    for place in range(10):
        book.put(f"P{place}", column, value)
    book.run(YESTERDAY)
    plan = book.run(YESTERDAY)
    for place in range(13):
        book.put(f"P{place}", NOTE, f"she answered {place}")
    plan = book.run(TODAY)
    edited = [memory for memory in memories_of(plan) if memory.how == How.EDIT]
    assert (len(edited), problems(plan)) == (13, [])


def test_in_touch_31_days_ago_is_not_just_now() -> None:
    book = Book([(*row[:5], TODAY - timedelta(days=31)) for row in crowd(8)])
    book.run(YESTERDAY)
    for place in range(8):
        book.put(f"P{place}", NOTE, f"find and replace {place}")
    assert all(memory.how == How.LAST for memory in memories_of(book.run(TODAY)))


def test_too_many_edits_are_told_in_one_problem_until_the_next_summary_and_never_counted_later() -> None:
    book = Book([*crowd(8), ("Due", "due@x.org", "", "tea", TODAY)])
    book.run(YESTERDAY)
    book.put("Due", NOTE, "coffee")
    assert replaced(book, 6) == ["Due"]
    line = "- : 6 notes of people not yet due changed at once, so none of these edits counts"
    assert problems(book.run(TODAY)) == [line]
    assert problems(book.run(TOMORROW)) == [line]
    book.put("P0", NOTE, "likes coffee, new job")
    assert memory_of(book.run(TOMORROW), 2).in_touch == TOMORROW


def test_edits_with_dates_are_not_among_too_many() -> None:
    book = Book(crowd(8))
    book.run(YESTERDAY)
    for place in range(8):
        book.put(f"P{place}", NOTE, f"1 Nov 2026: tea with {place}")
    assert set(due_dates(book.run(TODAY)).values()) == {date(2027, 2, 1)}


def three() -> Book:
    names = ("Ada", "Bob", "Cy")
    notes = ("14 Aug 2026: jazz", "1 Oct 2026: tea", "likes the sea")
    rows = zip(names, ("ada@x.org", "bob@x.org", "cy@x.org"), ("", "", ""), notes, strict=True)
    return Book(list(rows))


MOVED = "the note was another person’s when the job last looked; was one column sorted alone?"


@pytest.mark.parametrize("order", [(1, 0, 2), (2, 0, 1), (1, 2, 0)])
def test_notes_sorted_alone_do_not_count_and_are_a_problem_until_put_right(order: Sequence[int]) -> None:
    book = three()
    before = due_dates(book.run(YESTERDAY))
    book.arrange(order, [NOTE])
    for day in (TODAY, TOMORROW, TODAY + timedelta(days=9)):
        plan = book.run(day)
        assert due_dates(plan) == before
        assert problems(plan) == [
            f"{row} {who}: {MOVED}" for row, who in enumerate(before, 2) if order[row - 2] != row - 2
        ]
    book.arrange([order.index(place) for place in range(3)], [NOTE])
    plan = book.run(TODAY + timedelta(days=10))
    assert (due_dates(plan), problems(plan)) == (before, [])


def test_a_note_left_empty_because_its_own_went_to_another_row_is_moved_too() -> None:
    book = Book([*three().table.cells.iloc[1:, :4].itertuples(index=False, name=None), ("Dee", "dee@x.org")])
    before = due_dates(book.run(YESTERDAY))
    book.arrange([3, 0, 1, 2], [NOTE])
    assert due_dates(book.run(TODAY)) == before
    book.arrange([1, 2, 3, 0], [NOTE])
    plan = book.run(TOMORROW)
    assert (due_dates(plan), problems(plan)) == (before, [])


def test_two_people_may_come_to_have_the_same_note() -> None:
    book = Book([ada("tea"), ("Bob", "bob@x.org", "", "jazz")])
    book.run(YESTERDAY)
    book.put("Ada", NOTE, "jazz")
    assert memory_of(book.run(TODAY), 2).in_touch == TODAY


@pytest.mark.parametrize(("column", "value"), [(EMAIL, "new@x.org"), (EVERY, "monthly")])
def test_a_change_elsewhere_in_the_row_is_no_evidence(column: int, value: str) -> None:
    book = Book([ada("jazz")])
    book.run(YESTERDAY)
    book.put("Ada", column, value)
    assert memory_of(book.run(TODAY), 2).in_touch is None


def test_mailing_the_owner_is_no_evidence() -> None:
    book = Book([ada("1 Aug 2026: tea")])
    for days in range(40):
        assert memory_of(book.run(TODAY + timedelta(days=days)), 2).in_touch == date(2026, 8, 1)


def test_what_begins_a_note_like_a_date_is_a_problem_while_nothing_else_tells_when() -> None:
    rows = [ada("31 Sep: gym"), ("Bob", "bob@x.org", "", "31 Sep: gym", "", date(2026, 10, 1))]
    assert problems(plan_of(rows)) == [
        "2 Ada: “31 Sep” begins the note like a date, but is none that is understood"
    ]
    assert problems(plan_of([ada("31 Sep: gym\n3 Oct: tea")])) == []
