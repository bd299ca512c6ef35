"""Why one person is due when they are: the evidence, the interval and the sum, one reason for each date."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sync.core.contacts.contacts import Look, Rules
from sync.core.dates.intervals import Interval
from sync.core.due.memory.memory import How
from sync.core.letters.written import Waiting
from sync.core.plan.plan import Plan, make_plan
from sync.core.plan.sessions import Sessions
from sync.errors import SetUpError
from sync.terminal.somebody import explain, fold_name, print_somebody, say_interval
from tests.core.tables import DUE, NOTE, TODAY, Book, Value, formula, make_table, plan_of

FORMULA = formula("=TODAY()+30", (TODAY - date(1899, 12, 30)).days + 30)


def lines_about(plan: Plan) -> list[str]:
    [person] = plan.people
    return [line.strip() for line in explain(person, plan)]


def test_evidence_interval_and_sum_are_told() -> None:
    plan = plan_of([["Ada Lovelace", "ada@x.org", "", "14 Aug 2026: had a baby", "", "", "6 weeks"]])
    assert lines_about(plan) == [
        "Ada Lovelace (row 2): 54 days overdue",
        "last in touch 14 Aug 2026, by the date in your note",
        "interval: 6 weeks, as Every says",
        "14 Aug 2026 + 6 weeks = 25 Sept 2026",
        "note: 14 Aug 2026: had a baby",
    ]


def test_the_usual_interval_is_the_settings() -> None:
    plan = plan_of([["Ada", "ada@x.org", "", "14 Oct 2026: tea"]])
    assert lines_about(plan)[2:4] == [
        "interval: 3 months, as the settings say",
        "14 Oct 2026 + 3 months = 14 Jan 2027",
    ]


def test_it_is_told_since_when_somebody_waits_for_an_answer() -> None:
    plan = plan_of([["Ada", "ada@x.org", "", "14 Oct 2026: tea"]])
    [ada] = plan.people
    waiting = Waiting(date(2026, 11, 16), date(2026, 11, 17))
    assert lines_about(replace(plan, people=(ada._replace(waiting=waiting),)))[:2] == [
        "Ada (row 2): later",
        "waits for your answer since 16 Nov 2026",
    ]


@pytest.mark.parametrize(
    ("how", "words"), [(How.LETTER, "you wrote to them"), (How.ANSWER, "you answered done")]
)
def test_a_letter_and_an_answer_are_told_in_words(how: How, words: str) -> None:
    plan = plan_of([["Ada", "ada@x.org", "", "14 Oct 2026: tea"]])
    [ada] = plan.people
    assert ada.memory
    ada = ada._replace(memory=ada.memory._replace(how=how))
    assert lines_about(replace(plan, people=(ada,)))[1] == f"last in touch 14 Oct 2026, {words}"


REASONS: list[tuple[list[Value], str]] = [
    (["", "", "14 Aug 2026: tea", date(2026, 12, 24)], "you set it, and it holds until there is newer"),
    (["", "", "", ""], "people of whom no date is known are spread over their interval"),
    (["", "", "14 Aug 2026: tea", FORMULA], "due on 18 Dec 2026, by your own formula"),
    (["", "", "14 Aug 2026: tea", "pause"], "left out until you take the word out of Next due"),
    (["", "", "14 Aug 2026: tea", "", "", "never"], "left out, as Every says never"),
    (["", "", "14 Aug 2026: tea", "done"], "18 Nov 2026 + 3 months = 18 Feb 2027"),
]


@pytest.mark.parametrize(("cells", "reason"), REASONS)
def test_there_is_one_reason_for_each_date(cells: list[Value], reason: str) -> None:
    lines = lines_about(plan_of([["Ada", *cells]]))
    known = [text for _, text in REASONS]
    told = [text for text in known if any(text in line for line in lines)]
    assert told == [reason]
    assert sum(" = " in line for line in lines) == (" = " in reason)


SESSION = Sessions(date(2026, 11, 30))
WITHOUT = "without sessions it would be"


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            ["14 Aug 2026: tea"],
            f"14 Aug 2026 + 3 months = 14 Nov 2026, so the session on 30 Nov 2026; {WITHOUT} 14 Nov 2026",
        ),
        ([""], f"due on 30 Nov 2026, the session: no date is known; {WITHOUT} 18 Nov 2026"),
        (["14 Aug 2026: tea", "", "", "monthly"], "14 Aug 2026 + 1 month = 14 Sept 2026"),
        (
            ["14 Aug 2026: tea", date(2026, 12, 24)],
            "due on 24 Dec 2026: you set it, and it holds until there is newer contact",
        ),
    ],
)
def test_a_session_says_so_and_what_the_date_would_be_without(cells: list[Value], told: str) -> None:
    rows = [["Ada", "ada@x.org", "", *cells]]
    plan = make_plan(Look(make_table(rows), TODAY, Rules(sessions=SESSION)))
    assert told in lines_about(plan)


def test_a_date_that_is_kept_says_so() -> None:
    book = Book([["Ada", "ada@x.org", "", "14 Aug 2026: tea"]])
    book.run()
    book.put("Ada", NOTE, "")
    [line] = [line for line in lines_about(book.run(TODAY + timedelta(days=1))) if "due on" in line]
    assert line == "due on 14 Nov 2026: kept, as nothing tells any more when you were in touch"


def test_what_cannot_be_read_has_no_reason_but_a_problem() -> None:
    lines = lines_about(plan_of([["Ada", "ada@x.org", "", "14 Aug 2026: tea", "soonish"]]))
    assert lines[0] == "Ada (row 2): unreadable"
    assert not any("=" in line or "due on" in line for line in lines)
    assert any(line.startswith("problem: ") for line in lines)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("zoe", "Zoë Brandt"),
        ("ZOË", "Zoë Brandt"),
        ("Zoe\u0308", "Zoë Brandt"),
        ("zoë  b", "Zoë  Brandt"),
        ("lukasz", "Łukasz Wieczorek"),
        ("soren", "Søren Kjeldgaard"),
        ("nguyen minh", "Nguyễn Minh Châu"),
        ("strasse", "Anna Straße"),
        ("misaki", "山口 美咲 (Misaki)"),
        ("美咲", "山口 美咲 (Misaki)"),
        ("aydogan", "Fatma Aydoğan"),
    ],
)
def test_accents_and_case_do_not_matter_for_finding(typed: str, shown: str) -> None:
    assert fold_name(typed) in fold_name(shown)


@pytest.mark.parametrize("name", ["Zed", " ", "\u0301"])
def test_a_name_that_nobody_has_is_told(name: str) -> None:
    with pytest.raises(SetUpError, match="nobody in the list is called so"):
        print_somebody(plan_of([["Ada", "ada@x.org"]]), name)


def test_everybody_of_that_name_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    print_somebody(plan_of([["Ada", "a@x.org"], ["Bo", "b@x.org"], ["Adam", "c@x.org"]]), "ADA")
    rows = [line for line in capsys.readouterr().out.splitlines() if "(row" in line]
    assert [row.partition(":")[0] for row in rows] == ["Ada (row 2)", "Adam (row 4)"]


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (Interval(months=3), "3 months"),
        (Interval(months=1), "1 month"),
        (Interval(months=12), "1 year"),
        (Interval(months=24), "2 years"),
        (Interval(months=18), "18 months"),
        (Interval(days=1), "1 day"),
        (Interval(days=42), "6 weeks"),
        (Interval(days=90), "90 days"),
        (Interval(months=1, days=7), "1 month and 1 week"),
    ],
)
def test_an_interval_is_told_in_its_largest_whole_unit(interval: Interval, text: str) -> None:
    assert say_interval(interval) == text


def test_a_date_that_was_typed_and_is_over_is_not_told_as_the_reason() -> None:
    book = Book([["Ada", "ada@x.org", "", "14 Aug 2026: tea", date(2026, 11, 20)]])
    book.run()
    book.put("Ada", DUE, "done")
    lines = lines_about(book.run())
    assert any(line == "18 Nov 2026 + 3 months = 18 Feb 2027" for line in lines)
    assert not any("you set" in line for line in lines)
