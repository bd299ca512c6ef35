"""Whom the owner wrote to, and who waits for an answer of theirs (design.md, section 10)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from sync.core.letters.addresses import normalize
from sync.core.letters.letter import MOST_OTHERS, Letter
from sync.core.letters.mailbox import WAITING_DAYS, Mailbox


class Waiting(NamedTuple):
    """Since which day somebody waits for an answer, and on which day they wrote last."""

    since: date
    last: date


def find_written(
    mailbox: Mailbox, addresses: Mapping[int, Iterable[str]], zone: tzinfo, today: date
) -> dict[int, date]:
    """Return the latest day on which the owner wrote to each contact, by row, in the sheet's zone.

    `addresses` are those of each contact, by row; one that two rows share counts for both. A letter counts
    for whom it has in To, with at most five others in To and Cc. One from after today is passed over.
    """
    people = _People(addresses, mailbox.own)
    latest: dict[int, date] = {}
    for letter in mailbox.sent:
        if not letter.personal or (day := letter.day(zone)) > today:
            continue
        for row in people.find(letter.to):
            if people.is_letter_to(row, letter):
                latest[row] = max(day, latest.get(row, day))
    return latest


def find_waiting(
    mailbox: Mailbox,
    addresses: Mapping[int, Iterable[str]],
    in_touch: Mapping[int, date],
    zone: tzinfo,
    today: date,
) -> dict[int, Waiting]:
    """Return who waits for the owner's answer, by row.

    That is who wrote to the owner, in person, within 60 days, after the last mail to them (by the minute) and
    on or after the day of any other contact: `in_touch`, by row.
    """
    people = _People(addresses, mailbox.own)
    answered = _find_answered(mailbox.sent, people, zone, today)
    found: dict[int, Waiting] = {}
    for letter in mailbox.received:
        day = letter.day(zone)
        if not letter.personal or mailbox.own.isdisjoint(letter.to) or not _is_recent(day, today):
            continue
        for row in people.find([letter.sender]):
            is_news = letter.minute > answered.get(row, datetime.min.replace(tzinfo=letter.at.tzinfo))
            if is_news and day >= in_touch.get(row, date.min) and people.is_letter_to(row, letter):
                known = found.get(row, Waiting(day, day))
                found[row] = Waiting(min(day, known.since), max(day, known.last))
    return found


def _find_answered(
    sent: Iterable[Letter], people: "_People", zone: tzinfo, today: date
) -> dict[int, datetime]:
    """Return the minute of the last mail to each contact, by row, whoever else got it and in which field."""
    latest: dict[int, datetime] = {}
    for letter in sent:
        if letter.personal and letter.day(zone) <= today:
            for row in people.find((*letter.to, *letter.cc, *letter.bcc)):
                latest[row] = max(letter.minute, latest.get(row, letter.minute))
    return latest


def _is_recent(day: date, today: date) -> bool:
    return today - timedelta(days=WAITING_DAYS) <= day <= today


class _People:
    """Who has which addresses. The owner's own are nobody's."""

    def __init__(self, addresses: Mapping[int, Iterable[str]], own: frozenset[str]) -> None:
        self.own = own
        self.addresses = {row: normalize(those) - own for row, those in addresses.items()}
        self.rows: dict[str, list[int]] = {}
        for row, those in self.addresses.items():
            for address in those:
                self.rows.setdefault(address, []).append(row)

    def find(self, addresses: Iterable[str]) -> Iterator[int]:
        """Yield the row of everybody who has one of the addresses, each once."""
        yield from dict.fromkeys(row for address in addresses for row in self.rows.get(address, ()))

    def is_letter_to(self, row: int, letter: Letter) -> bool:
        """Return whether few enough others were written to at once, for a letter to or from that contact."""
        return letter.count_others(self.own, self.addresses[row]) <= MOST_OTHERS
