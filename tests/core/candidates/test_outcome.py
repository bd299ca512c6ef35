"""What became of the people whom the files name, in one line."""

import pytest

from sync.core.candidates.outcome import Fate, Maybe, count


@pytest.mark.parametrize(
    ("found", "fates", "line"),
    [
        (0, [], "nobody found"),
        (1, [Fate.NEW], "1 person found: 1 new"),
        (3, [Fate.LISTED], "3 people found: 1 in your list already, 2 named twice"),
        (
            5_009,
            [*[Fate.NEW] * 2_001, *[Fate.WAITING] * 3_000, *Fate],
            (
                "5,009 people found: 2,002 new, 1 maybe in your list already, 1 in your list already,"
                " 1 in Candidates already, 1 refused before, 1 added before, 3,001 waiting for room,"
                " 1 without anything to know them by"
            ),
        ),
    ],
)
def test_the_figures_are_told_in_one_line_without_zeros(found: int, fates: list[Fate], line: str) -> None:
    counts = count(found, fates)
    assert str(counts) == line
    assert counts.found == counts.fates.total() + counts.twice


def test_a_maybe_is_told_as_it_stands_in_the_tab() -> None:
    assert str(Maybe("A. Quill", "Ada Quill", "only a name that fits")) == "Ada Quill: only a name that fits"
