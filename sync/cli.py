"""The commands; the one place that knows all the others (design.md, section 7)."""

import errno
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from sync.errors import KeepInTouchError, TryAgainError
from sync.setup.commands import check, cron, init, serve
from sync.terminal.console import Config, Quiet, find_config, now, parse_today, tell, warn
from sync.terminal.pace import be_over_soon

if TYPE_CHECKING:
    from sync.run.look import Job

INTERRUPTED, BROKEN_PIPE = 130, 141
"""128 and the number of the signal that others die of."""


class Commands(TyperGroup):
    """All commands; whatever stops one of them ends as design.md, section 7, says."""

    def invoke(self, ctx: Any) -> object:
        """Run the command; a failure is one line and a status of its own, a bug keeps its traceback."""
        try:
            return super().invoke(ctx)
        except KeepInTouchError as error:
            raise typer.Exit(tell(error)) from None
        except KeyboardInterrupt:
            warn("interrupted; nothing is left half done")
            raise typer.Exit(INTERRUPTED) from None
        except OSError as error:
            if error.errno not in {errno.EPIPE, errno.ENOSPC}:
                raise
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if error.errno == errno.EPIPE:
                raise typer.Exit(BROKEN_PIPE) from None
            full = TryAgainError("disk", "there is no space left on it", "make room and run again")
            raise typer.Exit(tell(full)) from None


app = typer.Typer(
    name="keep-in-touch",
    cls=Commands,
    help="Says whom to write to this week, from the sheet where you keep your people.",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

SHEET_HELP = "A Google Sheets address or id, or an .xlsx file; else the settings' own."
Named = Annotated[str | None, typer.Argument(metavar="SHEET", help=SHEET_HELP, show_default=False)]
Other = Annotated[str | None, typer.Option("--sheet", metavar="SHEET", help=SHEET_HELP, show_default=False)]
Today = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Take this day, like 2026-11-23, for today.", show_default=False),
]


def main() -> None:
    """Run the command line."""
    be_over_soon()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()


def show_version(asked: bool) -> None:
    """Print which version this is, and leave."""
    if asked:
        from importlib.metadata import version

        typer.echo(f"keep-in-touch {version('keep-in-touch')}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", help="Show the version.", callback=show_version, is_eager=True)
]


@app.callback()
def keep(context: typer.Context, *, config: Config = None, version: Version = False) -> None:  # noqa: ARG001 - its callback acts
    """Take the settings file, which may be named before the command; without a command, help."""
    context.obj = config
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def run(
    context: typer.Context,
    sheet: Named = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show everything, write and mail nothing.")
    ] = False,
    send: Annotated[bool, typer.Option("--send", help="Mail the summary even if it is not due.")] = False,
    no_mail: Annotated[bool, typer.Option("--no-mail", help="Do not mail the summary.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome for machines.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print every change.")] = False,
    quiet: Quiet = False,
    today: Today = None,
    config: Config = None,
) -> None:
    """Bring the sheet up to date. Mail the summary if it is due."""
    from sync.assembly import read_settings
    from sync.run.attend import attend
    from sync.run.look import Order
    from sync.terminal.outcome import Output, print_outcome

    if send and no_mail:
        raise typer.BadParameter("give one of --send and --no-mail")
    order = Order(dry_run=dry_run, send=send, no_mail=no_mail, today=parse_today(today))
    settings = read_settings(find_config(context, config), needed=sheet is None)
    done = attend(settings, sheet, order, now, warn)
    print_outcome(done, Output(as_json, verbose, quiet, order))
    if done.outcome.errors:
        raise typer.Exit(max(tell(error) for error in done.outcome.errors))


@app.command("import")
def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="What a service let you download.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say the same, write nothing.")] = False,
    region: Annotated[
        str | None,
        typer.Option(metavar="COUNTRY", help="Of numbers without a prefix, like GB.", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="So many undecided people at once.")] = 200,
    sheet: Other = None,
    config: Config = None,
) -> None:
    """Offer the people in your exports, in a tab beside your list."""
    from sync.run.importing import Errand, import_files
    from sync.terminal.imported import check_region, print_import, showing_progress

    errand = Errand(files, limit, check_region(region), dry_run)
    job = find_job(context, config, sheet)
    try:
        with showing_progress(files) as told:
            done = import_files(job, errand, now(), told)
    finally:
        job.sheet.close()
    print_import(done, is_dry=dry_run)
    if done.status:
        raise typer.Exit(done.status)


@app.command()
def status(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Somebody in the list.", show_default=False)
    ] = None,
    *,
    sheet: Other = None,
    today: Today = None,
    config: Config = None,
) -> None:
    """Show the list, most urgent first; with a name, why that date."""
    from sync.run.look import Order, look
    from sync.terminal.calendar_line import say_sessions
    from sync.terminal.everybody import print_everybody
    from sync.terminal.somebody import print_somebody

    order = Order(dry_run=True, today=parse_today(today))
    job = find_job(context, config, sheet)
    plan = look(job, order, now()).plan
    if name:
        print_somebody(plan, name)
    else:
        print_everybody(plan, say_sessions(plan.look, job.settings))


@app.command()
def preview(
    context: typer.Context,
    sheet: Named = None,
    *,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write it here, and leave it unopened.", show_default=False),
    ] = None,
    today: Today = None,
    config: Config = None,
) -> None:
    """Write the summary as HTML, and open it."""
    from sync.job import run as do
    from sync.run.look import Order
    from sync.terminal.preview import write_preview

    order = Order(dry_run=True, today=parse_today(today))
    outcome = do(find_job(context, config, sheet), order, now())
    if outcome.summary:
        write_preview(outcome.summary, out)


@app.command()
def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to put it in.", show_default=True)
    ] = Path("keep-in-touch-demo"),
) -> None:
    """Try it out on a sample workbook; needs no account."""
    from sync.assembly import make_job
    from sync.job import run as do
    from sync.run.look import Order
    from sync.run.zones import find_machine_zone, find_today
    from sync.settings.sections import load_settings
    from sync.setup.call import find_call
    from sync.setup.demo.sample import make_demo
    from sync.setup.demo.tour import print_tour

    started = now()
    settings_file = make_demo(folder, find_today(started, find_machine_zone()))
    job = make_job(load_settings(settings_file))
    do(job, Order(), started)
    seen = do(job, Order(dry_run=True), started)
    if seen.summary:
        print_tour(seen.plan, seen.summary, settings_file, find_call())


for command in (init, check, cron, serve):
    app.command()(command)


def find_job(context: typer.Context, config: Path | None, sheet: str | None) -> "Job":
    """Return the job that the settings and the command line ask for."""
    from sync.assembly import make_job, read_settings

    return make_job(read_settings(find_config(context, config), needed=sheet is None), sheet)
