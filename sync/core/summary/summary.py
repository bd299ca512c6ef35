"""From the plan to the mail: subject, text and HTML, from one page of plain values (design.md, section 6)."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from sync.core.dates.birthdays import find_birthdays_until
from sync.core.plan.people import COMING_UP, Person
from sync.core.plan.plan import Plan
from sync.core.plan.sessions import SessionDay
from sync.core.summary import phrases
from sync.core.summary.advice import explain, find_advice
from sync.core.summary.entries import (
    LONGEST_EXCERPT,
    LONGEST_NOTICE,
    Writing,
    list_people,
    list_problems,
    make_back,
    make_card,
    make_dated,
    make_line,
    make_new,
)
from sync.core.summary.links import AnswerLinks
from sync.core.summary.lists import Lists, find_lists, find_percent
from sync.core.summary.names import call, call_together, join_names, one_line, shorten
from sync.core.summary.page import Action, Line, Page, Section, Share
from sync.core.summary.render import render_html, render_text

LARGEST = 60_000
"""Bytes of HTML: Gmail on phones cuts at 20 KB, which a mail as usual stays below; elsewhere at 100."""
SCALES = (1.0, 0.6, 0.35, 0.2, 0.1, 0.05)
"""How much of each list is shown: the first of these with which the mail is small enough."""
CARDS, LINES = 7, 20
TOO_MANY = 15
"""People to write to: more are too many for a week."""


class Occasion(NamedTuple):
    """What a summary says beside the plan.

    `until` is the day of the next summary; `is_first` tells that there was none before. `unwritten` says why
    the sheet could not be written, `trouble` what else went wrong. `subject` and `opening` are the owner's
    templates for a mail to a contact, "" for the usual ones. `answers` are the links that answer the summary
    and `waiting` since when somebody waits for an answer, both by row. `session` is what the day is, where
    everybody is written to on one day; `links` are offered at the end, like one that opens the calendar.
    """

    sheet_name: str
    until: date
    is_first: bool = False
    unwritten: str = ""
    trouble: tuple[str, ...] = ()
    subject: str = ""
    opening: str = ""
    answers: Mapping[int, AnswerLinks] = MappingProxyType({})
    waiting: Mapping[int, date] = MappingProxyType({})
    session: SessionDay | None = None
    links: tuple[tuple[str, str], ...] = ()


class Summary(NamedTuple):
    """The mail, the figures to record once it is accepted, and how many people there are to write to."""

    subject: str
    text: str
    html: str
    figures: dict[str, int]
    to_write: int


def make_summary(plan: Plan, occasion: Occasion) -> Summary:
    """Return the summary of the plan's day; with nothing due it is the short form.

    The HTML stays under 60 KB: lists and notes are cut, with the full count stated.
    """
    lists = find_lists(plan, occasion.until)
    for scale in SCALES:
        page = _make_page(plan, lists, occasion, scale)
        html = _sound(render_html(page))
        if len(html.encode()) < LARGEST:
            break
    return Summary(page.subject, _sound(render_text(page)), html, lists.figures, len(lists.to_write))


def _make_page(plan: Plan, lists: Lists, occasion: Occasion, scale: float) -> Page:
    writing = Writing(plan.look, plan.columns, occasion.subject, occasion.opening, occasion.answers, scale)
    subject, answer, sentence = _say_answer(plan, lists, occasion, writing)
    wrong = {problem.row: f"{problem.what}: {problem.cure}." for problem in plan.problems if problem.of_reach}
    cards = tuple(make_card(person, writing, wrong.get(person.row, "")) for person in lists.to_write[:CARDS])
    is_about_others = occasion.session is not None and occasion.session.kind != "sending"
    waiting = _list_waiting(plan, occasion, writing)
    is_answering = occasion.session is not None and occasion.session.kind == "answering"
    sections = _make_sections(plan, lists, occasion, writing)
    return Page(
        subject=subject,
        preheader=shorten(" ".join(cards[0].note), LONGEST_EXCERPT) if cards else "",
        answer=answer,
        sentence=sentence,
        share=_find_share(lists.figures, writing),
        notices=tuple(_find_notices(lists, occasion, writing)),
        first=_only_full([waiting]) if is_answering else (),
        above_cards=phrases.TO_WRITE if is_about_others else "",
        cards=cards,
        sections=_only_full(sections if is_answering else [sections[0], waiting, *sections[1:]]),
        totals=phrases.say_totals(plan.counts, writing.locale),
        advice=find_advice(plan.look.today),
        links=tuple(Action(label, href) for label, href in occasion.links),
        guide=_explain(plan, occasion) if occasion.is_first else (),
        origin=phrases.say_origin(shorten(one_line(occasion.sheet_name), LONGEST_EXCERPT)),
        sheet_link=writing.make_cell_link(None),
    )


def _explain(plan: Plan, occasion: Occasion) -> tuple[str, ...]:
    by_session = plan.look.rules.sessions is not None
    return tuple(explain(by_answer=bool(occasion.answers), by_session=by_session))


def _only_full(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return those in which there is something to say."""
    return tuple(section for section in sections if section.lines)


def _say_answer(plan: Plan, lists: Lists, occasion: Occasion, writing: Writing) -> tuple[str, str, str]:
    """Return the subject, the first words, and the sentence for somebody with time for only one."""
    session, today, people = occasion.session, plan.look.today, lists.to_write
    if session and session.kind == "before":
        expected = sum(person.due <= session.session for person in plan.people if person.due)
        words = phrases.say_before_session(expected, session.session, today, writing.locale)
        return words, f"{words}.", ""
    if session and session.kind == "answering":
        words = phrases.say_answering(len(occasion.waiting), writing.locale)
        return words, f"{words}.", ""
    if not people:
        subject = _say_caught_up(plan, lists, writing)
        return subject, f"{subject}.", ""
    names = call_together((person.name, person.shown) for person in people[:3])
    late = [person.due for person in people if person.due and person.due < today]
    state = writing.say_state(people[0]) if late and len(people) == 1 else ""
    subject = phrases.say_subject(join_names(names, len(people)), state)
    is_longest = bool(late) and people[0].due == min(late)
    sentence = phrases.say_first(names[0], is_longest=is_longest) if len(people) > 1 else ""
    return subject, f"{phrases.say_answer(len(people), writing.locale)}.", sentence


def _say_caught_up(plan: Plan, lists: Lists, writing: Writing) -> str:
    following = next(iter(lists.following), None)
    if following is None:
        return phrases.CAUGHT_UP if plan.people else phrases.NOBODY
    name = call(following.name, following.shown)
    return phrases.say_caught_up(name, writing.say_day(following.due))


def _find_notices(lists: Lists, occasion: Occasion, writing: Writing) -> list[str]:
    texts = [phrases.say_unwritten(occasion.unwritten)] if occasion.unwritten else []
    notices = [shorten(one_line(text), LONGEST_NOTICE) for text in (*texts, *occasion.trouble)]
    if len(lists.to_write) > TOO_MANY and occasion.session is None:
        notices.append(phrases.say_too_many(len(lists.to_write), CARDS, writing.locale))
    return notices


def _list_waiting(plan: Plan, occasion: Occasion, writing: Writing) -> Section:
    waiting = occasion.waiting
    people = sorted(
        (person for person in plan.people if person.row in waiting), key=lambda person: waiting[person.row]
    )

    def make(person: Person, writing: Writing) -> Line:
        return make_dated(person, phrases.say_waiting(writing.say_day(waiting[person.row])), writing)

    return list_people(phrases.WAITING, people, LINES, writing, make)


def _make_sections(plan: Plan, lists: Lists, occasion: Occasion, writing: Writing) -> list[Section]:
    """Return the lists of those who have no card, and what else there is to say."""
    is_session = occasion.session is not None and occasion.session.kind == "sending"
    others = lists.to_write[CARDS:]
    return [
        list_people(phrases.THE_OTHERS, others, len(others) if is_session else LINES, writing, make_line),
        _list_birthdays(plan, occasion, writing),
        _add_above(list_people(phrases.NEW, lists.new, LINES, writing, make_new), lists.new_above, writing),
        _add_above(
            list_people(phrases.COMING_UP, lists.coming, LINES, writing, make_line),
            plan.counts[COMING_UP] - len(lists.coming),
            writing,
        ),
        list_people(phrases.BACK, lists.back, LINES, writing, make_back),
        list_problems(plan.problems, writing),
    ]


def _add_above(section: Section, count: int, writing: Writing) -> Section:
    """Return the section with how many of its kind stand further up, so that figures agree."""
    return (
        section._replace(ends=(*section.ends, phrases.say_above(count, writing.locale))) if count else section
    )


def _list_birthdays(plan: Plan, occasion: Occasion, writing: Writing) -> Section:
    people = {person.row: person for person in plan.people}
    known = {person.row: person.birthday for person in plan.people if person.birthday}
    birthdays = {ahead.row: ahead for ahead in find_birthdays_until(known, plan.look.today, occasion.until)}

    def make(person: Person, writing: Writing) -> Line:
        _, day, turns = birthdays[person.row]
        return make_dated(person, phrases.say_birthday(writing.say_day(day), turns), writing)

    return list_people(phrases.BIRTHDAYS, [people[row] for row in birthdays], LINES, writing, make)


def _find_share(figures: Mapping[str, int], writing: Writing) -> Share | None:
    """Return the share in touch, against that of the last summary; None until a date is known."""
    now = find_percent(figures)
    if now is None:
        return None
    record = writing.look.table.record
    before = find_percent(record.figures) if record else None
    text = phrases.say_share(figures["in_touch"], figures["of"], now, before, writing.locale)
    return Share(now, text)


def _sound(text: str) -> str:
    """Return the text without halves of characters, which no mail can carry."""
    return text.encode("utf-8", "replace").decode()
