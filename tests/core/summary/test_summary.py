"""What the summary says: whom to write to, then everybody once, then what adds up (design.md, section 6)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from sync.core.plan.sessions import SessionDay, Sessions
from sync.core.summary.advice import find_advice
from sync.core.summary.links import AnswerLinks
from sync.core.summary.summary import Occasion, make_summary
from tests.core.summary.summaries import (
    ADA,
    BEA,
    CROWD,
    GRACE,
    HEADERS,
    KIM,
    MIA,
    OCCASION,
    ODD,
    PAUL,
    TIM,
    TODAY,
    UNTIL,
    ZED,
    flow,
    headings,
    make_table,
    plan_of,
    summary_of,
)


@pytest.mark.parametrize(
    ("rows", "subject"),
    [
        ((ADA,), "Write to Ada: 12 days overdue"),
        ((TIM,), "Write to Tim"),
        ((MIA,), "Write to Mia"),
        ((GRACE, ADA), "Write to Ada and Grace"),
        ((TIM, ADA, GRACE), "Write to Ada, Grace and Tim"),
        ((TIM, ADA, GRACE, MIA), "Write to Ada, Grace, Tim and 1 more"),
        (CROWD, "Write to Person 0, Person 1, Person 2 and 37 more"),
        ((KIM,), "All caught up; next: Kim on 23 November"),
        ((PAUL, BEA), "All caught up; next: Bea on 20 December"),
        ((PAUL,), "All caught up"),
        ((), "Nobody in the sheet yet"),
    ],
)
def test_the_subject_says_whom_before_how_many(rows: tuple[tuple[str, ...], ...], subject: str) -> None:
    assert summary_of(make_table(rows)).subject == subject


def test_one_day_is_one_day() -> None:
    row = ("Ada", "ada@x.org", "", "2026-08-15: had a baby")
    assert summary_of(make_table([row])).subject == "Write to Ada: 1 day overdue"


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        (
            (ADA, GRACE, BEA),
            "2 people to write to. Ada has waited longest. 33% in touch: 1 of 3 people with a known date.",
        ),
        ((ADA,), "1 person to write to. 0% in touch: 0 of 1 person with a known date."),
        (
            (TIM, MIA),
            "2 people to write to. Tim comes first. 100% in touch: 2 of 2 people with a known date.",
        ),
        (
            (ZED, ADA),
            "2 people to write to. Ada has waited longest. 0% in touch: 0 of 1 person with a known date.",
        ),
        ((BEA,), "All caught up; next: Bea on 20 December. 100% in touch: 1 of 1 person with a known date."),
        ((), "Nobody in the sheet yet. 0 rows."),
    ],
)
def test_the_first_lines_are_the_answer(rows: tuple[tuple[str, ...], ...], first: str) -> None:
    summary = summary_of(make_table(rows))

    assert flow(summary.text).startswith(first)
    for sentence in re.findall(r"\S.+?\.(?= |$)", first):
        assert f">{sentence}<" in summary.html


def test_who_comes_first_has_not_always_waited_longest() -> None:
    headers = (*HEADERS[:4], "Every")
    rows = [
        ("Yearly", "y@x.org", "", "2025-09-01: wedding", "yearly"),  # 76 days
        ("Weekly", "w@x.org", "", "2026-11-02: chess", "weekly"),  # 7 days
        ("Monthly", "m@x.org", "", "2026-10-10: tea", "monthly"),  # 6 days
    ]

    summary = summary_of(make_table(rows, headers))

    assert summary.subject == "Write to Weekly, Yearly and Monthly"
    assert "Weekly comes first." in summary.text
    assert headings(summary.html) == ["Weekly", "Yearly", "Monthly"]


def test_beside_the_subject_stands_the_first_persons_note() -> None:
    html = summary_of(make_table([GRACE, ADA])).html

    assert "<div style=display:none;mso-hide:all>had a baby</div>" in html
    assert html.index(">had a baby<") < html.index("<h1")


def test_everything_comes_in_its_order() -> None:
    headers = (*HEADERS, "Birthday")
    rows = [BEA, KIM, MIA, ADA, GRACE, PAUL, ODD, *[(f"{ZED[0]}{n}", *ZED[1:]) for n in "ab"]]
    rows.append(("Joy", "joy@x.org", "", "2026-10-01: hi", "", "20 Nov"))
    plan = plan_of(make_table(rows, headers))

    summary = make_summary(plan, OCCASION._replace(waiting={2: date(2026, 11, 12)}, is_first=True))

    sections = [
        "Waiting for your answer (1)",
        "Birthdays (1)",
        "New on your list (1)",
        "Coming up (1)",
        "To put right in the sheet (1)",
    ]
    assert headings(summary.html) == ["Ada Lovelace", "Grace", "Zeda", "Mia", *sections, "How it works"]
    for said in (
        summary.text,
        summary.html.replace(" <span class=m style=font-weight:normal;color:#555>", " "),
    ):
        places = [said.replace("</span>", "").index(part) for part in (*sections, "10 rows:", "How it works")]
        assert places == sorted(places)


def test_seven_have_a_card_and_everybody_else_a_line() -> None:
    summary = summary_of(make_table(CROWD[:9]))

    assert headings(summary.html) == [f"Person {n}" for n in range(7)] + ["The others (2)"]
    assert "- Person 8: 6 days overdue (Row 10)\n  Write: p8@x.org\n" in summary.text


def test_more_than_fifteen_are_too_many_for_a_week() -> None:
    told = (
        "16 people are too many for a week. Begin with the 7 below; for those you skip again and again"
        " a longer interval under Every is the cure."
    )

    assert told in flow(summary_of(make_table(CROWD[:16])).text)
    assert told in summary_of(make_table(CROWD[:16])).html
    assert "too many" not in summary_of(make_table(CROWD[:15])).text


def test_with_a_long_period_later_people_are_due_before_the_next_summary() -> None:
    occasion = OCCASION._replace(until=date(2026, 12, 31))

    summary = summary_of(make_table([BEA]), occasion=occasion)

    assert summary.subject == "Write to Bea"
    assert "due on 20 December · last in touch 20 September" in summary.text
    assert summary.to_write == 1


def test_what_is_due_today_is_to_be_written_today() -> None:
    daily = OCCASION._replace(until=TODAY + timedelta(days=1))

    assert summary_of(make_table([TIM, MIA]), occasion=daily).to_write == 1


@pytest.mark.parametrize(
    ("row", "how"),
    [
        (ADA, "12 days overdue · last in touch 4 August"),
        (("Ada", "a@x.org", "", "", "", date(2026, 8, 4)), "last in touch 4 August, by Last contacted"),
        (("Ada", "a@x.org", "", ""), "due today · new on your list: say hello"),
        (("Ada", "a@x.org", "", "", date(2026, 11, 10)), "no date known; you set the date"),
        (("Ada", "a@x.org", "", "2025-11-03: tea"), "last in touch 3 Nov 2025"),
    ],
)
def test_it_says_how_we_know_where_it_is_not_the_notes_own_date(
    row: tuple[str | date, ...], how: str
) -> None:
    summary = summary_of(make_table([row], (*HEADERS, "Last contacted")))

    assert f"{how}\n" in summary.text
    assert f"{how.partition(' · ')[2] or how}</td>" in summary.html


def test_the_very_first_one_explains_itself_at_the_end() -> None:
    first = summary_of(make_table([ADA]), occasion=OCCASION._replace(is_first=True))

    assert headings(first.html) == ["Ada Lovelace", "How it works"]
    assert "Put what you talked about into their note" in first.html
    assert "Send it as it is" not in first.html
    assert "How it works" not in summary_of(make_table([ADA])).text


def test_the_first_one_tells_when_people_without_a_date_are_due() -> None:
    table, occasion = make_table([ADA]), OCCASION._replace(is_first=True)
    plan = plan_of(table)
    rules = plan.look.rules._replace(sessions=Sessions(TODAY))
    with_sessions = replace(plan, look=plan.look._replace(rules=rules))

    told = [" ".join(make_summary(one, occasion).text.split()) for one in (plan, with_sessions)]

    assert ["over the coming weeks" in text for text in told] == [True, False]
    assert ["at the next session" in text for text in told] == [False, True]


def test_with_a_mailbox_the_first_one_explains_the_answers_too() -> None:
    occasion = OCCASION._replace(is_first=True, answers={2: AnswerLinks("mailto:a", "mailto:b")})

    assert "Done and 2 weeks each open a short mail" in summary_of(make_table([ADA]), occasion=occasion).text


def test_trouble_stands_at_the_top() -> None:
    occasion = Occasion(
        "Contacts", UNTIL, unwritten="it is shared\r\nread-only", trouble=("bob@x.org was refused",)
    )

    summary = summary_of(make_table([ADA]), occasion=occasion)

    for text in (flow(summary.text), summary.html):
        told = "its Next due column is not up to date: it is shared read-only"
        assert text.index(told) < text.index("bob@x.org was refused") < text.index("Ada Lovelace")


def test_the_advice_varies_from_monday_to_monday() -> None:
    days = [TODAY + timedelta(days=7 * week) for week in range(11)]

    assert len({find_advice(day) for day in days}) == len(days)
    assert find_advice(TODAY) in flow(summary_of(make_table([])).text)


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

    assert f"due on {due} · last in touch {touch}" in summary.text


@pytest.mark.parametrize(("locale", "number"), [("en_GB", "1,200"), ("de_DE", "1.200"), (None, "1,200")])
def test_numbers_are_in_the_sheets_locale(locale: str | None, number: str) -> None:
    rows = [(f"P{n}", f"p{n}@x.org", "", "2026-08-04: tea") for n in range(1200)]

    summary = summary_of(make_table(rows, locale=locale))

    assert summary.text.startswith(f"{number} people to write to.")


@pytest.mark.parametrize(
    ("kind", "waiting", "subject"),
    [
        ("before", {}, "3 people on Monday, 23 November"),
        ("answering", {2: date(2026, 11, 12)}, "1 person waits for your answer"),
        ("answering", {2: TODAY, 3: TODAY}, "2 people wait for your answer"),
        ("answering", {}, "Today is for the answers: see who wrote back"),
        ("sending", {2: TODAY}, "Write to Ada: 12 days overdue"),
    ],
)
def test_each_day_of_a_session_says_what_it_is(kind: str, waiting: Mapping[int, date], subject: str) -> None:
    days = {
        "before": SessionDay(TODAY, "before", UNTIL),
        "answering": SessionDay(TODAY, "answering", TODAY - timedelta(days=3)),
        "sending": SessionDay(TODAY, "sending", TODAY),
    }
    table = make_table([ADA, KIM, ("Lee", "lee@x.org", "", "2026-08-23: tea")])

    summary = summary_of(table, occasion=OCCASION._replace(session=days[kind], waiting=waiting))

    assert summary.subject == subject
    found = headings(summary.html)
    assert found.index("Ada Lovelace") == {"before": 1, "answering": 2 if waiting else 1, "sending": 0}[kind]
    assert ("To write to\n-----------\n" in summary.text) == (kind != "sending")


def test_on_the_day_of_a_session_everybody_has_a_line() -> None:
    occasion = OCCASION._replace(session=SessionDay(TODAY, "sending", TODAY))

    summary = summary_of(make_table(CROWD), occasion=occasion)

    assert summary.html.count("6 days overdue") == 40
    assert "more: see the sheet" not in summary.html
    assert "too many" not in summary.html
