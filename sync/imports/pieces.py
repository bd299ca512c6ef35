"""A file that was given as the pieces that can be read: itself, or what is in it where it is a zip."""

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, NamedTuple
from zipfile import ZipInfo

from sync.imports.archives import LARGEST_MEMBER, LARGEST_ZIP, ZIP_STARTS, Archive, open_within
from sync.imports.export import Fault, Kind, Place, UnreadableError
from sync.imports.kinds import HEAD, tell_kind
from sync.imports.refused import LINKEDIN_IN_ANOTHER_LANGUAGE, PART_OF_X, Refusal
from sync.imports.typed.decoding import decode


class Piece(NamedTuple):
    """Something that is read in one go; `load` returns its text or raises UnreadableError."""

    place: Place
    kind: Kind
    load: Callable[[], str]


class Opened(NamedTuple):
    """The pieces of one file, and what in it is no piece though it might have been."""

    pieces: tuple[Piece, ...]
    faults: tuple[Fault, ...] = ()


def open_pieces(name: str, source: BinaryIO) -> Opened:
    """Look into a file, reading no more than its beginning, or that of a zip's members.

    Raises UnreadableError for what is none of the kinds, and where nothing in a zip is.
    """
    place = Place(name)
    start = source.read(HEAD)
    source.seek(0)
    if start.startswith(ZIP_STARTS):
        return _open_zip(Archive(source, place))
    kind = tell_kind(decode(start))
    refusal = PART_OF_X if kind is Kind.X else kind
    if isinstance(refusal, Refusal):
        raise place.unreadable(refusal.why, refusal.cure)
    return Opened((Piece(place, refusal, lambda: _load(source, place)),))


def _load(source: BinaryIO, place: Place) -> str:
    source.seek(0)
    data = source.read(LARGEST_MEMBER + 1)
    if len(data) > LARGEST_MEMBER:
        raise place.unreadable("it is too large for an export", f"at most {LARGEST_MEMBER:,} bytes are read")
    return decode(data)


class _Look(NamedTuple):
    """What one member turned out to be, and how many bytes of it would be read."""

    pieces: tuple[Piece, ...] = ()
    size: int = 0
    faults: tuple[Fault, ...] = ()
    refusal: Refusal | None = None


def _open_zip(archive: Archive) -> Opened:
    looks: list[_Look] = []
    size = 0
    for look in _look_into(archive, is_outermost=True):
        looks.append(look)
        size += look.size
        if size > LARGEST_ZIP:
            why = f"it would be {size:,} bytes unpacked, or more, without any pictures"
            cure = f"at most {LARGEST_ZIP:,} are read: unpack it, and give the files in it"
            raise archive.place.unreadable(why, cure)
    pieces = tuple(piece for look in looks for piece in look.pieces)
    is_told = all(piece.kind is not Kind.CONNECTIONS for piece in pieces)
    faults = tuple(fault for look in looks if is_told or not look.refusal for fault in look.faults)
    if not pieces:
        raise _nothing_in(archive.place, faults, [look.refusal for look in looks if look.refusal])
    return Opened(pieces, faults)


def _nothing_in(place: Place, faults: Sequence[Fault], refusals: Sequence[Refusal]) -> UnreadableError:
    """Return why nothing in the zip can be read: what went wrong, else what it is instead."""
    if faults:
        return UnreadableError(", ".join(filter(None, faults[0][:2])), faults[0].what, faults[0].cure)
    near = next((refusal for refusal in refusals if refusal.is_near), None)
    if near:
        return place.unreadable(near.why, near.cure)
    return place.unreadable("nothing in the zip is known here", "give the zip that the service made")


def _look_into(archive: Archive, *, is_outermost: bool) -> Iterator[_Look]:
    for info in archive.members():
        try:
            yield from _look_at(archive, info, is_outermost=is_outermost)
        except UnreadableError as error:
            yield _Look(faults=(archive.inside(info).fault(None, error.why, error.cure),))


def _look_at(archive: Archive, info: ZipInfo, *, is_outermost: bool) -> Iterator[_Look]:
    place = archive.inside(info)
    head = archive.head(info)
    if head.startswith(ZIP_STARTS):
        if not is_outermost:
            raise place.unreadable("it is a zip in a zip in a zip", "unpack it, and give what is in it")
        yield _Look(size=info.file_size)  # held in memory while its own members are read
        yield from _look_into(open_within(archive, info), is_outermost=False)
        return
    kind = tell_kind(decode(head))
    if isinstance(kind, Kind):
        yield _Look((Piece(place, kind, lambda: decode(archive.read(info))),), info.file_size)
    elif kind == LINKEDIN_IN_ANOTHER_LANGUAGE:
        # It may be the connections, unless these are found: then it is one of LinkedIn's many other tables.
        yield _Look(faults=(place.fault(None, kind.why, kind.cure),), refusal=kind)
    else:
        yield _Look(refusal=kind)
