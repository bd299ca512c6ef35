"""How to reach somebody: the best way first, and nothing that cannot be dialled."""

import pytest

from sync.core.contacts.profiles import read_profile
from sync.core.contacts.reach import By, find_numbers, find_ways, read_reach_by

LINKEDIN = read_profile("linkedin", "ada")


@pytest.mark.parametrize(
    ("phone", "numbers"),
    [
        ("029 2018 0456", ["02920180456"]),
        ("+44 (0)20 7946 0958", ["+442079460958"]),
        ("07700900142/07700900143", ["07700900142", "07700900143"]),
        ("07700 900142 / 07700 900143", ["07700900142", "07700900143"]),
        ("030/23125 123", ["03023125123"]),
        ("07700 900142, 07700 900143", ["07700900142", "07700900143"]),
        ("mobile 07700 900142 home 020 7946 0958", ["07700900142", "02079460958"]),
        ("020 7946 0958 ext 1234", ["02079460958", "1234"]),
        ("1-800-FLOWERS", ["18003569377"]),
        ("1234567890123456", []),
        ("07700900142 07700900143", []),
        ("12", []),
        ("call me", []),
        ("٠٧٧٠٠ ٩٠٠١٤٢", ["07700900142"]),
    ],
)
def test_numbers_are_found_as_people_write_them(phone: str, numbers: list[str]) -> None:
    assert [number for number, _ in find_numbers(phone)] == numbers


@pytest.mark.parametrize(
    ("reach_by", "first"),
    [
        ("", By.EMAIL),
        ("email", By.EMAIL),
        ("Phone", By.CALL),
        ("text", By.TEXT),
        ("SMS", By.TEXT),
        ("WhatsApp", By.WHATSAPP),
        ("LinkedIn", By.PROFILE),
        ("Twitter (X)", By.EMAIL),
        ("carrier pigeon", By.EMAIL),
    ],
)
def test_what_reach_by_says_comes_first_where_there_is_such_a_way(reach_by: str, first: By) -> None:
    ways = find_ways(["ada@x.org"], "+44 7700 900142", [LINKEDIN], reach_by)
    assert ways[0].by == first
    assert len(ways) == 5


@pytest.mark.parametrize(
    ("text", "way"),
    [("twitter", "x"), ("X", "x"), ("Signal", "signal"), ("telephone", "phone"), ("owl", None), ("", None)],
)
def test_a_way_is_known_by_its_name(text: str, way: str | None) -> None:
    assert read_reach_by(text) == way


def test_an_address_too_long_to_be_one_is_no_way() -> None:
    assert find_ways(["a" * 250 + "@x.org"], "", [], "") == ()
