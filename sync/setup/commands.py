"""The commands that set the job up and keep it going: init, check, cron, serve (design.md, section 7)."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sync.terminal.console import USUAL_TIME, At, Config, Quiet, find_config, now, parse_at, show, tell, warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.run.attend import Attended
    from sync.setup.check.finding import Finding


def _option(text: str, name: str, metavar: str = "TEXT") -> object:
    return typer.Option(name, metavar=metavar, help=text, show_default=False)


def init(
    context: typer.Context,
    *,
    sheet: Annotated[str | None, _option("A Google Sheet’s address, or an .xlsx file.", "--sheet")] = None,
    key: Annotated[str | None, _option("The service account’s key.", "--key", "FILE")] = None,
    tab: Annotated[str | None, _option("The tab, if not the address’s or the first.", "--tab")] = None,
    timezone: Annotated[str | None, _option("The zone of “today”.", "--timezone", "ZONE")] = None,
    locale: Annotated[str | None, _option("A workbook’s, like en_GB.", "--locale", "LOCALE")] = None,
    headers: Annotated[
        bool | None,
        typer.Option(help="Put the four headers into an empty tab; make a missing workbook."),
    ] = None,
    wait: Annotated[bool, typer.Option(help="Wait until the sheet is shared.")] = True,
    every: Annotated[str | None, _option("How often to be in touch.", "--every", "INTERVAL")] = None,
    sessions: Annotated[
        bool | None, typer.Option(help="Write to everybody on one day of the quarter.", show_default=False)
    ] = None,
    first: Annotated[str | None, _option("The first such day, like 2027-01-11.", "--first", "DATE")] = None,
    send: Annotated[str | None, _option("daily, weekly or monthly.", "--send", "WHEN")] = None,
    on: Annotated[str | None, _option("A weekday, or a day of the month.", "--on", "DAY")] = None,
    to: Annotated[str | None, _option("Who gets the summary; - for nobody.", "--to", "ADDRESS")] = None,
    smtp_host: Annotated[str | None, _option("The mail server.", "--smtp-host", "HOST")] = None,
    smtp_port: Annotated[str | None, _option("Its port.", "--smtp-port", "PORT")] = None,
    smtp_security: Annotated[str | None, _option("starttls, tls or none.", "--smtp-security", "HOW")] = None,
    smtp_username: Annotated[
        str | None, _option("The login there; - for none.", "--smtp-username", "NAME")
    ] = None,
    smtp_password_command: Annotated[
        str | None, _option("What prints the password.", "--smtp-password-command", "COMMAND")
    ] = None,
    smtp_password_file: Annotated[
        str | None, _option("What holds the password.", "--smtp-password-file", "FILE")
    ] = None,
    smtp_from: Annotated[str | None, _option("The sender.", "--smtp-from", "ADDRESS")] = None,
    imap_host: Annotated[str | None, _option("The mailbox; - for none.", "--imap-host", "HOST")] = None,
    imap_port: Annotated[str | None, _option("Its port.", "--imap-port", "PORT")] = None,
    imap_username: Annotated[str | None, _option("The login there.", "--imap-username", "NAME")] = None,
    imap_password_command: Annotated[
        str | None, _option("What prints the password.", "--imap-password-command", "COMMAND")
    ] = None,
    imap_password_file: Annotated[
        str | None, _option("What holds the password.", "--imap-password-file", "FILE")
    ] = None,
    imap_sent: Annotated[str | None, _option("The folder of sent mail.", "--imap-sent", "FOLDER")] = None,
    force: Annotated[bool, typer.Option("--force", help="Change settings that are there.")] = False,
    config: Config = None,
) -> None:
    """Set up: answer a few questions, and have the answers checked."""
    import os

    from sync.settings.sections import FILE_NAME
    from sync.setup.init.begin import Answers, Host
    from sync.setup.init.begin import init as set_up
    from sync.setup.init.mail import MailAnswers
    from sync.setup.init.mailbox import MailboxAnswers
    from sync.setup.init.rhythm import RhythmAnswers
    from sync.setup.init.sheet import SheetAnswers
    from sync.terminal.ask import Asker

    server = (smtp_host, smtp_port, smtp_security, smtp_username)
    mailbox = (imap_host, imap_port, imap_username, imap_password_command, imap_password_file, imap_sent)
    answers = Answers(
        SheetAnswers(sheet, key, headers, tab, timezone, locale, wait),
        MailAnswers(to, *server, smtp_password_command, smtp_password_file, smtp_from),
        MailboxAnswers(*mailbox),
        RhythmAnswers(every, sessions, first, send, on),
        force,
    )
    path = find_config(context, config) or Path(os.environ.get("KEEP_IN_TOUCH_CONFIG") or FILE_NAME)
    asker = Asker(is_terminal=sys.stdin.isatty(), tell=show)
    _show(set_up(path, answers, Host(asker, show, now)))


def check(
    context: typer.Context,
    *,
    send_test: Annotated[bool, typer.Option("--send-test", help="Mail a test, too.")] = False,
    mailbox: Annotated[
        bool, typer.Option("--mailbox", help="Only what the mailbox looks like, for a report to us.")
    ] = False,
    config: Config = None,
) -> None:
    """Check every link from the settings to the mailbox."""
    from sync.setup.check.chain import check_chain

    if mailbox:
        from sync.assembly import read_settings
        from sync.setup.check.mailbox import report_mailbox

        if send_test:
            raise typer.BadParameter("give one of --send-test and --mailbox")
        _show(report_mailbox(read_settings(find_config(context, config), needed=True)))
    _show(check_chain(find_config(context, config), now, send_test=send_test))


def cron(
    context: typer.Context,
    *,
    at: At = USUAL_TIME,
    install: Annotated[bool, typer.Option("--install", help="Put the line into your crontab.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take it out again.")] = False,
    systemd: Annotated[
        bool, typer.Option("--systemd", help="A service and timer of systemd instead of the line.")
    ] = False,
    github: Annotated[
        bool, typer.Option("--github", help="A workflow of GitHub’s, for who has no machine that is on.")
    ] = False,
    config: Config = None,
) -> None:
    """Print what starts a run every day, or put it in.

    That is a line of your crontab, a timer of systemd, or a workflow of GitHub’s.
    """
    from sync.assembly import read_settings
    from sync.settings.sections import FILE_NAME, find_settings
    from sync.setup.cron.ways import Crontab, Timer, Workflow

    if install and remove:
        raise typer.BadParameter("give one of --install and --remove")
    if github and (install or remove or systemd):
        raise typer.BadParameter("--github only prints; put the workflow where its first line says")
    time = parse_at(at)
    path = find_settings(find_config(context, config)) or Path(FILE_NAME)
    local = (Timer if systemd else Crontab)(path)
    if remove:
        typer.echo(local.remove())
        return
    settings = read_settings(path, needed=True)
    way = Workflow() if github else local
    typer.echo(local.install(settings, time) if install else way.show(settings, time))
    for note in way.find_notes(settings):
        typer.echo(note, err=True)


def serve(
    context: typer.Context,
    *,
    at: At = USUAL_TIME,
    quiet: Quiet = False,
    config: Config = None,
) -> None:
    """Stay up and run every day, where there is no cron.

    SIGTERM and Ctrl-C end it after the run in hand.
    """
    from sync.daemon import Console, Daemon, Rounds, stop_on_signals
    from sync.terminal.outcome import Output, print_outcome
    from sync.terminal.pace import stay

    stay()

    def report(attended: "Attended") -> None:
        print_outcome(attended, Output(quiet=quiet))
        for error in attended.outcome.errors:
            tell(error)

    time = parse_at(at)
    rounds = Rounds(find_config(context, config), Console(now, report, tell, warn))
    daemon = Daemon(time, rounds.find_zone, rounds.run, now, done=rounds.done)
    stop_on_signals(daemon.stop)
    if not quiet:
        typer.echo(f"keep-in-touch: runs every day at {at}; Ctrl-C ends it")
    daemon.serve()


def _show(findings: "Iterable[Finding]") -> None:
    """Print the findings, and leave with the status of the worst."""
    worst = 0
    for finding in findings:
        show(str(finding))
        worst = max(worst, finding.status)
    raise typer.Exit(worst)
