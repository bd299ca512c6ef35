"""From the settings and the command line to a job: which sheet, which mail server, which state."""

from datetime import datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import SetUpError
from sync.mail.message import hash_location
from sync.mail.relay import Server
from sync.mail.smtp import Delivery, send
from sync.run.deliver import Post
from sync.run.look import Job
from sync.run.state import StateFile
from sync.settings.mail import SmtpSection
from sync.settings.passwords import find_mailbox_password, find_smtp_password
from sync.settings.sections import Settings, find_settings, load_settings
from sync.sheets.address import GoogleAddress, parse_location

if TYPE_CHECKING:
    from sync.core.letters.mailbox import Mailbox
    from sync.run.correspondence import Correspondence
    from sync.sheets.google.sheet import GoogleSheet
    from sync.sheets.xlsx.workbook import Workbook


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


KEY_BYTES = 16
"""Of the key of the answers."""


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
    letters = make_correspondence(place, location, settings) if settings.mailbox else None
    return Job(open_sheet(place, settings), location, settings, place.state, post, letters)


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


def make_correspondence(place: Place, location: str, settings: Settings) -> "Correspondence":
    """Return how a run reads the mailbox of the settings; a run without one imports nothing of it."""
    from sync.core.letters.mailbox import Owner
    from sync.letters.mailbox import read_mailbox
    from sync.letters.server import MailboxServer
    from sync.run.correspondence import Correspondence

    mailbox = settings.mailbox
    if mailbox is None:
        raise SetUpError("mailbox", "none is set", "add [mailbox] to the settings")
    server = MailboxServer(mailbox.host, mailbox.username, mailbox.port, mailbox.sent)
    owner = Owner(settings.own_addresses, hash_location(location))
    address = next(iter(settings.summary.addresses), mailbox.username)
    sheet = "" if isinstance(place.at, Path) else location

    def read(now: datetime) -> "Mailbox":
        return read_mailbox(server, partial(find_mailbox_password, settings), owner, now)

    return Correspondence(read, sheet, owner.summaries, address, token_bytes(KEY_BYTES))


def make_post(smtp: SmtpSection, settings: Settings) -> Post:
    """Return what hands a message to the mail server of the settings."""

    def post(message: EmailMessage) -> Delivery:
        server = Server(smtp.host, smtp.port, smtp.security, smtp.username)
        return send(message, server, partial(find_smtp_password, settings) if smtp.username else None)

    return post
