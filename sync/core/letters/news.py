"""What the mailbox has to say of the list: of each contact, and what is wrong with answers (section 10)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sync.core.contacts.contacts import Problem
from sync.core.due.mailed import Mailed
from sync.core.due.memory.memory import How
from sync.core.due.typed import Kind
from sync.core.letters.answers import AnswerProblem, Terms, instant_of, make_mailed, take_answers
from sync.core.letters.mailbox import Mailbox
from sync.core.letters.reading import read_answers
from sync.core.letters.written import Waiting, find_waiting, find_written

if TYPE_CHECKING:
    from sync.core.contacts.contacts import Contact, Look
    from sync.core.due.cell import Said
    from sync.core.due.memory.memory import Memory

WHO = "Your answer"
"""Whom a problem with an answer is about."""


class News(NamedTuple):
    """What is new of each contact, by row, and the problems with answers."""

    mailed: Mapping[int, Mailed]
    problems: "tuple[Problem, ...]"


class Letters(NamedTuple):
    """One look into the mailbox, and what its reading depends on.

    `new_key` is there for a sheet that has no key of the answers yet.
    """

    mailbox: Mailbox
    terms: Terms
    new_key: bytes | None = None

    def find_news(self, contacts: "Sequence[Contact]", said: "Mapping[int, Said]", look: "Look") -> News:
        """Return what the mailbox says that the cells do not remember; the `contacts` name somebody each.

        A cell without a memory of its own (typed over, cleared, new) takes no answer sent before this run:
        what the owner types in the sheet stands above older answers.
        """
        now = instant_of(self.terms.now)
        remembered = {row: what.memory for row, what in said.items() if what.kind == Kind.REMEMBERED}
        taken = {
            contact.row: memory.taken if (memory := remembered.get(contact.row)) else now
            for contact in contacts
        }
        written = find_written(self.mailbox, _find_addresses(contacts), self.terms.zone, look.today)
        answers, unread = read_answers(self.mailbox, contacts, self.terms)
        news, untaken = take_answers(answers, contacts, taken, self.terms)
        mailed = {row: make_mailed(written.get(row), news.get(row), self.terms.zone) for row in taken}
        return News(
            {row: found if row in remembered else found._replace(taken=now) for row, found in mailed.items()},
            tuple(_tell([*unread, *untaken], self.terms, look)),
        )

    def find_waiting(
        self, contacts: "Sequence[Contact]", memories: "Mapping[int, Memory]", look: "Look"
    ) -> dict[int, Waiting]:
        """Return who waits for the owner's answer, by row."""
        in_touch = {
            row: memory.in_touch
            for row, memory in memories.items()
            if memory.in_touch and memory.how != How.LETTER
        }
        addresses = _find_addresses(contacts)
        return find_waiting(self.mailbox, addresses, in_touch, self.terms.zone, look.today)


def _find_addresses(contacts: "Sequence[Contact]") -> dict[int, tuple[str, ...]]:
    return {contact.row: contact.emails for contact in contacts}


def _tell(problems: Iterable[AnswerProblem], terms: Terms, look: "Look") -> "Iterator[Problem]":
    """Yield the problems that have not stood in a summary yet: each stands in the one after it was sent."""
    record = look.table.record
    for problem in problems:
        if record is None or problem.at.astimezone(terms.zone).date() >= record.day:
            yield Problem(None, WHO, problem.what, problem.cure)
