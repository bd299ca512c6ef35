"""The archive of X: followers are mere numbers in it, named only where the owner's own tweets name them."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, tzinfo
from typing import Any

from sync.core.candidates.found import Found
from sync.imports.export import NEITHER, ONLY_SHARED, Fault, Part, Place, UnreadableError
from sync.imports.typed.days import day_of_stamp
from sync.imports.typed.reach import find_profile
from sync.imports.typed.values import dict_of, dicts_in, load_json, text_in
from sync.imports.x.mentions import Mentions

SOURCE = "X"

_START = re.compile(r"\s*window\.YTD\.(\w+?)\.part\d+\s*=")
_TWEETS = ("tweets", "tweet")
_MESSAGES = ("direct_message_headers", "direct_messages")


def read_archive(members: Iterable[tuple[Place, Callable[[], str]]], zone: tzinfo) -> Part:
    """Read all files of the archive together: people who follow or are followed, and are named.

    `unnamed` counts the others. Either the owner or they may have written the last message. A member that
    cannot be read is a fault.
    """
    archive = _Archive(zone)
    errors: list[tuple[Place, UnreadableError]] = []
    count = 0
    for place, load in members:
        count += 1
        try:
            archive.add(load(), place)
        except UnreadableError as error:
            errors.append((place, error))
    if errors and len(errors) == count:
        raise errors[0][1]
    return archive.part(tuple(place.fault(None, error.why, error.cure) for place, error in errors))


class _Archive:
    """What the files of one archive tell together."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._lists: dict[str, set[str]] = {"follower": set(), "following": set()}
        self._mentions = Mentions()
        self._days: dict[str, date] = {}
        self._owner: Found | None = None

    def add(self, text: str, place: Place) -> None:
        """Take in one file: a list of objects behind the name of what they are."""
        start = _START.match(text)
        kind = start[1] if start else ""
        entries = dicts_in(load_json(text[start.end() :].rstrip("; \r\n\t"), place)) if start else iter(())
        if kind in self._lists:
            self._lists[kind].update(
                filter(None, (_number(entry.get(kind), "accountId") for entry in entries))
            )
        elif kind in _TWEETS:
            for entry in entries:
                self._mentions.add(dict_of(entry.get("tweet", entry)))
        elif kind in _MESSAGES:
            self._add_messages(entries)
        elif kind == "account":
            self._owner = next((_read_owner(dict_of(entry.get("account"))) for entry in entries), None)

    def part(self, faults: tuple[Fault, ...]) -> Part:
        """Return what all files said."""
        followers, following = self._lists["follower"], self._lists["following"]
        everybody = followers | following
        named = self._mentions.named
        shared = self._mentions.only_shared
        known = sorted(everybody & named.keys(), key=lambda number: (len(number), number))
        people = tuple(self._person(number, followers, following) for number in known)
        left_out = {ONLY_SHARED: len(everybody & shared), NEITHER: len(named.keys() - everybody)}
        return Part(
            people,
            {reason: count for reason, count in left_out.items() if count},
            unnamed=len(everybody - named.keys() - shared),
            days={p.profiles[0]: p.last_contact for p in people if p.profiles and p.last_contact},
            owner=self._owner,
            faults=faults,
        )

    def _person(self, number: str, followers: set[str], following: set[str]) -> Found:
        name, handle = self._mentions.named[number]
        profile = _profile(handle)
        both = number in followers and number in following
        about = (
            "you follow each other" if both else "follows you" if number in followers else "you follow them"
        )
        profiles = (profile,) if profile else ()
        return Found(SOURCE, name, profiles=profiles, about=about, last_contact=self._days.get(number))

    def _add_messages(self, entries: Iterable[dict[str, Any]]) -> None:
        for message in _find_messages(entries):
            day = day_of_stamp(text_in(message.get("createdAt")), self._zone)
            for number in (_number(message, "senderId"), _number(message, "recipientId")):
                if day and number:
                    self._days[number] = max(day, self._days.get(number, day))


def _find_messages(entries: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the messages between two; a conversation also holds who joined it."""
    for entry in entries:
        for event in dicts_in(dict_of(entry.get("dmConversation")).get("messages")):
            yield dict_of(event.get("messageCreate"))


def _read_owner(account: dict[str, Any]) -> Found:
    profile = _profile(text_in(account.get("username")))
    email = text_in(account.get("email")).strip().lower()
    return Found(
        SOURCE,
        text_in(account.get("accountDisplayName")),
        (email,) if email else (),
        profiles=(profile,) if profile else (),
    )


def _profile(handle: str) -> str | None:
    return find_profile(f"https://x.com/{handle}")


def _number(entry: Any, key: str) -> str:
    return text_in(dict_of(entry).get(key))
