"""The settings of the mail: the summary, the server that sends it, and the mailbox that is read."""

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from sync.core.loopback import is_loopback
from sync.core.summary.schedule import Schedule
from sync.settings.base import Section
from sync.settings.values import Address, Days, Port, Template, Text, bare_address

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS_OF_MONTH = range(1, 32)


class SummarySection(Section):
    """To whom the summary goes, and when."""

    to: list[Address] = Field(default_factory=list)
    send: Literal["daily", "weekly", "monthly"] = "weekly"
    on: str | int | None = None
    coming_up: Days = "2 weeks"
    opening: Template = ""
    subject: Template = ""

    @field_validator("on", mode="before")
    @classmethod
    def _check_on(cls, on: object, others: ValidationInfo) -> object:
        send = others.data.get("send")
        is_weekday = str(on).casefold() in WEEKDAYS
        is_day = type(on) is int and on in _DAYS_OF_MONTH
        if send == "weekly" and not is_weekday:
            raise ValueError("is no weekday; write it like monday")
        if send == "monthly" and not is_day:
            raise ValueError("is no day of the month; write a number from 1 to 31")
        if not (is_weekday or is_day or send == "daily"):
            raise ValueError("is neither a weekday nor a day of the month; write it like monday, or like 1")
        return on

    @property
    def schedule(self) -> Schedule:
        """When the summary is due."""
        if self.send == "monthly":
            return Schedule(self.send, self.on if isinstance(self.on, int) else 1)
        weekday = WEEKDAYS.index(str(self.on).casefold()) if self.send == "weekly" and self.on else 0
        return Schedule(self.send, weekday)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The bare addresses in `to`."""
        return tuple(map(bare_address, self.to))


class LoginSection(Section):
    """A server to log in to, and where its password is; the password itself is refused."""

    host: Text
    username: Text | None = None
    password: None = None
    password_command: Annotated[list[Text], Field(min_length=1)] | None = None
    password_file: Text | None = None

    @field_validator("password", mode="before")
    @classmethod
    def _refuse_password(cls, _: object) -> None:
        raise ValueError("must not stand here; use password_command or password_file")

    @field_validator("password_file")
    @classmethod
    def _check_password_file(cls, name: str | None, others: ValidationInfo) -> str | None:
        if name and others.data.get("password_command"):
            raise ValueError("stands beside password_command; keep one of the two")
        return name


class SmtpSection(LoginSection):
    """The mail server."""

    port: Port = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: Annotated[Address, Field(alias="from")]

    @field_validator("security")
    @classmethod
    def _check_security(cls, security: str, others: ValidationInfo) -> str:
        if security == "none" and "host" in others.data and not is_loopback(others.data["host"]):
            raise ValueError("none is only for a server on this machine; use starttls or tls")
        return security


class MailboxSection(LoginSection):
    """The mailbox that is read, always by TLS; `username` is [smtp]'s where none is set."""

    username: Text
    port: Port = 993
    sent: Text | None = None
