"""Friends, and the address book that Facebook was given; the lists beside them are never candidates."""

from collections import Counter
from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from sync.core.candidates.found import Found
from sync.imports.export import NO_NAME, NO_WAY, Part, Place, each_once
from sync.imports.facebook.mending import mend
from sync.imports.typed.days import day_of_instant, describe_day
from sync.imports.typed.reach import addresses_in, numbers_in
from sync.imports.typed.values import dict_of, dicts_in, load_json, number_in, text_in
from sync.imports.typed.wording import find_name

SOURCE = "Facebook"
CONTACTS_SOURCE = "Facebook address book"

_GONE = "Facebook User"
"""The name of everybody who left."""
_NAME_LABELS = ("Name", "Contact name")
_POINT_LABEL = "Contact point"


def read_friends(text: str, place: Place, zone: tzinfo) -> Part:
    """Read the friends: a name and since when, more Facebook does not tell."""
    loaded = dict_of(load_json(text, place))
    left_out: Counter[str] = Counter()
    people = []
    for friend in dicts_in(loaded.get("friends_v2") or loaded.get("friends")):
        name = find_name(mend(text_in(friend.get("name"))))
        since = day_of_instant(number_in(friend.get("timestamp")), zone)
        if name and name != _GONE:
            people.append(Found(SOURCE, name, about=f"friends since {describe_day(since)}" if since else ""))
        else:
            left_out[NO_NAME] += 1
    return Part(each_once(people, left_out), left_out)


def read_contacts(text: str, place: Place, _zone: tzinfo) -> Part:
    """Read the address book that a phone once gave to Facebook: names with addresses and numbers."""
    left_out: Counter[str] = Counter()
    people = []
    for raw_name, points in _find_contacts(load_json(text, place)):
        name = find_name(mend(raw_name))
        emails, others = addresses_in(points)
        numbers = numbers_in(others)
        if name and (emails or numbers):
            people.append(Found(CONTACTS_SOURCE, name, emails, numbers))
        else:
            left_out[NO_WAY if name else NO_NAME] += 1
    return Part(each_once(people, left_out), left_out)


def read_own_profile(text: str, place: Place, _zone: tzinfo) -> Part:
    """Read who the owner is."""
    loaded = dict_of(load_json(text, place))
    profile = dict_of(loaded.get("profile_v2") or loaded.get("profile"))
    name = find_name(mend(text_in(dict_of(profile.get("name")).get("full_name"))))
    return Part(owner=Found(SOURCE, name) if name else None)


def _find_contacts(loaded: Any) -> Iterator[tuple[str, list[str]]]:
    """Yield name and ways to reach, of the form until 2023 and of the one with labels."""
    book = dict_of(loaded).get("address_book_v2") or dict_of(loaded).get("address_book")
    for entry in dicts_in(book if isinstance(book, list) else dict_of(book).get("address_book")):
        details = dicts_in(entry.get("details"))
        yield text_in(entry.get("name")), [text_in(detail.get("contact_point")) for detail in details]
    for labels in _find_labelled(loaded):
        pairs = [(text_in(item.get("label")), text_in(item.get("value"))) for item in labels]
        name = next((value for label, value in pairs if label in _NAME_LABELS), "")
        yield name, [value for label, value in pairs if label == _POINT_LABEL]


def _find_labelled(loaded: Any) -> Iterator[list[dict[str, Any]]]:
    """Yield the labels of each contact: one object a contact, or all of them within one object."""
    for entry in dicts_in(loaded if isinstance(loaded, list) else [loaded]):
        labels = list(dicts_in(entry.get("label_values")))
        within = [list(dicts_in(item.get("dict"))) for label in labels for item in dicts_in(label.get("vec"))]
        yield from within
        if labels and not within:
            yield labels
