"""From the plan to the mail: subject, text and HTML, from one page of plain values (design.md, section 6).

Whoever is not shown costs next to nothing: people are filtered and sorted as columns, and only those that a
list has room for become entries of the page.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from sync.core.contacts import Look
from sync.core.due.memory import How, Memory, Why
from sync.core.people import COMING_UP, OVERDUE, PAUSED, STATUSES, UNREADABLE, Person
from sync.core.plan import Plan
from sync.core.problems import is_news
from sync.core.summary import phrases as words
from sync.core.summary.page import (
    LONGEST_IN_SUBJECT,
    LONGEST_NOTICE,
    Page,
    Section,
    Share,
    Writing,
    is_new,
    line_of,
    list_people,
    list_problems,
    make_back,
    make_card,
    make_line,
    name_of,
)
from sync.core.summary.render import render_html, render_text
from sync.core.summary.starters import shorten
from sync.core.urgency import sort_by_day, sort_by_urgency

LARGEST = 100_000
"""Bytes of HTML: a little more, and Gmail cuts the mail off."""
SCALES = (1.0, 0.6, 0.35, 0.2, 0.1, 0.05)
"""How much of each list is shown: the first of these with which the mail is small enough."""
CARDS, LINES = 30, 20
NAMED = 5
"""People named in the line that a mail program shows beside the subject."""


class Occasion(NamedTuple):
    """What a summary says beside the plan.

    `until` is the day of the next summary; `is_first` tells that there was none before. `unwritten` says why
    the sheet could not be written, `trouble` what else went wrong. `subject` and `opening` are the owner's
    templates for a mail to a contact, "" for the usual ones.
    """

    sheet_name: str
    until: date
    is_first: bool = False
    unwritten: str = ""
    trouble: tuple[str, ...] = ()
    subject: str = ""
    opening: str = ""


class Summary(NamedTuple):
    """The mail, the figures to record once it is accepted, and how many people there are to write to."""

    subject: str
    text: str
    html: str
    figures: dict[str, int]
    to_write: int


class _Lists(NamedTuple):
    """The people of the plan, sorted into the lists of the page, and what is recorded of them."""

    overdue: list[Person]
    soon: list[Person]
    new: list[Person]
    coming: list[Person]
    back: list[Person]
    following: list[Person]
    new_above: int
    figures: dict[str, int]

    @property
    def to_write(self) -> list[Person]:
        """The overdue and those due before the next summary, most urgent first."""
        return self.overdue + self.soon


def make_summary(plan: Plan, occasion: Occasion) -> Summary:
    """Return the summary of the plan's day; with nothing due it is the short form.

    The HTML stays under 100 KB: lists and notes are cut, with the full count stated.
    """
    lists = _find_lists(plan, occasion.until)
    for scale in SCALES:
        writing = Writing(plan.look, occasion.subject, occasion.opening, scale)
        page = _make_page(plan, lists, writing, occasion)
        html = _sound(render_html(page))
        if len(html.encode()) < LARGEST:
            break
    return Summary(page.subject, _sound(render_text(page)), html, lists.figures, len(lists.to_write))


def _find_lists(plan: Plan, until: date) -> _Lists:
    people, look, today = plan.people, plan.look, plan.look.today
    overdue = [person for person in people if person.status == OVERDUE]
    later = sort_by_day(person for person in people if person.status != OVERDUE)
    soon = [person for person in later if person.due and person.due < max(until, today + timedelta(days=1))]
    rest = later[len(soon) :]
    new = {person.row for person in people if is_new(person.memory, look)}
    new_below = [person for person in rest if person.row in new]
    return _Lists(
        overdue=sort_by_urgency(overdue, today),
        soon=soon,
        new=new_below,
        coming=[person for person in rest if person.status == COMING_UP and person.row not in new],
        back=[person for person in people if _is_back(person.memory, look)],
        following=rest[:1],
        new_above=len(new) - len(new_below),
        figures=plan.counts | _count_in_touch(people, today),
    )


def _is_back(memory: Memory | None, look: Look) -> bool:
    """Return whether evidence of contact has moved somebody's date since the last summary."""
    if memory is None or memory.why != Why.EVIDENCE or memory.paused or not (memory.due and memory.in_touch):
        return False
    if memory.told_on == memory.noticed or not is_news(memory, memory.noticed, look):
        return False
    if memory.how in {How.EDIT, How.DONE} and memory.in_touch != memory.noticed:
        return False
    return memory.how == How.DONE if memory.before is None else memory.due > memory.before


def _count_in_touch(people: Iterable[Person], today: date) -> dict[str, int]:
    """Count those in touch within their interval; nothing until a date of contact is known."""
    active = [person for person in people if person.status not in {PAUSED, UNREADABLE}]
    known = [
        (person.memory.in_touch, person.interval)
        for person in active
        if person.memory and person.memory.in_touch
    ]
    in_touch = sum(interval.after(day) >= today for day, interval in known)
    return {"in_touch": in_touch, "of": len(active)} if known else {}


def _make_page(plan: Plan, lists: _Lists, writing: Writing, occasion: Occasion) -> Page:
    subject, answer = _say_answer(plan, lists, writing)
    first = [person.shown for person in lists.to_write[:NAMED]]
    unwritten = (words.say_unwritten(occasion.unwritten),) if occasion.unwritten else ()
    return Page(
        subject=subject,
        answer=answer,
        preheader=", ".join(name_of(name, LONGEST_IN_SUBJECT) for name in first),
        notices=tuple(shorten(line_of(text), LONGEST_NOTICE) for text in (*unwritten, *occasion.trouble)),
        guide=words.GUIDE if occasion.is_first else (),
        cards=_make_cards(lists, writing, occasion.until),
        lines=_make_lines(lists, writing),
        problems=list_problems(plan.problems, writing),
        totals=tuple((words.STATUSES[status], writing.number(plan.counts[status])) for status in STATUSES),
        total=writing.number(len(plan.people)),
        share=_find_share(lists.figures, writing),
        advice=words.ADVICE[writing.look.today.toordinal() % len(words.ADVICE)],
        origin=words.say_origin(name_of(occasion.sheet_name)),
        sheet_link=writing.row_link(None),
    )


def _say_answer(plan: Plan, lists: _Lists, writing: Writing) -> tuple[str, str]:
    """Return the subject and the first sentence."""
    locale, today = writing.look.table.locale, writing.look.today
    count = len(lists.to_write)
    urgent = next(iter(lists.to_write or lists.following), None)
    if urgent is None or urgent.due is None:
        subject = words.CAUGHT_UP if sum(plan.counts.values()) else words.NOBODY
        return subject, f"{subject}."
    name, due = name_of(urgent.shown, LONGEST_IN_SUBJECT), urgent.due
    if not count:
        subject = words.say_caught_up(name, writing.day(due))
        return subject, f"{subject}."
    state = words.say_state(due, today, locale)
    return words.say_subject(count, name, state, locale), words.say_answer(count, name, state, locale)


def _make_cards(lists: _Lists, writing: Writing, until: date) -> tuple[Section, ...]:
    soon = words.say_soon(writing.day(until))
    sections = (
        list_people(title, people, CARDS, writing, make_card)
        for title, people in ((words.OVERDUE, lists.overdue), (soon, lists.soon))
    )
    return tuple(section for section in sections if section.entries)


def _make_lines(lists: _Lists, writing: Writing) -> tuple[Section, ...]:
    new = list_people(words.NEW, lists.new, LINES, writing, make_line)
    above = words.say_above(lists.new_above, writing.look.table.locale) if lists.new_above else ""
    sections = (
        new._replace(above=above),
        list_people(words.COMING_UP, lists.coming, LINES, writing, make_line),
        list_people(words.BACK, lists.back, LINES, writing, make_back),
    )
    return tuple(section for section in sections if section.entries)


def _find_share(figures: Mapping[str, int], writing: Writing) -> Share | None:
    """Return the share in touch, against that of the last summary; None until a date is known."""
    if not figures.get("of"):
        return None
    record = writing.look.table.record
    last = record.figures if record else {}
    before = words.percent(last.get("in_touch", 0), last["of"]) if last.get("of") else None
    text = words.say_share(figures["in_touch"], figures["of"], before, writing.look.table.locale)
    return Share(words.percent(figures["in_touch"], figures["of"]), text)


def _sound(text: str) -> str:
    """Return the text without halves of characters, which no mail can carry."""
    return text.encode("utf-8", "replace").decode()
