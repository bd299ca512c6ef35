"""The goals, and whether the figures reach them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.bench.cold import HELP, LIBRARIES, TYPER, Cold
from tests.bench.contest import EDITED, FLOOR, JOB, MAILED, NOTHING, SCENARIOS, SCRIPTS, Figures
from tests.bench.growth import PHASES, Growth

FEW, MANY = 10_000, 100_000


class Goal(NamedTuple):
    """A goal, the figure that was, and whether it is one; `reached` None: not measured."""

    what: str
    goal: str
    figure: str
    reached: bool | None


def judge(figures: Sequence[Figures], growth: Sequence[Growth], cold: Sequence[Cold]) -> list[Goal]:
    """Return every goal with its figure."""
    found = {(line.scenario, line.who): line for line in figures if not line.reason}
    return [
        *_judge_counts(found),
        *_judge_speed(found),
        *_judge_growth({(line.contacts, line.phase): line for line in growth}),
        *_judge_cold(found, {line.what: line for line in cold}),
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
            ratio = ours.sent / min(line.sent for line in rivals)
            yield _at_most(f"bytes sent, {scenario}, beside the best script", 0.1, ratio)
            ratio = ours.body / min(line.body for line in rivals)
            yield _at_most(f"those without token and headers, {scenario}", 0.1, ratio)


def _judge_growth(found: dict[tuple[int, str], Growth]) -> Iterator[Goal]:
    for phase in PHASES:
        few, many = found.get((FEW, phase)), found.get((MANY, phase))
        if phase.startswith("planning"):
            figure = f"{many.seconds:.2f} s" if many else "not measured"
            yield Goal(f"{phase} {MANY:,} contacts", "< 2 s", figure, many and many.seconds < 2)
        if few and many:
            yield _at_most(f"{phase} {MANY:,}, in times {FEW:,}", 11, many.seconds / few.seconds)
            yield _at_most(f"{phase} {MANY:,}, memory in times {FEW:,}", 11, many.peak / few.peak)


def _judge_cold(found: Found, cold: dict[str, Cold]) -> Iterator[Goal]:
    peak = max(found[scenario, JOB].peak for scenario in SCENARIOS)
    yield _at_most(f"peak memory of a run, in times {LIBRARIES}", 1.2, peak / cold[LIBRARIES].peak)
    yield _at_most(f"{HELP}, in times {TYPER}", 1.5, cold[HELP].seconds / cold[TYPER].seconds)


def _at_most(what: str, limit: float, figure: float) -> Goal:
    return Goal(what, f"≤ {limit:g}", f"{figure:.2f}", figure <= limit)
