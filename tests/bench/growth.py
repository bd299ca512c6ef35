"""How the cost grows with the list: each phase by itself, without the network."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench.child import make_environment, run_child

FEW, MANY = 500, 10_000
SIZES = (50, FEW, 5_000, MANY)
PHASES = ("reading", "planning", "planning anew", "rendering", "writing")
"""Planning is that of a list where nothing changed; anew, that of one on which the job has never run.
Reading and rendering go with the first, writing, of a date for everybody, with the second."""


class Growth(NamedTuple):
    """What a phase needs for a list of some length; the peak is that of the process, in MiB."""

    contacts: int
    phase: str
    seconds: float
    peak: float


def measure_growth(folder: Path, sizes: Sequence[int], runs: int, say: Callable[[str], None]) -> list[Growth]:
    """Return the median seconds and the peak memory of each phase for each size: a process for each."""
    environment, found = make_environment(folder), []
    for size in sizes:
        say(f"growth: {size:,} contacts")
        _run("prepare", size, folder, 0)
        for phase in PHASES:
            ran = run_child(
                ["-m", "tests.bench.phase", phase, str(size), str(folder), str(runs)], environment
            )
            found.append(Growth(size, phase, median(json.loads(ran.output)), ran.peak))
        for file in folder.glob(f"*-{size}.json"):
            file.unlink()
    return found


def _run(phase: str, size: int, folder: Path, runs: int) -> None:
    arguments = ["-m", "tests.bench.phase", phase, str(size), str(folder), str(runs)]
    run_child(arguments, make_environment(folder))
