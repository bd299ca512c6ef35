"""Google Contacts as CSV."""

import pytest

from sync.core.dates.birthdays import Birthday
from tests.imports.exports import faults_of, names_of, read

NEW = "First Name,Middle Name,Last Name,Nickname,Organization Name,Birthday,Notes,Labels"
PAIRS = "E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value"


def book(row: str, more: str = "") -> str:
    return f"{NEW},{PAIRS}{more}\n{row}\n"


def test_several_values_may_share_a_cell() -> None:
    person = read(
        book("Ada,,Quill,,,,,,,a@example.org ::: b@example.org,,,,+44 7700 900123 ::: 07700 900124")
    ).people[0]
    assert person.emails == ("a@example.org", "b@example.org")
    assert person.phones == ("+44 7700 900123", "07700 900124")


def test_the_main_value_comes_first() -> None:
    person = read(book("Ada,,Quill,,,,,,Home,a@example.org,* Work,b@example.org,,")).people[0]
    assert person.emails == ("b@example.org", "a@example.org")


@pytest.mark.parametrize(("label", "numbers"), [("Mobile", 1), ("Work Fax", 0), ("Pager", 0), ("", 1)])
def test_a_fax_is_no_number_to_phone(label: str, numbers: int) -> None:
    assert len(read(book(f"Ada,,Quill,,,,,,,,,,{label},020 7946 0123")).people[0].phones) == numbers


def test_groups_that_google_makes_are_not_told() -> None:
    person = read(
        book("Ada,,Quill,,,,Met at the fair,* myContacts ::: Imported on 1/2 ::: Club ::: Kin,,,,,,")
    ).people[0]
    assert person.about == "Club, Kin; Met at the fair"


def test_who_belongs_to_them_goes_into_the_note() -> None:
    more = ",Relation 1 - Label,Relation 1 - Value,Event 1 - Label,Event 1 - Value"
    person = read(book("Ada,,Quill,,,,,,,,,,,,Spouse,Jane,Anniversary, --06-12", more)).people[0]
    assert person.about == "anniversary 12 Jun; Spouse: Jane"


@pytest.mark.parametrize(
    ("row", "name"),
    [("Ada,,Quill,Addie", "Ada Quill"), (",,,Addie", "Addie"), ("Ada,B.,Quill,", "Ada B. Quill")],
)
def test_the_best_name_that_is_there(row: str, name: str) -> None:
    assert names_of(read(book(f"{row},,,,,,,,,,"))) == [name]


@pytest.mark.parametrize(
    ("row", "reason"), [(",,,,Pizza Palace,,,", "organisation only"), (",,,,,,,", "no name")]
)
def test_who_has_no_name_is_counted(row: str, reason: str) -> None:
    assert read(book(f"{row},,n@example.org,,,,")).left_out == {reason: 1}


def test_a_birthday_that_is_none_is_told() -> None:
    found = read(book("Ada,,Quill,,,soon,,,,,,,,"))
    assert found.people[0].birthday is None
    assert faults_of(found) == ["export, line 2: “soon” is no birthday; the person is taken without it"]


def test_the_older_form_has_other_columns() -> None:
    text = (
        "Name,Given Name,Family Name,Birthday,Notes,Group Membership,Organization 1 - Name,E-mail 1 - Type,"
        "E-mail 1 - Value\nAda Q.,Ada,Quill, --04-15,old,* myContacts,Navy,* Work,a@example.org\n"
    )
    person = read(text).people[0]
    assert (person.name, person.birthday, person.about) == ("Ada Quill", Birthday(4, 15), "Navy; old")


def test_the_same_entry_twice_is_one() -> None:
    row = "Ada,,Quill,,,,,,,a@example.org,,,,"
    found = read(book(f"{row}\n{row}"))
    assert names_of(found) == ["Ada Quill"]
    assert found.left_out == {"twice in the file": 1}
