"""The mail stays small and is quickly made, however much stands in the sheet (design.md, section 6)."""

import time
from datetime import date, timedelta

import pytest

from sync.core.letters.code import make_code
from sync.core.letters.subject import make_answer_link, make_answer_subject
from sync.core.plan.plan import Plan, make_plan
from sync.core.plan.sessions import SessionDay
from sync.core.summary.links import AnswerLinks
from sync.core.summary.summary import LARGEST, make_summary
from tests.core.summary.summaries import OCCASION, TODAY, make_table, plan_of, summary_of

AS_A_RULE = 20_000
"""Bytes of HTML: Gmail on phones cuts there."""
KEY = "1aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA7bC9d"
LINK = f"https://docs.google.com/spreadsheets/d/{KEY}/edit#gid=0"


def test_a_long_name_is_cut_in_the_subject() -> None:
    summary = summary_of(make_table([("Ada" * 500, "a@x.org", "", "2026-08-04: x")]))

    assert summary.subject == f"Write to {'Ada' * 8}…: 12 days overdue"


def answer_links(plan: Plan) -> dict[int, AnswerLinks]:
    """Return the links of answers as they really are."""

    def link(word: str, name: str, row: int) -> str:
        code = make_code(b"k" * 16, KEY, row * 7919, TODAY)
        return make_answer_link("me@example.com", make_answer_subject(word, name, code))

    return {
        person.row: AnswerLinks(
            link("Done", person.shown, person.row), link("2 weeks", person.shown, person.row)
        )
        for person in plan.people
    }


@pytest.mark.parametrize("by_answer", [False, True])
def test_seven_cards_and_twenty_lines_fit_into_20_kilobytes(*, by_answer: bool) -> None:
    names = (
        "Marisol Vega",
        "Grace Okafor",
        "Siân Price",
        "Tomás Herrera",
        "Bill and Dot Harkness",
        "Kim Nguyen",
    )
    note = "2026-08-10: had her baby, a girl called Inés; promised to send the recipe for the lamb"
    rows = [
        (f"{names[n % 6]} {n}", f"{names[n % 6].split()[0].lower()}{n}@example.com", "029 2018 0456", note)
        for n in range(27)
    ]
    plan = plan_of(make_table(rows, link=LINK))

    summary = make_summary(plan, OCCASION._replace(answers=answer_links(plan) if by_answer else {}))

    assert summary.html.count("<h2") == 7 + 1
    assert "The others" in summary.html
    assert summary.html.count("6 days overdue") == 27
    assert 15_000 < len(summary.html.encode()) < AS_A_RULE


@pytest.mark.parametrize(
    "note",
    ["n" * 500, "note " * 100, '<&">' * 125, "生日快乐" * 125, "n" * 9_000, "line\n" * 1_000, "😀" * 500],
    ids=["long", "words", "escaped", "chinese", "endless", "lines", "emoji"],
)
@pytest.mark.parametrize("day", ["2025-08-04", "2026-08-18", "2026-08-28", ""])
def test_500_contacts_fit_into_60_kilobytes(note: str, day: str) -> None:
    rows = [(f"Person {n} {note[:80]}", f"p{n}@example.com", "", f"{day} {note}") for n in range(500)]

    summary = summary_of(make_table(rows, link=LINK))

    assert 5_000 < len(summary.html.encode()) < LARGEST
    assert "500" in summary.text


def test_a_session_of_500_is_cut_to_size_and_says_so() -> None:
    rows = [(f"Person {n}", f"person{n}@example.com", "", "2025-08-04: tea") for n in range(500)]
    plan = plan_of(make_table(rows, link=LINK))
    session = SessionDay(TODAY, "sending", TODAY)

    summary = make_summary(plan, OCCASION._replace(session=session, answers=answer_links(plan)))

    shown = summary.html.count(" days overdue")
    assert 100 < shown < 500
    assert AS_A_RULE < len(summary.html.encode()) < LARGEST
    assert f"and {500 - shown} more: see the sheet" in summary.html


@pytest.mark.parametrize("email", ["x" * 60 + "@" + "y" * 60 + ".org", "ü" * 60 + "@x.org"])
def test_cells_full_of_addresses_do_not_burst_the_mail(email: str) -> None:
    emails = ", ".join(f"{n}{email}" for n in range(40))
    rows = [(f"Person {n}", emails, "07700 900142, " * 40, "2025-08-04: tea") for n in range(9)]

    assert len(summary_of(make_table(rows, link=LINK)).html.encode()) < LARGEST


def test_ten_thousand_contacts_take_no_longer_than_they_must() -> None:
    plan = make_plan(plan_of(make_table([("Ada", "a@x.org", "", "2026-08-04: x")])).look)
    [ada] = plan.people
    days = (date(2026, 1, 1) + timedelta(days=number % 700) for number in range(10_000))
    people = tuple(
        ada._replace(row=row, due=due, status="overdue" if due < TODAY else "later")
        for row, due in enumerate(days, 2)
    )

    begin = time.perf_counter()
    summary = make_summary(type(plan)(plan.look, plan.columns, people, (), ()), OCCASION)

    assert summary.to_write > 4_000
    assert time.perf_counter() - begin < 5  # about 0.2 s on two cores
