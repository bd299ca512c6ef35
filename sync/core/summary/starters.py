"""One tap to write: the links that open a mail, a call or a text message (design.md, section 6).

A link is made of checked parts and percent-encoded, so that nothing from the sheet adds a recipient, a header
or a scheme (RFC 6068, RFC 3966, RFC 5724).
"""

import re
from datetime import date
from string import Formatter
from typing import NamedTuple
from unicodedata import decimal
from urllib.parse import quote

from sync.core.dates.locales import normalise
from sync.core.dates.reading import find_dates
from sync.core.dates.written import find_wording
from sync.core.summary import phrases as words

FIELDS = ("first_name", "note", "since")
"""What a template may name in braces."""

LONGEST_ADDRESS = 254  # RFC 5321
LONGEST_NOTE = 140
"""Characters of the note in a mail's opening: links have a length that mail programs still take."""
LONGEST_SHOWN, MOST_LINES = 600, 10
"""Characters and lines of a note that is shown."""
_FAR_FROM_ENDS = 200
_SHORTEST_NUMBER = 3
_TITLES = frozenset(
    {"dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "rev", "herr", "frau"}
)
_KIN = frozenset({"aunt", "auntie", "uncle", "grandma", "grandpa", "granny", "cousin"})
_COUPLED = (["and"], ["&"], ["+"])
_AFTER_NAMES = frozenset({"phd", "md", "mba", "jr", "sr", "esq", "ii", "iii", "iv"})
_BETWEEN_NUMBERS = re.compile(r"[,;|]|\s/\s|[^\W\d_]+")


_BEFORE_DATE, _AFTER_DATE = "-*•‣▪·●○◦([ \t", " \t:,;.)]-–—"
_REACH = 160


class Link(NamedTuple):
    """What a button does: `label` is one of ``WRITE``, ``CALL`` and ``TEXT`` in `words`."""

    label: str
    href: str


class Starter(NamedTuple):
    """What a mail is started with: the owner's templates, "" for the usual ones, and what fills them."""

    subject: str
    opening: str
    name: str
    note: str
    since: str


def check_template(text: str) -> str | None:
    """Return what is wrong with a template of the owner's, None if nothing is."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return "a brace is open or alone; write {{ or }} for a brace as such"
    for _, field, spec, conversion in parts:
        if field is not None and (field not in FIELDS or spec or conversion):
            known = ", ".join(f"{{{name}}}" for name in FIELDS)
            return f"{{{field}}} is not known; there are {known}"
    return None


def find_links(emails: tuple[str, ...], phone: str, starter: Starter) -> tuple[Link, ...]:
    """Return the best way to reach somebody first: a mail, else a call and a text, else none."""
    address = next((email for email in emails if len(email) <= LONGEST_ADDRESS), None)
    if address:
        return (Link(words.WRITE, make_mailto(address, starter)),)
    number = find_number(phone)
    return (Link(words.CALL, f"tel:{number}"), Link(words.TEXT, f"sms:{number}")) if number else ()


def make_mailto(address: str, starter: Starter) -> str:
    """Return the link that opens a mail to one address with its subject and its first lines."""
    values = {
        "first_name": find_first_name(starter.name),
        "note": shorten(" ".join(starter.note.split()), LONGEST_NOTE),
        "since": starter.since,
    }
    subject = _fill((starter.subject, words.SUBJECT_NAMED, words.SUBJECT), values)
    body = "\r\n".join(_fill((starter.opening, *words.OPENINGS), values).splitlines()) + "\r\n"
    return f"mailto:{_encode(address, '@')}?subject={_encode(' '.join(subject.split()))}&body={_encode(body)}"


def show_note(note: str, day: date | None, locale: str | None) -> str:
    """Return the note for reading; a long one from the line that tells the `day` last in touch, and cut."""
    lines = _lines(note)
    whole = "\n".join(lines)
    if len(lines) <= MOST_LINES and len(whole) <= LONGEST_SHOWN:
        return whole
    first = _find_telling(lines, day, locale) or 0
    shown = shorten("\n".join(lines[first : first + MOST_LINES]), LONGEST_SHOWN)
    is_cut = len(lines) > first + MOST_LINES and not shown.endswith("…")
    return ("…\n" if first else "") + shown + ("\n…" if is_cut else "")


def quote_note(note: str, day: date | None, locale: str | None) -> str:
    """Return what the opening quotes of the note, without the date before it.

    That is the line which tells the `day` last in touch, where one does, else the note from its beginning.
    """
    lines = _lines(note)
    first = _find_telling(lines, day, locale)
    line = next(iter(lines[first:]), "") if first is not None else " ".join(lines)
    plain = line.lstrip(_BEFORE_DATE)
    folded = normalise(plain[:_REACH])
    wording = find_wording(folded, 0, locale) if len(folded) == len(plain[:_REACH]) else None
    return (plain[wording.end :].lstrip(_AFTER_DATE) if wording else line) or line


def _lines(note: str) -> list[str]:
    return [line.strip() for line in note.splitlines() if line.strip()]


def _find_telling(lines: list[str], day: date | None, locale: str | None) -> int | None:
    """Return the place of the line that tells the day; of a long note, only both ends are looked at."""
    if day is None:
        return None
    near_ends = (place for place in range(len(lines)) if min(place, len(lines) - place) <= _FAR_FROM_ENDS)
    return next((place for place in near_ends if _tells(lines[place], day, locale)), None)


def _tells(line: str, day: date, locale: str | None) -> bool:
    written = find_dates(line, locale)
    return any(found[:2] == (day.day, day.month) and found.year in {None, day.year} for found in written)


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


def find_number(phone: str) -> str:
    """Return the first number that can be dialled, its digits after a leading +, or ""."""
    for part in _BETWEEN_NUMBERS.split(phone):
        is_international = re.match(r"\W*\+", part)
        plain = part.replace("(0)", "") if is_international else part
        digits = "".join(str(decimal(character)) for character in plain if character.isdecimal())
        if len(digits) >= _SHORTEST_NUMBER:
            return ("+" if is_international else "") + digits
    return ""


def shorten(text: str, length: int) -> str:
    """Return the text, cut between two words with "…" where it is longer than `length`."""
    if len(text) <= length:
        return text
    cut = text[:length]
    head, space, tail = cut.rpartition(" ")
    return (head if space and len(tail) <= length // 4 else cut).rstrip(" \n.,;:\u200d") + "…"


def _fill(templates: tuple[str, ...], values: dict[str, str]) -> str:
    """Return the first template whose every placeholder has something to say, filled."""
    for template in filter(None, templates):
        fields = [field for _, field, _, _ in Formatter().parse(template) if field is not None]
        if all(values[field] for field in fields):
            return template.format_map(values)
    return ""


def _encode(text: str, safe: str = "") -> str:
    return quote(text, safe=safe, errors="replace")
