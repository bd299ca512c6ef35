"""Where passwords come from: a command, a file, the environment; nothing is read or run before it is needed.

A password that is empty is a missing one, and no error holds one.
"""

import os
import subprocess
from pathlib import Path

from sync.core.providers import find_provider
from sync.errors import SetUpError
from sync.files.private import check_private
from sync.settings.mail import LoginSection, MailboxSection, SmtpSection
from sync.settings.sections import Settings

SMTP_VARIABLE = "KEEP_IN_TOUCH_SMTP_PASSWORD"
IMAP_VARIABLE = "KEEP_IN_TOUCH_IMAP_PASSWORD"
COMMAND_TIMEOUT = 30
"""Seconds that a password command may take."""


def find_smtp_password(settings: Settings) -> str:
    """Return the mail server's password. Raises `SetUpError` where there is none."""
    if settings.smtp is None:
        raise SetUpError("smtp", "no mail server is set", "add [smtp] to the settings")
    return _find_named("smtp", settings.smtp, settings) or _find_variable("smtp", SMTP_VARIABLE)


def find_mailbox_password(settings: Settings) -> str:
    """Return the mailbox's password: the mail server's, where the user and the provider are the same.

    Raises `SetUpError` where there is none.
    """
    mailbox, smtp = settings.mailbox, settings.smtp
    if mailbox is None:
        raise SetUpError("mailbox", "none is set", "add [mailbox] to the settings")
    if own := _find_named("mailbox", mailbox, settings):
        return own
    if smtp and not os.environ.get(IMAP_VARIABLE) and is_shared(mailbox, smtp):
        return find_smtp_password(settings)
    return _find_variable("mailbox", IMAP_VARIABLE)


def find_variables(settings: Settings) -> tuple[str, ...]:
    """Return the variables that passwords can come from only, which cron and systemd leave empty."""
    mailbox, smtp = settings.mailbox, settings.smtp
    needs_smtp = bool(smtp and smtp.username and not _is_named(smtp))
    needs_own = bool(mailbox and not _is_named(mailbox) and not (smtp and is_shared(mailbox, smtp)))
    return (SMTP_VARIABLE,) * needs_smtp + (IMAP_VARIABLE,) * needs_own


def is_shared(mailbox: MailboxSection, smtp: SmtpSection) -> bool:
    """Return whether user and provider are the same, and so the password (design.md, section 10)."""
    is_same_user = mailbox.username.casefold() == (smtp.username or "").casefold()
    return is_same_user and find_provider(mailbox.host) == find_provider(smtp.host)


def _is_named(section: LoginSection) -> bool:
    return bool(section.password_command or section.password_file)


def _find_named(name: str, section: LoginSection, settings: Settings) -> str | None:
    """Return the password of the command or the file that the section names, None where it names none."""
    if section.password_command:
        command = section.password_command
        return _run_command(f"{name}.password_command ({command[0]})", command)
    if section.password_file:
        return _read_file(f"{name}.password_file", section.password_file, settings)
    return None


def _find_variable(name: str, variable: str) -> str:
    if password := os.environ.get(variable):
        return password
    cure = f"set {name}.password_command or {name}.password_file"
    raise SetUpError(name, "there is no password", cure)


def _read_file(key: str, name: str, settings: Settings) -> str:
    """Return the password; where systemd's LoadCredential= hands it over, it has guarded the file itself."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    given = Path(folder) / Path(name).name if folder else None
    path = given if given and given.exists() else settings.find_path(name)
    if path != given:
        check_private(path, "password file", f"write the password into it, or correct {key}")
    try:
        password = path.read_text(encoding="utf-8").removesuffix("\n")
    except (OSError, UnicodeDecodeError):
        raise SetUpError(str(path), "the password file cannot be read", "write it anew") from None
    if not password.strip():
        raise SetUpError(str(path), "the password file is empty", "write the password into it")
    return password


def _run_command(what: str, command: list[str]) -> str:
    cure = "run it by hand to see what it says"
    try:
        done = subprocess.run(  # noqa: S603 - the owner's own command, without a shell
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=COMMAND_TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        raise SetUpError(what, f"it did not end within {COMMAND_TIMEOUT} s", cure) from None
    except OSError as error:
        raise SetUpError(what, f"it cannot be run ({error.strerror})", cure) from None
    if done.returncode:
        raise SetUpError(what, f"it ended with status {done.returncode}", cure)
    password = done.stdout.decode(errors="replace").removesuffix("\n")
    if not password.strip():
        raise SetUpError(what, "it says nothing, so there is no password", cure)
    return password
