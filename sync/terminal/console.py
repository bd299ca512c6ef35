"""What all commands share: where they print, their common options, and the time."""

import shutil
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from textwrap import TextWrapper
from typing import Annotated

import typer

from sync.errors import KeepInTouchError

Config = Annotated[Path | None, typer.Option(metavar="FILE", help="The settings file.", show_default=False)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing on success.")]
At = Annotated[str, typer.Option(metavar="HH:MM", help="The time of day.")]
USUAL_TIME = "07:30"
"""Never skipped or repeated by a change of daylight saving time, and before breakfast."""


def tell(error: KeepInTouchError) -> int:
    """Print the error's line, or its lines, to standard error, and return its status."""
    for line in error.lines:
        warn(line)
    return error.status


def warn(line: str) -> None:
    """Print a line to standard error."""
    typer.echo(f"keep-in-touch: {line}", err=True)


def show(text: str) -> None:
    """Print to standard output; lines are broken at words to fit a terminal, and left whole in a pipe."""
    typer.echo(lay_out(text))


def lay_out(text: str, indent: int = 2) -> str:
    """Return the text as `show` prints it, every line but the first of a paragraph indented."""
    if not sys.stdout.isatty():
        return text
    width = shutil.get_terminal_size().columns - 1
    rest = " " * indent
    wrapper = TextWrapper(width, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrapper.fill(line) for line in text.split("\n"))


def now() -> datetime:
    """Return the aware time it is."""
    return datetime.now(UTC)


def parse_today(text: str | None) -> date | None:
    """Return the day given with --today, one that a sheet may hold."""
    from sync.core.contacts.cells import sensible

    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"{text} is no date like 2026-11-23", param_hint="--today") from None
    if day and not sensible(day):
        raise typer.BadParameter(f"{text} is not between 2000 and 2100", param_hint="--today")
    return day


def parse_at(text: str) -> time:
    """Return the time of day given with --at."""
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a time of day, in no zone
    except ValueError:
        raise typer.BadParameter(f"{text} is no time like {USUAL_TIME}", param_hint="--at") from None


def find_config(context: typer.Context, config: Path | None) -> Path | None:
    """Return the settings file that is named after the command, or before it."""
    named = config or context.obj
    return named if isinstance(named, Path) else None
