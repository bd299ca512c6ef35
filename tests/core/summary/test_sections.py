"""The lists below the cards, the figures, and that they agree everywhere (design.md, section 6)."""

import re
from datetime import date, timedelta

import pytest

from sync.core.summary.summary import make_summary
from sync.core.table import Record
from tests.core.summary.summaries import (
    ADA,
    BEA,
    CROWD,
    GRACE,
    KIM,
    MIA,
    OCCASION,
    ODD,
    PAUL,
    TIM,
    TODAY,
    ZED,
    flow,
    headings,
    make_table,
    plan_of,
    summary_of,
    write,
)


def test_a_list_that_is_cut_says_how_much_there_is() -> None:
    summary = summary_of(make_table(CROWD))

    assert "The others (33)" in headings(summary.html)
    assert summary.html.count("6 days overdue") == 27
    for said in (summary.html, summary.text):
        assert "and 13 more: see the sheet" in said


def test_nobody_stands_in_two_lists() -> None:
    rows = [ADA, TIM, MIA, KIM, BEA, *[(f"Zed{n}", *ZED[1:]) for n in range(40)]]

    text = summary_of(make_table(rows)).text

    shown = re.findall(r"^(?:- )?(Ada|Tim|Mia|Kim|Bea|Zed\d+)(?=:| Lovelace|$)", text, re.MULTILINE)
    assert len(shown) == len(set(shown)) > 20


def test_somebody_new_is_greeted_once() -> None:
    first = plan_of(make_table([ZED]))
    later = write(first, told=TODAY)

    summary = summary_of(later, TODAY + timedelta(days=7))

    assert "say hello" in make_summary(first, OCCASION).text
    assert "no date known" in summary.text
    assert "say hello" not in summary.text


def test_who_was_edited_is_back_in_touch_with_the_way_to_undo_it() -> None:
    before = write(plan_of(make_table([ADA])), told=TODAY)
    edited = write(plan_of(before, TODAY), {(2, 3): "had a baby; loves the new flat"})

    summary = summary_of(edited, date(2026, 11, 18), OCCASION)

    assert summary.subject == "All caught up; next: Ada on 18 February"
    assert headings(summary.html)[0] == "Back in touch (1)"
    told = flow(summary.text)
    assert "noticed on 18 November. Not so? Type 4 Nov 2026, the earlier date, back into Next due." in told


def test_being_back_in_touch_is_told_once() -> None:
    before = write(plan_of(make_table([ADA])), told=TODAY)
    edited = write(plan_of(before, TODAY), {(2, 3): "had a baby; loves the new flat"})
    known = write(plan_of(edited, date(2026, 11, 18)), told=date(2026, 11, 23))

    assert "Back in touch" not in summary_of(known, date(2026, 11, 30)).text


@pytest.mark.parametrize(
    ("typed", "evidence"),
    [
        ({(2, 4): "done"}, "you said done, noticed on 18 November."),
        ({(2, 3): "2026-11-17: all well"}, "in touch 17 November, by the date in your note."),
    ],
)
def test_other_evidence_is_told_too(typed: dict[tuple[int, int], str], evidence: str) -> None:
    before = write(plan_of(make_table([ADA])), told=TODAY)

    summary = summary_of(write(plan_of(before), typed), date(2026, 11, 18))

    assert f"Ada Lovelace: {evidence}" in flow(summary.text)


@pytest.mark.parametrize("typed", [{(2, 4): "2026-12-24"}, {(2, 4): "pause"}, {(2, 0): "Ada King"}])
def test_nothing_else_is_being_back_in_touch(typed: dict[tuple[int, int], str]) -> None:
    before = write(plan_of(make_table([ADA])), told=TODAY)

    assert "Back in touch" not in summary_of(write(plan_of(before), typed), date(2026, 11, 18)).text


def test_the_totals_are_one_sentence_that_adds_up_without_zeros() -> None:
    rows = [ADA, GRACE, TIM, MIA, KIM, BEA, PAUL, ODD, ("", "", "", "a note alone")]

    summary = summary_of(make_table(rows))

    told = "9 rows: 2 overdue, 1 due today, 2 coming up, 1 later, 1 paused, 2 unreadable."
    assert told in flow(summary.text)
    assert f">{told}<" in summary.html
    assert "\n1 row: 1 later.\n" in summary_of(make_table([BEA])).text


def test_a_sections_count_and_that_of_the_totals_are_the_same_number() -> None:
    rows = [MIA, KIM, *[(f"Zed{n}", *ZED[1:]) for n in range(40)]]

    text = flow(summary_of(make_table(rows)).text)

    counts = {
        title: int(re.findall(rf"{title} \((\d+)\)", text)[0]) for title in ("New on your list", "Coming up")
    }
    more = [int(number) for number in re.findall(r"(\d+) more (?:is|are) among those above", text)]
    assert counts["New on your list"] + more[0] == 40
    [total] = re.findall(r"(\d+) coming up", text)
    assert counts["Coming up"] + more[1] == int(total)


def test_people_without_a_date_and_the_paused_do_not_lower_the_share() -> None:
    summary = summary_of(make_table([ADA, TIM, BEA, ZED, PAUL, ODD]))

    assert "66% in touch: 2 of 3 people with a known date." in summary.text
    assert (summary.figures["in_touch"], summary.figures["of"]) == (2, 3)


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ({"in_touch": 1, "of": 4}, "66% in touch: 2 of 3 people with a known date, up from 25% last time."),
        (
            {"in_touch": 4, "of": 4},
            "66% in touch: 2 of 3 people with a known date, down from 100% last time.",
        ),
        ({"in_touch": 4, "of": 6}, "66% in touch: 2 of 3 people with a known date, the same as last time."),
        ({"overdue": 3}, "66% in touch: 2 of 3 people with a known date."),
    ],
)
def test_the_share_is_told_against_the_last(figures: dict[str, int], told: str) -> None:
    record = Record(TODAY - timedelta(days=7), figures)

    assert told in flow(summary_of(make_table([TIM, BEA, ADA, ZED], record=record)).text)


def test_until_a_date_is_known_there_is_no_share() -> None:
    summary = summary_of(make_table([ZED, PAUL]))

    assert "% in touch" not in summary.text + summary.html
    assert "of" not in summary.figures


def test_the_figures_are_what_next_time_is_compared_with() -> None:
    plan = plan_of(make_table([ADA, BEA, PAUL]))

    assert make_summary(plan, OCCASION).figures == {**plan.counts, "in_touch": 1, "of": 2}


def test_each_problem_has_its_row_and_what_to_do() -> None:
    summary = summary_of(make_table([BEA, ODD, ("Lou", "lou@bad", "", "2026-10-01: hi")]))

    assert "- Odd: Next due says “soonish”, which is no date" in summary.text
    assert "- Lou: “lou@bad” is no email address: correct it. (Row 4)" in summary.text
    assert 'range=A3"' in summary.html


def test_a_row_with_two_problems_has_one_line() -> None:
    summary = summary_of(make_table([("Lou", "lou@bad", "", "2026-10-01: hi", "soonish")]))

    assert "To put right in the sheet (1)" in headings(summary.html)
    told = flow(summary.text)
    assert "- Lou: “lou@bad” is no email address: correct it; Next due says “soonish”" in told


def test_a_problem_of_no_row_names_none() -> None:
    plan = plan_of(make_table([BEA]))
    problem = plan_of(make_table([ODD])).problems[0]._replace(row=None, who="Your answer")

    summary = make_summary(type(plan)(plan.look, plan.columns, plan.people, (problem,) * 2, ()), OCCASION)

    assert summary.text.count("- Next due says “soonish”") == 2
    assert "To put right in the sheet (2)" in headings(summary.html)


def test_a_birthday_comes_with_the_age_where_the_year_is_known() -> None:
    headers = ("Name", "Email", "Relationship information", "Birthday")
    rows = [
        ("Kim", "kim@x.org", "2026-10-01: hi", "1986-11-18"),
        ("Bea", "bea@x.org", "2026-10-01: hi", "20 Nov"),
        ("Ada", "ada@x.org", "2026-10-01: hi", "1 Dec"),
    ]

    summary = summary_of(make_table(rows, headers))

    assert "- Kim: 18 November, turns 40 (Row 2)\n  Write: kim@x.org\n" in summary.text
    assert "- Bea: 20 November (Row 3)" in summary.text
    assert "Birthdays (2)" in headings(summary.html)
