"""What the owner may write for their sheet: a Google Sheets address or id, or a local workbook."""

import re
from pathlib import Path
from typing import NamedTuple

from sync.errors import SetUpError


class GoogleAddress(NamedTuple):
    """A spreadsheet at Google, and the tab's id where the address names one."""

    key: str
    gid: int | None = None

    def __str__(self) -> str:
        """Return the address as a browser shows it."""
        return f"https://docs.google.com/spreadsheets/d/{self.key}/edit#gid={self.gid or 0}"


_KEY = re.compile(r"/spreadsheets/(?:u/\d+/)?d/([\w-]+)")
_GID = re.compile(r"[#&?]gid=(\d+)")
_CURE = "give the address of a Google Sheet as the browser shows it, or the path of an .xlsx or .xlsm file"


def parse_location(location: str, folder: Path) -> GoogleAddress | Path:
    """Return where the sheet is; a relative path counts from `folder`.

    Raises `SetUpError` for anything that is neither, with what it looks like.
    """
    location = location.strip()
    if location.lower().endswith((".xlsx", ".xlsm")) and "://" not in location:
        return folder / Path(location).expanduser()
    if found := _KEY.search(location):
        if found[1] == "e":
            raise SetUpError(location, "this is the address of a published copy", _CURE)
        gid = _GID.search(location)
        return GoogleAddress(found[1], int(gid[1]) if gid else None)
    if re.fullmatch(r"[\w-]+", location) and not (folder / location).exists():
        return GoogleAddress(location)
    raise SetUpError(location or "the sheet", _what_it_is(location), _CURE)


def _what_it_is(location: str) -> str:
    if "/folders/" in location:
        return "this is a Drive folder, not a sheet"
    if "docs.google.com" in location or "drive.google.com" in location:
        return "this address names no Google Sheet"
    return "this is neither a Google Sheet nor an .xlsx or .xlsm workbook" if location else "none is named"
