"""Which letters of a folder are new enough: their numbers (UID), by the day the server got them."""

from datetime import datetime, timedelta

from sync.errors import TryAgainError
from sync.letters.connection import Connection
from sync.letters.server import LATER

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ZONES = timedelta(days=2)
"""A search by days knows no zones, neither the server's nor the sheet's."""
_LIMITED = 2


def since(now: datetime, days: int) -> tuple[str, str]:
    """Return the search for what came within so many days, and two more to be sure."""
    day = now.date() - timedelta(days=days) - _ZONES
    return "SINCE", f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}"


def search_folder(connection: Connection, folder: str, *query: str) -> list[int]:
    """Open a folder for reading, and return the numbers of what is found in it, ascending.

    Both are asked in one go: the server does the one before the other.
    """
    opened = connection.start_examine(folder)
    searched = start_search(connection, *query)
    if connection.finish("EXAMINE", opened)[0] != "OK":
        raise TryAgainError(connection.server.what, "it does not open a folder", LATER)
    return finish_search(connection, searched, *query)


def start_search(connection: Connection, *query: str) -> bytes:
    """Ask for the numbers of what is found in the open folder, and return what `finish_search` wants.

    No other search may be asked for before that: what is found does not tell by which.
    """
    return connection.start("UID", "SEARCH", *query)


def finish_search(connection: Connection, searched: bytes, *query: str) -> list[int]:
    """Return the numbers of what was found, ascending.

    A server with a limit begins at the end, and says how far it came (RFC 9738): it is asked for the rest.
    """
    found: set[int] = set()
    lowest = 1 << 32
    while True:
        if connection.finish("UID", searched)[0] != "OK":
            raise TryAgainError(connection.server.what, "it does not search a folder", LATER)
        found |= {int(number) for line in connection.take("SEARCH") for number in line.split()}
        limits = [said.split() for said in connection.take("MESSAGELIMIT")]
        reached = max((int(limit[1]) for limit in limits if len(limit) == _LIMITED), default=1)
        if not 1 < reached < lowest:
            return sorted(found)
        lowest = reached
        searched = start_search(connection, "UID", f"1:{lowest - 1}", *query)
