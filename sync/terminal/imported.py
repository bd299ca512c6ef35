"""What came of an import, in lines; and meanwhile, for many people on a terminal, how far it has come."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

from sync.core.candidates.outcome import Counts, Fate
from sync.imports.export import UnreadableError
from sync.run.importing import Done, Told
from sync.run.offer import Offered
from sync.terminal.console import show, tell, warn

BAR_FROM = 50_000
"""So many bytes hold about 500 people: that takes long enough to show how far it is."""


@contextmanager
def showing_progress(files: Sequence[Path]) -> Iterator[Told]:
    """Show a bar on a terminal while the inside imports the files, where they are large; it goes after."""
    size = sum(path.stat().st_size for path in files if path.is_file())
    if size < BAR_FROM or not sys.stderr.isatty():
        yield Told()
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def read(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total + 1)

        yield Told(read, lambda what: progress.update(task, description=what))


def print_import(done: Done, *, is_dry: bool) -> None:
    """Print what was found in each file, what became of everybody, and what to do next."""
    counts = iter(done.offered.plan.outcome.files if done.offered else ())
    for file in done.reads:
        if isinstance(file, UnreadableError):
            tell(file)
            continue
        show(str(file))
        if (figures := next(counts, None)) and figures.found:
            show(f"  {figures}")
        for fault in file.faults:
            warn(str(fault))
    if done.offered:
        for line in _describe(done.offered, is_dry=is_dry):
            show(line)


def _describe(offered: Offered, *, is_dry: bool) -> Iterator[str]:
    outcome = offered.plan.outcome
    for maybe in outcome.maybes:
        yield f"maybe: {maybe.who} is in your list already, as {maybe}"
    if len(outcome.files) > 1:
        yield f"together: {outcome.people}"
    yield _describe_new(outcome.people, offered.title, is_dry=is_dry)
    if outcome.filled:
        yield f"{_rows(outcome.filled)} of it {'would get' if is_dry else 'got'} something new"
    if waiting := outcome.people.fates[Fate.WAITING]:
        yield f"{waiting:,} more wait until you have decided about some, or give a larger --limit"


def _describe_new(people: Counts, title: str, *, is_dry: bool) -> str:
    new = people.fates[Fate.NEW] + people.fates[Fate.MAYBE]
    if not new:
        return "nobody new"
    who = "1 person" if new == 1 else f"{new:,} people"
    if is_dry:
        return f"{who} would be offered in the tab “{title}”"
    return f"{who} offered in the tab “{title}”: tick whom you want, and the next run adds them"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def check_region(region: str | None) -> str | None:
    """Return the country given with --region, one that phone numbers have."""
    from sync.core.candidates.same.numbers import find_region

    if region and find_region(None, None, region) is None:
        raise typer.BadParameter(f"{region} is no country like GB", param_hint="--region")
    return region
