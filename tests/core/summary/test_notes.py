"""The note as it is shown: without the date before it, and as much as a phone has room for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.summary.names import count_columns
from sync.core.summary.notes import HIGH, WIDE, quote_note, show_note


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("2026-08-04: had a baby", "had a baby"),
        ("2026-08-04 had a baby", "had a baby"),
        ("14 Aug 2026 - lunch", "lunch"),
        ("14 Aug 2026 – (again) tea", "(again) tea"),
        ("- 3 Oct: gym", "gym"),
        ("Mon 23 Nov: dinner", "dinner"),
        ("24 Dec 2026: a wedding, which is a plan", "a wedding, which is a plan"),
        ("(May 2026) moved", "moved"),
        ("2-5 Aug: skiing", "skiing"),
        ("2026-08-04: 👩‍🚀 starts in March", "👩‍🚀 starts in March"),
        ("２０２６-08-04: 生日快乐", "生日快乐"),
        ("2026-08-04", "2026-08-04"),
        ("March for science", "March for science"),
        ("5/5 stars", "5/5 stars"),
        ("9-5: office", "9-5: office"),
        ("met at PyCon", "met at PyCon"),
        ("moved (May 2026)", "moved (May 2026)"),
    ],
)
def test_the_date_before_the_note_is_left_out(note: str, shown: str) -> None:
    assert show_note(note, None, "en_GB") == (shown,)
    assert quote_note(note, None, "en_GB") == shown


def test_only_the_first_line_loses_its_date() -> None:
    note = "2026-08-04: had a baby\n2026-02-01: new job"

    assert show_note(note, date(2026, 8, 4), "en_GB") == ("had a baby", "2026-02-01: new job")


def test_a_first_line_that_is_nothing_but_a_date_is_left_out() -> None:
    assert show_note("2026-08-04\nhad a baby", None, "en_GB") == ("had a baby",)


@pytest.mark.parametrize("note", ["", "\n \n", "\x00\x1b\u2028"])
def test_an_empty_note_has_no_lines(note: str) -> None:
    assert show_note(note, None, None) == ()


def test_a_short_note_is_shown_whole() -> None:
    assert show_note(" had a baby\n\n\nlikes tea ", None, None) == ("had a baby", "likes tea")


def test_a_long_note_is_shown_from_the_news_on() -> None:
    note = "\n".join(f"2026-01-{day:02}: chess" for day in range(1, 29)) + "\n\n2026-08-04: had a baby"

    assert show_note(note, date(2026, 8, 4), "en_GB") == ("…", "had a baby")
    assert show_note(note, None, "en_GB")[0] == "chess"
    assert show_note(note, None, "en_GB")[-1] == "…"


@given(st.text(alphabet=st.sampled_from("a 好\n"), max_size=2000))
def test_a_note_leaves_the_button_below_it_in_sight(note: str) -> None:
    shown = show_note(note, None, None)

    assert sum(-(-count_columns(line) // WIDE) for line in shown) <= HIGH + 1
    assert "".join(shown).rstrip("…") in "".join(" ".join(line.split()) for line in note.splitlines())


def test_a_note_that_is_cut_says_so() -> None:
    assert show_note("word " * 200, None, None)[-1].endswith("…")
    assert show_note("好" * 500, None, None)[-1].endswith("好…")


def test_of_several_dated_lines_the_one_last_in_touch_is_quoted() -> None:
    note = "2026-02-01: new job\n4 Aug: had a baby\n2025-12-24 skiing"

    assert quote_note(note, date(2026, 8, 4), "en_GB") == "had a baby"
    assert quote_note("met at PyCon\nlikes tea", None, "en_GB") == "met at PyCon likes tea"
