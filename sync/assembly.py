"""From the settings and the command line to a job: which sheet, which mail server, which state."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.core.table import Sheet
from sync.errors import SetUpError
from sync.files.private import check_private
from sync.job import Job
from sync.run.deliver import Post
from sync.run.state import StateFile
from sync.settings.sections import Settings, SmtpSection, find_settings, load_settings
from sync.sheets.address import GoogleAddress, parse_location

if TYPE_CHECKING:
    from email.message import EmailMessage

    from sync.mail.smtp import Delivery
    from sync.sheets.google.sheet import GoogleSheet
    from sync.sheets.xlsx.workbook import Workbook

PASSWORD_VARIABLE = "KEEP_IN_TOUCH_SMTP_PASSWORD"  # noqa: S105 - the name of the variable, not its content
COMMAND_TIMEOUT = 30
"""Seconds that a password command may take."""


def read_settings(config: Path | None, *, needed: bool) -> Settings:
    """Return the settings that are found, the usual ones where there are none and none are `needed`."""
    path = find_settings(config)
    if path:
        return load_settings(path)
    if needed:
        raise SetUpError(
            "settings", "there are none here", "run keep-in-touch init, or name a sheet to run on"
        )
    return Settings()


class Place(NamedTuple):
    """Where the list is: at Google or in a file, and the tab that the settings name."""

    at: GoogleAddress | Path
    tab: str | None

    @property
    def identity(self) -> str:
        """What tells the sheet from others."""
        return str(self.at.resolve()) if isinstance(self.at, Path) else self.at.key

    @property
    def tab_identity(self) -> str:
        """What tells the tab from others of the sheet."""
        return self.tab or (str(self.at.gid or 0) if isinstance(self.at, GoogleAddress) else "")

    @property
    def state(self) -> StateFile:
        """What this machine remembers of the list."""
        return StateFile(self.identity, self.tab_identity)


def make_job(settings: Settings, named: str | None = None) -> Job:
    """Return the job for the settings' sheet, or for the one `named` on the command line."""
    place = find_place(settings, named)
    post = make_post(settings.smtp, settings) if settings.smtp else None
    location = f"{place.identity} {place.tab_identity}"
    return Job(open_sheet(place, settings), location, settings, place.state, post)


def find_place(settings: Settings, named: str | None = None) -> Place:
    """Return where the list is; a relative path that is `named` counts from here."""
    location = named or settings.sheet.location
    if not location:
        raise SetUpError("sheet.location", "is missing", "add it to the settings, or name a sheet to run on")
    at = parse_location(location, Path.cwd() if named else settings.folder)
    return Place(at, settings.sheet.tab if location == settings.sheet.location else None)


def open_sheet(place: Place, settings: Settings) -> "GoogleSheet | Workbook":
    """Return the sheet, not read yet. Raises `SetUpError` for a key that will not do."""
    if isinstance(place.at, Path):
        from sync.sheets.xlsx.workbook import Workbook

        return Workbook(place.at, tab=place.tab, locale=settings.sheet.locale)
    from sync.sheets.google.sheet import GoogleSheet

    return GoogleSheet(place.at, settings.find_path(settings.sheet.credentials), place.tab)


def close(sheet: Sheet) -> None:
    """End the connections of a sheet, where it has any."""
    if wire := getattr(sheet, "wire", None):
        wire.close()


def make_post(smtp: SmtpSection, settings: Settings) -> Post:
    """Return what hands a message to the mail server of the settings."""

    def post(message: "EmailMessage") -> "Delivery":
        from sync.mail.smtp import Server, send

        server = Server(smtp.host, smtp.port, smtp.security, smtp.username)
        return send(message, server, make_password(smtp, settings) if smtp.username else None)

    return post


def needs_variable(settings: Settings) -> bool:
    """Return whether the password can come from the environment only, which cron and systemd leave empty."""
    smtp = settings.smtp
    return bool(smtp and smtp.username and not (smtp.password_command or smtp.password_file))


def make_password(smtp: SmtpSection, settings: Settings) -> Callable[[], str]:
    """Return what finds the password: nothing is read or run before it is called."""
    if smtp.password_command:
        return lambda: _run_password_command(smtp.password_command or [])
    if smtp.password_file:
        return lambda: _read_password_file(smtp.password_file or "", settings)
    return _read_password_variable


def _read_password_file(name: str, settings: Settings) -> str:
    """Return the password; where systemd's LoadCredential= hands it over, it has guarded the file itself."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    given = Path(folder) / Path(name).name if folder else None
    path = given if given and given.exists() else settings.find_path(name)
    if path != given:
        check_private(path, "password file", "write the password into it, or correct smtp.password_file")
    try:
        return path.read_text(encoding="utf-8").removesuffix("\n")
    except (OSError, UnicodeDecodeError):
        raise SetUpError(str(path), "the password file cannot be read", "write it anew") from None


def _read_password_variable() -> str:
    if password := os.environ.get(PASSWORD_VARIABLE):
        return password
    raise SetUpError("smtp", "there is no password", "set smtp.password_command or smtp.password_file")


def _run_password_command(command: list[str]) -> str:
    what, cure = f"smtp.password_command ({command[0]})", "run it by hand to see what it says"
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
    return done.stdout.decode(errors="replace").removesuffix("\n")
