"""Cards and lines: people and problems as the entries of the page, in words, cut to size (section 6)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sync.core.cell_names import letters
from sync.core.contacts.columns import Columns
from sync.core.contacts.contacts import Look, Problem
from sync.core.contacts.headers import DUE, NOTE
from sync.core.dates.reading import format_day
from sync.core.due.memory.memory import How, Memory
from sync.core.plan.people import Person
from sync.core.summary import phrases
from sync.core.summary.links import AnswerLinks, Draft, Link, make_link
from sync.core.summary.lists import is_new
from sync.core.summary.names import LONGEST_NAME, call, one_line, set_apart, shorten
from sync.core.summary.notes import quote_note, show_note
from sync.core.summary.page import Action, Card, Line, Section

WAYS, FAULTS = 12, 25
"""How many ways to reach somebody, and how many rows with problems, are shown."""
LONGEST_EXCERPT, LONGEST_NOTICE, LONGEST_WAY = 110, 300, 60
_OF_NO_ROW = -1
_UNBROKEN = "\N{NO-BREAK SPACE}"


class Writing(NamedTuple):
    """What every entry needs to know.

    The owner's templates, the links that answer the summary by row, and how much of each list is shown.
    """

    look: Look
    columns: Columns
    subject: str
    opening: str
    answers: Mapping[int, AnswerLinks]
    scale: float

    @property
    def locale(self) -> str | None:
        """The sheet's locale."""
        return self.look.table.locale

    def say_day(self, day: date | None) -> str:
        """Return the day in words, "" for none."""
        return phrases.say_day(day, self.locale, self.look.today) if day else ""

    def say_state(self, person: Person) -> str:
        """Return how long overdue somebody is, or when due, "" where that is not known."""
        return phrases.say_state(person.due, self.look.today, self.locale) if person.due else ""

    def say_touch(self, memory: Memory | None) -> str:
        """Return when somebody was last in touch and how that is known, "" where nobody is named."""
        if memory is None:
            return ""
        day = self.say_day(memory.in_touch)
        return phrases.say_touch(memory, day, is_new=is_new(memory, self.look))

    def make_cell_link(self, row: int | None, field: str = "") -> str:
        """Return the link to the row or to a cell of it, to the sheet for None, "" where there is none."""
        link = self.look.table.link
        if not link.startswith("https://"):
            return ""
        column = self.columns.places.get(field, 0)
        return f"{link}&range={letters(column)}{row}" if row else link

    def find_room(self, most: int) -> int:
        """Return how many of a list of at most `most` are shown."""
        return max(1, int(most * self.scale))


def list_people(
    title: str, people: Sequence[Person], most: int, writing: Writing, make: Callable[[Person, Writing], Line]
) -> Section:
    """Return the section of the people, as many as there is room for."""
    lines = tuple(make(person, writing) for person in people[: writing.find_room(most)])
    return Section(title, *_count(len(people), lines, writing))


def list_problems(problems: Iterable[Problem], writing: Writing) -> Section:
    """Return the section of what is to be put right in the sheet: one line a row."""
    rows: dict[tuple[int | None, str], list[Problem]] = {}
    for place, problem in enumerate(problems):
        row = problem.row if problem.row is not None else _OF_NO_ROW - place
        rows.setdefault((row, problem.who), []).append(problem)
    shown = list(rows.values())[: writing.find_room(FAULTS)]
    lines = tuple(_make_problem_line(found, writing) for found in shown)
    return Section(phrases.PROBLEMS, *_count(len(rows), lines, writing))


def _count(
    count: int, lines: tuple[Line, ...], writing: Writing
) -> tuple[str, tuple[Line, ...], tuple[str, ...]]:
    """Return the full count, the lines, and how many more there are than those."""
    rest = count - len(lines)
    return (
        phrases.say_number(count, writing.locale),
        lines,
        (phrases.say_rest(rest, writing.locale),) if rest else (),
    )


def make_card(person: Person, writing: Writing, wrong: str) -> Card:
    """Return all of somebody to write to; `wrong` says what is wrong with their address, "" if nothing is."""
    memory, today = person.memory, writing.look.today
    links = _make_links(person, writing, _make_draft(person, writing))
    best = next((link for link in links if link.href), None)
    name = call(person.name, person.shown)
    return Card(
        name=_name(person.shown),
        state=writing.say_state(person),
        is_late=person.due is not None and person.due < today,
        touch=writing.say_touch(memory),
        note=show_note(person.note, _find_told(memory), writing.locale),
        button=Action(phrases.say_button(best.does, name), best.href) if best else None,
        address=best.shown if best else "",
        missing="" if links else shorten(one_line(wrong), LONGEST_NOTICE) or phrases.NO_WAY,
        ways=tuple(_name_ways(links, best)),
        plain_ways=tuple(_name_in_words(links)),
        actions=tuple(_make_actions(person, writing)),
        row=phrases.say_row(person.row),
    )


def make_line(person: Person, writing: Writing) -> Line:
    """Return somebody in one line: the name, the days, the best way, and how to be done."""
    touch = "" if person.memory and person.memory.in_touch else writing.say_touch(person.memory)
    line = make_dated(person, ", ".join(filter(None, (writing.say_state(person), touch))), writing)
    answers = writing.answers.get(person.row)
    done = (
        Action(phrases.DONE, answers.done)
        if answers
        else Action(line.row, writing.make_cell_link(person.row, DUE))
    )
    return line._replace(links=(*line.links[:-1], done))


def make_new(person: Person, writing: Writing) -> Line:
    """Return somebody new on the list, with the beginning of the note."""
    note = shorten(one_line(person.note), LONGEST_EXCERPT)
    text = ": ".join(filter(None, (writing.say_state(person), note)))
    return make_line(person, writing)._replace(text=text)


def make_back(person: Person, writing: Writing) -> Line:
    """Return somebody back in touch, with the evidence; after a mail or an answer a link to the note."""
    memory, look = person.memory, writing.look
    if memory is None:
        return _make_bare_line(person, "", writing)
    noticed = writing.say_day(memory.noticed or look.today)
    before = format_day(memory.before, writing.locale) if memory.before else ""
    text = phrases.say_evidence(memory, writing.say_day(memory.in_touch), noticed, before)
    line = _make_bare_line(person, text, writing)
    if memory.how not in {How.LETTER, How.ANSWER} or NOTE not in writing.columns.places:
        return line
    talked = Action(phrases.TALKED, writing.make_cell_link(person.row, NOTE))
    return line._replace(links=(talked, *line.links), plain=phrases.TALKED)


def make_dated(person: Person, text: str, writing: Writing) -> Line:
    """Return somebody in one line with what is to be said of a day, and the best way to reach them."""
    line = _make_bare_line(person, text, writing)
    links = _make_links(person, writing)[:1]
    best = [Action(link.shown, link.href) for link in links]
    return line._replace(links=(*best, *line.links), plain="".join(_name_in_words(links)))


def _make_bare_line(person: Person, text: str, writing: Writing) -> Line:
    row = phrases.say_row(person.row)
    return Line(_name(person.shown), text, (Action(row, writing.make_cell_link(person.row)),), "", row)


def _make_problem_line(problems: Sequence[Problem], writing: Writing) -> Line:
    told = (
        ": ".join(shorten(one_line(part), LONGEST_NOTICE) for part in (problem.what, problem.cure))
        for problem in problems
    )
    row, text = problems[0].row, phrases.make_sentence("; ".join(told))
    if row is None:
        return Line("", text, (), "", "")
    label = phrases.say_row(row)
    return Line(_name(problems[0].who), text, (Action(label, writing.make_cell_link(row)),), "", label)


def _make_draft(person: Person, writing: Writing) -> Draft:
    memory = person.memory
    note = quote_note(person.note, _find_told(memory), writing.locale)
    since = writing.say_day(memory.in_touch if memory else None)
    return Draft(writing.subject, writing.opening, person.name, note, since)


def _make_links(person: Person, writing: Writing, draft: Draft | None = None) -> list[Link]:
    """Return the links for the ways to reach somebody, each once, the best first."""
    once: dict[str, Link] = {}
    for way in person.ways[: writing.find_room(WAYS)]:
        link = make_link(way, draft)
        once.setdefault(link.href or link.shown, link._replace(shown=shorten(link.shown, LONGEST_WAY)))
    return list(once.values())


def _name_ways(links: Sequence[Link], best: Link | None) -> Iterator[Action]:
    """Yield the ways other than the best; a number that was just shown is not repeated, and none broken."""
    for before, link in zip([best, *links], links, strict=False):
        if link is not best:
            shown = link.shown.replace(" ", _UNBROKEN) if link.does == phrases.CALL else link.shown
            is_shown = before and link.shown == before.shown
            yield Action(link.does if is_shown else f"{link.does} {shown}", link.href)


def _name_in_words(links: Sequence[Link]) -> Iterator[str]:
    """Yield the ways as they are written where nothing can be clicked: ``Call or text: 029 2018 0456``."""
    for shown, same in groupby(links, key=lambda link: link.shown):
        yield f"{phrases.join_ways([link.does for link in same])}: {shown}"


def _make_actions(person: Person, writing: Writing) -> Iterator[Action]:
    """Yield how to be done with somebody: by an answer, or in the sheet."""
    answers = writing.answers.get(person.row)
    due = writing.make_cell_link(person.row, DUE)
    if answers:
        yield Action(phrases.DONE, answers.done)
        yield Action(phrases.SNOOZE, answers.snooze)
    if NOTE in writing.columns.places and (note := writing.make_cell_link(person.row, NOTE)):
        yield Action(phrases.ADD_TO_NOTE, note)
    if not answers and due:
        yield Action(phrases.NEXT_DUE, due)


def _find_told(memory: Memory | None) -> date | None:
    """Return the day last in touch where the note tells it."""
    return memory.in_touch if memory and memory.how == How.NOTE else None


def _name(text: str) -> str:
    return set_apart(shorten(one_line(text), LONGEST_NAME))
