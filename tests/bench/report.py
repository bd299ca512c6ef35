"""The figures as one table, and as JSON."""

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from tests.bench.cold import Cold
from tests.bench.contest import Figures
from tests.bench.goals import Goal
from tests.bench.growth import Growth

NOTES = (
    "Every request takes 150 ms; each figure is the median of the runs, which take turns.",
    "Bytecode is compiled beforehand, as an installation does; PYTHONDONTWRITEBYTECODE is not passed on.",
    "Bytes are those on the wire, token and headers included, TLS not; body is that of the sheet's requests.",
    "Memory is the peak resident set in MiB; less than that of `python -c pass` here cannot be told.",
)


class Report(NamedTuple):
    """Everything that was measured."""

    runs: int
    figures: Sequence[Figures]
    growth: Sequence[Growth]
    cold: Sequence[Cold]
    goals: Sequence[Goal]

    def to_json(self) -> dict[str, Any]:
        """Return it for machines."""
        parts = {name: [line._asdict() for line in lines] for name, lines in self._parts()}
        return {"runs": self.runs, "machine": describe_machine(), **parts}

    def _parts(self) -> Iterator[tuple[str, Sequence[Any]]]:
        yield from (
            ("figures", self.figures),
            ("growth", self.growth),
            ("cold", self.cold),
            ("goals", self.goals),
        )


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
    return "\n\n".join(
        [
            f"Medians of {report.runs} runs. {describe_machine()}\n" + "\n".join(NOTES),
            _table(
                "scenario|who|requests|cells|others changed|body B|sent B|received B|seconds|MiB",
                map(_figures, report.figures),
            ),
            _table("contacts|phase|seconds|MiB", map(_growth, report.growth)),
            _table(
                "cold|seconds|MiB",
                ((line.what, f"{line.seconds:.3f}", f"{line.peak:.0f}") for line in report.cold),
            ),
            _table("what|goal|figure|reached", map(_goal, report.goals)),
        ]
    )


def _figures(line: Figures) -> Sequence[str]:
    if line.reason:
        return line.scenario, line.who, f"left out: {line.reason}"
    counts = (line.requests, line.cells, line.harmed, line.body, line.sent, line.received)
    return (
        line.scenario,
        line.who,
        *(f"{count:,}" for count in counts),
        f"{line.seconds:.3f}",
        f"{line.peak:.0f}",
    )


def _growth(line: Growth) -> Sequence[str]:
    return f"{line.contacts:,}", line.phase, f"{line.seconds:.4f}", f"{line.peak:.0f}"


def _goal(line: Goal) -> Sequence[str]:
    verdict = {True: "yes", False: "NO", None: "?"}
    return line.what, line.goal, line.figure, verdict[line.reached]


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
