"""A new workbook that is good to look at, on a screen and on paper."""

import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from textwrap import wrap

from babel import Locale
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sync.core.cell_names import letters
from sync.core.contacts.headers import DUE, EMAIL, NAME, NOTE, PHONE, title_of

COLUMNS: Mapping[str, int] = {NAME: 26, EMAIL: 32, PHONE: 20, NOTE: 64, DUE: 16}
"""The columns of a new list, with their widths in characters."""
TITLE = "Contacts"
FONT, SIZE = "Calibri", 11
"""Named, since a cell without a font's name is shown in whatever a program likes, often one with serifs."""
ISO_DATE = "yyyy-mm-dd"
_LINE, _MARGIN = 15, 8
"""Points that a line of text is high, and characters left free for wide letters."""
_ROOM = 1000
"""Rows that a filter covers in a list that is still empty."""
_TOKEN = re.compile(r"(d{1,2}|M{1,4}|y+)|([ ,./-])|'([^']+)'|([^A-Za-z'])")


def make_workbook(
    rows: Iterable[Sequence[str | int | None]] = (),
    columns: Mapping[str, int] = COLUMNS,
    locale: str | None = None,
) -> bytes:
    """Return an .xlsx file with a header, these rows, and dates as they are written in the locale."""
    workbook = Workbook()
    tab = workbook.worksheets[0]
    tab.title = TITLE
    tab.append([title_of(field) for field in columns])
    for row in rows:
        tab.append(list(row))
    _dress_columns(tab, columns, find_date_format(locale))
    _fit_rows(tab, list(columns).index(NOTE) + 1, columns[NOTE])
    _arrange(tab, len(columns))
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def find_date_format(locale: str | None) -> str:
    """Return the number format (ECMA-376, part 1, 18.8.31) of the locale's medium date (Unicode TR 35)."""
    if locale is None:
        return ISO_DATE
    pattern = str(Locale.parse(locale.replace("-", "_")).date_formats["medium"].pattern)
    if _TOKEN.sub("", pattern):
        return ISO_DATE
    return _TOKEN.sub(_translate, pattern).replace('""', "")


def _translate(token: re.Match[str]) -> str:
    part, plain, quoted, other = token.groups()
    if part:
        return "yyyy" if part[0] == "y" else str(part).lower()
    return plain or f'"{quoted or other}"'


def _dress_columns(tab: Worksheet, columns: Mapping[str, int], date_format: str) -> None:
    """Give each column its width and look, the cells in it too, used or not yet."""
    last = max(tab.max_row, 2)
    for place, (field, width) in enumerate(columns.items(), 1):
        column = tab.column_dimensions[letters(place - 1)]
        column.width = width
        cells = [tab.cell(row, place) for row in range(2, last + 1)]
        for styled in (column, *cells):
            styled.font = Font(name=FONT, size=SIZE)
            styled.alignment = Alignment(vertical="top", horizontal="left", wrap_text=field == NOTE)
            if field == DUE:
                styled.number_format = date_format
        header = tab.cell(1, place)
        header.font = Font(name=FONT, size=SIZE, bold=True)
        header.alignment = Alignment(vertical="top", horizontal="left")


def _fit_rows(tab: Worksheet, note_column: int, width: int) -> None:
    for row, (note,) in enumerate(tab.iter_rows(min_col=note_column, max_col=note_column), 1):
        lines = [wrap(line, width - _MARGIN) or [""] for line in str(note.value or "-").splitlines()]
        tab.row_dimensions[row].height = _LINE * sum(map(len, lines))


def _arrange(tab: Worksheet, width: int) -> None:
    """Keep the header in sight, filter by it, and fit the list to the width of a page."""
    tab.freeze_panes = "A2"
    rows = tab.max_row if tab.cell(2, 1).value else _ROOM
    tab.auto_filter.ref = f"A1:{letters(width - 1)}{rows}"
    tab.print_title_rows = "1:1"
    tab.page_setup.orientation = "landscape"
    tab.page_setup.fitToWidth, tab.page_setup.fitToHeight = 1, 0
    tab.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
