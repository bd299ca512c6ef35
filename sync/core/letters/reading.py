"""From the owner's mails to themself to answers: of one tap, or typed (design.md, section 10)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from sync.core.letters.answers import Answer, AnswerProblem, Terms, describe, person_of
from sync.core.letters.code import Expired, NotOurs, Valid, read_code
from sync.core.letters.mailbox import Mailbox, ToSelf
from sync.core.letters.subject import AnswerSubject, parse_answer_subject
from sync.core.letters.text import find_text
from sync.core.letters.typed import Command, read_commands
from sync.core.letters.words import read_word

if TYPE_CHECKING:
    from sync.core.contacts.contacts import Contact

_LONGEST_SHOWN = 60
_LATEST = "use the links of the latest summary"
_HOW = "begin with a line like “done Ada” or “Ada 2 weeks”"


def read_answers(
    mailbox: Mailbox, contacts: Iterable["Contact"], terms: Terms
) -> tuple[tuple[Answer, ...], tuple[AnswerProblem, ...]]:
    """Return the answers in the owner's mails to themself, and what is wrong with others.

    Only a command that was not understood is ever quoted. What was sent later than now is passed over.
    """
    named = {contact.row: contact for contact in contacts}
    letters = [letter for letter in mailbox.to_self if letter.at <= terms.now]
    found = [said for letter in letters for said in _read_letter(letter, named, terms)]
    return (
        tuple(said for said in found if isinstance(said, Answer)),
        (
            *(said for said in found if isinstance(said, AnswerProblem)),
            *_find_elsewhere(mailbox, terms),
        ),
    )


def _read_letter(
    letter: ToSelf, contacts: dict[int, "Contact"], terms: Terms
) -> Iterator[Answer | AnswerProblem]:
    if subject := parse_answer_subject(letter.subject):
        yield _read_subject(letter, subject, terms)
    elif terms.summaries in letter.references:
        yield from _read_reply(letter, contacts, terms)


def _read_subject(letter: ToSelf, subject: AnswerSubject, terms: Terms) -> Answer | AnswerProblem:
    match _check(subject, letter, terms):
        case NotOurs():
            return describe(letter.at, "", "has a code that is not of this list", terms, _LATEST)
        case Expired():
            said = _shorten(f"{subject.word}: {subject.name}")
            return describe(letter.at, said, "is to a summary older than 60 days", terms, _LATEST)
        case Valid(person):
            if meaning := read_word(subject.word, _day(letter, terms), terms.locale):
                return Answer(person, subject.word, meaning, letter.at)
            return describe(letter.at, _shorten(subject.word), "is no word that is known", terms)


def _check(subject: AnswerSubject, letter: ToSelf, terms: Terms) -> Valid | Expired | NotOurs:
    """Return what the code was worth on the day it was sent."""
    if terms.key is None:
        return NotOurs()
    return read_code(subject.code, terms.key, terms.sheet, _day(letter, terms))


def _read_reply(
    letter: ToSelf, contacts: dict[int, "Contact"], terms: Terms
) -> Iterator[Answer | AnswerProblem]:
    sent = _day(letter, terms)
    names = {row: contact.shown for row, contact in contacts.items()}
    commands = read_commands(
        find_text(letter.text), names, lambda word: read_word(word, sent, terms.locale) is not None
    )
    if not commands:
        yield describe(letter.at, "", "to the summary holds no command", terms, _HOW)
    for command in commands:
        yield _understand(command, letter, contacts, terms)


def _understand(
    command: Command, letter: ToSelf, contacts: dict[int, "Contact"], terms: Terms
) -> Answer | AnswerProblem:
    meaning = read_word(command.word, _day(letter, terms), terms.locale)
    if len(command.rows) == 1 and meaning:
        return Answer(person_of(contacts[command.rows[0]].prints), command.word, meaning, letter.at)
    if command.rows:
        why = "fits " + " and ".join(f"row {row}" for row in command.rows)
    else:
        why = "names nobody in the list"
    return describe(letter.at, _shorten(f"{command.word} {command.name}".strip()), why, terms)


def _find_elsewhere(mailbox: Mailbox, terms: Terms) -> Iterator[AnswerProblem]:
    """Tell of answers with a code of ours that arrived, but stand in no Sent folder that is read.

    They came from another account of the owner's, or from somebody who got hold of the link.
    """
    done = {parse_answer_subject(letter.subject) for letter in mailbox.to_self}
    for letter in mailbox.elsewhere:
        subject = parse_answer_subject(letter.subject)
        if subject and subject not in done and isinstance(_check(subject, letter, terms), Valid):
            why = f"came from {letter.sender}, whose Sent folder is not read, and does nothing"
            yield describe(letter.at, "", why, terms)


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _day(letter: ToSelf, terms: Terms) -> date:
    return letter.at.astimezone(terms.zone).date()
