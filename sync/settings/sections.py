"""The settings file as a whole: found, read, and checked."""

import os
import shlex
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from platformdirs import user_config_path
from pydantic import Field, ValidationError

from sync.core.contacts.contacts import Rules
from sync.core.dates.intervals import Interval, parse_interval
from sync.errors import SetUpError
from sync.settings.base import Section
from sync.settings.days import CalendarSection, SessionsSection
from sync.settings.faults import Fault, SettingsError, find_faults_between, tell_fault
from sync.settings.mail import MailboxSection, SmtpSection, SummarySection
from sync.settings.sheet import ColumnsSection, ContactsSection, SheetSection
from sync.settings.traces import LogSection, MonitorSection
from sync.settings.values import bare_address

FILE_NAME = "keep-in-touch.toml"


class Settings(Section):
    """The whole file; `folder` is where its relative paths count from. What is None is not set up."""

    sheet: SheetSection = SheetSection()
    contacts: ContactsSection = ContactsSection()
    columns: ColumnsSection = ColumnsSection()
    summary: SummarySection = SummarySection()
    smtp: SmtpSection | None = None
    monitor: MonitorSection = MonitorSection()
    log: LogSection = LogSection()
    mailbox: MailboxSection | None = None
    sessions: SessionsSection | None = None
    calendar: CalendarSection | None = None
    folder: Path = Field(default_factory=Path.cwd, exclude=True)

    @property
    def rules(self) -> Rules:
        """What the rules need to know."""
        every, coming_up = parse_interval(self.contacts.every), parse_interval(self.summary.coming_up)
        words = {field: word for field, word in self.columns if word}
        days = coming_up.days if isinstance(coming_up, Interval) else Rules().coming_up
        sessions = self.sessions.rule if self.sessions else None
        return Rules(every if isinstance(every, Interval) else Rules().every, days, words, sessions)

    @property
    def own_addresses(self) -> tuple[str, ...]:
        """The owner's bare addresses (design.md, section 10), the first of `to` first."""
        sender = [bare_address(self.smtp.sender)] if self.smtp else []
        login = [self.mailbox.username] if self.mailbox and "@" in self.mailbox.username else []
        return tuple(dict.fromkeys([*self.summary.addresses, *sender, *login]))

    def find_path(self, text: str) -> Path:
        """Return the path that the text names: a relative one counts from the settings file."""
        try:
            return self.folder / Path(text).expanduser()
        except RuntimeError:
            raise SetUpError(text, "there is no such home folder", "write the path in full") from None


def find_settings(config: Path | None) -> Path | None:
    """Return the settings file to use, None where there is none (design.md, section 7)."""
    named = config or (Path(found) if (found := os.environ.get("KEEP_IN_TOUCH_CONFIG")) else None)
    if named:
        return named
    places = (Path.cwd() / FILE_NAME, user_config_path("keep-in-touch") / FILE_NAME)
    return next((place for place in places if place.exists()), None)


def load_settings(path: Path) -> Settings:
    """Read the file. Raises `SettingsError` with all that is wrong in it."""
    values = read_values(path)
    if os.name == "posix" and path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        why, cure = "others may write it, and it names a command to run", "chmod 600"
        raise SetUpError(str(path), why, f"{cure} {shlex.quote(str(path))}")
    return parse_settings(values, path.resolve().parent)


def read_values(path: Path) -> dict[str, Any]:
    """Return what stands in the file, unchecked. Raises `SetUpError` where there is none, or no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SetUpError(
            str(path), f"no settings there ({error.strerror})", "run keep-in-touch init"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SetUpError(str(path), f"it is not TOML: {error}", "correct that line") from None


def parse_settings(values: Mapping[str, Any], folder: Path) -> Settings:
    """Return the settings in the parsed file. Raises `SettingsError` with all that is wrong in them."""
    faults: list[Fault] = []
    try:
        settings = Settings.model_validate({**_with_username(values), "folder": folder})
    except ValidationError as error:
        faults = list(dict.fromkeys(map(tell_fault, error.errors())))
    faults += find_faults_between(values)
    if faults:
        raise SettingsError(faults)
    return settings


def _with_username(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the mailbox the user name of the mail server where it has none of its own."""
    smtp, mailbox = values.get("smtp"), values.get("mailbox")
    if isinstance(smtp, dict) and isinstance(mailbox, dict) and smtp.get("username"):
        return {**values, "mailbox": {"username": smtp["username"], **mailbox}}
    return values
