"""The settings file: found, read, and checked; all faults at once, each with its key and its cure."""

import os
import stat
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sync.core.contacts import Rules
from sync.core.dates.intervals import Interval, parse_interval
from sync.core.loopback import is_loopback
from sync.core.summary.schedule import Schedule
from sync.errors import SetUpError
from sync.settings.values import Address, Days, Every, Locale, Template, Text, WebAddress, Zone

FILE_NAME = "keep-in-touch.toml"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class SettingsError(SetUpError):
    """Everything that is wrong in the settings, one line for each fault."""

    def __init__(self, faults: list[tuple[str, str, str]]) -> None:
        super().__init__(*faults[0])
        self.faults = faults

    @property
    def lines(self) -> list[str]:
        """One line for each fault."""
        return [str(SetUpError(*fault)) for fault in self.faults]


class Section(BaseModel):
    """A table of the file: unknown keys are faults, and nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class SheetSection(Section):
    """Where the contacts are."""

    location: Text | None = None
    tab: Text | None = None
    credentials: Text = "credentials.json"
    timezone: Zone | None = None
    locale: Locale | None = None


class ContactsSection(Section):
    """What holds for a contact that says nothing else."""

    every: Every = "3 months"


class ColumnsSection(Section):
    """The owner's own headers."""

    name: Text | None = None
    email: Text | None = None
    phone: Text | None = None
    note: Text | None = None
    due: Text | None = None
    last: Text | None = None
    every: Text | None = None


class SummarySection(Section):
    """To whom the summary goes, and when."""

    to: list[Address] = []
    send: Literal["daily", "weekly", "monthly"] = "weekly"
    on: str | int | None = None
    coming_up: Days = "2 weeks"
    opening: Template = ""
    subject: Template = ""

    @model_validator(mode="after")
    def _check_on(self) -> "SummarySection":
        if self.send == "weekly" and self.on is not None and str(self.on).casefold() not in WEEKDAYS:
            raise ValueError("on|is no weekday; write it like monday")
        if self.send == "monthly" and self.on is not None and self.on not in range(1, 32):
            raise ValueError("on|is no day of the month; write a number from 1 to 31")
        return self

    @property
    def schedule(self) -> Schedule:
        """When the summary is due."""
        if self.send == "monthly":
            return Schedule(self.send, self.on if isinstance(self.on, int) else 1)
        weekday = WEEKDAYS.index(str(self.on).casefold()) if self.send == "weekly" and self.on else 0
        return Schedule(self.send, weekday)


class SmtpSection(Section):
    """The mail server."""

    host: Text
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: Text | None = None
    password_command: Annotated[list[Text], Field(min_length=1)] | None = None
    password_file: Text | None = None
    sender: Annotated[Address, Field(alias="from")]

    @model_validator(mode="before")
    @classmethod
    def _refuse_password(cls, values: Any) -> Any:
        if isinstance(values, dict) and "password" in values:
            raise ValueError("password|must not stand here; use password_command or password_file")
        return values

    @model_validator(mode="after")
    def _check_security(self) -> "SmtpSection":
        if self.security == "none" and not is_loopback(self.host):
            raise ValueError("security|none is only for a server on this machine; use starttls or tls")
        if self.password_command and self.password_file:
            raise ValueError("password_file|stands beside password_command; keep one of the two")
        return self


class MonitorSection(Section):
    """Whom to tell that the job still runs."""

    ping_url: WebAddress | None = None


class LogSection(Section):
    """Where each run leaves a line."""

    file: Text | None = None


class Settings(Section):
    """The whole file; `folder` is where its relative paths count from."""

    sheet: SheetSection = SheetSection()
    contacts: ContactsSection = ContactsSection()
    columns: ColumnsSection = ColumnsSection()
    summary: SummarySection = SummarySection()
    smtp: SmtpSection | None = None
    monitor: MonitorSection = MonitorSection()
    log: LogSection = LogSection()
    folder: Path = Field(default_factory=Path.cwd, exclude=True)

    @model_validator(mode="after")
    def _check_recipients(self) -> "Settings":
        if self.smtp and not self.summary.to:
            raise ValueError('summary.to|names nobody to mail the summary to; write to = ["me@example.com"]')
        return self

    @property
    def rules(self) -> Rules:
        """What the rules need to know."""
        every, coming_up = parse_interval(self.contacts.every), parse_interval(self.summary.coming_up)
        words = {field: word for field, word in self.columns if word}
        days = coming_up.days if isinstance(coming_up, Interval) else Rules().coming_up
        return Rules(every if isinstance(every, Interval) else Rules().every, days, words)

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
    from platformdirs import user_config_path

    places = (Path.cwd() / FILE_NAME, user_config_path("keep-in-touch") / FILE_NAME)
    return next((place for place in places if place.exists()), None)


def load_settings(path: Path) -> Settings:
    """Read the file. Raises `SettingsError` with all that is wrong in it."""
    try:
        mode = path.stat().st_mode
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SetUpError(
            str(path), f"no settings there ({error.strerror})", "run keep-in-touch init"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SetUpError(str(path), f"it is not TOML: {error}", "correct that line") from None
    if os.name == "posix" and mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise SetUpError(str(path), "others may write it, and it names a command to run", f"chmod 600 {path}")
    return parse_settings(values, path.resolve().parent)


def parse_settings(values: Mapping[str, Any], folder: Path) -> Settings:
    """Return the settings in the parsed file. Raises `SettingsError` with all that is wrong in them."""
    if "folder" in values:
        raise SettingsError([("folder", "is no key of the settings", "remove it")])
    try:
        return Settings.model_validate({**values, "folder": folder})
    except ValidationError as error:
        raise SettingsError([fault for found in error.errors() for fault in _tell(found)]) from None


_KINDS: Mapping[str, tuple[str, str]] = {
    "missing": ("is missing", "add it"),
    "extra_forbidden": ("is no key of the settings", "correct or remove it"),
    "string_type": ("must be a text", "put it between quotes"),
    "int_type": ("must be a number", "write it without quotes"),
    "list_type": ("must be a list", 'write it like ["…"]'),
    "string_too_short": ("is empty", "fill it in, or remove it"),
    "too_short": ("is empty", "fill it in, or remove it"),
    "model_type": ("must be a table", "write it as [section]"),
    "greater_than_equal": ("is no port", "write a number from 1 to 65535"),
    "less_than_equal": ("is no port", "write a number from 1 to 65535"),
}


def _tell(found: Any) -> Iterator[tuple[str, str, str]]:
    key = ".".join(str(part) for part in found["loc"] if not isinstance(part, int))
    if found["type"] == "value_error":
        message = str(found["ctx"]["error"])
        name, bar, rest = message.rpartition("|")
        why, _, cure = rest.partition("; ")
        yield ".".join(part for part in (key, name) if part) if bar else key, why, cure
    elif found["type"] == "literal_error":
        yield key, "is none of the words known here", f"write {found['ctx']['expected']}"
    else:
        yield key, *_KINDS.get(found["type"], (found["msg"], "correct it"))
