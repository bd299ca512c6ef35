"""Numbers as ranges: all of them, few ranges, short commands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.letters.fetch import MOST_RANGES, make_sets


def expand(sets: list[str]) -> list[int]:
    numbers: list[int] = []
    for part in ",".join(sets).split(","):
        first, _, last = part.partition(":")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


@pytest.mark.parametrize(
    ("numbers", "sets"),
    [
        ([], []),
        ([7], ["7"]),
        ([3, 4, 5, 9], ["3:5,9"]),
        ([1, 3, 5], ["1,3,5"]),
        (list(range(100, 20_000)), ["100:19999"]),
    ],
)
def test_numbers_are_put_together_as_ranges(numbers: list[int], sets: list[str]) -> None:
    assert list(make_sets(numbers, 700, None)) == sets


def test_small_holes_are_bridged_where_there_are_many() -> None:
    numbers = [number for number in range(1, 4000) if number % 10]

    assert len(list(make_sets(numbers, 700, None))) == 1


def test_large_holes_are_not() -> None:
    numbers = list(range(1, 100_000, 500))

    assert expand(list(make_sets(numbers, 700, None))) == numbers


def test_a_limit_cuts_the_ranges() -> None:
    assert list(make_sets([*range(1, 8), 20, 30], 700, 3)) == ["1:3", "4:6", "7,20,30"]


@given(
    st.sets(st.integers(1, 4_000_000_000), max_size=200) | st.sets(st.integers(1, 3000), max_size=1500),
    st.none() | st.integers(1, 1000),
)
def test_every_number_is_asked_for_once_and_no_command_is_long(numbers: set[int], limit: int | None) -> None:
    sets = list(make_sets(sorted(numbers), 700, limit))
    asked = expand(sets) if sets else []

    assert numbers <= set(asked)
    assert len(asked) == len(set(asked)) <= len(numbers) * 3 // 2
    for part in sets:
        assert len(part) <= 700
        assert part.count(",") < MOST_RANGES
        assert limit is None or len(expand([part])) <= limit
