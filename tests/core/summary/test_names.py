"""What people are called: by their first names, cut to size, in one clean line."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.summary.names import (
    LONGEST_FIRST_NAME,
    call,
    call_together,
    count_columns,
    find_first_name,
    join_names,
    one_line,
    shorten,
)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Ada Lovelace", "Ada"),
        ("Ada", "Ada"),
        ("Dr. Ada Lovelace", "Ada"),
        ("Aunt Rosalind", "Aunt Rosalind"),
        ("Bill and Dot Harkness", "Bill and Dot"),
        ("Prof. Dr. Emmy Noether", "Emmy"),
        ("Lovelace, Ada", "Ada"),
        ("Lovelace, Dr. Ada", "Ada"),
        ("Ada Lovelace, PhD", "Ada"),
        ("Dr.", "Dr."),
        ("王小明", "王小明"),
        ("", ""),
        (",", ""),
    ],
)
def test_people_are_called_by_their_first_name(name: str, first: str) -> None:
    assert find_first_name(name) == first


@pytest.mark.parametrize(
    ("name", "shown", "called"),
    [
        ("Ada Lovelace", "Ada Lovelace", "Ada"),
        ("", "ada@example.com", "ada@example.com"),
        ("", "a-very-long-address@example.com", "a-very-long-address@exam…"),
        ("Ada\r\nBcc: x", "", "Ada"),
        ("محمد علي", "محمد علي", "\u200eمحمد\u200e"),
    ],
)
def test_who_has_no_name_is_called_as_they_are_shown(name: str, shown: str, called: str) -> None:
    assert call(name, shown) == called


def test_two_of_the_same_first_name_are_called_by_the_whole() -> None:
    people = [("Ada King", "Ada King"), ("Grace Hopper", "Grace Hopper"), ("Ada Lovelace", "Ada Lovelace")]

    assert call_together(people) == ["Ada King", "Grace", "Ada Lovelace"]


def test_a_number_after_an_arabic_name_stays_after_it() -> None:
    """Without a mark the number would be taken for a part of the name, and shown before it."""
    letters = [unicodedata.bidirectional(letter) for letter in f"{call('محمد', '')}: 26 days"]

    assert letters[-len(": 26 days") - 1] == "L"


@pytest.mark.parametrize(
    ("count", "joined"),
    [
        (1, "Ada"),
        (2, "Ada and Ben"),
        (3, "Ada, Ben and Cy"),
        (4, "Ada, Ben, Cy and 1 more"),
        (60, "Ada, Ben, Cy and 57 more"),
    ],
)
def test_names_are_joined_as_one_says_them(count: int, joined: str) -> None:
    assert join_names(["Ada", "Ben", "Cy", "Dot"][:count], count) == joined


@given(st.text(), st.integers(4, 40))
def test_what_is_shortened_is_no_longer_than_asked(text: str, length: int) -> None:
    short = shorten(text, length)

    assert len(short) <= length + 1
    assert short == text or short.endswith("…")


def test_a_long_text_is_cut_between_words() -> None:
    assert shorten("one two three four", 15) == "one two three…"
    assert shorten("x" * 20, 10) == "x" * 10 + "…"


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)

    assert len(line.splitlines()) <= 1
    assert not {"Cc", "Cs", "Zl", "Zp"} & set(map(unicodedata.category, line))
    assert call(text, "").count("\u200e") in {0, 2} or "\u200e" in text
    assert len(call(text, "")) <= LONGEST_FIRST_NAME + 3


@pytest.mark.parametrize("turn", ["\u202e", "\u202a", "\u2066", "\u2067"])
def test_nothing_in_a_name_turns_the_words_around_it(turn: str) -> None:
    assert one_line(f"Ada{turn}gro.live") == "Ada gro.live"


def test_a_chinese_character_is_as_wide_as_two_letters() -> None:
    assert count_columns("Ada") == 3
    assert count_columns("王小明") == 6
