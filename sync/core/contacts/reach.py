"""How to reach somebody, best first (design.md, section 2): what *Reach by* says, mail, phone, profiles."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple
from unicodedata import decimal

from sync.core.contacts import headers as col
from sync.core.contacts.profiles import Profile

LONGEST_ADDRESS = 254  # RFC 5321
SHORTEST_NUMBER, LONGEST_NUMBER = 3, 15
"""Digits: nothing shorter can be dialled, and no number is longer (ITU-T E.164)."""
_WHOLE_NUMBER = 7
"""Digits on both sides of a slash that make two numbers of it."""

_BETWEEN = re.compile(r"[,;|\n]|\s/\s|\bor\b", re.IGNORECASE)
_VANITY = re.compile(r"\+?[\d\s().-]*\d[\s.-]?[A-Z]{3,}(?:-?[A-Z\d]+)*")
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_LETTERS = re.compile(r"[^\W\d_]+")


class By(StrEnum):
    """A way to reach somebody; that of a profile is its network's."""

    EMAIL = "email"
    CALL = "phone"
    TEXT = "text"
    WHATSAPP = "whatsapp"
    PROFILE = "profile"


class Way(NamedTuple):
    """One way: an address, a number of digits after a leading +, or a profile's link; and how it is shown.

    `target` is "" for a profile that leads nowhere.
    """

    by: By
    target: str
    shown: str
    network: str = ""

    @property
    def name(self) -> str:
        """What the owner calls it in *Reach by*."""
        return self.network or str(self.by)


def find_ways(
    emails: Iterable[str], phone: str, profiles: Iterable[Profile], reach_by: str
) -> tuple[Way, ...]:
    """Return the ways to reach somebody, the best first: none leads to where nothing checked stands.

    What is to be shown and leads nowhere has no target, and comes last.
    """
    ways = [*_find_mails(emails), *_find_calls(phone), *_find_profiles(profiles)]
    wanted = read_reach_by(reach_by)
    return tuple(sorted(ways, key=lambda way: (not way.target, bool(wanted) and way.name != wanted)))


def read_reach_by(text: str) -> str | None:
    """Return the way that a *Reach by* cell names, None where it names none."""
    word = re.sub(r"[\s()/.-]", "", text.casefold())
    return _NAMES.get(word)


_NAMES = (
    {str(by): str(by) for by in By if by != By.PROFILE}
    | {network: network for network in (*col.NETWORKS, col.WEBSITE)}
    | {"mail": "email", "call": "phone", "tel": "phone", "sms": "text", "twitter": "x", "twitterx": "x"}
    | {"telephone": "phone", "mobile": "phone", "textmessage": "text"}
)


def _find_mails(emails: Iterable[str]) -> Iterator[Way]:
    for email in emails:
        if len(email) <= LONGEST_ADDRESS:
            yield Way(By.EMAIL, email, email)


def _find_calls(phone: str) -> Iterator[Way]:
    for number, shown in find_numbers(phone):
        yield Way(By.CALL, number, shown)
        yield Way(By.TEXT, number, shown)
        if number.startswith("+"):
            yield Way(By.WHATSAPP, f"https://wa.me/{number[1:]}", shown)


def _find_profiles(profiles: Iterable[Profile]) -> Iterator[Way]:
    for profile in profiles:
        by = By.WHATSAPP if profile.network == col.WHATSAPP else By.PROFILE
        yield Way(by, profile.link, profile.shown, profile.network)


def find_numbers(phone: str) -> tuple[tuple[str, str], ...]:
    """Return the numbers that can be dialled, each once: digits after a leading +, and as it was written."""
    found: dict[str, str] = {}
    for part in _split(phone):
        number = _read_number(part)
        if number:
            found.setdefault(number, part.strip(" \t:-"))
    return tuple(found.items())


def _split(phone: str) -> Iterator[str]:
    for part in _BETWEEN.split(phone):
        halves = part.split("/")
        if len(halves) > 1 and all(len(_digits_in(half)) >= _WHOLE_NUMBER for half in halves):
            yield from halves
        elif _VANITY.fullmatch(part.strip()):
            yield part.strip().translate(_KEYS)
        else:
            yield from _LETTERS.split(part)


def _read_number(part: str) -> str:
    is_international = re.match(r"\W*\+", part)
    digits = _digits_in(part.replace("(0)", "") if is_international else part)
    fits = SHORTEST_NUMBER <= len(digits) <= LONGEST_NUMBER
    return ("+" if is_international else "") + digits if fits else ""


def _digits_in(text: str) -> str:
    return "".join(str(decimal(character)) for character in text if character.isdecimal())
