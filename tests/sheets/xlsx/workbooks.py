"""Makers of workbooks, and what looks into them."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
HEADERS = ("Name", "Email", "Phone number", "Relationship information")
ADA = ("Ada Lovelace", "ada@example.org", 5551234567, "2026-08-14 had a baby")
MEMORY = "2026-11-14 · in touch 2026-08-14, from the date in your note · #abc"
DUE = f'=46340+N("{MEMORY}")'
PAUSED = f'="paused"&T(N("{MEMORY}"))'
OVERDUE = "=ISNUMBER($E2)*($E2<TODAY())>0"
COMING = "=ISNUMBER($E2)*($E2>=TODAY())*($E2<=TODAY()+14)>0"


def make(path: Path, rows: Iterable[Sequence[object]] = (ADA,), *, headers: Sequence[str] = HEADERS) -> Path:
    """Make a workbook with one tab of contacts."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Contacts"
    for row in [headers, *rows]:
        sheet.append(list(row))
    book.save(path)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    """Return all parts of a workbook, in the order of the archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """Return an archive of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def rewrite(path: Path, **changes: bytes | str | None) -> Path:
    """Put parts in the place of others; None drops one. ``sheet`` stands for the first tab's part."""
    short = {
        "sheet": "xl/worksheets/sheet1.xml",
        "styles": "xl/styles.xml",
        "book": "xl/workbook.xml",
        "types": "[Content_Types].xml",
        "pointers": "_rels/.rels",
        "custom": "docProps/custom.xml",
    }
    new = {short.get(name, name): content for name, content in changes.items()}
    merged: dict[str, bytes | str | None] = {**parts_of(path), **new}
    path.write_bytes(zipped({name: content for name, content in merged.items() if content is not None}))
    return path


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> str:
    """Return a worksheet part around the XML of its rows."""
    return (
        f'{XML}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def with_rows(path: Path, rows: str, *, before: str = "", after: str = "") -> Path:
    """Make a workbook whose tab is exactly these rows."""
    return rewrite(make(path), sheet=sheet_xml(rows, before=before, after=after))


def sheet_of(path: Path) -> str:
    """Return the first tab's part as text."""
    return parts_of(path)["xl/worksheets/sheet1.xml"].decode()
