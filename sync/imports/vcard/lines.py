"""A vCard file cut into cards, and a card into its lines: folded, softly broken, with pictures in between.

RFC 6350 and RFC 2425 fold by a blank at the start of a line; vCard 2.1 breaks quoted-printable text by ``=``
at the end of one, and writes a picture's letters without either.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sync.imports.typed.decoding import split_lines

_EDGE = re.compile(r"\s*(BEGIN|END)\s*:\s*VCARD\s*", re.IGNORECASE)
_PICTURE = re.compile(r"[A-Za-z0-9+/=\s]*")
_IN_LETTERS = re.compile(r"BASE64|ENCODING=B(?![A-Z])")
_EMBEDDED = re.compile(r"(?:[\w-]+\.)?AGENT\b[^:]*:\s*", re.IGNORECASE)


class Line(NamedTuple):
    """A whole line of a card, and the number of the line of the file on which it begins."""

    number: int
    text: str


class Card(NamedTuple):
    """The lines between BEGIN and END; `is_whole` is false where there was no END before the next card."""

    number: int
    lines: list[Line]
    is_whole: bool


def cut_cards(text: str) -> Iterator[Card | Line]:
    """Yield the cards, and each line that stands in none. A card within a card (AGENT) is passed over."""
    card: Card | None = None
    depth = 0
    for line in _unfold(text):
        edge = _EDGE.fullmatch(line.text)
        begins = bool(edge and edge[1].upper() == "BEGIN")
        if depth:
            depth += (1 if begins else -1) if edge else 0
        elif card and begins and card.lines and _EMBEDDED.fullmatch(card.lines[-1].text):
            depth = 1
        elif begins:
            if card:
                yield card
            card = Card(line.number, [], is_whole=False)
        elif card and edge:
            yield card._replace(is_whole=True)
            card = None
        elif card:
            card.lines.append(line)
        else:
            yield line
    if card:
        yield card


def _unfold(text: str) -> Iterator[Line]:
    """Yield the whole lines that are not empty; a picture is cut short to its first line."""
    start, parts = 0, [""]
    softly = letters = False
    for number, physical in enumerate(split_lines(text), 1):
        line = physical.rstrip("\r\n")
        if softly and parts[-1].endswith("=") and not _EDGE.fullmatch(line):
            parts[-1] = parts[-1][:-1]
            parts.append(line)
        elif line[:1] in (" ", "\t"):
            if not letters:
                parts.append(line[1:])
        elif not (letters and line and _PICTURE.fullmatch(line)):
            if whole := "".join(parts):
                yield Line(start, whole)
            start, parts = number, [line]
            head = line.partition(":")[0].upper()
            softly, letters = "QUOTED-PRINTABLE" in head, bool(_IN_LETTERS.search(head))
    if whole := "".join(parts):
        yield Line(start, whole)
