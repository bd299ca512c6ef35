"""Every row that is not blank is read, and what is wrong in it is told with its row."""

from collections.abc import Sequence
from datetime import date

import pytest

from sync.core.contacts.columns import find_columns
from sync.core.contacts.contacts import Contact, Look, find_addresses, read_contacts
from sync.core.dates.reading import Interval
from sync.core.plan.people import STATUSES
from sync.core.table import GOOGLE_EPOCH, MAC_EPOCH, Area, Cell, CellError
from tests.core.tables import HEADERS, TODAY, Book, Value, formula, make_table, plan_of, problems, statuses

NO_WAY = "no way to reach them"


def read(
    *rows: Sequence[Value], headers: Sequence[str] = HEADERS, locale: str | None = "en_GB"
) -> list[Contact]:
    table = make_table(rows, headers, locale=locale)
    return read_contacts(Look(table, TODAY), find_columns(table, {}))


def told(*rows: Sequence[Value], locale: str | None = "en_GB") -> list[str]:
    return problems(plan_of(rows, locale=locale))


def test_the_four_columns_are_read_as_displayed() -> None:
    (ada,) = read(("Ada Lovelace", "ada@x.org", "+44 20 7946 0018", "likes jazz"))
    assert ada[:5] == (2, "Ada Lovelace", ("ada@x.org",), "+44 20 7946 0018", "likes jazz")


def test_blank_rows_are_skipped_and_row_numbers_are_the_sheets_own() -> None:
    gap: list[Sequence[str]] = [(), ("  ",)] * 10
    people = read(("Ada", "ada@x.org"), *gap, ("Bob", "bob@x.org"))
    assert [(one.row, one.name) for one in people] == [(2, "Ada"), (23, "Bob")]


def test_a_row_with_nothing_but_columns_of_the_owners_own_is_blank() -> None:
    assert read(("", "", "a city"), headers=("Name", "Email", "City")) == []


@pytest.mark.parametrize("column", [4, 5, 6])
def test_a_row_with_nothing_but_next_due_last_contacted_or_every_filled_down_is_blank(column: int) -> None:
    assert read([*[""] * column, "2026-11-01"]) == []


def test_a_row_with_only_a_profile_is_a_contact_shown_by_its_handle() -> None:
    headers = (*HEADERS, "LinkedIn")
    plan = plan_of([("",) * 7 + ("https://www.linkedin.com/in/ada-lovelace",)], headers=headers)
    assert [person.shown for person in plan.people] == ["linkedin.com/in/ada-lovelace"]
    assert problems(plan) == []
    book = Book([("",) * 7 + ("ada-lovelace",)], headers)
    assert book.run().changes
    assert not book.run().changes


@pytest.mark.parametrize(
    ("row", "status", "problem"),
    [
        (("", "ada@x.org"), "due_today", []),
        (("", "", "5551234567"), "due_today", []),
        (("", "", "", "only a note"), "unreadable", ["2 : nobody is named here"]),
        (("Ada",), "due_today", [f"2 Ada: {NO_WAY}"]),
        (("Ada", "ada@x.org"), "due_today", []),
    ],
)
def test_a_row_has_the_status_and_the_problem_that_section_2_gives_it(
    row: Sequence[str], status: str, problem: list[str]
) -> None:
    plan = plan_of([row])
    assert [person.status for person in plan.people] == [status]
    assert problems(plan) == problem


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (("Ada", "ada@x.org", "555"), "Ada"),
        (("", "ada@x.org, a@y.org", "555"), "ada@x.org"),
        (("", "", "+49 151 23"), "+49 151 23"),
    ],
)
def test_somebody_without_a_name_is_shown_by_address_or_number(row: Sequence[str], shown: str) -> None:
    assert read(row)[0].shown == shown


def test_the_counts_add_up_to_the_rows_and_problems_stand_beside_them() -> None:
    plan = plan_of(
        [
            ("Ada", "ada@x.org", "", "1 Mar 2026: baby"),
            (),
            ("Bob", "", "", "18 Aug 2026: gym"),
            ("Cy", "c@x.org", "", "20 Aug 2026: gym"),
            ("Dee", "d@x.org", "", "18 Nov 2026: gym"),
            ("Eve", "e@x.org", "", "", "pause"),
            ("", "", "", "who is it?"),
            ("Flo", "f@x.org", "", "", "soon"),
        ]
    )
    assert plan.counts == {
        "overdue": 1,
        "due_today": 1,
        "coming_up": 1,
        "later": 1,
        "paused": 1,
        "unreadable": 2,
    }
    assert list(plan.counts) == list(STATUSES)
    assert len(plan.problems) == 3


@pytest.mark.parametrize(
    ("parts", "name"),
    [(("Ada", "Lovelace"), "Ada Lovelace"), (("Ada", ""), "Ada"), (("", "Lovelace"), "Lovelace")],
)
def test_a_name_may_stand_in_two_columns(parts: tuple[str, str], name: str) -> None:
    assert read((*parts, "ada@x.org"), headers=("First name", "Last name", "Email"))[0].name == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Ada\n Lovelace ", "Ada Lovelace"),
        ("Ada\x00\x07 L", "Ada L"),
        ("عمر", "عمر"),
        ("Ada \u202egro.elpmaxe", "Ada gro.elpmaxe"),
        ("\u2066Ada\u2069", "Ada"),
        ("Ada 🎈", "Ada 🎈"),
        ("NA", "NA"),
        ("nan", "nan"),
        ("None", "None"),
        (7, "7"),
        (formula('=PROPER("ada")', "Ada"), "Ada"),
        (formula('=HYPERLINK("https://x.org","Ada")', "Ada"), "Ada"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_a_name_is_one_line_of_what_a_person_can_see(typed: Value, name: str) -> None:
    assert read((typed, "ada@x.org"))[0].name == name


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        (5551234567, "5551234567"),
        (Cell("5.55123E+09", 5551234567), "5551234567"),
        (Cell("5,55123E+09", 5551234567.0), "5551234567"),
        ("00123", "00123"),
        ("+49 151 2345", "+49 151 2345"),
        ("(555) 123-4567 ext. 9", "(555) 123-4567 ext. 9"),
    ],
)
def test_a_phone_number_is_read_whether_text_or_number(typed: Value, phone: str) -> None:
    person = read(("Ada", "", typed))[0]
    assert person.phone == phone
    assert told(("Ada", "", typed)) == []


@pytest.mark.parametrize("phone", ["none", "-", "?", "12", "ask Bob"])
def test_what_cannot_be_dialled_is_no_way_to_reach_somebody(phone: str) -> None:
    assert told(("Ada", "", phone)) == [f"2 Ada: {NO_WAY}"]


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        ("ada@x.org", ("ada@x.org",)),
        ("  ada@x.org ", ("ada@x.org",)),
        ("Ada <ada@x.org>; b@y.org", ("ada@x.org", "b@y.org")),
        ("ada@x.org, a.l+x@sub.y.co.uk", ("ada@x.org", "a.l+x@sub.y.co.uk")),
        ("ada@x.org\na@y.org", ("ada@x.org", "a@y.org")),
        ("home: ada@x.org / work: a@y.org", ("ada@x.org", "a@y.org")),
        ("mailto:ada@x.org", ("ada@x.org",)),
        ('"Lovelace, Ada" <ada@x.org>', ("ada@x.org",)),
        ('"bob@work.com" <bob@home.org>', ("bob@home.org",)),
        ("bob@work.com <bob@home.org>", ("bob@home.org",)),
        ("Cyd (was: c@old.org) <c@new.org>", ("c@new.org",)),
        ('a@y.org; "Bob, at b@work.com" <bob@home.org>, c@z.org', ("a@y.org", "bob@home.org", "c@z.org")),
        ("Ada <ada@x.org> Bob <bob@y.org>", ("ada@x.org", "bob@y.org")),
        ("'ada@x.org'", ("ada@x.org",)),
        ("ada@x.org.", ("ada@x.org",)),
        ("o'brien@x.org", ("o'brien@x.org",)),
        ("Ada@bücher.example", ("Ada@bücher.example",)),
        ("ada@xn--bcher-kva.xn--p1ai", ("ada@xn--bcher-kva.xn--p1ai",)),
        ("Ada <ada@x.org>; b@y", ("ada@x.org",)),
        ("ada@x", ()),
        ("ada@x,org", ()),
        ("ada@@x.org", ()),
        ("ada@x..org", ()),
        (".ada@x.org", ()),
        ("ada.@x.org", ()),
        ("ada@-x.org", ()),
        ("ada@x.o", ()),
        ("@ada", ()),
        ("ada.x.org", ()),
        ("", ()),
        ("a" * 50_000 + "@x", ()),
        ("a@" * 25_000, ()),
    ],
)
def test_addresses_are_found_as_people_paste_them(typed: str, addresses: tuple[str, ...]) -> None:
    assert find_addresses(typed) == addresses


@pytest.mark.parametrize(
    ("email", "phone", "says"),
    [
        ("ada@x,org", "5551234567", ["“ada@x,org” is no email address"]),
        ("ada@x,org", "", ["“ada@x,org” is no email address"]),
        ("", "ada@x.org", ["Phone number holds an email address, ada@x.org"]),
        ("Ada <ada@x.org>; b@y", "", ["“b@y” is no email address"]),
        ("at work only", "5551234567", ["“at work only” is no email address"]),
    ],
)
def test_a_typo_in_an_address_is_told(email: str, phone: str, says: list[str]) -> None:
    assert told(("Ada", email, phone)) == [f"2 Ada: {what}" for what in says]


@pytest.mark.parametrize(
    ("typed", "interval"),
    [
        ("", Interval(months=3)),
        ("monthly", Interval(months=1)),
        ("6 weeks", Interval(days=42)),
        ("quarterly", Interval(months=3)),
        ("90 days", Interval(days=90)),
        ("90", Interval(days=90)),
        (90, Interval(days=90)),
        (90.0, Interval(days=90)),
        ("Yearly ", Interval(months=12)),
        ("twice a year", Interval(months=6)),
        ("never", None),
        ("Never.", None),
    ],
)
def test_every_gives_somebody_an_interval_of_their_own(typed: Value, interval: Interval | None) -> None:
    row = ("Ada", "ada@x.org", "", "", "", "", typed)
    assert read(row)[0].interval == interval
    assert told(row) == []


@pytest.mark.parametrize("typed", ["often", "0", 0, -5, 2.5, True, "now and then", date(2026, 1, 2), 1e300])
def test_where_every_is_unreadable_the_usual_interval_holds_and_a_problem_says_so(typed: Value) -> None:
    row = ("Ada", "ada@x.org", "", "1 Oct 2026: call", "", "", typed)
    plan = plan_of([row])
    assert plan.people[0].due == date(2027, 1, 1)
    (problem,) = problems(plan)
    assert problem.startswith("2 Ada: Every says “")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (date(2026, 8, 14), date(2026, 8, 14)),
        (TODAY, TODAY),
        ("14 Aug 2026", date(2026, 8, 14)),
        ("3/8/2026", date(2026, 8, 3)),
        (date(2026, 11, 19), None),
        ("14 Aug 2027", None),
        ("14 Aug", None),
        ("last summer", None),
        (True, None),
        (0.4375, None),
        (date(1899, 12, 31), None),
        (2958465, None),
        (1e300, None),
        (CellError("#REF!"), None),
    ],
)
def test_last_contacted_is_a_date_that_is_not_in_the_future_or_a_problem(
    typed: Value, day: date | None
) -> None:
    cell = Cell(str(typed), typed) if isinstance(typed, CellError) else typed
    row = ("Ada", "ada@x.org", "", "", "", cell)
    assert read(row)[0].last_contacted == day
    assert len(told(row)) == (day is None)


def test_a_numeric_date_in_last_contacted_needs_a_known_order() -> None:
    row = ("Ada", "ada@x.org", "", "", "", "3/8/2026")
    assert read(row, locale="en_US")[0].last_contacted == date(2026, 3, 8)
    assert read(row, locale=None)[0].last_contacted is None
    assert told(row, locale=None) == [
        "2 Ada: “3/8/2026” in Last contacted may be two dates: which number is the month?"
    ]


@pytest.mark.parametrize("locale", [None, "sv_SE"])
def test_a_numeric_date_in_a_note_needs_a_known_order(locale: str | None) -> None:
    row = ("Ada", "ada@x.org", "", "3/8/2026: call\n14/8/2026: gym")
    (problem,) = told(row, locale=locale)
    assert problem == "2 Ada: “3/8/2026” in the note may be two dates: which number is the month?"
    assert told(row, locale="en_GB") == []


def test_an_error_in_a_cell_of_the_owners_is_a_problem_and_no_text() -> None:
    error = Cell("#REF!", CellError("#REF!"), "=A1")
    for column, title in (
        (0, "Name"),
        (1, "Email"),
        (2, "Phone number"),
        (3, "Relationship information"),
        (6, "Every"),
    ):
        row: list[Value] = ["Ada", "ada@x.org", "5551234567", "jazz", "", "", ""]
        row[column] = error
        plan = plan_of([row])
        assert [problem.what for problem in plan.problems] == [f"{title} shows #REF!"]
        assert [person.status for person in plan.people] == ["due_today"]
        assert "#REF!" not in str(plan.people[0][:7])


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        (("Ada", "ada@x.org"), ("Ada", "ada@x.org"), True),
        (("Ada", "ada@x.org"), ("ADA ", "Ada <Ada@X.org>; a@y.org"), True),
        (("Ada", "", "555 123"), ("Ada", "a@x.org", "555-123"), True),
        (("Ada", "ada@x.org"), ("Ada", "ada@y.org"), False),
        (("Ada", "ada@x.org"), ("Bob", "ada@x.org"), False),
        (("", "ada@x.org"), ("", "ada@x.org"), False),
        (("Ada",), ("Ada",), False),
    ],
)
def test_two_rows_for_one_person_stay_two_and_are_told(
    one: Sequence[str], other: Sequence[str], *, is_told: bool
) -> None:
    plan = plan_of([one, other])
    assert len(plan.people) == 2
    assert any(problem.what == "looks like the same person as row 2" for problem in plan.problems) == is_told


def test_a_workbook_of_1904_counts_its_days_from_there() -> None:
    for epoch in (GOOGLE_EPOCH, MAC_EPOCH):
        plan = plan_of([("Ada", "ada@x.org", "", "", "", date(2026, 8, 14))], epoch=epoch)
        assert plan.people[0].due == date(2026, 11, 14)


def test_a_row_that_reads_merely_of_signs_names_nobody() -> None:
    assert statuses(plan_of([("?!",)])) == {"?!": "unreadable"}


def test_a_long_note_is_read_whole() -> None:
    note = "14 Aug 2026: gym\n" + "x " * 25_000
    assert len(read(("Ada", "ada@x.org", "", note))[0].note) > 49_000


def test_merged_cells_hold_only_their_first_value() -> None:
    people = read(("Ada", "ada@x.org"), ("", "a@y.org"))
    assert [person.shown for person in people] == ["Ada", "a@y.org"]


def test_a_row_of_totals_is_no_contact() -> None:
    """It belongs to a table that holds the names; one beside the list is none of its rows."""
    rows = [("Ada", "ada@x.org"), ("Bo", "bo@x.org"), ("2 people", "")]
    table = make_table(rows, totals=(Area(4, 0, 4, 3), Area(3, 5, 3, 6)))
    assert [contact.name for contact in read_contacts(Look(table, TODAY), find_columns(table, {}))] == [
        "Ada",
        "Bo",
    ]
