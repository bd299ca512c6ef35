"""What a run does with ticks: who is ticked joins the list once, as one new row."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.candidates.adding import Additions, plan_additions
from sync.core.candidates.found import Found
from sync.core.candidates.tab import columns as tab
from sync.core.candidates.tab.changes import PutStatus, Value
from sync.core.candidates.tab.columns import HEADERS
from sync.core.contacts import headers as col
from sync.core.contacts.columns import find_columns
from sync.core.contacts.contacts import Look, Rules
from sync.core.dates.intervals import Interval
from sync.core.dates.reading import find_dates
from sync.core.plan.sessions import Sessions
from sync.core.table import Table
from tests.core import tables
from tests.core.candidates.tabs import TODAY, Candidates, make_tab, write

P = "https://linkedin.com/in/ada-quill"
USUAL = ("Name", "Email", "Phone number", "Relationship information", "Next due")
ADA: dict[str, tables.Value] = {
    tab.ADD: True,
    tab.NAME: "Ada Quill",
    tab.EMAIL: "ada@example.org",
    tab.PHONE: "+44 7700 900123",
    tab.ABOUT: "LinkedIn: Head of Sales, Northwind, since 14 Aug 2019",
    tab.KEY: "ada@example.org ada quill",
}


def look_at(
    headers: Sequence[str] = USUAL, *rows: Sequence[tables.Value], rules: Rules | None = None
) -> Look:
    return Look(tables.make_table(rows, headers), TODAY, rules or Rules())


def added(table: Table, look: Look | None = None) -> Additions:
    look = look or look_at()
    return plan_additions(table, look, find_columns(look.table, {}), "GB")


def new_row(
    row: Mapping[str, tables.Value], headers: Sequence[str] = USUAL, rules: Rules | None = None
) -> Mapping[str, Value]:
    """Return the values of the one new row, by the list's columns."""
    ticked: dict[str, tables.Value] = {tab.ADD: True, tab.KEY: "k", **row}
    (addition,) = added(make_tab(ticked), look_at(headers, rules=rules)).people
    return addition.new_row.values


def test_who_is_ticked_becomes_a_row_and_a_status() -> None:
    additions = added(make_tab({tab.NAME: "Bob"}, ADA))
    (ada,) = additions.people
    assert (ada.key, ada.row, ada.shown) == ("ada@example.org ada quill", 3, "Ada Quill")
    assert ada.new_row.values == {
        col.NAME: "Ada Quill",
        col.EMAIL: "ada@example.org",
        col.PHONE: "+44 7700 900123",
        col.NOTE: "LinkedIn: Head of Sales, Northwind, since 14 Aug 2019",
    }
    assert additions.statuses == (PutStatus(3, 10, "ada@example.org ada quill", "Added 24 Nov 2026"),)
    assert additions.problems == ()


def test_without_a_tick_nothing_happens() -> None:
    assert added(make_tab(ADA | {tab.ADD: False}, {})) == Additions()


@pytest.mark.parametrize("status", ["No", "no", "NO, never", "Added 1 Oct 2026"])
def test_no_stands_above_a_tick_and_nobody_is_added_again(status: str) -> None:
    assert added(make_tab(ADA | {tab.STATUS: status})) == Additions()


@pytest.mark.parametrize("status", ["No", "Added 1 Oct 2026"])
def test_a_copy_of_a_row_that_was_decided_adds_nobody(status: str) -> None:
    assert added(make_tab(ADA, ADA | {tab.ADD: None, tab.STATUS: status})).people == ()


def test_who_stands_in_the_list_already_is_only_marked() -> None:
    look = look_at(USUAL, ("A. Quill", "Ada@Example.org"))
    additions = added(make_tab(ADA), look)
    assert additions.people == ()
    assert [status.text for status in additions.statuses] == ["Added 24 Nov 2026"]


@pytest.mark.parametrize(
    "row", [("Ada Quill",), ("Bob Miller", "ada@example.org"), ("Ada", "ada@example.org")]
)
def test_who_only_may_be_in_the_list_is_added_since_the_owner_ticked_them(row: Sequence[str]) -> None:
    assert len(added(make_tab(ADA), look_at(USUAL, row)).people) == 1


@pytest.mark.parametrize(
    "other",
    [
        ADA,
        ADA | {tab.KEY: "", tab.NAME: "Quill, Ada", tab.PHONE: ""},
        ADA | {tab.KEY: "x", tab.NAME: "A. Quill"},
        ADA | {tab.EMAIL: "", tab.PHONE: "", tab.NAME: "Somebody"},
    ],
)
def test_who_is_ticked_in_two_rows_is_added_once_and_marked_in_both(
    other: Mapping[str, tables.Value],
) -> None:
    additions = added(make_tab(ADA, other))
    assert [addition.row for addition in additions.people] == [2]
    assert [status.row for status in additions.statuses] == [2, 3]


def test_a_family_with_one_address_is_added_one_by_one() -> None:
    rows: list[dict[str, tables.Value]] = [
        ADA | {tab.NAME: name, tab.PHONE: "", tab.KEY: name} for name in ("John Smith", "Jane Smith")
    ]
    look = look_at(USUAL, ("J. Smith", "ada@example.org"))
    assert len(added(make_tab(*rows), look).people) == 2


def test_two_whom_only_a_name_is_known_of_are_two() -> None:
    rows: list[dict[str, tables.Value]] = [
        {tab.ADD: True, tab.NAME: "Ada Quill", tab.KEY: f"Facebook: ada quill {n}"} for n in (1, 2)
    ]
    assert len(added(make_tab(*rows)).people) == 2


def test_somebody_whom_the_owner_typed_in_is_added_too() -> None:
    (addition,) = added(make_tab({tab.ADD: "x", tab.NAME: "=Ada"})).people
    assert (addition.key, addition.new_row.values) == ("", {col.NAME: "=Ada"})


def test_two_whom_the_owner_typed_in_are_two() -> None:
    rows: list[dict[str, tables.Value]] = [
        {tab.ADD: "x", tab.NAME: name} for name in ("Ada Quill", "Bob Miller")
    ]
    assert [addition.shown for addition in added(make_tab(*rows)).people] == ["Ada Quill", "Bob Miller"]


def test_what_the_owner_wrote_into_the_status_stays_behind_it() -> None:
    (status,) = added(make_tab(ADA | {tab.STATUS: "after Christmas"})).statuses
    assert status.text == "Added 24 Nov 2026 · after Christmas"


def test_a_tick_beside_nobody_is_a_problem() -> None:
    additions = added(make_tab({tab.ADD: True, tab.KEY: P}, {tab.ADD: True}))
    assert (additions.people, additions.statuses) == ((), ())
    assert [problem.what for problem in additions.problems] == [
        "row 2 of the tab “Candidates” is ticked, but nobody is named in it"
    ]


def test_a_tab_without_its_headers_is_a_problem_and_nobody_is_added() -> None:
    additions = added(make_tab(ADA, headers=["Add", "Name", "Email", "Key"]))
    assert (additions.people, additions.statuses) == ((), ())
    (problem,) = additions.problems
    assert (problem.who, problem.what) == (
        "the tab “Candidates”",
        "there is no row with the headers it needs; missing: Status",
    )


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Ada Quill", {col.FIRST_NAME: "Ada", col.LAST_NAME: "Quill"}),
        ("Ada Maria Quill", {col.FIRST_NAME: "Ada Maria", col.LAST_NAME: "Quill"}),
        ("Ada", {col.FIRST_NAME: "Ada"}),
        ("山本 太郎", {col.FIRST_NAME: "山本", col.LAST_NAME: "太郎"}),
    ],
)
def test_a_name_is_split_at_its_last_space_where_the_list_has_two_columns(
    name: str, values: Mapping[str, str]
) -> None:
    assert new_row({tab.NAME: name}, ("First name", "Last name", "Email")) == values


def test_one_column_of_first_names_takes_the_whole_name() -> None:
    assert new_row({tab.NAME: "Ada Quill"}, ("First name", "Email")) == {col.FIRST_NAME: "Ada Quill"}


@pytest.mark.parametrize(
    ("headers", "values"),
    [
        (("LinkedIn", "Profile"), {col.LINKEDIN: P, col.PROFILE: "https://x.com/ada_q"}),
        (("Twitter", "LinkedIn"), {col.LINKEDIN: P, col.X: "https://x.com/ada_q"}),
        (("Profile",), {col.PROFILE: P, col.NOTE: "Twitter (X): https://x.com/ada_q"}),
        ((), {col.NOTE: f"LinkedIn: {P} · Twitter (X): https://x.com/ada_q"}),
    ],
)
def test_a_profile_goes_into_its_networks_column_else_into_profile_else_into_the_note(
    headers: Sequence[str], values: Mapping[str, str]
) -> None:
    row = new_row({tab.NAME: "Ada", tab.PROFILE: f"{P} https://x.com/ada_q"}, (*USUAL, *headers))
    assert row == {col.NAME: "Ada", **values}


@pytest.mark.parametrize(
    ("profile", "column"),
    [
        ("https://mastodon.example/@ada", "Mastodon"),
        ("https://ada.example/about", "Website"),
        ("https://bsky.app/profile/ada.example", "Bluesky"),
    ],
)
def test_a_page_of_any_other_host_is_a_website(profile: str, column: str) -> None:
    row = new_row({tab.NAME: "Ada", tab.PROFILE: profile}, (*USUAL, column))
    assert row == {col.NAME: "Ada", column.lower(): profile}


def test_what_the_list_has_no_column_for_goes_into_the_note_where_no_date_counts() -> None:
    row = new_row(ADA | {tab.BIRTHDAY: "(14 Aug 1985)", tab.PROFILE: P}, ("Name", "Relationship information"))
    assert row == {
        col.NAME: "Ada Quill",
        col.NOTE: "LinkedIn: Head of Sales, Northwind, since 14 Aug 2019\n"
        f"Email: ada@example.org · Phone number: +44 7700 900123 · LinkedIn: {P} · Birthday: 14 Aug 1985",
    }
    assert find_dates(str(row[col.NOTE]), "en_GB") == ()


def test_what_the_owner_wrote_as_the_note_counts_with_its_date() -> None:
    row = new_row({tab.NAME: "Ada", tab.ABOUT: "tea\n14 Aug 2026: moved"})
    assert row[col.NOTE] == "tea\n14 Aug 2026: moved"
    assert len(find_dates(str(row[col.NOTE]), "en_GB")) == 1


def test_a_list_without_a_note_gets_what_it_has_columns_for() -> None:
    assert new_row(ADA, ("Name", "Email")) == {col.NAME: "Ada Quill", col.EMAIL: "ada@example.org"}


def test_a_birthday_is_given_as_text() -> None:
    row = new_row({tab.NAME: "Ada", tab.BIRTHDAY: "14 Aug"}, (*USUAL, "Birthday"))
    assert row == {col.NAME: "Ada", col.BIRTHDAY: "14 Aug"}


SIX_WEEKS = Rules(every=Interval(days=42))
IN_SESSIONS = Rules(sessions=Sessions(date(2026, 9, 7), weeks=13))


@pytest.mark.parametrize(
    ("day", "rules", "is_filled"),
    [
        (date(2026, 11, 1), Rules(), True),
        (date(2026, 8, 24), Rules(), True),
        (date(2026, 8, 23), Rules(), False),
        (TODAY, Rules(), True),
        (date(2026, 10, 13), SIX_WEEKS, True),
        (date(2026, 10, 12), SIX_WEEKS, False),
        (date(2026, 8, 23), IN_SESSIONS, True),
        (date(2026, 6, 1), IN_SESSIONS, False),
    ],
)
def test_a_last_contact_is_filled_in_only_where_it_makes_nobody_overdue(
    day: date, rules: Rules, *, is_filled: bool
) -> None:
    table = make_tab(ADA | {tab.LAST: day})
    (addition,) = added(table, look_at((*USUAL, "Last contacted"), rules=rules)).people
    assert addition.new_row.values.get(col.LAST) == (day if is_filled else None)
    assert addition.new_row.wrote == (None if is_filled else day)


def test_without_a_column_a_last_contact_only_puts_the_first_date_off() -> None:
    (addition,) = added(make_tab(ADA | {tab.LAST: date(2026, 11, 1)})).people
    assert addition.new_row.wrote == date(2026, 11, 1)


@pytest.mark.parametrize("last", [date(2027, 1, 1), "some day", None])
def test_what_is_no_day_or_none_yet_was_no_contact(last: tables.Value) -> None:
    (addition,) = added(make_tab(ADA | {tab.LAST: last}), look_at((*USUAL, "Last contacted"))).people
    assert addition.new_row.wrote is None
    assert col.LAST not in addition.new_row.values


def test_a_tick_is_followed_once_through_import_run_and_import_again() -> None:
    candidates = Candidates()
    people = [Found("LinkedIn", "Ada Quill", profiles=(P,)), Found("Facebook", "Bob Miller")]
    candidates.run(people)
    candidates.put("Bob Miller", tab.ADD, value=True)
    assert candidates.table
    additions = added(candidates.table)
    candidates.table = write(candidates.table, additions.statuses)
    assert [addition.shown for addition in additions.people] == ["Bob Miller"]
    assert added(candidates.table) == Additions()
    assert candidates.run(people).changes == ()


CELLS = st.one_of(
    st.none(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=20)
)


@given(st.lists(st.dictionaries(st.sampled_from(list(HEADERS)), CELLS), max_size=4))
@settings(deadline=None)
def test_whatever_stands_in_the_tab_texts_stay_texts_and_each_row_has_one_status(
    rows: list[dict[str, tables.Value]],
) -> None:
    additions = added(
        make_tab(*({tab.ADD: True} | row for row in rows)), look_at((*USUAL, "LinkedIn", "Birthday"))
    )
    marked = [status.row for status in additions.statuses]
    assert len(marked) == len(set(marked))
    assert {addition.row for addition in additions.people} <= set(marked)
    for addition in additions.people:
        assert all(isinstance(value, str) for value in addition.new_row.values.values())
