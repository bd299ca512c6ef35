"""What a letter, and an answer to the summary, do to a date: from the mailbox to the cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import pytest

from sync.core.contacts.contacts import Look
from sync.core.contacts.fingerprints import fingerprint
from sync.core.due.memory.formula import write_reason
from sync.core.due.memory.memory import How, Why
from sync.core.letters.answers import Terms
from sync.core.letters.code import make_code
from sync.core.letters.letter import Letter
from sync.core.letters.mailbox import Mailbox, ToSelf
from sync.core.letters.news import Letters
from sync.core.letters.subject import make_answer_subject
from sync.core.plan.plan import Plan, make_plan
from sync.core.table import Record
from tests.core.tables import DUE, LAST, NOTE, TODAY, Book, Value, apply, due_dates, memory_of, problems

KEY, SHEET = b"0123456789abcdef", "1A2b3C4d"
ME = "me@x.org"
YESTERDAY = TODAY - timedelta(days=1)


def at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), UTC)


@dataclass
class Post:
    """The owner's mailbox, with what lies in it."""

    sent: list[Letter] = field(default_factory=list)
    received: list[Letter] = field(default_factory=list)
    answers: list[ToSelf] = field(default_factory=list)

    def write(self, to: str, day: date) -> None:
        self.sent.append(Letter("", (to,), (), (), at(day)))

    def get(self, sender: str, day: date) -> None:
        self.received.append(Letter(sender, (ME,), (), (), at(day)))

    def answer(self, word: str, book: Book, who: str, when: datetime, key: bytes = KEY) -> None:
        """Send the owner's answer of one tap, as the links of the summary make it."""
        memory = book.memory(who)
        email, phone, name = memory.person
        person = fingerprint(f"{name} {email or phone}")
        subject = make_answer_subject(word, who, make_code(key, SHEET, person, when.date()))
        self.answers.append(ToSelf(ME, when, subject))

    def letters(self, now: datetime) -> Letters:
        mailbox = Mailbox(frozenset({ME}), tuple(self.sent), tuple(self.received), tuple(self.answers), ())
        return Letters(mailbox, Terms(KEY, SHEET, "f00d", now, UTC, "en_GB"))


def run(book: Book, post: Post, today: date = TODAY, hour: int = 18) -> Plan:
    """Run the job with the mailbox, and hold that a second run has nothing left to do."""
    letters = post.letters(at(today, hour))
    plan = make_plan(Look(book.table, today, book.rules), letters)
    book.table = apply(book.table, plan.changes)
    assert make_plan(Look(book.table, today, book.rules), letters).changes == ()
    return plan


def ada(note: Value = "", due: Value = "", last: Value = "") -> Sequence[Value]:
    return ("Ada", "ada@x.org", "", note, due, last)


def test_a_letter_is_evidence_and_the_cell_says_so() -> None:
    book, post = Book([ada(last=date(2026, 8, 1))]), Post()
    post.write("ada@x.org", date(2026, 11, 10))
    plan = run(book, post)
    memory = memory_of(plan, 2)
    assert (memory.how, due_dates(plan)) == (How.LETTER, {"Ada": date(2027, 2, 10)})
    assert write_reason(memory) == "2027-02-10 · in touch 2026-11-10, you wrote to them"


def test_a_letter_is_remembered_when_the_mailbox_is_gone() -> None:
    book, post = Book([ada(last=date(2026, 8, 1))]), Post()
    post.write("ada@x.org", date(2026, 11, 10))
    run(book, post)
    assert due_dates(book.run(TODAY + timedelta(days=500))) == {"Ada": date(2027, 2, 10)}


def test_the_latest_evidence_wins_be_it_a_letter_or_not() -> None:
    book, post = Book([ada("14 Nov 2026: lunch")]), Post()
    post.write("ada@x.org", date(2026, 11, 10))
    assert memory_of(run(book, post), 2).how == How.NOTE


def test_switching_the_mailbox_on_in_an_old_list_makes_nobody_overdue() -> None:
    rows = [(f"P{place}", f"p{place}@x.org") for place in range(20)]
    book, post = Book(rows), Post()
    before = due_dates(book.run(TODAY))
    for place in range(20):
        post.write(f"p{place}@x.org", TODAY - timedelta(days=20 * place))
    after = due_dates(run(book, post))
    assert all((after[who] or TODAY) >= (before[who] or TODAY) for who in before)
    assert after["P0"] == date(2027, 2, 18)


def test_a_letter_moves_a_first_date_only_later_and_it_stays_known() -> None:
    book, post = Book([ada(), *[(f"P{n}", f"p{n}@x.org") for n in range(3)]]), Post()
    first = due_dates(book.run(TODAY))["P2"]
    post.write("p2@x.org", TODAY - timedelta(days=60))
    plan = run(book, post)
    assert (due_dates(plan)["P2"], memory_of(plan, 5).why) == (first, Why.EASED)
    assert "not before its first date" in write_reason(memory_of(plan, 5))
    post.write("p2@x.org", TODAY + timedelta(days=9))
    moved = run(book, post, TODAY + timedelta(days=9))
    assert due_dates(moved)["P2"] == date(2027, 2, 27)


def test_a_mail_alone_makes_nobody_overdue_on_the_run_that_first_sees_them() -> None:
    post = Post()
    post.write("ada@x.org", TODAY - timedelta(days=300))
    plan = run(Book([ada()]), post)
    assert due_dates(plan) == {"Ada": TODAY}
    recent = Post()
    recent.write("ada@x.org", TODAY - timedelta(days=30))
    assert due_dates(run(Book([ada()]), recent)) == {"Ada": date(2027, 1, 19)}


@pytest.mark.parametrize(("days", "due"), [(0, date(2026, 12, 24)), (1, date(2027, 2, 19))])
def test_a_letter_of_the_day_the_owner_set_a_date_is_not_newer(days: int, due: date) -> None:
    book, post = Book([ada("14 Aug 2026: gym", due=date(2026, 12, 24))]), Post()
    book.run(TODAY)
    post.write("ada@x.org", TODAY + timedelta(days=days))
    assert due_dates(run(book, post, TODAY + timedelta(days=days))) == {"Ada": due}


def test_a_letter_from_the_future_is_passed_over() -> None:
    book, post = Book([ada(last=date(2026, 8, 1))]), Post()
    post.write("ada@x.org", TODAY + timedelta(days=3))
    assert memory_of(run(book, post), 2).how == How.LAST


@pytest.mark.parametrize(
    ("word", "due"),
    [
        ("done", date(2027, 2, 17)),
        ("2 weeks", date(2026, 12, 1)),
        ("24 Dec 2026", date(2026, 12, 24)),
        ("friday", date(2026, 11, 20)),
        ("pause", None),
    ],
)
def test_an_answer_sets_a_date_or_a_pause_as_of_the_day_it_was_sent(word: str, due: date | None) -> None:
    book, post = Book([ada("likes jazz"), ("Bob", "bob@x.org")]), Post()
    before = due_dates(book.run(date(2026, 11, 16)))
    post.answer(word, book, "Ada", at(YESTERDAY))
    assert due_dates(run(book, post)) == before | {"Ada": due}
    assert due_dates(run(book, post, TODAY + timedelta(days=2))) == before | {"Ada": due}


def test_the_cell_says_that_it_was_answered() -> None:
    book, post = Book([ada("likes jazz")]), Post()
    book.run(date(2026, 11, 16))
    post.answer("done", book, "Ada", at(YESTERDAY))
    assert write_reason(memory_of(run(book, post), 2)).endswith("in touch 2026-11-17, you answered done")


def test_resume_takes_a_pause_away_and_a_done_before_a_snooze_is_still_contact() -> None:
    book, post = Book([ada("likes jazz")]), Post()
    book.run(date(2026, 11, 10))
    post.answer("pause", book, "Ada", at(date(2026, 11, 12)))
    assert due_dates(run(book, post, date(2026, 11, 13))) == {"Ada": None}
    post.answer("done", book, "Ada", at(date(2026, 11, 14)))
    post.answer("pause", book, "Ada", at(date(2026, 11, 15)))
    assert due_dates(run(book, post, date(2026, 11, 16))) == {"Ada": None}
    post.answer("resume", book, "Ada", at(YESTERDAY))
    assert due_dates(run(book, post)) == {"Ada": date(2027, 2, 14)}
    post.answer("done", book, "Ada", at(TODAY, 8))
    post.answer("2 weeks", book, "Ada", at(TODAY, 9))
    plan = run(book, post)
    assert (due_dates(plan), memory_of(plan, 2).in_touch) == ({"Ada": date(2026, 12, 2)}, TODAY)


def test_a_pause_that_was_mailed_and_taken_back_in_the_sheet_stays_back() -> None:
    book, post = Book([ada("likes jazz", last=date(2026, 9, 1))]), Post()
    book.run(date(2026, 11, 10))
    post.answer("pause", book, "Ada", at(date(2026, 11, 12)))
    run(book, post, date(2026, 11, 13))
    book.put("Ada", DUE, "")
    for days in (14, 15, 18):
        assert due_dates(run(book, post, date(2026, 11, days))) == {"Ada": date(2026, 12, 1)}


def test_what_the_owner_types_stands_above_answers_sent_before_the_run_that_finds_it() -> None:
    book, post = Book([ada("likes jazz")]), Post()
    book.run(date(2026, 11, 16))
    post.answer("2 weeks", book, "Ada", at(YESTERDAY))
    book.put("Ada", DUE, date(2026, 12, 24))
    assert due_dates(run(book, post)) == {"Ada": date(2026, 12, 24)}
    post.answer("2 weeks", book, "Ada", at(TODAY, 20))
    assert due_dates(run(book, post, TODAY, 21)) == {"Ada": date(2026, 12, 2)}


def test_an_answer_with_the_key_of_another_sheet_does_nothing_and_is_told_until_the_next_summary() -> None:
    book, post = Book([ada("likes jazz")]), Post()
    before = due_dates(book.run(date(2026, 11, 10)))
    post.answer("done", book, "Ada", at(YESTERDAY), key=b"another sheet's!")
    plan = run(book, post)
    assert (due_dates(plan), len(problems(plan))) == (before, 1)
    assert "has a code that is not of this list" in problems(plan)[0]
    told = Book([ada("likes jazz")], record=Record(TODAY, {}))
    told.run(date(2026, 11, 10))
    assert problems(run(told, post)) == []


def test_who_wrote_after_the_owner_waits_for_an_answer_and_it_is_no_evidence() -> None:
    book, post = Book([ada(last=date(2026, 11, 1)), ("Bob", "bob@x.org", "", "", "", TODAY)]), Post()
    post.get("ada@x.org", date(2026, 11, 12))
    post.get("bob@x.org", date(2026, 11, 12))
    plan = run(book, post)
    assert [person.waiting and person.waiting.since for person in plan.people] == [date(2026, 11, 12), None]
    assert memory_of(plan, 2).how == How.LAST
    post.write("ada@x.org", date(2026, 11, 13))
    assert [person.waiting for person in run(book, post).people] == [None, None]


def test_the_note_is_news_for_somebody_written_to_by_mail_as_for_anybody() -> None:
    book, post = Book([ada("likes jazz", last=date(2026, 8, 1))]), Post()
    post.write("ada@x.org", date(2026, 11, 10))
    run(book, post)
    book.put("Ada", NOTE, "likes jazz, has a new job")
    book.put("Ada", LAST, "")
    assert memory_of(run(book, post, TODAY), 2).how == How.EDIT
