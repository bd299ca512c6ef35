"""The exports that were given, read: each by its kind, all of them together (design.md, section 11)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, tzinfo
from functools import partial
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from sync.imports.addressbook.google import read_google
from sync.imports.addressbook.outlook import read_outlook
from sync.imports.export import FileRead, Kind, Part, Place, UnreadableError
from sync.imports.facebook import friends
from sync.imports.facebook.threads import read_thread
from sync.imports.linkedin import others
from sync.imports.linkedin.connections import read_connections
from sync.imports.linkedin.messages import read_messages
from sync.imports.pieces import Opened, Piece, open_pieces
from sync.imports.together import combine, share
from sync.imports.vcard.cards import read_cards
from sync.imports.x.archive import read_archive

Progress = Callable[[int, int], None]
"""Told how many pieces are read, of how many."""
_Reader = Callable[[str, Place, tzinfo], Part]

_READERS: Mapping[Kind, _Reader] = MappingProxyType(
    {
        Kind.CONNECTIONS: read_connections,
        Kind.MESSAGES: read_messages,
        Kind.INVITATIONS: others.read_invitations,
        Kind.IMPORTED: others.read_imported,
        Kind.LINKEDIN_PROFILE: others.read_own_name,
        Kind.OWN_ADDRESSES: others.read_own_addresses,
        Kind.GOOGLE: read_google,
        Kind.OLD_GOOGLE: read_google,
        Kind.OUTLOOK: read_outlook,
        Kind.VCARD: read_cards,
        Kind.FRIENDS: friends.read_friends,
        Kind.FACEBOOK_MESSAGES: read_thread,
        Kind.FACEBOOK_CONTACTS: friends.read_contacts,
        Kind.FACEBOOK_PROFILE: friends.read_own_profile,
    }
)


def read_exports(
    files: Iterable[tuple[str, BinaryIO]], zone: tzinfo = UTC, progress: Progress | None = None
) -> list[FileRead | UnreadableError]:
    """Read all files, in their order; one that cannot be read at all is its error, and the others are read.

    What belongs together is put together: the messages of the one file date the people of the other. Days
    of messages are told in `zone`, the sheet's.
    """
    opened = [(name, _open(name, source)) for name, source in files]
    total = sum(len(found.pieces) for _, found in opened if isinstance(found, Opened))
    counter = _Counter(progress, total)
    reads = [
        found if isinstance(found, UnreadableError) else _read(name, found, zone, counter)
        for name, found in opened
    ]
    shared = iter(share([read for read in reads if isinstance(read, FileRead)]))
    return [read if isinstance(read, UnreadableError) else next(shared) for read in reads]


class _Reading(NamedTuple):
    """Something to be read, and how; it raises UnreadableError."""

    place: Place
    kind: Kind
    read: Callable[[], Part]


class _Counter:
    """Tells how far the reading has come."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def load(self, piece: Piece) -> str:
        """Return the piece's text; it counts as done also where it cannot be read."""
        try:
            return piece.load()
        finally:
            self._done += 1
            if self._progress:
                self._progress(self._done, self._total)


def _open(name: str, source: BinaryIO) -> Opened | UnreadableError:
    try:
        return open_pieces(name, source)
    except UnreadableError as error:
        return error


def _read(name: str, opened: Opened, zone: tzinfo, counter: _Counter) -> FileRead | UnreadableError:
    told: list[tuple[Kind, Part]] = []
    errors: list[UnreadableError] = []
    faults = list(opened.faults)
    for place, kind, read in _find_readings(opened.pieces, zone, counter):
        try:
            told.append((kind, read()))
        except UnreadableError as error:
            errors.append(error)
            faults.append(place.fault(None, error.why, error.cure))
    return combine(name, told, faults) if told else errors[0]


def _find_readings(pieces: Sequence[Piece], zone: tzinfo, counter: _Counter) -> Iterator[_Reading]:
    """Yield what is to be read: each piece by itself, those of an archive of X together."""
    for piece in pieces:
        if piece.kind is not Kind.X:
            reader = _READERS[piece.kind]
            yield _Reading(piece.place, piece.kind, partial(_read_piece, reader, piece, zone, counter))
    archive = [(piece.place, partial(counter.load, piece)) for piece in pieces if piece.kind is Kind.X]
    if archive:
        yield _Reading(Place(archive[0][0].file), Kind.X, partial(read_archive, archive, zone))


def _read_piece(reader: _Reader, piece: Piece, zone: tzinfo, counter: _Counter) -> Part:
    return reader(counter.load(piece), piece.place, zone)
