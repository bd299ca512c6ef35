"""What the summary says: the answer first, then everybody once, then what adds up (design.md, section 6)."""

import re
from datetime import date, timedelta

import pytest

from sync.core.summary import phrases as words
from sync.core.summary.summary import Occasion, make_summary
from sync.core.table import Record
from tests.core.summary.summaries import (
    HEADERS,
    OCCASION,
    TODAY,
    UNTIL,
    make_table,
    plan_of,
    summary_of,
    write,
)

ADA = ("Ada", "ada@x.org", "", "2026-08-04: had a baby")  # 12 days overdue
GRACE = ("Grace", "grace@x.org", "", "2026-08-14: retired")  # 2 days overdue
TIM = ("Tim", "tim@x.org", "", "2026-08-16: new job")  # due today
MIA = ("Mia", "mia@x.org", "", "2026-08-20: new flat")  # due on Friday
KIM = ("Kim", "kim@x.org", "", "2026-08-23: marathon")  # due on the day of the next summary
BEA = ("Bea", "bea@x.org", "", "2026-09-20: choir")  # later
ZED = ("Zed", "zed@x.org", "", "met at a conference")  # no date
PAUL = ("Paul", "paul@x.org", "", "", "pause")
ODD = ("Odd", "odd@x.org", "", "", "soonish")


def headings(html: str) -> list[str]:
    """Return the section headings with their counts, in order."""
    return [re.sub(r"<[^>]+>", "", found) for found in re.findall(r"<h2.*?</h2>", html)]


def order(text: str, *parts: str) -> list[str]:
    """Return the parts in the order in which they stand in the text; each has to be there."""
    return sorted(parts, key=text.index)


@pytest.mark.parametrize(
    ("rows", "subject"),
    [
        ((ADA,), "1 person to write to, Ada 12 days overdue"),
        ((ADA, GRACE, TIM), "3 people to write to, Ada 12 days overdue"),
        ((TIM, MIA), "2 people to write to, Tim due today"),
        ((MIA,), "1 person to write to, Mia due on 20 November"),
        ((KIM,), "All caught up; next: Kim on 23 November"),
        ((BEA,), "All caught up; next: Bea on 20 December"),
        ((PAUL,), "All caught up"),
        ((), "Nobody in the sheet yet"),
    ],
)
def test_the_subject_says_it_all(rows: tuple[tuple[str, ...], ...], subject: str) -> None:
    assert summary_of(make_table(rows)).subject == subject


def test_one_day_is_one_day() -> None:
    row = ("Ada", "ada@x.org", "", "2026-08-15: had a baby")
    assert "Ada 1 day overdue" in summary_of(make_table([row])).subject


@pytest.mark.parametrize("rows", [(ADA, GRACE, MIA), (BEA,), ()])
def test_the_first_sentence_is_the_answer(rows: tuple[tuple[str, ...], ...]) -> None:
    summary = summary_of(make_table(rows))

    answer = summary.text.split("\n\n")[0].replace("\n", " ")
    assert f">{answer}</h1>" in summary.html
    assert answer.split(",")[0].rstrip(".") in summary.subject + "," or "person" in answer


def test_everything_comes_in_its_order() -> None:
    table = make_table([BEA, KIM, MIA, ADA, GRACE, PAUL, ODD, *[(f"{ZED[0]}{n}", *ZED[1:]) for n in "ab"]])

    summary = summary_of(table)

    expected = [
        "Overdue (2)",
        "Due before the next summary, 23 November (2)",
        "New on your list (1)",
        "Coming up (1)",
        "To put right in the sheet (1)",
        "All in all",
        "In touch",
    ]
    assert headings(summary.html) == expected
    assert order(summary.text, *expected) == expected
    people = ["Ada", "Grace", "Zeda", "Mia", "Zedb", "Kim", "Row 8"]
    assert order(summary.text.partition("Overdue (2)")[2], *people) == people
    assert order(summary.html.partition("<h2")[2], *people) == people


def test_the_most_urgent_is_late_by_the_most_of_their_interval() -> None:
    headers = (*HEADERS[:4], "Every")
    rows = [
        ("Yearly", "y@x.org", "", "2025-09-01: wedding", "yearly"),  # 76 days
        ("Weekly", "w@x.org", "", "2026-11-02: chess", "weekly"),  # 7 days
        ("Monthly", "m@x.org", "", "2026-10-10: tea", "monthly"),  # 6 days
    ]

    summary = summary_of(make_table(rows, headers))

    assert summary.subject == "3 people to write to, Weekly 7 days overdue"
    assert order(summary.html, ">Weekly<", ">Yearly<", ">Monthly<") == [">Weekly<", ">Yearly<", ">Monthly<"]


def test_nobody_stands_in_two_lists() -> None:
    rows = [ADA, TIM, MIA, KIM, BEA, *[(f"Zed{n}", *ZED[1:]) for n in range(40)]]

    text = summary_of(make_table(rows)).text

    shown = re.findall(r"^(?:- )?(Ada|Tim|Mia|Kim|Bea|Zed\d+)(?=:|$)", text, re.MULTILINE)
    assert len(shown) == len(set(shown))


def test_with_a_long_period_later_people_are_due_before_the_next_summary() -> None:
    occasion = OCCASION._replace(until=date(2026, 12, 31))

    summary = summary_of(make_table([BEA]), occasion=occasion)

    assert summary.subject == "1 person to write to, Bea due on 20 December"
    assert summary.to_write == 1


def test_what_is_due_today_is_to_be_written_today() -> None:
    daily = OCCASION._replace(until=TODAY + timedelta(days=1))

    assert summary_of(make_table([TIM, MIA]), occasion=daily).to_write == 1


@pytest.mark.parametrize(
    ("row", "how"),
    [
        (ADA, "last in touch 4 August, by the date in your note"),
        (("Ada", "a@x.org", "", "", "", date(2026, 8, 4)), "last in touch 4 August, by Last contacted"),
        (("Ada", "a@x.org", "", ""), "new on your list: say hello"),
        (("Ada", "a@x.org", "", "", date(2026, 11, 10)), "no date known; you set the date"),
        (("Ada", "a@x.org", "", "2025-11-03: tea"), "last in touch 3 Nov 2025, by the date in your note"),
    ],
)
def test_it_says_how_we_know(row: tuple[str | date, ...], how: str) -> None:
    summary = summary_of(make_table([row], (*HEADERS, "Last contacted")))

    assert how in summary.text
    assert how in summary.html


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
    told = " ".join(summary.text.split())
    assert "Ada: note edited, noticed on 18 November. Not so? Type 4 Nov 2026, the earlier date, back" in told


def test_being_back_in_touch_is_told_once() -> None:
    before = write(plan_of(make_table([ADA])), told=TODAY)
    edited = write(plan_of(before, TODAY), {(2, 3): "had a baby; loves the new flat"})
    known = write(plan_of(edited, date(2026, 11, 18)), told=date(2026, 11, 23))

    assert words.BACK not in summary_of(known, date(2026, 11, 30)).text


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

    assert f"Ada: {evidence}" in summary.text


@pytest.mark.parametrize("typed", [{(2, 4): "2026-12-24"}, {(2, 4): "pause"}, {(2, 0): "Ada King"}])
def test_nothing_else_is_being_back_in_touch(typed: dict[tuple[int, int], str]) -> None:
    before = write(plan_of(make_table([ADA])), told=TODAY)

    assert words.BACK not in summary_of(write(plan_of(before), typed), date(2026, 11, 18)).text


def test_the_totals_add_up_to_the_rows() -> None:
    summary = summary_of(make_table([ADA, GRACE, TIM, MIA, BEA, PAUL, ODD, ("", "", "", "a note alone")]))

    lines = summary.text.partition(words.TOTALS)[2].partition(words.ALL_ROWS)
    numbers = [int(number) for number in re.findall(r"(\d+)$", lines[0], re.MULTILINE)]
    assert len(numbers) == len(words.STATUSES)
    assert sum(numbers) == int(lines[2].split()[0]) == 8


def test_the_share_in_touch_counts_those_with_a_date_among_all_not_paused() -> None:
    summary = summary_of(make_table([ADA, TIM, BEA, ZED, PAUL, ODD]))

    assert "50%: 2 of 4 people within their interval" in summary.text
    assert "50%: 2 of 4 people within their interval" in summary.html
    assert (summary.figures["in_touch"], summary.figures["of"]) == (2, 4)


@pytest.mark.parametrize(
    ("figures", "change"),
    [
        ({"in_touch": 1, "of": 4}, "up from 25% last time"),
        ({"in_touch": 4, "of": 4}, "down from 100% last time"),
        ({"in_touch": 3, "of": 6}, "the same as last time"),
        ({"overdue": 3}, "interval\n"),
    ],
)
def test_the_share_is_told_against_the_last(figures: dict[str, int], change: str) -> None:
    record = Record(TODAY - timedelta(days=7), figures)

    assert change in summary_of(make_table([TIM, BEA, ADA, ZED], record=record)).text


def test_until_a_date_is_known_there_is_no_share() -> None:
    summary = summary_of(make_table([ZED, PAUL]))

    assert f"{words.IN_TOUCH}\n-" not in summary.text
    assert "of" not in summary.figures


def test_the_figures_are_what_next_time_is_compared_with() -> None:
    plan = plan_of(make_table([ADA, BEA, PAUL]))

    assert make_summary(plan, OCCASION).figures == {**plan.counts, "in_touch": 1, "of": 2}


def test_each_problem_has_its_row_and_what_to_do() -> None:
    summary = summary_of(make_table([BEA, ODD, ("Lou", "lou@bad", "", "2026-10-01: hi")]))

    assert "Row 3, Odd: Next due says “soonish”" in summary.text
    assert "Row 4, Lou: “lou@bad” is no email address. Correct it." in summary.text
    assert 'range=A3"' in summary.html


def test_the_very_first_one_explains_itself_in_three_lines() -> None:
    first = summary_of(make_table([ADA]), occasion=OCCASION._replace(is_first=True))

    assert headings(first.html)[:2] == ["How it works", "Overdue (1)"]
    assert first.html.count("<li") == len(words.GUIDE) == 3
    assert "How it works" not in summary_of(make_table([ADA])).text


def test_trouble_stands_at_the_top() -> None:
    occasion = Occasion(
        "Contacts", UNTIL, unwritten="it is shared\r\nread-only", trouble=("bob@x.org was refused",)
    )

    summary = summary_of(make_table([ADA]), occasion=occasion)

    for text in (" ".join(summary.text.split()), summary.html):
        told = "its Next due column is not up to date: it is shared read-only"
        assert text.index(told) < text.index("bob@x.org was refused") < text.index("Overdue")


def test_the_advice_varies_from_monday_to_monday() -> None:
    days = [TODAY + timedelta(days=7 * week) for week in range(len(words.ADVICE))]
    said = [
        next(line for line in words.ADVICE if line in " ".join(summary_of(make_table([]), day).text.split()))
        for day in days
    ]

    assert set(said) == set(words.ADVICE)


@pytest.mark.parametrize(
    ("locale", "due", "touch"),
    [
        ("en_GB", "20 December", "20 September"),
        ("en_US", "December 20", "September 20"),
        ("de_DE", "20.12.2026", "20.09.2026"),
        (None, "20 December", "20 September"),
        ("xx_YY", "20 Dec 2026", "20 Sep 2026"),
    ],
)
def test_days_are_in_the_sheets_locale(locale: str | None, due: str, touch: str) -> None:
    occasion = OCCASION._replace(until=date(2026, 12, 31))

    summary = summary_of(make_table([BEA], locale=locale), occasion=occasion)

    assert f"due on {due}" in summary.text
    assert f"last in touch {touch}" in summary.text


@pytest.mark.parametrize(("locale", "number"), [("en_GB", "1,200"), ("de_DE", "1.200"), (None, "1,200")])
def test_numbers_are_in_the_sheets_locale(locale: str | None, number: str) -> None:
    rows = [(f"P{n}", f"p{n}@x.org", "", "2026-08-04: tea") for n in range(1200)]

    summary = summary_of(make_table(rows, locale=locale))

    assert summary.subject.startswith(f"{number} people to write to")
    assert f"Overdue ({number})" in summary.text
