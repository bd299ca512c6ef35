"""Setting up, the mailbox: whether it is read at all, where it is, and whose password opens it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from sync.core.providers import is_microsoft
from sync.errors import SetUpError
from sync.settings.file import Value
from sync.settings.mail import MailboxSection, SmtpSection
from sync.settings.passwords import is_shared
from sync.settings.sections import Settings, parse_settings
from sync.settings.values import bare_address
from sync.setup.check.finding import BROKEN, Finding
from sync.setup.init.known import Known, accept
from sync.setup.init.mail import Mail
from sync.setup.init.password import IMAP, NONE, Password, ask_password
from sync.setup.init.providers import find_imap_host, tell_about_passwords
from sync.terminal.ask import Asker, Question

T = TypeVar("T")

WORDS = """
It can also read your mailbox, and never changes it: it sees whom you wrote to and who waits for an
answer, and takes your answers to the summary. It fetches headers only, no word of a letter."""


class MailboxAnswers(NamedTuple):
    """What the options answer; None leaves a question to be asked, `host` "-" leaves the mailbox out."""

    host: str | None = None
    port: str | None = None
    username: str | None = None
    password_command: str | None = None
    password_file: str | None = None
    sent: str | None = None


class MailboxMade(NamedTuple):
    """The settings of the mailbox, None where none is read, and a password to be kept."""

    section: dict[str, Value] | None = None
    password: Password | None = None


def ask_mailbox(known: Known, mail: Mail, answers: MailboxAnswers, asker: Asker) -> MailboxMade:
    """Ask whether and where a mailbox is read, until it can be, or the owner keeps it as it is.

    It is asked for where the summary is mailed. Raises `SetUpError` for a wrong answer without a terminal.
    """
    if not _is_wanted(known, mail, answers, asker):
        return MailboxMade()
    asking = _Asking(known, mail, asker)
    made = asking.find(answers)
    while asker.is_terminal:
        found = _try(made, mail, known.folder, asker)
        if all(finding.mark != BROKEN for finding in found):
            break
        if not asker.agree("Answer the questions about the mailbox again?", None, usual=True):
            break
        known.learn("mailbox", made.section or {})
        made = asking.find(MailboxAnswers(), asks_sent=any(line.what == "sent mail" for line in found))
    return made


def _is_wanted(known: Known, mail: Mail, answers: MailboxAnswers, asker: Asker) -> bool:
    is_set = known.find("mailbox", "host") is not None
    if answers.host == NONE:
        return False
    if any(answer is not None for answer in answers):
        return True
    if not (asker.is_terminal and mail.to):
        return is_set
    asker.tell(WORDS)
    return asker.agree("Set that up, too?", None, usual=is_set)


def _try(made: MailboxMade, mail: Mail, folder: Path, asker: Asker) -> list[Finding]:
    """Look into the mailbox, and tell what is found."""
    from sync.setup.check.mailbox import check_mailbox

    asker.tell("Asking the mailbox:")
    typed = made.password or (None if _names_password(made.section) else mail.password)
    password: Callable[[], str] | None = (lambda: typed.text) if typed else None
    found = []
    for finding in check_mailbox(_parse(made, mail, folder), password):
        asker.tell(f"  {finding}")
        found.append(finding)
    return found


def _names_password(section: dict[str, Value] | None) -> bool:
    return bool(section and (section["password_command"] or section["password_file"]))


def _parse(made: MailboxMade, mail: Mail, folder: Path) -> Settings:
    sections = {"smtp": mail.section, "mailbox": made.section}
    values = {
        name: {key: value for key, value in section.items() if value is not None}
        for name, section in sections.items()
        if section
    }
    return parse_settings({"summary": {"to": mail.to}, **values}, folder)


class _Asking:
    """The questions about the mailbox."""

    def __init__(self, known: Known, mail: Mail, asker: Asker) -> None:
        self.known, self.mail, self.asker = known, mail, asker
        smtp = mail.section or {}
        self.first = bare_address(mail.to[0]) if mail.to else ""
        self.smtp_host, self.smtp_user = str(smtp.get("host") or ""), str(smtp.get("username") or "")

    def find(self, answers: MailboxAnswers, *, asks_sent: bool = False) -> MailboxMade:
        usual = find_imap_host(self.smtp_host, self.first)
        host = self._ask("The server of your mailbox", "host", usual, answers.host, _take_host)
        port = self._ask("Its port", "port", "993", answers.port, _take_port)
        usual = self.smtp_user or self.first
        username = self._ask("Your user name there", "username", usual, answers.username, _take_username)
        sent = answers.sent or self.known.find("mailbox", "sent")
        if asks_sent:
            sent = self._ask("The folder with what you sent", "sent", "", None, lambda text: text or None)
        section: dict[str, Value] = {"host": host, "port": port, "username": username, "sent": sent}
        section |= {"password_command": None, "password_file": None}
        given = (answers.password_command, answers.password_file)
        if given == (None, None) and self._shares_password(host, username):
            return MailboxMade(section)
        tell_about_passwords(host, self.asker)
        names, password = ask_password(IMAP, self.known, given, self.asker)
        return MailboxMade(section | names, password)

    def _ask(self, text: str, key: str, usual: str, given: str | None, take: Callable[[str], T]) -> T:
        question = Question(text, f"--imap-{key}", self.known.find("mailbox", key) or usual)
        return self.asker.ask(question, given, take)

    def _shares_password(self, host: str, username: str) -> bool:
        """Return whether the mail server's password is this one's, too: offered where it may be."""
        smtp, find = self.mail.section, self.known.find
        if not smtp or not self.smtp_user:
            return False
        server = SmtpSection.model_validate(
            {"host": self.smtp_host, "username": self.smtp_user, "from": "a@b.cd"}
        )
        if not is_shared(MailboxSection(host=host, username=username), server):
            return False
        has_own = bool(
            find("mailbox", "password_file") or self.known.find_list("mailbox", "password_command")
        )
        if not self.asker.is_terminal:
            return not has_own
        return self.asker.agree("The password is the mail server’s?", None, usual=not has_own)


def _take_host(text: str) -> str:
    if is_microsoft(text):
        why = "Microsoft takes no password from a program, no app password either: it cannot be read"
        raise SetUpError("mailbox", why, "give one of another provider, or leave it out")
    return accept(text, "mailbox", {"host": text, "username": "me"}, text)


def _take_port(text: str) -> int:
    port = int(text) if text.isdecimal() else 0
    return accept(text, "mailbox", {"host": "localhost", "username": "me", "port": port}, port)


def _take_username(text: str) -> str:
    return accept(text, "mailbox", {"host": "localhost", "username": text}, text)
