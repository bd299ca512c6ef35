"""The emulator in a process of its own: ``python -m tests.bench.runs.office``.

It is told what to do by lines of JSON, ``["name", argument, …]``, the methods of `Office`, and answers each
with a line. Every request takes 150 ms, the order of a real call.
"""

import datetime as dt
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.ledger import count_cells
from tests.bench.people import EDIT, EDITED_ROW, HEADERS, make_rows
from tests.bench.runs.meter import Meter
from tests.google import faults
from tests.google.server import Emulator
from tests.mail.servers import Inbox, serve

if TYPE_CHECKING:
    from tests.google.sheet.model import Book

Json = dict[str, Any]

DELAY = 0.15
SCOPES = frozenset(
    {
        "openid",
        "https://www.googleapis.com/auth/drive",
        "https://www.googleapis.com/auth/userinfo.email",
    }
)
"""What gspread and gspread-pandas ask for unless told otherwise, beside the sheets."""
TAB = 0
BAD = 400


class Office:
    """The sheets of the benchmark: one for each contender, put back to what it was before every run."""

    def __init__(self, google: Emulator, folder: Path, smtp_port: int) -> None:
        self.google, self.folder, self.smtp_port = google, folder, smtp_port
        self.meter = Meter(int(google.host.rpartition(":")[2]))
        google.delay = DELAY
        google.office.url = f"http://127.0.0.1:{self.meter.port}/token"
        google.office.allowed_scopes |= SCOPES
        google.fault(
            faults.answer(200, {"id": "root", "name": "My Drive"}),
            on=lambda exchange: exchange.path.startswith("/drive/"),
            times=None,
        )
        self.kept: dict[str, Book] = {}
        self.owners: dict[str, dict[tuple[int, int], Json]] = {}

    def greet(self) -> Json:
        """Return where everything is."""
        key = self.google.key_file(self.folder / "key.json")
        return {"host": f"127.0.0.1:{self.meter.port}", "key": str(key), "smtp_port": self.smtp_port}

    def make(self, count: int) -> str:
        """Make a spreadsheet of *count* contacts, with a comment and a format of the owner's."""
        today = dt.datetime.now(dt.UTC).date()
        rows = make_rows(count, today)
        book_id = self.google.create("Friends", [row[:4] for row in rows])
        person = self.google.person(book_id)
        person.type("E1", *(row[4:] for row in rows))
        person.batch(
            _format(1, {"note": "her brother has her number"}, "note"),
            _format(
                2, {"userEnteredFormat": {"textFormat": {"italic": True}}}, "userEnteredFormat.textFormat"
            ),
        )
        self.owners[book_id] = self._others(book_id)
        return book_id

    def edit(self, book_id: str) -> None:
        """Edit one note, as the owner."""
        self.google.person(book_id).type(f"D{EDITED_ROW}", [EDIT])

    def keep(self, book_id: str, name: str) -> None:
        """Keep the spreadsheet as it is now under a name."""
        self.kept[name] = self.google.service.books[book_id].copy()

    def put_back(self, book_id: str, name: str) -> None:
        """Put the spreadsheet back to what was kept, and begin to count."""
        self.google.service.books[book_id] = self.kept[name].copy()
        self.google.log.clear()
        self.meter.reset()

    def tally(self, book_id: str) -> Json:
        """Return what happened since."""
        others, before = self._others(book_id), self.owners[book_id]
        return {
            "requests": len(self.google.log),
            "body": sum(exchange.bytes_in for exchange in self.google.log if exchange.kind != "token"),
            "sent": self.meter.sent,
            "received": self.meter.received,
            "cells": count_cells(self.google.log),
            "harmed": sum(others.get(place) != before.get(place) for place in others.keys() | before.keys()),
            "failed": [exchange.answer for exchange in self.google.log if exchange.status >= BAD],
        }

    def recall(self, book_id: str) -> list[Json]:
        """Return the Sheets requests since, as they were sent: what the floor sends again."""
        return [
            {"verb": exchange.verb, "path": exchange.path, "body": json.dumps(exchange.body)}
            for exchange in self.google.log
            if exchange.book_id == book_id
        ]

    def _others(self, book_id: str) -> dict[tuple[int, int], Json]:
        """Return the owner's cells as stored, formats and comments too, but not the edited note."""
        stored = self.google.person(book_id).stored()
        edited = (EDITED_ROW - 1, HEADERS.index("Relationship information"))
        return {
            place: cell
            for place, cell in stored.items()
            if place[1] < len(HEADERS) and place != edited and cell
        }


def _format(row: int, cell: Json, fields: str) -> Json:
    area = {"sheetId": TAB, "startRowIndex": row, "endRowIndex": row + 1}
    return {
        "repeatCell": {
            "range": area | {"startColumnIndex": 0, "endColumnIndex": 1},
            "cell": cell,
            "fields": fields,
        }
    }


def main() -> None:
    """Do as told until there is nothing more to read."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-office-") as folder,
        Emulator() as google,
        serve(Inbox(), login=False) as smtp_port,
    ):
        office = Office(google, Path(folder), smtp_port)
        for line in sys.stdin:
            name, *arguments = json.loads(line)
            print(json.dumps(getattr(office, name)(*arguments)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
