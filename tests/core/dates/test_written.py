"""The forms in which people write a date, each at the start of a note."""

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from sync.core.dates.reading import find_dates, find_unordered, find_unread
from sync.core.dates.written import WrittenDate, find_wording

LOCALES = ["en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "pt_BR", "ru_RU", "el_GR", "ja_JP", None]
AUG_14 = WrittenDate(14, 8, 2026)
SOME_AUG_14 = WrittenDate(14, 8, None)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("note", "written"),
    [
        ("2026-08-14 had a baby", AUG_14),
        ("2026-8-14 had a baby", AUG_14),
        ("2026/08/14 had a baby", AUG_14),
        ("2026.08.14 had a baby", AUG_14),
        ("2026. 8. 14. had a baby", AUG_14),
        ("2026-08-14 18:30 dinner", AUG_14),
        ("2026-08-14T18:30 dinner", AUG_14),
        ("2026-08-14: dinner", AUG_14),
        ("2026-08-14, dinner", AUG_14),
        ("2026-08-14", AUG_14),
        ("2026-08-14 - 2 kids now", AUG_14),
        ("2026-08-14 - 18:30 dinner", AUG_14),
        ("14 Aug: new job", SOME_AUG_14),
        ("14 AUG: new job", SOME_AUG_14),
        ("14 August – new job", SOME_AUG_14),
        ("14 Aug—new job", SOME_AUG_14),
        ("14 Aug, dinner", SOME_AUG_14),
        ("14 Aug, 30-minute call", SOME_AUG_14),
        ("14 Aug", SOME_AUG_14),
        ("14 Aug   ", SOME_AUG_14),
        ("14 Aug.", SOME_AUG_14),
        ("14th Aug: call", SOME_AUG_14),
        ("Aug 14: call", SOME_AUG_14),
        ("August 14th - call", SOME_AUG_14),
        ("Sept 3: call", WrittenDate(3, 9, None)),
        ("29 Feb: call", WrittenDate(29, 2, None)),
        ("10 Feb coffee", WrittenDate(10, 2, None)),
        ("Feb 10 coffee", WrittenDate(10, 2, None)),
        ("14 Aug new job", SOME_AUG_14),
        ("14 AUG new job", SOME_AUG_14),
        ("14 aug new job", SOME_AUG_14),
        ("14 Aug “new” job", SOME_AUG_14),
        ("14 Aug (new job)", SOME_AUG_14),
        ("14 Aug 🎉", SOME_AUG_14),
        ("3 May: call", WrittenDate(3, 5, None)),
        ("3 May called", WrittenDate(3, 5, None)),
        ("3 may 2026 called", WrittenDate(3, 5, 2026)),
        ("14-16 Aug: trip", WrittenDate(16, 8, None)),
        ("14–16 Aug trip", WrittenDate(16, 8, None)),
        ("14 – 16 Aug: trip", WrittenDate(16, 8, None)),
        ("14/15 Aug: trip", WrittenDate(15, 8, None)),
        ("14 & 15 Aug: trip", WrittenDate(15, 8, None)),
        ("14th to 16th Aug: trip", WrittenDate(16, 8, None)),
        ("Aug 14-16, 2026", WrittenDate(16, 8, 2026)),
        ("Aug 14-16: trip", WrittenDate(16, 8, None)),
        ("Aug 14-16 trip", WrittenDate(16, 8, None)),
        ("Aug 14 - 16: trip", WrittenDate(16, 8, None)),
        ("14 Aug - 16 Aug: trip", WrittenDate(16, 8, None)),
        ("14 Aug – Mon 16 Aug trip", WrittenDate(16, 8, None)),
        ("14 Aug - Sept 3 trip", WrittenDate(3, 9, None)),
        ("30 Dec 2026 - 2 Jan: trip", WrittenDate(2, 1, None)),
        ("14 Aug 2026 - 16 Aug 2026: trip", WrittenDate(16, 8, 2026)),
        ("14 Aug 2026 to 16 Aug 2026: trip", WrittenDate(16, 8, 2026)),
        ("2026-08-14 - 2026-08-16 trip", WrittenDate(16, 8, 2026)),
        ("2026-08-14/15 trip", WrittenDate(15, 8, 2026)),
        ("14.08. - 16.08.2026 trip", WrittenDate(16, 8, 2026)),
        ("May 2026 - June 2026: trip", WrittenDate(1, 6, 2026)),
        ("Mon 14 Aug - Wed 16 Aug: trip", WrittenDate(16, 8, None)),
        ("May 26: call", WrittenDate(26, 5, None)),
        ("Aug 14, 2026 - lunch", AUG_14),
        ("August 14th, 2026 lunch", AUG_14),
        ("Aug. 14 2026 lunch", AUG_14),
        ("14 August 2026 lunch", AUG_14),
        ("14 Aug, 2026 lunch", AUG_14),
        ("14. August 2026 lunch", AUG_14),
        ("14th of August 2026 lunch", AUG_14),
        ("2026 August 14 lunch", AUG_14),
        ("14-Aug-2026", AUG_14),
        ("14-Aug-2026 lunch", AUG_14),
        ("14-Aug-26 lunch", AUG_14),
        ("14/Aug/2026 lunch", AUG_14),
        ("14 Aug 26: lunch", AUG_14),
        ("14 Aug 26", AUG_14),
        ("14 Aug '26 lunch", AUG_14),
        ("14 Aug ’26 lunch", AUG_14),
        ("14.08.26 …", AUG_14),
        ("14.08.2026 lunch", AUG_14),
        ("14. 8. 2026 lunch", AUG_14),
        ("5/5: dinner", WrittenDate(5, 5, None)),
        ("5/5/2026 dinner", WrittenDate(5, 5, 2026)),
        ("May 2026 moved", WrittenDate(1, 5, 2026)),
        ("May, 2026: moved", WrittenDate(1, 5, 2026)),
        ("May '26 moved", WrittenDate(1, 5, 2026)),
        ("2026年8月14日结婚", AUG_14),
        ("2026年8月に結婚", WrittenDate(1, 8, 2026)),
        ("8月14日：電話", SOME_AUG_14),
        ("2026년 8월 14일 결혼", AUG_14),
        ("２０２６－０８－１４　dinner", AUG_14),
        ("٢٠٢٦-٠٨-١٤ dinner", AUG_14),
        ("14\u00a0Aug\u202f: dinner", SOME_AUG_14),
        ("14 Aug 1900: born", WrittenDate(14, 8, 1900)),
        ("14 Aug 2199: party", WrittenDate(14, 8, 2199)),
        ("29 Feb 2028: party", WrittenDate(29, 2, 2028)),
    ],
)
def test_a_date_is_read_in_every_locale(note: str, written: WrittenDate, locale: str | None) -> None:
    assert find_dates(note, locale) == (written,)
    assert find_unordered(note, locale) == ()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "note",
    [
        "",
        "March for science",
        "May be moving",
        "May 2026's conference",
        "2026 May be good",
        "5/5 stars",
        "5/5 - 6 stars",
        "24/7",
        "24/7: on call",
        "24/7/365",
        "9-5: office",
        "9-5",
        "3-4 times",
        "1/2 marathon",
        "1/2-price tickets",
        "14 Aug 26 people came",
        "14 Aug 26-people party",
        "14 Aug 18:30 dinner",
        "14.8. call",
        "5.5h run",
        "1. 5: the fifth",
        "1. 14 Aug: the first",
        "2026-08-14th",
        "2026-08-141",
        "2026-08-14-5",
        "2026-08",
        "20260814",
        "14.08.2612",
        "14 Aug 2612 lunch",
        "14.08.026",
        "14 Aug 1899 lunch",
        "14 Aug 2200 lunch",
        "1.2.3.4",
        "1.2.26.1",
        "1/2/26/1",
        "10.0.0.1",
        "12-34-5678",
        "14-08-26",
        "555-1234",
        "+49 30 123456",
        "31 Feb 2026",
        "29 Feb 2026",
        "30 Feb: x",
        "31/04: x",
        "04/31: x",
        "2026-13-01",
        "2026-00-10",
        "0 Aug: x",
        "00.00.2026",
        "32/13/2026",
        "5²/8: x",
        "½: x",
        "14 Augustine: x",
        "14 Marathons",
        "2 march",
        "2 march: in the park",
        "march 2 times",
        "16-14 Aug: trip",
        "9-5: 14 Aug",
    ],
)
def test_what_is_not_certainly_a_date_is_none(note: str, locale: str | None) -> None:
    assert find_dates(note, locale) == ()
    assert find_unordered(note, locale) == ()


@pytest.mark.parametrize(
    ("locale", "is_date"), [("en_US", False), ("de_DE", False), (None, False), ("es_ES", True)]
)
def test_an_english_word_in_small_letters_is_a_month_where_the_language_writes_it_so(
    locale: str | None, *, is_date: bool
) -> None:
    assert bool(find_dates("3 may come", locale)) == is_date


@pytest.mark.parametrize(
    ("locale", "note", "written"),
    [
        ("en_US", "8/14: call", SOME_AUG_14),
        ("en_US", "8/14/2026 call", AUG_14),
        ("en_US", "8/14/26 call", AUG_14),
        ("en_US", "08-14-2026 call", AUG_14),
        ("en_US", "3/8: call", WrittenDate(8, 3, None)),
        ("en_US", "3.8.26 call", WrittenDate(3, 8, 2026)),
        ("en_US", "8/14/26-8/16/26 trip", WrittenDate(16, 8, 2026)),
        ("en_GB", "14/8/26-16/8/26 trip", WrittenDate(16, 8, 2026)),
        ("en_GB", "14/8 - 16/8: trip", WrittenDate(16, 8, None)),
        ("de_DE", "14.8.: Umzug", SOME_AUG_14),
        ("de_DE", "14. 8.: Umzug", SOME_AUG_14),
        ("de_DE", "14.08: Umzug", SOME_AUG_14),
        ("de_DE", "14.8. - 16.8.: Reise", WrittenDate(16, 8, None)),
        ("de_DE", "14.-16.8.: Reise", WrittenDate(16, 8, None)),
        ("ru_RU", "14.08: свадьба", SOME_AUG_14),
        ("de_DE", "10. Februar: Kaffee", WrittenDate(10, 2, None)),
        ("de_DE", "10. Februar Kaffee", WrittenDate(10, 2, None)),
        ("de_DE", "10. bis 12. Februar Kaffee", WrittenDate(12, 2, None)),
        ("fr_FR", "10 févr.: café", WrittenDate(10, 2, None)),
        ("fr_FR", "10 févr. café", WrittenDate(10, 2, None)),
        ("es_ES", "14 mar cena", WrittenDate(14, 3, None)),
        ("fr_FR", "3 mai café", WrittenDate(3, 5, None)),
        ("en_GB", "14/8: call", SOME_AUG_14),
        ("en_GB", "14/08/2026 call", AUG_14),
        ("en_GB", "14/8/26 call", AUG_14),
        ("en_GB", "14-08-2026 call", AUG_14),
        ("en_GB", "3/8: call", WrittenDate(3, 8, None)),
        ("en_GB", "24/07: call", WrittenDate(24, 7, None)),
        ("en_GB", "24/7/2026 call", WrittenDate(24, 7, 2026)),
        ("de_DE", "3. März 2026 Umzug", WrittenDate(3, 3, 2026)),
        ("de_DE", "3. MÄRZ: Umzug", WrittenDate(3, 3, None)),
        ("de_DE", "14. Aug.: Umzug", SOME_AUG_14),
        ("de_DE", "14/8: Umzug", SOME_AUG_14),
        ("fr_FR", "1er mars 2026", WrittenDate(1, 3, 2026)),
        ("fr_FR", "1er mars : appel", WrittenDate(1, 3, None)),
        ("fr_FR", "14 août\u202f: appel", SOME_AUG_14),
        ("fr_FR", "14 févr. 2026 appel", WrittenDate(14, 2, 2026)),
        ("es_ES", "14 de agosto de 2026 boda", AUG_14),
        ("es_ES", "14 de ago: boda", SOME_AUG_14),
        ("es_ES", "14 de agosto del 2026 boda", AUG_14),
        ("es_ES", "mayo de 2026 boda", WrittenDate(1, 5, 2026)),
        ("es_ES", "mar 14: boda", WrittenDate(14, 3, None)),
        ("es_ES", "mar 14/8: boda", SOME_AUG_14),
        ("pt_BR", "1º de março de 2026", WrittenDate(1, 3, 2026)),
        ("pt_BR", "14 de ago. de 2026 festa", AUG_14),
        ("ru_RU", "14 августа 2026 г. свадьба", AUG_14),
        ("ru_RU", "14 августа 2026г. свадьба", AUG_14),
        ("ru_RU", "14.08.2026г. свадьба", AUG_14),
        ("ru_RU", "14 АВГУСТА: свадьба", SOME_AUG_14),
        ("ru_RU", "август 2026", WrittenDate(1, 8, 2026)),
        ("el_GR", "14 Αυγούστου 2026 γάμος", AUG_14),
        ("ja_JP", "8/14: 電話", SOME_AUG_14),
        ("lt_LT", "2026 m. rugpjūčio 14 d. skambutis", AUG_14),
        ("hu_HU", "2026. augusztus 14. hívás", AUG_14),
        ("cs_CZ", "14. srpna 2026 hovor", AUG_14),
        ("vi_VN", "14 tháng 8, 2026 gọi", AUG_14),
        ("he_IL", "14 באוגוסט 2026 שיחה", AUG_14),
        ("sv_SE", "14/8: fika", SOME_AUG_14),
        (None, "14/8: call", SOME_AUG_14),
        (None, "8/14: call", SOME_AUG_14),
        (None, "14-08-2026 call", AUG_14),
        ("garbage!!", "14/8: call", SOME_AUG_14),
    ],
)
def test_a_date_is_read_in_the_words_and_the_order_of_the_locale(
    locale: str | None, note: str, written: WrittenDate
) -> None:
    assert find_dates(note, locale) == (written,)


@pytest.mark.parametrize(
    ("locale", "note"),
    [
        ("en_US", "14/8: call"),
        ("en_US", "3.11: python"),
        ("en_US", "14.8.: call"),
        ("en_GB", "14.8.: call"),
        (None, "14.8.: call"),
        ("en_US", "14/8/26-16/8/26 trip"),
        ("en_US", "14/08/2026 call"),
        ("en_US", "14-08-2026 call"),
        ("en_GB", "8/14: call"),
        ("en_GB", "8/14/2026 call"),
        ("de_DE", "8.14.2026 Umzug"),
        ("en_US", "8.14.26 call"),
        ("ja_JP", "14/8: 電話"),
        ("en_US", "1er mars 2026"),
        ("fr_FR", "14 aout 2026"),
        (None, "14 août 2026"),
    ],
)
def test_nothing_is_turned_round_and_no_foreign_word_is_read(locale: str | None, note: str) -> None:
    assert find_dates(note, locale) == ()
    assert find_unordered(note, locale) == ()


@pytest.mark.parametrize(
    ("locale", "note", "text"),
    [
        (None, "3/8: call", "3/8"),
        (None, "- Mon 3/8: call", "3/8"),
        (None, "call (3/8)", "3/8"),
        (None, "3/8/2026 call", "3/8/2026"),
        (None, "3-8-2026 call", "3-8-2026"),
        (None, "03/08/26 call", "03/08/26"),
        ("garbage!!", "3/8: call", "3/8"),
        ("sv_SE", "3/8: fika", "3/8"),
        ("ja_JP", "3/8/2026 電話", "3/8/2026"),
    ],
)
def test_a_date_whose_order_matters_and_is_not_known_is_told(
    locale: str | None, note: str, text: str
) -> None:
    assert find_unordered(note, locale) == (text,)
    assert find_dates(note, locale) == ()


@pytest.mark.parametrize(
    ("locale", "note", "text"),
    [
        ("en_US", "31 Sep: call", "31 Sep"),
        ("en_US", "31 Sep 2026 call", "31 Sep 2026"),
        ("en_US", "- Mon 30 Feb: call", "30 Feb"),
        ("en_US", "(31 Sep) call", "31 Sep"),
        ("en_US", "14/8/2026 call", "14/8/2026"),
        ("en_US", "14-08-2026: call", "14-08-2026"),
        ("de_DE", "8.14.2026 Umzug", "8.14.2026"),
        ("en_GB", "2026-13-01 call", "2026-13-01"),
        ("en_GB", "14 Aug 18:30 dinner", "14 Aug"),
        ("en_GB", "14 Aug 26 people came", "14 Aug"),
        ("en_GB", "14 Aug 2612 lunch", "14 Aug 2612"),
    ],
)
def test_what_begins_a_note_like_a_date_and_is_none_is_told(locale: str, note: str, text: str) -> None:
    assert find_unread(note, locale) == text


@pytest.mark.parametrize(
    "note",
    [
        "",
        "likes jazz",
        "14 Aug: call",
        "14/8/2026 call",
        "likes jazz\n31 Sep: call",
        "call on 31 Sep",
        "1/2 marathon",
        "5/5 stars",
        "9/10 great",
        "24/7",
        "3.11: python",
        "1.2.3.4",
        "10.0.0.1",
        "9-5: office",
        "18:30 dinner",
        "14:08:2026",
        "555-12-3456",
        "3 may come",
        "2 march",
        "May be moving",
        "May 2026's conference",
        "14 Marathons",
        "2026 was good",
        "+49 30 123456",
    ],
)
def test_fractions_scores_versions_and_times_are_not_told(note: str) -> None:
    assert find_unread(note, "en_GB") is None


@pytest.mark.parametrize("note", ["3/8/2026 call", "3-8-2026 call"])
def test_a_date_whose_order_is_not_known_is_not_told_twice(note: str) -> None:
    assert find_unread(note, None) is None


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("style", ["long", "full", "medium"])
@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_what_the_locale_writes_is_read_back(style: str, locale: str | None, day: date) -> None:
    text = format_date(day, style, locale or "en_GB")
    assert find_dates(f"{text} x", locale) == (WrittenDate(day.day, day.month, day.year),)


FORMS = [
    "{0:%Y-%m-%d} x",
    "{0:%Y/%m/%d} x",
    "{0:%d.%m.%Y} x",
    "{0.day}. {0.month}. {0.year} x",
    "{0.day} {0:%b} {0.year} x",
    "{0.day} {0:%B} {0.year} x",
    "{0:%d-%b-%Y} x",
    "{0:%b} {0.day}, {0.year} x",
    "{0:%B} {0.day}th, {0.year} x",
    "{0.day}th of {0:%B} {0.year} x",
    "{0.year}年{0.month}月{0.day}日x",
    "[{0:%d %b %Y}] x",
    "x ({0:%B} {0.day}, {0.year})",
    "- {0:%a}, {0:%d %b %Y}: x",
]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("form", FORMS)
@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back_from_every_form(form: str, locale: str | None, day: date) -> None:
    assert find_dates(form.format(day), locale) == (WrittenDate(day.day, day.month, day.year),)


@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_numeric_date_is_read_in_its_own_order_only(day: date) -> None:
    day_first, month_first = f"{day:%d/%m/%Y} x", f"{day:%m/%d/%Y} x"
    written = WrittenDate(day.day, day.month, day.year)
    assert find_dates(day_first, "en_GB") == find_dates(month_first, "en_US") == (written,)
    assert find_dates(day_first, None) in ((), (written,))
    assert bool(find_dates(day_first, None)) != bool(find_unordered(day_first, None))
    assert (written in find_dates(day_first, "en_US")) == (day.day == day.month)


def test_a_wording_tells_where_it_ends() -> None:
    found = find_wording("mon, 14 aug 2026 lunch", 0, None)
    assert found == (AUG_14, len("mon, 14 aug 2026"))
    assert find_wording("", 0, None) is None
