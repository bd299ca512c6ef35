"""What an import writes into the Candidates tab, and what became of everybody."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.candidates.found import Found
from sync.core.candidates.importing import Imported, plan_import
from sync.core.candidates.outcome import Fate, Maybe
from sync.core.candidates.tab import columns as tab
from sync.core.candidates.tab.changes import AppendCandidate
from sync.core.candidates.tab.rows import State
from sync.core.contacts.columns import HeadersError
from sync.core.dates.birthdays import Birthday, read_birthday
from sync.core.table import Cell
from tests.core.candidates.tabs import TODAY, Candidates, contacts_of, make_tab
from tests.core.candidates.test_merging import FILES
from tests.core.tables import make_table

P = "https://linkedin.com/in/ada-quill"
ADA = Found(
    "LinkedIn",
    "Ada Quill",
    ("ada@example.org",),
    ("+44 7700 900123",),
    (P,),
    "Head of Sales, Northwind, since 14 Aug 2019",
    date(2026, 9, 1),
    Birthday(8, 14, 1985),
)
IN_LIST = ("Ada Quill", "ada@example.org")


def friends(*names: str) -> list[Found]:
    return [Found("Facebook", name) for name in names]


def connection(number: int, **known: object) -> Found:
    link = f"https://linkedin.com/in/{number}"
    return Found("LinkedIn", f"Ann{number} Other{number}", profiles=(link,), **known)  # type: ignore[arg-type]


def test_the_first_import_makes_the_tab() -> None:
    plan = plan_import(None, [], Imported([[ADA]], TODAY, "GB"))
    assert plan.is_new_tab
    assert plan.changes == (
        AppendCandidate(
            2,
            {
                1: "Ada Quill",
                2: "ada@example.org",
                3: "+44 7700 900123",
                4: P,
                5: "LinkedIn: Head of Sales, Northwind, since 14 Aug 2019",
                6: date(2026, 9, 1),
                7: "14 Aug 1985",
                8: "LinkedIn",
                11: P,
            },
        ),
    )
    assert str(plan.outcome.people) == "1 person found: 1 new"


def test_where_nobody_is_found_nothing_is_written() -> None:
    plan = plan_import(None, [], Imported([[], []], TODAY))
    assert plan.changes == ()
    assert [str(counts) for counts in plan.outcome.files] == ["nobody found", "nobody found"]


def test_who_is_in_the_list_is_left_out_and_who_may_be_is_offered_with_the_reason() -> None:
    candidates = Candidates(IN_LIST, ("Bob Miller", "bob@example.org"))
    plan = candidates.run([ADA, *friends("Bob Miller", "Cy Young")])
    assert candidates.names == ["Cy Young", "Bob Miller"]
    assert candidates.row("Bob Miller").text(tab.MAYBE) == "Bob Miller: only the same name"
    assert plan.outcome.maybes == (Maybe("Bob Miller", "Bob Miller", "only the same name"),)
    assert str(plan.outcome.people) == (
        "3 people found: 1 new, 1 maybe in your list already, 1 in your list already"
    )


def test_each_file_has_figures_that_add_up() -> None:
    candidates = Candidates(IN_LIST)
    google = Found("Google Contacts", "Bob Miller", ("bob@example.org",))
    plan = candidates.run([ADA, ADA, *friends("Bob Miller")], [google, google._replace(source="vCard")], [])
    first, second, third = plan.outcome.files
    assert (first.found, first.twice, first.fates[Fate.LISTED], first.fates[Fate.NEW]) == (3, 1, 1, 1)
    assert (second.found, second.twice, second.fates[Fate.LISTED], second.fates[Fate.NEW]) == (2, 1, 0, 1)
    assert third.found == 0
    assert str(first) == "3 people found: 1 new, 1 in your list already, 1 named twice"
    for counts in (*plan.outcome.files, plan.outcome.people):
        assert counts.found == counts.twice + counts.fates.total()


def test_those_last_in_touch_come_first_then_who_is_in_several_sources_or_can_be_reached() -> None:
    candidates = Candidates(("Fay Known", "fay@example.org"))
    candidates.run(
        [
            *friends("Dan Nobody", "Fay Known"),
            connection(1),
            connection(2, emails=("two@example.org",)),
            connection(3, emails=("three@example.org",)),
            connection(4, last_contact=date(2020, 1, 1)),
            connection(5, last_contact=date(2026, 1, 1)),
        ],
        [Found("vCard", "Ann3 Other3", ("three@example.org",))],
    )
    assert [name.split()[0] for name in candidates.names] == [
        "Ann5",
        "Ann4",
        "Ann3",
        "Ann2",
        "Dan",
        "Ann1",
        "Fay",
    ]


def test_no_more_than_the_limit_are_undecided_at_once_and_the_rest_is_counted() -> None:
    candidates, people = Candidates(), [connection(number) for number in range(10)]
    plan = candidates.run(people, limit=4)
    assert len(candidates.rows) == 4
    assert str(plan.outcome.people) == "10 people found: 4 new, 6 waiting for room"
    plan = candidates.run(people, limit=4)
    assert str(plan.outcome.people) == "10 people found: 4 in Candidates already, 6 waiting for room"
    candidates.put("Ann0 Other0", tab.STATUS, "No")
    candidates.put("Ann1 Other1", tab.ADD, value=True)
    plan = candidates.run(people, limit=4)
    assert str(plan.outcome.people) == (
        "10 people found: 2 new, 3 in Candidates already, 1 refused before, 4 waiting for room"
    )
    assert len(candidates.rows) == 6


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_may_leave_no_room(limit: int) -> None:
    assert Candidates().run([connection(1)], limit=limit).outcome.people.fates[Fate.WAITING] == 1


@pytest.mark.parametrize(("status", "fate"), [("NO", Fate.REFUSED), ("Added 24 Nov 2026", Fate.ADDED)])
def test_who_was_decided_is_neither_offered_again_nor_filled_in(status: str, fate: Fate) -> None:
    candidates = Candidates()
    candidates.run([ADA._replace(emails=())])
    candidates.put("Ada Quill", tab.STATUS, status)
    plan = candidates.run([ADA])
    assert plan.changes == ()
    assert plan.outcome.people.fates[fate] == 1


def test_a_row_that_was_deleted_is_offered_again() -> None:
    candidates = Candidates()
    candidates.run([ADA, *friends("Bob Miller")])
    candidates.delete("Ada Quill")
    plan = candidates.run([ADA])
    assert plan.outcome.people.fates[Fate.NEW] == 1
    assert candidates.names == ["Bob Miller", "Ada Quill"]


def test_what_is_new_fills_empty_cells_and_what_the_owner_typed_stays() -> None:
    candidates = Candidates()
    candidates.run([Found("LinkedIn", "Ada Quill", profiles=(P,), about="Sales")])
    candidates.put("Ada Quill", tab.ABOUT, "met in Rome")
    candidates.put("Ada Quill", tab.EMAIL, "mine@example.org")
    plan = candidates.run([ADA._replace(source="vCard")])
    row = candidates.row("Ada Quill")
    assert plan.outcome.filled == 1
    assert [row.text(field) for field in (tab.ABOUT, tab.EMAIL, tab.PHONE, tab.BIRTHDAY)] == [
        "met in Rome",
        "mine@example.org",
        "+44 7700 900123",
        "14 Aug 1985",
    ]
    assert row.text(tab.SOURCES) == "LinkedIn, vCard"
    assert row.text(tab.KEY) == P


def test_the_owners_own_formula_is_never_filled_over() -> None:
    candidates = Candidates()
    candidates.run([ADA._replace(emails=())])
    candidates.put("Ada Quill", tab.EMAIL, Cell("", "", '=IF(1,"","")'))
    assert candidates.run([ADA]).changes == ()


def test_a_row_is_known_by_its_key_whatever_else_the_owner_makes_of_it() -> None:
    candidates = Candidates()
    people = [
        ADA,
        Found("vCard", "Bob Miller", ("bob@example.org",)),
        Found("vCard", "Cy Young", phones=("07700 900124",)),
        *friends("Dot Dee", "Dot Dee"),
    ]
    candidates.run(people)
    for row in candidates.rows:
        candidates.put(row.row, tab.EMAIL, f"other{row.row}@example.org")
        candidates.put(row.row, tab.NAME, f"My {row.row}")
    assert candidates.run(people).changes == ()


def test_a_tab_that_was_sorted_and_whose_columns_were_moved_is_still_understood() -> None:
    candidates = Candidates()
    people = [ADA, *friends("Bob Miller", "Cy Young"), connection(1)]
    candidates.run(people)
    candidates.arrange(range(11, -1, -1), is_reversed=True)
    assert candidates.run(people).changes == ()
    candidates.run([*people, connection(2)])
    assert candidates.names[-1] == "Ann2 Other2"
    assert candidates.row("Ann2 Other2").key == "https://linkedin.com/in/2"


def test_a_column_that_the_owner_deleted_is_not_missed_and_not_made_again() -> None:
    table = make_tab(headers=["Status", "Add", "My own", "Name", "Key"])
    plan = plan_import(table, [], Imported([[ADA]], TODAY, "GB"))
    assert plan.changes == (AppendCandidate(2, {3: "Ada Quill", 4: P}),)


def test_new_rows_go_below_what_the_owner_wrote_there() -> None:
    table = make_table([[], [], [None] * 12 + ["mine"]], [*tab.HEADERS.values(), "My own"])
    (change,) = plan_import(table, [], Imported([[ADA]], TODAY, "GB")).changes
    assert change.row == 5


def test_without_its_headers_nothing_is_written_into_the_tab() -> None:
    with pytest.raises(HeadersError):
        plan_import(make_table([["Ada"]], ["Name"]), [], Imported([[ADA]], TODAY))


def test_a_family_with_one_address_is_known_again_one_by_one() -> None:
    candidates = Candidates()
    john = Found("vCard", "John Smith", ("smiths@example.org",))
    candidates.run([john])
    plan = candidates.run([john._replace(name="Jane Smith")])
    assert plan.outcome.people.fates[Fate.NEW] == 1
    candidates.put("John Smith", tab.NAME, "Johnny")
    assert candidates.run([john, john._replace(name="Jane Smith")]).changes == ()


def test_of_a_family_nobody_is_left_out_for_another() -> None:
    candidates = Candidates(("J. Smith", "smiths@example.org"))
    john = Found("vCard", "John Smith", ("smiths@example.org",))
    plan = candidates.run([john, john._replace(name="Jane Smith")])
    assert plan.outcome.people.fates[Fate.MAYBE] == 2


def test_no_stands_above_all_other_rows_of_one_person() -> None:
    candidates = Candidates()
    candidates.run([Found("vCard", "Ada Quill", ("ada@example.org",))])
    candidates.run([Found("LinkedIn", "Ada Quill", profiles=(P,))])
    assert len(candidates.rows) == 2
    candidates.put(3, tab.STATUS, "no")
    assert [row.state for row in candidates.rows] == [State.OPEN, State.REFUSED]
    assert candidates.run([ADA]).outcome.people.fates[Fate.REFUSED] == 1


def test_who_shares_an_address_by_now_is_still_known_by_an_equal_name() -> None:
    candidates = Candidates()
    bob = Found("LinkedIn", "Bob Quill", ("ada@example.org",), (), (P,))
    candidates.run([bob])
    people = [Found("vCard", "A. Quill", ("ada@example.org",)), bob._replace(source="vCard", profiles=())]
    assert candidates.run(people).outcome.people.fates[Fate.NEW] == 1
    assert candidates.names == ["Bob Quill", "A. Quill"]


def test_a_row_of_several_candidates_is_filled_by_all_of_them_at_once() -> None:
    candidates = Candidates()
    candidates.run([ADA])
    by_address = Found("Facebook", "Ada Quill", ("ada@example.org",))
    by_number = Found("vCard", "Ada Quill", phones=("+44 7700 900123",))
    candidates.run([by_address, by_number])
    assert candidates.row("Ada Quill").text(tab.SOURCES) == "LinkedIn, Facebook, vCard"


def test_what_shows_nothing_is_not_written() -> None:
    candidates = Candidates()
    candidates.run([Found("vCard", "\u00a0", ("ada@example.org", " "), ("\u2003",), (" ",), " ")])
    assert candidates.names == ["ada@example.org"]
    candidates.run([Found("vCard", "Bob Miller", (" ",), (" ",), (" ",))])
    assert candidates.row("Bob Miller").key == "vCard: bob miller 1"


def test_somebody_without_anything_to_know_them_by_is_counted() -> None:
    plan = Candidates().run([Found("vCard", ""), Found("vCard", "", about="x")])
    assert plan.outcome.people.fates[Fate.NAMELESS] == 2
    assert plan.changes == ()


@pytest.mark.parametrize(
    "name",
    [
        '=HYPERLINK("http://evil.example")',
        "+44",
        "-1",
        "@sum",
        "عدا كويل",
        "山本 太郎",
        "J",
        "😅",
        "a\x00b  c",
        "'x",
        "😅  🎉",
    ],
)
def test_whatever_somebody_is_called_they_are_offered_as_text_and_known_again(name: str) -> None:
    candidates = Candidates()
    plan = candidates.run([Found("Facebook", name)])
    (change,) = plan.changes
    assert isinstance(change, AppendCandidate)
    assert change.values[1] == name
    assert all(isinstance(value, str) for value in change.values.values())


@pytest.mark.parametrize(
    "birthday", [Birthday(8, 14, 1985), Birthday(2, 29), Birthday(2, 29, 2000), Birthday(5, 1)]
)
@pytest.mark.parametrize("locale", ["en_US", "de_DE", "ja_JP", "sv_SE", None])
def test_a_birthday_is_read_back_as_it_was_told(birthday: Birthday, locale: str | None) -> None:
    (change,) = plan_import(None, [], Imported([[Found("vCard", "Ada", birthday=birthday)]], TODAY)).changes
    assert isinstance(change, AppendCandidate)
    text = change.values[7]
    assert isinstance(text, str)
    assert read_birthday(Cell(text, text), make_table([], locale=locale), TODAY) == birthday


@given(FILES, st.integers(0, 6))
@settings(deadline=None)
def test_importing_twice_changes_nothing_whatever_is_in_the_files(
    files: list[list[Found]], limit: int
) -> None:
    candidates = Candidates(
        IN_LIST, ("A. Quill", "", "07700 900123"), ("Mueller Jo", "ada.quill@example.com")
    )
    plan = candidates.run(*files, limit=limit)
    keys = [row.key for row in candidates.rows]
    assert len(keys) == len(set(keys)) <= limit
    for counts in (*plan.outcome.files, plan.outcome.people):
        assert counts.found == counts.twice + counts.fates.total()


@given(FILES, FILES)
@settings(deadline=None)
def test_one_import_after_the_other_settles(files: list[list[Found]], others: list[list[Found]]) -> None:
    candidates = Candidates(IN_LIST)
    candidates.run(*files)
    candidates.run(*others)
    candidates.run(*files, *others)


@pytest.mark.long
@pytest.mark.parametrize("count", [50, 500])
def test_five_thousand_people_take_a_moment(count: int) -> None:
    people = [
        connection(number, emails=(f"a{number}@example.org",), phones=(f"0770090{number:04d}",))
        for number in range(5_000)
    ]
    contacts = contacts_of(*((person.name, "", person.phones[0]) for person in people[:count]))
    start = process_time()
    plan = plan_import(None, contacts, Imported([people], TODAY, "GB"))
    assert plan.outcome.people.fates[Fate.LISTED] == count
    assert process_time() - start < 5, "seconds of computing; 1.5 on a fast machine"
