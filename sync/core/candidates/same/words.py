"""The words of a name as they are compared: without case, marks, titles and credentials (section 11).

German, Danish and Norwegian letters have two spellings (`Müller` is `Muller` and `Mueller` to others), so
that a word is kept both ways.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 200
"""Characters of a name that are looked at."""

_BEFORE = "dr prof professor mr mrs ms miss mx sir dame rev herr frau hon ing dipling mme mlle sra dott"
_TITLES = frozenset(_BEFORE.split())
_AFTER = (
    "phd md mba msc bsc pmp cpa cfa pe esq jr sr ii iii iv cissp csm cspo psm shrmcp sphr phr rn mph llm jd"
    " dds dphil frcs fca acca aca cma cisa ccna mcse obe mbe cbe edd dba"
)
_CREDENTIALS = frozenset(_AFTER.split())
_LONGEST_CREDENTIAL, _TWO_NAMES = 6, 2

_PLAIN = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ß": "ss"}
)
"""Letters that NFKD leaves as they are."""
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})

_ASIDE = re.compile(r"(?<!\S)(?:\([^()]*\)|\[[^\[\]]*\]|\"[^\"]*\"|“[^”]*”|«[^»]*»|'[^']*')(?!\w)")
"""What stands in brackets or quotes within a name: a nickname, a maiden name, pronouns."""
_COMMA = re.compile(r"[,，]")  # the full-width one of East Asian keyboards too
_APOSTROPHES = frozenset("'’‘ʼʻ`´")
_SELECTORS = range(0xFE00, 0xFE10)
_ACCENTS = (range(10, 37), range(200, 256))
"""Combining classes (Unicode, table 4-3) of points in Hebrew and Arabic, and of accents."""


def find_words(text: str) -> list[tuple[str, str]]:
    """Return the words of the name, the given one first: each plain, and as it is spelt out (`mueller`).

    ``Quill, Dr. Ada`` and ``Ada Quill, PhD`` are both ada, quill. No letters: no words.
    """
    text = text[:LONGEST]
    parts = [part.split() for part in _COMMA.split(_ASIDE.sub(" ", text))]
    parts = [part for part in parts if any(map(str.isalnum, "".join(part)))] or [text.split()]
    first, *others = parts
    others = [part for part in others if not _is_credential(part, first)]
    ordered = [*others[0], *first, *(word for part in others[1:] for word in part)] if others else first
    return [word for raw in _without_titles(ordered) for word in _split(raw)]


def _without_titles(words: list[str]) -> list[str]:
    """Return the words without titles before them and credentials after them, as long as a name remains."""
    start, end = 0, len(words)
    while end - start > 1 and _bare(words[start]) in _TITLES:
        start += 1
    while end - start > _TWO_NAMES and _bare(words[end - 1]) in _CREDENTIALS:
        end -= 1
    return words[start:end]


def _is_credential(part: list[str], first: list[str]) -> bool:
    """Return whether what stands after a comma is no name: `PMP`, or capitals after a name that has none."""
    if all(_bare(word) in _CREDENTIALS | _TITLES for word in part):
        return len(first) > 1 or not any(_bare(word) in _TITLES for word in part)
    is_short = len(part) == 1 and part[0].isupper() and len(part[0]) <= _LONGEST_CREDENTIAL
    return is_short and len(first) > 1 and not " ".join(first).isupper()


def _bare(word: str) -> str:
    return re.sub(r"[.\-]", "", word).casefold()


def _split(raw: str) -> Iterator[tuple[str, str]]:
    """Yield the words in one that has no space in it: `Müller-Schmidt` and `J.R.` are two each."""
    if raw.isascii() and raw.isalpha():
        yield raw.lower(), raw.lower()
        return
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", raw).casefold())
    for word in "".join(map(_kept, folded)).split():
        plain = _strip(word)
        if plain:
            yield plain, _strip(word.translate(_SPELT))


def _strip(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return unicodedata.normalize("NFC", "".join(filter(_stays, decomposed)).translate(_PLAIN))


@lru_cache(maxsize=4096)
def _kept(character: str) -> str:
    """Letters, marks and digits stay, what is invisible and apostrophes go, all else parts two words."""
    if character in _APOSTROPHES or ord(character) in _SELECTORS:
        return ""
    category = unicodedata.category(character)
    if category in {"Cf", "Me"}:
        return ""
    return character if category[0] in "LMN" else " "


@lru_cache(maxsize=4096)
def _stays(character: str) -> bool:
    """Return whether the character is more than an accent or a point at a letter.

    The vowel signs of Indian scripts and the voicing of kana are: without them it is another name.
    """
    kind = unicodedata.combining(character)
    return all(kind not in classes for classes in _ACCENTS)
