"""Which link is offered for a way to reach somebody, and what a mail is started with (design.md, section 6).

A link is made of checked parts and percent-encoded, so that nothing from the sheet adds a recipient, a header
or a scheme (RFC 6068, RFC 3966, RFC 5724). A draft holds nothing of the note, unless the owner's own template
asks for it.
"""

from string import Formatter
from typing import NamedTuple
from urllib.parse import quote

from sync.core.contacts.reach import By, Way
from sync.core.summary import phrases
from sync.core.summary.names import find_first_name, one_line, shorten

SUBJECTS = ("Hello, {first_name}", "Hello")
OPENINGS = (
    "Hi {first_name},\n\nYou came to mind today. How are you?",
    "Hello,\n\nYou came to mind today. How are you?",
)
"""The first whose every placeholder has something to say is taken: a greeting, and nothing of the note."""
FIELDS = ("first_name", "note", "since")
"""What a template may name in braces."""
LONGEST_QUOTED = 140
"""Characters of the note in a draft: links have a length that mail programs still take."""


class Draft(NamedTuple):
    """What a mail is started with: the owner's templates, "" for the usual ones, and what fills them."""

    subject: str
    opening: str
    name: str
    note: str
    since: str


class Link(NamedTuple):
    """What is offered: what it does, the address or number to be seen, and where it leads."""

    does: str
    shown: str
    href: str


class AnswerLinks(NamedTuple):
    """The links that answer the summary about one person: in touch, and another day (section 10)."""

    done: str
    snooze: str


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


def make_link(way: Way, draft: Draft | None = None) -> Link:
    """Return the link for a way to reach somebody; without a draft a mail is an empty one."""
    shown = one_line(way.shown)
    match way.by:
        case By.EMAIL:
            return Link(phrases.WRITE, shown, make_mailto(way.target, draft))
        case By.CALL:
            return Link(phrases.CALL, shown, f"tel:{way.target}")
        case By.TEXT:
            return Link(phrases.TEXT, shown, f"sms:{way.target}")
        case By.WHATSAPP:
            return Link(phrases.WHATSAPP, shown, way.target)
    return Link(phrases.NETWORKS[way.network], shown, way.target)


def make_mailto(address: str, draft: Draft | None = None) -> str:
    """Return the link that opens a mail to one address, with the subject and the first lines of the draft."""
    to = f"mailto:{_encode(address, '@')}"
    if draft is None:
        return to
    values = {
        "first_name": find_first_name(one_line(draft.name)),
        "note": shorten(" ".join(draft.note.split()), LONGEST_QUOTED),
        "since": draft.since,
    }
    subject = _fill((draft.subject, *SUBJECTS), values)
    body = "\r\n".join(_fill((draft.opening, *OPENINGS), values).splitlines())
    return f"{to}?subject={_encode(' '.join(subject.split()))}&body={_encode(body)}"


def _fill(templates: tuple[str, ...], values: dict[str, str]) -> str:
    """Return the first template whose every placeholder has something to say, filled."""
    for template in filter(None, templates):
        fields = [field for _, field, _, _ in Formatter().parse(template) if field is not None]
        if all(values[field] for field in fields):
            return template.format_map(values)
    return ""


def _encode(text: str, safe: str = ",") -> str:
    return quote(text, safe=safe, errors="replace")
