"""What counts as the same text: case, spacing and punctuation folded away, and a fingerprint of the rest."""

import re
import unicodedata
from functools import lru_cache
from zlib import crc32

_ASCII_FOLDED = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Return the text with case, spacing and punctuation folded away: what is equal then is no edit."""
    if text.isascii():
        return _ASCII_FOLDED.sub(" ", text.lower()).strip()
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\ufe0f", "")
    return " ".join("".join(map(_folded_character, folded)).split())


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
