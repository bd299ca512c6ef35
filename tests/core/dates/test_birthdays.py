"""Birthdays as people write them and as spreadsheets show them, and when the next one is (section 12)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.dates.birthdays import Birthday, BirthdayAhead, find_birthdays_until, read_birthday
from sync.core.table import EMPTY, GOOGLE_EPOCH, MAC_EPOCH, Cell, CellError
from tests.core.tables import make_table

TODAY = date(2026, 11, 24)
AUG_14 = Birthday(8, 14)
AUG_14_1985 = Birthday(8, 14, 1985)
DAY = timedelta(days=1)

some_days = st.dates(date(1900, 3, 1), date(2024, 12, 31))
birthdays_ = st.one_of(
    some_days.map(lambda day: Birthday(day.month, day.day)),
    some_days.map(lambda day: Birthday(day.month, day.day, day.year)),
    st.just(Birthday(2, 29)),
)


def read(cell: Cell, locale: str | None = "en_GB", epoch: date = GOOGLE_EPOCH) -> Birthday | None:
    return read_birthday(cell, make_table([], locale=locale, epoch=epoch), TODAY)


def typed(text: str) -> Cell:
    return Cell(text, text)


def dated(shown: str, day: date, epoch: date = GOOGLE_EPOCH) -> Cell:
    return Cell(shown, (day - epoch).days)


@pytest.mark.parametrize(
    ("locale", "text", "birthday"),
    [
        ("en_GB", "14 Aug", AUG_14),
        ("en_GB", "14 August", AUG_14),
        ("en_GB", "Aug 14", AUG_14),
        ("en_GB", "August 14th", AUG_14),
        ("en_GB", "14th of August", AUG_14),
        ("en_GB", " 14-Aug. ", AUG_14),
        ("en_GB", "14 aug", AUG_14),
        ("en_GB", "14 AUG", AUG_14),
        ("en_GB", "3 may", Birthday(5, 3)),  # nothing but a date stands in this column
        ("en_GB", "march 2", Birthday(3, 2)),
        ("en_GB", "--08-14", AUG_14),
        ("en_GB", "--0814", AUG_14),
        ("en_GB", "1985-08-14", AUG_14_1985),
        ("en_GB", "19850814", AUG_14_1985),
        ("en_GB", "1985-08-14T00:00:00Z", AUG_14_1985),
        ("en_GB", "1985-08-14 00:00", AUG_14_1985),
        ("en_GB", "14 Aug 1985", AUG_14_1985),
        ("en_GB", "Aug 14, 1985", AUG_14_1985),
        ("en_GB", "Wed, 14 Aug 1985", AUG_14_1985),
        ("en_GB", "14/8", AUG_14),
        ("en_GB", "14/08/1985", AUG_14_1985),
        ("en_GB", "14/8/85", AUG_14_1985),
        ("en_GB", "14 Aug '85", AUG_14_1985),
        ("en_GB", "14 Aug 85", AUG_14_1985),
        ("en_GB", "14 Aug 08", Birthday(8, 14, 2008)),
        ("en_GB", "8/8/08", Birthday(8, 8, 2008)),
        ("en_US", "8/14", AUG_14),
        ("en_US", "8/14/1985", AUG_14_1985),
        ("en_US", "8/14/85", AUG_14_1985),
        ("de_DE", "14.8.", AUG_14),
        ("de_DE", "14.08.1985", AUG_14_1985),
        ("de_DE", "14. August", AUG_14),
        ("fr_FR", "14 août 1985", AUG_14_1985),
        ("tr_TR", "14 AĞUSTOS", AUG_14),
        ("tr_TR", "14 kasım", Birthday(11, 14)),
        ("ja_JP", "8月14日", AUG_14),
        ("ja_JP", "1985年8月14日", AUG_14_1985),
        (None, "14/8", AUG_14),
        ("en_GB", "29 Feb", Birthday(2, 29)),
        ("en_GB", "--02-29", Birthday(2, 29)),
        ("en_GB", "29 Feb 1984", Birthday(2, 29, 1984)),
    ],
)
def test_a_birthday_is_read_as_people_write_it(locale: str | None, text: str, birthday: Birthday) -> None:
    assert read(typed(text), locale) == birthday


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en_GB", ""),
        ("en_GB", "in August"),
        ("en_GB", "August"),
        ("en_GB", "May 1985"),
        ("en_GB", "1985"),
        ("en_GB", "31 Sep"),
        ("en_GB", "29 Feb 1985"),
        ("en_GB", "--02-30"),
        ("en_GB", "--13-01"),
        ("en_GB", "8/14"),
        ("en_US", "14/8"),
        (None, "3/8"),
        (None, "3/8/1985"),
        ("en_GB", "13-14 Aug"),  # the twins' mother decides
        ("en_GB", "14 Aug and 3 Sep"),
        ("en_GB", "14 Aug (she hates it)"),
        ("en_GB", "40"),
        ("en_GB", "?"),
        ("ja_JP", "1985年1月"),
    ],
)
def test_what_is_no_day_is_no_birthday(locale: str | None, text: str) -> None:
    assert read(typed(text), locale) is None


def test_an_empty_cell_an_error_and_a_truth_value_are_none() -> None:
    assert read(EMPTY) is None
    assert read(Cell("#REF!", CellError("#REF!"))) is None
    assert read(Cell("TRUE", value=True)) is None


@pytest.mark.parametrize(
    ("shown", "stored", "birthday"),
    [
        # Google and Excel store this year's date with what was typed without a year.
        ("14 Aug", date(2026, 8, 14), AUG_14),
        ("14-Aug", date(2026, 8, 14), AUG_14),
        ("Aug 14", date(2019, 8, 14), AUG_14),
        ("14/8", date(2025, 8, 14), AUG_14),
        ("8/14", date(2025, 8, 14), AUG_14),
        ("14.08.", date(1999, 8, 14), AUG_14),
        ("Fr 14.08.", date(2026, 8, 14), AUG_14),
        ("14. août", date(1985, 8, 14), AUG_14),
        ("14 ส.ค.", date(2026, 8, 14), AUG_14),
        ("٢٠٢٦/٨/١٤", date(2026, 8, 14), AUG_14),
        ("1985-08-14", date(1985, 8, 14), AUG_14_1985),
        ("14/08/1985", date(1985, 8, 14), AUG_14_1985),
        ("8/14/85", date(1985, 8, 14), AUG_14_1985),
        ("14/08/1985 00:00:00", date(1985, 8, 14), AUG_14_1985),
        ("8/14/1985 12:00:00 AM", date(1985, 8, 14), AUG_14_1985),
        ("Wednesday, August 14, 1985", date(1985, 8, 14), AUG_14_1985),
        ("14 สิงหาคม 2528", date(1985, 8, 14), AUG_14_1985),  # the same year in the Buddhist calendar
        ("8/8/08", date(2008, 8, 8), Birthday(8, 8, 2008)),
        ("14 Aug 85 🎂", date(1985, 8, 14), AUG_14_1985),
        ("29 Feb", date(2024, 2, 29), Birthday(2, 29)),
    ],
)
def test_of_a_date_what_is_shown_decides(shown: str, stored: date, birthday: Birthday) -> None:
    assert read(dated(shown, stored)) == birthday
    assert read(dated(shown, stored), None) == birthday
    assert read(dated(shown, stored, MAC_EPOCH), epoch=MAC_EPOCH) == birthday


@pytest.mark.parametrize(
    "cell",
    [
        Cell("14.08", 14.08),
        Cell("90", 90),
        Cell("1985", 1985),
        Cell("0.5", 0.5),
        Cell("14:30", 14.5 / 24),
        Cell("1E+300", 1e300),
        dated("August", date(2026, 8, 14)),
        dated("Aug 2026", date(2026, 8, 14)),
        dated("46248", date(2026, 8, 14)),
        dated("14", date(2026, 8, 14)),
    ],
)
def test_a_number_that_shows_no_day_is_no_birthday(cell: Cell) -> None:
    assert read(cell) is None


def test_a_number_may_be_a_date_as_address_books_write_it() -> None:
    assert read(Cell("19850814", 19850814)) == AUG_14_1985


@pytest.mark.parametrize(
    "cell",
    [
        typed("1604-08-14"),
        typed("16040814"),
        typed("14 Aug 1604"),
        typed("14/8/1604"),
        dated("14/08/1604", date(1604, 8, 14)),
        dated("1604-08-14", date(1604, 8, 14)),
    ],
)
def test_the_year_1604_is_none(cell: Cell) -> None:
    assert read(cell) == AUG_14


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2085])
def test_a_year_that_the_spreadsheet_put_there_is_none(year: int) -> None:
    """Such a column shows years, and got this year's when `14 Aug` was typed into it."""
    assert read(dated(f"{year}-08-14", date(year, 8, 14))) == AUG_14
    assert read(typed(f"14 Aug {year}")) == AUG_14


@given(some_days)
def test_whatever_the_day_it_is_read_from_every_format(day: date) -> None:
    without, born = Birthday(day.month, day.day), Birthday(day.month, day.day, day.year)
    for form in ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y", "%Y-%m-%d", "%a %d %B %Y", "%b %d, %Y"):
        assert read(dated(day.strftime(form), day)) == born
    for form in ("%d/%m", "%m-%d", "%d.%m.", "%d %B", "%A, %b %d", "%d-%b"):
        assert read(dated(day.strftime(form), day)) == without
    assert read(typed(f"--{day:%m-%d}")) == read(typed(f"{day:%d/%m}")) == without
    assert read(typed(f"{day:%d %b %Y}")) == read(typed(f"{day:%d/%m/%Y}")) == born


@given(st.text(max_size=40), st.sampled_from(["en_US", "de_DE", "ja_JP", None]), st.none() | st.floats())
def test_whatever_stands_in_the_cell_nothing_is_raised(text: str, locale: str | None, number: float) -> None:
    found = read(Cell(text, text if number is None else number), locale)
    assert found is None or found.from_day(TODAY) >= TODAY


@pytest.mark.parametrize(
    ("birthday", "today", "following", "age"),
    [
        (AUG_14, "2026-08-13", "2026-08-14", None),
        (AUG_14, "2026-08-14", "2026-08-14", None),
        (AUG_14, "2026-08-15", "2027-08-14", None),
        (AUG_14_1985, "2026-08-15", "2027-08-14", 42),
        (Birthday(1, 1, 1990), "2026-12-31", "2027-01-01", 37),
        (Birthday(12, 31), "2026-12-31", "2026-12-31", None),
        (Birthday(2, 29, 1984), "2027-01-01", "2027-02-28", 43),
        (Birthday(2, 29, 1984), "2027-02-28", "2027-02-28", 43),
        (Birthday(2, 29, 1984), "2027-03-01", "2028-02-29", 44),
        (Birthday(2, 29, 1984), "2028-02-28", "2028-02-29", 44),
        (Birthday(2, 29), "2099-03-01", "2100-02-28", None),
        (Birthday(2, 28), "2028-02-28", "2028-02-28", None),
    ],
)
def test_the_next_birthday_is_on_that_day_or_after_it(
    birthday: Birthday, today: str, following: str, age: int | None
) -> None:
    found = birthday.from_day(date.fromisoformat(today))
    assert found == date.fromisoformat(following)
    assert birthday.age_on(found) == age


@given(birthdays_, some_days)
def test_there_is_one_birthday_a_year(birthday: Birthday, today: date) -> None:
    following = birthday.from_day(today)
    assert today <= following < date(today.year + 1, 12, 31)
    assert birthday.from_day(following) == following
    again = birthday.from_day(following + DAY)
    assert again.year == following.year + 1
    assert (following.month, following.day) in {(birthday.month, birthday.day), (2, 28)}


PEOPLE = {
    2: Birthday(12, 1, 1986),
    3: Birthday(11, 24),
    4: Birthday(11, 23),
    5: Birthday(11, 30, 1976),
    6: Birthday(12, 1),
    7: Birthday(12, 8),
    8: Birthday(12, 9),
}


@pytest.mark.parametrize(
    ("until", "rows"),
    [
        ("2026-11-25", [3]),
        ("2026-11-30", [3, 5]),
        ("2026-12-01", [3, 5, 2, 6]),
        ("2026-12-24", [3, 5, 2, 6, 7]),  # two weeks are enough, however late the next summary comes
        ("2026-11-24", [3]),
    ],
)
def test_those_until_the_next_summary_are_told_first_things_first(until: str, rows: list[int]) -> None:
    found = find_birthdays_until(PEOPLE, TODAY, date.fromisoformat(until))
    assert [ahead.row for ahead in found] == rows


def test_the_age_is_told_where_the_year_is_known() -> None:
    assert find_birthdays_until(PEOPLE, TODAY, date(2026, 12, 1)) == (
        BirthdayAhead(3, date(2026, 11, 24), None),
        BirthdayAhead(5, date(2026, 11, 30), 50),
        BirthdayAhead(2, date(2026, 12, 1), 40),
        BirthdayAhead(6, date(2026, 12, 1), None),
    )


def test_birthdays_go_over_the_end_of_the_year() -> None:
    found = find_birthdays_until({2: Birthday(1, 2, 2000)}, date(2026, 12, 28), date(2027, 1, 4))
    assert found == (BirthdayAhead(2, date(2027, 1, 2), 27),)
