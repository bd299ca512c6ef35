"""The tab of candidates as a new worksheet part: its headers in a row that stays, the key out of sight."""

import posixpath
from itertools import count

from sync.core.candidates.tab.changes import MakeTab
from sync.core.cell_names import name_of
from sync.sheets.xlsx.candidates.naming import with_name
from sync.sheets.xlsx.package.edits import Edits, encode, prefix, quoted
from sync.sheets.xlsx.package.package import (
    CONTENT_TYPES,
    Draft,
    Package,
    relations_of,
    with_relation,
    with_type,
)
from sync.sheets.xlsx.package.xml import Node, parse

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WIDTHS = (6, 24, 28, 18, 32, 40, 12, 12, 18, 28, 18)
"""Of the columns in sight, in characters."""


def make_tab(package: Package, list_title: str, change: MakeTab) -> dict[str, bytes | None]:
    """Return the parts that make the tab, and let a hidden name point at it."""
    draft, main = Draft(package), package.main
    folder = posixpath.dirname(main)
    parts = (posixpath.join(folder, f"worksheets/sheet{number}.xml") for number in count(1))
    part = next(name for name in parts if not package.holds(name))
    pointers = relations_of(main)
    draft.put(part, _worksheet(change.headers))
    draft.put(CONTENT_TYPES, with_type(draft.part(CONTENT_TYPES), part, _TYPE))
    draft.put(pointers, with_relation(draft.part(pointers), f"{_OFFICE}/worksheet", f"/{part}"))
    title = _choose_title(package.parse(main), change.title)
    book = _with_sheet(package.part(main), title, _find_relation(draft.part(pointers), part))
    draft.put(main, with_name(book, list_title, title))
    return draft.done()


def _choose_title(book: Node, title: str) -> str:
    listed = book.find("sheets")
    taken = {tab.attributes.get("name", "").casefold() for tab in (listed.children if listed else ())}
    titles = (f"{title} {number}" if number > 1 else title for number in count(1))
    return next(text for text in titles if text.casefold() not in taken)


def _find_relation(pointers: bytes, part: str) -> str:
    nodes = parse(pointers).named("Relationship")
    return next(node.attributes["Id"] for node in nodes if node.attributes.get("Target") == f"/{part}")


def _with_sheet(book: bytes, title: str, relation: str) -> bytes:
    root, edits = parse(book), Edits(book)
    listed = root.named("sheets")[0]
    identity = max((tab.number("sheetId") for tab in listed.children), default=0) + 1
    attributes = {"name": title, "sheetId": str(identity), "xmlns:r": _OFFICE, "r:id": relation}
    text = b"".join(b" " + name.encode() + b"=" + quoted(value) for name, value in attributes.items())
    edits.append(listed, b"<" + prefix(book, root) + b"sheet" + text + b"/>")
    return edits.done()


def _worksheet(headers: tuple[str, ...]) -> bytes:
    cells = b"".join(
        f'<c r="{name_of(1, column)}" t="inlineStr"><is><t>'.encode() + encode(header) + b"</t></is></c>"
        for column, header in enumerate(headers)
    )
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_WIDTHS, start=1)
    )
    hidden = f'<col min="{len(headers)}" max="{len(headers)}" width="9" hidden="1"/>'
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        + f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'.encode()
        + b'<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        + b'<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
        + f"<cols>{widths}{hidden}</cols>".encode()
        + b'<sheetData><row r="1">'
        + cells
        + b"</row></sheetData></worksheet>"
    )
