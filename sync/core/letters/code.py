"""The code in an answer: whom it is about, from which day's summary, and proof that it came from there.

It is 24 characters: 30 bits of person, 16 of day and a checksum of 74 with a key that only the sheet holds.
The checksum covers the sheet, the person and the day, so that a link made by anybody else does nothing, even
if the owner sends it (design.md, section 10). Base32 in letters of one case, since some mail programs change
it.
"""

import hmac
from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple

KEY_BYTES = 16
GOOD_FOR = timedelta(days=60)
LENGTH = 24

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Douglas Crockford's: no i, l, o, u
_PERSON, _DAY, _CHECK = 30, 16, 74
_FIRST_DAY = date(2000, 1, 1)
_ALIKE = str.maketrans("oil", "011", " -\t\r\n\u00a0")


class Valid(NamedTuple):
    """A code of this sheet that still holds; `person` is the fingerprint it was made with."""

    person: int
    day: date


class Expired(NamedTuple):
    """A code of this sheet, too old to count."""

    person: int
    day: date


class NotOurs(NamedTuple):
    """No code of this sheet: another sheet's, a stranger's, or one that was changed."""


def make_code(key: bytes, sheet: str, person: int, day: date) -> str:
    """Return the code for a person (a fingerprint of 30 bits) in the summary of a day from 2000 to 2179.

    `sheet` is what identifies the sheet, the same on every machine.
    """
    since = (day - _FIRST_DAY).days
    if person >> _PERSON or since >> _DAY:
        raise ValueError("no code can hold this person or day")
    about = person << _DAY | since
    return _write(about << _CHECK | _checksum(key, sheet, about))


def read_code(text: str, key: bytes, sheet: str, today: date) -> Valid | Expired | NotOurs:
    """Return what the code says on the day `today`. It holds for 60 days after the day of its summary.

    Case does not matter, nor spaces, nor an o for 0, nor an i or l for 1.
    """
    number = _read(text)
    if number is None:
        return NotOurs()
    about, checksum = divmod(number, 1 << _CHECK)
    if not hmac.compare_digest(_bytes(checksum), _bytes(_checksum(key, sheet, about))):
        return NotOurs()
    person, since = divmod(about, 1 << _DAY)
    day = _FIRST_DAY + timedelta(days=since)
    return Expired(person, day) if today - day > GOOD_FOR else Valid(person, day)


def _checksum(key: bytes, sheet: str, about: int) -> int:
    said = b"keep-in-touch answer\0" + sheet.encode("utf-8", "surrogatepass") + b"\0" + _bytes(about)
    return int.from_bytes(hmac.digest(key, said, sha256)) >> (256 - _CHECK)


def _bytes(number: int) -> bytes:
    return number.to_bytes(10)


def _write(number: int) -> str:
    return "".join(_DIGITS[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def _read(text: str) -> int | None:
    folded = text.lower().translate(_ALIKE)
    if len(folded) != LENGTH or not set(folded) <= set(_DIGITS):
        return None
    number = 0
    for character in folded:
        number = number << 5 | _DIGITS.index(character)
    return number
