"""What to call somebody in a subject, on a button and in a line: first names, cut to size."""

import unicodedata
from collections.abc import Iterable, Sequence

LONGEST_NAME, LONGEST_FIRST_NAME = 80, 24

_TITLES = frozenset(
    {"dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "rev", "herr", "frau"}
)
_KIN = frozenset({"aunt", "auntie", "uncle", "grandma", "grandpa", "granny", "cousin"})
_COUPLED = (["and"], ["&"], ["+"])
_AFTER_NAMES = frozenset({"phd", "md", "mba", "jr", "sr", "esq", "ii", "iii", "iv"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what follows them: what stands after a name is not the name's."""
_MARK = "\u200e"
"""Left-to-right mark: without it the number after an Arabic name would stand before it (Unicode, annex 9)."""


def find_first_name(name: str) -> str:
    """Return what to call somebody: ``Ada`` for ``Dr. Ada Lovelace`` and for ``Lovelace, Ada``.

    Kin and couples keep a word more: ``Aunt Rosalind``, ``Bill and Dot``.
    """
    _, _, given = name.partition(",")
    is_given = given.strip() and given.split()[0].replace(".", "").casefold() not in _AFTER_NAMES
    parts = (given if is_given else name.replace(",", " ")).split()
    named = [part for part in parts if part.rstrip(".").casefold() not in _TITLES]
    kept = 2 if named and named[0].casefold() in _KIN else 3 if named[1:2] in _COUPLED else 1
    return " ".join((named or parts)[:kept])


def call(name: str, shown: str) -> str:
    """Return the first name, else how the person is shown, as one short line."""
    return set_apart(shorten(one_line(find_first_name(name) or shown), LONGEST_FIRST_NAME))


def call_together(people: Iterable[tuple[str, str]]) -> list[str]:
    """Return what to call several beside each other; each is a name and how the person is shown.

    Where two have the same first name, it is the whole one.
    """
    people = list(people)
    called = [call(name, shown) for name, shown in people]
    return [
        first if called.count(first) == 1 else set_apart(shorten(one_line(shown), LONGEST_FIRST_NAME))
        for first, (_, shown) in zip(called, people, strict=True)
    ]


def set_apart(name: str) -> str:
    """Return the name so that one written from right to left leaves the words and numbers around it alone."""
    return f"{_MARK}{name}{_MARK}" if runs_right_to_left(name) else name


def runs_right_to_left(text: str) -> bool:
    """Return whether anything in the text is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


def join_names(names: Sequence[str], count: int, most: int = 3) -> str:
    """Return ``Ada``, ``Ada and Ben``, ``Ada, Ben and Cy``, ``Ada, Ben, Cy and 2 more`` of `count` people."""
    shown = list(names[:most])
    if count > len(shown):
        return f"{', '.join(shown)} and {count - len(shown)} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def shorten(text: str, length: int) -> str:
    """Return the text, cut between two words with "…" where it is longer than `length`."""
    if len(text) <= length:
        return text
    cut = text[:length]
    head, space, tail = cut.rpartition(" ")
    return (head if space and len(tail) <= length // 4 else cut).rstrip(" \n.,;:\u200d") + "…"


def count_columns(text: str) -> int:
    """Return how wide the text is in columns: a Chinese character takes two."""
    return len(text) + sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)


def one_line(text: str) -> str:
    """Return the text as one line, without control characters: it may become a mail header."""
    return " ".join("".join(" " if _is_control(letter) else letter for letter in text).split())


def _is_control(letter: str) -> bool:
    return letter in _TURNING or unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"}
