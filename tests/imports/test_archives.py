"""Zips: read in memory, within limits, and never trusted."""

import io
import struct
import zipfile

import pytest

from sync.imports import archives, pieces
from tests.imports.exports import (
    ADA,
    CONNECTIONS,
    HEADER,
    faults_of,
    make_json,
    make_zip,
    names_of,
    read,
    refusal_of,
)

GOOD = make_zip({"Connections.csv": CONNECTIONS})
DAMAGED = GOOD.replace(GOOD[60:70], b"\xff" * 10, 1)
WORKBOOK = make_zip({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"})
UNPACK = "unpack it, and give the files in it"
FOREIGN = "Prénom,Nom,URL,E-mail,Société,Poste\nAda,Quill,https://www.linkedin.com/in/ada,,,\n"


def claiming(data: bytes, size: int) -> bytes:
    """Return the zip with another size of its member in the list of members and before the member."""
    changed = bytearray(data)
    struct.pack_into("<I", changed, data.index(b"PK\x03\x04") + 22, size)
    struct.pack_into("<I", changed, data.index(b"PK\x01\x02") + 24, size)
    return bytes(changed)


def encrypted(data: bytes) -> bytes:
    changed = bytearray(data)
    changed[data.index(b"PK\x03\x04") + 6] |= 1
    changed[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


@pytest.mark.parametrize(
    "path",
    [
        "Connections.csv",
        "Basic_LinkedInDataExport/Connections.csv",
        "anything.bin",
        "../../../etc/cron.d/x",
        "C:\\x.csv",
    ],
)
def test_a_member_is_told_by_content_wherever_it_stands(path: str) -> None:
    assert names_of(read(make_zip({path: CONNECTIONS}))) == ["Ada Quill"]


def test_a_zip_in_a_zip_is_read() -> None:
    assert names_of(read(make_zip({"export.zip": GOOD, "readme.txt": "hello"}))) == ["Ada Quill"]


def test_a_zip_in_a_zip_in_a_zip_is_not() -> None:
    thrice = make_zip({"a.zip": make_zip({"b.zip": GOOD})})
    assert refusal_of(thrice) == (
        "export, a.zip › b.zip: it is a zip in a zip in a zip; unpack it, and give what is in it"
    )


def test_what_macos_adds_is_passed_over() -> None:
    found = read(
        make_zip(
            {"__MACOSX/._Connections.csv": CONNECTIONS, "._x": CONNECTIONS, "x/Connections.csv": CONNECTIONS}
        )
    )
    assert names_of(found) == ["Ada Quill"]
    assert found.left_out == {}


def test_a_member_without_a_name_stops_nothing() -> None:
    nameless = make_zip({"~~~": "hello", "Connections.csv": CONNECTIONS}).replace(b"~~~", b"\0~~")
    assert names_of(read(nameless)) == ["Ada Quill"]


def test_pictures_are_not_even_opened() -> None:
    broken = make_zip({"a.jpg": b"x" * 999, "c.csv": CONNECTIONS}).replace(b"a.jpg", b"b.jpg", 1)
    assert names_of(read(broken)) == ["Ada Quill"]


def test_what_claims_to_be_too_large_is_not_unpacked() -> None:
    bomb = claiming(GOOD, archives.LARGEST_MEMBER + 1)
    assert refusal_of(bomb) == (
        "export, Connections.csv: it would be 100,000,001 bytes, more than a service writes;"
        " at most 100,000,000 are read"
    )


def test_a_real_bomb_is_refused_before_it_goes_off() -> None:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made,
        made.open("Connections.csv", "w") as member,
    ):
        member.write(HEADER.encode())
        for _ in range(110):
            member.write(b"\n" * 1_000_000)
    assert len(buffer.getvalue()) < 200_000
    assert "more than a service writes" in refusal_of(buffer.getvalue())


def test_a_lie_about_the_size_is_found_out() -> None:
    assert "Connections.csv: the zip is damaged there" in refusal_of(claiming(GOOD, 40))


def test_many_members_together_may_be_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "LARGEST_ZIP", 3 * len(CONNECTIONS))
    assert read(make_zip({f"{n}.csv": CONNECTIONS for n in range(3)})).people
    line = refusal_of(make_zip({f"{n}.csv": CONNECTIONS for n in range(4)}))
    assert f"it would be {4 * len(CONNECTIONS):,} bytes unpacked, or more" in line


def test_a_zip_within_counts_while_it_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "LARGEST_ZIP", len(GOOD) - 1)
    assert "bytes unpacked" in refusal_of(make_zip({"a.zip": GOOD}))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (GOOD[:-30], "export: the zip is cut off or damaged; download it again"),
        (b"PK\x03\x04", "export: the zip is cut off or damaged; download it again"),
        (DAMAGED, "export, Connections.csv: the zip is damaged there; download it again"),
        (encrypted(GOOD), f"export, Connections.csv: the zip is protected with a password; {UNPACK}"),
        (make_zip({}), "export: nothing in the zip is known here; give the zip that the service made"),
        (
            make_zip({"a.txt": "x"}),
            "export: nothing in the zip is known here; give the zip that the service made",
        ),
        (WORKBOOK, "export: it is a workbook or a document, no export; save it as CSV"),
    ],
    ids=["cut off", "only a start", "damaged", "encrypted", "empty", "something else", "a workbook"],
)
def test_a_zip_that_cannot_be_read_is_told_in_one_line(data: bytes, line: str) -> None:
    assert refusal_of(data) == line


def test_a_damaged_member_costs_that_member_only() -> None:
    data = make_zip({"Connections.csv": CONNECTIONS, "other.csv": HEADER + ADA.replace("Ada", "Bob")})
    damaged = bytearray(data)
    at = data.index(b"other.csv") + len("other.csv")
    damaged[at : at + 8] = b"\xff" * 8
    found = read(bytes(damaged))
    assert names_of(found) == ["Ada Quill"]
    assert faults_of(found) == ["export, other.csv: the zip is damaged there; download it again"]


def test_facebook_as_web_pages_is_refused_with_the_way_to_json() -> None:
    pages = make_zip({"connections/friends/your_friends.html": '<html><body><section class="_a6-g">'})
    assert "JSON" in refusal_of(pages)


def test_web_pages_beside_what_can_be_read_are_no_fault() -> None:
    found = read(
        make_zip({"index.html": "<html>facebook</html>", "f.json": make_json(friends_v2=[{"name": "Ada Q"}])})
    )
    assert names_of(found) == ["Ada Q"]
    assert found.faults == ()


def test_a_table_in_another_language_is_told_even_where_others_are_read() -> None:
    card = "BEGIN:VCARD\nFN:Bob Miller\nEND:VCARD\n"
    found = read(make_zip({"book.vcf": card, "Relations.csv": FOREIGN}))
    assert names_of(found) == ["Bob Miller"]
    assert "Relations.csv" in faults_of(found)[0]
    assert "English" in faults_of(found)[0]


def test_beside_the_connections_it_is_one_of_linkedins_many_other_tables() -> None:
    publications = "Name,Published On,Description,Publisher,Url\nMine,,,,https://www.linkedin.com/in/robin\n"
    assert read(make_zip({"Publications.csv": publications, "Connections.csv": CONNECTIONS})).faults == ()


def test_a_zip_of_several_services_is_read_whole() -> None:
    card = "BEGIN:VCARD\nFN:Bob Miller\nEND:VCARD\n"
    found = read(make_zip({"Connections.csv": CONNECTIONS, "book.vcf": card}))
    assert names_of(found) == ["Ada Quill", "Bob Miller"]
    assert found.kind == "LinkedIn and vCard zip"
