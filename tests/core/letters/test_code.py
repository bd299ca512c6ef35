"""The code of an answer: whole, or worth nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.letters.code import LENGTH, Expired, NotOurs, Valid, make_code, read_code

KEY, SHEET, PERSON, DAY = b"0123456789abcdef", "1A2b3C4d#0", 0x2ABCDEF1, date(2026, 11, 23)
CODE = make_code(KEY, SHEET, PERSON, DAY)
DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


def test_a_code_tells_the_person_and_the_day() -> None:
    assert read_code(CODE, KEY, SHEET, DAY) == Valid(PERSON, DAY)


def test_a_code_is_short_and_in_letters_of_one_case() -> None:
    assert len(CODE) == LENGTH == 24
    assert CODE.isalnum()
    assert CODE.lower() == CODE


@pytest.mark.parametrize("place", range(LENGTH))
def test_with_any_one_character_changed_it_is_not_ours(place: int) -> None:
    for digit in DIGITS:
        if digit != CODE[place]:
            changed = CODE[:place] + digit + CODE[place + 1 :]
            assert read_code(changed, KEY, SHEET, DAY) == NotOurs()


@pytest.mark.parametrize(
    ("key", "sheet"),
    [(b"0123456789abcdeg", SHEET), (KEY, "1A2b3C4d#1"), (b"", SHEET), (KEY, "")],
    ids=["another key", "another sheet", "no key", "no sheet"],
)
def test_a_code_of_another_key_or_sheet_is_not_ours(key: bytes, sheet: str) -> None:
    assert read_code(CODE, key, sheet, DAY) == NotOurs()


def test_a_checksum_does_not_fit_another_person_or_day() -> None:
    checks = {
        make_code(KEY, SHEET, person, day)[-14:]
        for person in (PERSON, PERSON + 1, 0)
        for day in (DAY, DAY + timedelta(days=1))
    }

    assert len(checks) == 6
    for check in checks - {CODE[-14:]}:
        assert read_code(CODE[:10] + check, KEY, SHEET, DAY) == NotOurs()


@pytest.mark.parametrize(
    "typed",
    [
        CODE.upper(),
        CODE.replace("0", "o").replace("1", "l"),
        CODE.replace("0", "O").replace("1", "I"),
        f" {CODE[:6]} {CODE[6:12]}-{CODE[12:]}\r\n ",
    ],
)
def test_case_spaces_and_letters_that_look_alike_do_not_matter(typed: str) -> None:
    assert read_code(typed, KEY, SHEET, DAY) == Valid(PERSON, DAY)


@pytest.mark.parametrize(
    "text", ["", "x", CODE[:-1], f"{CODE}0", CODE[:-1] + "ü", CODE[:-1] + "u", "🙂" * 24]
)
def test_what_is_no_code_is_not_ours(text: str) -> None:
    assert read_code(text, KEY, SHEET, DAY) == NotOurs()


@pytest.mark.parametrize(
    ("days", "means"), [(-1, Valid(PERSON, DAY)), (60, Valid(PERSON, DAY)), (61, Expired(PERSON, DAY))]
)
def test_it_is_good_for_sixty_days(days: int, means: Valid | Expired) -> None:
    assert read_code(CODE, KEY, SHEET, DAY + timedelta(days=days)) == means


def test_what_does_not_fit_into_a_code_is_refused() -> None:
    for person, day in ((1 << 30, DAY), (-1, DAY), (PERSON, date(1999, 12, 31)), (PERSON, date(2180, 1, 1))):
        with pytest.raises(ValueError, match="no code"):
            make_code(KEY, SHEET, person, day)


@given(
    st.integers(0, (1 << 30) - 1),
    st.dates(date(2000, 1, 1), date(2179, 6, 1)),
    st.binary(min_size=16),
    st.text(),
)
def test_every_person_day_key_and_sheet_has_its_code(person: int, day: date, key: bytes, sheet: str) -> None:
    assert read_code(make_code(key, sheet, person, day), key, sheet, day) == Valid(person, day)
