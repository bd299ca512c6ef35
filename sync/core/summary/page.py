"""What the templates show: people and problems as the entries of a page, in words, cut to size."""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from sync.core.contacts import Look, Problem
from sync.core.dates.reading import format_day
from sync.core.due.memory import How, Memory, Why
from sync.core.people import Person
from sync.core.problems import is_news
from sync.core.summary import phrases as words
from sync.core.summary.starters import (
    Link,
    Starter,
    find_first_name,
    find_links,
    quote_note,
    shorten,
    show_note,
)

FAULTS = 25
LONGEST_EXCERPT, LONGEST_NAME, LONGEST_IN_SUBJECT, LONGEST_ON_BUTTON, LONGEST_NOTICE = 110, 80, 40, 24, 300


class Shown(NamedTuple):
    """Somebody as a list shows them: how they are, how we know, what to write about, and the links."""

    name: str
    state: str
    is_late: bool
    touch: str
    note: str
    links: tuple[Link, ...]
    to_whom: str
    row: str
    row_link: str


class Fault(NamedTuple):
    """A problem as the list shows it."""

    row: str
    row_link: str
    who: str
    what: str
    cure: str


class Section(NamedTuple):
    """A list with its full count; `rest` says how many more there are than shown, "" if none."""

    title: str
    size: str
    entries: tuple[Shown, ...] | tuple[Fault, ...]
    rest: str = ""
    above: str = ""


class Share(NamedTuple):
    """How many are in touch, in words and in percent."""

    percent: int
    text: str


class Page(NamedTuple):
    """All of the summary, in the order in which it is read."""

    subject: str
    answer: str
    preheader: str
    notices: tuple[str, ...]
    guide: tuple[str, ...]
    cards: tuple[Section, ...]
    lines: tuple[Section, ...]
    problems: Section
    totals: tuple[tuple[str, str], ...]
    total: str
    share: Share | None
    advice: str
    origin: str
    sheet_link: str


class Writing(NamedTuple):
    """What every entry needs to know: the owner's templates, and how much of each list is shown."""

    look: Look
    subject: str
    opening: str
    scale: float

    def day(self, day: date | None) -> str:
        """Return the day in words, "" for none."""
        return words.say_day(day, self.look.table.locale, self.look.today) if day else ""

    def number(self, number: int) -> str:
        """Return the number as the sheet's locale writes it."""
        return words.say_number(number, self.look.table.locale)

    def row_link(self, row: int | None) -> str:
        """Return the link to the row, to the sheet for None, "" where there is no address."""
        link = _safe(self.look.table.link)
        return f"{link}&range=A{row}" if link and row else link

    def room(self, most: int) -> int:
        """Return how many of a list of at most `most` are shown."""
        return max(1, int(most * self.scale))

    def rest(self, count: int) -> str:
        """Return what to say of those not shown."""
        return words.say_rest(count, self.look.table.locale) if count else ""


def list_people(
    title: str,
    people: Sequence[Person],
    most: int,
    writing: Writing,
    make: Callable[[Person, Writing], Shown],
) -> Section:
    """Return the section of the people, as many as there is room for."""
    shown = people[: writing.room(most)]
    entries = tuple(make(person, writing) for person in shown)
    return Section(title, writing.number(len(people)), entries, writing.rest(len(people) - len(shown)))


def make_card(person: Person, writing: Writing) -> Shown:
    """Return all of somebody to write to."""
    memory, due, today = person.memory, person.due, writing.look.today
    locale = writing.look.table.locale
    in_touch = memory.in_touch if memory else None
    told = in_touch if memory and memory.how == How.NOTE else None
    starter = Starter(
        writing.subject,
        writing.opening,
        name_of(person.name),
        quote_note(person.note, told, locale),
        writing.day(in_touch),
    )
    return Shown(
        name=name_of(person.shown),
        state=words.say_state(due, today, locale) if due else "",
        is_late=due is not None and due < today,
        touch=_say_touch(memory, writing) if memory else "",
        note=show_note(person.note, told, locale),
        links=find_links(person.emails, person.phone, starter),
        to_whom=shorten(find_first_name(person.name) or name_of(person.shown), LONGEST_ON_BUTTON),
        row=words.say_row(person.row, locale),
        row_link=writing.row_link(person.row),
    )


def _say_touch(memory: Memory, writing: Writing) -> str:
    return words.say_touch(memory, writing.day(memory.in_touch), is_new=is_new(memory, writing.look))


def make_line(person: Person, writing: Writing) -> Shown:
    """Return somebody who is not yet to be written to: the same in one line or two."""
    card = make_card(person, writing)
    return card._replace(touch="", note=shorten(" ".join(card.note.split()), LONGEST_EXCERPT))


def make_back(person: Person, writing: Writing) -> Shown:
    """Return somebody who is back in touch, with the evidence."""
    memory, look = person.memory, writing.look
    noticed = (memory and memory.noticed) or look.today
    before = format_day(memory.before, look.table.locale) if memory and memory.before else ""
    touch = writing.day(memory.in_touch) if memory else ""
    state = words.say_evidence(memory and memory.how, touch, writing.day(noticed), before)
    return make_card(person, writing)._replace(state=state, touch="", note="", links=())


def list_problems(problems: tuple[Problem, ...], writing: Writing) -> Section:
    """Return the section of what is to be put right in the sheet."""
    shown = problems[: writing.room(FAULTS)]
    entries = tuple(
        Fault(
            words.say_row(problem.row, writing.look.table.locale),
            writing.row_link(problem.row) if problem.row else "",
            name_of(problem.who),
            shorten(line_of(problem.what), LONGEST_NOTICE),
            _sentence(shorten(line_of(problem.cure), LONGEST_NOTICE)),
        )
        for problem in shown
    )
    rest = writing.rest(len(problems) - len(shown))
    return Section(words.PROBLEMS, writing.number(len(problems)), entries, rest)


def is_new(memory: Memory | None, look: Look) -> bool:
    """Return whether somebody was eased in since the last summary."""
    if memory is None or memory.why != Why.EASED or memory.paused or memory.before:
        return False
    return is_news(memory, memory.noticed, look)


def name_of(text: str, length: int = LONGEST_NAME) -> str:
    """Return a name or title as one line that is not too long."""
    return shorten(line_of(text), length)


def line_of(text: str) -> str:
    """Return the text as one line without control characters: it may become a mail header."""
    return " ".join("".join(" " if _is_control(character) else character for character in text).split())


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


def _safe(link: str) -> str:
    """Return the link if it is one that may stand in the mail, else ""."""
    return link if link.startswith(("https://", "http://")) else ""
