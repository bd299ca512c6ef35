"""A spreadsheet in the emulator as a maintainer prepares it for the probe, and a probe of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from sync.sheets.google.key import load_key
from tests.google.server import Emulator
from tests.live.api import Google, Json
from tests.live.probe import More

WALLED, PRIVATE = "Walled", "Mother's birthday"


class Prepared(NamedTuple):
    """The emulator with the spreadsheet, its key file, and all that there is to ask."""

    emulator: Emulator
    book_id: str
    key_file: Path
    more: More

    def probe_of(self, now: list[float]) -> Google:
        """Return the other end of the line; it waits by moving the clock *now* on."""
        return Google(
            load_key(self.key_file), self.book_id, lambda seconds: now.__setitem__(0, now[0] + seconds)
        )

    def snapshot(self) -> Json:
        """Return everything that the spreadsheet holds."""
        return self.emulator.person(self.book_id).snapshot()


@contextmanager
def prepared(folder: Path, now: list[float]) -> Iterator[Prepared]:
    """Give a spreadsheet with a tab of the maintainer's, one that only they may edit, and one read-only."""
    with Emulator(clock=lambda: now[0]) as emulator, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHEETS_EMULATOR_HOST", emulator.host)
        book_id = emulator.create("Mine", [["Mother", "5 May"]], locale="fr_FR", tab=PRIVATE)
        owner = emulator.person(book_id)
        owner.batch({"addSheet": {"properties": {"title": WALLED}}})
        owner.protect("", tab=WALLED)
        lent = emulator.create("Lent", [["x"]], shared="reader")
        key_file = emulator.key_file(folder / "key.json")
        yield Prepared(emulator, book_id, key_file, More(WALLED, lent))
