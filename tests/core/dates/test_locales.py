"""The words and the order of dates in a locale."""

import subprocess
import sys
from datetime import date

import pytest
from babel import Locale, localedata
from hypothesis import given
from hypothesis import strategies as st

from sync.core.dates.locales import format_medium, normalise, order_of, words_of


@pytest.mark.parametrize(
    ("locale", "order"),
    [
        ("en_US", "mdy"),
        ("en", "mdy"),
        ("en_GB", "dmy"),
        ("en-GB", "dmy"),
        ("en_GB.UTF-8", "dmy"),
        ("de_DE", "dmy"),
        ("de", "dmy"),
        ("fr_FR", "dmy"),
        ("es_ES", "dmy"),
        ("pt_BR", "dmy"),
        ("ru_RU", "dmy"),
        ("el_GR", "dmy"),
        ("iw_IL", "dmy"),
        ("ja_JP", "ymd"),
        ("zh_CN", "ymd"),
        ("de_XX", "dmy"),
        ("no_NO", "dmy"),
    ],
)
def test_a_locale_has_an_order(locale: str, order: str) -> None:
    assert order_of(locale) == order


@pytest.mark.parametrize("locale", [None, "", " ", "_", "garbage!!", "xx_YY", "en_XX", "sv_SE", "en_CA", "1"])
def test_an_order_that_is_not_certain_is_not_known(locale: str | None) -> None:
    assert order_of(locale) is None


@pytest.mark.parametrize("locale", [None, "garbage!!", "xx_YY"])
def test_an_unknown_locale_leaves_english(locale: str | None) -> None:
    words = words_of(locale)
    assert (words.months["august"], words.months["aug"], words.months["sept"]) == (8, 8, 9)
    assert "monday" in words.weekdays
    assert len(words.months) == 24  # May has one name only


@pytest.mark.parametrize(
    ("locale", "name", "month"),
    [
        ("de_DE", "märz", 3),
        ("de_DE", "okt", 10),
        ("de_DE", "march", 3),
        ("fr_FR", "août", 8),
        ("fr_FR", "févr", 2),
        ("es_ES", "agosto", 8),
        ("pt_BR", "março", 3),
        ("ru_RU", "августа", 8),
        ("ru_RU", "август", 8),
        ("el_GR", "Αύγουστος".casefold(), 8),
        ("de_XX", "märz", 3),
    ],
)
def test_months_are_known_in_english_and_in_the_own_language(locale: str, name: str, month: int) -> None:
    assert words_of(locale).months[name] == month


def test_a_name_of_two_months_is_none() -> None:
    # Teso `Mar` is May, English `Mar` is March.
    assert Locale.parse("teo").months["format"]["abbreviated"][5].startswith("Mar")
    assert "mar" not in words_of("teo").months


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("14 AUG", "14 AUG"),
        ("MÄRZ", "MÄRZ"),
        ("ma\u0308rz", "märz"),
        ("２０２６／０８／１４：", "2026/08/14:"),
        ("١٤", "14"),
        ("14\u200f/8", "14/8"),
        ("14 – 16 — ’26", "14 - 16 - '26"),
        ("1² ½", "1² ½"),
    ],
)
def test_folding_makes_one_of_what_looks_alike(text: str, folded: str) -> None:
    assert normalise(text) == folded


@given(st.text())
def test_folding_leaves_only_plain_digits(text: str) -> None:
    assert all(letter in "0123456789" for letter in normalise(text) if letter.isdecimal())


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        (None, "14 Nov 2026"),
        ("xx_YY", "14 Nov 2026"),
        ("en_GB", "14 Nov 2026"),
        ("en_US", "Nov 14, 2026"),
        ("de_DE", "14.11.2026"),
        ("fr_FR", "14 nov. 2026"),
        ("ja_JP", "2026/11/14"),
    ],
)
def test_a_day_is_written_as_the_locale_has_it(locale: str | None, text: str) -> None:
    assert format_medium(date(2026, 11, 14), locale) == text


def test_every_locale_of_babel_can_be_read() -> None:
    languages = [name for name in localedata.locale_identifiers() if "_" not in name and name != "root"]
    assert all(set(words_of(name).months.values()) == set(range(1, 13)) for name in languages)


def test_babel_is_not_loaded_before_a_locale_is_asked_for() -> None:
    code = (
        "import sys; from sync.core.dates.reading import find_dates; dates = find_dates('14 Aug: x', None);"
        "print(len(dates), *sorted({'babel', 'pandas'} & sys.modules.keys()))"
    )
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert said.stdout.split() == ["1"]
