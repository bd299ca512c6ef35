"""What the mailbox looks like from here, for `check` and for a report to us: never an address."""

import ssl
from collections.abc import Callable, Iterable
from datetime import datetime
from time import monotonic
from typing import NamedTuple

from sync.errors import SetUpError
from sync.letters.connection import Connection
from sync.letters.fetch import find_arrival
from sync.letters.folders import Folder, decode_name, find_arrivals, find_sent, list_folders
from sync.letters.mailbox import opened
from sync.letters.server import MailboxServer

MOST_FOLDERS = 60
"""More are named and not looked into: the time is short."""


class Seen(NamedTuple):
    """A folder, its name for people and its flags; None for what is not known of it.

    `letters` is how many it holds, `last` when the server got the last of them, in UTC.
    """

    name: str
    flags: tuple[str, ...]
    letters: int | None = None
    last: datetime | None = None


class Probe(NamedTuple):
    """What was found: what the server can do, the folders looked into, and the names of those that are read.

    `trouble` is why no folder of sent mail is read, None where one is. `seconds` is how long connecting and
    logging in took, and the rest.
    """

    capabilities: tuple[str, ...]
    folders: tuple[Seen, ...]
    sent: tuple[str, ...]
    arrivals: str
    trouble: SetUpError | None
    seconds: tuple[float, float]


def probe(
    server: MailboxServer,
    password: Callable[[], str],
    context: ssl.SSLContext | None = None,
    *,
    everything: bool = False,
) -> Probe:
    """Look into the folders that a run reads, or into `everything`. Raises as `read_mailbox` does.

    A missing folder of sent mail is told in `trouble`, so that the folders there are can be shown.
    """
    began = monotonic()
    with opened(server, password, context) as connection:
        logged_in = monotonic()
        folders = list_folders(connection)
        sent, trouble = _find_sent(folders, server)
        arrivals = find_arrivals(folders)
        read = {folder.name for folder in sent} | {arrivals}
        looked_at = [folder for folder in folders if everything or folder.name in read]
        seen = _look_into(connection, looked_at)
        seconds = (logged_in - began, monotonic() - logged_in)
        names = tuple(folder.shown for folder in sent)
        return Probe(connection.capabilities, seen, names, decode_name(arrivals), trouble, seconds)


def _find_sent(
    folders: Iterable[Folder], server: MailboxServer
) -> tuple[tuple[Folder, ...], SetUpError | None]:
    try:
        return find_sent(folders, server), None
    except SetUpError as error:
        return (), error


def _look_into(connection: Connection, folders: list[Folder]) -> tuple[Seen, ...]:
    seen = [_look_at(connection, folder) for folder in folders[:MOST_FOLDERS]]
    return (*seen, *(Seen(folder.shown, _flags(folder)) for folder in folders[MOST_FOLDERS:]))


def _look_at(connection: Connection, folder: Folder) -> Seen:
    kind, _ = connection.finish("EXAMINE", connection.start_examine(folder.name))
    counted = connection.take("EXISTS")
    if kind != "OK" or not counted:
        return Seen(folder.shown, _flags(folder))
    count = int(counted[-1])
    return Seen(folder.shown, _flags(folder), count, _find_last(connection) if count else None)


def _find_last(connection: Connection) -> datetime | None:
    connection.ask("FETCH", "*", "(INTERNALDATE)")
    return next((found for said in connection.take("FETCH") if (found := find_arrival(said))), None)


def _flags(folder: Folder) -> tuple[str, ...]:
    return tuple(sorted(flag for flag in folder.flags if flag not in _TREE))


_TREE = frozenset(
    {"\\haschildren", "\\hasnochildren", "\\noinferiors", "\\marked", "\\unmarked", "\\subscribed"}
)
"""Flags that tell nothing about what is in a folder."""
