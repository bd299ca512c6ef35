"""One look into the mailbox: only headers, the owner's own answers aside (design.md, section 10)."""

import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from sync.core.letters.addresses import normalize
from sync.core.letters.letter import RECEIVED_FIELDS, SENT_FIELDS, Letter, parse_fields, parse_letter
from sync.core.letters.mailbox import SENT_DAYS, WAITING_DAYS, Mailbox, Owner, ToSelf
from sync.core.letters.subject import MARK, parse_answer_subject
from sync.letters.connection import Connection
from sync.letters.fetch import Fetched, fetch_beginnings, fetch_headers
from sync.letters.folders import find_arrivals, find_sent, list_folders
from sync.letters.login import log_in
from sync.letters.search import finish_search, search_folder, since, start_search
from sync.letters.server import MailboxServer, translated

_ANSWERING = ("SUBJECT", "REFERENCES", "IN-REPLY-TO")
_ANSWERED_WITHIN = timedelta(days=WAITING_DAYS + 2)
_BEGINNING = 16384
"""Octets of a typed answer: its text comes first, and what is quoted below is not read."""


def read_mailbox(
    server: MailboxServer,
    password: Callable[[], str],
    owner: Owner,
    now: datetime,
    context: ssl.SSLContext | None = None,
) -> Mailbox:
    """Return whom the owner wrote to and who wrote to them, and what may be answers; nothing is changed.

    `now` is an aware time. Raises `TryAgainError` where another try may do, also after `server.timeout`
    seconds; `PermissionDeniedError` where the login is refused; `SetUpError` where no folder of sent mail is
    found or the certificate is not trusted. All or nothing is returned.
    """
    own = normalize([*owner.addresses, server.username if "@" in server.username else ""])
    sent: list[Letter] = []
    to_self: list[ToSelf] = []
    with opened(server, password, context) as connection:
        folders = list_folders(connection)
        for folder in find_sent(folders, server):
            letters = _read_sent(connection, folder.name, now)
            sent += letters.values()
            new = {
                number: letter for number, letter in letters.items() if letter.at >= now - _ANSWERED_WITHIN
            }
            to_self += _read_to_self(connection, new, own, owner.summaries)
        arrived, marked = _read_arrived(connection, find_arrivals(folders), now)
        strange = _find_strange({number: arrived[number] for number in marked}, to_self, own, now)
        elsewhere = _read_subjects(connection, strange)
    return Mailbox(own, tuple(sent), tuple(arrived.values()), tuple(to_self), elsewhere)


@contextmanager
def opened(
    server: MailboxServer, password: Callable[[], str], context: ssl.SSLContext | None
) -> Iterator[Connection]:
    """Give a connection that is logged in, and explain what goes wrong with it."""
    with translated(server):
        connection = Connection(server, context or ssl.create_default_context())
        try:
            log_in(connection, password)
            yield connection
        finally:
            connection.leave()


def _read_sent(connection: Connection, folder: str, now: datetime) -> dict[int, Letter]:
    """Return the letters in a folder of sent mail, by number; the folder stays open."""
    numbers = search_folder(connection, folder, *since(now, SENT_DAYS))
    return _parse(fetch_headers(connection, numbers, SENT_FIELDS))


def _read_arrived(
    connection: Connection, folder: str, now: datetime
) -> tuple[dict[int, Letter], tuple[int, ...]]:
    """Return the letters that arrived, by number, and which look like answers; the folder stays open.

    The server looks for the mark that answers have in their subject, so that no other subject is seen. Where
    all mail is kept, so are the drafts: an answer that is not sent yet is none.
    """
    query = (*since(now, WAITING_DAYS), "UNDRAFT")
    numbers = search_folder(connection, folder, *query)
    marking = start_search(connection, *query, "SUBJECT", MARK)
    letters = _parse(fetch_headers(connection, numbers, RECEIVED_FIELDS))
    marked = finish_search(connection, marking, *query, "SUBJECT", MARK)
    return letters, tuple(number for number in marked if number in letters)


def _parse(fetched: Mapping[int, Fetched]) -> dict[int, Letter]:
    return {number: parse_letter(found.content, found.arrived) for number, found in fetched.items()}


def _read_to_self(
    connection: Connection, letters: Mapping[int, Letter], own: frozenset[str], summaries: str
) -> list[ToSelf]:
    """Return what the owner sent to themself alone; of answers that were typed also the text."""
    alone = [number for number, letter in letters.items() if letter.personal and letter.is_to_self(own)]
    found = {
        number: _make_to_self(letters[number], fetched.content)
        for number, fetched in fetch_headers(connection, alone, _ANSWERING).items()
    }
    typed = [number for number, letter in found.items() if _is_typed(letter, summaries)]
    for number, fetched in fetch_beginnings(connection, typed, _BEGINNING).items():
        found[number] = found[number]._replace(text=fetched.content)
    return list(found.values())


def _make_to_self(letter: Letter, headers: bytes) -> ToSelf:
    fields = parse_fields(headers)
    references = f"{fields.get('references', '')} {fields.get('in-reply-to', '')}"
    return ToSelf(letter.sender, letter.at, fields.get("subject", ""), references)


def _is_typed(letter: ToSelf, summaries: str) -> bool:
    return summaries in letter.references and parse_answer_subject(letter.subject) is None


def _find_strange(
    marked: Mapping[int, Letter], to_self: Iterable[ToSelf], own: frozenset[str], now: datetime
) -> dict[int, Letter]:
    """Return which answers that came to the owner alone are no copies of those they sent from here.

    Copies are told by their instant; what came since the Sent folders were read may be one, too.
    """
    known = {letter.at for letter in to_self}
    return {
        number: letter
        for number, letter in marked.items()
        if letter.personal
        and letter.is_to_self(own)
        and letter.at <= now
        and not (letter.sender in own and letter.at in known)
    }


def _read_subjects(connection: Connection, letters: Mapping[int, Letter]) -> tuple[ToSelf, ...]:
    fetched = fetch_headers(connection, letters, ("SUBJECT",))
    return tuple(_make_to_self(letters[number], found.content) for number, found in fetched.items())
