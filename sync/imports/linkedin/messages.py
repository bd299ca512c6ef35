"""`messages.csv`: when the owner and somebody last wrote to each other; not a word of what."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, tzinfo
from typing import NamedTuple

from sync.core.candidates.found import Found
from sync.imports.export import Part, Place
from sync.imports.linkedin.connections import SOURCE
from sync.imports.tables import read_table
from sync.imports.typed.days import day_of_stamp
from sync.imports.typed.reach import find_profile
from sync.imports.typed.records import Row
from sync.imports.typed.wording import find_name

_TWO = 2


class _Message(NamedTuple):
    conversation: str
    people: tuple[str, ...]
    day: date | None
    sender: str
    is_real: bool


def read_messages(text: str, place: Place, zone: tzinfo) -> Part:
    """Read the last day of a message with each person, in conversations of two people only.

    Drafts and spam are none. Either of the two may have written it. Names nobody: it dates the connections.
    """
    rows, faults = read_table(text, place)
    messages = list(_read_all(rows, zone))
    talks: defaultdict[str, set[str]] = defaultdict(set)
    for message in messages:
        talks[message.conversation].update(message.people)
    owner = _find_owner(talks.values())
    name = next((m.sender for m in messages if owner and m.people[:1] == (owner,)), "")
    undated = sum(message.is_real and message.day is None for message in messages)
    if undated:
        faults.append(
            place.fault(None, f"messages whose time was not understood: {undated:,}", "they do not count")
        )
    return Part(
        days=_last_days(messages, talks, owner),
        owner=Found(SOURCE, name, profiles=(owner,)) if owner else None,
        faults=tuple(faults),
    )


def _read_all(rows: Iterable[Row], zone: tzinfo) -> Iterator[_Message]:
    known: dict[str, str | None] = {}
    for row in rows:
        addresses = [row.text("sender profile url"), *row.text("recipient profile urls").split(",")]
        for address in addresses:
            if address not in known:
                known[address] = find_profile(address)
        yield _Message(
            row.text("conversation id"),
            tuple(filter(None, (known[address] for address in addresses))),
            day_of_stamp(row.text("date"), zone),
            find_name(row.text("from")),
            is_real=_is_real(row),
        )


def _is_real(row: Row) -> bool:
    drafts = (row.text("is message draft"), row.text("is conversation draft"))
    return row.text("folder").strip().upper() != "SPAM" and not any(
        d.strip().lower() == "yes" for d in drafts
    )


def _find_owner(talks: Iterable[set[str]]) -> str | None:
    """Return the one profile that takes part in the most conversations, None where several do."""
    most = Counter(person for people in talks for person in people).most_common(_TWO)
    if not most or (len(most) == _TWO and most[0][1] == most[1][1]):
        return None
    return most[0][0]


def _last_days(
    messages: Iterable[_Message], talks: Mapping[str, set[str]], owner: str | None
) -> dict[str, date]:
    days: dict[str, date] = {}
    for message in messages:
        people = talks[message.conversation]
        if (
            message.day is None
            or not message.is_real
            or len(people) != _TWO
            or (owner and owner not in people)
        ):
            continue
        for person in people - {owner}:
            days[person] = max(message.day, days.get(person, message.day))
    return days
