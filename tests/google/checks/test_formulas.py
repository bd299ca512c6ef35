"""What cells come to, and how they are shown."""

import datetime as dt
from typing import Any

import pytest

from tests.google.checks.conftest import Client
from tests.google.formulas.formats import format_number
from tests.google.server import Emulator

DAY = dt.date(2026, 11, 23)
SERIAL = 46349


def in_locale(google: Emulator, locale: str, *rows: list[Any]) -> Client:
    google.today = DAY
    client = Client(google, google.create(locale=locale))
    client.person.type("A1", *rows)
    return client


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3", {"numberValue": 7}),
        ("=-(1+2)/4", {"numberValue": -0.75}),
        ("=2^3^1%", {"numberValue": 2**0.03}),
        ('="a"&1&TRUE', {"stringValue": "a1TRUE"}),
        ('=46340+N("2026-11-14 · in touch, A1")', {"numberValue": 46340}),
        ('="paused"&T(N("memory"))', {"stringValue": "paused"}),
        ("=TODAY()", {"numberValue": SERIAL}),
        ("=DATE(2026,11,23)", {"numberValue": SERIAL}),
        ("=EDATE(DATE(2026;11;30);3)", {"numberValue": 46446}),
        ('=PROPER("ada lovelace")', {"stringValue": "Ada Lovelace"}),
        ('=IF(1>2,"yes","no")', {"stringValue": "no"}),
        ('=IF("a"="A",1,1/0)', {"numberValue": 1}),
        ("=ISNUMBER(Z9)", {"boolValue": False}),
        ("=(1<2)*(2<3)>0", {"boolValue": True}),
        ("=SUM(Z1:Z3,2)", {"numberValue": 2}),
        ('=HYPERLINK("https://example.org","site")', {"stringValue": "site"}),
        ("=Z9", {"numberValue": 0}),
        ("=10<9", {"boolValue": False}),
        ('=9<"1"', {"boolValue": True}),
    ],
)
def test_a_formula_has_a_value(google: Emulator, formula: str, value: dict[str, Any]) -> None:
    client = in_locale(google, "en_US", [formula])
    assert client.person.cell("A1")["effectiveValue"] == value


@pytest.mark.parametrize(
    ("formula", "kind", "shown"),
    [
        ("=1/0", "DIVIDE_BY_ZERO", "#DIV/0!"),
        ("=FOO(1)", "NAME", "#NAME?"),
        ("=hello", "NAME", "#NAME?"),
        ("=1+", "ERROR", "#ERROR!"),
        ('=1+"x"', "VALUE", "#VALUE!"),
        ("=#REF!+1", "REF", "#REF!"),
        ("=A2000", "REF", "#REF!"),
        ("=A1", "REF", "#REF!"),
        ("=Nowhere!A1", "REF", "#REF!"),
        ('=IF("x",1,2)', "VALUE", "#VALUE!"),
        ("=DATE(1)", "N_A", "#N/A"),
    ],
)
def test_a_formula_can_fail(google: Emulator, formula: str, kind: str, shown: str) -> None:
    cell = in_locale(google, "en_US", [formula]).person.cell("A1")
    assert cell["effectiveValue"]["errorValue"]["type"] == kind
    assert cell["formattedValue"] == shown


def test_an_error_read_unformatted_is_explained(google: Emulator) -> None:
    client = in_locale(google, "en_US", ["=1/0"])
    shown = client.values("A1", "?valueRenderOption=UNFORMATTED_VALUE")
    assert shown["values"] == [["#DIV/0! (Function DIVIDE parameter 2 cannot be zero.)"]]


@pytest.mark.parametrize(
    ("locale", "formula", "shown"),
    [
        ("en_US", "=SUM(1,5)", "6"),
        ("en_US", "=SUM(1;5)", "6"),
        ("de_DE", "=SUM(1;5)", "6"),
        ("de_DE", "=SUM(1,5)", "1,5"),
        ("de_DE", "=1,5*2", "3"),
        ("de_DE", "=1.5*2", "#ERROR!"),
        ("es_ES", '=IF(1=1,"a","b")', "#ERROR!"),
        ("es_MX", '=IF(1=1,"a","b")', "a"),
    ],
)
def test_the_locale_says_what_parts_arguments(
    google: Emulator, locale: str, formula: str, shown: str
) -> None:
    assert in_locale(google, locale, [formula]).person.values("A1") == [[shown]]


@pytest.mark.parametrize(
    ("number_format", "locale", "shown"),
    [
        ({}, "en_US", "46349"),
        ({"type": "DATE"}, "en_US", "11/23/2026"),
        ({"type": "DATE"}, "de_DE", "23.11.2026"),
        ({"type": "DATE"}, "en_GB", "23/11/2026"),
        ({"type": "DATE", "pattern": "yyyy-mm-dd"}, "de_DE", "2026-11-23"),
        ({"type": "DATE", "pattern": "d.m.yy"}, "de_DE", "23.11.26"),
        ({"type": "DATE", "pattern": "ddd d mmm yyyy"}, "en_GB", "Mon 23 Nov 2026"),
        ({"type": "NUMBER", "pattern": "000000"}, "en_US", "046349"),
        ({"type": "NUMBER", "pattern": "#,##0.00"}, "en_US", "46,349.00"),
        ({"type": "NUMBER", "pattern": "#,##0.00"}, "de_DE", "46.349,00"),
        ({"type": "TEXT"}, "en_US", "46349"),
    ],
)
def test_a_number_is_shown_by_its_format(number_format: dict[str, str], locale: str, shown: str) -> None:
    assert format_number(SERIAL, number_format, locale) == shown


def test_minutes_and_months_are_told_apart() -> None:
    shown = format_number(SERIAL + 0.52, {"type": "DATE_TIME", "pattern": "m/d h:mm:ss"}, "en_US")
    assert shown == "11/23 12:28:48"


def test_a_formula_that_gives_a_date_is_shown_as_one(google: Emulator) -> None:
    client = in_locale(google, "en_US", ["=TODAY()", "=TODAY()+1", "=TODAY()-TODAY()", "=1+1"])
    assert client.person.values("A1:D1") == [["11/23/2026", "11/24/2026", "0", "2"]]


def test_today_is_the_spreadsheets_day() -> None:
    moment = dt.datetime(2026, 11, 23, 23, 30, tzinfo=dt.UTC).timestamp()
    with Emulator(clock=lambda: moment, accept_replay=True) as google:
        berlin = google.create(time_zone="Europe/Berlin")
        google.person(berlin).type("A1", ["=TODAY()"])
        assert google.person(berlin).cell("A1")["effectiveValue"] == {"numberValue": SERIAL + 1}


def test_a_link_is_told(google: Emulator) -> None:
    client = in_locale(google, "de_DE", ['=HYPERLINK("https://example.org";"site")'])
    assert client.person.cell("A1")["hyperlink"] == "https://example.org"
