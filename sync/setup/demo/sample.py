"""A sample list of invented people, to see the job at work before giving it a list of one's own.

Its dates count back from the day it is made, so that somebody is always overdue, due today and coming up.
"""

import re
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from babel.dates import format_date

from sync.core.contacts.headers import DUE, EMAIL, EVERY, NAME, NOTE, PHONE
from sync.errors import SetUpError
from sync.files.private import make_private
from sync.settings.sections import FILE_NAME
from sync.setup.demo.invented import PEOPLE
from sync.setup.workbook import make_workbook

WORKBOOK_NAME = "contacts.xlsx"
LOCALE = "en_GB"

COLUMNS = {NAME: 26, EMAIL: 32, PHONE: 20, NOTE: 64, EVERY: 14, DUE: 16}
"""The columns of the sample, with their widths in characters; *Next due* is left to the job."""

_SETTINGS = f"""\
# Settings of the sample list; keep-in-touch init writes your own.
[sheet]
location = "{WORKBOOK_NAME}"
locale = "{LOCALE}"

[contacts]
every = "3 months"
"""

_DAY = re.compile(r"\{(-?\d+):([^}]+)\}")


def make_demo(folder: Path, today: date) -> Path:
    """Make the sample workbook and its settings in the folder, and return the settings file's path.

    The folder is made if it is missing. A workbook or settings file that is there already stays as it is.
    Raises SetUpError where the folder cannot be written.
    """
    settings_file = folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _make_once(folder / WORKBOOK_NAME, make_sample(today))
        _make_once(settings_file, _SETTINGS)
    except OSError as error:
        why = f"no sample can be made there ({error.strerror})"
        raise SetUpError(str(folder), why, "name another folder: keep-in-touch demo DIR") from None
    return settings_file


def make_sample(today: date) -> bytes:
    """Return the sample workbook, an .xlsx file, with its dates counted from `today`."""
    people = (person._replace(note=write_dates(person.note, today)) for person in PEOPLE)
    return make_workbook([[value or None for value in person] for person in people], COLUMNS, LOCALE)


def write_dates(note: str, today: date) -> str:
    """Return the note of the sample with its days written out: ``{97:d MMM}`` becomes ``18 Aug``."""

    def write(found: re.Match[str]) -> str:
        return format_date(today - timedelta(days=int(found[1])), found[2], LOCALE)

    return _DAY.sub(write, note)


def _make_once(path: Path, content: str | bytes) -> None:
    """Make the file, for its owner only; one that is there already stays as it is."""
    with suppress(FileExistsError):
        make_private(path, content)
