"""LinkedIn's connections, however long the preamble, and whoever saved the file again."""

import pytest

from tests.imports.exports import ADA, CONNECTIONS, HEADER, faults_of, names_of, read

ROW = "{},{},https://www.linkedin.com/in/x,,,,\n"


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Priya", '"Sharma, PMP"', "Priya Sharma"),
        ("Priya", "Sharma MBA", "Priya Sharma"),
        ("Priya", "Sharma Ph.D.", "Priya Sharma"),
        ("Priya", '"Sharma, MBA, PMP"', "Priya Sharma"),
        ("Yo-Yo", "Ma", "Yo-Yo Ma"),
        ("Mike 🚀", "Johnson ✨", "Mike Johnson"),
        ("Neha", "", "Neha"),
        ("", "Ok", "Ok"),
        ("太郎", "山本", "山本 太郎"),
        ("🚀", "", None),
        ("", "", None),
        ("ada@example.com", "", None),
    ],
)
def test_a_name_comes_without_what_decorates_it(first: str, last: str, name: str | None) -> None:
    found = read(HEADER + ROW.format(first, last))
    assert names_of(found) == ([name] if name else [])
    assert found.left_out == ({} if name else {"no name": 1})


@pytest.mark.parametrize(
    "preamble",
    [
        "",
        "Notes:\n\n",
        '"Notes:"\n"When exporting, some ""addresses"" are missing."\n\n',
        'Notes:\n"two\nlines"\n\n\n\n',
        ",,,,,,\n" * 15,
    ],
)
def test_the_header_is_found_below_any_preamble(preamble: str) -> None:
    assert names_of(read(preamble + CONNECTIONS)) == ["Ada Quill"]


@pytest.mark.parametrize(
    ("cell", "about"),
    [
        ("14 Aug 2026", "CEO, Northwind, since 14 Aug 2026"),
        ("03 Jan 2019", "CEO, Northwind, since 3 Jan 2019"),
        ("7-Feb-22", "CEO, Northwind, since 7 Feb 2022"),
        ("2022-02-07", "CEO, Northwind, since 7 Feb 2022"),
        ("44599", "CEO, Northwind, since 7 Feb 2022"),
        ("", "CEO, Northwind"),
    ],
)
def test_since_when_is_told_in_any_form_of_a_date(cell: str, about: str) -> None:
    assert read(HEADER + ADA.replace("14 Aug 2026", cell)).people[0].about == about


@pytest.mark.parametrize("cell", ["recently", "3/4/2022", "30 Feb 2022", "99999999"])
def test_what_is_no_certain_day_is_told_and_the_person_kept(cell: str) -> None:
    found = read(HEADER + ADA.replace("14 Aug 2026", cell))
    assert found.people[0].about == "CEO, Northwind"
    assert faults_of(found) == [f"export, line 2: “{cell}” is no day; the person is taken without it"]


def test_a_file_without_addresses_of_profiles_is_read() -> None:
    old = "First Name,Last Name,Email Address,Company,Position,Connected On\nAda,Quill,a@example.org,,,\n"
    person = read(old).people[0]
    assert (person.emails, person.profiles) == (("a@example.org",), ())


@pytest.mark.parametrize(
    "other", ["http://linkedin.com/in/Ada-Quill/", "https://de.linkedin.com/in/ada-quill?x=1"]
)
def test_one_profile_is_one_person(other: str) -> None:
    moved = ADA.replace("https://www.linkedin.com/in/ada-quill", other).replace("CEO", "Chair")
    found = read(CONNECTIONS + moved)
    assert names_of(found) == ["Ada Quill"]
    assert found.left_out == {"twice in the file": 1}


def test_two_profiles_of_one_name_are_two_people() -> None:
    assert names_of(read(CONNECTIONS + ADA.replace("ada-quill", "ada-2"))) == ["Ada Quill", "Ada Quill"]


def test_a_text_that_is_no_address_is_told() -> None:
    found = read(CONNECTIONS.replace(",,Northwind", ",ada at home,Northwind"))
    assert found.people[0].emails == ()
    assert faults_of(found) == [
        "export, line 2: “ada at home” is no email address; the person is taken without it"
    ]


def test_nobody_found_is_said_plainly() -> None:
    assert str(read(HEADER)) == "export: LinkedIn connections: nobody found"
