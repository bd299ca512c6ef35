"""The owner's answers to the summary, and which of them are news of whom (design.md, section 10)."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from sync.core.contacts.fingerprints import fingerprint
from sync.core.dates.reading import format_day
from sync.core.due.mailed import Mailed
from sync.core.letters.words import DONE, PAUSE, Meaning

if TYPE_CHECKING:
    from sync.core.contacts.contacts import Contact

CURE = "type it into Next due"
_FIRST_INSTANT = datetime(2000, 1, 1, tzinfo=UTC)


class Terms(NamedTuple):
    """What the reading of answers depends on.

    `key` is the sheet's, None where it has none, and `sheet` identifies the sheet (see `code`). `summaries`
    is a text that the Message-ID of each of this sheet's summaries holds, and no other's. `now` is an aware
    time, `zone` and `locale` are the sheet's.
    """

    key: bytes | None
    sheet: str
    summaries: str
    now: datetime
    zone: tzinfo
    locale: str | None


class Answer(NamedTuple):
    """What the owner said about a person, and when; `person` is that of `person_of`."""

    person: int
    word: str
    meaning: Meaning
    at: datetime


class AnswerProblem(NamedTuple):
    """What is wrong with an answer, to be told in the one summary after it was sent, `at`."""

    at: datetime
    what: str
    cure: str


class Taken(NamedTuple):
    """What is new about a contact: the last answer, and the day of the last ``done``, be it before that."""

    last: Answer
    done: date | None


def person_of(prints: tuple[int, int, int]) -> int:
    """Return the fingerprint of a person, as in a code: of the name, and the address or else the number.

    `prints` are the fingerprints of email, phone and name.
    """
    email, phone, name = prints
    return fingerprint(f"{name} {email or phone}")


def take_answers(
    answers: Iterable[Answer], contacts: Iterable["Contact"], taken: Mapping[int, int], terms: Terms
) -> tuple[dict[int, Taken], tuple[AnswerProblem, ...]]:
    """Return what the answers say that is new, by row, and what is wrong with the others.

    `taken` is, by row, up to which instant answers were taken (see `instant_of`): that of the last one, or of
    the run which finds a cell without a memory of its own. None of them counts again; of several newer ones
    the last does.
    """
    rows: dict[int, list[int]] = {}
    for contact in contacts:
        rows.setdefault(person_of(contact.prints), []).append(contact.row)
    found: dict[int, Taken] = {}
    problems = []
    for answer in sorted(answers, key=lambda answer: answer.at):
        match rows.get(answer.person, []):
            case []:
                problems.append(describe(answer.at, answer.word, "is about nobody in the list now", terms))
            case [row]:
                if instant_of(answer.at) > taken.get(row, 0):
                    found[row] = Taken(answer, _find_done(answer, found.get(row), terms))
            case _:
                problems.append(describe(answer.at, answer.word, "fits two people in the list", terms))
    return found, tuple(problems)


def make_mailed(written: date | None, taken: Taken | None, zone: tzinfo) -> Mailed:
    """Return what the mailbox says of one contact: when the owner wrote to them, and what they answered."""
    if taken is None:
        return Mailed(written)
    meaning, at = taken.last.meaning, taken.last.at
    return Mailed(
        written=written,
        done=taken.done,
        said_on=at.astimezone(zone).date(),
        due=meaning.day,
        pauses=meaning.kind == PAUSE,
        taken=instant_of(at),
    )


def instant_of(at: datetime) -> int:
    """Return an aware time in seconds since 2000-01-01 UTC, as a memory keeps it."""
    return int((at - _FIRST_INSTANT).total_seconds())


def describe(at: datetime, said: str, why: str, terms: Terms, cure: str = CURE) -> AnswerProblem:
    """Return the problem with an answer; `said` is the owner's command, "" where it is not to be shown."""
    quoted = f", “{said}”," if said else ""
    return AnswerProblem(at, f"your answer of {_name_day(at, terms)}{quoted} {why}", cure)


def _find_done(answer: Answer, before: Taken | None, terms: Terms) -> date | None:
    if answer.meaning.kind == DONE:
        return answer.at.astimezone(terms.zone).date()
    return before.done if before else None


def _name_day(at: datetime, terms: Terms) -> str:
    return format_day(at.astimezone(terms.zone).date(), terms.locale)
