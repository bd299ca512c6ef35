"""The job's changes to a workbook, as the parts of it that they change."""

from collections.abc import Sequence
from typing import assert_never

from sync.core.table import Change, DropFlag, PutBack, PutDue, PutFlag, PutRecord, PutText, Record
from sync.sheets.xlsx.chain import drop_from_chain
from sync.sheets.xlsx.edit import CellChange, change_cells
from sync.sheets.xlsx.grid import area_name, contains, parse_area, place_name
from sync.sheets.xlsx.looks.rules import change_rules
from sync.sheets.xlsx.package.package import Draft, Package
from sync.sheets.xlsx.package.xml import Edits, UnfitError
from sync.sheets.xlsx.place import Sheet
from sync.sheets.xlsx.record import put_record
from sync.sheets.xlsx.tab import Tab


def changed_parts(tab: Tab, changes: Sequence[Change]) -> dict[str, bytes | None]:
    """Return the parts that the changes make different; None for one that they do away with.

    Raises UnfitError where something in the workbook would not survive them.
    """
    cells, flags, records = _sorted(changes)
    draft = Draft(tab.package)
    _check_unsigned(tab.package)
    _check_tables(tab, cells)
    if cells or flags:
        sheet = Sheet(Edits(tab.data), tab.root, tab.grid, tab.styles)
        gone = change_cells(sheet, cells)
        change_rules(sheet.edits, tab.root, tab.styles, flags)
        draft.put(tab.part, sheet.edits.done())
        drop_from_chain(draft, tab.identity, gone)
        _put_styles(draft, tab)
    for record in records:
        put_record(draft, tab.identity, record)
    return draft.done()


def _sorted(
    changes: Sequence[Change],
) -> tuple[list[CellChange], list[PutFlag | DropFlag], list[Record]]:
    cells: list[CellChange] = []
    flags: list[PutFlag | DropFlag] = []
    records: list[Record] = []
    for change in changes:
        match change:
            case PutDue() | PutText() | PutBack():
                cells.append(change)
            case PutFlag() | DropFlag():
                flags.append(change)
            case PutRecord():
                records.append(change.record)
            case _:
                assert_never(change)
    return cells, flags, records


def _put_styles(draft: Draft, tab: Tab) -> None:
    """Put the formats; there is nowhere to put them in a workbook without a list of them."""
    if not tab.styles.grown:
        return
    if tab.styles_part is None:
        raise UnfitError("it has no list of cell formats")
    draft.put(tab.styles_part, tab.styles.done())


def _check_unsigned(package: Package) -> None:
    if any(relation.target.startswith("_xmlsignatures/") for relation in package.relations("")):
        raise UnfitError(
            "it is digitally signed, and a change would break the signature", "take the signature off"
        )


def _check_tables(tab: Tab, cells: Sequence[CellChange]) -> None:
    """Refuse a header inside a table, which knows its own by heart: the file would count as damaged."""
    headers = [change for change in cells if isinstance(change, PutText)]
    if not headers:
        return
    for relation in tab.package.relations(tab.part):
        if relation.kind != "table":
            continue
        area = parse_area(tab.package.parse(relation.target).attributes.get("ref", ""))
        for header in headers:
            if contains(area, header.row, header.column):
                raise UnfitError(
                    f"cell {place_name(header.row, header.column)} is in the table {area_name(area)}",
                    f"type the header “{header.text}” there yourself",
                )
