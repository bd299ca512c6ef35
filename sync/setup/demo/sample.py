"""A sample list of invented people, to see the job at work before giving it a list of one's own.

Its dates count back from the day it is made, so that somebody is always overdue, due today and coming up.
"""

import re
import shlex
from contextlib import suppress
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from sync.core.columns import letters
from sync.core.headers import EMAIL, EVERY, NAME, NOTE, PHONE, title_of
from sync.errors import SetUpError
from sync.files.private import make_private
from sync.settings.sections import FILE_NAME
from sync.setup.demo.people import PEOPLE

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WORKBOOK_NAME = "contacts.xlsx"
LOCALE = "en_GB"

_WIDTHS = {NAME: 26, EMAIL: 32, PHONE: 20, NOTE: 64, EVERY: 14}
"""The columns of the sample, with their widths in characters; the job itself adds *Next due*."""

_LINE, _MARGIN = 15, 12
"""Points that a line of text is high, and characters left free for the bold letters of what is overdue."""

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
        _make_once(folder / WORKBOOK_NAME, make_workbook(today))
        _make_once(settings_file, _SETTINGS)
    except OSError as error:
        why = f"no sample can be made there ({error.strerror})"
        raise SetUpError(str(folder), why, "name another folder: keep-in-touch demo DIR") from None
    return settings_file


def next_steps(settings_file: Path, command: str = "keep-in-touch") -> str:
    """Return what to open and what to try next; `command` is how this program is called."""
    workbook = shlex.quote(str(settings_file.parent / WORKBOOK_NAME))
    call = f"{command} --config {shlex.quote(str(settings_file))}"
    return f"""\
Try it out:
1. Open {workbook}
   The overdue rows are flagged. Click a date under Next due to see why it is that date.
2. Add a line to somebody's note, or type done beside them into Next due. Save, and close the workbook.
3. Run again, and see their date move on:
   {call} run
4. See the whole list, most urgent first, or the summary as it would be mailed:
   {call} status
   {call} preview"""


def make_workbook(today: date) -> bytes:
    """Return the sample workbook, an .xlsx file, with its dates counted from `today`."""
    from openpyxl import Workbook

    workbook = Workbook()
    tab = workbook.worksheets[0]
    tab.title = "Contacts"
    tab.append([title_of(field) for field in _WIDTHS])
    for person in PEOPLE:
        note = write_dates(person.note, today)
        tab.append([value or None for value in person._replace(note=note)])
    _dress(tab)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def write_dates(note: str, today: date) -> str:
    """Return the note of the sample with its days written out: ``{97:d MMM}`` becomes ``18 Aug``."""
    from babel.dates import format_date

    def write(found: re.Match[str]) -> str:
        return format_date(today - timedelta(days=int(found[1])), found[2], LOCALE)

    return _DAY.sub(write, note)


def _dress(tab: "Worksheet") -> None:
    from openpyxl.styles import Alignment, Font

    note_column = list(_WIDTHS).index(NOTE) + 1
    for place, width in enumerate(_WIDTHS.values()):
        tab.column_dimensions[letters(place)].width = width
    for cells in tab.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(vertical="top", wrap_text=cell.column == note_column)
    for row, (note,) in enumerate(tab.iter_rows(min_col=note_column, max_col=note_column), 1):
        lines = [wrap(line, _WIDTHS[NOTE] - _MARGIN) or [""] for line in str(note.value or "-").splitlines()]
        tab.row_dimensions[row].height = _LINE * sum(map(len, lines))
    for cell in tab[1]:
        cell.font = Font(bold=True)
    tab.freeze_panes = "A2"


def _make_once(path: Path, content: str | bytes) -> None:
    """Make the file, for its owner only; one that is there already stays as it is."""
    with suppress(FileExistsError):
        make_private(path, content)
