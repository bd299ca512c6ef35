"""Columns are found by their headers, wherever they stand and however they are written."""

from collections.abc import Mapping, Sequence

import pytest

from sync.core.changes import PutText
from sync.core.contacts.columns import Columns, HeadersError, find_columns
from sync.core.contacts.contacts import Rules
from sync.core.table import Area, Cell, Table
from tests.core.tables import Book, Value, formula, lines_of, make_cell, make_table, statuses, with_lines

ADA = ("Ada", "ada@x.org", "5551234567", "jazz")


def find(*rows: Sequence[Value], words: Mapping[str, str] | None = None) -> Columns:
    table = make_table(rows[1:], rows[0])
    return find_columns(table, words or {})


@pytest.mark.parametrize(
    ("headers", "places"),
    [
        (
            (
                "Name",
                "Email",
                "Phone number",
                "Relationship information",
                "Next due",
                "Last contacted",
                "Every",
            ),
            {"name": 0, "email": 1, "phone": 2, "note": 3, "due": 4, "last": 5, "every": 6},
        ),
        (("Next due", "Notes", "Name", "Email"), {"due": 0, "note": 1, "name": 2, "email": 3}),
        (("Full name", "E-mail", "Due"), {"name": 0, "email": 1, "due": 2}),
        (("Contact", "Email address", "Due date"), {"name": 0, "email": 1, "due": 2}),
        (("Person", "Mail", "Due"), {"name": 0, "email": 1, "due": 2}),
        (("Name", "Phone", "Due"), {"name": 0, "phone": 1, "due": 2}),
        (("Name", "Telephone", "Due"), {"name": 0, "phone": 1, "due": 2}),
        (("Name", "Tel.", "Due"), {"name": 0, "phone": 1, "due": 2}),
        (("Name", "Mobile", "Due"), {"name": 0, "phone": 1, "due": 2}),
        (("Name", "Cell", "Due"), {"name": 0, "phone": 1, "due": 2}),
        (("Name", "Relationship", "Due"), {"name": 0, "note": 1, "due": 2}),
        (("Name", "Relationship info", "Due"), {"name": 0, "note": 1, "due": 2}),
        (("Name", "Note", "Due"), {"name": 0, "note": 1, "due": 2}),
        (("Name", "Info", "Due"), {"name": 0, "note": 1, "due": 2}),
        (("Name", "Last contact", "Due"), {"name": 0, "last": 1, "due": 2}),
        (("Name", "Last in touch", "Due"), {"name": 0, "last": 1, "due": 2}),
        (("Name", "Interval", "Due"), {"name": 0, "every": 1, "due": 2}),
        (("Name", "Frequency", "Due"), {"name": 0, "every": 1, "due": 2}),
        (("Name", "How often?", "Due"), {"name": 0, "every": 1, "due": 2}),
        (
            ("First name", "Last name", "Email", "Due"),
            {"first_name": 0, "last_name": 1, "email": 2, "due": 3},
        ),
        (("First name", "Name", "Email", "Due"), {"name": 1, "email": 2, "due": 3}),
        (("Name", "Hobby", "Email", "Due"), {"name": 0, "email": 2, "due": 3}),
        (("Name", "Born", "Channel", "Due"), {"name": 0, "birthday": 1, "reach_by": 2, "due": 3}),
        (("Name", "Twitter (X)", "Social", "Due"), {"name": 0, "x": 1, "profile": 2, "due": 3}),
        (("Name", "X", "LinkedIn", "Due"), {"name": 0, "x": 1, "linkedin": 2, "due": 3}),
        (("Name", "Remarks", "Due"), {"name": 0, "note": 1, "due": 2}),
        (("Name", "Comments", "Details", "Due"), {"name": 0, "note": 1, "due": 3}),
    ],
)
def test_every_header_word_is_known_in_any_order(headers: Sequence[str], places: dict[str, int]) -> None:
    assert find(headers, ADA) == Columns(1, places, new_due=False)


@pytest.mark.parametrize(
    "header", ["PHONE NUMBER", "phone number", "Phone-Number:", "  Phone\nnumber ", "PhoneNumber"]
)
def test_case_spaces_and_punctuation_do_not_matter(header: str) -> None:
    assert find(("name", header, "Due")).places["phone"] == 1


@pytest.mark.parametrize(
    ("headers", "field", "place"),
    [
        (("Name", "Mobile", "Phone number"), "phone", 2),
        (("Name", "Mobile", "Phone"), "phone", 2),
        (("Name", "Phone", "Phone number"), "phone", 2),
        (("Name", "Notes", "Relationship information"), "note", 2),
        (("Contact", "Name", "Email"), "name", 1),
        (("Name", "Email address", "Email"), "email", 2),
        (("Name", "Due date", "Next due"), "due", 2),
        (("Name", "Interval", "Every"), "every", 2),
        (("Name", "Mobile", "Tel"), "phone", 2),
        (("Person", "Contact", "Full name", "Email"), "name", 2),
        (("Name", "Info", "Notes"), "note", 2),
    ],
)
def test_the_tables_own_word_beats_the_others_and_the_one_listed_first_the_rest(
    headers: Sequence[str], field: str, place: int
) -> None:
    assert find(headers).places[field] == place


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ({"name": "Nombre", "email": "Correo"}, {"name": 0, "email": 1}),
        ({"name": "nombre:", "email": "CORREO"}, {"name": 0, "email": 1}),
        ({"name": "Nombre", "phone": "Mobile"}, {"name": 0, "phone": 3}),
        ({"name": "Nombre", "phone": "📧"}, {"name": 0, "phone": 4}),
    ],
)
def test_the_owners_own_words_come_first(words: dict[str, str], places: dict[str, int]) -> None:
    found = find(("Nombre", "Correo", "Phone number", "Mobile", "📧"), words=words).places
    assert found.items() >= places.items()


def test_a_word_without_letters_means_no_empty_header() -> None:
    assert "phone" not in find(("Name", "Email", "", "?"), words={"phone": "…"}).places


@pytest.mark.parametrize("row", [1, 2, 3, 20])
def test_the_header_is_found_within_the_top_20_rows(row: int) -> None:
    above: list[Sequence[Value]] = [("My people", "Name")] * (row - 1)
    assert find(*above, ("Name", "Email"), ADA).header == row


def test_the_first_row_that_could_be_the_header_is() -> None:
    assert find(("Name", "", "Hobby"), ("Name", "Email"), ("Name", "Email")).header == 2


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("Ada", "ada@x.org")],
        [("Name",), ("Email",)],
        [("Email", "Phone", "Notes")],
        [("First name", "Last name")],
        [("Last name", "Email")],
        [("My people",)] * 20 + [("Name", "Email")],
    ],
)
def test_without_a_header_row_the_error_says_what_to_do(rows: list[Sequence[str]]) -> None:
    with pytest.raises(HeadersError, match="first 20 rows") as caught:
        find(*(rows or [()]))
    assert "[columns]" in caught.value.cure


@pytest.mark.parametrize(
    ("headers", "says"),
    [
        (("Name", "Email", "Email"), "B1 and C1 are both headers for Email"),
        (("Name", "Name", "Email"), "A1 and B1 are both headers for Name"),
        (("Name", "Tel", "TEL.", "Cell"), "B1 and C1 are both headers for Phone number"),
        (("Name", "E-mail", "Email"), "B1 and C1 are both headers for Email"),
        (("Name", "Notes", "Email", "notes"), "B1 and D1 are both headers for Relationship information"),
        (("First name", "First name", "Email"), "A1 and B1 are both headers for First name"),
    ],
)
def test_a_header_that_stands_twice_is_an_error_naming_the_cells(headers: Sequence[str], says: str) -> None:
    with pytest.raises(HeadersError) as caught:
        find(headers)
    assert str(caught.value) == says
    assert "rename" in caught.value.cure


def book() -> Book:
    return Book([(*ADA, ""), ("Bob", "bob@x.org")])


@pytest.mark.parametrize("header", ["When", "Überfällig?", "Every", "Email address", ""])
def test_the_jobs_column_is_known_by_its_formulas_whatever_it_is_called(header: str) -> None:
    owner = Book([(*ADA, ""), ("Bob", "bob@x.org")], ("Name", "Email", "Phone number", "Note", "Next due"))
    owner.run()
    lines = lines_of(owner.table)
    lines[0][4] = make_cell(header)
    table = with_lines(owner.table, lines)
    assert find_columns(table, {}).due == 4


def test_a_header_that_was_emptied_is_put_back_and_another_one_stays() -> None:
    owner = book()
    owner.run()
    lines = lines_of(owner.table)
    lines[0][4] = make_cell("")
    owner.table = with_lines(owner.table, lines)
    assert owner.run().changes == (PutText(1, 4, "Next due"),)
    lines[0][4] = make_cell("When")
    owner.table = with_lines(owner.table, lines)
    assert owner.run().changes == ()


def test_an_empty_column_called_next_due_does_not_take_the_place_of_the_renamed_one() -> None:
    owner = book()
    owner.run()
    lines = lines_of(owner.table)
    lines[0][4] = make_cell("When")
    lines[0][5] = make_cell("Next due")
    assert find_columns(with_lines(owner.table, lines), {}).due == 4


def test_one_stray_formula_of_the_job_makes_no_column_the_jobs() -> None:
    owner = book()
    owner.run()
    lines = lines_of(owner.table)
    lines[1][3] = lines[1][4]
    lines[2][3] = make_cell("likes jazz")
    lines[1][4] = lines[2][4] = make_cell("")
    assert find_columns(with_lines(owner.table, lines), {}).due == 4


def test_the_column_with_most_of_the_jobs_formulas_is_next_due_whatever_was_typed_into_it() -> None:
    owner = book()
    owner.run()
    lines = lines_of(owner.table)
    lines[0][4] = make_cell("When")
    for line in lines[2:]:
        line[4] = make_cell("friday")
    assert find_columns(with_lines(owner.table, lines), {}).due == 4


def test_of_two_columns_with_equally_many_formulas_the_one_headed_next_due_is_it_else_the_left() -> None:
    owner = book()
    owner.run()
    lines = lines_of(owner.table)
    for line in lines:
        line[5] = line[4]
    lines[0][5] = make_cell("Copy")
    assert find_columns(with_lines(owner.table, lines), {}).due == 4
    lines[0][4], lines[0][5] = make_cell("Copy"), make_cell("Next due")
    assert find_columns(with_lines(owner.table, lines), {}).due == 5
    lines[0][5] = make_cell("Another copy")
    assert find_columns(with_lines(owner.table, lines), {}).due == 4


@pytest.mark.parametrize(
    ("headers", "nearly"),
    [
        (("Name", "Email", "Relationship infomation"), [(2, "Relationship information")]),
        (("Name", "Email", "Relationship informaiton"), [(2, "Relationship information")]),
        (("Name", "Emial", "Phone", "Notes"), [(1, "Email")]),
        (("Name", "Email", "Nottes"), [(2, "Notes")]),
        (("Name", "Email", "Notez"), [(2, "Notes")]),
        (("Name", "Emails", "Phone", "Notes"), [(1, "Email")]),
        (("Name", "Email", "Notes", "Next dua"), [(3, "Next due")]),
        (("Name", "Email", "Notes", "Birthdays"), [(3, "Birthday")]),
        (("Name", "Email", "Notes", "Emails", "Info 2"), []),
        (("Name", "Email", "Tels", "Notes", "Evory day"), []),
    ],
)
def test_a_header_that_is_nearly_a_known_one_is_told(
    headers: Sequence[str], nearly: list[tuple[int, str]]
) -> None:
    assert [(column, meant) for column, _, meant in find(headers).nearly] == nearly


def test_of_an_optional_column_that_stands_twice_the_first_counts() -> None:
    found = find(("Name", "Email", "Every", "every", "Birthday"))
    assert (found.places["every"], found.doubled) == (2, (("every", 3),))


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([("Name", "Email"), ADA[:2]], 2),
        ([("Name", "Email"), ("Ada", "ada@x.org", "", "no header here")], 4),
        ([("", "", "", "", "", "Printed 2024"), ("Name", "Email"), ADA[:2]], 6),
    ],
)
def test_a_new_column_comes_after_the_last_one_used_in_any_row(rows: list[Sequence[str]], place: int) -> None:
    owner = Book(rows[1:], rows[0])
    plan = owner.run()
    assert plan.columns.new_due
    assert PutText(plan.columns.header, place, "Next due") in plan.changes
    assert find_columns(owner.table, {}).due == place
    assert owner.run().changes == ()


@pytest.mark.parametrize(
    ("merged", "place"),
    [
        ((), 4),
        ((Area(2, 3, 2, 5),), 6),  # a note that is merged over D2:F2
        ((Area(1, 3, 1, 4), Area(2, 3, 2, 5)), 6),
        ((Area(2, 4, 3, 4),), 5),  # blank cells that are merged just there
        ((Area(2, 3, 2, 4), Area(3, 5, 3, 6)), 7),
        ((Area(2, 0, 2, 2),), 4),
        ((Area(2, 7, 2, 9),), 4),
        ((Area(2, 3, 2, None),), 26),
    ],
)
def test_a_new_column_comes_beside_merged_cells(merged: tuple[Area, ...], place: int) -> None:
    table = make_table([ADA, ("Bob", "bob@x.org")], ("Name", "Email", "Phone", "Note"), merged=merged)
    assert find_columns(table, {}).due == place


@pytest.mark.parametrize(("last", "place"), [(3, 4), (5, 6), (25, 4), (None, 4)])
def test_a_title_merged_right_across_the_sheet_is_no_use_of_it(last: int | None, place: int) -> None:
    rows = [("Name", "Email", "Phone", "Note"), ADA]
    table = make_table(rows, ("My people",), merged=(Area(1, 0, 1, last),))
    assert find_columns(table, {}).due == place


def test_a_new_column_gets_the_owners_word_if_there_is_one() -> None:
    owner = Book(
        [("Ada", "ada@x.org")],
        ("Nombre", "Correo"),
        rules=Rules(words={"name": "Nombre", "due": "Toca", "email": "Correo"}),
    )
    assert PutText(1, 2, "Toca") in owner.run().changes


def test_a_header_may_be_computed() -> None:
    assert find((formula('="Name"', "Name"), Cell("Email", "Email"))).places["name"] == 0


def test_a_merged_header_stands_in_its_first_cell() -> None:
    assert find(("Name", "Email", "", "Notes"), ADA).places == {"name": 0, "email": 1, "note": 3, "due": 4}


def test_only_headers_get_the_missing_one_and_nothing_else() -> None:
    owner = Book([], ("Name", "Email"))
    assert owner.run().changes == (PutText(1, 2, "Next due"),)
    assert statuses(owner.run()) == {}


def test_the_table_may_be_empty() -> None:
    table: Table = make_table([], ())
    with pytest.raises(HeadersError):
        find_columns(table, {})
