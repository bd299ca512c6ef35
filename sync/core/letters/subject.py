"""An answer of one tap: a link that opens a mail to the owner with everything in its one-line subject.

    Done: Ada Lovelace [keepintouch 0f3k…]

Nothing is in the body, which phones garble, and nothing in the address, which Outlook does (RFC 6068). The
word may be changed before sending; the name is for the owner's eyes.
"""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from typing import NamedTuple
from urllib.parse import quote

from sync.core.letters.typed import plain

MARK = "keepintouch"
"""What the subject of every answer holds: one word, since some servers find whole words only."""

_LONGEST_NAME = 60
_FORM = re.compile(
    rf"(?:(?P<word>[^:\[\]]*):)?(?P<name>.*)\[\s*{MARK}\b[\s:-]*(?P<code>[^\]]*)\]?.*", re.IGNORECASE
)
_NEVER_IN_NAME = str.maketrans("[]:", "()·")


class AnswerSubject(NamedTuple):
    """What the subject of an answer says; the code is yet to be checked."""

    word: str
    name: str
    code: str


def make_answer_subject(word: str, name: str, code: str) -> str:
    """Return the subject: the word as in *Next due* (`done`, `2 weeks`), whom it is about, and the code."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    return f"{word}: {shown[:_LONGEST_NAME].strip().translate(_NEVER_IN_NAME)} [{MARK} {code}]"


def make_answer_link(address: str, subject: str) -> str:
    """Return the ``mailto:`` link that opens the answer; a space is ``%20``: Apple's Mail keeps a plus."""
    return f"mailto:{_encode(address, '@')}?subject={_encode(subject)}"


def parse_answer_subject(header: str) -> AnswerSubject | None:
    """Return what a Subject header says if it has the form of an answer, whatever the word; None if not."""
    match = _FORM.fullmatch(plain(decode(header)))
    if match is None:
        return None
    word, name, code = (match[group] or "" for group in ("word", "name", "code"))
    return AnswerSubject(word.strip(), name.strip(), code.strip())


def decode(header: str) -> str:
    """Return the text of a header in which other than ASCII is encoded (RFC 2047), as one line."""
    try:
        parts = decode_header(header)
    except (HeaderParseError, ValueError):
        return header
    return "".join(_decode(*part) for part in parts)


def _decode(text: bytes | str, charset: str | None) -> str:
    if isinstance(text, str):
        return text
    try:
        return text.decode(charset or "utf-8", "replace")
    except LookupError:
        return text.decode("utf-8", "replace")


def _encode(text: str, safe: str = "") -> str:
    return quote(text, safe=safe, errors="replace")
