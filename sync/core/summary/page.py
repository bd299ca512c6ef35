"""The page: all that a summary shows, as plain values, in the order in which it is read."""

from typing import NamedTuple


class Action(NamedTuple):
    """What a link says and where it leads; `href` is "" for words that lead nowhere."""

    label: str
    href: str = ""


class Card(NamedTuple):
    """All of somebody to write to.

    Who, how late, since when in touch and how that is known; the lines of the note; the best way as a button
    and what is to be seen of it, or `missing`, why there is no way; the other ways; how to be done with it.
    `plain_ways` say the same as button and ways, in words alone.
    """

    name: str
    state: str
    is_late: bool
    touch: str
    note: tuple[str, ...]
    button: Action | None
    address: str
    missing: str
    ways: tuple[Action, ...]
    plain_ways: tuple[str, ...]
    actions: tuple[Action, ...]
    row: str


class Line(NamedTuple):
    """Somebody in one line: `text` after the name, then links; `plain` says in words where they lead."""

    name: str
    text: str
    links: tuple[Action, ...]
    plain: str
    row: str


class Section(NamedTuple):
    """A list with its full count; `ends` say what is not in it: how many more, and where they are."""

    title: str
    size: str
    lines: tuple[Line, ...]
    ends: tuple[str, ...] = ()


class Share(NamedTuple):
    """How many are in touch, in words and in percent."""

    percent: int
    text: str


class Page(NamedTuple):
    """All of the summary.

    `first` stands above the cards, `sections` below them. `above_cards` is a heading where the first words
    are about something else. `preheader` is what a mail program shows beside the subject.
    """

    subject: str
    preheader: str
    answer: str
    sentence: str
    share: Share | None
    notices: tuple[str, ...]
    first: tuple[Section, ...]
    above_cards: str
    cards: tuple[Card, ...]
    sections: tuple[Section, ...]
    totals: str
    advice: str
    links: tuple[Action, ...]
    guide: tuple[str, ...]
    origin: str
    sheet_link: str
