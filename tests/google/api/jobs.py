"""What a method of the API is given to do its work, and the switches of what is not established."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Protocol

from tests.google.api.batch import Actor, protected
from tests.google.api.routes import Call
from tests.google.errors import ProtectedError, RequestError, invalid
from tests.google.sheet.cells import Calculator
from tests.google.sheet.masks import Mask
from tests.google.sheet.model import Book
from tests.google.sheet.read import Part, find_range
from tests.google.sheet.rules import refuse_protected

Json = dict[str, Any]


@dataclass
class Switches:
    """What is not established about Google [?]; a test can set either position."""

    filter_returns_metadata: bool = True
    protected_status: int = 400
    protected_prefix: bool = True
    language: str = "en"

    def actor(self) -> Actor:
        """Return the service account as Google treats it."""
        return Actor(
            is_service=True,
            language=self.language,
            protected_status=self.protected_status,
            protected_prefix=self.protected_prefix,
        )


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
        self.service.books[book.book_id] = book

    def guard(self, book: Book, part: Part, where: str = "") -> None:
        """Refuse cells that are protected against the service account."""
        actor = self.service.switches.actor()
        try:
            refuse_protected(book, *part, actor.language)
        except ProtectedError as error:
            raise protected(str(error), where, actor) from None


def part_of(book: Book, text: str, where: str = "") -> Part:
    """Return what A1 notation means, refused as Google does."""
    try:
        return find_range(book, text)
    except RequestError as error:
        raise invalid(where + str(error)) from None
