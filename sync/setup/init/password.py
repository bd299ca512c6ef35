"""Setting up, a password: the command that prints it, or the file it is kept in; never the settings."""

import os
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from sync.errors import SetUpError
from sync.files.private import check_private, replace_private
from sync.settings.file import Value
from sync.settings.passwords import IMAP_VARIABLE, SMTP_VARIABLE
from sync.setup.init.known import Known
from sync.terminal.ask import Asker, Question

NONE = "-"
"""What is typed for none."""


class Login(NamedTuple):
    """Which password: its section of the settings, its options, its variable and the usual file for it."""

    section: str
    option: str
    variable: str
    file: str


SMTP = Login("smtp", "--smtp", SMTP_VARIABLE, "smtp-password")
IMAP = Login("mailbox", "--imap", IMAP_VARIABLE, "imap-password")


class Password(NamedTuple):
    """A password that was typed, and the file it is to be kept in."""

    text: str
    path: Path


@contextmanager
def kept(password: Password | None) -> Iterator[None]:
    """Keep a password, for the owner alone; a new file is gone again if anything fails meanwhile."""
    if password is None:
        yield
        return
    path, is_new = password.path, not password.path.exists()
    try:
        replace_private(path, f"{password.text}\n")
    except OSError as error:
        why = f"it cannot be written ({error.strerror})"
        raise SetUpError(str(path), why, "name another file") from None
    try:
        yield
    except BaseException:
        if is_new:
            path.unlink(missing_ok=True)
        raise


def ask_password(
    login: Login, known: Known, given: tuple[str | None, str | None], asker: Asker
) -> tuple[dict[str, Value], Password | None]:
    """Return the setting that says where the password is, and the password if it was typed.

    The options have `given` a command and a file, or None.
    """
    command, file = given
    is_known = file is not None or (not asker.is_terminal and login.variable in os.environ)
    usual = shlex.join(known.find_list(login.section, "password_command"))
    text = f"A command that prints the password, like pass show {login.option.strip('-')}"
    other = f"{NONE} for none: it is kept in a file" if usual else "empty: it is kept in a file"
    question = Question(f"{text} ({other})", f"{login.option}-password-command", usual)
    if words := asker.ask(question, NONE if is_known and command is None else command, _take_command):
        return {"password_command": words}, None
    if is_known and file is None:
        return {}, None
    usual = known.find(login.section, "password_file") or login.file
    question = Question("The file to keep it in", f"{login.option}-password-file", usual)
    name, password = asker.ask(question, file, lambda text: _take_file(text, known, asker))
    return {"password_file": name}, password


def _take_file(text: str, known: Known, asker: Asker) -> tuple[str, Password | None]:
    """Return the file as the settings name it, and the password that was typed to be kept in it."""
    path = known.folder / Path(text).expanduser()
    if asker.is_terminal:
        keep = " (Enter keeps the one there)" if path.exists() else ""
        asker.tell(f"  The password goes into {path}.")
        password = asker.read_hidden(f"The password, which is not shown{keep}:")
        if password.strip():
            return text, Password(password, path)
    cure = f"write the password into it: (umask 077; cat > {shlex.quote(str(path))})"
    check_private(path, "password file", cure)
    return text, None


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
