"""The memory of a *Next due* cell: a formula that is the date, with a comment that the job reads back.

    =46340+N("2026-11-14 · in touch 2026-08-14, from the date in your note · #…code…")

``N("text")`` is 0 in every spreadsheet, so the cell is the date; it moves with its row, and clicking it tells
why it is that date. The words are for people and are never read back; the code after ``#`` is all that the
job reads (design.md, section 4).
"""

import re
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date, timedelta
from functools import lru_cache
from struct import Struct
from typing import NamedTuple, get_type_hints
from zlib import crc32

from sync.core.table import GOOGLE_EPOCH

NOTE, LAST, EDIT, DONE = "n", "l", "e", "d"
"""How the day last in touch is known: note date, *Last contacted*, edit of the note, done."""
EVIDENCE, SET, EASED, KEPT = "v", "s", "i", "k"
"""Why the cell holds its date: evidence, set by the owner, eased in, or kept though its evidence was taken
away."""
BY_WORD, BY_EVERY = "w", "e"
"""What paused a person: the word in *Next due*, or *Every* = never."""
COPIED, MANY_EDITS, LONG_PAST = "c", "m", "p"
"""What there is to tell about a row: its date was a copy, its edit was one of too many to count, or the date
typed was too far in the past to be meant."""


class Memory(NamedTuple):
    """What the job knows of one person, all of it in their cell.

    The first four are fingerprints (`fingerprint`), 0 for an empty cell. `carried` and `carried_how` are the
    latest edit or done, which stand nowhere in the sheet; `in_touch` and `how` the latest evidence of all.
    `noticed` is the day this came to be known, `late` whether that day's summary had gone out before.
    `note_date` and `note_plan` are what the dates in the note were settled to, `dates` is the fingerprint of
    those dates as written, `moved` that of a note in the cell that is another person's. `pin` is the date the
    owner set, `pin_base` the day last in touch as known then. `before` is the due date before this one.
    `told` is what there is to tell about the row since `told_on`, `told_of` the fingerprint of the person
    whose date it took.
    """

    email: int
    phone: int
    name: int
    note: int
    due: date | None = None
    why: str = EVIDENCE
    in_touch: date | None = None
    how: str = ""
    carried: date | None = None
    carried_how: str = ""
    noticed: date | None = None
    late: bool = False
    note_date: date | None = None
    note_plan: date | None = None
    pin: date | None = None
    pin_base: date | None = None
    before: date | None = None
    paused: str = ""
    told: str = ""
    told_on: date | None = None
    told_of: int = 0
    dates: int = 0
    moved: int = 0


class Held(NamedTuple):
    """What a formula in *Next due* says: the date it computes to (None: paused) and its memory.

    The memory is None where the comment is damaged, or where the date beside it was changed by hand: the date
    is then the owner's.
    """

    due: date | None
    memory: Memory | None


_VERSION = 1
_LAYOUT = Struct(">B 4I IcIcIcI? 5I ccI 3I")
_CHECK = 3
_HINTS = get_type_hints(Memory).values()
_DAYS = tuple(place for place, kind in enumerate(_HINTS) if kind == date | None)
_WORDS = tuple(place for place, kind in enumerate(_HINTS) if kind is str)

_DATED = re.compile(r'=\s*(-?\d{1,7})\s*\+\s*N\(\s*"([^"]*)"\s*\)\s*')
_PAUSED = re.compile(r'="paused"&T\(\s*N\(\s*"([^"]*)"\s*\)\s*\)\s*')
_DAMAGED = re.compile(r"=\s*(-?\d{1,7})\s*\+.*N\(\s*\"", re.DOTALL)
_DAMAGED_PAUSED = re.compile(r'="paused"&T\(.*N\(\s*"', re.DOTALL)


def fold(text: str) -> str:
    """Return the text with case, spacing and punctuation folded away: what is equal then is no edit."""
    if text.isascii():
        return _ASCII_FOLDED.sub(" ", text.lower()).strip()
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\ufe0f", "")
    return " ".join("".join(map(_folded_character, folded)).split())


_ASCII_FOLDED = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> str:
    """Letters, marks, digits and emoji stay; what is punctuation, space or control becomes a space.

    So do emoji that are newer than Python's tables.
    """
    category = unicodedata.category(character)
    folds = (
        category[0] in "PZ" or category in {"Cc", "Cf"} or (character.isascii() and not character.isalnum())
    )
    return " " if folds else character


def fingerprint(folded: str) -> int:
    """Return 30 bits that stand for the folded text; 0 for none."""
    if not folded:
        return 0
    return crc32(folded.encode("utf-8", "surrogatepass")) >> 2 or 1


def write_formula(memory: Memory, epoch: date = GOOGLE_EPOCH) -> str:
    """Return the formula for the cell, in a table whose serial numbers count from `epoch`."""
    text = f"{write_words(memory)} · #{_encode(memory)}"
    if memory.paused or memory.due is None:
        return f'="paused"&T(N("{text}"))'
    return f'={(memory.due - epoch).days}+N("{text}")'


def read_formula(formula: str, epoch: date = GOOGLE_EPOCH) -> Held | None:
    """Return what the formula says, or None if it is none of the job's."""
    if match := _DATED.fullmatch(formula):
        due = epoch + timedelta(days=int(match[1]))
        memory = _decode(match[2])
        return Held(due, memory if memory and memory.due == due and not memory.paused else None)
    if match := _PAUSED.fullmatch(formula):
        memory = _decode(match[1])
        return Held(None, memory if memory and memory.paused else None)
    if match := _DAMAGED.match(formula):
        return Held(epoch + timedelta(days=int(match[1])), None)
    return Held(None, None) if _DAMAGED_PAUSED.match(formula) else None


def write_words(memory: Memory) -> str:
    """Return why the cell holds what it holds, in words for people; they are never read back."""
    if memory.paused or memory.due is None:
        return "paused: Every says never" if memory.paused == BY_EVERY else "paused by you"
    touch = _HOW[memory.how].format(memory.in_touch) if memory.how else "no date known yet"
    why = "you set this date · " if memory.why == SET else ""
    return f"{memory.due} · {why}{touch}"


_HOW = {
    NOTE: "in touch {}, from the date in your note",
    LAST: "in touch {}, from Last contacted",
    EDIT: "in touch {}, when you edited the note",
    DONE: "in touch {}, you said done",
}


def _encode(memory: Memory) -> str:
    packed = _LAYOUT.pack(_VERSION, *map(_packed, memory))
    return urlsafe_b64encode(packed + _check(packed)).decode()


def _packed(field: object) -> object:
    if isinstance(field, date):
        return field.toordinal()
    if isinstance(field, str):
        return field.encode() or b"-"
    return field or 0


def _check(packed: bytes) -> bytes:
    return crc32(packed).to_bytes(4, "big")[:_CHECK]


def _decode(comment: str) -> Memory | None:
    try:
        code = urlsafe_b64decode(comment.rpartition("#")[2])
    except ValueError:
        return None
    packed = code[:-_CHECK]
    if len(packed) != _LAYOUT.size or packed[0] != _VERSION or _check(packed) != code[-_CHECK:]:
        return None
    _, *fields = _LAYOUT.unpack(packed)
    for place in _DAYS:
        fields[place] = date.fromordinal(fields[place]) if fields[place] else None
    for place in _WORDS:
        fields[place] = fields[place].decode().strip("-")
    return Memory(*fields)
