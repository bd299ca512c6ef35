"""Numbers are shown as the owner sees them, dates in one order for all."""

import pytest

from sync.core.table import GOOGLE_EPOCH
from sync.sheets.xlsx.looks.formats import built_in, is_date, show


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (5551234567, "General", "5551234567"),
        (5551234567, "#,##0", "5551234567"),
        (1e15, "0.00E+00", "1000000000000000"),
        (-3, "General", "-3"),
        (2.5, "0", "2.5"),
        (0.1 + 0.2, "0.00", "0.3"),
        (123, "00000", "00123"),
        (0, "000", "000"),
        (-5, "000", "-005"),
        (5551234567, "(###) ###-####", "(555) 123-4567"),
        (5551234567, r"\(###\)\ ###\-####", "(555) 123-4567"),
        (5551234567, "[<=9999999]###-####;(###) ###-####", "(555) 123-4567"),
        (5551234, "[<=9999999]###-####;(###) ###-####", "555-1234"),
        (4915112345678, '"+"0', "+4915112345678"),
        (4915112345678, "+## ### #######", "+491 511 2345678"),
        (49151, "+#", "+49151"),
        (7, "0;-0;;@", "7"),
        (-7, "0;(0);0", "(7)"),
        (0, '0;-0;"none"', "0"),
        (0.5, "0%", "0.5"),
        (46248, "yyyy-mm-dd", "2026-08-14"),
        (46248, "[$-409]d-mmm-yy;@", "2026-08-14"),
        (46248, "dd/mm/yyyy", "2026-08-14"),
        (46248, 'd. mmmm yyyy "Uhr"', "2026-08-14"),
        (46248, "mmm yy", "2026-08-14"),
        (46248.5, "dd.mm.yyyy", "2026-08-14"),
        (46248.5, "yyyy-mm-dd hh:mm", "2026-08-14 12:00"),
        (46248, "yyyy-mm-dd hh:mm", "2026-08-14"),
        (0.75, "h:mm AM/PM", "18:00"),
        (46248.75, "h:mm:ss", "18:00"),
        (1.5, "[h]:mm", "36:00"),
        (2958465, "yyyy-mm-dd", "9999-12-31"),
        (2958466, "yyyy-mm-dd", "2958466"),
        (-1, "yyyy-mm-dd", "-1"),
        (1, "yyyy-mm-dd", "1899-12-31"),
        (12, '"day" 0', "day 12"),
        (12, "", "12"),
    ],
)
def test_numbers_as_displayed(value: float, code: str, shown: str) -> None:
    """Phone numbers keep their zeros and hyphens, dates are ISO, the rest is plain."""
    assert show(value, code, GOOGLE_EPOCH) == shown


@pytest.mark.parametrize(
    ("code", "date"),
    [
        ("General", False),
        ("0.00E+00", False),
        ("@", False),
        ("h:mm", False),
        ("[h]:mm:ss", False),
        ("[Red]0", False),
        ('"yd"0', False),
        ("mm:ss", False),
        ("mmm", True),
        ("m/d/yy h:mm", True),
        ('yyyy"年"m"月"d"日"', True),
        ("[$-F800]dddd, mmmm dd, yyyy", True),
    ],
)
def test_dates_are_told_from_other_numbers(code: str, *, date: bool) -> None:
    """Colours, quoted words and times make no date."""
    assert is_date(code) is date


@pytest.mark.parametrize(
    ("number", "date"), [(0, False), (1, False), (14, True), (20, False), (22, True), (49, False)]
)
def test_formats_known_by_number(number: int, *, date: bool) -> None:
    """Every workbook has the same ones."""
    assert is_date(built_in(number)) is date
