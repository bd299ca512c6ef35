"""Who stands in which list of the summary, everybody once; and the figures that are recorded (section 6)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sync.core.contacts.contacts import Look
from sync.core.due.memory.memory import How, Memory, Why
from sync.core.plan.people import COMING_UP, OVERDUE, PAUSED, UNREADABLE, Person
from sync.core.plan.plan import Plan
from sync.core.plan.problems import is_news
from sync.core.plan.urgency import sort_by_day, sort_by_urgency
from sync.core.summary.days import SummaryDays


class Lists(NamedTuple):
    """The people of the plan, sorted into the lists of the page, and what is recorded of them.

    `to_write` are the overdue, most urgent first, and then those due before the next summary.
    """

    to_write: list[Person]
    new: list[Person]
    coming: list[Person]
    back: list[Person]
    following: list[Person]
    new_above: int
    figures: dict[str, int]


def find_lists(plan: Plan, until: date) -> Lists:
    """Sort the people of the plan; `until` is the day of the next summary, after today."""
    people, look, today = plan.people, plan.look, plan.look.today
    overdue = [person for person in people if person.status == OVERDUE]
    later = sort_by_day(person for person in people if person.status != OVERDUE)
    soon = [person for person in later if person.due and person.due < until]
    rest = later[len(soon) :]
    new = {person.row for person in people if is_new(person.memory, look)}
    new_below = [person for person in rest if person.row in new]
    return Lists(
        to_write=sort_by_urgency(overdue, today) + soon,
        new=new_below,
        coming=[person for person in rest if person.status == COMING_UP and person.row not in new],
        back=[person for person in people if _is_back(person.memory, look)],
        following=rest[:1],
        new_above=len(new) - len(new_below),
        figures=plan.counts | _count_in_touch(people, today),
    )


def find_percent(figures: Mapping[str, int]) -> int | None:
    """Return the share of those in touch in whole percent, rounded down; None until a date is known."""
    of = figures.get("of", 0)
    return 100 * figures.get("in_touch", 0) // of if of else None


def find_shown_waiting(people: Iterable[Person], days: SummaryDays, today: date) -> dict[int, date]:
    """Return since when somebody waits for an answer, by row.

    It stands in the two summaries after they wrote; where there are sessions in each, as long as they wait.
    """
    waiting = {person.row: person.waiting for person in people if person.waiting}
    return {
        row: found.since
        for row, found in waiting.items()
        if days.sessions or today < days.next(days.next(days.next(found.last)))
    }


def is_new(memory: Memory | None, look: Look) -> bool:
    """Return whether somebody was eased in since the last summary."""
    if memory is None or memory.why != Why.EASED or memory.paused or memory.before:
        return False
    return is_news(memory, memory.noticed, look)


def _is_back(memory: Memory | None, look: Look) -> bool:
    """Return whether evidence of contact has moved somebody's date since the last summary."""
    if memory is None or memory.why != Why.EVIDENCE or memory.paused or not (memory.due and memory.in_touch):
        return False
    if memory.told_on == memory.noticed or not is_news(memory, memory.noticed, look):
        return False
    if memory.how in {How.EDIT, How.DONE} and memory.in_touch != memory.noticed:
        return False
    if memory.before is None:
        return memory.how in {How.DONE, How.ANSWER}
    return memory.due > memory.before


def _count_in_touch(people: Iterable[Person], today: date) -> dict[str, int]:
    """Count those in touch within their interval, of those with a known date; the paused are left out."""
    active = (person for person in people if person.status not in {PAUSED, UNREADABLE})
    known = [
        (person.memory.in_touch, person.interval)
        for person in active
        if person.memory and person.memory.in_touch
    ]
    in_touch = sum(interval.after(day) >= today for day, interval in known)
    return {"in_touch": in_touch, "of": len(known)} if known else {}
