"""What a method of the API is given to do its work."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Protocol

from tests.google.api.routes import Call
from tests.google.errors import ProtectedError, RequestError, invalid
from tests.google.requests.batch import protected
from tests.google.requests.protection import refuse_protected
from tests.google.requests.validation import refuse_invalid
from tests.google.sheet.cells import Calculator
from tests.google.sheet.masks import Mask
from tests.google.sheet.model import Book
from tests.google.sheet.read import Part, find_range
from tests.google.switches import Switches

Json = dict[str, Any]


class Books(Protocol):
    """Where spreadsheets are kept."""

    switches: Switches
    books: dict[str, Book]

    def day(self, book: Book) -> dt.date:
        """Return the spreadsheet's day."""

    def calculator(self, book: Book) -> Calculator:
        """Return the values of a spreadsheet as of its day."""

    def make_book(self, title: str, owner: str) -> Book:
        """Return a new spreadsheet."""

    def book(self, book_id: str, *, write: bool) -> Book:
        """Return a spreadsheet that the service account may read, or write."""


@dataclass(frozen=True)
class Job:
    """One call with everything that its method needs."""

    service: Books
    call: Call
    options: Json
    body: Json
    mask: Mask

    @property
    def book(self) -> Book:
        """Return the spreadsheet that the call names."""
        return self.service.book(self.call.book_id, write=self.call.kind == "write")

    def keep(self, book: Book) -> None:
        """Let a changed spreadsheet take the place of the old one."""
        if self.service.switches.validation_stops_programs:
            try:
                refuse_invalid(self.service.books[book.book_id], book)
            except RequestError as error:
                raise invalid(str(error)) from None
        self.service.books[book.book_id] = book

    def guard(self, book: Book, part: Part, where: str = "") -> None:
        """Refuse cells that are protected against the service account."""
        try:
            refuse_protected(book, *part)
        except ProtectedError as error:
            raise protected(book, str(error), where) from None


def part_of(book: Book, text: str, where: str = "") -> Part:
    """Return what A1 notation means, refused as Google does."""
    try:
        return find_range(book, text)
    except RequestError as error:
        raise invalid(where + str(error)) from None
