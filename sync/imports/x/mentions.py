"""Whom the owner's tweets name: mentioned or answered, as opposed to only passed on."""

from typing import Any

from sync.imports.typed.values import dict_of, dicts_in, text_in
from sync.imports.typed.wording import find_name, tidy

_PASSED_ON = "RT @"


class Mentions:
    """Names and handles by account number; of several, the one of the latest tweet."""

    def __init__(self) -> None:
        self._latest: dict[str, tuple[int, str, str]] = {}
        self._shared: set[str] = set()

    @property
    def named(self) -> dict[str, tuple[str, str]]:
        """Name and handle of everybody whom the owner mentioned or answered; the handle where no name is."""
        return {number: (name or handle, handle) for number, (_, name, handle) in self._latest.items()}

    @property
    def only_shared(self) -> set[str]:
        """The numbers of those named in nothing but what the owner passed on."""
        return self._shared - self._latest.keys()

    def add(self, tweet: dict[str, Any]) -> None:
        """Take in one tweet."""
        mentions = list(dicts_in(dict_of(tweet.get("entities")).get("user_mentions")))
        if text_in(tweet.get("full_text") or tweet.get("text")).startswith(_PASSED_ON):
            self._shared.update(text_in(mention.get("id_str")) for mention in mentions)
            return
        when = text_in(tweet.get("id_str"))
        at = int(when) if when.isdecimal() and len(when) < 20 else 0  # noqa: PLR2004
        for mention in mentions:
            self._note(
                at,
                text_in(mention.get("id_str")),
                text_in(mention.get("name")),
                text_in(mention.get("screen_name")),
            )
        self._note(
            at,
            text_in(tweet.get("in_reply_to_user_id_str")),
            "",
            text_in(tweet.get("in_reply_to_screen_name")),
        )

    def _note(self, at: int, number: str, name: str, handle: str) -> None:
        """Keep the latest name; an answer gives a handle alone, which replaces no name."""
        known = self._latest.get(number)
        new = (at, find_name(name), tidy(handle))
        if number and new[2] and (known is None or (new[1] and (at >= known[0] or not known[1]))):
            self._latest[number] = new
