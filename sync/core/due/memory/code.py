"""The memory as a code in the cell's comment: the only part of the comment that is read back.

A code is a version, the fields of `Memory` in their order, and a checksum, in URL-safe base64. A version
only ever adds fields at the end, so that every older code is read for ever (design.md, section 4).
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import cache
from struct import Struct
from types import UnionType
from typing import Any, NamedTuple, get_args, get_type_hints
from zlib import crc32

from sync.core.due.memory.memory import Memory
from sync.core.plan.stops import StopError

FIELDS_OF_VERSION = {1: 23, 2: 29}
"""How many of the memory's fields a code of each version holds."""
VERSION = max(FIELDS_OF_VERSION)
_CHECK = 3


class _Packing(NamedTuple):
    """How one kind of field stands in the code."""

    format: str
    write: Callable[[Any], object]
    read: Callable[[Any], Any]


class _Layout(NamedTuple):
    struct: Struct
    packings: tuple[_Packing, ...]


def encode(memory: Memory) -> str:
    """Return the memory as a code."""
    layout = _layout_of(VERSION)
    fields = (packing.write(field) for packing, field in zip(layout.packings, memory, strict=True))
    packed = layout.struct.pack(VERSION, *fields)
    return urlsafe_b64encode(packed + _check(packed)).decode().rstrip("=")


def decode(code: str) -> Memory | None:
    """Return the memory that the code holds, None for one that is damaged.

    Raises `StopError` for a whole code of a later version: what it says must not be taken for nothing.
    """
    try:
        whole = urlsafe_b64decode(code + "=" * (-len(code) % 4))
    except ValueError:
        return None
    packed = whole[:-_CHECK]
    if len(packed) <= 1 or _check(packed) != whole[-_CHECK:]:
        return None
    if packed[0] not in FIELDS_OF_VERSION:
        why = "its Next due column was written by a newer version of this program"
        raise StopError(why, "update this copy")
    layout = _layout_of(packed[0])
    if len(packed) != layout.struct.size:
        return None
    _, *fields = layout.struct.unpack(packed)
    try:
        return Memory(*(packing.read(field) for packing, field in zip(layout.packings, fields, strict=True)))
    except (ValueError, OverflowError):
        return None


@cache
def _layout_of(version: int) -> _Layout:
    kinds = list(get_type_hints(Memory).values())[: FIELDS_OF_VERSION[version]]
    packings = tuple(map(_packing_of, kinds))
    return _Layout(Struct(">B" + "".join(packing.format for packing in packings)), packings)


def _packing_of(kind: Any) -> _Packing:
    [kind, *_] = get_args(kind) if isinstance(kind, UnionType) else [kind]
    if kind is date:
        return _Packing("I", lambda day: day.toordinal() if day else 0, _day_of)
    if issubclass(kind, StrEnum):
        return _Packing("c", lambda letter: (letter or "-").encode(), lambda byte: _letter_of(kind, byte))
    return _Packing("?" if kind is bool else "I", lambda field: field, lambda field: field)


def _day_of(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


def _letter_of(kind: type[StrEnum], byte: bytes) -> StrEnum | None:
    return None if byte == b"-" else kind(byte.decode())


def _check(packed: bytes) -> bytes:
    return crc32(packed).to_bytes(4, "big")[:_CHECK]
