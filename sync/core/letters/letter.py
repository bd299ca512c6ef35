"""A letter as its headers tell of it: who, to whom, when, and whether a person wrote it to a person."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from sync.core.letters.addresses import parse_addresses

_OF_ANY = (
    *("DATE", "TO", "CC", "LIST-ID", "AUTO-SUBMITTED", "CONTENT-TYPE", "CONTENT-CLASS"),
    *("RESENT-DATE", "RESENT-FROM", "RESENT-TO"),
)
SENT_FIELDS = (*_OF_ANY, "BCC")
RECEIVED_FIELDS = (
    *_OF_ANY,
    *("FROM", "SENDER", "RETURN-PATH", "PRECEDENCE", "LIST-UNSUBSCRIBE", "X-AUTOREPLY", "X-AUTORESPOND"),
)
"""The headers that `parse_letter` looks at: all that is ever asked for of the letters of people."""

MOST_OTHERS = 5
"""Addresses in To and Cc beside the contact's: a mail to more people is no letter to one of them."""


class Letter(NamedTuple):
    """One mail; the addresses are in the form in which they are compared, "" as a sender not asked for.

    `at` is the earlier of when the server got it and when it says it was sent, in UTC: after a move to
    another provider the server's is the day of the move. `personal` is False for mailing lists, automatic and
    resent mail and answers to invitations, as far as headers tell.
    """

    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    bcc: tuple[str, ...]
    at: datetime
    personal: bool = True

    @property
    def minute(self) -> datetime:
        """When it was sent, without the seconds."""
        return self.at.replace(second=0, microsecond=0)

    def day(self, zone: tzinfo) -> date:
        """Return the day it was sent, there."""
        return self.at.astimezone(zone).date()

    def count_others(self, own: frozenset[str], contact: frozenset[str]) -> int:
        """Return how many addresses in To and Cc are neither the owner's nor the contact's."""
        return len({*self.to, *self.cc} - own - contact)

    def is_to_self(self, own: frozenset[str]) -> bool:
        """Return whether it went to the owner and to nobody else."""
        return bool(self.to) and own.issuperset((*self.to, *self.cc, *self.bcc))


def parse_letter(headers: bytes, arrived: datetime) -> Letter:
    """Return the letter with these headers; `arrived`, an aware time, is when the server got it.

    Never raises: a header that cannot be read is as if it were not there.
    """
    fields = parse_fields(headers)
    sent = _parse_date(fields.get("date", ""))
    return Letter(
        sender=next(iter(parse_addresses(fields.get("from", ""))), ""),
        to=parse_addresses(fields.get("to", "")),
        cc=parse_addresses(fields.get("cc", "")),
        bcc=parse_addresses(fields.get("bcc", "")),
        at=min(sent, arrived) if sent else arrived,
        personal=not _is_ruled_out(fields),
    )


_FOLD = re.compile(r"\r?\n(?=[ \t])")
_FIELD = re.compile(r"^([!-9;-~]+)[ \t]*:[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)


def parse_fields(headers: bytes) -> dict[str, str]:
    """Return the text of each header, unfolded, by its name in small letters; several become a list."""
    fields: dict[str, str] = {}
    for name, text in _FIELD.findall(_FOLD.sub("", headers.decode("utf-8", "replace"))):
        key = name.lower()
        fields[key] = f"{fields[key]}, {text}" if key in fields else text
    return fields


def _parse_date(text: str) -> datetime | None:
    """Return when a Date header says, in UTC; without a zone it means UTC (RFC 5322, 3.3)."""
    try:
        said = parsedate_to_datetime(text)
        return (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(UTC)
    except (
        ValueError,
        TypeError,
        IndexError,
        OverflowError,
    ):  # what the parser of the library raises on odd ones
        return None


_GOOGLE_CALENDAR = "calendar-notification@google.com"
_TO_MANY = frozenset({"bulk", "list", "junk", "auto_reply"})


def _is_ruled_out(fields: Mapping[str, str]) -> bool:
    if fields.keys() & _NEVER_PERSONAL:
        return True
    content = fields.get("content-type", "").lower()
    return (
        fields.get("auto-submitted", "no").partition(";")[0].strip().lower() != "no"
        or fields.get("precedence", "").lower() in _TO_MANY
        or fields.get("return-path", "") == "<>"
        or content.startswith("text/calendar")
        or "calendarmessage" in fields.get("content-class", "").lower()
        or _GOOGLE_CALENDAR in fields.get("sender", "").lower()
    )


_NEVER_PERSONAL = frozenset(
    name.lower() for name in RECEIVED_FIELDS if name.startswith(("LIST-", "RESENT-", "X-AUTO"))
)
