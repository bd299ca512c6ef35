"""A person as one export file names them, before anybody asks whether they are in the list already."""

from datetime import date
from typing import NamedTuple

from sync.core.dates.birthdays import Birthday


class Found(NamedTuple):
    """One person of one source, as the reader of that kind of file understood it.

    `source` is the service in the owner's words, like ``LinkedIn``. `profiles` are https addresses in the
    form in which they are compared. `about` is what would go into the note, without the source before it:
    ``Head of Sales, Northwind, since 14 Aug 2019``. `last_contact` is the day of the last message between the
    two of them, whoever wrote it.
    """

    source: str
    name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    about: str = ""
    last_contact: date | None = None
    birthday: Birthday | None = None
