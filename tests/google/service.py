"""The API without HTTP: a method, its options and body in; an answer out."""

import datetime as dt
import threading
from collections import deque
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from tests.google import errors
from tests.google.api import methods, value_methods
from tests.google.api.jobs import Job
from tests.google.api.routes import Call
from tests.google.api.schema import api_methods, check_answer, check_body, check_query, known_path
from tests.google.errors import ApiError, UnknownToEmulatorError, invalid
from tests.google.oauth import TokenOffice
from tests.google.sheet.cells import Calculator
from tests.google.sheet.masks import Mask, cut, parse_mask
from tests.google.sheet.model import Book, make_book_id, make_sheet
from tests.google.switches import Switches

Json = dict[str, Any]

_MINUTE = 60
_METHOD_NAMES = {"spreadsheets.get": "GetSpreadsheet", "spreadsheets.batchUpdate": "BatchUpdateSpreadsheet"}


class Service:
    """Spreadsheets, and the methods that read and change them, one at a time."""

    def __init__(self, clock: Callable[[], float], office: TokenOffice) -> None:
        self.clock, self.office = clock, office
        self.switches = Switches()
        self.books: dict[str, Book] = {}
        self._made = 0
        self.today: dt.date | None = None
        self.quota = False
        self.lock = threading.RLock()
        self._spent: dict[str, deque[float]] = {"Read": deque(), "Write": deque()}

    def day(self, book: Book) -> dt.date:
        """Return the spreadsheet's day: *today* where that is set, else the clock's in its zone [D]."""
        if self.today is not None:
            return self.today
        return dt.datetime.fromtimestamp(self.clock(), ZoneInfo(book.time_zone)).date()

    def calculator(self, book: Book) -> Calculator:
        """Return the values of a spreadsheet as of its day."""
        return Calculator(book, self.day(book))

    def make_book(self, title: str, owner: str) -> Book:
        """Return a new spreadsheet with one empty tab [R]."""
        self._made += 1
        book = Book(make_book_id(str(self._made)), title, owner=owner, switches=self.switches)
        book.sheets = [make_sheet(0, "Sheet1")]
        self.books[book.book_id] = book
        return book

    def answer(self, call: Call, authorization: str | None) -> tuple[int, Any]:
        """Return status and body."""
        try:
            with self.lock:
                return 200, self._answer(call, authorization)
        except ApiError as error:
            return error.status, error.answer
        except UnknownToEmulatorError as error:
            text = f"emulator: not implemented: {error}"
            return 501, errors.body(501, "UNIMPLEMENTED", text)

    def _answer(self, call: Call, authorization: str | None) -> Json:
        if call.kind == "token":
            return self.office.grant(call.body if isinstance(call.body, bytes) else b"")
        method = api_methods()[call.method]
        self.office.check(authorization, _METHOD_NAMES.get(call.method, call.method), method)
        self._spend("Read" if call.kind == "read" else "Write")
        options = check_query(method, call.query)
        body = (
            check_body(method["request"]["$ref"], call.body or {}, call.root) if "request" in method else {}
        )
        work = _WORK.get(call.method)
        if work is None:
            raise UnknownToEmulatorError(call.method)
        mask = _read_mask(method["response"]["$ref"], options.get("fields", ""))
        answer = work(Job(self, call, options, body, mask))
        shown: Json = cut(answer, mask)
        check_answer(method["response"]["$ref"], shown)
        return shown

    def _spend(self, kind: str) -> None:
        """Count a request against the minute's quota, and refuse the 61st [D]."""
        spent, now = self._spent[kind], self.clock()
        while spent and spent[0] <= now - _MINUTE:
            spent.popleft()
        if self.quota and len(spent) >= _MINUTE:
            raise ApiError(429, errors.quota_exceeded(kind))
        spent.append(now)

    def book(self, book_id: str, *, write: bool) -> Book:
        """Return a spreadsheet that the service account may read, or write."""
        book = self.books.get(book_id)
        if book is None:
            raise ApiError(404, errors.NOT_FOUND)
        if book.shared is None or (write and book.shared != "writer"):
            raise ApiError(403, errors.NOT_SHARED)
        return book


def _read_mask(schema: str, fields: str) -> Mask:
    try:
        mask = parse_mask(fields) if fields else {}
        bad = known_path(schema, mask)
    except ValueError:
        bad = fields
    if bad:
        text = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{bad}'."
        raise invalid("Request contains an invalid argument.", [{"field": bad, "description": text}])
    return mask


_WORK: dict[str, Callable[[Job], Json]] = {
    "spreadsheets.create": methods.create,
    "spreadsheets.get": methods.get,
    "spreadsheets.getByDataFilter": methods.get_filtered,
    "spreadsheets.batchUpdate": methods.batch,
    "spreadsheets.values.get": value_methods.get,
    "spreadsheets.values.batchGet": value_methods.batch_get,
    "spreadsheets.values.update": value_methods.update,
    "spreadsheets.values.batchUpdate": value_methods.batch_update,
    "spreadsheets.values.append": value_methods.append,
    "spreadsheets.values.clear": value_methods.clear,
    "spreadsheets.values.batchClear": value_methods.batch_clear,
    "spreadsheets.developerMetadata.search": methods.search,
}
