"""Commands as the owner types them into a reply to the summary: ``done Ada``, ``Ada 2 weeks``, ``pause Bob``.

Read from the top, each line a whole command, up to the first line that is none. So a quotation, a signature
or "Sent from my phone" ends the reading, whatever the mail program and its language (design.md, section 10).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from sync.core.contacts.fingerprints import fold


class Command(NamedTuple):
    """One line: a word of *Next due*, and whom it is about.

    `rows` are all whom the name fits: none or several is the owner's to put right.
    """

    word: str
    name: str
    rows: tuple[int, ...]


_MOST_WORDS = 12
_LONGEST_ATTRIBUTION = 3
"""Lines: mail programs wrap "On Monday … NAME wrote:"."""
_LONGEST_UNKNOWN = 4
"""Words in a name that fits nobody: longer, and the line is taken for no command."""
_UNLIKE_A_NAME = re.compile(r"[@<>:;/\\|_=?\d]")
_BULLET = re.compile(r"\A(?:[-*•·–]|\d+[.)])\s+(?=\S)")
_JOINT = " ,:;-.!*"
_INTRODUCES = ":"
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


def plain(text: str) -> str:
    """Return the text with spaces and dashes as on a keyboard: phones type prettier ones."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())


def read_commands(text: str, names: Mapping[int, str], is_word: Callable[[str], bool]) -> tuple[Command, ...]:
    """Return the commands at the top of what was typed, or right below a quotation, in their order.

    `names` tells what each contact is called, by row; `is_word` whether a text is a word of *Next due*.
    """
    folded = {row: _name_words(name) for row, name in names.items()}
    lines = [line for line in map(plain, text.splitlines()) if line]

    def read_from(first: int) -> Iterator[Command]:
        for line in lines[first:]:
            command = _read_line(line, folded, is_word)
            if command is None:
                return
            yield command

    return tuple(read_from(0)) or tuple(read_from(_skip_quotation(lines)))


def _skip_quotation(lines: list[str]) -> int:
    """Return where a quotation at the top, introduced or not, is over: all lines where there is none."""
    top = range(min(len(lines), _LONGEST_ATTRIBUTION + 1))
    quoted = next((place for place in top if _is_quoted(lines[place])), None)
    if quoted is None or (quoted and not lines[quoted - 1].endswith(_INTRODUCES)):
        return len(lines)
    return next((place for place in range(quoted, len(lines)) if not _is_quoted(lines[place])), len(lines))


def _is_quoted(line: str) -> bool:
    return line.startswith(">")


def _read_line(line: str, names: Mapping[int, list[str]], is_word: Callable[[str], bool]) -> Command | None:
    line = _BULLET.sub("", line, count=1).strip("*\"' ").rstrip(".!,; ")
    words = line.split(" ")
    if len(words) > _MOST_WORDS or _is_quoted(line) or line.endswith(_INTRODUCES):
        return None
    splits = [(word, name) for word, name in _split(words) if word and is_word(word)]
    fitting = [Command(word, name, rows) for word, name in splits if (rows := _find_rows(name, names))]
    if fitting:
        return min(fitting, key=lambda command: len(command.rows))
    return next((Command(word, name, ()) for word, name in splits if _may_be_name(name)), None)


def _split(words: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each way to read the line as a word and a name, the longer words first.

    What joins the two is no part of either, so a dash alone pauses nobody here: it is a bullet as a rule.
    """
    for length in range(len(words), 0, -1):
        yield " ".join(words[:length]).strip(_JOINT), " ".join(words[length:]).strip(_JOINT)
        yield " ".join(words[-length:]).strip(_JOINT), " ".join(words[:-length]).strip(_JOINT)


def _find_rows(name: str, names: Mapping[int, list[str]]) -> tuple[int, ...]:
    """Return who is called that: exactly, else who has all these words in their name."""
    asked = _name_words(name)
    if not asked:
        return ()
    same = tuple(row for row, words in names.items() if words == asked)
    return same or tuple(row for row, words in names.items() if set(asked) <= set(words))


def _name_words(name: str) -> list[str]:
    """Return the words of the name without case, accents and punctuation."""
    marked = unicodedata.normalize("NFD", name)
    return fold("".join(c for c in marked if not unicodedata.combining(c))).split()


def _may_be_name(name: str) -> bool:
    return len(name.split()) <= _LONGEST_UNKNOWN and not _UNLIKE_A_NAME.search(name)
