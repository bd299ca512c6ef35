"""Setting up, the mail: to whom, through which server, and where its password is kept."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from sync.core.contacts.contacts import find_addresses
from sync.core.loopback import is_loopback
from sync.settings.file import Value
from sync.settings.sections import parse_settings
from sync.settings.values import bare_address
from sync.setup.check.finding import BROKEN
from sync.setup.check.mail import MailLinks
from sync.setup.init.known import Known, accept
from sync.setup.init.password import NONE, SMTP, Password, ask_password
from sync.setup.init.providers import find_smtp_host, tell_about_passwords
from sync.terminal.ask import Asker, Question

T = TypeVar("T")

TLS_PORT = 465
_COMMA = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)')


class MailAnswers(NamedTuple):
    """What the options answer; None leaves a question to be asked, `to` "-" leaves the mail out."""

    to: str | None = None
    host: str | None = None
    port: str | None = None
    security: str | None = None
    username: str | None = None
    password_command: str | None = None
    password_file: str | None = None
    sender: str | None = None


class Mail(NamedTuple):
    """The settings of the mail, None where none is to be sent, and a password to be kept."""

    to: list[str]
    section: dict[str, Value] | None = None
    password: Password | None = None


def ask_mail(known: Known, answers: MailAnswers, asker: Asker) -> Mail:
    """Ask for the mail's settings until the server takes them, or the owner keeps them as they are.

    Raises `SetUpError` for a wrong answer without a terminal.
    """
    mail = _Asking(known, answers, asker).find()
    while mail.section and asker.is_terminal and not _is_taken(mail, known.folder, asker):
        if not asker.agree("Answer the questions about the mail again?", None, usual=True):
            break
        known.learn("summary", {"to": mail.to})
        known.learn("smtp", mail.section)
        mail = _Asking(known, MailAnswers(), asker).find()
    return mail


def _is_taken(mail: Mail, folder: Path, asker: Asker) -> bool:
    """Try the mail server and the login, without sending anything; tell what it says."""
    asker.tell("Asking the mail server:")
    section = {key: value for key, value in (mail.section or {}).items() if value is not None}
    settings = parse_settings({"summary": {"to": mail.to}, "smtp": section}, folder)
    typed = mail.password
    password: Callable[[], str] | None = (lambda: typed.text) if typed else None
    findings = []
    for finding in MailLinks(settings, lambda: datetime.now(UTC), password).follow():
        asker.tell(f"  {finding}")
        findings.append(finding)
    return all(finding.mark != BROKEN for finding in findings)


class _Asking:
    """The questions about the mail."""

    def __init__(self, known: Known, answers: MailAnswers, asker: Asker) -> None:
        self.known, self.answers, self.asker = known, answers, asker

    def find(self) -> Mail:
        usual = ", ".join(self.known.find_list("summary", "to")) or NONE
        text = f"Your email address, for the summary ({NONE} for none: it is printed)"
        to = self.asker.ask(Question(text, "--to", usual), self.answers.to, _take_recipients)
        if not to:
            return Mail([])
        first = bare_address(to[0])
        domain = first.rpartition("@")[2].lower()
        host = self._ask("The mail server", "host", find_smtp_host(domain), _accept_as("host"))
        port = self._ask("Its port", "port", "587", _take_port)
        text = f"Your user name there ({NONE} for none)"
        username = self._ask(text, "username", first, lambda text: None if text == NONE else text)
        section: dict[str, Value] = {
            "host": host,
            "port": port,
            "security": self._find_security(host, port),
            "username": username,
            "from": self._find_sender(username, first),
            "password_command": None,
            "password_file": None,
        }
        if username is None:
            return Mail(to, section)
        tell_about_passwords(host, self.asker)
        given = (self.answers.password_command, self.answers.password_file)
        names, password = ask_password(SMTP, self.known, given, self.asker)
        return Mail(to, section | names, password)

    def _ask(self, text: str, key: str, usual: str, take: Callable[[str], T]) -> T:
        question = Question(text, f"--smtp-{key}", self.known.find("smtp", key) or usual)
        return self.asker.ask(question, getattr(self.answers, key), take)

    def _find_security(self, host: str, port: int) -> str:
        """Return how to go there: as it is set for that very server, else as is usual for the port."""
        find = self.known.find
        is_same = (host, str(port)) == (find("smtp", "host"), find("smtp", "port") or "587")
        usual = "none" if is_loopback(host) else "tls" if port == TLS_PORT else "starttls"
        security = self.answers.security or (find("smtp", "security") if is_same else None) or usual
        values = {"host": host, "security": security}
        return accept(security, "smtp", _complete(values), security, beside=_RECIPIENT)

    def _find_sender(self, username: str | None, first: str) -> str:
        """Return the sender: as it is set for that very user, else the user's own address."""
        kept = self.known.find("smtp", "from") if username == self.known.find("smtp", "username") else None
        own = username if username and find_addresses(username) == (username,) else first
        sender = self.answers.sender or kept or own
        return accept(sender, "smtp", _complete({"from": sender}), sender, beside=_RECIPIENT)


_RECIPIENT = {"summary": {"to": ["me@example.com"]}}


def _complete(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return a section of the mail server that lacks nothing else."""
    return {"host": "localhost", "from": "me@example.com", **values}


def _accept_as(key: str) -> Callable[[str], str]:
    return lambda text: accept(text, "smtp", _complete({key: text}), text, beside=_RECIPIENT)


def _take_recipients(text: str) -> list[str]:
    if text == NONE:
        return []
    to = [address.strip() for address in _COMMA.split(text)]
    return accept(text, "summary", {"to": to}, to)


def _take_port(text: str) -> int:
    port = int(text) if text.isdecimal() else 0
    return accept(text, "smtp", _complete({"port": port}), port, beside=_RECIPIENT)
