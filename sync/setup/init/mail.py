"""Setting up, the mail: to whom, through which server, and where its password is kept."""

import os
import shlex
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from sync.assembly import PASSWORD_VARIABLE
from sync.core.contacts import find_addresses
from sync.core.loopback import is_loopback
from sync.errors import SetUpError
from sync.files.private import check_private
from sync.settings.file import Value, save_private
from sync.settings.sections import parse_settings
from sync.setup.check.chain import BROKEN
from sync.setup.check.mail import MailLinks
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
NONE = "-"
PASSWORD_FILE = "smtp-password"  # noqa: S105 - the name of the file, not its content
TLS_PORT = 465
GMAIL_HINT = " Gmail wants an app password here: https://myaccount.google.com/apppasswords"


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
    """The settings of the mail."""

    to: list[str]
    section: dict[str, Value]


def ask_mail(folder: Path, answers: MailAnswers, asker: Asker) -> Mail:
    """Ask for the mail's settings until the server takes them, or the owner keeps them as they are.

    `folder` is where the settings will be. Raises `SetUpError` for a wrong answer without a terminal.
    """
    mail = _ask_once(folder, answers, asker)
    while mail.section and asker.is_terminal and not _is_taken(mail, folder, asker):
        if not asker.agree("Answer the questions about the mail again?", None, usual=True):
            break
        mail = _ask_once(folder, MailAnswers(), asker)
    return mail


def _is_taken(mail: Mail, folder: Path, asker: Asker) -> bool:
    """Try the mail server and the login, without sending anything; tell what it says."""
    asker.tell("Asking the mail server:")
    section = {key: value for key, value in mail.section.items() if value is not None}
    settings = parse_settings({"summary": {"to": mail.to}, "smtp": section}, folder)
    findings = []
    for finding in MailLinks(settings, lambda: datetime.now(UTC)).check():
        asker.tell(f"  {finding}")
        findings.append(finding)
    return all(finding.mark != BROKEN for finding in findings)


def _ask_once(folder: Path, answers: MailAnswers, asker: Asker) -> Mail:
    question = Question(f"Your email address, for the summary ({NONE} for none: it is printed)", "--to", NONE)
    to = asker.ask(question, answers.to, _take_recipients)
    if not to:
        return Mail([], {})
    domain = to[0].rpartition("@")[2]
    question = Question("The mail server", "--smtp-host", SERVERS.get(domain.lower(), f"smtp.{domain}"))
    host = asker.ask(question, answers.host, lambda text: _check("host", text, text))
    port = asker.ask(Question("Its port", "--smtp-port", "587"), answers.port, _take_port)
    usual = "none" if is_loopback(host) else "tls" if port == TLS_PORT else "starttls"
    security = answers.security or usual
    _check("security", security, security, host=host)
    question = Question(f"Your user name there ({NONE} for none)", "--smtp-username", to[0])
    username = asker.ask(question, answers.username, lambda text: None if text == NONE else text)
    sender = answers.sender or (username if username and find_addresses(username) == (username,) else to[0])
    section: dict[str, Value] = {"host": host, "port": port, "security": security, "username": username}
    if username:
        section |= _ask_password(folder, answers, asker, GMAIL_HINT if "gmail" in host else "")
    return Mail(to, section | {"from": _check("from", sender, sender)})


def _take_recipients(text: str) -> list[str]:
    if text == NONE:
        return []
    to = [address.strip() for address in text.split(",")]
    parse_settings({"summary": {"to": to}}, Path())
    return to


def _take_port(text: str) -> int:
    port = int(text) if text.isdecimal() else 0
    return _check("port", port, port)


def _check(key: str, value: Value, answer: T, host: str = "localhost") -> T:
    """Return the answer if the settings would take it."""
    section = {"host": host, "from": "me@example.com", key: value}
    parse_settings({"summary": {"to": ["me@example.com"]}, "smtp": section}, Path())
    return answer


def _ask_password(folder: Path, answers: MailAnswers, asker: Asker, hint: str) -> dict[str, Value]:
    """Return the setting that says where the password is; the password itself is kept out of it."""
    is_known = answers.password_file is not None or (
        not asker.is_terminal and PASSWORD_VARIABLE in os.environ
    )
    question = Question(
        "A command that prints the password, like pass show smtp (empty: it is kept in a file)",
        "--smtp-password-command",
        "",
    )
    given = "" if is_known and answers.password_command is None else answers.password_command
    if command := asker.ask(question, given, _take_command):
        return {"password_command": command}
    if is_known and answers.password_file is None:
        return {}
    question = Question("The file to keep it in", "--smtp-password-file", PASSWORD_FILE)
    return {
        "password_file": asker.ask(
            question, answers.password_file, lambda text: _take_password_file(text, folder, asker, hint)
        )
    }


def _take_command(text: str) -> list[str]:
    """Return the command as words; never repeat what was typed, which may be the password itself."""
    words = []
    with suppress(ValueError):
        words = shlex.split(text)
    if text and (not words or shutil.which(words[0]) is None):
        why = "there is no such command on this machine"
        cure = "if you typed the password itself: leave this empty, and you are asked for it, unseen"
        raise SetUpError("password command", why, cure)
    return words


def _take_password_file(text: str, folder: Path, asker: Asker, hint: str) -> str:
    """Return the file as the settings name it; the password is asked for, and written for the owner alone."""
    path = folder / Path(text).expanduser()
    if asker.is_terminal:
        keep = " (Enter keeps the one there)" if path.exists() else ""
        asker.tell(f"  The password goes into {path}.{hint}")
        if password := asker.read_hidden(f"The password, which is not shown{keep}:"):
            save_private(f"{password}\n", path)
    check_private(
        path, "password file", f"write the password into it: (umask 077; cat > {shlex.quote(text)})"
    )
    return text
