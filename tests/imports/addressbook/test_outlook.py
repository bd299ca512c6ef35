"""Outlook's CSV in the languages and the encodings in which Outlook writes it."""

import pytest

from sync.core.dates.birthdays import Birthday
from tests.imports.exports import faults_of, names_of, read, refusal_of

HEADERS = {
    "English": '"First Name","Last Name","E-mail Address","Mobile Phone","Company","Birthday","Notes"',
    "German": '"Vorname","Nachname","E-Mail-Adresse","Mobiltelefon","Firma","Geburtstag","Notizen"',
    "French": '"Prénom","Nom","Adresse de messagerie","Tél. mobile","Société","Anniversaire","Notes"',
    "Spanish": '"Nombre","Apellidos","E-mail Address","Mobile Phone","Organización","Birthday","Notes"',
}
ROW = '"Jörg","Müller","joerg@example.com","0171 3920012","Käse & Söhne","{}","Fußball"'


def book(*birthdays: str) -> str:
    return "\n".join([HEADERS["English"], *(ROW.format(birthday) for birthday in birthdays)])


@pytest.mark.parametrize("language", HEADERS)
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_language_encoding_and_delimiter(language: str, encoding: str, delimiter: str) -> None:
    text = f"{HEADERS[language]}\r\n{ROW.format('1970/03/09')}\r\n".replace('","', f'"{delimiter}"')
    (person,) = read(text.encode(encoding)).people
    assert person == (
        "Outlook",
        "Jörg Müller",
        ("joerg@example.com",),
        ("0171 3920012",),
        (),
        "Käse & Söhne; Fußball",
        None,
        Birthday(3, 9, 1970),
    )


def test_one_line_in_another_encoding_spoils_no_other() -> None:
    mixed = HEADERS["English"].encode() + b'\n"J\xf6rg","A"\n' + '"Jörg","B"\n'.encode()
    assert names_of(read(mixed)) == ["Jörg A", "Jörg B"]


@pytest.mark.parametrize("none", ["0/0/00", "", " "])
def test_no_date_is_no_birthday_and_no_fault(none: str) -> None:
    found = read(book(none))
    assert found.people[0].birthday is None
    assert found.faults == ()


@pytest.mark.parametrize(
    ("birthdays", "first"),
    [
        (["3/9/1970", "25/12/1980"], Birthday(9, 3, 1970)),
        (["3/9/1970", "12/25/1980"], Birthday(3, 9, 1970)),
        (["9.3.1970"], Birthday(3, 9, 1970)),
        (["3/3/1970"], Birthday(3, 3, 1970)),
        (["3/9/70", "12/25/80"], Birthday(3, 9)),
        (["3/9/1970 0:00:00", "12/25/1980 0:00:00"], Birthday(3, 9, 1970)),
        (["3/9/1970"], None),
        (["3/9/1970", "25/12/1980", "12/25/1980"], None),
    ],
)
def test_the_order_of_day_and_month_is_proved_by_the_file_or_not_guessed(
    birthdays: list[str], first: Birthday | None
) -> None:
    assert read(book(*birthdays)).people[0].birthday == first


def test_a_birthday_that_may_be_two_days_is_told() -> None:
    assert faults_of(read(book("3/9/1970"))) == [
        "export, line 2: the birthday “3/9/1970” may be two days; the person is taken without it"
    ]


def test_columns_in_a_language_that_is_not_known_are_refused_by_name() -> None:
    line = refusal_of("Imię,Nazwisko,Adres e-mail,Telefon,Urodziny\nAda,Quill,a@example.org,1,2\n")
    assert "“Imię”, “Nazwisko”" in line
    assert "vCard" in line
