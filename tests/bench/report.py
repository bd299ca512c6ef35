"""The figures on one screen, and as JSON."""

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from tests.bench.cold import Cold
from tests.bench.goals import Goal
from tests.bench.growth import PHASES, Growth
from tests.bench.helpers.asides import Aside
from tests.bench.runs.contest import Figures

NOTES = (
    "Every request takes 150 ms. Medians of {runs} runs, which take turns; all is compiled beforehand.",
    "Bytes are those on the wire, token and headers too, TLS not. MiB: the most memory held.",
)


class Report(NamedTuple):
    """Everything that was measured."""

    runs: int
    figures: Sequence[Figures]
    asides: Sequence[Aside]
    cold: Sequence[Cold]
    growth: Sequence[Growth]
    goals: Sequence[Goal]

    def to_json(self) -> dict[str, Any]:
        """Return it for machines."""
        parts = {
            name: [line._asdict() for line in getattr(self, name)]
            for name in ("figures", "asides", "cold", "growth", "goals")
        }
        return {"runs": self.runs, "machine": describe_machine(), **parts}


def describe_machine() -> dict[str, Any]:
    """Return what the figures depend on."""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
    }


def render(report: Report) -> str:
    """Return the tables as text."""
    machine = ", ".join(f"{name} {value}" for name, value in describe_machine().items())
    notes = "\n".join((*NOTES, machine)).format(runs=report.runs)
    runs = _table(
        "contacts|scenario|who|requests|cells|others'|sent B|received B|seconds|MiB",
        map(_figures, report.figures),
    )
    beside = _table(
        "beside a run|round trips|received B|seconds|MiB",
        [*map(_aside, report.asides), *map(_cold, report.cold)],
    )
    growth = _table(f"contacts|{'|'.join(PHASES)}|MiB", _growth(report.growth))
    return "\n\n".join([notes, runs, beside, growth, _goals(report.goals)])


def _figures(line: Figures) -> Sequence[str]:
    if line.reason:
        return str(line.contacts), "", line.who, f"left out: {line.reason}"
    counts = (line.requests, line.cells, line.harmed, line.sent, line.received)
    return (
        str(line.contacts),
        line.scenario,
        line.who,
        *(f"{count:,}" for count in counts),
        f"{line.seconds:.2f}",
        f"{line.peak:.0f}",
    )


def _aside(line: Aside) -> Sequence[str]:
    if line.reason:
        return line.what, f"left out: {line.reason}"
    return line.what, str(line.trips), f"{line.received:,}", f"{line.seconds:.2f}", f"{line.peak:.0f}"


def _cold(line: Cold) -> Sequence[str]:
    return line.what, "", "", f"{line.seconds:.2f}", f"{line.peak:.0f}"


def _growth(lines: Sequence[Growth]) -> Iterator[Sequence[str]]:
    """Yield a row for each length: the seconds of the phases, and the most memory that one held."""
    for contacts, group in groupby(lines, key=lambda line: line.contacts):
        phases = list(group)
        peak = max(line.peak for line in phases)
        yield f"{contacts:,}", *(f"{line.seconds:.3f} s" for line in phases), f"{peak:.0f}"


def _goals(goals: Sequence[Goal]) -> str:
    """Say how many goals are reached, and name the others."""
    missed = [goal for goal in goals if not goal.reached]
    lines = [f"{len(goals) - len(missed)} of {len(goals)} goals reached{', but not:' if missed else ''}"]
    return "\n".join([*lines, *(f"  {goal.what}: {goal.figure}, goal {goal.goal}" for goal in missed)])


def _table(headers: str, lines: Iterable[Sequence[str]]) -> str:
    rows = [headers.split("|"), *map(list, lines)]
    full = [row for row in rows if len(row) == len(rows[0])]
    widths = [max(map(len, column)) for column in zip(*full, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    """Align numbers to the right and words to the left."""
    parts = []
    for text, width in zip(row, widths, strict=False):
        parts.append(text.rjust(width) if text[:1].isdigit() else text.ljust(width))
    return "  ".join(parts).rstrip()
