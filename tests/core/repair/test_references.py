"""The references in a formula follow what moved."""

import pytest

from sync.core.repair.origins import Origins
from sync.core.repair.references import make_translation


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=A1", "=B2"),
        ("=$A$1+a1", "=$B$2+B2"),
        ("=SUM(A1:B2)*2", "=SUM(B2:D4)*2"),
        ("=AB7", "=AB7"),
        ('="A1"&A1&"say ""A1"""', '="A1"&B2&"say ""A1"""'),
        ("=Other!A1+'My A1'!A1", "=Other!A1+'My A1'!A1"),
        ("=LOG10(A1)", "=LOG10(B2)"),
        ("=A1.5", "=A1.5"),
    ],
)
def test_references_follow_the_cells(formula: str, expected: str) -> None:
    moved = Origins({2: 1, 4: 2}, {1: 0, 3: 1})
    assert make_translation(moved)(formula) == expected
