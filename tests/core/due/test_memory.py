"""The cell is the date, and remembers; what is written is read back, and nothing of the owner's is in it."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.due import memory as mem
from sync.core.due.memory import Held, Memory, fingerprint, fold, read_formula, write_formula
from sync.core.table import MAC_EPOCH
from tests.core.tables import memory_of, plan_of

DUE = date(2026, 11, 14)
ADA = Memory(1, 2, 3, 4, due=DUE, in_touch=date(2026, 8, 14), how=mem.NOTE, noticed=date(2026, 8, 20))
PAUSED = ADA._replace(paused=mem.BY_WORD)

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
    why=st.sampled_from([mem.EVIDENCE, mem.SET, mem.EASED, mem.KEPT]),
    in_touch=maybe,
    how=st.sampled_from(["", mem.NOTE, mem.LAST, mem.EDIT, mem.DONE]),
    carried=maybe,
    carried_how=st.sampled_from(["", mem.EDIT, mem.DONE]),
    noticed=maybe,
    late=st.booleans(),
    note_date=maybe,
    note_plan=maybe,
    pin=maybe,
    pin_base=maybe,
    before=maybe,
    paused=st.sampled_from(["", mem.BY_WORD, mem.BY_EVERY]),
    told=st.sampled_from(["", mem.COPIED, mem.MANY_EDITS, mem.LONG_PAST]),
    told_on=maybe,
    told_of=prints,
    dates=prints,
    moved=prints,
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
        r'=46340\+N\("2026-11-14 · in touch 2026-08-14, from the date in your note · #[\w-]{104}"\)',
        write_formula(ADA),
    )
    assert write_formula(ADA, MAC_EPOCH).startswith("=44878+N(")


def test_a_paused_cell_reads_paused() -> None:
    assert re.fullmatch(r'="paused"&T\(N\("paused by you · #[\w-]{104}"\)\)', write_formula(PAUSED))


@pytest.mark.parametrize(
    ("memory", "words"),
    [
        (ADA._replace(how=mem.LAST), "2026-11-14 · in touch 2026-08-14, from Last contacted · #"),
        (ADA._replace(how=mem.EDIT), "2026-11-14 · in touch 2026-08-14, when you edited the note · #"),
        (ADA._replace(how=mem.DONE), "2026-11-14 · in touch 2026-08-14, you said done · #"),
        (ADA._replace(how="", in_touch=None), "2026-11-14 · no date known yet · #"),
        (ADA._replace(how="", why=mem.SET), "2026-11-14 · you set this date · no date known yet · #"),
        (ADA._replace(paused=mem.BY_EVERY), "paused: Every says never · #"),
    ],
)
def test_the_words_are_for_people(memory: Memory, words: str) -> None:
    assert f'"{words}' in write_formula(memory)


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
        write_formula(ADA).replace("#AQ", "#AR"),
        write_formula(ADA._replace(due=date(2026, 11, 15))).replace("46341", "46340"),
        write_formula(PAUSED).replace('="paused"&T(N(', "=46340+N(").removesuffix(")"),
    ],
)
def test_a_damaged_memory_still_is_a_date(formula: str) -> None:
    assert read_formula(formula) == Held(DUE, None)


@pytest.mark.parametrize(
    "formula",
    ['="paused"&T(N(""))', '="paused"&T(N("x")', write_formula(PAUSED).replace("#AQ", "#AR")],
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
    assert re.fullmatch(rf'=\d+\+N\("[\d-]{{10}} · {touch} · #[\w-]{{104}}"\)', formula)


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
