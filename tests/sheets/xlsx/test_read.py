"""What stands in a workbook is read as the owner sees it."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from sync.core.changes import PutDue
from sync.core.table import EMPTY, GOOGLE_EPOCH, MAC_EPOCH, Area, Cell, CellError, Rule
from sync.errors import SetUpError
from sync.sheets.xlsx.workbook import Workbook
from tests.limits import below, within
from tests.sheets.xlsx.furnished import furnish
from tests.sheets.xlsx.workbooks import (
    ADA,
    DUE,
    MAIN,
    PAUSED,
    make,
    parts_of,
    rewrite,
    with_rows,
)


def cell(path: Path, row: int = 1, column: int = 0) -> Cell:
    """Return one cell of the first tab."""
    return Workbook(path).read().cell(row, column)


def test_every_place_holds_a_cell(tmp_path: Path) -> None:
    """Rows count as in the sheet, columns from 0, and an empty place is EMPTY itself."""
    cells = Workbook(make(tmp_path / "a.xlsx", [ADA, (), ("Bo",)])).read().cells
    assert isinstance(cells, pd.DataFrame)
    assert list(cells.index) == [1, 2, 3, 4]
    assert cells.columns.equals(pd.Index([0, 1, 2, 3]))
    assert cells.loc[1, 0] == Cell("Name", "Name")
    assert all(entry is EMPTY for entry in cells.loc[3])
    assert {str(dtype) for dtype in cells.dtypes} == {"object"}
    assert all(isinstance(entry, Cell) for entry in cells.to_numpy().ravel())


def test_the_table_says_what_is_known(tmp_path: Path) -> None:
    """A workbook has neither a zone nor a link, and its grid is as wide as Excel's."""
    table = Workbook(make(tmp_path / "a.xlsx"), locale="de_DE").read()
    assert (table.title, table.width, table.locale, table.zone, table.link) == (
        "Contacts",
        16384,
        "de_DE",
        None,
        "",
    )
    assert (table.rules, table.protected, table.record, table.epoch) == ((), (), None, GOOGLE_EPOCH)


def test_an_empty_tab_is_an_empty_table(tmp_path: Path) -> None:
    """Formatting alone does not count as use."""
    path = with_rows(tmp_path / "a.xlsx", '<row r="9"><c r="C9" s="0"/></row>')
    assert Workbook(path).read().cells.shape == (0, 0)


def test_a_furnished_workbook_is_read(tmp_path: Path) -> None:
    """Formulas come with their computed value, rich text joined, errors as errors, zeros as displayed."""
    path = furnish(tmp_path / "a.xlsx")
    assert cell(path, 2, 0) == Cell("Ada", "Ada", '=PROPER("ada")')
    assert cell(path, 2, 2) == Cell("00123", 123)
    assert cell(path, 2, 3) == Cell("2026-08-14 had a baby", "2026-08-14 had a baby")
    assert cell(path, 4, 0) == Cell("Bo\rDerek", "Bo\rDerek")
    assert cell(path, 4, 2) == Cell("#N/A", CellError("#N/A"), "=NA()")
    assert isinstance(cell(path, 4, 2).value, CellError)
    assert cell(path, 4, 3) == Cell("TRUE", value=True)
    assert cell(path, 5, 0) == Cell(" Zoë ", " Zoë ")
    assert Workbook(path).read().rules == (Rule("=LEN($D2)>100", (Area(2, 3, 5, 3), Area(2, 1, 2, 1)), 1),)


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<c r="A1"><v>5551234567</v></c>', Cell("5551234567", 5551234567)),
        ('<c r="A1"><v>5.551234567E9</v></c>', Cell("5551234567", 5551234567)),
        ('<c r="A1"><v>0.30000000000000004</v></c>', Cell("0.3", 0.30000000000000004)),
        ('<c r="A1" t="b"><v>0</v></c>', Cell("FALSE", value=False)),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', Cell("", "", '=""')),
        ('<c r="A1"><f>B1+1</f></c>', Cell("", None, "=B1+1")),
        ('<c r="A1" t="e"><v>#REF!</v></c>', Cell("#REF!", CellError("#REF!"))),
        ('<c r="A1" t="d"><v>2026-08-14</v></c>', Cell("46248", 46248)),
        ('<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', Cell("ab", "ab")),
        (
            '<c r="A1" t="inlineStr"><is><t>a&lt;b&amp;&#x1F600;\n_x0041_</t></is></c>',
            Cell("a<b&😀\nA", "a<b&😀\nA"),
        ),
        ('<c r="A1"><f>HYPERLINK("http://x","y")</f></c>', Cell("", None, '=HYPERLINK("http://x","y")')),
    ],
)
def test_cells_as_programs_write_them(tmp_path: Path, xml: str, expected: Cell) -> None:
    """Every way to write a cell is understood."""
    path = with_rows(tmp_path / "a.xlsx", f'<row r="1">{xml}</row>')
    assert cell(path) == expected
    assert isinstance(cell(path).value, CellError | bool) is isinstance(expected.value, CellError | bool)


@pytest.mark.parametrize(
    ("formula", "value"),
    [(DUE, 46340), (PAUSED, "paused"), (DUE + "+1", 1), ('=46340+N("a")+N("b")', 1)],
)
def test_the_jobs_own_formula_is_computed(tmp_path: Path, formula: str, value: object) -> None:
    """A program that saved without computing does not make a date vanish; no other formula is touched."""
    text = formula[1:].replace("&", "&amp;")
    path = with_rows(tmp_path / "a.xlsx", f'<row r="1"><c r="A1"><f>{text}</f><v>1</v></c></row>')
    assert cell(path).value == value
    assert cell(path).formula == formula


def test_dates_are_serial_numbers_shown_in_iso(tmp_path: Path) -> None:
    """A date is read the same in every locale."""
    path = make(tmp_path / "a.xlsx", [(date(2026, 8, 14), datetime(2026, 8, 14, 9, 30))])  # noqa: DTZ001 - as typed
    assert cell(path, 2, 0) == Cell("2026-08-14", 46248)
    assert cell(path, 2, 1).shown == "2026-08-14 09:30"


def test_a_workbook_may_count_from_1904(tmp_path: Path) -> None:
    """Serial numbers are the workbook's own, and its epoch tells what day they mean."""
    path = make(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0]["E2"] = date(2026, 8, 14)
    book.save(path)
    table = Workbook(path).read()
    assert table.epoch == MAC_EPOCH
    assert table.cell(2, 4) == Cell("2026-08-14", 46248 - 1462)
    assert table.day_of(46248 - 1462) == date(2026, 8, 14)
    table = Workbook(path).write([PutDue(2, 4, DUE.replace("46340", "44878"), 44878)])
    assert table.cell(2, 4).shown == "2026-11-14"


def test_a_formula_filled_down_is_each_cells_own(tmp_path: Path) -> None:
    """A shared formula is written once, and moved as Excel moves it."""
    path = with_rows(
        tmp_path / "a.xlsx",
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1+$C$1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="7"/><v>3</v></c></row>',
    )
    assert [cell(path, row).formula for row in (1, 2, 3)] == ["=B1+$C$1", "=B2+$C$1", ""]


def test_a_formula_that_fills_several_cells_is_that_of_all(tmp_path: Path) -> None:
    """A spilled value is not something the owner typed."""
    path = with_rows(
        tmp_path / "a.xlsx",
        '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>2</v></c><c r="B1"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>4</v></c><c r="B2"><v>2</v></c></row>',
    )
    assert cell(path, 2) == Cell("4", 4, "=B1:B2*2")
    assert cell(path, 2, 1) == Cell("2", 2)


def test_cells_need_no_reference_and_no_order(tmp_path: Path) -> None:
    """References may be left out, and cells and rows may stand in any order."""
    path = with_rows(
        tmp_path / "a.xlsx",
        '<row r="5"><c r="C5"><v>3</v></c><c r="A5"><v>1</v></c></row>'
        '<row r="2"><c><v>7</v></c><c><v>8</v></c></row>',
    )
    read = Workbook(path).read()
    assert [read.cell(5, column).value for column in (0, 1, 2)] == [1, None, 3]
    assert [read.cell(2, column).value for column in (0, 1, 2)] == [7, 8, None]


def test_parts_may_use_a_prefix(tmp_path: Path) -> None:
    """Some programs write ``<x:c>`` for ``<c>``."""
    path = make(tmp_path / "a.xlsx")
    rows = '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Name</x:t></x:is></x:c></x:row>'
    xml = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    assert cell(rewrite(path, sheet=xml)).shown == "Name"


def test_the_tab_is_the_one_named(tmp_path: Path) -> None:
    """Capitals do not matter, as in Excel; without a name it is the first tab that is not hidden."""
    path = furnish(tmp_path / "a.xlsx")
    assert Workbook(path, tab="Other").read().title == "Other"
    assert Workbook(path, tab="oTHER").read().title == "Other"
    book = parts_of(path)["xl/workbook.xml"].replace(b'sheetId="3"', b'sheetId="3" state="veryHidden"')
    assert Workbook(rewrite(path, book=book)).read().title == "Other"
    assert Workbook(path, tab="Contacts").read().title == "Contacts"


def test_a_missing_tab_names_those_there(tmp_path: Path) -> None:
    """The owner sees what to put into the settings."""
    path = furnish(tmp_path / "a.xlsx")
    with pytest.raises(SetUpError, match=r"no tab “Friends”.*“Contacts”, “Other”"):
        Workbook(path, tab="Friends").read()


def test_a_protected_tab_says_so(tmp_path: Path) -> None:
    """The job may write nowhere on it."""
    path = with_rows(tmp_path / "a.xlsx", "", after='<sheetProtection sheet="1" objects="1"/>')
    assert Workbook(path).read().protected == (Area(1, 0, None, None),)
    path = with_rows(path, "", after='<sheetProtection objects="1"/>')
    assert Workbook(path).read().protected == ()


def test_rules_may_span_whole_columns(tmp_path: Path) -> None:
    """None stands for the end of the grid."""
    rule = '<cfRule type="expression" dxfId="0" priority="1"><formula>TRUE</formula></cfRule>'
    after = f'<conditionalFormatting sqref="A:B 3:4 C2:C1048576">{rule}</conditionalFormatting>'
    (found,) = Workbook(with_rows(tmp_path / "a.xlsx", "", after=after)).read().rules
    assert found.areas == (Area(1, 0, None, 1), Area(3, 0, 4, None), Area(2, 2, None, 2))


def test_a_stray_cell_far_away_costs_nothing(tmp_path: Path) -> None:
    """It is read, and what is blank between is not kept."""
    path = with_rows(tmp_path / "a.xlsx", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    with within(30), below(50):
        table = Workbook(path).read()
    assert table.cell(1_048_576, 16_383).value == 1
    assert len(table.cells) < 100


def test_cells_that_reach_too_far_in_both_directions_are_named(tmp_path: Path) -> None:
    """A table of 30 million cells is not even begun."""
    rows = '<row r="1"><c r="XFD1"><v>1</v></c></row>' + "".join(
        f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(2, 2001)
    )
    with pytest.raises(SetUpError, match="reach to row 2000 and column 16384"):
        Workbook(with_rows(tmp_path / "a.xlsx", rows)).read()


def test_twenty_thousand_rows_are_read(tmp_path: Path) -> None:
    """None is lost on the way."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 20_001))
    cells = Workbook(with_rows(tmp_path / "a.xlsx", rows)).read().cells
    assert cells[0].map(lambda entry: entry.value).tolist() == list(range(1, 20_001))


def test_long_and_strange_text_is_kept(tmp_path: Path) -> None:
    """The longest note, right-to-left text, newlines and emoji come through."""
    texts = ["x" * 32_767, "שלום", "a\nb", "👩‍👩‍👧", "NA", "=not a formula"]
    book = openpyxl.Workbook()
    for row, text in enumerate(texts, 1):
        book.worksheets[0].cell(row, 1).value = text
        book.worksheets[0].cell(row, 1).data_type = "s"
    book.save(tmp_path / "a.xlsx")
    assert [cell(tmp_path / "a.xlsx", row).shown for row in range(1, 7)] == texts


def test_merged_cells_hold_the_first_ones_text(tmp_path: Path) -> None:
    """The others are empty."""
    path = make(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells("A2:A3")
    book.save(path)
    assert cell(path, 2).shown == "Ada Lovelace"
    assert Workbook(path).read().cell(3, 0) is EMPTY


def test_reading_changes_nothing(tmp_path: Path) -> None:
    """Neither a byte nor the file's time."""
    path = furnish(tmp_path / "a.xlsx")
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    workbook = Workbook(path)
    workbook.read()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert workbook.requests == 0


def test_merged_areas_are_told(tmp_path: Path) -> None:
    merged = '<mergeCells count="2"><mergeCell ref="D2:F2"/><mergeCell ref="A1:XFD1"/></mergeCells>'
    table = Workbook(with_rows(tmp_path / "a.xlsx", "", after=merged)).read()
    assert table.merged == (Area(2, 3, 2, 5), Area(1, 0, 1, None))


@pytest.mark.parametrize(
    ("attributes", "totals"),
    [
        ({"totalsRowCount": 1}, (Area(3, 0, 3, 3),)),
        ({"totalsRowShown": False}, ()),
        ({"totalsRowCount": 0}, ()),
    ],
)
def test_the_totals_of_a_table_are_told(
    tmp_path: Path, attributes: dict[str, int], totals: tuple[Area, ...]
) -> None:
    path = make(tmp_path / "a.xlsx", [ADA, ("1 person",)])
    book = openpyxl.load_workbook(path)
    people = openpyxl.worksheet.table.Table(displayName="People", ref="A1:D3", **attributes)  # type: ignore[attr-defined]
    book.worksheets[0].add_table(people)
    book.save(path)
    assert Workbook(path).read().totals == totals
