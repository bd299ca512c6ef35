"""The ``values`` methods: cells as plain arrays."""

from typing import Any

from tests.google.api.entered import enter, enter_raw
from tests.google.errors import MAX_CELL, TOO_LONG, RequestError
from tests.google.formulas.formats import plain
from tests.google.formulas.functions import CellError
from tests.google.sheet.a1 import Rect, column_name, range_name
from tests.google.sheet.cells import Calculator
from tests.google.sheet.model import ROWS, Book, Place, Sheet, make_axis
from tests.google.sheet.read import Part, find_range
from tests.google.sheet.shifts import Shift
from tests.google.sheet.structure import apply_shift

Json = dict[str, Any]

_DATES = frozenset({"DATE", "TIME", "DATE_TIME"})


def read_values(calculator: Calculator, part: Part, options: Json) -> Json:
    """Return the ValueRange of a part; trailing empty cells and rows are cut, and no values no key [R]."""
    sheet, rect = part
    dimension = options.get("majorDimension", ROWS)
    lines: dict[int, dict[int, Any]] = {}
    for (row, column), cell in sheet.cells.items():
        if rect.holds(row, column) and "userEnteredValue" in cell:
            value = _shown(calculator, sheet, (row, column), options)
            line, place = (row, column) if dimension == ROWS else (column, row)
            if value not in ("", None):
                lines.setdefault(line, {})[place] = value
    first_line, first_place = (rect.top, rect.left) if dimension == ROWS else (rect.left, rect.top)
    values = [
        [lines[n].get(m, "") for m in range(first_place, max(lines[n]) + 1)] if n in lines else []
        for n in range(first_line, max(lines, default=first_line - 1) + 1)
    ]
    shown: Json = {"range": range_name(sheet.title, rect), "majorDimension": dimension}
    return shown | ({"values": values} if values else {})


def _shown(calculator: Calculator, sheet: Sheet, place: Place, options: Json) -> Any:
    """Return one value as asked for."""
    render = options.get("valueRenderOption", "FORMATTED_VALUE")
    entered = sheet.cells[place]["userEnteredValue"]
    if render == "FORMULA" and "formulaValue" in entered:
        return entered["formulaValue"]
    value = calculator.value(sheet, place)
    if render == "FORMATTED_VALUE":
        return calculator.formatted(sheet, place)
    if isinstance(value, CellError):
        return f"{value.text} ({value.message})" if value.message else value.text
    is_date = calculator.number_format(sheet.cells[place]).get("type") in _DATES
    if is_date and options.get("dateTimeRenderOption") == "FORMATTED_STRING" and render != "FORMULA":
        return calculator.formatted(sheet, place)
    return plain(value) if isinstance(value, float) else value


def update_values(book: Book, given: Json, option: str) -> tuple[Part, Json]:
    """Write an array from the range's first cell; return the part written and its figures.

    ``null`` leaves a cell as it is, ``""`` clears it [R].
    """
    sheet, rect = find_range(book, given["range"])
    rows = as_rows(given)
    width = max(map(len, rows), default=0)
    _refuse_overflow(sheet, rect, given["range"], (len(rows), width))
    target = Rect(rect.top, rect.left, rect.top + max(len(rows), 1), rect.left + max(width, 1))
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            if value is not None:
                _write(book, sheet, (rect.top + row, rect.left + column), value, option)
    return (sheet, target), _figures(book, sheet, target, rows)


def as_rows(given: Json) -> list[list[Any]]:
    """Return the array by rows."""
    values: list[list[Any]] = given.get("values", [])
    if given.get("majorDimension") != "COLUMNS":
        return values
    height = max(map(len, values), default=0)
    return [[line[n] if n < len(line) else None for line in values] for n in range(height)]


def _refuse_overflow(sheet: Sheet, rect: Rect, text: str, size: tuple[int, int]) -> None:
    """Refuse an array larger than the range, or than the grid; one cell is only a corner [M]."""
    if rect.bottom - rect.top == 1 and rect.right - rect.left == 1:
        rect = Rect(rect.top, rect.left, *sheet.size)
    asked = range_name(sheet.title, rect) if "!" in text or ":" in text else text
    for count, start, end, kind in (
        (size[0], rect.top, rect.bottom, "row"),
        (size[1], rect.left, rect.right, "column"),
    ):
        if start + count > end:
            name = str(end + 1) if kind == "row" else column_name(end)
            raise RequestError(
                f"Requested writing within range [{asked}], but tried writing to {kind} [{name}]"
            )


def _write(book: Book, sheet: Sheet, place: Place, value: Any, option: str) -> None:
    """Write one value; notes, validation and formats stay [M]."""
    if isinstance(value, str) and len(value) > MAX_CELL:
        raise RequestError(TOO_LONG)
    new = enter_raw(value) if option == "RAW" else enter(value, book.locale)
    gone = {"userEnteredValue", "textFormatRuns", "chipRuns"}
    kept = {name: item for name, item in sheet.cells.get(place, {}).items() if name not in gone}
    look = kept.get("userEnteredFormat", {}) | new.get("userEnteredFormat", {})
    sheet.put(place, kept | new | ({"userEnteredFormat": look} if look else {}))


def _figures(book: Book, sheet: Sheet, target: Rect, rows: list[list[Any]]) -> Json:
    """Return an UpdateValuesResponse: the range of the array, and how much of it was not null [R]."""
    written = [(r, c) for r, line in enumerate(rows) for c, value in enumerate(line) if value is not None]
    figures = {
        "updatedRows": len({row for row, _ in written}),
        "updatedColumns": len({column for _, column in written}),
        "updatedCells": len(written),
    }
    shown = {"spreadsheetId": book.book_id, "updatedRange": range_name(sheet.title, target)}
    return shown | {name: count for name, count in figures.items() if count}


def append_values(book: Book, given: Json, options: Json) -> tuple[Part, Json]:
    """Write an array below the table that the range lies in; return the part written and the answer."""
    sheet, rect = find_range(book, given["range"])
    rows = as_rows(given)
    width = max(map(len, rows), default=0)
    table = _find_table(sheet, rect)
    top, left = (table.bottom, table.left) if table else (rect.top, rect.left)
    _make_room(book, sheet, Rect(top, left, top + len(rows), left + width), options)
    corner = f"{range_name(sheet.title, Rect(top, left, top + 1, left + 1))}"
    part, figures = update_values(
        book,
        {"range": corner, "values": rows},
        options["valueInputOption"],
    )
    answer: Json = {"spreadsheetId": book.book_id}
    if table:
        answer["tableRange"] = range_name(sheet.title, table)
    return part, answer | {"updates": figures}


def _make_room(book: Book, sheet: Sheet, target: Rect, options: Json) -> None:
    """Grow the grid, or push down what lies below when rows are to be inserted [M]."""
    if options.get("insertDataOption") == "INSERT_ROWS" and target.top < len(sheet.rows):
        count = target.bottom - target.top
        sheet.rows[target.top : target.top] = make_axis(ROWS, count)
        apply_shift(book, sheet, Shift(ROWS, "insert", target.top, count))
    sheet.rows.extend(make_axis(ROWS, max(0, target.bottom - len(sheet.rows))))
    sheet.columns.extend(make_axis("COLUMNS", max(0, target.right - len(sheet.columns))))


def _find_table(sheet: Sheet, rect: Rect) -> Rect | None:
    """Return the last block of touching cells that the range meets [R]."""
    left = {place for place, cell in sheet.cells.items() if "userEnteredValue" in cell}
    blocks = []
    while left:
        block = _take_block(left)
        if block.meets(rect):
            blocks.append(block)
    return max(blocks, key=lambda block: (block.bottom, block.left), default=None)


def _take_block(left: set[Place]) -> Rect:
    """Take one block of touching cells out of *left*."""
    start = left.pop()
    edge, rect = [start], Rect(*start, start[0] + 1, start[1] + 1)
    while edge:
        row, column = edge.pop()
        rect = Rect(
            min(rect.top, row), min(rect.left, column), max(rect.bottom, row + 1), max(rect.right, column + 1)
        )
        near = [(row + r, column + c) for r in (-1, 0, 1) for c in (-1, 0, 1)]
        found = [place for place in near if place in left]
        left.difference_update(found)
        edge += found
    return rect


def clear_values(book: Book, text: str) -> tuple[Part, str]:
    """Clear values only; return the part and its name."""
    sheet, rect = find_range(book, text)
    gone = {"userEnteredValue", "textFormatRuns", "chipRuns"}
    for place, cell in list(sheet.cells.items()):
        if rect.holds(*place):
            sheet.put(place, {name: item for name, item in cell.items() if name not in gone})
    return (sheet, rect), range_name(sheet.title, rect)
