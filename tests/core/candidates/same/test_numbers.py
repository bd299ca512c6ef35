"""Phone numbers in the form in which they are compared, and the country they are of."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.candidates.same.numbers import find_region, fold_numbers


@pytest.mark.parametrize(
    ("locale", "zone", "given_", "region"),
    [
        ("en_GB", "America/Chicago", None, "GB"),
        ("de_DE", None, None, "DE"),
        ("zh-Hans-CN", None, None, "CN"),
        ("en", "Europe/London", None, "GB"),
        (None, "Europe/Berlin", None, "DE"),
        (None, "Asia/Calcutta", None, "IN"),
        ("", "Etc/UTC", None, None),
        ("en", "Mars/Olympus", None, None),
        ("en_001", "Europe/Paris", None, "FR"),
        ("en_US", "America/Chicago", "gb", "GB"),
        (None, None, "de", "DE"),
        (None, None, "nowhere", None),
        (None, None, None, None),
    ],
)
def test_the_country_is_the_owners_word_then_the_locales_then_the_zones(
    locale: str | None, zone: str | None, given_: str | None, region: str | None
) -> None:
    assert find_region(locale, zone, given_) == region


@pytest.mark.parametrize(
    ("text", "region", "values"),
    [
        ("+44 7700 900123", None, ["+447700900123"]),
        ("+44 (0)7700 900123", "US", ["+447700900123"]),
        ("07700 900123", "GB", ["+447700900123"]),
        ("7700900123", "GB", ["+447700900123"]),
        ("0044 7700 900123", "GB", ["+447700900123"]),
        ("(212) 555-0143", "US", ["+12125550143"]),
        ("212-555-0143", "US", ["+12125550143"]),
        ("0171 3920020", "DE", ["+491713920020"]),
        ("07700 900123", None, []),
        ("07700 900123", "US", ["7700900123"]),
        ("+44 7700 900123, 07700 900124", "GB", ["+447700900123", "+447700900124"]),
        ("+44 7700 900123 / +44 7700 900124", None, ["+447700900123", "+447700900124"]),
        ("+52 1 55 1234 5678", None, ["+525512345678"]),
        ("+52 55 1234 5678", None, ["+525512345678"]),
        ("020 7946 0018 ext. 102", "GB", ["+442079460018;ext=102"]),
        ("*31#", "GB", []),
        ("112", "GB", []),
        ("+999 1", "GB", []),
        ("call the office", "GB", []),
        ("٠٧٧٠٠ ٩٠٠١٢٣", "GB", ["+447700900123"]),
        ("", "GB", []),
    ],
)
def test_a_number_is_compared_with_its_country(text: str, region: str | None, values: list[str]) -> None:
    assert [number.value for number in fold_numbers(text, region)] == values


@given(st.text(max_size=80), st.sampled_from(["GB", "US", "DE", None]))
@settings(deadline=None)
def test_anything_may_stand_in_a_phone_cell(text: str, region: str | None) -> None:
    fold_numbers(text, region)
