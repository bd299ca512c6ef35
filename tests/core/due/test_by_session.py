"""Sessions: a due date falls on the nearest one, and switching them on and off loses nobody."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from sync.core.contacts.contacts import Rules
from sync.core.due.memory.formula import write_reason
from sync.core.due.memory.memory import Why
from sync.core.plan.sessions import Sessions
from tests.core.tables import LAST, NOTE, TODAY, Book, Value, due_dates, memory_of

FIRST = date(2027, 1, 11)
SESSIONS = Sessions(FIRST, 13)
SECOND = date(2027, 4, 12)


def row(name: str, note: Value = "", due: Value = "", last: Value = "", every: Value = "") -> Sequence[Value]:
    return (name, f"{name.lower()}@x.org", "", note, due, last, every)


def book_of(*rows: Sequence[Value], sessions: Sessions | None = SESSIONS) -> Book:
    return Book(rows, rules=Rules(sessions=sessions))


def switch(book: Book, sessions: Sessions | None) -> None:
    book.rules = Rules(sessions=sessions)


@pytest.mark.parametrize(
    ("touch", "due"),
    [
        (date(2026, 1, 5), FIRST),
        (date(2026, 8, 14), FIRST),
        (date(2026, 11, 17), FIRST),
        (date(2026, 11, 28), SECOND),
        (FIRST - timedelta(days=1), SECOND),
        (FIRST, SECOND),
    ],
)
def test_a_due_date_falls_on_the_session_nearest_to_evidence_and_interval(touch: date, due: date) -> None:
    assert due_dates(book_of(row("Ada", last=touch)).run(touch)) == {"Ada": due}


def test_the_cell_says_why() -> None:
    plan = book_of(row("Ada", "14 Aug 2026: gym"), row("Bob")).run(TODAY)
    assert write_reason(memory_of(plan, 2)) == (
        "2027-01-11 · the session nearest to 2026-11-14 · in touch 2026-08-14, from the date in your note"
    )
    assert write_reason(memory_of(plan, 3)) == "2027-01-11 · at the next session · no date known yet"


def test_those_without_a_known_date_are_due_at_the_next_session_and_stay_due_there() -> None:
    book = book_of(row("Ada"), row("Bob"))
    assert due_dates(book.run(TODAY)) == {"Ada": FIRST, "Bob": FIRST}
    assert due_dates(book.run(FIRST + timedelta(days=40))) == {"Ada": FIRST, "Bob": FIRST}


def test_what_the_owner_typed_stays_and_so_do_people_with_short_intervals() -> None:
    book = book_of(row("Ada", due=date(2026, 12, 24)), row("Bob", last=TODAY, every="monthly"))
    assert due_dates(book.run(TODAY)) == {"Ada": date(2026, 12, 24), "Bob": date(2026, 12, 18)}


def test_sessions_switched_on_and_off_again_leave_every_date_as_it_was() -> None:
    rows = [
        row("Ada", "14 Aug 2026: gym"),
        row("Bob"),
        row("Cy"),
        row("Dot", due=date(2026, 12, 24)),
        row("Eve", last=date(2025, 12, 1)),
        row("Flo", last=TODAY, every="monthly"),
        row("Gil", due="pause"),
    ]
    book = book_of(*rows, sessions=None)
    before = due_dates(book.run(TODAY))
    book.put("Ada", NOTE, "")
    kept = due_dates(book.run(TODAY))
    assert kept == before
    switch(book, SESSIONS)
    during = due_dates(book.run(TODAY + timedelta(days=3)))
    assert during == {**before, **dict.fromkeys(("Ada", "Bob", "Cy", "Eve"), FIRST)}
    switch(book, None)
    assert due_dates(book.run(TODAY + timedelta(days=5))) == before


def test_nobody_is_asked_twice_when_sessions_are_switched_on() -> None:
    book = book_of(row("Ada", "jazz"), sessions=None)
    book.run(TODAY)
    book.put("Ada", NOTE, "jazz and tea")
    book.run(FIRST - timedelta(days=3))
    switch(book, SESSIONS)
    assert due_dates(book.run(FIRST)) == {"Ada": SECOND}


def test_newer_evidence_than_a_session_moves_on_to_the_next() -> None:
    book = book_of(row("Ada"))
    book.run(TODAY)
    book.put("Ada", LAST, FIRST)
    plan = book.run(FIRST)
    assert (due_dates(plan), memory_of(plan, 2).why) == ({"Ada": SECOND}, Why.EVIDENCE)


def test_whose_evidence_is_taken_away_after_a_session_stays_due_on_it() -> None:
    book = book_of(row("Ada", "14 Aug 2026: gym"))
    book.run(TODAY)
    book.put("Ada", NOTE, "")
    assert due_dates(book.run(FIRST + timedelta(days=9))) == {"Ada": FIRST}
