"""Measure what a run costs, in two minutes: ``python -m tests.bench [--full] [--json FILE]``."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.cold import measure_cold
from tests.bench.goals import judge
from tests.bench.growth import FEW, MANY, SIZES, measure_growth
from tests.bench.helpers.asides import measure_asides
from tests.bench.report import Report, render
from tests.bench.runs.contest import SCRIPTS, hold_contest

CONTACTS = (50, 500)


class Extent(NamedTuple):
    """How much is measured: how often each figure is taken, beside which scripts, and up to what length."""

    runs: int = 3
    scripts: Sequence[str] = ("gspread",)
    sizes: Sequence[int] = (FEW, MANY)


FULL = Extent(7, tuple(SCRIPTS), SIZES)


def make_parser() -> argparse.ArgumentParser:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="all scripts, all lengths, seven times each")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--runs", type=int, help="how many times each figure is taken")
    return parser


def say(text: str) -> None:
    """Tell how far it is."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def measure(extent: Extent) -> Report:
    """Return everything measured."""
    runs = extent.runs
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        figures = [
            line
            for contacts in CONTACTS
            for line in hold_contest(folder, contacts, extent.scripts, runs, say)
        ]
        asides = measure_asides(folder, runs, say)
        cold = measure_cold(folder, runs, say)
        growth = measure_growth(folder, extent.sizes, runs, say)
    return Report(runs, figures, asides, cold, growth, judge(figures, asides, cold, growth))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and write the JSON if asked to."""
    options = make_parser().parse_args(argv)
    extent = FULL if options.full else Extent()
    report = measure(extent._replace(runs=options.runs or extent.runs))
    print(render(report))  # noqa: T201
    if options.json:
        options.json.write_text(json.dumps(report.to_json(), indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
