"""Five people through a year with a mailbox: who moves, and why, in the words of the cells.

The owner writes no note and no `done`; what happens is mail. The expected dates are worked out by hand from
design.md, sections 3 and 10, with the usual three months.
"""

from collections.abc import Callable
from datetime import date, timedelta

from sync.core.due.memory.formula import write_reason
from tests.core.due.test_mailed import Post, at, run
from tests.core.tables import DUE, NOTE, Book

Event = Callable[[Book, Post, date], None]
START, END = date(2026, 1, 5), date(2027, 1, 10)


def write(who: str) -> Event:
    return lambda _book, post, today: post.write(f"{who.lower()}@x.org", today)


def get(who: str) -> Event:
    return lambda _book, post, today: post.get(f"{who.lower()}@x.org", today)


def answer(word: str, who: str) -> Event:
    return lambda book, post, today: post.answer(word, book, who, at(today, 12))


def put(who: str, column: int, value: str) -> Event:
    return lambda book, _post, _today: book.put(who, column, value)


def leave_alone(_book: Book, _post: Post, _today: date) -> None:
    """Do nothing: the day is told for what it shows by itself."""


STORY: list[tuple[str, str, Event, dict[str, str]]] = [
    (
        "2026-01-05",
        "the first run: Ada's note has a date, the others are spread over the quarter",
        leave_alone,
        {
            "Ada": "2026-03-14 · in touch 2025-12-14, from the date in your note",
            "Bob": "2026-01-05 · no date known yet",
            "Cleo": "2026-01-27 · no date known yet",
            "Dev": "2026-02-19 · no date known yet",
            "Eva": "2026-03-13 · no date known yet",
        },
    ),
    (
        "2026-01-06",
        "wrote to Bob",
        write("Bob"),
        {"Bob": "2026-04-06 · in touch 2026-01-06, you wrote to them"},
    ),
    (
        "2026-01-20",
        "wrote to Cleo, before her day",
        write("Cleo"),
        {"Cleo": "2026-04-20 · in touch 2026-01-20, you wrote to them"},
    ),
    ("2026-02-10", "Dev wrote: he waits, and his date stays", get("Dev"), {}),
    (
        "2026-02-19",
        "no time for Dev yet",
        answer("2 weeks", "Dev"),
        {"Dev": "2026-03-05 · you set this date · no date known yet"},
    ),
    (
        "2026-02-24",
        "answered him after all: what is put off holds, and then counts from the letter",
        write("Dev"),
        {"Dev": "2026-05-24 · in touch 2026-02-24, you wrote to them"},
    ),
    (
        "2026-03-13",
        "rang Eva up, and said so with a tap",
        answer("done", "Eva"),
        {"Eva": "2026-06-13 · in touch 2026-03-13, you answered done"},
    ),
    ("2026-03-20", "Cleo wants to be left in peace", answer("pause", "Cleo"), {"Cleo": "paused by you"}),
    (
        "2026-04-01",
        "took that back in the sheet, which stands above the older answer",
        put("Cleo", DUE, ""),
        {"Cleo": "2026-04-20 · in touch 2026-01-20, you wrote to them"},
    ),
    (
        "2026-04-02",
        "the note says more than the mailbox: lunch the day before",
        put("Bob", NOTE, "1 Apr: lunch"),
        {"Bob": "2026-07-01 · in touch 2026-04-01, from the date in your note"},
    ),
    (
        "2026-06-30",
        "wrote to Ada",
        write("Ada"),
        {"Ada": "2026-09-30 · in touch 2026-06-30, you wrote to them"},
    ),
    ("2026-12-31", "a year of mail is in the sheet, and nothing was typed but a date", leave_alone, {}),
]


def test_a_year_with_a_mailbox_in_the_words_of_the_cells() -> None:
    book = Book([("Ada", "ada@x.org", "", "14 Dec: had a baby"), *map(_row, ("Bob", "Cleo", "Dev", "Eva"))])
    post, expected = Post(), dict[str, str]()
    for number in range((END - START).days + 1):
        today = START + timedelta(days=number)
        for _, _, act, changed in (event for event in STORY if event[0] == today.isoformat()):
            act(book, post, today)
            expected |= changed
        assert _tell(book, post, today) == expected, today


def _row(who: str) -> tuple[str, str, str, str]:
    return who, f"{who.lower()}@x.org", "", ""


def _tell(book: Book, post: Post, today: date) -> dict[str, str]:
    """Do the run of the evening, and return what each cell says."""
    people = run(book, post, today).people
    return {person.name: write_reason(person.memory) for person in people if person.memory}
