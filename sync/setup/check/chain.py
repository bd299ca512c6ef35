"""The chain from the settings to the mailbox, a line for each link; nothing is changed by looking."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from sync.assembly import read_settings
from sync.errors import KeepInTouchError
from sync.settings.sections import find_settings
from sync.setup.check.finding import Finding, broken, follow
from sync.setup.check.machine import look_at_last_run, look_at_schedule, look_at_settings
from sync.setup.check.mail import MailLinks
from sync.setup.check.sheet import find_sheet_steps


def check_chain(
    config: Path | None, now: Callable[[], datetime], *, send_test: bool = False
) -> Iterator[Finding]:
    """Yield a finding for each link, as soon as it is known; `send_test` mails a test, too.

    `now` gives an aware time.
    """
    try:
        settings = read_settings(config, needed=True)
    except KeepInTouchError as error:
        yield from _tell_settings(error)
        return
    path = find_settings(config) or settings.folder
    yield look_at_settings(path)
    yield from follow(find_sheet_steps(settings, now))
    yield from MailLinks(settings, now).follow(send_test=send_test)
    if settings.mailbox:
        from sync.setup.check.mailbox import check_mailbox

        yield from check_mailbox(settings)
    yield look_at_schedule(path, settings)
    yield from look_at_last_run(path, settings, now())


def _tell_settings(error: KeepInTouchError) -> Iterator[Finding]:
    for line in error.lines:
        yield broken("settings", error)._replace(text=line.removeprefix("settings: "))
