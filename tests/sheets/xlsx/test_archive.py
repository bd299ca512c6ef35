"""Parts are copied as they are packed, read within bounds, and found however their names are written."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.core.changes import PutDue, PutText
from sync.errors import SetUpError
from sync.sheets.xlsx.package.archive import Archive
from sync.sheets.xlsx.package.xml import UnfitError
from sync.sheets.xlsx.workbook import Workbook
from tests.limits import below
from tests.sheets.xlsx.furnished import furnish
from tests.sheets.xlsx.workbooks import DUE, make, parts_of, zipped

PICTURE = "xl/media/image1.png"


class Stream(io.BytesIO):
    """A file that cannot go back, as a pipe: sizes follow the parts."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError

    def tell(self) -> int:
        raise OSError


def find_packed(data: bytes, name: str) -> bytes:
    """Return a part as it is packed, with its header."""
    [found] = [entry.local for entry in Archive(data).entries() if entry.name == name]
    return found


def test_what_is_not_concerned_is_not_even_unpacked(tmp_path: Path) -> None:
    """A picture that is damaged stays as damaged as it is, to the byte."""
    path = furnish(tmp_path / "a.xlsx")
    data = bytearray(path.read_bytes())
    packed = find_packed(bytes(data), PICTURE)
    at = data.find(packed) + len(packed) - 5
    data[at] ^= 0xFF
    path.write_bytes(data)
    Workbook(path).write([PutText(1, 4, "Next due")])
    assert find_packed(path.read_bytes(), PICTURE) == find_packed(bytes(data), PICTURE) != packed
    with pytest.raises(zipfile.BadZipFile):
        parts_of(path)


def test_all_that_is_not_concerned_is_packed_as_before(tmp_path: Path) -> None:
    path = furnish(tmp_path / "a.xlsx")
    before = {entry.name: entry.local for entry in Archive(path.read_bytes()).entries()}
    Workbook(path).write([PutDue(2, 4, DUE, 46340)])
    after = {entry.name: entry.local for entry in Archive(path.read_bytes()).entries()}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}


def test_sizes_may_follow_the_parts(tmp_path: Path) -> None:
    """As programs write that pack while they send."""
    path = make(tmp_path / "a.xlsx")
    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of(path).items():
            archive.writestr(name, content)
    path.write_bytes(stream.getvalue())
    Workbook(path).write([PutDue(2, 4, DUE, 46340)])
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
    assert Workbook(path).read().cell(2, 4).value == 46340


def test_an_offset_may_stand_elsewhere(tmp_path: Path) -> None:
    """In a ZIP64 field, as some programs always write it."""
    data = make(tmp_path / "a.xlsx").read_bytes()
    start, record = zipfile.ZipFile(io.BytesIO(data)).start_dir, data.find(b"PK\1\2")
    name_size, extra_size = struct.unpack_from("<2H", data, record + 28)
    offset = data[record + 42 : record + 46]
    extra = struct.pack("<2H4sL", 1, 8, offset, 0)
    head = (
        data[record : record + 30]
        + struct.pack("<H", extra_size + len(extra))
        + data[record + 32 : record + 42]
    )
    rest = record + 46 + name_size
    new = head + b"\xff" * 4 + data[record + 46 : rest] + extra + data[rest:-22]
    end = bytearray(data[-22:])
    end[12:16] = struct.pack("<L", len(new))
    (tmp_path / "a.xlsx").write_bytes(data[:start] + new + end)
    workbook = Workbook(tmp_path / "a.xlsx")
    workbook.read()
    assert workbook.write([PutDue(2, 4, DUE, 46340)]).cell(2, 4).value == 46340
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert archive.testzip() is None


@pytest.mark.parametrize(
    "respell", [str.upper, lambda name: name.replace("/", "\\"), lambda name: f"/{name}"]
)
def test_names_may_be_spelled_otherwise(tmp_path: Path, respell: Callable[[str], str]) -> None:
    """In capitals or with the slashes of Windows; what is saved is spelled as before."""
    path = furnish(tmp_path / "a.xlsx")
    plain = Workbook(path).read()
    parts = {respell(name): content for name, content in parts_of(path).items()}
    path.write_bytes(zipped(parts))
    workbook = Workbook(path)
    assert workbook.read().cells.equals(plain.cells)
    assert workbook.write([PutText(1, 4, "Next due"), PutDue(2, 4, DUE, 46340)]).cell(2, 4).value == 46340
    assert list(parts_of(path)) == list(parts)


def test_names_that_mean_the_same_stand_twice(tmp_path: Path) -> None:
    path = furnish(tmp_path / "a.xlsx")
    path.write_bytes(zipped(parts_of(path) | {"XL\\STYLES.xml": b""}))
    with pytest.raises(SetUpError, match="stands in it twice"):
        Workbook(path).read()


def declare_size(data: bytes, name: str, size: int) -> bytes:
    """Let the central directory say that a part unpacks to so many bytes."""
    changed = bytearray(data)
    at = data.find(b"PK\1\2")
    while data[at + 46 : at + 46 + len(name)] != name.encode():
        at = data.find(b"PK\1\2", at + 1)
    changed[at + 24 : at + 28] = struct.pack("<L", size)
    return bytes(changed)


def test_a_part_that_unpacks_to_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """The tab itself is; a part that is not concerned does no harm, however large."""
    path = make(tmp_path / "a.xlsx")
    whole = path.read_bytes()
    path.write_bytes(declare_size(whole, "xl/worksheets/sheet1.xml", 1_073_741_824))
    with pytest.raises(SetUpError, match=r"xl/worksheets/sheet1.xml in it unpacks to 1,073 MB") as caught:
        Workbook(path).read()
    assert caught.value.status == 78
    path.write_bytes(declare_size(whole, "xl/theme/theme1.xml", 4_000_000_000))
    Workbook(path).write([PutText(1, 4, "Next due")])
    with zipfile.ZipFile(path) as archive:
        assert archive.getinfo("xl/theme/theme1.xml").file_size == 4_000_000_000


def test_a_part_that_hides_its_size_is_not_unpacked_further() -> None:
    parts = {"[Content_Types].xml": b"<Types/>", "a.xml": bytes(200_000_000)}
    data = declare_size(zipped(parts), "a.xml", 1_000)
    archive = Archive(data)
    with below(20), pytest.raises(UnfitError, match="damaged"):
        archive.read("a.xml")


def test_parts_that_overlap_are_damage() -> None:
    data = zipped({"a.xml": b"a" * 1000, "b.xml": b"b"})
    at = data.find(b"PK\1\2")
    changed = bytearray(data)
    changed[at + 20 : at + 24] = struct.pack("<L", len(zlib.compress(b"b")) + 500)
    with pytest.raises(UnfitError, match="overlaps another part"):
        list(Archive(bytes(changed)).entries())
