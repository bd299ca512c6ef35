"""The cell is the date, and remembers; what is written is read back, and nothing of the owner's is in it."""

import re
from base64 import urlsafe_b64encode
from datetime import date
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.contacts.fingerprints import fingerprint, fold
from sync.core.due.memory.formula import Held, read_formula, write_formula
from sync.core.due.memory.memory import How, Memory, Paused, Told, Why
from sync.core.plan.stops import StopError
from sync.core.table import MAC_EPOCH
from tests.core.tables import memory_of, plan_of

DUE = date(2026, 11, 14)
ADA = Memory(1, 2, 3, 4, due=DUE, in_touch=date(2026, 8, 14), how=How.NOTE, noticed=date(2026, 8, 20))
PAUSED = ADA._replace(paused=Paused.BY_WORD)

prints = st.integers(0, 2**30 - 1)
days = st.dates(date(1900, 1, 1), date(2300, 12, 31))
maybe = st.none() | days
memories = st.builds(
    Memory,
    email=prints,
    phone=prints,
    name=prints,
    note=prints,
    due=days,
    why=st.sampled_from([Why.EVIDENCE, Why.SET, Why.EASED, Why.KEPT]),
    in_touch=maybe,
    how=st.sampled_from([None, How.NOTE, How.LAST, How.EDIT, How.DONE, How.LETTER, How.ANSWER]),
    carried=maybe,
    carried_how=st.sampled_from([None, How.EDIT, How.DONE, How.LETTER, How.ANSWER]),
    noticed=maybe,
    late=st.booleans(),
    note_date=maybe,
    note_plan=maybe,
    pin=maybe,
    pin_base=maybe,
    before=maybe,
    paused=st.sampled_from([None, Paused.BY_WORD, Paused.BY_EVERY]),
    told=st.sampled_from([None, Told.COPIED, Told.MANY_EDITS, Told.LONG_PAST]),
    told_on=maybe,
    told_of=prints,
    dates=prints,
    moved=prints,
    note_gone=st.booleans(),
    told_date=maybe,
    pinned_on=maybe,
    eased=maybe,
    by_itself=maybe,
    taken=st.integers(0, 2**32 - 1),
)


@given(memories)
def test_what_is_written_is_read_back(memory: Memory) -> None:
    for epoch in (date(1899, 12, 30), MAC_EPOCH):
        formula = write_formula(memory, epoch)
        assert read_formula(formula, epoch) == Held(None if memory.paused else memory.due, memory)


@given(memories)
def test_the_quoted_text_is_shorter_than_excel_allows(memory: Memory) -> None:
    quoted = re.findall(r'"([^"]*)"', write_formula(memory))
    assert max(map(len, quoted)) <= 255


def test_the_cell_is_the_date_and_says_why() -> None:
    assert re.fullmatch(
        r'=46340\+N\("2026-11-14 · in touch 2026-08-14, from the date in your note · #[\w-]{132}"\)',
        write_formula(ADA),
    )
    assert write_formula(ADA, MAC_EPOCH).startswith("=44878+N(")


def test_a_paused_cell_reads_paused() -> None:
    assert re.fullmatch(r'="paused"&T\(N\("paused by you · #[\w-]{132}"\)\)', write_formula(PAUSED))


@pytest.mark.parametrize(
    ("memory", "words"),
    [
        (ADA._replace(how=How.LAST), "2026-11-14 · in touch 2026-08-14, from Last contacted · #"),
        (ADA._replace(how=How.EDIT), "2026-11-14 · in touch 2026-08-14, when you edited the note · #"),
        (ADA._replace(how=How.DONE), "2026-11-14 · in touch 2026-08-14, you said done · #"),
        (ADA._replace(how=None, in_touch=None), "2026-11-14 · no date known yet · #"),
        (ADA._replace(how=None, why=Why.SET), "2026-11-14 · you set this date · no date known yet · #"),
        (ADA._replace(paused=Paused.BY_EVERY), "paused: Every says never · #"),
    ],
)
def test_the_words_are_for_people(memory: Memory, words: str) -> None:
    assert f'"{words}' in write_formula(memory)


BEFORE = {
    Memory(
        *(11, 12, 13, 14),
        due=date(2026, 11, 14),
        in_touch=date(2026, 8, 14),
        how=How.NOTE,
        noticed=date(2026, 8, 20),
        note_date=date(2026, 8, 14),
        dates=77,
    ): (
        "AQAAAAsAAAAMAAAADQAAAA4AC0pedgALSgJuAAAAAC0AC0oIAAALSgIAAAAAAA"
        "AAAAAAAAAAAAAALS0AAAAAAAAAAAAAAE0AAAAA774U"
    ),
    Memory(
        *(21, 0, 23, 24),
        due=date(2027, 2, 20),
        in_touch=date(2026, 11, 20),
        how=How.DONE,
        carried=date(2026, 11, 20),
        carried_how=How.DONE,
        noticed=date(2026, 11, 20),
        late=True,
        before=date(2026, 11, 1),
    ): (
        "AQAAABUAAAAAAAAAFwAAABgAC0rAdgALSmRkAAtKZGQAC0pkAQAAAAAAAAAAAA"
        "AAAAAAAAAAC0pRLS0AAAAAAAAAAAAAAAAAAAAA5DEU"
    ),
    Memory(
        *(31, 32, 33, 0),
        due=date(2026, 12, 24),
        why=Why.SET,
        in_touch=date(2026, 9, 1),
        how=How.LAST,
        noticed=date(2026, 11, 2),
        pin=date(2026, 12, 24),
        pin_base=date(2026, 9, 1),
    ): (
        "AQAAAB8AAAAgAAAAIQAAAAAAC0qGcwALShRsAAAAAC0AC0pSAAAAAAAAAAAAAA"
        "tKhgALShQAAAAALS0AAAAAAAAAAAAAAAAAAAAAYLm4"
    ),
    Memory(
        *(41, 42, 43, 44),
        due=date(2027, 1, 5),
        why=Why.EASED,
        noticed=date(2026, 11, 2),
        note_plan=date(2027, 1, 3),
        dates=9,
    ): (
        "AQAAACkAAAAqAAAAKwAAACwAC0qSaQAAAAAtAAAAAC0AC0pSAAAAAAAAC0qQAA"
        "AAAAAAAAAAAAAALS0AAAAAAAAAAAAAAAkAAAAAAupm"
    ),
    Memory(
        *(51, 52, 53, 54),
        due=date(2026, 11, 30),
        why=Why.KEPT,
        pin=date(2026, 11, 30),
        paused=Paused.BY_WORD,
        told=Told.COPIED,
        told_on=date(2026, 11, 1),
        told_of=99,
    ): (
        "AQAAADMAAAA0AAAANQAAADYAC0puawAAAAAtAAAAAC0AAAAAAAAAAAAAAAAAAA"
        "tKbgAAAAAAAAAAd2MAC0pRAAAAYwAAAAAAAAAAQPOg"
    ),
}
"""Codes as version 1.0.0 of the program wrote them."""


@pytest.mark.parametrize(("memory", "code"), BEFORE.items())
def test_cells_of_the_version_before_are_read_as_before(memory: Memory, code: str) -> None:
    cell = (
        f'="paused"&T(N("#{code}"))' if memory.paused else write_formula(memory).split("#")[0] + f'#{code}")'
    )
    assert read_formula(cell) == Held(None if memory.paused else memory.due, memory)


def of_version(version: int, packed: bytes) -> str:
    whole = bytes([version]) + packed
    return urlsafe_b64encode(whole + crc32(whole).to_bytes(4, "big")[:3]).decode().rstrip("=")


@pytest.mark.parametrize("formula", ['=46340+N("x · #{}")', '="paused"&T(N("paused by you · #{}"))'])
def test_a_whole_code_of_a_newer_version_stops_the_run(formula: str) -> None:
    with pytest.raises(StopError, match="newer version") as stop:
        read_formula(formula.format(of_version(3, b"whatever comes")))
    assert stop.value.cure == "update this copy"


def test_a_damaged_code_of_any_version_still_is_a_date() -> None:
    code = of_version(3, b"whatever comes")
    assert read_formula(f'=46340+N("x · #{code[:-1]}A")') == Held(DUE, None)
    assert read_formula(f'=46340+N("x · #{of_version(2, b"too short")}")') == Held(DUE, None)


def test_the_words_are_never_read_back() -> None:
    formula = write_formula(ADA)
    assert read_formula(formula.replace("in touch 2026-08-14", "am 14.8. gesehen")) == read_formula(formula)


@pytest.mark.parametrize(
    "write",
    [
        lambda formula: formula.replace("=46340+N(", "= 46340 + N( "),
        lambda formula: formula.replace("+N(", "\n+ N("),
    ],
)
def test_spaces_that_a_spreadsheet_adds_do_no_harm(write: "type[str]") -> None:
    assert read_formula(write(write_formula(ADA))) == Held(DUE, ADA)


@pytest.mark.parametrize(
    "formula",
    [
        '=46340+N("")',
        '=46340+N("2026-11-14")',
        '=46340+N("2026-11-14 · #")',
        '=46340+N("2026-11-14 · #AAAA")',
        '=46340+N("2026-11-14 · #ünïcode")',
        '=46340+N("a ""quoted"" word")',
        '=46340+1-1+N("x")',
        '=46340+N("cut off',
        write_formula(ADA)[:-10] + '")',
        write_formula(ADA).replace("#Ag", "#Ah"),
        write_formula(ADA._replace(due=date(2026, 11, 15))).replace("46341", "46340"),
        write_formula(PAUSED).replace('="paused"&T(N(', "=46340+N(").removesuffix(")"),
    ],
)
def test_a_damaged_memory_still_is_a_date(formula: str) -> None:
    assert read_formula(formula) == Held(DUE, None)


@pytest.mark.parametrize(
    "formula",
    ['="paused"&T(N(""))', '="paused"&T(N("x")', write_formula(PAUSED).replace("#Ag", "#Ah")],
)
def test_a_damaged_pause_still_is_a_pause(formula: str) -> None:
    assert read_formula(formula) == Held(None, None)


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "=46340",
        "=A2+90",
        "=TODAY()+7",
        '=N("x")+46340',
        '="paused"',
        '=DATE(2026;11;14)+N("x")',
        '=IF(A1,1+N("x"))',
    ],
)
def test_any_other_formula_is_the_owners(formula: str) -> None:
    assert read_formula(formula) is None


@given(st.binary(max_size=120).map(lambda code: code.decode("latin-1").replace('"', "")))
def test_no_comment_breaks_the_reading(comment: str) -> None:
    assert read_formula(f'=46340+N("x · #{comment}")') == Held(DUE, None)


@settings(max_examples=30)
@given(st.text(min_size=1), st.text())
def test_no_text_of_the_owners_enters_a_formula(name: str, note: str) -> None:
    plan = plan_of([(f"Bob {name}", "bob@x.org", "", note)])
    formula = write_formula(memory_of(plan, 2))
    touch = r"(?:no date known yet|in touch [\d-]{10}, from the date in your note)"
    assert re.fullmatch(rf'=\d+\+N\("[\d-]{{10}} · {touch} · #[\w-]{{132}}"\)', formula)


@pytest.mark.parametrize(
    "same",
    [
        "likes jazz, gym 2x!",
        "LIKES   jazz; gym 2x",
        "likes jazz - gym (2x)",
        "\nlikes jazz\n\ngym… 2x.",
        "likes jazz gym 2x",
        "ｌｉｋｅｓ jazz gym 2x",
        "likes\u200bjazz gym 2x",
    ],
)
def test_case_spacing_and_punctuation_are_folded(same: str) -> None:
    assert fold(same) == "likes jazz gym 2x"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jazz", "jazz 🎉"),
        ("jazz 🎉", "jazz 🎈"),
        ("gym 2x", "gym 3x"),
        ("resume", "résumé"),
        ("ada", "adam"),
        ("jazz", "ja zz"),
        ("jazz", "jazz \U0001faea"),
    ],
)
def test_emoji_accents_and_digits_are_letters(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_the_two_ways_to_write_an_accent_or_an_emoji_are_one() -> None:
    assert fold("re\u0301sume\u0301") == fold("r\u00e9sum\u00e9")
    assert fold("I \u2764\ufe0f jazz") == fold("I \u2764 jazz")
    assert fold("Straße") == fold("STRASSE")


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_ascii_is_folded_like_all_other_text(text: str) -> None:
    assert fold(f"{text} é") == f"{fold(text)} é".strip()


def test_a_fingerprint_has_30_bits_and_is_0_for_nothing_alone() -> None:
    found = {fingerprint(str(number)) for number in range(2000)}
    assert len(found) == 2000
    assert 0 not in found
    assert max(found) < 2**30
    assert fingerprint("") == 0
    assert fingerprint("\ud800")
