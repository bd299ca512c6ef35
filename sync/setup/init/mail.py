"""Setting up, the mail: to whom, through which server, and where its password is kept."""

import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from sync.core.contacts import find_addresses
from sync.core.loopback import is_loopback
from sync.errors import SetUpError
from sync.files.private import check_private, replace_private
from sync.settings.file import Value
from sync.settings.passwords import SMTP_VARIABLE, find_provider
from sync.settings.sections import parse_settings
from sync.settings.values import bare_address
from sync.setup.check.finding import BROKEN
from sync.setup.check.mail import MailLinks
from sync.setup.init.known import Known, accept
from sync.terminal.ask import Asker, Question

T = TypeVar("T")

SERVERS = {
    "gmail.com": "smtp.gmail.com",
    "googlemail.com": "smtp.gmail.com",
    "icloud.com": "smtp.mail.me.com",
    "me.com": "smtp.mail.me.com",
    "yahoo.com": "smtp.mail.yahoo.com",
    "fastmail.com": "smtp.fastmail.com",
}
"""Where mail is sent from, where that is not smtp. and the domain."""
PASSWORDS = {
    "gmail.com": "Gmail wants an app password, not your usual one: https://myaccount.google.com/apppasswords",
    "me.com": "iCloud wants an app-specific password, not your usual one: https://account.apple.com",
    "yahoo.com": "Yahoo wants an app password, not your usual one.",
    "fastmail.com": "Fastmail wants an app password, not your usual one.",
}
"""What to know of a provider's passwords before one is asked for."""
NONE = "-"
PASSWORD_FILE = "smtp-password"  # noqa: S105 - the name of the file, not its content
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


class Password(NamedTuple):
    """A password that was typed, and the file it is to be kept in."""

    text: str
    path: Path


class Mail(NamedTuple):
    """The settings of the mail, None where none is to be sent, and a password to be kept."""

    to: list[str]
    section: dict[str, Value] | None = None
    password: Password | None = None

    @contextmanager
    def made(self) -> Iterator[None]:
        """Keep the password, for the owner alone; a new file is gone again if anything fails meanwhile."""
        if self.password is None:
            yield
            return
        path, is_new = self.password.path, not self.password.path.exists()
        try:
            replace_private(path, f"{self.password.text}\n")
        except OSError as error:
            why = f"it cannot be written ({error.strerror})"
            raise SetUpError(str(path), why, "name another file") from None
        try:
            yield
        except BaseException:
            if is_new:
                path.unlink(missing_ok=True)
            raise


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
        host = self._ask("The mail server", "host", SERVERS.get(domain, f"smtp.{domain}"), _accept_as("host"))
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
        if hint := PASSWORDS.get(find_provider(host)):
            self.asker.tell(f"  {hint}")
        names, password = self._ask_password()
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

    def _ask_password(self) -> tuple[dict[str, Value], Password | None]:
        """Return the setting that says where the password is, and the password if it was typed."""
        is_known = self.answers.password_file is not None or (
            not self.asker.is_terminal and SMTP_VARIABLE in os.environ
        )
        usual = shlex.join(self.known.find_list("smtp", "password_command"))
        text = "A command that prints the password, like pass show smtp"
        other = f"{NONE} for none: it is kept in a file" if usual else "empty: it is kept in a file"
        question = Question(f"{text} ({other})", "--smtp-password-command", usual)
        given = NONE if is_known and self.answers.password_command is None else self.answers.password_command
        if command := self.asker.ask(question, given, _take_command):
            return {"password_command": command}, None
        if is_known and self.answers.password_file is None:
            return {}, None
        usual = self.known.find("smtp", "password_file") or PASSWORD_FILE
        question = Question("The file to keep it in", "--smtp-password-file", usual)
        name, password = self.asker.ask(question, self.answers.password_file, self._take_password_file)
        return {"password_file": name}, password

    def _take_password_file(self, text: str) -> tuple[str, Password | None]:
        """Return the file as the settings name it, and the password that was typed to be kept in it."""
        path = self.known.folder / Path(text).expanduser()
        if self.asker.is_terminal:
            keep = " (Enter keeps the one there)" if path.exists() else ""
            self.asker.tell(f"  The password goes into {path}.")
            password = self.asker.read_hidden(f"The password, which is not shown{keep}:")
            if password.strip():
                return text, Password(password, path)
        cure = f"write the password into it: (umask 077; cat > {shlex.quote(str(path))})"
        check_private(path, "password file", cure)
        return text, None


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


def _take_command(text: str) -> list[str]:
    """Return the command as words; never repeat what was typed, which may be the password itself."""
    if text == NONE:
        return []
    words = []
    with suppress(ValueError):
        words = shlex.split(text)
    if text and (not words or shutil.which(words[0]) is None):
        why = "there is no such command on this machine"
        cure = f"if you typed the password itself: answer {NONE}, and you are asked for it, unseen"
        raise SetUpError("password command", why, cure)
    return words
