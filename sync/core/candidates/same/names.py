"""Do two names agree? Words are compared as a set, whole; no score of likeness decides (section 11)."""

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from sync.core.candidates.same.nicknames import may_be_called
from sync.core.candidates.same.words import find_words

_MOST_WORDS = 8
"""A longer name agrees with its equal only: it is a sentence."""
_FULL = 3
"""Han or Hangul characters that are a whole name without a space."""


class Name(NamedTuple):
    """A name as it is compared: its words, plain and spelt out, and the forms in which it may be equal."""

    words: tuple[str, ...]
    spelt: tuple[str, ...]
    keys: frozenset[str]

    @property
    def is_full(self) -> bool:
        """Whether it is more than one word; such a name never decides alone."""
        return len(self.words) > 1 or (len(self.plain) >= _FULL and all(map(_is_unspaced, self.plain)))

    @property
    def plain(self) -> str:
        """The words in one line."""
        return " ".join(self.words)


class Agreement(IntEnum):
    """How far two names agree, the better the more."""

    NONE = 0
    PART = 1
    """All words of one are in the other: ``Mary Jones`` and ``Mary Jones-Brown``."""
    ALIKE = 2
    """The same but for an initial, a nickname, or a middle name that only one of them tells."""
    EQUAL = 3


def read_name(text: str) -> Name:
    """Return the name as it is compared; one without letters has no words and agrees with nothing."""
    pairs = find_words(text)
    words, spelt = tuple(plain for plain, _ in pairs), tuple(full for _, full in pairs)
    # In the order of the alphabet, and without spaces: `Li Wei` is `Wei Li`, `Van der Berg` is `Vanderberg`.
    keys = {form for way in (words, spelt) for form in (" ".join(sorted(way)), "".join(way))}
    return Name(words, spelt, frozenset(keys - {""}))


def compare(one: Name, other: Name) -> Agreement:
    """Return how far the two names agree."""
    if not one.keys.isdisjoint(other.keys):
        return Agreement.EQUAL
    short, long = (one, other) if len(one.words) <= len(other.words) else (other, one)
    if not short.words or len(long.words) > _MOST_WORDS:
        return Agreement.NONE
    unmatched, left, is_any_whole = _match_equal(short, long)
    if not is_any_whole:
        return Agreement.NONE
    if len(short.words) > 1 and _pair_off(unmatched, left, long.words):
        return Agreement.ALIKE
    return Agreement.NONE if unmatched else Agreement.PART


def compare_any(names: Iterable[Name], others: Iterable[Name]) -> tuple[Agreement, bool]:
    """Return how far any two of the names agree at best, and whether these are full names."""
    others = tuple(others)
    pairs = ((one, other) for one in names for other in others)
    found = ((compare(one, other), one.is_full and other.is_full) for one, other in pairs)
    return max(found, default=(Agreement.NONE, False))


def _match_equal(short: Name, long: Name) -> tuple[list[str], list[int], bool]:
    """Match equal words: return what is left of the short name, the places left in the long one.

    And whether any equal word was a whole one, no initial.
    """
    unmatched, left, is_any_whole = [], list(range(len(long.words))), False
    for word, spelt in zip(short.words, short.spelt, strict=True):
        forms = {word, spelt}
        place = next((at for at in left if long.words[at] in forms or long.spelt[at] in forms), None)
        if place is None:
            unmatched.append(word)
        else:
            left.remove(place)
            is_any_whole = is_any_whole or len(word) > 1 or _is_unspaced(word)
    return unmatched, left, is_any_whole


def _pair_off(unmatched: list[str], left: list[int], words: tuple[str, ...]) -> bool:
    """Return whether each word may stand for another one of those left, so that only middle names remain."""
    if not unmatched:
        return all(0 < place < len(words) - 1 for place in left)
    first, *rest = unmatched
    return any(
        _pair_off(rest, [other for other in left if other != place], words)
        for place in left
        if _may_be(first, words[place])
    )


def _may_be(one: str, other: str) -> bool:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    is_initial = len(short) == 1 and short.upper() != short.lower()
    return long.startswith(short) if is_initial else may_be_called(one, other)


def _is_unspaced(character: str) -> bool:
    """Return whether it is Han or Hangul: a name in these is written without spaces."""
    return "\u3400" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7af"
