"""The links on this machine: who may read the settings, what starts the job, and how its last run went."""

import os
import shlex
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sync.assembly import find_place
from sync.errors import KeepInTouchError
from sync.run.traces.last_run import find_last_run
from sync.settings.sections import Settings
from sync.setup.call import find_call
from sync.setup.check.finding import Finding, doubt, good
from sync.setup.cron.crontab import find_line, find_program, make_mark, read
from sync.setup.cron.systemd import find_timer
from sync.setup.cron.ways import find_unknown

STALE = timedelta(days=2)
"""How long ago the last run may be before it is worth a word."""


def look_at_settings(path: Path) -> Finding:
    """Return whether others may read the settings: there is no secret in them, though addresses are."""
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        return doubt("settings", f"{path} can be read by others; chmod 600 {shlex.quote(str(path))}")
    return good("settings", str(path))


def look_at_schedule(path: Path, settings: Settings) -> Finding:
    """Return whether a timer or the crontab starts the job; another scheduler may do as well."""
    install = f"{find_call(path)} cron --install"
    if timer := find_timer(path):
        return good("cron", f"not needed: there is {timer}")
    try:
        line = find_line(read(), make_mark(path))
    except KeepInTouchError as error:
        return doubt("cron", f"{error.why}; {error.cure}")
    if line is None:
        return doubt("cron", f"no line of this job is in the crontab; run {install}")
    if (program := find_program(line)) and not program.exists():
        return doubt("cron", f"its line starts {program}, which is gone; run {install}")
    for variable, key in find_unknown(settings):
        return doubt("cron", f"it does not know ${variable}; set {key} in the settings instead")
    return good("cron", line)


def look_at_last_run(path: Path, settings: Settings, now: datetime) -> Iterator[Finding]:
    """Yield when the job last ran on this machine, and how it went."""
    try:
        last = find_last_run(find_place(settings).state)
    except KeepInTouchError:  # the link to the sheet tells
        return
    if last is None:
        yield doubt("last run", f"none on this machine yet; run {find_call(path)} run")
        return
    when = f"{last.at.astimezone():%Y-%m-%d %H:%M}"
    if last.status:
        yield doubt("last run", f"{when}, with status {last.status}; run it by hand to see why")
    elif now - last.at > STALE:
        yield doubt("last run", f"{when}, which is long ago; see whether cron runs")
    else:
        yield good("last run", when)
