"""Zips, read in memory and never unpacked to a disk: a path that climbs out of one is just a name.

A zip may claim any size: what it claims is added up before anything but the first bytes is unpacked, and no
more than that is.
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import BinaryIO

from sync.imports.export import Place
from sync.imports.kinds import HEAD

LARGEST_MEMBER = 100_000_000
LARGEST_ZIP = 500_000_000
"""In bytes, unpacked; pictures and films in it do not count, since they are not touched."""
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
"""A zip with and without anything in it."""

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    NotImplementedError,
)
_AGAIN = "download it again"
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".pdf")
_FILMS = (".mp4", ".mov", ".avi", ".webm", ".mp3", ".aac", ".m4a", ".opus", ".ogg", ".wav")
_NO_TEXT = {*_PICTURES, *_FILMS}
_WORKBOOK = "[Content_Types].xml"


class Archive:
    """A zip's members that may be text. Raises UnreadableError for what is no sound zip."""

    def __init__(self, source: BinaryIO, place: Place) -> None:
        """Open the zip, reading its list of members alone."""
        self.place = place
        try:
            self._zip = zipfile.ZipFile(source)
        except _BROKEN:
            raise place.unreadable("the zip is cut off or damaged", _AGAIN) from None
        if _WORKBOOK in self._zip.namelist():
            raise place.unreadable("it is a workbook or a document, no export", "save it as CSV")

    def members(self) -> Iterator[zipfile.ZipInfo]:
        """Yield what may be text, without what macOS adds for itself."""
        for info in self._zip.infolist():
            path = PurePosixPath(info.filename)
            is_noise = "__MACOSX" in path.parts or path.name.startswith("._")
            is_folder = info.filename.endswith("/")  # is_dir() fails for a name of no letters
            if not is_folder and not is_noise and path.suffix.lower() not in _NO_TEXT:
                yield info

    def head(self, info: zipfile.ZipInfo) -> bytes:
        """Return a member's first bytes."""
        return self._read(info, HEAD)

    def read(self, info: zipfile.ZipInfo) -> bytes:
        """Return a member's bytes, unless there are too many of them."""
        if info.file_size > LARGEST_MEMBER:
            raise self.inside(info).unreadable(
                f"it would be {info.file_size:,} bytes, more than a service writes",
                f"at most {LARGEST_MEMBER:,} are read",
            )
        return self._read(info, LARGEST_MEMBER)

    def inside(self, info: zipfile.ZipInfo) -> Place:
        """Return the member as a place."""
        return Place(self.place.file, " › ".join(filter(None, (self.place.member, info.filename))))

    def _read(self, info: zipfile.ZipInfo, size: int) -> bytes:
        if info.flag_bits & 1:
            raise self.place.unreadable(
                "the zip is protected with a password", "unpack it, and give the files in it"
            )
        try:
            with self._zip.open(info) as member:
                return member.read(size)
        except _BROKEN:
            raise self.inside(info).unreadable("the zip is damaged there", _AGAIN) from None


def open_within(archive: Archive, info: zipfile.ZipInfo) -> Archive:
    """Return a zip within a zip: LinkedIn's download is sometimes packed twice."""
    return Archive(BytesIO(archive.read(info)), archive.inside(info))
