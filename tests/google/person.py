"""The person at the other end: acts on the spreadsheet directly, unseen by the log and the quota."""

import copy
from typing import TYPE_CHECKING, Any

from tests.google.api.entered import enter_known
from tests.google.api.schema import check_body
from tests.google.api.values import read_values, update_values
from tests.google.requests.batch import apply_batch
from tests.google.requests.validation import tick_values
from tests.google.sheet.a1 import Rect, cell_name, quote_title, range_name
from tests.google.sheet.masks import parse_mask
from tests.google.sheet.model import COLUMNS, ROWS, Book, Sheet, with_id
from tests.google.sheet.read import find_range, render_book

if TYPE_CHECKING:
    from tests.google.service import Service

Json = dict[str, Any]

_KEPT = frozenset({"userEnteredFormat", "note", "dataValidation"})


class Person:
    """The owner of one spreadsheet, in its tabs by hand.

    Tabs are named by title, rows and columns counted from 0; the first tab is the default.
    """

    def __init__(self, service: "Service", book_id: str) -> None:
        self._service, self.book_id = service, book_id

    @property
    def book(self) -> Book:
        """Return the spreadsheet's state as it is now."""
        return self._service.books[self.book_id]

    def tab(self, title: str | None = None) -> Sheet:
        """Return a tab by title, else the first one."""
        found = self.book.find_title(title) if title is not None else self.book.sheets[0]
        if found is None:
            raise LookupError(title)
        return found

    def batch(self, *requests: Json) -> list[Json]:
        """Apply batchUpdate requests as the owner, who is never refused; return the replies."""
        with self._service.lock:
            body = check_body("BatchUpdateSpreadsheetRequest", {"requests": copy.deepcopy(list(requests))})
            day = self._service.day(self.book)
            changed, replies = apply_batch(self.book, body["requests"], day, by_service=False)
            self._service.books[self.book_id] = changed
        return replies

    def type(self, where: str, *rows: list[Any]) -> None:
        """Type rows of values from a cell on (A1 notation), as somebody would.

        Formulas become formulas, 2026-11-23 or a date a date, numbers numbers, the rest text; ``""``
        clears and None leaves a cell. Formats and notes stay.
        """
        with self._service.lock:
            changed = self.book.copy()
            sheet, rect = find_range(changed, where)
            for row, line in enumerate(rows):
                for column, value in enumerate(line):
                    self._type(changed, sheet, (rect.top + row, rect.left + column), value)
            self._service.books[self.book_id] = changed

    def _type(self, book: Book, sheet: Sheet, place: tuple[int, int], value: Any) -> None:
        old = {n: v for n, v in sheet.cells.get(place, {}).items() if n in _KEPT}
        if value is None:
            return
        new = enter_known(value, book.locale)
        look = old.get("userEnteredFormat", {}) | new.get("userEnteredFormat", {})
        sheet.put(place, old | new | ({"userEnteredFormat": look} if look else {}))

    def type_below(self, *rows: list[Any], tab: str | None = None) -> None:
        """Type rows from column A on below everything that stands in a tab, as ``type`` does."""
        with self._service.lock:
            sheet = self.tab(tab)
            used = [row for (row, _), cell in sheet.cells.items() if "userEnteredValue" in cell]
            first = max(used, default=-1) + 1
            missing = first + len(rows) - len(sheet.rows)
            if missing > 0:
                line = {"sheetId": sheet.sheet_id, "dimension": ROWS, "length": missing}
                self.batch({"appendDimension": line})
            self.type(f"{quote_title(sheet.title)}!A{first + 1}", *rows)

    def tick(self, where: str, *, ticked: bool = True) -> None:
        """Tick the boxes of a range, or untick them; raises LookupError where one has none."""
        with self._service.lock:
            changed = self.book.copy()
            sheet, rect = find_range(changed, where)
            for row in range(rect.top, rect.bottom):
                for column in range(rect.left, rect.right):
                    cell = sheet.cells.get((row, column), {})
                    values = tick_values(cell)
                    if values is None:
                        raise LookupError(f"no tick box in {cell_name(row, column)}")
                    value = values[0] if ticked else values[1]
                    rest = {name: item for name, item in cell.items() if name != "userEnteredValue"}
                    sheet.put((row, column), rest | ({"userEnteredValue": value} if value else {}))
            self._service.books[self.book_id] = changed

    def put(self, where: str, *rows: list[Any]) -> None:
        """Write rows of values from a cell on, text as it is (RAW)."""
        with self._service.lock:
            changed = self.book.copy()
            update_values(changed, {"range": where, "values": list(rows)}, "RAW")
            self._service.books[self.book_id] = changed

    def cell(self, where: str) -> Json:
        """Return the whole CellData of one cell, effective value and format included; ``{}`` if empty."""
        part = find_range(self.book, where)
        shown = self._render([part], "sheets.data.rowData.values")
        data = shown["sheets"][0]["data"][0]
        rows = data.get("rowData") or [{}]
        values = rows[0].get("values") or [{}]
        return dict(values[0])

    def values(self, where: str, render: str = "FORMATTED_VALUE") -> list[list[Any]]:
        """Return the values of a range, formatted unless said otherwise (FORMULA, UNFORMATTED_VALUE)."""
        calculator = self._service.calculator(self.book)
        shown = read_values(calculator, find_range(self.book, where), {"valueRenderOption": render})
        return list(shown.get("values", []))

    def snapshot(self) -> Json:
        """Return everything there is, as spreadsheets.get with grid data answers; compare with ``==``."""
        return self._render(None, "*")

    def stored(self, title: str | None = None) -> dict[tuple[int, int], Json]:
        """Return the stored cells of a tab by (row, column): what was entered, formats, notes, runs."""
        return copy.deepcopy(self.tab(title).cells)

    def rules(self, title: str | None = None) -> list[Json]:
        """Return the conditional formats of a tab."""
        return copy.deepcopy(self.tab(title).rules)

    def _render(self, parts: Any, fields: str) -> Json:
        calculator = self._service.calculator(self.book)
        return render_book(calculator, parts, parse_mask(fields), grid=True)

    def _line(self, title: str | None, dimension: str, start: int, count: int) -> Json:
        line = {"dimension": dimension, "startIndex": start, "endIndex": start + count}
        return {"sheetId": self.tab(title).sheet_id, **line}

    def insert_rows(self, at: int, count: int = 1, *, tab: str | None = None) -> None:
        """Insert rows above row *at*."""
        line = self._line(tab, ROWS, at, count)
        self.batch({"insertDimension": {"range": line, "inheritFromBefore": at > 0}})

    def delete_rows(self, at: int, count: int = 1, *, tab: str | None = None) -> None:
        """Delete rows."""
        self.batch({"deleteDimension": {"range": self._line(tab, ROWS, at, count)}})

    def move_rows(self, at: int, to: int, count: int = 1, *, tab: str | None = None) -> None:
        """Move rows to above row *to*, as counted before."""
        self.batch({"moveDimension": {"source": self._line(tab, ROWS, at, count), "destinationIndex": to}})

    def insert_columns(self, at: int, count: int = 1, *, tab: str | None = None) -> None:
        """Insert columns left of column *at*."""
        line = self._line(tab, COLUMNS, at, count)
        self.batch({"insertDimension": {"range": line, "inheritFromBefore": at > 0}})

    def delete_columns(self, at: int, count: int = 1, *, tab: str | None = None) -> None:
        """Delete columns."""
        self.batch({"deleteDimension": {"range": self._line(tab, COLUMNS, at, count)}})

    def move_columns(self, at: int, to: int, count: int = 1, *, tab: str | None = None) -> None:
        """Move columns to left of column *to*, as counted before."""
        line = self._line(tab, COLUMNS, at, count)
        self.batch({"moveDimension": {"source": line, "destinationIndex": to}})

    def sort(self, where: str, column: int, *, descending: bool = False) -> None:
        """Sort a range by a column of the tab."""
        sheet, rect = find_range(self.book, where)
        ends = zip(("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex"), rect, strict=True)
        order = "DESCENDING" if descending else "ASCENDING"
        spec = {"dimensionIndex": column, "sortOrder": order}
        self.batch({"sortRange": {"range": with_id(sheet, dict(ends)), "sortSpecs": [spec]}})

    def sort_tab(self, column: int, *, tab: str | None = None, descending: bool = False) -> None:
        """Sort a tab below its first row by a column."""
        sheet = self.tab(tab)
        rows, columns = sheet.size
        below = range_name(sheet.title, Rect(1, 0, rows, columns))
        self.sort(below, column, descending=descending)

    def rename_tab(self, new: str, *, tab: str | None = None) -> None:
        """Give a tab another title."""
        given = {"sheetId": self.tab(tab).sheet_id, "title": new}
        self.batch({"updateSheetProperties": {"properties": given, "fields": "title"}})

    def delete_tab(self, *, tab: str | None = None) -> None:
        """Delete a tab; the last one cannot be."""
        self.batch({"deleteSheet": {"sheetId": self.tab(tab).sheet_id}})

    def hide_tab(self, *, tab: str | None = None, hidden: bool = True) -> None:
        """Hide a tab, or show it again."""
        given = {"sheetId": self.tab(tab).sheet_id, "hidden": hidden}
        self.batch({"updateSheetProperties": {"properties": given, "fields": "hidden"}})

    def move_tab(self, to: int, *, tab: str | None = None) -> None:
        """Move a tab to before the one at *to*, as counted before."""
        given = {"sheetId": self.tab(tab).sheet_id, "index": to}
        self.batch({"updateSheetProperties": {"properties": given, "fields": "index"}})

    def protect(self, where: str, *, tab: str | None = None) -> None:
        """Protect a range (``""``: the whole tab) so that only the owner may edit it."""
        grid_range: Json = {"sheetId": self.tab(tab).sheet_id}
        if where:
            sheet, rect = find_range(self.book, where)
            names = ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")
            grid_range = {"sheetId": sheet.sheet_id, **dict(zip(names, rect, strict=True))}
        editors = {"users": [self.book.owner]}
        self.batch({"addProtectedRange": {"protectedRange": {"range": grid_range, "editors": editors}}})

    def share(self, role: str | None) -> None:
        """Share the spreadsheet with the service account as ``writer`` or ``reader``, or not (None)."""
        self.book.shared = role

    def trash(self) -> None:
        """Delete the spreadsheet: from now on it is not found."""
        del self._service.books[self.book_id]
