"""Names are compared by their words, however they are written; likeness alone never decides."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.candidates.same.names import Agreement, compare, read_name

NAMES = st.text(st.sampled_from("abÄäöÖüßØ.,-' ()'\"JS李한가か\u0301\u05b0😅"), max_size=24) | st.text(
    max_size=12
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada Quill", "ada quill"),
        ("  ADA   quill ", "ada quill"),
        ("Quill, Ada", "ada quill"),
        ("Quill,Ada", "ada quill"),
        ("Quill, Dr. Ada M.", "ada m quill"),
        ("Dr. Ada Quill", "ada quill"),
        ("Prof. Dr. Ada Quill", "ada quill"),
        ("Ada Quill, PhD", "ada quill"),
        ("Ada Quill Ph.D.", "ada quill"),
        ("Ada Quill, Ph.D., MBA", "ada quill"),
        ("Priya Sharma, PMP", "priya sharma"),
        ("Priya Sharma, SPHRi®", "sphri priya sharma"),
        ("Priya Sharma, CSPO", "priya sharma"),
        ("Priya Sharma, XYZ", "priya sharma"),
        ("SMITH, JOHN", "john smith"),
        ("Md Rahman", "md rahman"),
        ("John Ma", "john ma"),
        ("Smith, Dr.", "smith"),
        ("Dr", "dr"),
        ("Mr. T", "t"),
        ("John Smith Jr.", "john smith"),
        ("José García", "jose garcia"),
        ("Jose\u0301 Garci\u0301a", "jose garcia"),
        ("Søren Kjær", "soren kjaer"),
        ("Łukasz Đorđević", "lukasz dordevic"),
        ("Weiß", "weiss"),
        ("IŞIK İnci", "isik inci"),
        ("ışık", "isik"),
        ("O’Neil", "oneil"),
        ("O'Neil", "oneil"),
        ("Anna Müller-Schmidt", "anna muller schmidt"),
        ("J.R.R. Tolkien", "j r r tolkien"),
        ("Mum 😅", "mum"),
        ("Mike Johnson 🚀", "mike johnson"),
        ("𝐌𝐢𝐤𝐞 𝕁𝕠𝕙𝕟𝕤𝕠𝕟", "mike johnson"),
        ("Mike (he/him) Johnson", "mike johnson"),
        ("William “Bill” Gates", "william gates"),
        ('William "Bill" Gates', "william gates"),
        ("(Bill)", "bill"),
        ("Иван Петров", "иван петров"),
        ("Сергей", "сергеи"),
        ("مُحَمَّد علي", "محمد علي"),
        ("राम", "राम"),
        ("がく", "がく"),
        ("山本 太郎", "山本 太郎"),
        ("山本，太郎", "太郎 山本"),
        ("Nguyễn Văn An", "nguyen van an"),
        ("😅", ""),
        ("", ""),
        (" , ,", ""),
        ("\u200b", ""),
        ("Ada\u200dQuill", "adaquill"),
        ("1234", "1234"),
    ],
)
def test_a_name_is_its_words(text: str, words: str) -> None:
    assert read_name(text).plain == words


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("Ada Quill", "ada quill", Agreement.EQUAL),
        ("Garcia, Jose", "José García", Agreement.EQUAL),
        ("Li Wei", "Wei Li", Agreement.EQUAL),
        ("Anna Müller", "Anna Mueller", Agreement.EQUAL),
        ("Anna Müller", "Anna Muller", Agreement.EQUAL),
        ("Jürgen Mueller", "Juergen Müller", Agreement.EQUAL),
        ("Søren Bø", "Soeren Bo", Agreement.ALIKE),
        ("Søren Bø", "Soeren Boe", Agreement.EQUAL),
        ("Mary Ann Smith", "Maryann Smith", Agreement.EQUAL),
        ("Jan van der Berg", "Jan Vanderberg", Agreement.EQUAL),
        ("山本 太郎", "山本太郎", Agreement.EQUAL),
        ("Mum", "Mum 😅", Agreement.EQUAL),
        ("J. Smith", "John Smith", Agreement.ALIKE),
        ("J Smith", "Smith, John", Agreement.ALIKE),
        ("Bob Brown", "Robert Brown", Agreement.ALIKE),
        ("Bob Brown", "Rob Brown", Agreement.ALIKE),
        ("Ada M. Quill", "Ada Quill", Agreement.ALIKE),
        ("Grace Brewster Stone", "Grace Stone", Agreement.ALIKE),
        ("Ada M. Quill", "Ada Maria Quill", Agreement.ALIKE),
        ("Chris Brown", "Christine Brown", Agreement.ALIKE),
        ("Anna Müller-Schmidt", "Anna Müller", Agreement.PART),
        ("José García López", "José García", Agreement.PART),
        ("Neha", "Neha Kumar", Agreement.PART),
        ("Christopher Brown", "Christine Brown", Agreement.NONE),
        ("Mario Rossi", "Maria Rossi", Agreement.NONE),
        ("John Smith", "John Smyth", Agreement.NONE),
        ("Alexa Johnson", "Alex Johnson", Agreement.NONE),
        ("Daniel Kim", "Daniela Kim", Agreement.NONE),
        ("John Smith", "Jane Smith", Agreement.NONE),
        ("Bob", "Robert", Agreement.NONE),
        ("J", "John", Agreement.NONE),
        ("J. S.", "John Smith", Agreement.NONE),
        ("J.", "J. Smith", Agreement.NONE),
        ("李 伟", "李 小龙", Agreement.NONE),
        ("كريم", "ك علي", Agreement.NONE),
        ("محمد علي", "م علي", Agreement.NONE),
        ("李 伟明", "李 伟", Agreement.NONE),
        ("राम", "रम", Agreement.NONE),
        ("かく", "がく", Agreement.NONE),
        ("😅", "😅", Agreement.NONE),
        ("", "", Agreement.NONE),
    ],
)
def test_names_agree_by_whole_words(one: str, other: str, agreement: Agreement) -> None:
    assert compare(read_name(one), read_name(other)) == agreement
    assert compare(read_name(other), read_name(one)) == agreement


@pytest.mark.parametrize(
    ("text", "is_full"),
    [("Ada Quill", True), ("Mum", False), ("山本太郎", True), ("김민수", True), ("太郎", False), ("", False)],
)
def test_one_word_is_no_full_name_unless_its_script_has_no_spaces(text: str, is_full: bool) -> None:
    assert read_name(text).is_full is is_full


@given(NAMES, NAMES)
@settings(deadline=None)
def test_whatever_a_name_is_it_agrees_with_itself_and_both_ways(one: str, other: str) -> None:
    first, second = read_name(one), read_name(other)
    assert compare(first, second) == compare(second, first)
    assert compare(first, first) == (Agreement.EQUAL if first.words else Agreement.NONE)


def test_a_very_long_name_costs_little() -> None:
    long = read_name("ada " * 100_000)
    assert compare(long, read_name("a " * 100_000)) == Agreement.NONE
