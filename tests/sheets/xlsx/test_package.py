"""What is no workbook, or a broken one, is one line and never a traceback."""

import io
import random
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from sync.core.changes import PutDue, PutFlag, PutRecord, PutText
from sync.core.table import Area, Record
from sync.errors import KeepInTouchError, SetUpError
from sync.sheets.xlsx.workbook import Workbook
from tests.sheets.xlsx.furnished import furnish
from tests.sheets.xlsx.workbooks import DUE, MAIN, OVERDUE, make, parts_of, rewrite, sheet_xml, zipped

TYPES = "[Content_Types].xml"
_DAY = date(2026, 11, 23)


def refusal(path: Path, content: bytes | None = None) -> str:
    """Return the one line that reading and writing give, having seen that the file stays as it was."""
    if content is not None:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(SetUpError) as caught:
        Workbook(path).read()
    with pytest.raises(SetUpError):
        Workbook(path).write([PutText(1, 4, "Next due")])
    assert path.read_bytes() == before
    assert caught.value.status == 78
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is empty"),
        (b"Name,Email\n", "it is not an Excel workbook"),
        (
            bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512),
            "protected with a password, or in the old .xls format",
        ),
        (b"PK\x03\x04" + bytes(100), "it is damaged"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "it is not an Excel workbook",
        ),
        (zipped({TYPES: "<Types/>"}), "it has no workbook part"),
        (zipped({TYPES: "<Types"}), "it is damaged"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, words: str) -> None:
    """Other kinds of files are told apart, with the cure."""
    assert words in refusal(tmp_path / "a.xlsx", content)


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-excel.template.macroEnabled.main+xml",
        "application/vnd.ms-excel.addin.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
        "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    ],
)
def test_only_plain_workbooks_are_taken(tmp_path: Path, kind: str) -> None:
    """Templates, add-ins and the binary kind are left to Excel."""
    path = furnish(tmp_path / "a.xlsx")
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    rewrite(path, types=parts_of(path)[TYPES].replace(plain, kind.encode()))
    assert "it is a template, an add-in or of the binary kind" in refusal(path)


def test_the_strict_format_is_named(tmp_path: Path) -> None:
    """It uses other names for everything."""
    path = make(tmp_path / "a.xlsx")
    book = parts_of(path)["xl/workbook.xml"].replace(
        MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    assert "Strict Open XML" in refusal(rewrite(path, book=book))


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + sheet_xml("").partition("\n")[2], "declares a document type"),
        ("<worksheet", "damaged"),
        (sheet_xml("").encode("utf-16"), "not in UTF-8"),
        (sheet_xml("").replace("UTF-8", "ISO-8859-1"), "not in UTF-8"),
        (f'<chartsheet xmlns="{MAIN}"/>', "is not a list of cells"),
        (f'<worksheet xmlns="{MAIN}"/>', "is not a list of cells"),
        (sheet_xml('<row r="1"><c r="A1"><v>x</v></c></row>'), "cell A1 holds “x”"),
        (sheet_xml('<row r="1"><c r="A1"><v>nan</v></c></row>'), "cell A1 holds “nan”"),
        (sheet_xml('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "cell A1 holds “99”"),
        (sheet_xml('<row r="1"><c r="A2"><v>1</v></c></row>'), "cell A2 stands in row 1"),
        (sheet_xml('<row r="1"><c r="R1C1"><v>1</v></c></row>'), "“R1C1” where a cell should be"),
        (sheet_xml('<row r="one"/>'), "“one” where a number should be"),
        (None, "xl/worksheets/sheet1.xml is missing"),
    ],
)
def test_a_broken_tab_is_named(tmp_path: Path, xml: str | bytes | None, words: str) -> None:
    """Where it can be said, with the cell."""
    assert words in refusal(rewrite(make(tmp_path / "a.xlsx"), sheet=xml))


def test_a_part_that_stands_twice_is_damage(tmp_path: Path) -> None:
    """Programs would disagree about which of them counts."""
    buffer = io.BytesIO(furnish(tmp_path / "a.xlsx").read_bytes())
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/styles.xml", b"")
    assert "stands in it twice" in refusal(tmp_path / "a.xlsx", buffer.getvalue())


def test_a_protected_archive_is_named(tmp_path: Path) -> None:
    """A zip archive may have a password of its own."""
    data = bytearray(make(tmp_path / "a.xlsx").read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "password" in refusal(tmp_path / "a.xlsx", bytes(data))


def test_a_workbook_without_tabs_is_refused(tmp_path: Path) -> None:
    """A file whose tabs are all hidden has no first visible one."""
    path = make(tmp_path / "a.xlsx")
    book = parts_of(path)["xl/workbook.xml"].replace(b'state="visible"', b'state="hidden"')
    assert "it has no tab with cells" in refusal(rewrite(path, book=book))


def test_the_archive_keeps_how_each_part_is_stored(tmp_path: Path) -> None:
    """Order, time and compression of every part, changed or not."""
    path = furnish(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for number, info in enumerate(infos):
            new = zipfile.ZipInfo(info.filename, (2020, 1, 1, 0, number, 0))
            new.compress_type = number % 2 * zipfile.ZIP_DEFLATED
            archive.writestr(new, parts_of(path)[info.filename])
    path.write_bytes(stored.getvalue())
    Workbook(path).write([PutText(1, 4, "Next due"), PutRecord(Record(_DAY, {}))])
    with zipfile.ZipFile(path) as archive:
        after = [(info.filename, info.date_time, info.compress_type) for info in archive.infolist()]
    expected = [
        (info.filename, (2020, 1, 1, 0, number, 0), number % 2 * zipfile.ZIP_DEFLATED)
        for number, info in enumerate(infos)
    ]
    assert after == expected


def test_parts_are_found_whatever_their_capitals(tmp_path: Path) -> None:
    """The format does not tell capitals from small letters in the names of parts."""
    path = furnish(tmp_path / "a.xlsx")
    parts = parts_of(path)
    parts["XL/Styles.xml"] = parts.pop("xl/styles.xml")
    path.write_bytes(zipped(parts))
    assert Workbook(path).read().cell(2, 2).shown == "00123"
    Workbook(path).write([PutDue(2, 4, DUE, 46340)])
    assert b"yyyy-mm-dd" in parts_of(path)["XL/Styles.xml"]


def test_no_damage_is_a_bug(tmp_path: Path) -> None:
    """Hundreds of broken files, the same on every run: each a table or one line, and no traceback."""
    path = furnish(tmp_path / "a.xlsx")
    whole, chance = path.read_bytes(), random.Random(7)  # noqa: S311 - nothing secret
    ends = Counter[str]()
    for _ in range(300):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        end = chance.choice([len(broken), chance.randrange(len(broken))])
        ends[_try(path, bytes(broken[:end]))] += 1
    assert ends.keys() == {"written", "refused"}


def test_no_broken_part_is_a_bug(tmp_path: Path) -> None:
    """The same with the parts themselves, which the archive's checksums would hide."""
    path = furnish(tmp_path / "a.xlsx")
    parts, chance = parts_of(path), random.Random(7)  # noqa: S311 - nothing secret
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    ends = Counter[str]()
    for _ in range(400):
        name = chance.choice(names)
        text = bytearray(parts[name])
        for _ in range(chance.randint(1, 3)):
            text[chance.randrange(60, len(text))] = chance.choice(b"0159AEs<>/\"'= &:!")
        ends[_try(path, zipped(parts | {name: bytes(text)}))] += 1
    assert ends.keys() == {"written", "refused"}


def _try(path: Path, content: bytes) -> str:
    """Read and write what may be broken: told in one line and left alone, or the date stands there."""
    path.write_bytes(content)
    workbook = Workbook(path)
    areas = (Area(2, 0, 5, 0), Area(2, 4, 5, 4))
    changes = (
        PutText(1, 4, "Next due"),
        PutDue(2, 4, DUE, 46340),
        PutFlag("overdue", OVERDUE, areas),
        PutRecord(Record(_DAY, {})),
    )
    told = ""
    try:
        workbook.read()
        workbook.write(changes)
    except KeepInTouchError as error:
        told = str(error)
    if told:
        assert (len(told.splitlines()), path.read_bytes()) == (1, content)
        return "refused"
    assert Workbook(path).read().cell(2, 4).value == 46340
    return "written"
