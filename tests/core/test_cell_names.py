"""Columns have letters, and letters a column."""

import pytest

from sync.core.cell_names import letters, name_area, name_of, number_of
from sync.core.table import Area

NAMES = [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]


@pytest.mark.parametrize(("column", "name"), NAMES)
def test_columns_have_letters(column: int, name: str) -> None:
    assert letters(column) == name
    assert number_of(name) == number_of(name.lower()) == column


def test_a_cell_is_called_by_its_column_and_row() -> None:
    assert name_of(7, 27) == "AB7"


@pytest.mark.parametrize(
    ("area", "name"),
    [(Area(2, 0, 5, 4), "A2:E5"), (Area(2, 0, None, 0), "A2:A"), (Area(2, 26, 9, None), "AA2:9")],
)
def test_an_area_is_called_by_its_corners(area: Area, name: str) -> None:
    assert name_area(area) == name
