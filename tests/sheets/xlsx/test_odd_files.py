"""Files as other programs write them: unusual, valid, and no reason to refuse."""

import re
import warnings
from pathlib import Path

import openpyxl
import pytest

from sync.core.changes import Change, PutDue, PutFlag, PutRecord, PutText
from sync.core.contacts.contacts import Look
from sync.core.plan.plan import make_plan
from sync.core.table import Cell, Table
from sync.errors import SetUpError
from sync.sheets.xlsx.looks.styles import NO_STYLES, Styles
from sync.sheets.xlsx.workbook import Workbook
from tests.core.tables import TODAY
from tests.limits import within
from tests.sheets.xlsx.furnished import furnish
from tests.sheets.xlsx.test_write import ALL, RECORD, write
from tests.sheets.xlsx.workbooks import (
    ADA,
    DUE,
    HEADERS,
    MAIN,
    make,
    parts_of,
    rewrite,
    sheet_of,
    sheet_xml,
    with_rows,
)

RELATIONS = "xl/_rels/workbook.xml.rels"
STYLED: tuple[Change, ...] = (PutText(1, 4, "Next due"), PutDue(2, 4, DUE, 46340))


def shown_in_excel(path: Path, place: str) -> tuple[object, str]:
    """Return the value and the format of a cell as another program sees them, which warns of nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cell = openpyxl.load_workbook(path, data_only=True).worksheets[0][place]
    return cell.value, cell.number_format


def without_styles(path: Path, *, related: bool = False) -> Path:
    """Take the part of the formats out, and what points at it unless it is to stay `related`."""
    make(path)
    relations = parts_of(path)[RELATIONS].decode()
    types = parts_of(path)["[Content_Types].xml"].decode()
    rewrite(
        path,
        styles=None,
        types=re.sub(r"<Override [^>]*styles[^>]*/>", "", types),
        **({} if related else {RELATIONS: re.sub(r"<Relationship [^>]*styles[^>]*/>", "", relations)}),
    )
    return path


@pytest.mark.parametrize("related", [False, True])
def test_a_workbook_without_formats_gets_a_list_of_them(tmp_path: Path, *, related: bool) -> None:
    path = without_styles(tmp_path / "a.xlsx", related=related)
    table = write(path, *STYLED)
    assert table.cell(2, 4).shown == "2026-11-14"
    assert write(path, *ALL).rules
    assert shown_in_excel(path, "E2")[1] == "yyyy-mm-dd"
    assert shown_in_excel(path, "C2") == (5551234567, "General")
    parts = parts_of(path)
    assert parts["[Content_Types].xml"].count(b"styles+xml") == 1
    assert parts[RELATIONS].count(b"/styles") - parts[RELATIONS].count(b"/styles.xml") == 1


FONT = '<x:fonts count="1"><x:font/></x:fonts><x:dxfs count="0"/>'
NUMBER = '<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0"/></numFmts><tableStyles/>'


@pytest.mark.parametrize(
    "styles",
    [
        f'<styleSheet xmlns="{MAIN}"/>',
        f'<styleSheet xmlns="{MAIN}"><cellXfs count="0"/></styleSheet>',
        f'<x:styleSheet xmlns:x="{MAIN}">{FONT}</x:styleSheet>',
        f'<styleSheet xmlns="{MAIN}">{NUMBER}</styleSheet>',
    ],
)
def test_a_list_of_formats_that_is_not_there_is_begun_with_plain_ones(tmp_path: Path, styles: str) -> None:
    """No cell that names a format looks like a date for that."""
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
        '<row r="2"><c r="A2" s="3"><v>5</v></c><c r="C2" s="1"><v>46340</v></c></row>'
    )
    path = rewrite(with_rows(tmp_path / "a.xlsx", rows), styles=styles)
    write(path, *ALL)
    assert shown_in_excel(path, "E2")[1] == "yyyy-mm-dd"
    assert [shown_in_excel(path, place)[1] for place in ("A1", "A2", "C2")] == ["General"] * 3
    before = path.read_bytes()
    write(path, *STYLED)
    assert path.read_bytes() == before


def test_a_format_may_have_an_alternative(tmp_path: Path) -> None:
    """Of what only one program knows, others take the fallback (Hancom Cell writes so)."""
    path = furnish(tmp_path / "a.xlsx")
    styles = parts_of(path)["xl/styles.xml"].decode()
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    bold = '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0"/>'
    alternative = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="hs">{plain}</mc:Choice><mc:Fallback>{bold}</mc:Fallback></mc:AlternateContent>'
    )
    head, list_, tail = styles.partition('<cellXfs count="3">')
    rewrite(path, styles=head + list_ + tail.replace(plain, alternative, 1))
    write(path, *STYLED)
    after = parts_of(path)["xl/styles.xml"].decode()
    assert alternative in after
    assert re.search(
        r'<cellXfs count="4">.*<xf numFmtId="166" fontId="1" [^>]*applyNumberFormat="1"/></cellXfs>', after
    )


def test_shared_texts_may_be_missing_where_no_cell_needs_them(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx")
    rewrite(
        path, **{"xl/sharedStrings.xml": None}, sheet=sheet_xml('<row r="1"><c r="A1"><v>7</v></c></row>')
    )
    assert Workbook(path).read().cell(1, 0).value == 7
    rewrite(path, sheet=sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'))
    with pytest.raises(SetUpError, match="cell A1 holds “0”"):
        Workbook(path).read()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-08-14T12:00:00Z", 46248.5),
        ("2026-08-14", 46248),
        ("06:00:00", 0.25),
        ("06:00:00.000", 0.25),
        ("18:00", 0.75),
        ("PT3H", "PT3H"),
        ("soon", "soon"),
    ],
)
def test_a_time_of_day_is_a_part_of_a_day_and_anything_else_is_text(
    tmp_path: Path, text: str, value: float | str
) -> None:
    rows = f'<row r="1"><c r="A1" t="d"><v>{text}</v></c></row>'
    assert Workbook(with_rows(tmp_path / "a.xlsx", rows)).read().cell(1, 0).value == value


def test_an_empty_number_is_none(tmp_path: Path) -> None:
    rows = '<row r="1" spans=""><c r="A1" s=""><v>7</v></c></row>'
    path = with_rows(tmp_path / "a.xlsx", rows)
    assert write(path, PutDue(1, 1, DUE, 46340)).cell(1, 0) == Cell("7", 7)


@pytest.mark.parametrize(
    ("state", "title"), [("show", "Contacts"), ("hidden", "Other"), ("veryHidden", "Other")]
)
def test_only_a_tab_that_is_hidden_is_hidden(tmp_path: Path, state: str, title: str) -> None:
    path = furnish(tmp_path / "a.xlsx")
    book = parts_of(path)["xl/workbook.xml"].decode().replace('sheetId="3"', f'sheetId="3" state="{state}"')
    assert Workbook(rewrite(path, book=book)).read().title == title


def test_elements_may_be_nested_as_deep_as_they_like(tmp_path: Path) -> None:
    deep = "<a>" * 5_000 + "</a>" * 5_000
    path = with_rows(tmp_path / "a.xlsx", "", after=f"<extLst><ext>{deep}</ext></extLst>")
    with within(30):
        write(path, *ALL)
    assert deep in sheet_of(path)


def test_where_no_column_is_free_the_owner_is_told(tmp_path: Path) -> None:
    """A list may reach to the last column, where it has its Next due already."""
    header = (
        '<c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Email</t></is></c>'
    )
    ada = '<row r="2"><c r="A2" t="inlineStr"><is><t>Ada</t></is></c>{}</row>'
    rows = f'<row r="1">{header}</row>' + ada.format('<c r="XFD2"><v>1</v></c>')
    workbook = Workbook(with_rows(tmp_path / "a.xlsx", rows))
    plan = make_plan(Look(workbook.read(), TODAY))
    with pytest.raises(SetUpError, match="no column is free: something stands in XFD, the last one"):
        workbook.write(plan.changes)
    due = '<c r="XFD1" t="inlineStr"><is><t>Next due</t></is></c>'
    workbook = Workbook(with_rows(tmp_path / "b.xlsx", f'<row r="1">{header}{due}</row>' + ada.format("")))
    assert workbook.write(make_plan(Look(workbook.read(), TODAY)).changes).cell(2, 16_383).formula


def macros(path: Path, name: str = "a.xlsm") -> Path:
    """Turn a workbook into one with macros, as Excel saves it."""
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    parts = parts_of(path)
    types = parts["[Content_Types].xml"].decode().replace(plain, kind)
    entry = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    pointer = (
        '<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
        ' Target="vbaProject.bin"/></Relationships>'
    )
    relations = parts[RELATIONS].decode().replace("</Relationships>", pointer)
    rewrite(path, types=types.replace("</Types>", entry), **{RELATIONS: relations})
    rewrite(path, **{"xl/vbaProject.bin": bytes(range(256)) * 40})
    return path.rename(path.with_name(name))


def test_a_workbook_with_macros_is_a_workbook(tmp_path: Path) -> None:
    """The macros stay as they are, to the byte."""
    path = macros(furnish(tmp_path / "a.xlsx"))
    before = parts_of(path)
    table = write(path, *ALL)
    after = parts_of(path)
    assert table.cell(2, 4).value == 46340
    assert after["xl/vbaProject.bin"] == before["xl/vbaProject.bin"]
    assert after["[Content_Types].xml"] == before["[Content_Types].xml"]
    assert write(path, PutRecord(RECORD)).record == RECORD


NOTE = HEADERS.index("Relationship information")


def add_due(path: Path) -> Table:
    """Plan and write, as the first run does."""
    workbook = Workbook(path)
    changes = make_plan(Look(workbook.read(), TODAY)).changes
    assert any(isinstance(change, PutFlag) for change in changes)
    return workbook.write(changes)


def test_next_due_is_never_added_under_a_merged_note(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", [ADA, ADA])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells("D2:F2")
    book.save(path)
    table = add_due(path)
    assert table.cell(1, NOTE + 3).shown == "Next due"
    assert table.cell(2, NOTE + 3).formula.startswith("=")


WIDE, ZERO = 'width="12" customWidth="1"', 'width="0" hidden="1" customWidth="1"'


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            [f'<col min="5" max="16384" {ZERO}/>'],
            [f'<col min="5" max="5" {WIDE}/>', f'<col min="6" max="16384" {ZERO}/>'],
        ),
        (
            ['<col min="1" max="9" width="20" hidden="true"/>'],
            [
                '<col min="1" max="4" width="20" hidden="true"/>',
                '<col min="5" max="5" width="20"/>',
                '<col min="6" max="9" width="20" hidden="true"/>',
            ],
        ),
        (['<col min="5" max="5" width="9,14"/>'], [f'<col min="5" max="5" {WIDE}/>']),
        (['<col min="5" max="5" width=""/>'], [f'<col min="5" max="5" {WIDE}/>']),
        (['<col min="5" max="5" hidden="1"/>'], [f'<col min="5" max="5" {WIDE}/>']),
    ],
)
def test_next_due_is_never_added_out_of_sight(
    tmp_path: Path, columns: list[str], expected: list[str]
) -> None:
    """The other hidden columns stay hidden; a width that is no number is none."""
    rows = sheet_of(make(tmp_path / "a.xlsx")).partition("<sheetData>")[2].partition("</sheetData>")[0]
    path = tmp_path / "a.xlsx"
    rewrite(path, sheet=sheet_xml(rows, before=f"<cols>{''.join(columns)}</cols>"))
    table = add_due(path)
    assert table.cell(1, 4).shown == "Next due"
    assert f"<cols>{''.join(expected)}</cols>" in sheet_of(path)


def test_a_column_that_is_there_already_stays_hidden(tmp_path: Path) -> None:
    """Somebody who hides Next due means it, whatever becomes of its header."""
    path = make(tmp_path / "a.xlsx")
    add_due(path)
    hidden = re.sub(
        r"<cols>.*</cols>", '<cols><col min="5" max="5" width="3" hidden="1"/></cols>', sheet_of(path)
    )
    rewrite(path, sheet=re.sub(r'<c r="E1".*?</c>', "", hidden))
    assert add_header(path).cell(1, 4).shown == "Next due"
    assert '<col min="5" max="5" width="3" hidden="1"/>' in sheet_of(path)


def add_header(path: Path) -> Table:
    workbook = Workbook(path)
    changes = make_plan(Look(workbook.read(), TODAY)).changes
    assert [type(change) for change in changes] == [PutText]
    return workbook.write(changes)


@pytest.mark.parametrize("before", ["", "<cols/>", '<cols><col min="1" max="16384" width="9"/></cols>'])
def test_several_headers_at_once_make_one_list_of_columns(tmp_path: Path, before: str) -> None:
    """As init puts them into an empty tab."""
    path = with_rows(tmp_path / "a.xlsx", "", before=before)
    write(path, *(PutText(1, column, header) for column, header in enumerate(HEADERS)))
    assert sheet_of(path).count("<cols>") == 1
    widths = openpyxl.load_workbook(path).worksheets[0].column_dimensions
    assert [widths[letter].width for letter in "ABCD"] == [12] * 4


def test_the_totals_of_a_table_are_no_contact(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", [ADA, ("Total", "1 person")])
    book = openpyxl.load_workbook(path)
    people = openpyxl.worksheet.table.Table(displayName="People", ref="A1:D3", totalsRowCount=1)  # type: ignore[attr-defined]
    book.worksheets[0].add_table(people)
    book.save(path)
    table = add_due(path)
    assert table.cell(2, 4).formula.startswith("=")
    assert table.cell(3, 4).value is None


def test_a_table_that_is_not_there_is_not_missed(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0].add_table(openpyxl.worksheet.table.Table(displayName="People", ref="A1:D2"))  # type: ignore[attr-defined]
    book.save(path)
    rewrite(path, **{"xl/tables/table1.xml": None})
    assert write(path, *STYLED).totals == ()


def test_a_format_without_bounds_makes_no_list_without_bounds() -> None:
    assert Styles(NO_STYLES, highest=3).dated(0) == 4
    assert Styles(NO_STYLES, highest=4_294_967_295).dated(0) == 64_000
