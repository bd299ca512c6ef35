"""What is asked of letters by their numbers, and that every one is answered for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import NamedTuple

from sync.errors import TryAgainError
from sync.letters.connection import Connection, Said
from sync.letters.server import LATER

MOST_RANGES, MOST_OCTETS = 50, 1000
"""Of one command (RFC 2683, 3.2.1.5)."""
_FRAME = len("ABCD12345 UID FETCH  \r\n")
_LIMIT = re.compile(r"MESSAGELIMIT=(\d{1,9})")


class Fetched(NamedTuple):
    """What came of one letter: when the server got it, in UTC, and what was asked of it."""

    arrived: datetime
    content: bytes


def fetch_headers(
    connection: Connection, numbers: Iterable[int], fields: Iterable[str]
) -> dict[int, Fetched]:
    """Return these header fields of the letters, and when each arrived, by number."""
    return _fetch(connection, numbers, f"(UID INTERNALDATE BODY.PEEK[HEADER.FIELDS ({' '.join(fields)})])")


def fetch_beginnings(connection: Connection, numbers: Iterable[int], octets: int) -> dict[int, Fetched]:
    """Return the beginning of the letters, by number."""
    return _fetch(connection, numbers, f"(UID INTERNALDATE BODY.PEEK[]<0.{octets}>)")


def _fetch(connection: Connection, numbers: Iterable[int], items: str) -> dict[int, Fetched]:
    wanted = set(numbers)
    found: dict[int, Fetched] = {}
    while missing := wanted - found.keys():
        for part in make_sets(sorted(missing), MOST_OCTETS - _FRAME - len(items), find_limit(connection)):
            kind, _ = connection.ask("UID", "FETCH", part, items)
            if kind != "OK":
                raise TryAgainError(connection.server.what, "it does not give all letters", LATER)
            found |= parse_fetched(connection.take("FETCH"))
        if missing == wanted - found.keys():
            raise TryAgainError(connection.server.what, "it leaves out letters that it found", LATER)
    return {number: found[number] for number in sorted(wanted)}


def find_limit(connection: Connection) -> int | None:
    """Return how many letters the server looks at for one command, None where it sets no limit (RFC 9738)."""
    found = (_LIMIT.fullmatch(word) for word in connection.capabilities)
    return next((int(match[1]) or None for match in found if match), None)


def make_sets(numbers: Sequence[int], octets: int, limit: int | None) -> Iterator[str]:
    """Yield the ascending numbers as ranges, ``3:9,12``, at most 50 and so many octets at once.

    Where holes make them many, the small ones are bridged, so that few letters are asked for that were not
    found; most holes are letters that are gone. No part spans more numbers than the limit.
    """
    part: list[str] = []
    span = 0
    for first, last in _cut(_bridge(_find_runs(numbers)), limit):
        text = f"{first}:{last}" if first < last else str(first)
        is_long = sum(map(len, part)) + len(part) + len(text) > octets
        if part and (len(part) == MOST_RANGES or is_long or (limit and span + last - first + 1 > limit)):
            yield ",".join(part)
            part, span = [], 0
        part.append(text)
        span += last - first + 1
    if part:
        yield ",".join(part)


Run = tuple[int, int]
"""The first and the last of numbers without a hole."""


def _find_runs(numbers: Sequence[int]) -> list[Run]:
    starts = [number for place, number in enumerate(numbers) if not place or numbers[place - 1] != number - 1]
    ends = [number for place, number in enumerate(numbers) if numbers[place + 1 : place + 2] != [number + 1]]
    return list(zip(starts, ends, strict=True))


_FEW_RUNS = MOST_RANGES * 2 // 3
"""That many fit into a command as a rule, whatever the length of the numbers."""


def _bridge(runs: list[Run]) -> list[Run]:
    """Return the runs with the smallest holes closed until few are left, at the price of half as many."""
    holes = sorted(
        (after[0] - before[1] - 1, place) for place, (before, after) in enumerate(pairwise(runs), 1)
    )
    price = sum(last - first + 1 for first, last in runs) // 2
    closed = set()
    for size, place in holes[: max(len(runs) - _FEW_RUNS, 0)]:
        price -= size
        if price < 0:
            break
        closed.add(place)
    bridged: list[Run] = []
    for place, run in enumerate(runs):
        bridged.append((bridged.pop()[0], run[1]) if place in closed else run)
    return bridged


def _cut(runs: Iterable[Run], limit: int | None) -> Iterator[Run]:
    for first, last in runs:
        step = limit or last - first + 1
        for begin in range(first, last + 1, step):
            yield begin, min(begin + step - 1, last)


_UID = re.compile(rb"\bUID (\d+)")
_ARRIVED = re.compile(rb'\bINTERNALDATE "([^"]*)"')
_EMPTY = re.compile(rb'\bBODY\[[^\]]*\](?:<\d+>)? (?:NIL|"")')


def parse_fetched(said: Said) -> dict[int, Fetched]:
    """Return what an answer holds, by number; what tells of flags alone is passed over.

    A letter comes as one part, or where something had its length before it, in several up to one that is no
    tuple. In which order its items stand is the server's choice.
    """
    found: dict[int, Fetched] = {}
    frame, contents = b"", []
    for part in said:
        if isinstance(part, tuple):
            frame += part[0] + b" "
            contents.append(part[1])
            continue
        frame += part
        number = _UID.search(frame)
        arrived = find_arrival(frame)
        if number and arrived and (contents or _EMPTY.search(frame)):
            found[int(number[1])] = Fetched(arrived, contents[0] if contents else b"")
        frame, contents = b"", []
    return found


_MONTHS = {
    name: number for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)
}
_INSTANT = re.compile(rb" ?(\d{1,2})-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")


def find_arrival(frame: bytes) -> datetime | None:
    """Return when the server got the letter of which this is told, in UTC (RFC 3501, 9)."""
    said = _ARRIVED.search(frame)
    match = _INSTANT.fullmatch(said[1]) if said else None
    if match is None or match[2].title() not in _MONTHS:
        return None
    day, year, hour, minute, second, hours, minutes = map(int, match.group(1, 3, 4, 5, 6, 8, 9))
    offset = timedelta(hours=hours, minutes=minutes)
    zone = timezone(-offset if match[7] == b"-" else offset)
    return datetime(year, _MONTHS[match[2].title()], day, hour, minute, second, tzinfo=zone).astimezone(UTC)
