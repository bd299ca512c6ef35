"""Setting up, question by question; each is an option as well, and each answer is checked as it is given.

Nothing is written before the last answer is there, so that whoever leaves earlier leaves nothing behind.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sync.calendar.link import make_links
from sync.errors import SetUpError
from sync.run.zones import find_today, find_zone
from sync.settings.file import Sections, save_settings
from sync.settings.sections import Settings
from sync.setup.call import find_call
from sync.setup.check.chain import check_chain
from sync.setup.check.finding import Finding
from sync.setup.init.known import Known
from sync.setup.init.mail import MailAnswers, ask_mail
from sync.setup.init.mailbox import MailboxAnswers, ask_mailbox
from sync.setup.init.password import kept
from sync.setup.init.rhythm import RhythmAnswers, ask_rhythm
from sync.setup.init.sheet import Found, SheetAnswers, find_sheet
from sync.terminal.ask import Asker

WELCOME = """\
Setting up: where your list is, how often to be in touch, and where to mail.
Enter takes what stands in brackets. Ctrl-C leaves, and nothing is set up."""
WELCOME_BACK = """\
Setting up anew: what is set in {} stands in brackets.
Enter keeps it, and what is not asked for stays. Ctrl-C leaves, and nothing is changed."""


@dataclass(frozen=True)
class Answers:
    """What the options answer; None leaves a question to be asked."""

    sheet: SheetAnswers
    mail: MailAnswers
    mailbox: MailboxAnswers
    rhythm: RhythmAnswers
    force: bool = False


class Host(NamedTuple):
    """What asks, what prints, and what tells the time (an aware one)."""

    asker: Asker
    tell: Callable[[str], object]
    now: Callable[[], datetime]


def init(path: Path, answers: Answers, host: Host) -> Iterator[Finding]:
    """Ask, write the settings, and yield what a check of them finds.

    Without a terminal, settings that are there already are changed only by force. Raises `SetUpError` where
    an answer is wrong and there is no terminal to ask again.
    """
    asker, is_new = host.asker, not path.exists()
    if not (is_new or asker.is_terminal or answers.force):
        raise SetUpError(str(path), "there are settings already", "they stay as they are; see --force")
    if asker.is_terminal:
        host.tell(WELCOME if is_new else WELCOME_BACK.format(path))
    known = Known(path, force=answers.force)
    found = find_sheet(known, answers.sheet, asker)
    rhythm = ask_rhythm(known, answers.rhythm, asker, host.now().astimezone().date())
    mail = ask_mail(known, answers.mail, asker)
    mailbox = ask_mailbox(known, mail, answers.mailbox, asker)
    sections: Sections = {
        "sheet": found.section,
        "contacts": {"every": rhythm.every},
        "sessions": rhythm.sessions,
        "summary": {"to": mail.to or None, **rhythm.summary},
        "smtp": mail.section,
        "mailbox": mailbox.section,
    }
    with found.made(), kept(mail.password), kept(mailbox.password):
        settings = save_settings(sections, path)
    found.put_headers()
    host.tell(f"\nThe settings are in {path}, for you alone to read. Checking them:")
    yield from check_chain(path, host.now)
    for label, link in _find_links(found, settings, host.now()):
        host.tell(f"\n{label}:\n  {link}")
    host.tell(_say_next_steps(path, found))


def _find_links(found: Found, settings: Settings, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return the links that put the days of the sessions into a calendar, none without sessions."""
    sessions = settings.rules.sessions
    if sessions is None:
        return ()
    zone = find_zone(settings.sheet.timezone, found.zone)
    instead = "the file that comes with the first mail" if settings.smtp else ""
    return make_links(sessions, find_today(now, zone), zone, found.link, instead)


def _say_next_steps(path: Path, found: Found) -> str:
    call = find_call(path)
    share = "" if found.is_readable else f"\nFirst share the sheet with {found.account}, as Editor."
    return f"""{share}
What a run would do:
  {call} run --dry-run
Do it:
  {call} run
Do it every day:
  {call} cron --install"""
