"""The zip archive that an .xlsx file is: parts are read within bounds, and copied as they are packed.

The format is that of PKWARE's APPNOTE, 4.3. What is not changed is never unpacked, so that it stays byte for
byte, and so that a few bytes that unpack to gigabytes do no harm.
"""

import copy
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sync.sheets.xlsx.package.xml import UnfitError

MOST_BYTES = 200_000_000
"""What a part may unpack to."""

_EARLIER = "restore an earlier copy of it"
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OSError)
_RECORD = struct.Struct("<4s6H3L5H2L")
"""An entry of the central directory, up to its name."""
_OFFSET = slice(42, 46)
_ELSEWHERE = b"\xff" * 4
"""In place of the offset where that stands in a ZIP64 extra field."""
_LOCAL = struct.Struct("<26s2H")
"""The header before a part, up to its name."""
_SIZE_FOLLOWS = 8
_END = struct.Struct("<4s4H2LH")
_MOST_PARTS = 0xFFFF


class Entry(NamedTuple):
    """A part as it is packed: its name, its bytes with their header, its record in the central directory."""

    name: str
    local: bytes
    record: bytes


class Archive:
    """The parts of an archive by name, in capitals or not and with slashes of either kind."""

    def __init__(self, data: bytes) -> None:
        """Open it. Raises UnfitError where it is damaged or has a password."""
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise UnfitError(f"it is damaged ({error})", _EARLIER) from error
        infos = self._zip.infolist()
        self._infos = {_folded(info.filename): info for info in infos}
        if len(self._infos) != len(infos):
            raise UnfitError("it is damaged (a part stands in it twice)", _EARLIER)
        if any(info.flag_bits & 1 for info in infos):
            raise UnfitError("it is protected with a password", "take the password off")

    def __contains__(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return _folded(name) in self._infos

    def find_name(self, name: str) -> str:
        """Return the name as the archive spells it; one that is not there as it is."""
        info = self._infos.get(_folded(name))
        return info.filename.replace("\\", "/").lstrip("/") if info else name

    def read(self, name: str) -> bytes:
        """Return a part's bytes. Raises UnfitError where it is missing, damaged or too large."""
        info = self._infos.get(_folded(name))
        if info is None:
            raise UnfitError(f"it is damaged ({name} is missing)", _EARLIER)
        if info.file_size > MOST_BYTES:
            why = f"{name} in it unpacks to {info.file_size // 1_000_000:,} MB, too much for a list"
            raise UnfitError(why, "keep the list in a workbook of its own")
        try:
            with self._zip.open(info) as part:
                return part.read(info.file_size + 1)  # never more than it says, whatever is packed
        except _BROKEN as error:
            raise UnfitError(f"it is damaged ({name}: {error})", _EARLIER) from error

    def with_parts(self, parts: Mapping[str, bytes | None]) -> bytes:
        """Return the archive with these parts in place of the old; new ones come last, None drops one."""
        changed = {_folded(name) for name in parts}
        entries = {name: entry for entry in self.entries() if (name := _folded(entry.name)) not in changed}
        entries |= {_folded(entry.name): entry for entry in Archive(self._pack(parts)).entries()}
        order = dict.fromkeys([*self._infos, *entries])
        return _join([entries[name] for name in order if name in entries])

    def entries(self) -> Iterator[Entry]:
        """Yield the parts as they are packed, in the order of the central directory."""
        try:
            yield from self._read_entries()
        except _BROKEN as error:
            raise UnfitError(f"it is damaged ({error})", _EARLIER) from error

    def _read_entries(self) -> Iterator[Entry]:
        infos = self._zip.infolist()
        offsets = sorted(info.header_offset for info in infos)
        ends = dict(zip(offsets, [*offsets[1:], self._zip.start_dir], strict=True))
        at = self._zip.start_dir
        for info in infos:
            lengths = _RECORD.unpack_from(self._data, at)[10:13]
            record = self._data[at : at + _RECORD.size + sum(lengths)]
            at += len(record)
            if record[_OFFSET] == _ELSEWHERE:
                yield from Archive(self._pack({info.filename: self.read(info.filename)})).entries()
            else:
                yield Entry(info.filename, self._find_local(info, ends[info.header_offset]), record)

    def _find_local(self, info: zipfile.ZipInfo, end: int) -> bytes:
        start = info.header_offset
        lengths = _LOCAL.unpack_from(self._data, start)[1:]
        least = start + _LOCAL.size + sum(lengths) + info.compress_size
        if least > end:
            raise UnfitError(f"it is damaged ({info.filename} overlaps another part)", _EARLIER)
        return self._data[start : end if info.flag_bits & _SIZE_FOLLOWS else least]

    def _pack(self, parts: Mapping[str, bytes | None]) -> bytes:
        """Return an archive of these parts alone, each stored as before."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
            for name, content in parts.items():
                if content is not None:
                    old = self._infos.get(_folded(name))
                    info = copy.copy(old) if old else zipfile.ZipInfo(name)
                    info.extra = b""
                    new.writestr(info, content, None if old else zipfile.ZIP_DEFLATED)
        return buffer.getvalue()


def _folded(name: str) -> str:
    """Part names are the same in capitals and small letters (ECMA-376, part 2, 6.2.2.3)."""
    return name.replace("\\", "/").lstrip("/").lower()


def _join(entries: list[Entry]) -> bytes:
    if len(entries) > _MOST_PARTS:
        raise UnfitError("it has too many parts")
    pieces, records, offset = [], [], 0
    for entry in entries:
        pieces.append(entry.local)
        record = bytearray(entry.record)
        record[_OFFSET] = offset.to_bytes(4, "little")
        records.append(record)
        offset += len(entry.local)
    directory, count = b"".join(records), len(entries)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, 0)
    return b"".join([*pieces, directory, end])
