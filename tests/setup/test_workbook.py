"""A new workbook: good to look at, and ready for the job."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.properties import PageSetupProperties

from sync.core.contacts.contacts import Look
from sync.core.plan.plan import make_plan
from sync.setup.demo.sample import make_demo
from sync.setup.workbook import find_date_format, make_workbook
from sync.sheets.xlsx.workbook import Workbook

TODAY = date(2026, 11, 23)


def test_a_new_list_has_the_four_headers_and_room_for_the_date(tmp_path: Path) -> None:
    path = tmp_path / "contacts.xlsx"
    path.write_bytes(make_workbook())
    tab = openpyxl.load_workbook(path).worksheets[0]
    assert [cell.value for cell in tab[1]] == [
        "Name",
        "Email",
        "Phone number",
        "Relationship information",
        "Next due",
    ]
    assert tab.title == "Contacts"
    plan = make_plan(Look(Workbook(path).read(), TODAY))
    assert (plan.columns.new_due, len(plan.people)) == (False, 0)


@pytest.mark.parametrize("is_demo", [True, False])
def test_it_looks_cared_for(tmp_path: Path, is_demo: bool) -> None:
    make_demo(tmp_path, TODAY)
    if not is_demo:
        (tmp_path / "contacts.xlsx").write_bytes(make_workbook(locale="en_GB"))
    tab = openpyxl.load_workbook(tmp_path / "contacts.xlsx").worksheets[0]
    due, note = tab.max_column, 4
    assert tab.freeze_panes == "A2"
    assert tab.auto_filter.ref == ("A1:F52" if is_demo else "A1:E1000")
    assert (tab.page_setup.fitToWidth, tab.page_setup.fitToHeight) == (1, 0)
    assert tab.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
    assert tab.print_title_rows == "$1:$1"
    cells = [cell for row in tab.iter_rows() for cell in row]
    assert {(cell.font.name, cell.font.sz) for cell in cells} == {("Calibri", 11)}
    assert all(cell.font.bold for cell in tab[1])
    assert {cell.alignment.vertical for cell in cells} == {"top"}
    assert tab.cell(2, note).alignment.wrap_text
    assert tab.cell(2, due).number_format == "d mmm yyyy"


def test_the_jobs_dates_take_the_look_of_their_column(tmp_path: Path) -> None:
    make_demo(tmp_path, TODAY)
    sheet = Workbook(tmp_path / "contacts.xlsx", locale="en_GB")
    sheet.write(make_plan(Look(sheet.read(), TODAY)).changes)
    tab = openpyxl.load_workbook(tmp_path / "contacts.xlsx").worksheets[0]
    column = [tab.cell(row, 6) for row in range(2, 53)]
    assert {cell.number_format for cell in column} == {"d mmm yyyy"}
    assert {cell.alignment.vertical for cell in column} == {"top"}
    assert tab.max_column == 6


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en_GB", "d mmm yyyy"),
        ("en_US", "mmm d, yyyy"),
        ("de_DE", "dd.mm.yyyy"),
        ("fr-FR", "d mmm yyyy"),
        ("es_ES", "d mmm yyyy"),
        ("sv_SE", "d mmm yyyy"),
        ("ja_JP", "yyyy/mm/dd"),
        ("lt_LT", "yyyy-mm-dd"),
        ("pt_PT", "dd/mm/yyyy"),
        ("zh_CN", 'yyyy"年"m"月"d"日"'),
        ("da-DK", "d. mmm yyyy"),
        (None, "yyyy-mm-dd"),
    ],
)
def test_dates_are_in_the_locales_form(locale: str | None, expected: str) -> None:
    assert find_date_format(locale) == expected
