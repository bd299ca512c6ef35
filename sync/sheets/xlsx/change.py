"""The job's changes to a workbook, as the parts of it that they change."""

import posixpath
from collections.abc import Sequence
from typing import assert_never

from sync.core.candidates.tab.changes import (
    AddRow,
    AppendCandidate,
    FillCell,
    ForgetTab,
    MakeTab,
    PutStatus,
    TabChange,
)
from sync.core.cell_names import name_of
from sync.core.changes import Change, DropFlag, MendCell, PutBack, PutDue, PutFlag, PutKey, PutRecord, PutText
from sync.sheets.xlsx.candidates.changing import change_candidates, put_row
from sync.sheets.xlsx.candidates.naming import without_name
from sync.sheets.xlsx.cells.areas import LAST_COLUMN, area_name, parse_area
from sync.sheets.xlsx.chain import drop_from_chain
from sync.sheets.xlsx.edit import CellChange, change_cells
from sync.sheets.xlsx.looks.rules import change_rules
from sync.sheets.xlsx.looks.styles import Styles
from sync.sheets.xlsx.package.edits import Edits
from sync.sheets.xlsx.package.package import (
    CONTENT_TYPES,
    Draft,
    Package,
    relations_of,
    with_relation,
    with_type,
)
from sync.sheets.xlsx.package.xml import UnfitError
from sync.sheets.xlsx.place import Worksheet
from sync.sheets.xlsx.record import put_key, put_record
from sync.sheets.xlsx.tab import Tab

_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_STYLES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"


def changed_parts(tab: Tab, changes: Sequence[Change], offered: Tab | None = None) -> dict[str, bytes | None]:
    """Return the parts that the changes make different; None for one that they do away with.

    `offered` is the tab of candidates. Raises UnfitError where something in the workbook would not survive.
    """
    cells, flags, records, candidates = _sorted(changes, tab)
    _check_room(cells)
    draft = Draft(tab.package)
    check_unsigned(tab.package)
    _check_tables(tab, cells)
    styles = tab.make_styles(offered)
    if cells or flags:
        sheet = Worksheet(Edits(tab.data), tab.root, tab.grid, styles)
        gone = change_cells(sheet, cells)
        change_rules(sheet.edits, tab.root, sheet.styles, flags)
        draft.put(tab.part, sheet.edits.done())
        drop_from_chain(draft, tab.identity, gone)
    if candidates and offered:
        change_candidates(draft, offered, candidates, styles)
    _put_styles(draft, tab, styles)
    if any(isinstance(change, ForgetTab) for change in changes):
        main = tab.package.main
        draft.put(main, without_name(draft.part(main), tab.title))
    for kept in records:
        if isinstance(kept, PutKey):
            put_key(draft, tab.identity, kept.key)
        else:
            put_record(draft, tab.identity, kept.record)
    return draft.done()


def _sorted(
    changes: Sequence[Change], tab: Tab
) -> tuple[list[CellChange], list[PutFlag | DropFlag], list[PutKey | PutRecord], list[TabChange | MendCell]]:
    cells: list[CellChange] = []
    flags: list[PutFlag | DropFlag] = []
    records: list[PutKey | PutRecord] = []
    candidates: list[TabChange | MendCell] = []
    for change in changes:
        match change:
            case PutDue() | PutText() | PutBack():
                cells.append(change)
            case PutFlag() | DropFlag():
                flags.append(change)
            case PutKey() | PutRecord():
                records.append(change)
            case AddRow():
                cells += put_row(change.row, change.values, tab)
                cells.append(PutDue(change.row, change.due, change.formula, change.value))
            case AppendCandidate() | FillCell() | PutStatus() | MendCell():
                candidates.append(change)
            case MakeTab() | ForgetTab():
                pass  # the workbook part's, not a worksheet's
            case _:
                assert_never(change)
    return cells, flags, records, candidates


def _put_styles(draft: Draft, tab: Tab, styles: Styles) -> None:
    """Put the formats; the part for them is made where there is none."""
    if not styles.grown:
        return
    package, pointers = tab.package, relations_of(tab.package.main)
    related = package.related(package.main, "styles")
    name = related or posixpath.join(posixpath.dirname(package.main), "styles.xml")
    draft.put(name, styles.done())
    if related is None:
        draft.put(pointers, with_relation(draft.part(pointers), _STYLES_RELATION, f"/{name}"))
    if package.content_type(name) != _STYLES_TYPE:
        draft.put(CONTENT_TYPES, with_type(draft.part(CONTENT_TYPES), name, _STYLES_TYPE))


def _check_room(cells: Sequence[CellChange]) -> None:
    if any(change.column > LAST_COLUMN for change in cells):
        raise UnfitError(
            "no column is free: something stands in XFD, the last one",
            "delete what stands far right of your list",
        )


def check_unsigned(package: Package) -> None:
    if any(relation.target.startswith("_xmlsignatures/") for relation in package.relations("")):
        raise UnfitError(
            "it is digitally signed, and a change would break the signature", "take the signature off"
        )


def _check_tables(tab: Tab, cells: Sequence[CellChange]) -> None:
    """Refuse a header inside a table, which knows its own by heart: the file would count as damaged."""
    headers = [change for change in cells if isinstance(change, PutText)]
    if not headers:
        return
    for table in tab.tables():
        area = parse_area(table.attributes.get("ref", ""))
        for header in headers:
            if area.holds(header.row, header.column):
                raise UnfitError(
                    f"cell {name_of(header.row, header.column)} is in the table {area_name(area)}",
                    f"type the header “{header.text}” there yourself",
                )
