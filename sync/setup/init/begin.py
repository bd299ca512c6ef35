"""Setting up, question by question; each is an option as well, and each answer is checked as it is given.

Nothing is written before the last answer is there, so that whoever leaves earlier leaves nothing behind.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sync.errors import SetUpError
from sync.settings.file import Sections, save_settings
from sync.setup.call import find_call
from sync.setup.check.chain import check_chain
from sync.setup.check.finding import Finding
from sync.setup.init.known import Known, accept
from sync.setup.init.mail import MailAnswers, ask_mail
from sync.setup.init.sheet import Found, SheetAnswers, find_sheet
from sync.terminal.ask import Asker, Question

WELCOME = """\
Setting up: where your list is, how often to be in touch, and where to mail.
Enter takes what stands in brackets. Ctrl-C leaves, and nothing is set up."""
WELCOME_BACK = """\
Setting up anew: what is set in {} stands in brackets.
Enter keeps it, and what is not asked for stays. Ctrl-C leaves, and nothing is changed."""
_SENDS = {"daily": None, "weekly": "monday", "monthly": "1"}


@dataclass(frozen=True)
class Answers:
    """What the options answer; None leaves a question to be asked."""

    sheet: SheetAnswers
    mail: MailAnswers
    every: str | None = None
    send: str | None = None
    on: str | None = None
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
    rhythm = _ask_rhythm(known, answers, asker)
    mail = ask_mail(known, answers.mail, asker)
    sections: Sections = {
        "sheet": found.section,
        "contacts": {"every": rhythm.every},
        "summary": {"to": mail.to or None, "send": rhythm.send, "on": rhythm.on},
        "smtp": mail.section,
    }
    with found.made(), mail.made():
        save_settings(sections, path)
    found.put_headers()
    host.tell(f"\nThe settings are in {path}, for you alone to read. Checking them:")
    yield from check_chain(path, host.now)
    host.tell(_say_next_steps(path, found))


class Rhythm(NamedTuple):
    """How often: to be in touch, and to be mailed."""

    every: str
    send: str
    on: str | int | None


def _ask_rhythm(known: Known, answers: Answers, asker: Asker) -> Rhythm:
    every = asker.ask(
        Question(
            "How often do you want to be in touch with somebody?",
            "--every",
            known.find("contacts", "every") or "3 months",
        ),
        answers.every,
        lambda text: accept(text, "contacts", {"every": text}, text),
    )
    send = asker.ask(
        Question(
            "How often do you want the summary: daily, weekly or monthly?",
            "--send",
            known.find("summary", "send") or "weekly",
        ),
        answers.send,
        lambda text: accept(text, "summary", {"send": text.lower()}, text.lower()),
    )
    usual = _SENDS[send]
    if usual is None:
        return Rhythm(every, send, None)
    if send == (known.find("summary", "send") or "weekly"):
        usual = known.find("summary", "on") or usual
    which = "weekday" if send == "weekly" else "day of the month"
    question = Question(f"On which {which}?", "--on", usual)
    return Rhythm(every, send, asker.ask(question, answers.on, lambda text: _take_on(send, text)))


def _take_on(send: str, text: str) -> str | int:
    on: str | int = int(text) if text.isdecimal() else text.lower()
    return accept(text, "summary", {"send": send, "on": on}, on)


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
