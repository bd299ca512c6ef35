"""Every link of the chain from the settings to the mailbox, a line each, with its cure; changing nothing."""

import os
import shlex
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sync.assembly import PASSWORD_VARIABLE, find_place, needs_variable, read_settings
from sync.errors import KeepInTouchError
from sync.settings.sections import Settings, find_settings

GOOD, DOUBTFUL, BROKEN = "✓", "!", "✗"
STALE = timedelta(days=2)
"""How long ago the last run may be before it is worth a word."""


class Finding(NamedTuple):
    """One link: how it is, what it is, and what there is to say; `status` is the exit status it leads to."""

    mark: str
    what: str
    text: str
    status: int = 0

    def __str__(self) -> str:
        """Return the line."""
        return f"{self.mark} {self.what}: {self.text}"


Step = tuple[str, Callable[[], Iterable[Finding]]]


def good(what: str, text: str) -> Finding:
    """Return the finding that all is well."""
    return Finding(GOOD, what, text)


def doubt(what: str, text: str) -> Finding:
    """Return the finding that something should be looked at, though the job runs."""
    return Finding(DOUBTFUL, what, text)


def broken(what: str, error: KeepInTouchError) -> Finding:
    """Return the finding of an error: the link that it names itself, or else `what`."""
    line = str(error)
    return Finding(BROKEN, what, line.removeprefix(f"{what}: "), error.status)


def follow(steps: Sequence[Step]) -> Iterator[Finding]:
    """Yield what the links of a chain say; the first broken one ends it, since the rest hangs on it.

    An error that names a later link is that one's: a wrong clock shows when Google refuses a token.
    """
    for place, (what, step) in enumerate(steps):
        try:
            yield from step()
        except KeepInTouchError as error:
            is_later = any(error.what == later for later, _ in steps[place:])
            yield broken(error.what if is_later else what, error)
            return


def check(config: Path | None, now: Callable[[], datetime], *, send_test: bool = False) -> Iterator[Finding]:
    """Yield a finding for each link, as soon as it is known; `send_test` mails a test, too.

    `now` gives an aware time.
    """
    from sync.setup.check.mail import MailLinks
    from sync.setup.check.sheet import find_sheet_steps

    try:
        settings = read_settings(config, needed=True)
    except KeepInTouchError as error:
        for line in error.lines:
            yield Finding(BROKEN, "settings", line.removeprefix("settings: "), error.status)
        return
    path = find_settings(config) or settings.folder
    yield from check_settings(path)
    yield from follow(find_sheet_steps(settings, now))
    yield from MailLinks(settings, now).check(send_test=send_test)
    yield from check_cron(path, settings)
    yield from check_last_run(settings, now())


def check_settings(path: Path) -> Iterator[Finding]:
    """Yield whether others may read the settings: there is no secret in them, though addresses are."""
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield doubt("settings", f"{path} can be read by others; chmod 600 {shlex.quote(str(path))}")
    else:
        yield good("settings", str(path))


def check_cron(path: Path, settings: Settings) -> Iterator[Finding]:
    """Yield whether the crontab has the job's line; another scheduler may do as well."""
    from sync.setup.cron.crontab import find_line, find_program, make_mark, read
    from sync.setup.cron.systemd import FOLDER, NAME

    if (timer := Path(FOLDER) / f"{NAME}.timer").exists():
        yield good("cron", f"not needed: there is {timer}")
        return
    try:
        line = find_line(read(), make_mark(path))
    except KeepInTouchError as error:
        yield doubt("cron", f"{error.why}; {error.cure}")
        return
    if line is None:
        yield doubt("cron", "no line of this job is in the crontab; run keep-in-touch cron --install")
    elif (program := find_program(line)) and not program.exists():
        yield doubt("cron", f"its line starts {program}, which is gone; run keep-in-touch cron --install")
    elif needs_variable(settings):
        yield doubt("cron", f"it does not know ${PASSWORD_VARIABLE}; set smtp.password_file instead")
    else:
        yield good("cron", line)


def check_last_run(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Yield when the job last ran on this machine, and how it went."""
    from sync.run.last_run import find_last_run

    try:
        last = find_last_run(find_place(settings).state)
    except KeepInTouchError:  # the link to the sheet tells
        return
    if last is None:
        yield doubt("last run", "none on this machine yet; run keep-in-touch run")
        return
    when = f"{last.at.astimezone():%Y-%m-%d %H:%M}"
    if last.status:
        yield doubt("last run", f"{when}, with status {last.status}; run it by hand to see why")
    elif now - last.at > STALE:
        yield doubt("last run", f"{when}, which is long ago; see whether cron runs")
    else:
        yield good("last run", when)
