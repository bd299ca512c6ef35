"""The job's changes arrive, and nothing else does."""

import dataclasses
import re
import warnings
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.styles import Alignment, Border, Font, Side

from sync.core.changes import Change, DropFlag, PutBack, PutDue, PutFlag, PutRecord, PutText
from sync.core.contacts.contacts import Look
from sync.core.table import EMPTY, Area, Cell, Record, Table
from sync.errors import SetUpError
from sync.run import converge
from sync.sheets.xlsx.workbook import Workbook
from tests.sheets.xlsx.furnished import furnish
from tests.sheets.xlsx.workbooks import (
    ADA,
    COMING,
    DUE,
    MAIN,
    OVERDUE,
    PAUSED,
    make,
    parts_of,
    rewrite,
    sheet_of,
    sheet_xml,
    with_rows,
)

RECORD = Record(date(2026, 11, 23), {"overdue": 3, "later": 40})
AREAS = (Area(2, 0, 5, 0), Area(2, 4, 5, 4))
ALL: tuple[Change, ...] = (
    PutText(1, 4, "Next due"),
    PutDue(2, 4, DUE, 46340),
    PutDue(4, 4, PAUSED, "paused"),
    PutDue(5, 4, DUE, 46340),
    PutFlag("overdue", OVERDUE, AREAS),
    PutFlag("coming_up", COMING, AREAS),
    PutRecord(RECORD),
)
CONCERNED = {"xl/worksheets/sheet1.xml", "xl/styles.xml", "docProps/custom.xml"}


def write(path: Path, *changes: Change) -> Table:
    """Read, write, and hold that what is returned is what a fresh read gives."""
    workbook = Workbook(path)
    workbook.read()
    after = workbook.write(changes)
    assert_same(after, Workbook(path).read())
    return after


def assert_same(one: Table, other: Table) -> None:
    """Compare two tables whole."""
    pd.testing.assert_frame_equal(one.cells, other.cells)
    names = [field.name for field in dataclasses.fields(Table) if field.name != "cells"]
    assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]


def test_everything_else_stays_byte_for_byte(tmp_path: Path) -> None:
    """Drawings, pictures, comments, other tabs and the texts are the same bytes, in the same order."""
    path = furnish(tmp_path / "a.xlsx")
    before = parts_of(path)
    write(path, *ALL)
    after = parts_of(path)
    assert list(after) == list(before)
    assert {name for name in before if before[name] != after[name]} == CONCERNED


def test_the_tab_itself_changes_only_where_it_must(tmp_path: Path) -> None:
    """With the job's own taken out again, the tab is what it was."""
    path = furnish(tmp_path / "a.xlsx")
    before = sheet_of(path)
    write(path, *ALL)
    after = sheet_of(path)
    assert before.count("<f>") + 3 == after.count("<f>")
    own = re.compile(
        r'<col min="5"[^>]*/>|<conditionalFormatting sqref="A2:A5 E2:E5">.*?</conditionalFormatting>|'
        r'<c r="E\d" s=[^>]*>.*?</c>'
    )
    bare = own.sub("", after).replace('<dimension ref="A1:E5"/>', '<dimension ref="A1:D5"/>')
    assert bare.replace('spans="1:5"', 'spans="1:4"') == before


def test_all_cells_of_the_owner_read_as_before(tmp_path: Path) -> None:
    """Computed values of other formulas survive, on this tab and on others."""
    path = furnish(tmp_path / "a.xlsx")
    before, other = Workbook(path).read(), Workbook(path, tab="Other").read()
    after = write(path, *ALL)
    pd.testing.assert_frame_equal(after.cells[[0, 1, 2, 3]], before.cells)
    assert after.cell(2, 0) == Cell("Ada", "Ada", '=PROPER("ada")')
    assert_same(Workbook(path, tab="Other").read(), dataclasses.replace(other))


def test_the_changes_are_read_back(tmp_path: Path) -> None:
    """Header, dates, the paused cell, rules and record."""
    after = write(furnish(tmp_path / "a.xlsx"), *ALL)
    assert after.cell(1, 4) == Cell("Next due", "Next due")
    assert after.cell(2, 4) == Cell("2026-11-14", 46340, DUE)
    assert after.cell(4, 4) == Cell("paused", "paused", PAUSED)
    assert after.record == RECORD
    assert [(rule.formula, rule.areas) for rule in after.rules[1:]] == [(OVERDUE, AREAS), (COMING, AREAS)]


def test_writing_twice_is_writing_once(tmp_path: Path) -> None:
    """The same cells again leave the very same file, and nothing is written."""
    path = make(tmp_path / "a.xlsx")
    cells: list[Change] = [PutText(1, 4, "Next due"), PutDue(2, 4, DUE, 46340), PutRecord(RECORD)]
    write(path, *cells)
    before = (path.read_bytes(), path.stat())
    write(path, *cells)
    write(path)
    assert (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) == (
        before[0],
        before[1].st_ino,
        before[1].st_mtime_ns,
    )


def test_two_equal_workbooks_become_equal(tmp_path: Path) -> None:
    """Nothing random and no time of day gets in."""
    one, other = (make(tmp_path / name) for name in ("a.xlsx", "b.xlsx"))
    other.write_bytes(one.read_bytes())
    write(one, *ALL)
    write(other, *ALL)
    assert one.read_bytes() == other.read_bytes()


def test_the_result_opens_without_a_warning(tmp_path: Path) -> None:
    """Another reader of the format finds nothing wrong, and sees the same."""
    path = make(tmp_path / "a.xlsx")
    write(path, *ALL)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = openpyxl.load_workbook(path)
        values = openpyxl.load_workbook(path, data_only=True)
    sheet = book.worksheets[0]
    assert sheet["E2"].value == DUE
    assert values.worksheets[0]["E2"].value.date() == date(2026, 11, 14)
    assert values.worksheets[0]["E4"].value == "paused"
    assert len(sheet.conditional_formatting) == 1
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert [rule.type for rule in rules] == ["expression", "expression"]
    assert rules[0].dxf.font.b
    assert [rule.dxf.fill.bgColor.rgb for rule in rules] == ["FFFFC7CE", "FFFFEB9C"]
    assert b'name="keep-in-touch-1"' in parts_of(path)["docProps/custom.xml"]


def test_a_due_cell_keeps_its_look(tmp_path: Path) -> None:
    """Only the number format becomes a date; a date format of the owner's stays."""
    path = make(tmp_path / "a.xlsx", [ADA, ADA, ADA])
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for place in ("E2", "E3"):
        sheet[place].font = Font(bold=True)
        sheet[place].border = Border(top=Side(style="thin"))
        sheet[place].alignment = Alignment(horizontal="right")
    sheet["E3"].number_format = "d mmm yyyy"
    book.save(path)
    write(path, *(PutDue(row, 4, DUE, 46340) for row in (2, 3, 4)))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [sheet[f"E{row}"].number_format for row in (2, 3, 4)] == ["yyyy-mm-dd", "d mmm yyyy", "yyyy-mm-dd"]
    assert [sheet[f"E{row}"].font.b for row in (2, 3, 4)] == [True, True, False]
    assert sheet["E2"].border.top.style == "thin"
    assert sheet["E2"].alignment.horizontal == "right"


def test_formats_are_added_once(tmp_path: Path) -> None:
    """A thousand dates, on a hundred runs, are one format more."""
    path = make(tmp_path / "a.xlsx")
    write(path, *(PutDue(row, 4, DUE, 46340) for row in range(2, 50)))
    first = parts_of(path)["xl/styles.xml"]
    write(path, *(PutDue(row, 5, DUE, 46340) for row in range(2, 60)))
    assert parts_of(path)["xl/styles.xml"] == first


def test_a_header_looks_like_its_neighbour(tmp_path: Path) -> None:
    """It is bold where the others are, and the column is wide enough for a date."""
    path = make(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["D1"].font = Font(bold=True)
    book.save(path)
    write(path, PutText(1, 4, 'Next <due> & "more"'))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet["E1"].font.b
    assert sheet["E1"].value == 'Next <due> & "more"'
    assert sheet.column_dimensions["E"].width == 12


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '<cols><col min="5" max="5" width="12" customWidth="1"/></cols>'),
        (
            '<cols><col min="9" max="9" width="3"/></cols>',
            '<cols><col min="5" max="5" width="12" customWidth="1"/>',
        ),
        ('<cols><col min="1" max="9" width="20"/></cols>', '<cols><col min="1" max="9" width="20"/></cols>'),
        (
            '<cols><col min="1" max="1024" width="9.1" style="0"/></cols>',
            (
                '<cols><col min="1" max="4" width="9.1" style="0"/>'
                '<col min="5" max="5" width="12" style="0" customWidth="1"/>'
                '<col min="6" max="1024" width="9.1" style="0"/></cols>'
            ),
        ),
    ],
)
def test_only_the_new_column_gets_a_width(tmp_path: Path, before: str, after: str) -> None:
    """Its neighbours stay as they are, also where one element spoke for all of them."""
    path = with_rows(tmp_path / "a.xlsx", '<row r="1"><c r="D1"><v>1</v></c></row>', before=before)
    write(path, PutText(1, 4, "Next due"))
    assert after in sheet_of(path)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("", '<row r="4"><c r="E4"'),
        ('<row r="4"/>', '<row r="4"><c r="E4"'),
        ('<row r="4" spans="1:3" ht="30"></row>', '<row r="4" spans="1:5" ht="30"><c r="E4"'),
        ('<row r="4"><c r="D4"/><c r="F4"/></row>', '<c r="D4"/><c r="E4"'),
        ('<row r="4"><c r="F4"/><c r="D4"/></row>', '<row r="4"><c r="E4"'),
        ('<row r="2"/><row r="9"/>', '<row r="2"/><row r="4"><c r="E4"'),
        (
            '<row r="4"><c r="E4" s="0" t="b" cm="1"><v>0</v></c><c r="G4"/></row>',
            '<row r="4"><c r="E4" s="1"><f>',
        ),
        ("<row><c/></row><row/><row/><row/>", '<row/><row/><row><c r="E4"'),
        ("<row r='4'><c r='E4'><v>1</v></c><!-- > --></row>", "</v></c><!-- > --></row>"),
        ('<row r="4"><c r="E4"><f>1+1</f><v>2</v><extLst/></c></row>', "</v></c></row>"),
    ],
)
def test_a_cell_goes_where_it_belongs(tmp_path: Path, rows: str, expected: str) -> None:
    """Rows and cells may be missing, empty, sparse or out of order."""
    path = with_rows(tmp_path / "a.xlsx", rows)
    after = write(path, PutDue(4, 4, DUE, 46340))
    assert after.cell(4, 4) == Cell("2026-11-14", 46340, DUE)
    assert expected in sheet_of(path).replace('r="E4" s="1"', 'r="E4"', "s=" not in expected)


def test_rows_and_cells_that_lack_are_added_in_order(tmp_path: Path) -> None:
    """Several at once, before, between and after those there."""
    path = with_rows(tmp_path / "a.xlsx", '<row r="3"><c r="C3"/></row>')
    write(path, *(PutDue(row, column, DUE, 46340) for row in (5, 1, 3, 4) for column in (4, 0, 2)))
    assert re.findall(r'<c r="(\w+)"', sheet_of(path)) == [f"{c}{r}" for r in (1, 3, 4, 5) for c in "ACE"]
    assert re.findall(r'<row r="(\d)"', sheet_of(path)) == ["1", "3", "4", "5"]


def test_an_empty_tab_takes_cells(tmp_path: Path) -> None:
    """Also where its element is written as empty."""
    path = rewrite(
        make(tmp_path / "a.xlsx"), sheet=sheet_xml("").replace("<sheetData></sheetData>", "<sheetData/>")
    )
    assert write(path, PutText(1, 0, "Name"), PutText(2, 0, "Ada")).cells.shape == (2, 1)


def test_a_prefix_is_kept(tmp_path: Path) -> None:
    """What is added bears the prefix that the rest bears."""
    path = make(tmp_path / "a.xlsx")
    rewrite(path, sheet=f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>')
    after = write(path, *ALL)
    assert after.cell(2, 4).value == 46340
    assert len(after.rules) == 2
    assert openpyxl.load_workbook(path).worksheets[0]["E2"].value == DUE


def test_a_stray_formula_is_taken_out(tmp_path: Path) -> None:
    """The look of the cell stays; a cell that is not there stays away."""
    path = make(tmp_path / "a.xlsx")
    write(path, PutDue(3, 4, DUE, 46340))
    after = write(path, PutBack(3, 4, EMPTY), PutBack(9, 9, EMPTY))
    assert after.cell(3, 4) is EMPTY
    assert '<c r="E3" s="1"/>' in sheet_of(path)
    assert "J9" not in sheet_of(path)


def test_only_an_empty_cell_can_be_put_back(tmp_path: Path) -> None:
    """A workbook is written while nobody edits it, so nothing else can have been hit."""
    with pytest.raises(ValueError, match="only ever emptied"):
        Workbook(make(tmp_path / "a.xlsx")).write([PutBack(2, 0, Cell("x", "x"))])


def test_a_removed_formula_leaves_excels_list(tmp_path: Path) -> None:
    """Excel calls a list that names a formula that is gone damage; the entries behind keep their tab."""
    path = furnish(tmp_path / "a.xlsx")
    write(path, PutBack(2, 0, EMPTY))
    chain = parts_of(path)["xl/calcChain.xml"].decode()
    assert re.findall(r"<c [^>]*/>", chain) == ['<c r="B4" i="3"/>', '<c r="C4" l="1"/>', '<c r="A1" i="5"/>']


def test_an_empty_list_of_formulas_goes(tmp_path: Path) -> None:
    """With it goes what points at it, while other changes to the same parts are kept."""
    chain = f'<calcChain xmlns="{MAIN}"><c r="A2" i="3"/></calcChain>'
    path = rewrite(furnish(tmp_path / "a.xlsx"), **{"xl/calcChain.xml": chain, "custom": None})
    pointers = re.sub('<Relationship Id="rId4"[^>]*/>', "", parts_of(path)["_rels/.rels"].decode())
    types = re.sub('<Override PartName="/docProps[^>]*/>', "", parts_of(path)["[Content_Types].xml"].decode())
    rewrite(path, pointers=pointers, types=types)
    assert write(path, PutBack(2, 0, EMPTY), PutRecord(RECORD)).record == RECORD
    after = parts_of(path)
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]
    assert b"/docProps/custom.xml" in after["[Content_Types].xml"]


def test_a_new_formula_leaves_excels_list_alone(tmp_path: Path) -> None:
    """Excel adds what it lacks."""
    path = furnish(tmp_path / "a.xlsx")
    before = parts_of(path)["xl/calcChain.xml"]
    write(path, PutDue(2, 0, DUE, 46340))
    assert parts_of(path)["xl/calcChain.xml"] == before


FILLED_DOWN = (
    '<row r="2"><c r="E2"><f t="shared" ref="E2:E4" si="0">{0}</f><v>1</v></c></row>'
    '<row r="3"><c r="E3"><f t="shared" si="0"/><v>1</v></c></row>'
    '<row r="4"><c r="E4"><f t="shared" si="0"></f><v>1</v></c></row>'
)


def test_dates_filled_down_can_be_rewritten(tmp_path: Path) -> None:
    """When the first of them changes, the others get the formula that was written only there."""
    path = with_rows(tmp_path / "a.xlsx", FILLED_DOWN.format(DUE[1:]))
    new = DUE.replace("46340", "46400")
    after = write(path, PutDue(2, 4, new, 46400), PutDue(4, 4, new, 46400))
    assert [after.cell(row, 4).formula for row in (2, 3, 4)] == [new, DUE, new]
    assert "shared" not in sheet_of(path)


def test_the_source_of_a_moving_formula_is_not_overwritten(tmp_path: Path) -> None:
    """Formulas that refer to other cells would have to be rewritten by guessing: refused, by name."""
    path = with_rows(tmp_path / "a.xlsx", FILLED_DOWN.format("D2+1"))
    before = path.read_bytes()
    with pytest.raises(SetUpError, match="formula in cell E2 is also that of other cells") as caught:
        write(path, PutDue(2, 4, DUE, 46340))
    assert caught.value.status == 78
    assert path.read_bytes() == before
    write(path, PutDue(3, 4, DUE, 46340))


def test_a_cell_of_an_array_is_not_overwritten(tmp_path: Path) -> None:
    """Excel would not allow it either; a formula in one cell only may go."""
    rows = '<row r="2"><c r="E2"><f t="array" ref="{}">D2</f><v>1</v></c><c r="F2"><v>1</v></c></row>'
    path = with_rows(tmp_path / "a.xlsx", rows.format("E2:F2"))
    with pytest.raises(SetUpError, match="cell F2 is filled by a formula that fills E2:F2"):
        write(path, PutDue(2, 5, DUE, 46340))
    path = with_rows(tmp_path / "a.xlsx", rows.format("E2"))
    assert write(path, PutDue(2, 4, DUE, 46340)).cell(2, 4).formula == DUE


def test_a_header_inside_an_excel_table_is_refused(tmp_path: Path) -> None:
    """The table knows its headers by heart; beside it there is room, and its cells take dates."""
    path = make(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["E1"] = "Next due"
    sheet.add_table(openpyxl.worksheet.table.Table(displayName="People", ref="A1:E2"))  # type: ignore[attr-defined]
    book.save(path)
    with pytest.raises(SetUpError, match="cell E1 is in the table A1:E2"):
        write(path, PutText(1, 4, "Due"))
    write(path, PutDue(2, 4, DUE, 46340), PutText(1, 5, "Due"))


def test_a_signed_workbook_is_refused(tmp_path: Path) -> None:
    """Any change would break the signature; it can still be read."""
    path = furnish(tmp_path / "a.xlsx")
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    entry = f'<Relationship Id="rId9" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    pointers = parts_of(path)["_rels/.rels"].decode().replace("</Relationships>", entry)
    rewrite(path, pointers=pointers, **{"_xmlsignatures/origin.sigs": ""})
    Workbook(path).read()
    with pytest.raises(SetUpError, match="digitally signed"):
        write(path, PutText(1, 4, "Next due"))


@pytest.mark.long
def test_twenty_thousand_dates_are_written(tmp_path: Path) -> None:
    """All arrive."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 20_001))
    path = with_rows(tmp_path / "a.xlsx", rows)
    changes = [PutDue(row, 1, DUE, 46340) for row in range(1, 20_001)]
    workbook = Workbook(path)
    workbook.read()
    after = workbook.write(changes)
    assert after.cells[1].map(lambda cell: cell.value).tolist() == [46340] * 20_000


def rules_of(path: Path) -> list[tuple[str, str]]:
    """Return the area and the rule's element of every conditional format."""
    text = sheet_of(path)
    found = re.findall(r'<conditionalFormatting sqref="([^"]*)">(.*?)</conditionalFormatting>', text)
    return [
        (area, rule) for area, rules in found for rule in re.findall(r"<cfRule.*?(?:/>|</cfRule>)", rules)
    ]


def test_a_flag_is_changed_in_its_place(tmp_path: Path) -> None:
    """A look that the owner gave it stays, and so do their own rules."""
    path = furnish(tmp_path / "a.xlsx")
    before = rules_of(path)
    rules = write(path, *ALL).rules
    ours = rules_of(path)[2:]
    other = OVERDUE.replace("$E", "$F")
    after = write(path, PutFlag("overdue", other, (Area(2, 0, 9, 0), Area(2, 5, 9, 5)), rules[1]))
    assert rules_of(path)[:2] == before
    assert rules_of(path)[2] == ("A2:A9 F2:F9", ours[0][1].replace("$E", "$F"))
    assert rules_of(path)[3] == ours[1]
    assert [rule.formula for rule in after.rules[1:]] == [other, COMING]


def test_priorities_are_unique_and_last(tmp_path: Path) -> None:
    """The owner's own rules win, the newer kind too that stands elsewhere in the part."""
    path = furnish(tmp_path / "a.xlsx")
    write(path, *ALL)
    assert re.findall(r'priority="(\d+)"', sheet_of(path)) == ["1", "3", "8", "9", "7"]


def test_flags_that_share_an_element_are_taken_apart(tmp_path: Path) -> None:
    """Excel groups rules over the same cells: one may change, or go, without the other."""
    rule = '<cfRule type="expression" dxfId="0" priority="{}"><formula>{}</formula></cfRule>'
    pair = rule.format(1, "A1&gt;1") + rule.format(2, "A1&gt;2")
    after = f'<conditionalFormatting sqref="A1:A9">{pair}</conditionalFormatting>'
    path = with_rows(tmp_path / "a.xlsx", "", after=after)
    first, second = Workbook(path).read().rules
    write(path, PutFlag("overdue", "=A1>3", (Area(1, 0, 5, 0),), first))
    assert rules_of(path) == [("A1:A9", rule.format(2, "A1&gt;2")), ("A1:A5", rule.format(1, "A1&gt;3"))]
    rewrite(path, sheet=sheet_xml("", after=after))
    write(path, DropFlag(first), PutFlag("overdue", "=A1>4", (Area(1, 0, None, 0),), second))
    assert rules_of(path) == [("A1:A1048576", rule.format(2, "A1&gt;4"))]
    write(path, DropFlag(Workbook(path).read().rules[0]))
    assert "conditionalFormatting" not in sheet_of(path)


def test_a_flag_stands_where_the_schema_wants_it(tmp_path: Path) -> None:
    """After merged cells, before validations: elsewhere Excel calls the file damaged."""
    before = '<mergeCells count="1"><mergeCell ref="A8:B8"/></mergeCells>'
    path = with_rows(tmp_path / "a.xlsx", "", after=before + '<pageMargins left="1"/>')
    write(path, PutFlag("overdue", OVERDUE, AREAS))
    assert re.search(
        "</mergeCells><conditionalFormatting .*</conditionalFormatting><pageMargins", sheet_of(path)
    )


def test_a_list_of_looks_is_made_where_it_lacks(tmp_path: Path) -> None:
    """Before the table styles, as the schema wants it."""
    path = furnish(tmp_path / "a.xlsx")
    styles = re.sub("<dxfs.*</dxfs>|<numFmts.*</numFmts>", "", parts_of(path)["xl/styles.xml"].decode())
    rewrite(path, styles=styles)
    write(path, *ALL)
    styles = parts_of(path)["xl/styles.xml"].decode()
    assert re.search('</cellStyles><dxfs count="2"><dxf>.*</dxf></dxfs><tableStyles', styles)
    assert re.search('<styleSheet [^>]*><numFmts count="1"><numFmt numFmtId="164"', styles)


def test_the_record_stands_among_other_properties(tmp_path: Path) -> None:
    """The owner's own stay, and a later record takes the place of the earlier one."""
    path = furnish(tmp_path / "a.xlsx")
    before = parts_of(path)["docProps/custom.xml"].removesuffix(b"</Properties>")
    write(path, PutRecord(RECORD))
    later = Record(date(2026, 11, 30), {"overdue": 0})
    assert write(path, PutRecord(later)).record == later
    after = parts_of(path)["docProps/custom.xml"]
    assert after.startswith(before)
    assert after.count(b"<property ") == 2


def test_each_list_has_its_own_record(tmp_path: Path) -> None:
    """Two tabs of one workbook may both be lists."""
    path = furnish(tmp_path / "a.xlsx")
    write(path, PutRecord(RECORD))
    assert Workbook(path, tab="Other").read().record is None


def test_a_record_alone_leaves_the_tab_alone(tmp_path: Path) -> None:
    """Only the properties change."""
    path = make(tmp_path / "a.xlsx")
    before = parts_of(path)
    write(path, PutRecord(RECORD))
    after = parts_of(path)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"docProps/custom.xml", "[Content_Types].xml", "_rels/.rels"}
    assert list(after)[:-1] == list(before)


@pytest.mark.parametrize(
    "garbled",
    [
        "",
        "x",
        "[]",
        "{}",
        '{"day":"yesterday","figures":{}}',
        '{"day":"2026-11-23","figures":{"a":"b"}}',
        "[" * 9999,
    ],
)
def test_a_garbled_record_is_none(tmp_path: Path, garbled: str) -> None:
    """The job then believes that it never mailed."""
    path = furnish(tmp_path / "a.xlsx")
    write(path, PutRecord(RECORD))
    custom = re.sub(
        r"\{&quot;.*\}|\{\"day.*\}", lambda _: garbled, parts_of(path)["docProps/custom.xml"].decode()
    )
    assert Workbook(rewrite(path, custom=custom)).read().record is None


def test_a_protected_tab_is_told_in_excels_words(tmp_path: Path) -> None:
    """Nobody looks for Google's menus there; the file stays as it is."""
    path = make(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0].protection.sheet = True
    book.save(path)
    before, workbook = path.read_bytes(), Workbook(path)
    written = converge.write(workbook, converge.decide(Look(workbook.read(), date(2026, 11, 23))))
    assert str(written.error) == (
        "column E: it is protected; unprotect it in Excel, under Review › Unprotect Sheet"
    )
    assert written.error
    assert (written.error.status, path.read_bytes()) == (77, before)
