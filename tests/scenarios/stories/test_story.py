"""Six people through a year: what the owner does, and what the sheet says on every single day.

The expected dates are worked out by hand from design.md, section 3. All have the usual three months but Finn,
who is a monthly friend from April on.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from tests.core.tables import DUE, EMAIL, EVERY, LAST, NAME, NOTE, Book, due_dates, problems, statuses

Owner = Callable[[Book], None]
ALL = ("Ada", "Bob", "Cleo", "Dev", "Eva", "Finn")
START, END = date(2026, 1, 5), date(2027, 1, 31)
OFFLINE = (date(2026, 8, 1), date(2026, 8, 31))
"""The machine is off from the first of these days to the last."""


def day(text: str) -> date:
    """Return the day of `12 Mar`; January after the first is next year's."""
    found = date.fromisoformat(text)
    assert START <= found <= END
    return found


def put(who: str, column: int, value: str) -> Owner:
    return lambda book: book.put(who, column, value)


def put_all(who: str, *cells: tuple[int, str]) -> Owner:
    def do(book: Book) -> None:
        for column, value in sorted(cells, reverse=True):
            book.put(who, column, value)

    return do


def add(*row: str) -> Owner:
    return lambda book: book.insert(len(book.table.cells) + 1, row)


def sort_by_name(book: Book) -> None:
    names = [cell.shown for _, cell in book.table.column(NAME)][1:]
    book.arrange(sorted(range(len(names)), key=names.__getitem__))


def leave_alone(_: Book) -> None:
    """Do nothing: the day is told for what it shows by itself."""


def begin() -> Book:
    return Book(
        [
            ("Finn", "finn@x.org", "", ""),
            ("Ada", "ada@x.org", "", "14 Dec: had a baby"),
            ("Cleo", "", "555 0003", "old school friend"),
            ("Bob", "bob@x.org", "", "met him at the fair"),
            ("Eva", "eva@x.org", "", "20 Jan: dinner at her place"),
            ("Dev", "dev@x.org", "555 0004", "(May 2025) moved to Lisbon", "", "", "yearly"),
        ]
    )


STORY: list[tuple[str, str, Owner, dict[str, str]]] = [
    (
        # Finn, Cleo, Bob and Eva are undated: a quarter of the 90 days to 5 Apr apart, in sheet order.
        # Ada's 14 Dec was the last one; Dev's May is its first day; Eva's 20 Jan is a plan.
        "2026-01-05",
        "the first run",
        leave_alone,
        {
            "Finn": "2026-01-05",
            "Ada": "2026-03-14",
            "Cleo": "2026-01-27",
            "Bob": "2026-02-19",
            "Eva": "2026-03-13",
            "Dev": "2026-05-01",
        },
    ),
    ("2026-01-07", "wrote to Finn", put("Finn", DUE, "done"), {"Finn": "2026-04-07"}),
    (
        "2026-01-12",
        "filled in Finn’s empty note: no news, he is not due",
        put("Finn", NOTE, "plays chess"),
        {},
    ),
    ("2026-01-22", "the dinner at Eva’s has passed, and proves nothing", leave_alone, {}),
    (
        "2026-01-23",
        "but it was good, says the note",
        put("Eva", NOTE, "20 Jan: dinner at her place was good"),
        {"Eva": "2026-04-23"},
    ),
    (
        "2026-01-27",
        "called Cleo",
        put("Cleo", NOTE, "old school friend, runs a bakery"),
        {"Cleo": "2026-04-27"},
    ),
    ("2026-02-10", "no time for Bob in February", put("Bob", DUE, "2 weeks"), {"Bob": "2026-02-24"}),
    (
        "2026-02-24",
        "wrote to Bob, with the date",
        put("Bob", NOTE, "met him at the fair\n24 Feb: new job"),
        {"Bob": "2026-05-24"},
    ),
    (
        "2026-02-25",
        "tidied Bob’s note, which is no edit",
        put("Bob", NOTE, "Met him at the fair.\n\n24 Feb: New job!"),
        {},
    ),
    (
        "2026-03-15",
        "wrote to Ada, with a typo",
        put("Ada", NOTE, "15 Mrch 2026: baby walks"),
        {"Ada": "2026-06-15"},
    ),
    (
        # The date that is now there is the note's; the edit that was noticed on the 15th is carried on.
        "2026-03-18",
        "put the typo right; it had been on the 12th",
        put("Ada", NOTE, "12 March 2026: baby walks"),
        {},
    ),
    ("2026-04-07", "Finn is a monthly friend now", put("Finn", EVERY, "monthly"), {"Finn": "2026-02-07"}),
    ("2026-04-08", "wrote to him", put("Finn", NOTE, "plays chess, won a cup"), {"Finn": "2026-05-08"}),
    ("2026-04-20", "Cleo wants to be left in peace", put("Cleo", DUE, "pause"), {"Cleo": ""}),
    (
        "2026-04-25",
        "a wedding is coming up: she told me, so the edit counts",
        put("Eva", NOTE, "20 Jan: dinner\n13 Jun 2026: her wedding"),
        {"Eva": "2026-07-25"},
    ),
    ("2026-05-02", "saw Dev", put("Dev", LAST, "2 May 2026"), {"Dev": "2027-05-02"}),
    ("2026-05-03", "no, that was on the first", put("Dev", LAST, "1 May 2026"), {"Dev": "2027-05-01"}),
    ("2026-05-09", "Finn has a friend", add("Gina", "gina@x.org"), {"Gina": "2026-05-09"}),
    ("2026-05-10", "sorted the list by name", sort_by_name, {}),
    ("2026-05-11", "wrote to Gina and Finn", put("Gina", DUE, "x"), {"Gina": "2026-08-11"}),
    ("2026-05-11", "", put("Finn", DUE, "✓"), {"Finn": "2026-06-11"}),
    (
        # Known by his name; the note is an edit without a date.
        "2026-05-24",
        "Bob has a new job, a new address and a new note",
        put_all("Bob", (EMAIL, "bob@y.com"), (NOTE, "head of sales")),
        {"Bob": "2026-08-24"},
    ),
    ("2026-06-14", "the wedding has passed, and proves nothing", leave_alone, {}),
    ("2026-06-15", "danced there, though", put("Eva", DUE, "done"), {"Eva": "2026-09-15"}),
    ("2026-06-15", "", put("Ada", DUE, "1 Jul 2026"), {"Ada": "2026-07-01"}),
    ("2026-06-16", "wrote to Finn", put("Finn", NOTE, "plays chess, lost a cup"), {"Finn": "2026-07-16"}),
    (
        "2026-07-02",
        "wrote to Ada",
        put("Ada", NOTE, "12 March 2026: baby walks. Talks!"),
        {"Ada": "2026-10-02"},
    ),
    (
        # Nobody looks in August: Finn's edit is noticed on 1 September, Gina's date stands in her note.
        "2026-08-05",
        "a month offline: wrote to Finn and Gina all the same",
        put_all("Finn", (NOTE, "plays chess, and go")),
        {"Finn": "2026-10-01"},
    ),
    ("2026-08-12", "", put("Gina", NOTE, "12 Aug: coffee"), {"Gina": "2026-11-12"}),
    ("2026-09-02", "Cleo may hear from me again", put("Cleo", DUE, ""), {"Cleo": "2026-09-02"}),
    ("2026-09-03", "she has", put("Cleo", NOTE, "runs two bakeries"), {"Cleo": "2026-12-03"}),
    (
        # What remains is that she was written to on 11 May.
        "2026-09-15",
        "took what I knew of Gina out of her note",
        put("Gina", NOTE, ""),
        {"Gina": "2026-08-11"},
    ),
    ("2026-10-01", "five minutes for Finn", put("Finn", NOTE, "1 Oct: chess club"), {"Finn": "2026-11-01"}),
    ("2026-10-02", "Ada: not before Advent", put("Ada", DUE, "2026-11-29"), {"Ada": "2026-11-29"}),
    ("2026-10-20", "wrote to her anyway", put("Ada", NOTE, "20 Oct: second baby"), {"Ada": "2027-01-20"}),
    (
        "2026-11-30",
        "month ends are clamped",
        put("Bob", NOTE, "30 Nov 2026: promoted"),
        {"Bob": "2027-02-28"},
    ),
    ("2026-12-24", "the notes of autumn stay in autumn", leave_alone, {}),
    (
        "2027-01-31",
        "and in the new year",
        put("Finn", NOTE, "1 Oct: chess club\n31 Jan: tea"),
        {"Finn": "2027-02-28"},
    ),
]


def days() -> Iterator[date]:
    for number in range((END - START).days + 1):
        yield START + timedelta(days=number)


def test_a_year_of_six_people_day_by_day() -> None:
    book, expected = begin(), dict[str, date | None]()
    for today in days():
        for _, _, act, changed in (event for event in STORY if day(event[0]) == today):
            act(book)
            expected |= {who: day_or_none(text) for who, text in changed.items()}
        if OFFLINE[0] <= today <= OFFLINE[1]:
            continue
        plan = book.run(today)
        assert due_dates(plan) == expected, today
        assert set(statuses(plan)) >= set(ALL)
        assert problems(plan) == [], today


def day_or_none(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def test_the_story_is_told_in_order() -> None:
    told = [day(event[0]) for event in STORY]
    assert told == sorted(told)


def test_a_run_on_every_tenth_day_comes_to_the_same_where_days_do_not_matter() -> None:
    """Dates in notes and in Last contacted are the same whenever the job looks."""
    rows = [
        ("Ada", "a@x.org", "", "14 Dec 2025: baby"),
        ("Dev", "d@x.org", "", "", "", "1 May 2025", "yearly"),
    ]
    daily, seldom = Book(rows), Book(rows)
    for number, today in enumerate(days()):
        if number % 50 == 0:
            for book in (daily, seldom):
                book.put("Ada", NOTE, f"{today}: saw her")
        plan = daily.run(today)
        if number % 10 == 0:
            assert due_dates(seldom.run(today)) == due_dates(plan)
