"""Measure what a run costs: ``python -m tests.bench [--json FILE] [--quick]``."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.cold import measure_cold
from tests.bench.contest import hold_contest
from tests.bench.goals import judge
from tests.bench.growth import SIZES, measure_growth
from tests.bench.report import Report, render

RUNS, QUICK_RUNS, QUICK_SIZE = 7, 1, 5_000


def make_parser() -> argparse.ArgumentParser:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--runs", type=int, default=RUNS, help="how many times each figure is taken")
    parser.add_argument("--quick", action="store_true", help="once each, small lists: to see that it works")
    return parser


def say(text: str) -> None:
    """Tell how far it is."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def measure(runs: int, sizes: Sequence[int]) -> Report:
    """Return everything measured."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        figures = hold_contest(folder, runs, say)
        cold = measure_cold(folder, runs, say)
        growth = measure_growth(folder, sizes, runs, say)
    return Report(runs, figures, growth, cold, judge(figures, growth, cold))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and write the JSON if asked to."""
    options = make_parser().parse_args(argv)
    quick = options.quick
    report = measure(
        QUICK_RUNS if quick else options.runs, [size for size in SIZES if not quick or size <= QUICK_SIZE]
    )
    print(render(report))  # noqa: T201
    if options.json:
        options.json.write_text(json.dumps(report.to_json(), indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
