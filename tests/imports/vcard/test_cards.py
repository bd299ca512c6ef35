"""vCards as phones and programs write them."""

import pytest

from sync.core.dates.birthdays import Birthday
from tests.imports.exports import faults_of, names_of, read


def card(*lines: str, end: str = "\r\n") -> str:
    return end.join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["FN:Ada Quill", "N:Quill;Ada;;;"], "Ada Quill"),
        (["FN:Dr. Ada Quill MSc", "N:Quill;Ada;;Dr.;MSc"], "Ada Quill"),
        (["FN:Third Ok", "N:Third;Ok"], "Third Ok"),
        (["FN:", "N:Quill;Ada;B.;;"], "Ada B. Quill"),
        (["N:Quill;Ada"], "Ada Quill"),
        (["N:Quill"], "Quill"),
        (["FN:", "N:;;;;", "NICKNAME:Addie"], "Addie"),
        (["FN:Ada\\, Quill\\; and \\\\Co"], "Ada, Quill; and \\Co"),
        (["FN;LANGUAGE=en:Ada Quill", "FN;LANGUAGE=fr:Adèle"], "Ada Quill"),
        (["FN:ada@example.org", "N:;;;;"], None),
        (["FN:+44 7700 900123"], None),
        (["FN:", "N:;;;;"], None),
    ],
)
def test_the_name_is_the_shown_one_else_the_best_there_is(lines: list[str], name: str | None) -> None:
    found = read(card(*lines))
    assert names_of(found) == ([name] if name else [])
    assert found.left_out == ({} if name else {"no name": 1})


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["FN:Shop", "ORG:Shop;"], "organisation only"),
        (["FN:Shop", "ORG:Shop", "X-ABShowAs:COMPANY"], "organisation only"),
        (["FN:Jo Shop", "N:Shop;Jo", "X-ABShowAs:COMPANY"], "organisation only"),
        (["ORG:Shop"], "organisation only"),
        (["KIND:org", "FN:The Shop"], "organisation only"),
        (["KIND:group", "FN:Club"], "group"),
        (["X-ADDRESSBOOKSERVER-KIND:group", "FN:Club"], "group"),
    ],
)
def test_who_is_no_person_is_counted(lines: list[str], reason: str) -> None:
    found = read(card(*lines))
    assert found.people == ()
    assert found.left_out == {reason: 1}


@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:1985-04-15", Birthday(4, 15, 1985)),
        ("BDAY:19850415", Birthday(4, 15, 1985)),
        ("BDAY:1985-04-15T00:00:00Z", Birthday(4, 15, 1985)),
        ("BDAY:19850415T000000Z", Birthday(4, 15, 1985)),
        ("BDAY;VALUE=date:1985-04-15", Birthday(4, 15, 1985)),
        ("BDAY:1990-01-01;", Birthday(1, 1, 1990)),
        ("BDAY:--0415", Birthday(4, 15)),
        ("BDAY:--04-15", Birthday(4, 15)),
        ("BDAY:--0229", Birthday(2, 29)),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-09", Birthday(5, 9)),
        ("BDAY;X-APPLE-OMIT-YEAR=1900:1900-05-09", Birthday(5, 9)),
        ("BDAY:1604-05-09", Birthday(5, 9)),
        ("BDAY:14 Aug 1985", Birthday(8, 14, 1985)),
        ("BDAY:", None),
    ],
)
def test_a_birthday_in_any_of_its_forms(line: str, birthday: Birthday | None) -> None:
    found = read(card("FN:Ada Quill", line))
    assert found.people[0].birthday == birthday
    assert found.faults == ()


@pytest.mark.parametrize("value", ["circa 1800", "1985-13-40", "1985-12", "198512", "---15", "1985-02-29"])
def test_a_birthday_that_is_none_is_told_and_the_person_kept(value: str) -> None:
    found = read(card("FN:Ada Quill", f"BDAY;VALUE=text:{value}"))
    assert found.people[0].birthday is None
    assert faults_of(found) == [f"export, line 1: “{value}” is no birthday; the person is taken without it"]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("TEL:+44 7700 900123", "+44 7700 900123"),
        ("TEL;CELL:0171 3920014", "0171 3920014"),
        ("item1.TEL;type=pref:(212) 555-0143", "(212) 555-0143"),
        ('TEL;VALUE=uri;TYPE="work,voice":tel:+1-212-555-0102;ext=102', "+1-212-555-0102 ext. 102"),
        ("TEL;VALUE=uri:tel:+1-212-555-0102", "+1-212-555-0102"),
        ("TEL;TYPE=VOICE\\,CELL:+49 171 3920013", "+49 171 3920013"),
        ("TEL;TYPE=WORK;TYPE=FAX:020 7946 0123", None),
        ("TEL;WORK;FAX:020 7946 0123", None),
        ('TEL;TYPE="fax,work":020 7946 0123', None),
        ("TEL;TYPE=PAGER:020 7946 0123", None),
        ('TEL;X-LABEL="home;FAX":020 7946 0123', "020 7946 0123"),
        ("TEL:n/a", None),
    ],
)
def test_a_number_is_what_one_can_phone(line: str, number: str | None) -> None:
    (person,) = read(card("FN:Ada Quill", line)).people
    assert person.phones == ((number,) if number else ())


def test_only_networks_make_a_profile() -> None:
    lines = [
        "URL:https://www.linkedin.com/in/Ada-Quill/",
        "X-SOCIALPROFILE;type=twitter:http://twitter.com/ada_q",
        "URL:https://ada.example.org/blog",
    ]
    (person,) = read(card("FN:Ada Quill", *lines)).people
    assert person.profiles == ("https://linkedin.com/in/ada-quill", "https://x.com/ada_q")


def test_what_else_is_known_goes_into_the_note() -> None:
    (person,) = read(
        card(
            "FN:Ada Quill",
            "ORG:Orchard\\, Inc.;Research",
            "TITLE:Gardener",
            "CATEGORIES:Club,myContacts,Kin",
            "item2.X-ABDATE;type=pref:2010-06-12",
            "item2.X-ABLabel:_$!<Anniversary>!$_",
            "item3.X-ABRELATEDNAMES:Jane",
            "item3.X-ABLabel:_$!<Spouse>!$_",
            "NOTE:Likes tea\\nand cake",
        )
    ).people
    assert person.about == (
        "Gardener, Orchard, Inc.; Club, Kin; anniversary 12 Jun 2010; Spouse: Jane; Likes tea and cake"
    )


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_lines_end_as_they_like(end: str) -> None:
    assert names_of(read(card("FN:Ada Quill", end=end) + card("FN:Bob Miller"))) == [
        "Ada Quill",
        "Bob Miller",
    ]


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("CHARSET=UTF-8;", "J=C3=B6rg"),
        ("CHARSET=ISO-8859-1;", "J=F6rg"),
        ("CHARSET=windows-1252;", "J=F6rg"),
        ("", "J=C3=B6rg"),
        ("", "J=F6rg"),
        ("CHARSET=nonsense;", "J=F6rg"),
        ("CHARSET=UTF-8;", "J=F6rg"),
    ],
)
def test_quoted_printable_text_whatever_it_says_of_itself(charset: str, data: str) -> None:
    (person,) = read(card(f"FN;{charset}ENCODING=QUOTED-PRINTABLE:{data}")).people
    assert person.name == "Jörg"


def test_who_says_latin_1_means_windows_1252() -> None:
    (person,) = read(card("FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Reid=92s")).people
    assert person.name == "Reid’s"


def test_a_soft_break_needs_no_blank_and_does_not_swallow_the_end() -> None:
    broken = card("FN;QUOTED-PRINTABLE:Ada =", "=51uill", "NOTE;ENCODING=QUOTED-PRINTABLE:well=")
    found = read(broken + card("FN:Bob Miller"))
    assert names_of(found) == ["Ada Quill", "Bob Miller"]
    assert found.faults == ()


def test_a_folded_line_is_one() -> None:
    assert read(card("FN:Ada Qu", " il", "\tl")).people[0].name == "Ada Quill"


def test_a_picture_whose_letters_look_like_a_property_stops_nothing() -> None:
    picture = ["PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ", "NAQEBAQEBAQE", "TEL", "END", "FN", ""]
    found = read(card(*picture, "FN:Ada Quill"))
    assert names_of(found) == ["Ada Quill"]
    assert found.faults == ()


def test_a_colon_in_quotation_marks_is_no_end_of_the_parameters() -> None:
    (person,) = read(card('FN;X-A="a:b;c":Ada Quill', 'X-B;X-C=\\"Street\\" 5;X-D=Air:geo:1,2')).people
    assert person.name == "Ada Quill"


def test_a_card_without_end_is_read_as_far_as_it_goes_and_told() -> None:
    found = read(
        "BEGIN:VCARD\nFN:Ada Quill\nTEL:+44 7700 900123\n" + card("FN:Bob Miller") + "BEGIN:VCARD\nFN:Cy Kay"
    )
    assert names_of(found) == ["Ada Quill", "Bob Miller", "Cy Kay"]
    assert [fault.place for fault in found.faults] == ["line 1", "line 8"]
    assert "the card of Cy Kay has no END" in faults_of(found)[1]


def test_a_line_that_is_no_property_costs_that_line_only() -> None:
    found = read(card("FN:Ada Quill", "no colon here", "another", "TEL:+44 7700 900123"))
    assert found.people[0].phones == ("+44 7700 900123",)
    assert len(found.faults) == 1
    assert "export, line 4: “no colon here” in the card of Ada Quill" in faults_of(found)[0]


def test_what_stands_in_no_card_is_told() -> None:
    found = read(card("FN:Ada Quill") + "FN:Lost Soul\nEND:VCARD\n")
    assert names_of(found) == ["Ada Quill"]
    assert faults_of(found) == [
        "export, line 5: 2 lines from “FN:Lost Soul” on stand in no card; only what stands in cards was read"
    ]


def test_a_card_within_a_card_is_not_somebody_else() -> None:
    agent = ["AGENT:", "BEGIN:VCARD", "FN:Secretary", "END:VCARD"]
    found = read(card("FN:Ada Quill", *agent, "TEL:+44 7700 900123"))
    assert names_of(found) == ["Ada Quill"]
    assert found.people[0].phones == ("+44 7700 900123",)
    assert found.faults == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_encoding(encoding: str) -> None:
    assert names_of(read(card("FN:Jörg Müller").encode(encoding))) == ["Jörg Müller"]


def test_the_same_card_twice_is_one() -> None:
    found = read(card("FN:Ada Quill") * 2)
    assert names_of(found) == ["Ada Quill"]
    assert found.left_out == {"twice in the file": 1}
