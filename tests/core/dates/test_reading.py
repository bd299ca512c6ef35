"""Dates in notes and in the date columns: where they count, and which day they mean."""

import time
from datetime import date, timedelta

import pytest
from babel import localedata
from hypothesis import given
from hypothesis import strategies as st

from sync.core.dates.locales import words_of
from sync.core.dates.reading import (
    NoteDate,
    WrittenDate,
    find_dates,
    find_unordered,
    format_day,
    order_of,
    parse_date,
    parse_typed,
    settle,
)

LOCALES = ["en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "pt_BR", "ru_RU", "el_GR", "ja_JP", "sv_SE", None]
TODAY = date(2026, 11, 18)
AUG_14 = WrittenDate(14, 8, 2026)
SOME_AUG_14 = WrittenDate(14, 8, None)
ANY_DAY = st.dates(date(1900, 1, 1), date(2199, 12, 31))
# What people write around dates, so that random notes come near to one.
NEAR_DATES = st.lists(
    st.sampled_from(
        ["14", "8", "2026", "26", "Aug", "mars", "Mon", "/", ".", "-", " ", "\n", "(", ")", ":", ","]
    )
).map("".join)


@pytest.mark.parametrize(
    "note",
    [
        "14 Aug: new job",
        "  14 Aug: new job",
        "Likes jazz\n14 Aug: new job",
        "Likes jazz\r\n14 Aug: new job\r\nmore",
        "Likes jazz\u202814 Aug: new job",
        "- 14 Aug: gym",
        "* 14 Aug: gym",
        "• 14 Aug: gym",
        "– 14 Aug: gym",
        "· 14 Aug: gym",
        "-14 Aug: gym",
        "\u200e14 Aug: gym",
        "Fri 14 Aug: gym",
        "Fri. 14 Aug: gym",
        "Fri, 14 Aug: gym",
        "FRIDAY 14 Aug: gym",
        "- Friday, 14 Aug: gym",
        "- Fri Aug 14: gym",
    ],
)
def test_a_date_counts_at_the_start_of_a_line(note: str) -> None:
    assert find_dates(note, "en_GB") == (SOME_AUG_14,)


@pytest.mark.parametrize(
    ("locale", "note"),
    [
        ("de_DE", "Freitag, 14. August: Umzug"),
        ("de_DE", "Fr 14.8.: Umzug"),
        ("de_DE", "Fr., 14.8.: Umzug"),
        ("de_DE", "Friday 14 Aug: Umzug"),
        ("fr_FR", "ven. 14 août : appel"),
        ("es_ES", "viernes 14 de agosto: boda"),
        ("ru_RU", "пт, 14 августа: свадьба"),
        ("ja_JP", "金曜日 8/14: 電話"),
    ],
)
def test_a_weekday_may_stand_before_it_in_english_or_the_own_language(locale: str, note: str) -> None:
    assert find_dates(note, locale) == (SOME_AUG_14,)


@pytest.mark.parametrize(
    "note",
    [
        "(14 Aug) gym",
        "[14 Aug] gym",
        "[14/8] gym",
        "( 14 Aug ) gym",
        "（14 Aug）gym",
        "- (14 Aug) gym",
        "(Fri 14 Aug) gym",
        "went to the gym (14 Aug)",
        "went to the gym [14/8]",
        "went to the gym (14 Aug).",
        "went to the gym (Fri, 14 Aug)  ",
        "likes jazz\nwent to the gym (14 Aug)\nand jazz",
        "(14 Aug)",
        "has a dog (Rex), went to the gym (14 Aug)",
    ],
)
def test_a_date_in_brackets_counts(note: str) -> None:
    assert find_dates(note, "en_GB") == (SOME_AUG_14,)


@pytest.mark.parametrize(
    "note",
    [
        "had lunch on 14 Aug 2026",
        "had lunch 2026-08-14",
        "lunch: 14 Aug 2026, dinner",
        "has a dog (14 Aug 2026) and a cat",
        "lunch (on 14 Aug 2026)",
        "lunch (14 Aug 2026, Paris)",
        "(14 Aug 2026] lunch",
        "(14 Aug 2026",
        "lunch 14 Aug 2026)",
        "lunch {14 Aug 2026}",
        "Friends 14 Aug 2026",
        "-- 14 Aug 2026",
        "()",
        "1 ()",
    ],
)
def test_a_date_elsewhere_does_not_count(note: str) -> None:
    assert find_dates(note, "en_GB") == ()


@pytest.mark.parametrize("locale", LOCALES)
@given(day=ANY_DAY, form=st.sampled_from(["%Y-%m-%d", "%d %b %Y", "%B %d, %Y", "%d.%m.%Y", "%d/%m/%Y"]))
def test_a_date_in_the_middle_of_a_sentence_is_never_found(day: date, form: str, locale: str | None) -> None:
    note = f"saw her {day.strftime(form)} and"
    assert find_dates(note, locale) == ()
    assert find_unordered(note, locale) == ()


def test_every_date_is_found_once_and_in_order() -> None:
    note = "3 Oct: gym (2026-08-14)\n\nlikes jazz\n[2026-08-14] call\n- May 2025: moved"
    assert find_dates(note, "en_GB") == (WrittenDate(3, 10, None), AUG_14, WrittenDate(1, 5, 2025))


def test_dates_and_unordered_dates_of_one_note_are_told_apart() -> None:
    note = "3/8: gym\n14/8: call\n3/8: gym"
    assert find_dates(note, None) == (SOME_AUG_14,)
    assert find_unordered(note, None) == ("3/8",)


@pytest.mark.parametrize("locale", [*LOCALES, "", "garbage!!", "xx_YY"])
@given(note=st.one_of(st.text(), NEAR_DATES))
def test_any_note_can_be_read(note: str, locale: str | None) -> None:
    for written in find_dates(note, locale):
        assert settle(written, TODAY).day <= date(2199, 12, 31)
    assert all(text.isascii() for text in find_unordered(note, locale))


@given(st.text(st.characters(exclude_categories=["Nd"])))
def test_a_note_without_digits_has_no_date(note: str) -> None:
    assert find_dates(note, "en_GB") == ()


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "(",
        "1)",
        " ",
        "- ",
        "1\n",
        "(\n1",
        "mon ",
        "14 Aug ",
        "(14 Aug",
        "2026-08-1",
        "14.",
        "é1",
        "1/",
        "aug",
    ],
)
def test_a_long_note_is_read_in_no_time(piece: str) -> None:
    note = "1" + piece * (50_000 // len(piece)) + "1)"
    find_dates("1", "de_DE")
    began = time.perf_counter()
    find_dates(note, "de_DE")
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("written", "today", "day", "plan"),
    [
        # with its year
        (AUG_14, TODAY, date(2026, 8, 14), False),
        (WrittenDate(18, 11, 2026), TODAY, TODAY, False),
        (WrittenDate(19, 11, 2026), TODAY, date(2026, 11, 19), True),
        (WrittenDate(1, 5, 2030), TODAY, date(2030, 5, 1), True),
        # without: the latest
        (SOME_AUG_14, TODAY, date(2026, 8, 14), False),
        (WrittenDate(18, 11, None), TODAY, TODAY, False),
        (WrittenDate(17, 11, None), TODAY, date(2026, 11, 17), False),
        # but the near one
        (WrittenDate(19, 11, None), TODAY, date(2026, 11, 19), True),
        (WrittenDate(17, 1, None), TODAY, date(2027, 1, 17), True),  # day 60
        (WrittenDate(18, 1, None), TODAY, date(2026, 1, 18), False),  # day 61
        # over the year's end
        (WrittenDate(31, 12, None), date(2026, 1, 1), date(2025, 12, 31), False),
        (WrittenDate(1, 1, None), date(2026, 12, 31), date(2027, 1, 1), True),
        (WrittenDate(1, 1, None), date(2026, 1, 1), date(2026, 1, 1), False),
        # 29 February
        (WrittenDate(29, 2, None), TODAY, date(2024, 2, 29), False),
        (WrittenDate(29, 2, None), date(2027, 12, 31), date(2028, 2, 29), True),  # day 60
        (WrittenDate(29, 2, None), date(2027, 12, 30), date(2024, 2, 29), False),  # day 61
        (WrittenDate(29, 2, None), date(2028, 2, 29), date(2028, 2, 29), False),
        (WrittenDate(29, 2, None), date(2104, 2, 28), date(2104, 2, 29), True),
        (WrittenDate(29, 2, None), date(2103, 6, 1), date(2096, 2, 29), False),
    ],
)
def test_a_written_date_means_one_day(written: WrittenDate, today: date, day: date, *, plan: bool) -> None:
    assert settle(written, today) == NoteDate(day, plan)


@pytest.mark.parametrize(
    ("written", "known", "expected"),
    [
        # a plan stays a plan when it has passed
        (AUG_14, {date(2026, 8, 14): True}, NoteDate(date(2026, 8, 14), plan=True)),
        (SOME_AUG_14, {date(2026, 8, 14): True}, NoteDate(date(2026, 8, 14), plan=True)),
        # a day does not move to a later year
        (SOME_AUG_14, {date(2024, 8, 14): False}, NoteDate(date(2024, 8, 14), plan=False)),
        (WrittenDate(1, 12, None), {date(2025, 12, 1): False}, NoteDate(date(2025, 12, 1), plan=False)),
        (
            SOME_AUG_14,
            {date(2024, 8, 14): False, date(2025, 8, 14): True},
            NoteDate(date(2025, 8, 14), plan=True),
        ),
        # another day, or another year, is not known
        (AUG_14, {date(2025, 8, 14): True}, NoteDate(date(2026, 8, 14), plan=False)),
        (SOME_AUG_14, {date(2024, 8, 15): True}, NoteDate(date(2026, 8, 14), plan=False)),
    ],
)
def test_a_day_that_an_earlier_run_settled_stays_what_it_was(
    written: WrittenDate, known: dict[date, bool], expected: NoteDate
) -> None:
    assert settle(written, TODAY, known) == expected


@given(ANY_DAY, st.dates(date(1990, 1, 1), date(2150, 1, 1)))
def test_a_day_without_a_year_is_past_or_a_near_plan(day: date, today: date) -> None:
    settled = settle(WrittenDate(day.day, day.month, None), today)
    assert (settled.day.day, settled.day.month) == (day.day, day.month)
    assert settled.plan == (settled.day > today)
    assert settled.day <= today + timedelta(days=60)


@pytest.mark.parametrize(
    ("locale", "text", "day"),
    [
        (None, "2026-08-14", date(2026, 8, 14)),
        (None, " 14 Aug 2026. ", date(2026, 8, 14)),
        (None, "Fri, 14 Aug 2026", date(2026, 8, 14)),
        (None, "14 Aug 26", date(2026, 8, 14)),
        (None, "14.08.26", date(2026, 8, 14)),
        (None, "May 2026", date(2026, 5, 1)),
        (None, "14/8/2026", date(2026, 8, 14)),
        ("en_US", "8/14/2026", date(2026, 8, 14)),
        ("en_GB", "3/8/2026", date(2026, 8, 3)),
        ("en_US", "3/8/2026", date(2026, 3, 8)),
        ("ru_RU", "14 августа 2026 г.", date(2026, 8, 14)),
        ("lt_LT", "2026 m. rugpjūčio 14 d.", date(2026, 8, 14)),
        (None, "14 Aug 1950", date(1950, 8, 14)),
    ],
)
def test_a_cell_that_is_one_date_is_read(locale: str | None, text: str, day: date) -> None:
    assert parse_date(text, locale) == day
    assert parse_typed(text, TODAY, locale) == day


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        (None, ""),
        (None, "14 Aug"),
        (None, "5/5"),
        (None, "3/8/2026"),
        ("en_US", "14/8/2026"),
        (None, "2026-08-14 18:30"),
        (None, "14 Aug 2026, lunch"),
        (None, "- 14 Aug 2026"),
        (None, "(14 Aug 2026)"),
        (None, "14 Aug 2026\n15 Aug 2026"),
        (None, "31 Feb 2026"),
        (None, "2026"),
        (None, "46340"),
        (None, "2026-08-14" + " " * 1000),
        (None, "weekly"),
        (None, "90"),
        (None, "done"),
        (None, "-"),
    ],
)
def test_a_cell_that_is_anything_else_is_not_read(locale: str | None, text: str) -> None:
    assert parse_date(text, locale) is None
    assert parse_typed(text, TODAY, locale) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        ("Tomorrow.", date(2026, 11, 19)),
        ("2 weeks", date(2026, 12, 2)),
        ("in 2 weeks", date(2026, 12, 2)),
        ("IN  2 Weeks", date(2026, 12, 2)),
        ("in two weeks", date(2026, 12, 2)),
        ("10 days", date(2026, 11, 28)),
        ("3 months", date(2027, 2, 18)),
        ("in a month", date(2026, 12, 18)),
        ("1 year", date(2027, 11, 18)),
        ("friday", date(2026, 11, 20)),
        ("Fri.", date(2026, 11, 20)),
        ("next Friday", date(2026, 11, 20)),
        ("on Monday", date(2026, 11, 23)),
        ("wednesday", date(2026, 11, 25)),
        ("next week", date(2026, 11, 25)),
        ("next month", date(2026, 12, 18)),
        ("next year", date(2027, 11, 18)),
    ],
)
def test_a_span_typed_in_next_due_counts_from_today(text: str, day: date) -> None:
    assert parse_typed(text, TODAY, None) == day


@given(st.one_of(st.text(), NEAR_DATES))
def test_any_text_may_be_typed(text: str) -> None:
    found = parse_typed(text, TODAY, "en_GB")
    assert found is None or date(1900, 1, 1) <= found <= date(2199, 12, 31)


@pytest.mark.parametrize(
    "locale", [*LOCALES, "lv_LV", "eu_ES", "mn_MN", "ar_EG", "fa_IR", "th_TH", "ko_KR", "xx_YY"]
)
@given(day=st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_day_as_shown_can_be_typed_back(locale: str | None, day: date) -> None:
    text = format_day(day, locale)
    assert parse_typed(text, TODAY, locale) == day
    assert str(day.year) in text


@pytest.mark.parametrize(
    ("text", "month"),
    [("14 KASIM 2026", 11), ("14 Kasım 2026", 11), ("14 kasim 2026", 11), ("14 HAZİRAN 2026", 6)],
)
def test_the_letter_i_is_one_with_and_without_its_dot(text: str, month: int) -> None:
    assert parse_date(text, "tr_TR") == date(2026, month, 14)


@pytest.mark.long
def test_no_name_of_a_month_stops_the_reading_when_it_is_written_in_capitals() -> None:
    languages = [name for name in localedata.locale_identifiers() if "_" not in name and name != "root"]
    for language in languages:
        for name in words_of(language).months:
            parse_date(f"14 {name.upper()} 2026", language)  # raises nothing


def test_a_day_is_shown_as_the_locale_has_it() -> None:
    day = date(2026, 11, 14)
    assert format_day(day, None) == format_day(day, "en_GB") == "14 Nov 2026"
    assert format_day(day, "de_DE") == "14.11.2026"
    assert format_day(day, "lv_LV") == "2026-11-14"
    assert order_of("de_DE") == "dmy"
