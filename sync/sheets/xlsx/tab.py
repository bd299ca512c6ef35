"""One tab of a workbook, with everything that is needed to read it and to change it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from sync.core.frame import find_rows, make_frame
from sync.core.table import GOOGLE_EPOCH, MAC_EPOCH, Area, Table
from sync.sheets.xlsx.candidates.naming import find_all_candidates, find_candidates
from sync.sheets.xlsx.cells.areas import LAST_COLUMN, parse_area
from sync.sheets.xlsx.cells.grid import Grid
from sync.sheets.xlsx.cells.values import Reader, read_strings
from sync.sheets.xlsx.looks.rules import read_rules
from sync.sheets.xlsx.looks.styles import NO_STYLES, Styles
from sync.sheets.xlsx.package.package import Package
from sync.sheets.xlsx.package.xml import Node, UnfitError, parse
from sync.sheets.xlsx.record import read_kept

if TYPE_CHECKING:
    import pandas as pd

_MAIN_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MOST_CELLS = 20_000_000
_HIDDEN = {"hidden", "veryHidden"}
_WHOLE_TAB = Area(1, 0, None, None)


@dataclass(frozen=True)
class Tab:
    """A worksheet: its title, its id in the workbook, its part and what stands in it."""

    package: Package
    title: str
    identity: str
    part: str
    mac: bool

    @cached_property
    def data(self) -> bytes:
        """The bytes of the worksheet."""
        return self.package.part(self.part)

    @cached_property
    def grid(self) -> Grid:
        """The cells as they stand."""
        return self._parsed[1]

    @cached_property
    def root(self) -> Node:
        """Everything but the cells."""
        return self._parsed[0]

    @cached_property
    def _parsed(self) -> tuple[Node, Grid]:
        grid = Grid()
        root = parse(self.data, inside="sheetData", visitor=grid)
        if root.name != "worksheet" or root.space != _MAIN_SPACE or not root.find("sheetData"):
            raise UnfitError(
                f"its tab “{self.title}” is not a list of cells", "name another tab in the settings"
            )
        return root, grid

    def make_styles(self, other: "Tab | None" = None) -> Styles:
        """Return the formats of the workbook, to read them or to add to them, for the `other` tab as well."""
        name = self.package.related(self.package.main, "styles")
        data = self.package.part(name) if name and self.package.holds(name) else NO_STYLES
        grids = [tab.grid for tab in (self, other) if tab]
        return Styles(data, max((cell.style for grid in grids for cell in grid.cells.values()), default=0))

    def table(self, locale: str | None) -> Table:
        """Return the tab as the rest of the program knows it."""
        protection = self.root.find("sheetProtection")
        kept = read_kept(self.package, self.identity)
        return Table(
            cells=_frame(self._reader()),
            title=self.title,
            width=LAST_COLUMN + 1,
            locale=locale,
            rules=read_rules(self.root),
            merged=tuple(self._find_merged()),
            totals=tuple(self._find_totals()),
            protected=(_WHOLE_TAB,) if protection and protection.flag("sheet") else (),
            record=kept.record,
            key=kept.key,
            candidates=find_candidates(self.package, self.title),
            epoch=MAC_EPOCH if self.mac else GOOGLE_EPOCH,
        )

    def serial_of(self, day: date) -> int:
        """Return the serial number of the day in this workbook."""
        return (day - (MAC_EPOCH if self.mac else GOOGLE_EPOCH)).days

    def tables(self) -> Iterator[Node]:
        """Yield the Excel tables of the tab."""
        for relation in self.package.relations(self.part):
            if relation.kind == "table" and self.package.holds(relation.target):
                yield self.package.parse(relation.target)

    def _find_merged(self) -> Iterator[Area]:
        listed = self.root.find("mergeCells")
        for merged in listed.children if listed else ():
            yield parse_area(merged.attributes.get("ref", ""))

    def _find_totals(self) -> Iterator[Area]:
        for table in self.tables():
            area, count = parse_area(table.attributes.get("ref", "")), table.number("totalsRowCount")
            if count and area.last_row:
                yield area._replace(first_row=area.last_row - count + 1)

    def _reader(self) -> Reader:
        strings = self.package.related(self.package.main, "sharedStrings")
        return Reader(
            self.grid,
            self.make_styles(),
            read_strings(self.package.part(strings)) if strings and self.package.holds(strings) else [],
            MAC_EPOCH if self.mac else GOOGLE_EPOCH,
        )


def open_tab(package: Package, name: str | None) -> Tab:
    """Return the tab of this name, or the first visible one. Raises UnfitError where there is none."""
    book = package.parse(package.main)
    if book.space != _MAIN_SPACE:
        raise UnfitError("it is in the “Strict Open XML” format", "save it as “Excel Workbook (.xlsx)”")
    sheets = _worksheets(package, book)
    if name is None:
        offered = find_all_candidates(book)
        sheets = {sheet: part for sheet, part in sheets.items() if sheet.number("sheetId") not in offered}
    return _open(package, book, sheets, _choose(sheets, name))


def open_candidates(package: Package, tab_id: int) -> Tab | None:
    """Return the tab of this id, None where there is none."""
    book = package.parse(package.main)
    sheets = _worksheets(package, book)
    sheet = next((sheet for sheet in sheets if sheet.number("sheetId") == tab_id), None)
    return _open(package, book, sheets, sheet) if sheet else None


def _open(package: Package, book: Node, sheets: dict[Node, str], sheet: Node) -> Tab:
    properties = book.find("workbookPr")
    return Tab(
        package,
        sheet.attributes.get("name", ""),
        sheet.attributes.get("sheetId", ""),
        sheets[sheet],
        mac=bool(properties and properties.flag("date1904")),
    )


def _worksheets(package: Package, book: Node) -> dict[Node, str]:
    """Return the tabs that hold cells (a chart may have a tab of its own), and the part of each."""
    parts = {r.id: r.target for r in package.relations(package.main) if r.kind == "worksheet"}
    listed = book.find("sheets")
    tabs = listed.children if listed else []
    return {tab: parts[tab.attributes["id"]] for tab in tabs if tab.attributes.get("id") in parts}


def _choose(sheets: dict[Node, str], name: str | None) -> Node:
    titles = {sheet.attributes.get("name", ""): sheet for sheet in sheets}
    if name is None:
        visible = [sheet for sheet in sheets if sheet.attributes.get("state") not in _HIDDEN]
        if not visible:
            raise UnfitError(
                "it has no tab with cells", "make one, with the headers of your list in its first row"
            )
        return visible[0]
    alike = [sheet for title, sheet in titles.items() if title.casefold() == name.casefold()]
    found = titles.get(name) or next(iter(alike), None)
    if found is None:
        there = ", ".join(f"“{title}”" for title in titles) or "none"
        raise UnfitError(
            f"it has no tab “{name}” with cells", f"name one of its tabs in the settings: {there}"
        )
    return found


def _frame(reader: Reader) -> "pd.DataFrame":
    used = {(row, column): cell for row, column, cell in reader.used()}
    rows, columns = find_rows(row for row, _ in used), {column for _, column in used}
    if used and len(rows) * (max(columns) + 1) > _MOST_CELLS:
        raise UnfitError(
            f"its cells reach to row {rows[-1]} and column {max(columns) + 1}, too far for a list",
            "delete what stands far outside of it",
        )
    return make_frame(used)
