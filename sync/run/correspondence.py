"""The mailbox in a run: read before the sheet, matched after it, and never needed (design.md, section 10)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sync.core.letters.answers import Terms, person_of
from sync.core.letters.code import make_code
from sync.core.letters.mailbox import Mailbox
from sync.core.letters.news import Letters
from sync.core.letters.subject import make_answer_link, make_answer_subject
from sync.core.plan.people import Person
from sync.core.plan.plan import Plan
from sync.core.summary import phrases
from sync.core.summary.links import AnswerLinks
from sync.core.table import Table
from sync.errors import KeepInTouchError


@dataclass(frozen=True)
class Correspondence:
    """How a run reads the mailbox and what its answers depend on.

    `read` takes an aware time and raises the errors of `sync.errors`. `sheet` identifies the sheet on every
    machine, `summaries` the Message-IDs of its summaries. Answers are mailed to `address`; `new_key` are 16
    random bytes for a sheet that has no key of the answers yet.
    """

    read: Callable[[datetime], Mailbox]
    sheet: str
    summaries: str
    address: str
    new_key: bytes

    def ask(self, now: datetime) -> tuple[Mailbox | None, tuple[KeepInTouchError, ...]]:
        """Read the mailbox at an aware time; why it could not be read is returned, not raised."""
        try:
            return self.read(now), ()
        except KeepInTouchError as error:
            return None, (error,)

    def match(
        self, mailbox: Mailbox, table: Table, now: datetime, zone: tzinfo, *, makes_key: bool
    ) -> Letters:
        """Return what was read with what its reading depends on: the sheet's key, zone and locale.

        `makes_key` tells that a sheet without a key is known to have none.
        """
        terms = Terms(table.key, self.sheet, self.summaries, now, zone, table.locale)
        return Letters(mailbox, terms, self.new_key if makes_key and table.key is None else None)

    def make_answers(self, plan: Plan, today: date) -> dict[int, AnswerLinks]:
        """Return the links that answer the summary of the day, by row; none while the sheet has no key."""
        key = plan.look.table.key
        if key is None:
            return {}
        return {
            person.row: self._make_links(person, make_code(key, self.sheet, person_of(memory.person), today))
            for person in plan.people
            if (memory := person.memory)
        }

    def _make_links(self, person: Person, code: str) -> AnswerLinks:
        return AnswerLinks(
            *(
                make_answer_link(self.address, make_answer_subject(word, person.shown, code))
                for word in (phrases.DONE.lower(), phrases.SNOOZE)
            )
        )
