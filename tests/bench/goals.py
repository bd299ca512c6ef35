"""The goals, and whether the figures reach them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.bench.cold import HELP, LIBRARIES, TYPER, Cold
from tests.bench.growth import FEW, MANY, PHASES, Growth
from tests.bench.helpers.asides import MAILBOX, Aside
from tests.bench.runs.contest import EDITED, FLOOR, JOB, MAILED, NOTHING, SCENARIOS, SCRIPTS, Figures

MEASURE = 50
"""The length of list that the goals of speed and memory are for."""
MORE = 1.1
"""How much more than in proportion a longer list may cost."""


class Goal(NamedTuple):
    """A goal, the figure that was, and whether it is one."""

    what: str
    goal: str
    figure: str
    reached: bool


def judge(
    figures: Sequence[Figures], asides: Sequence[Aside], cold: Sequence[Cold], growth: Sequence[Growth]
) -> list[Goal]:
    """Return every goal for which there is a figure."""
    starts = {line.what: line for line in cold}
    goals: list[Goal] = []
    for contacts in sorted({line.contacts for line in figures}):
        found = {
            (line.scenario, line.who): line
            for line in figures
            if line.contacts == contacts and not line.reason
        }
        judged = [*_judge_counts(found), *_judge_bytes(found)]
        if contacts == MEASURE:
            judged += [*_judge_speed(found), *_judge_memory(found, starts)]
        goals += [goal._replace(what=f"{contacts}: {goal.what}") for goal in judged]
    return [
        *goals,
        _at_most(f"{HELP}, in times {TYPER}", 1.5, starts[HELP].seconds / starts[TYPER].seconds),
        *_judge_mailbox([line for line in asides if line.what == MAILBOX and not line.reason]),
        *_judge_growth({(line.contacts, line.phase): line for line in growth}),
    ]


Found = dict[tuple[str, str], Figures]


def _judge_counts(found: Found) -> Iterator[Goal]:
    counts = tuple(found[scenario, JOB].requests for scenario in (NOTHING, EDITED, MAILED))
    what = "requests, nothing changed / changed / changed and mailed"
    yield Goal(what, "2 / 3 / 4", " / ".join(map(str, counts)), counts == (2, 3, 4))
    cells = found[EDITED, JOB].cells
    yield Goal("cells written when one note was edited", "1", str(cells), cells == 1)
    harmed = sum(found[scenario, JOB].harmed for scenario in SCENARIOS)
    yield Goal("other cells changed", "0", str(harmed), harmed == 0)


def _judge_speed(found: Found) -> Iterator[Goal]:
    ratio = found[NOTHING, JOB].seconds / found[NOTHING, FLOOR].seconds
    yield _at_most(f"seconds, {NOTHING}, in floors", 1.2, ratio)
    for scenario in SCENARIOS:
        rivals = [found[scenario, who] for who in SCRIPTS if (scenario, who) in found]
        if rivals:
            ours = found[scenario, JOB]
            ratio = ours.seconds / min(line.seconds for line in rivals)
            yield _at_most(f"seconds, {scenario}, beside the best script", 0.6, ratio)


def _judge_bytes(found: Found) -> Iterator[Goal]:
    rivals = [found[EDITED, who] for who in SCRIPTS if (EDITED, who) in found]
    if rivals:
        ratio = found[EDITED, JOB].body / min(line.body for line in rivals)
        yield _at_most(f"bytes of requests, {EDITED}, beside the best script", 0.1, ratio)


def _judge_memory(found: Found, starts: dict[str, Cold]) -> Iterator[Goal]:
    peak = max(found[scenario, JOB].peak for scenario in SCENARIOS)
    yield _at_most(f"memory of a run, in times {LIBRARIES}", 1.2, peak / starts[LIBRARIES].peak)


def _judge_mailbox(lines: Sequence[Aside]) -> Iterator[Goal]:
    for line in lines:
        yield _at_most("seconds that the mailbox adds", 1, line.seconds)
        yield _at_most("round trips of the mailbox", 12, line.trips)


def _judge_growth(found: dict[tuple[int, str], Growth]) -> Iterator[Goal]:
    limit = MORE * MANY / FEW
    for phase in PHASES:
        few, many = found[FEW, phase], found[MANY, phase]
        yield _at_most(f"{phase} {MANY:,}, in times {FEW:,}", limit, many.seconds / few.seconds)
        yield _at_most(f"{phase} {MANY:,}, memory in times {FEW:,}", limit, many.peak / few.peak)


def _at_most(what: str, limit: float, figure: float) -> Goal:
    return Goal(what, f"≤ {limit:g}", f"{figure:.2f}", figure <= limit)
