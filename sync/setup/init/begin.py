"""Setting up, question by question; each is an option as well, and each answer is checked as it is given."""

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from sync.errors import SetUpError
from sync.settings.file import Sections, save_settings
from sync.settings.sections import find_settings, parse_settings
from sync.setup.check.chain import Finding, check
from sync.setup.init.mail import MailAnswers, ask_mail
from sync.setup.init.sheet import Found, SheetAnswers, find_sheet
from sync.terminal.ask import Asker, Question

T = TypeVar("T")

WELCOME = """\
Setting up: where your list is, how often to be in touch, and where to mail.
Enter takes what stands in brackets. Ctrl-C leaves, and nothing is set up."""
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

    Settings that are there already are overwritten only if the owner says so. Raises `SetUpError` where an
    answer is wrong and there is no terminal to ask again.
    """
    asker = host.asker
    if asker.is_terminal:
        host.tell(WELCOME)
    overwrite = answers.force or not path.exists()
    if not overwrite and not asker.agree(f"{path} is there already. Write it anew?", None, usual=False):
        raise SetUpError(str(path), "there are settings already", "they stay as they are; see --force")
    found = find_sheet(path.absolute().parent, answers.sheet, asker)
    rhythm = _ask_rhythm(answers, asker)
    mail = ask_mail(path.absolute().parent, answers.mail, asker)
    sections: Sections = {
        "sheet": found.section,
        "contacts": {"every": rhythm.every},
        "summary": {"to": mail.to or None, "send": rhythm.send, "on": rhythm.on},
        "smtp": mail.section,
    }
    save_settings(sections, path, overwrite=True)
    host.tell(f"\nThe settings are in {path}, for you alone to read. Checking them:")
    yield from check(path, host.now)
    host.tell(_next_steps(path, found))


class Rhythm(NamedTuple):
    """How often: to be in touch, and to be mailed."""

    every: str
    send: str
    on: str | int | None


def _ask_rhythm(answers: Answers, asker: Asker) -> Rhythm:
    every = asker.ask(
        Question("How often do you want to be in touch with somebody?", "--every", "3 months"),
        answers.every,
        lambda text: _check("contacts", {"every": text}, text),
    )
    send = asker.ask(
        Question("How often do you want the summary: daily, weekly or monthly?", "--send", "weekly"),
        answers.send,
        lambda text: _check("summary", {"send": text.lower()}, text.lower()),
    )
    usual = _SENDS[send]
    if usual is None:
        return Rhythm(every, send, None)
    which = "weekday" if send == "weekly" else "day of the month"
    return Rhythm(
        every,
        send,
        asker.ask(
            Question(f"On which {which}?", "--on", usual), answers.on, lambda text: _check_on(send, text)
        ),
    )


def _check_on(send: str, text: str) -> str | int:
    on: str | int = int(text) if text.isdecimal() else text.lower()
    return _check("summary", {"send": send, "on": on}, on)


def _check(section: str, values: dict[str, object], answer: T) -> T:
    """Return the answer if the settings would take it."""
    parse_settings({section: values}, Path())
    return answer


def _next_steps(path: Path, found: Found) -> str:
    usual = find_settings(None)
    is_usual = usual is not None and usual.absolute() == path.absolute()
    call = "keep-in-touch" if is_usual else f"keep-in-touch --config {shlex.quote(str(path))}"
    share = "" if found.table is not None else f"\nFirst share the sheet with {found.account}, as Editor."
    return f"""{share}
What next:
  {call} run --dry-run      shows what a run would do
  {call} run                does it
  {call} cron --install     does it every day"""
