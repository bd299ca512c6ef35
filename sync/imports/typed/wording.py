"""Words as they go into the sheet: one line each, of a bearable length, with nothing hidden in them."""

import re
import unicodedata

LONGEST_NAME = 120
LONGEST_ABOUT = 500

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\s]+")
# Halves of characters, marks that turn the reading direction, and what no file of a spreadsheet may hold.
_HIDDEN = re.compile("[\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+")
_ADDRESS_LIKE = re.compile(r"\S+@\S+\.\S+")
_FAMILY_FIRST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")


def tidy(text: str, longest: int = LONGEST_NAME) -> str:
    """Return the text as one line of at most `longest` characters, the last one … where it was cut."""
    start = text[: longest * 20]  # a cell can be of any size
    line = _BREAKS.sub(" ", _HIDDEN.sub("", start)).strip()
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def without_symbols(text: str) -> str:
    """Return the text without emoji, as a name on LinkedIn is decorated with them."""
    kept = (c for c in text if unicodedata.category(c) not in ("So", "Sk", "Cf") and not _is_selector(c))
    return " ".join("".join(kept).split())


def find_name(*texts: str) -> str:
    """Return the first text that can be a name: with a letter in it, and no address; "" where none can."""
    lines = (tidy(text) for text in texts)
    return next((line for line in lines if _is_name(line)), "")


def full_name(given: str, middle: str, family: str) -> str:
    """Return the parts as one name; the family's first where Chinese, Japanese or Korean is written."""
    parts = [tidy(part) for part in (given, middle, family)]
    if parts[0] and parts[2] and all(_FAMILY_FIRST.fullmatch(part) for part in parts if part):
        parts = [parts[2], parts[0], parts[1]]
    return " ".join(filter(None, parts))


def about(*parts: str, by: str = "; ") -> str:
    """Return what is known of somebody as one line, in this order."""
    return tidy(by.join(filter(None, (tidy(part, LONGEST_ABOUT) for part in parts))), LONGEST_ABOUT)


def _is_name(line: str) -> bool:
    return any(c.isalpha() for c in line) and not _ADDRESS_LIKE.fullmatch(line)


def _is_selector(character: str) -> bool:
    """Whether it only says how the character before it looks (variation selectors)."""
    return "\ufe00" <= character <= "\ufe0f"
