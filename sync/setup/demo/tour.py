"""What the demo says: in ten lines, what happened, what to look at, and what to try."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

from sync.core.plan.plan import Plan
from sync.core.summary.summary import Summary
from sync.setup.demo.sample import WORKBOOK_NAME
from sync.terminal.outcome import describe_counts
from sync.terminal.preview import open_page, write_page

PAGE_NAME = "summary.html"
OVERDUE_STYLE, COMMAND_STYLE, PLACE_STYLE = "bold red", "bold cyan", "bold"


def print_tour(plan: Plan, summary: Summary, settings_file: Path, call: str) -> None:
    """Print it, with the summary as a page beside the list, which is opened on a terminal.

    Lines are not broken, so that what is to be typed can be copied from them whole.
    """
    page = settings_file.parent / PAGE_NAME
    write_page(summary, page)
    console = Console(highlight=False, soft_wrap=True)
    is_open = console.is_terminal and open_page(page)
    for line in tell_tour(plan, settings_file, call, is_open=is_open):
        console.print(line)


def tell_tour(plan: Plan, settings_file: Path, call: str, *, is_open: bool) -> Iterator[Text]:
    """Yield ten lines; `call` is how this program is called, `is_open` whether the summary is to be seen."""
    folder = settings_file.parent
    run = f"{call} --config {shlex.quote(str(settings_file))}"
    overdue, comma, rest = describe_counts(plan).partition(", ")
    yield Text(f"A list of {len(plan.people)} invented people, and a first run on it:")
    yield Text("  ").append(overdue, OVERDUE_STYLE).append(comma + rest)
    yield _place("The list", folder / WORKBOOK_NAME, "click a date: it says why")
    how = "open in your browser now" if is_open else "open it in a browser"
    yield _place("The mail", folder / PAGE_NAME, how)
    yield Text("Try it: type done into Next due beside somebody, or add to their note; save and")
    yield Text("close the workbook, run again; see the list, and why somebody has their date:")
    for arguments in ("run", "status", "status marisol"):
        yield Text(f"  {run} {arguments}", COMMAND_STYLE)
    yield Text("Your own list: ").append(f"{call} init", COMMAND_STYLE)


def _place(what: str, path: Path, how: str) -> Text:
    return Text(f"{what}: ").append(shlex.quote(str(path)), PLACE_STYLE).append(f" ({how})")
