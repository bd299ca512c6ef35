"""Commands from a standing start, beside what they cannot be faster or smaller than."""

from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench.child import Ran, make_environment, run_child

HELP, TYPER = "--help", "import typer"
STATUS, LIBRARIES = "status on a workbook", "import gspread, pandas"
BARE = "python -c pass"


class Cold(NamedTuple):
    """Seconds and peak memory in MiB of a process from start to end."""

    what: str
    seconds: float
    peak: float


def measure_cold(folder: Path, runs: int, say: Callable[[str], None]) -> list[Cold]:
    """Return the medians of *runs* interleaved runs of each."""
    environment = make_environment(folder)
    run_child(["-m", "sync", "demo", str(folder / "demo")], environment)
    settings = str(folder / "demo" / "keep-in-touch.toml")
    commands = {
        HELP: ["-m", "sync", "--help"],
        TYPER: ["-c", "import typer"],
        STATUS: ["-m", "sync", "status", "--config", settings],
        LIBRARIES: ["-c", "import gspread, pandas"],
        BARE: ["-c", "pass"],
    }
    found: dict[str, list[Ran]] = {what: [] for what in commands}
    for arguments in commands.values():
        run_child(arguments, environment)
    for turn in range(runs):
        say(f"cold: turn {turn + 1} of {runs}")
        for what, arguments in commands.items():
            found[what].append(run_child(arguments, environment))
    return [
        Cold(what, median(run.seconds for run in ran), median(run.peak for run in ran))
        for what, ran in found.items()
    ]
