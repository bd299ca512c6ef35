"""Words as they go into the sheet."""

import pytest

from sync.imports.typed.wording import about, find_name, full_name, tidy


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Ada \t Quill\r\n", "Ada Quill"),
        ("Ada\x00\x1b\u2028Quill", "Ada Quill"),
        ("A\u202eda", "Ada"),
        ("A\ud800da", "Ada"),
        ("=1+1", "=1+1"),
        ("👩\u200d🚀 Ada", "👩\u200d🚀 Ada"),
        ("A" * 500, "A" * 119 + "…"),
        ("A" * 10_000_000, "A" * 119 + "…"),
    ],
)
def test_a_text_becomes_one_line_of_a_bearable_length(text: str, line: str) -> None:
    assert tidy(text) == line


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (("", "Ada"), "Ada"),
        (("+44 7700 900123", "Ada"), "Ada"),
        (("ada@example.org", ""), ""),
        (("Ada @ Work",), "Ada @ Work"),
        (("李",), "李"),
        (("😅",), ""),
    ],
)
def test_a_name_has_a_letter_and_is_no_address(texts: tuple[str, ...], name: str) -> None:
    assert find_name(*texts) == name


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Ada", "B.", "Quill"), "Ada B. Quill"),
        (("太郎", "", "山本"), "山本 太郎"),
        (("길동", "", "홍"), "홍 길동"),
        (("Taro", "", "山本"), "Taro 山本"),
        (("太郎", "", ""), "太郎"),
    ],
)
def test_the_familys_name_comes_first_where_that_is_written(parts: tuple[str, str, str], name: str) -> None:
    assert full_name(*parts) == name


def test_what_is_known_is_one_line() -> None:
    assert about("Boss", "", "Likes tea;\nand cake") == "Boss; Likes tea; and cake"
    assert len(about("x" * 10_000, "y" * 10_000)) == 500
