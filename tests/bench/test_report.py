"""What the benchmark says of its figures: the goals that were missed, on one screen."""

import json
from typing import Any

import pytest

from tests.bench.__main__ import CONTACTS, Extent
from tests.bench.cold import BARE, HELP, LIBRARIES, STATUS, TYPER, Cold
from tests.bench.goals import judge
from tests.bench.growth import FEW, MANY, PHASES, Growth
from tests.bench.helpers.asides import IMPORT, MAILBOX, Aside
from tests.bench.report import Report, render
from tests.bench.runs.contest import EDITED, FLOOR, JOB, MAILED, NOTHING, SCENARIOS, Figures

LINES, COLUMNS = 50, 110
"""Of a screen."""
REQUESTS = {NOTHING: 2, EDITED: 3, MAILED: 4}


def figure(contacts: int, scenario: str, who: str) -> Figures:
    seconds = {JOB: 0.55, FLOOR: 0.5}.get(who, 1.1)
    cells = int(scenario == EDITED) if who == JOB else 1_653
    body = 671 if who == JOB else 58_919
    return Figures(
        contacts,
        scenario,
        who,
        REQUESTS.get(scenario, 3),
        cells,
        0,
        body,
        164_401,
        1_363_096,
        seconds,
        peak=100 if who == JOB else 45,
    )


@pytest.fixture
def report() -> Report:
    """Give a report in which every goal is reached."""
    figures = [
        figure(contacts, scenario, who)
        for contacts in CONTACTS
        for scenario in SCENARIOS
        for who in (JOB, FLOOR, *Extent().scripts)
    ]
    figures += [figure(contacts, MAILED, JOB) for contacts in CONTACTS]
    asides = [Aside(MAILBOX, 12, 1_373_132, 0.7, 23), Aside(IMPORT, 4, 1_373_132, 2.5, 150)]
    cold = [Cold(what, 0.05, 90) for what in (HELP, TYPER, STATUS, LIBRARIES, BARE)]
    growth = [
        Growth(contacts, phase, contacts / 10_000, contacts / 100)
        for contacts in (FEW, MANY)
        for phase in PHASES
    ]
    return Report(3, figures, asides, cold, growth, judge(figures, asides, cold, growth))


def test_it_is_one_screen(report: Report) -> None:
    lines = render(report).splitlines()
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= COLUMNS


def test_goals_that_are_reached_are_counted(report: Report) -> None:
    count = len(report.goals)
    assert render(report).endswith(f"{count} of {count} goals reached")


@pytest.mark.parametrize(
    ("place", "changed", "missed"),
    [
        ({"scenario": NOTHING, "who": JOB}, {"requests": 3}, "3 / 3 / 4, goal 2 / 3 / 4"),
        ({"scenario": EDITED, "who": JOB}, {"cells": 2}, "one note was edited: 2, goal 1"),
        ({"scenario": EDITED, "who": JOB}, {"harmed": 1}, "other cells changed: 1, goal 0"),
        ({"scenario": NOTHING, "who": JOB}, {"seconds": 0.65}, "in floors: 1.30, goal ≤ 1.2"),
        ({"scenario": EDITED, "who": JOB}, {"body": 6_000}, "beside the best script: 0.10, goal ≤ 0.1"),
        ({"scenario": EDITED, "who": JOB}, {"peak": 120}, "memory of a run, in times import gspread"),
    ],
)
def test_a_goal_that_is_missed_is_named(
    report: Report, place: dict[str, str], changed: dict[str, Any], missed: str
) -> None:
    figures = [
        line._replace(**changed) if place.items() <= line._asdict().items() else line
        for line in report.figures
    ]
    goals = judge(figures, report.asides, report.cold, report.growth)
    assert missed in render(report._replace(goals=goals))


def test_growth_beyond_proportion_is_named(report: Report) -> None:
    growth = [
        line._replace(seconds=line.seconds * 1.2) if line.contacts == MANY else line for line in report.growth
    ]
    missed = [
        goal.what for goal in judge(report.figures, report.asides, report.cold, growth) if not goal.reached
    ]
    assert missed == [f"{phase} 10,000, in times 500" for phase in PHASES]


def test_what_could_not_be_measured_says_why(report: Report) -> None:
    asides = [Aside(MAILBOX, reason="needs dovecot-imapd"), *report.asides[1:]]
    figures = [*report.figures, Figures(50, NOTHING, "gspread-pandas", reason="not installed")]
    goals = judge(figures, asides, report.cold, report.growth)
    shown = render(report._replace(figures=figures, asides=asides, goals=goals))
    assert "left out: needs dovecot-imapd" in shown
    assert "gspread-pandas  left out: not installed" in shown
    assert len(goals) == len(report.goals) - 2


def test_it_is_json_too(report: Report) -> None:
    told = json.loads(json.dumps(report.to_json()))
    assert told["figures"][0]["who"] == JOB
    assert [line["what"] for line in told["asides"]] == [MAILBOX, IMPORT]
