"""Messages of both downloads: when the owner and a friend last wrote, told by names alone.

The classic download has its letters to mend; the one of end-to-end encrypted chats has other names for the
same things.
"""

import re
from collections.abc import Iterator
from datetime import date, tzinfo
from typing import Any

from sync.core.candidates.found import Found
from sync.imports.export import Part, Place
from sync.imports.facebook.friends import SOURCE
from sync.imports.facebook.mending import mend
from sync.imports.typed.days import day_of_instant
from sync.imports.typed.values import dict_of, dicts_in, load_json, number_in, text_in
from sync.imports.typed.wording import find_name

_TWO = 2
_GROUP = "RegularGroup"
_NUMBER = re.compile(r"_\d+$")
"""Ends the name of an end-to-end encrypted conversation."""
_THOUSAND = 1000
"""Both downloads count milliseconds."""


def read_thread(text: str, place: Place, zone: tzinfo) -> Part:
    """Read the day of the last message of a conversation of two; either may have written it.

    The conversation is called by the other one's name; where it is not, both are named.
    """
    thread = dict_of(load_json(text, place))
    people = _find_people(thread)
    day = max(_find_days(thread, zone), default=None)
    if day is None or text_in(thread.get("thread_type")) == _GROUP or len(people) != _TWO:
        return Part()
    title = find_name(
        _NUMBER.sub("", text_in(thread.get("threadName")) or mend(text_in(thread.get("title"))))
    )
    if title not in people or len(set(people)) != _TWO:
        return Part(days=dict.fromkeys(people, day))
    owner = next(name for name in people if name != title)
    return Part(days={title: day}, owner=Found(SOURCE, owner))


def _find_people(thread: dict[str, Any]) -> list[str]:
    """Return the names; in the classic download they are objects, in the other one texts."""
    listed = thread.get("participants")
    names = [mend(text_in(person.get("name"))) for person in dicts_in(listed)]
    names += [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
    return [name for name in map(find_name, names) if name]


def _find_days(thread: dict[str, Any], zone: tzinfo) -> Iterator[date]:
    for message in dicts_in(thread.get("messages")):
        is_one = not (
            message.get("isUnsent") or message.get("is_unsent") or message.get("type") == "placeholder"
        )
        milliseconds = number_in(message.get("timestamp_ms") or message.get("timestamp"))
        day = day_of_instant(milliseconds / _THOUSAND, zone) if is_one else None
        if day:
            yield day
