"""Another spreadsheet program opens what was saved, computes it anew, and shows the same."""

import csv
import re
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sync.core.candidates.found import Found
from sync.core.candidates.importing import Imported
from sync.core.changes import PutDue, PutFlag, PutRecord, PutText
from sync.core.contacts.contacts import Look, Rules
from sync.core.table import Area, Record
from sync.run import converge
from sync.run.offer import offer, read_all
from sync.sheets.xlsx.workbook import Workbook
from tests.sheets.xlsx.furnished import furnish
from tests.sheets.xlsx.workbooks import ADA, COMING, DUE, OVERDUE, PAUSED, make

pytestmark = pytest.mark.libreoffice
RECORD = Record(date(2026, 11, 23), {"overdue": 3})
Convert = Callable[[Path, str], Path]


@pytest.fixture(name="convert")
def _convert(tmp_path: Path) -> Convert:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")

    def convert(path: Path, ending: str) -> Path:
        out = tmp_path / "converted"
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", ending, "--outdir", str(out), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return out / f"{path.stem}.{ending.partition(':')[0]}"

    return convert


def save(path: Path) -> Path:
    """Write one change of every kind."""
    areas = (Area(2, 0, 4, 0), Area(2, 4, 4, 4))
    Workbook(path).write(
        [
            PutText(1, 4, "Next due"),
            PutDue(2, 4, DUE, 46340),
            PutDue(4, 4, PAUSED, "paused"),
            PutFlag("overdue", OVERDUE, areas),
            PutFlag("coming_up", COMING, areas),
            PutRecord(RECORD),
        ]
    )
    return path


def test_the_same_dates_and_texts_are_shown(tmp_path: Path, convert: Convert) -> None:
    """Formulas are computed to what the job said they compute to."""
    path = save(furnish(tmp_path / "a.xlsx"))
    shown = [[cell.shown for cell in row] for row in Workbook(path).read().cells.to_numpy()]
    with convert(path, "csv:Text - txt - csv (StarCalc):44,34,76,1").open(newline="") as file:
        converted = list(csv.reader(file))
    assert [row[4] for row in converted] == ["Next due", "2026-11-14", "", "paused", ""]
    assert [row[0] for row in converted[:2]] == [row[0] for row in shown[:2]] == ["Name", "Ada"]
    assert [row[3] for row in converted] == [row[3] for row in shown]
    assert converted[1][2] == shown[1][2] == "00123"


def test_what_it_saves_is_read_as_before(tmp_path: Path, convert: Convert) -> None:
    """After a round through the other program the job finds its dates, rules and record again."""
    path = save(make(tmp_path / "a.xlsx", [ADA, ("Bo",), ("Cy", "", "", "x")]))
    before = Workbook(path).read()
    table = Workbook(convert(path, "xlsx")).read()
    assert table.cells.map(lambda cell: (cell.shown, cell.value, cell.formula)).equals(
        before.cells.map(lambda cell: (cell.shown, cell.value, cell.formula))
    )
    assert {rule.formula for rule in table.rules} == {OVERDUE, COMING}
    assert {area for rule in table.rules for area in rule.areas} == {Area(2, 0, 4, 0), Area(2, 4, 4, 4)}
    assert table.record == RECORD


def test_its_own_files_can_be_written(tmp_path: Path, convert: Convert) -> None:
    """A workbook that LibreOffice made takes the job's changes, and keeps what else is in it."""
    path = convert(make(tmp_path / "a.xlsx", [ADA, ("Bo",), ("Cy",)]), "xlsx")
    with zipfile.ZipFile(path) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}
    save(path)
    with zipfile.ZipFile(path) as archive:
        changed = {name for name in archive.namelist() if before.get(name) != archive.read(name)}
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert changed <= {
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "docProps/custom.xml",
        "[Content_Types].xml",
        "_rels/.rels",
    }
    assert re.search(
        r'<col [^>]*min="5" max="5"[^>]*width="12"|<col [^>]*width="12"[^>]*min="5" max="5"', sheet
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert openpyxl.load_workbook(path).worksheets[0]["E2"].value == DUE
    assert Workbook(convert(path, "xlsx")).read().cell(2, 4).value == 46340


def test_the_tab_of_candidates_is_known_again(tmp_path: Path, convert: Convert) -> None:
    """It numbers the tabs anew; the names, the list of Yes and nothing, and the hidden key stay."""
    path = make(tmp_path / "a.xlsx")
    workbook = Workbook(path, locale="en_GB")
    imported = Imported([[Found("LinkedIn", "Ida Quill", ("ida@example.org",))]], RECORD.day)
    offer(workbook, read_all(workbook), imported, Rules())
    assert openpyxl.load_workbook(path)["Candidates"].freeze_panes == "A2"
    saved = convert(path, "xlsx")
    book = openpyxl.load_workbook(saved)
    sheet = book["Candidates"]
    assert [str(validation.sqref) for validation in sheet.data_validations.dataValidation] == ["A2"]
    assert sheet.column_dimensions["L"].hidden
    sheet["A2"] = "Yes"
    book.move_sheet("Candidates", -1)
    book.save(saved)
    again = Workbook(saved, locale="en_GB")
    assert converge.write(again, converge.decide(Look(converge.read(again), RECORD.day))).error is None
    table = converge.read(Workbook(saved, locale="en_GB"))
    assert table.offered
    assert (table.title, table.cell(3, 0).shown) == ("Contacts", "Ida Quill")
    assert table.offered.cell(2, 10).shown == "Added 23 Nov 2026"
