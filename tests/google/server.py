"""The emulator as a fixture: a Google Sheets API and token endpoint on a loopback port.

with Emulator() as google:
    sheet = google.create("Friends", rows=[["Name", "Email"], ["Ada", "ada@example.org"]])
    key = google.key_file(tmp_path / "key.json")
    ... run the program with SHEETS_EMULATOR_HOST=google.host ...
    assert google.person(sheet).values("A2") == [["Ada"]]
    assert [exchange.kind for exchange in google.log] == ["token", "read"]
"""

import csv
import datetime as dt
import json
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

from tests.google import faults, oauth
from tests.google.api.entered import enter_known, enter_raw
from tests.google.api.routes import Call
from tests.google.faults import Exchange, Hold, On, Plan
from tests.google.oauth import TokenOffice
from tests.google.person import Person
from tests.google.service import Service
from tests.google.sheet.model import OWNER, make_sheet
from tests.google.switches import Switches
from tests.google.transport import Server

Json = dict[str, Any]


class Emulator:
    """A server on 127.0.0.1, from ``start`` (or ``with``) to ``stop``.

    *clock* gives the seconds since 1970 for tokens, quotas and TODAY(); ``today`` overrides the day.
    *accept_replay* also accepts the fixed token of the recordings' replay.py.
    """

    def __init__(
        self, *, port: int = 0, clock: Callable[[], float] = time.time, accept_replay: bool = False
    ) -> None:
        self.office = TokenOffice(clock, accept_replay=accept_replay)
        self.service = Service(clock, self.office)
        self.plan = Plan()
        self.log: list[Exchange] = []
        self.delay = 0.0
        self.bugs: list[Exception] = []
        self.stopping = threading.Event()
        self._holds: list[Hold] = []
        self._log_lock = threading.Lock()
        self._server = Server(self, port)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self.office.url = f"http://{self.host}/token"

    def start(self) -> Self:
        """Serve from now on."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Let go of everything held, end every connection and wait for it."""
        self.stopping.set()
        for hold in self._holds:
            hold.release()
        if self._thread.is_alive():
            self._server.stop()
            self._thread.join()
        else:
            self._server.server_close()

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(self, *_: object) -> None:
        """Stop; a bug of the emulator is raised here, so that no test passes over it."""
        self.stop()
        if self.bugs:
            raise self.bugs[0]

    @property
    def url(self) -> str:
        """Return the base address."""
        return f"http://{self.host}"

    @property
    def switches(self) -> Switches:
        """Return the switches of what is not established about Google."""
        return self.service.switches

    @property
    def today(self) -> dt.date | None:
        """Return the day that TODAY() gives, None for the clock's in the spreadsheet's zone."""
        return self.service.today

    @today.setter
    def today(self, day: dt.date | None) -> None:
        self.service.today = day

    @property
    def quota(self) -> bool:
        """Say whether 60 reads and 60 writes a minute are the most there is."""
        return self.service.quota

    @quota.setter
    def quota(self, enforced: bool) -> None:
        self.service.quota = enforced

    def key_file(self, path: Path) -> Path:
        """Write the service account's key, readable by its owner only, and return *path*."""
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(json.dumps(oauth.key_json(self.office.url), indent=2), encoding="utf-8")
        return path

    def create(
        self,
        title: str = "Friends",
        rows: Sequence[Sequence[Any]] = (),
        *,
        locale: str = "en_US",
        time_zone: str = "Etc/GMT",
        tab: str = "Sheet1",
        **options: Any,
    ) -> str:
        """Make a spreadsheet of the owner's and return its id.

        Text in *rows* stays text (RAW) unless ``typed=True``. Further *options*: ``columns`` and
        ``row_count`` of the grid, ``sheet_id`` of its tab, ``shared`` (writer, reader or None).
        """
        with self.service.lock:
            book = self.service.make_book(title, OWNER)
            book.locale, book.time_zone = locale, time_zone
            book.shared = options.pop("shared", "writer")
            enter = enter_known if options.pop("typed", False) else lambda value, _: enter_raw(value)
            sheet = make_sheet(
                options.pop("sheet_id", 0),
                tab,
                options.pop("row_count", max(1000, len(rows))),
                options.pop("columns", 26),
            )
            if options:
                raise TypeError(f"unknown options: {', '.join(options)}")
            for row, line in enumerate(rows):
                for column, value in enumerate(line):
                    if value is not None:
                        sheet.put((row, column), enter(value, locale))
            book.sheets = [sheet]
        return book.book_id

    def create_from_csv(self, path: Path, *, locale: str = "en_US", time_zone: str = "Etc/GMT") -> str:
        """Make a spreadsheet with a CSV file's cells as somebody would have typed them."""
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        return self.create(path.stem, rows, locale=locale, time_zone=time_zone, typed=True)

    def person(self, book_id: str = "") -> Person:
        """Return the owner at work on a spreadsheet, the first one made unless named."""
        return Person(self.service, book_id or next(iter(self.service.books)))

    def address(self, book_id: str) -> str:
        """Return a spreadsheet's address as a browser shows it."""
        sheet_id = self.service.books[book_id].sheets[0].sheet_id
        return f"https://docs.google.com/spreadsheets/d/{book_id}/edit#gid={sheet_id}"

    def fault(self, fault: faults.Fault, *, on: On = "any", nth: int = 1, times: int | None = 1) -> None:
        """Let something go wrong: see faults.Plan for *on*, *nth* and *times*."""
        self.plan.fault(fault, on=on, nth=nth, times=times)

    def hold(self, *, on: On = "any", nth: int = 1, applied: bool = True) -> Hold:
        """Hold one answer back, after the request took effect or before; release it, or stop."""
        hold = Hold()
        self._holds.append(hold)
        self.plan.fault(faults.held(hold, applied=applied), on=on, nth=nth)
        return hold

    def before(
        self, action: Callable[[Person], object], *, on: On = "any", nth: int = 1, times: int | None = 1
    ) -> None:
        """Let a person act just before a request is looked at."""
        self.plan.before(lambda book_id: action(self.person(book_id)), on=on, nth=nth, times=times)

    def count(self, kind: str) -> int:
        """Return how many requests of a kind (token, read, write, other) the log holds."""
        return sum(exchange.kind == kind for exchange in self.log)

    def note(self, verb: str, path: str, call: Call, size: int) -> Exchange:
        """Put a request into the log, and return its entry."""
        body = call.body.decode(errors="replace") if isinstance(call.body, bytes) else call.body
        with self._log_lock:
            number = len(self.log) + 1
            exchange = Exchange(number, verb, path, call.kind, call.method, call.book_id, body, bytes_in=size)
            self.log.append(exchange)
        return exchange
