"""What the owner may write for their sheet."""

from pathlib import Path

import pytest

from sync.errors import SetUpError
from sync.sheets.address import GoogleAddress, parse_location

KEY = "1AbC-d_EfGhIjKlMnOpQrStUvWxYz0123456789abcdef"
SHEET = f"https://docs.google.com/spreadsheets/d/{KEY}"


@pytest.mark.parametrize(
    ("location", "gid"),
    [
        (SHEET, None),
        (f"{SHEET}/", None),
        (f"{SHEET}/edit", None),
        (f"{SHEET}/edit#gid=0", 0),
        (f"{SHEET}/edit?gid=12#gid=12", 12),
        (f"{SHEET}/edit?usp=sharing", None),
        (f"{SHEET}/edit?usp=drivesdk&gid=7", 7),
        (f"  {SHEET}/edit#gid=5&range=A2 \n", 5),
        (f"https://docs.google.com/spreadsheets/u/1/d/{KEY}/edit#gid=3", 3),
        (f"docs.google.com/spreadsheets/d/{KEY}/htmlview", None),
        (KEY, None),
    ],
)
def test_a_google_sheet(tmp_path: Path, location: str, gid: int | None) -> None:
    assert parse_location(location, tmp_path) == GoogleAddress(KEY, gid)


@pytest.mark.parametrize("name", ["friends.xlsx", "My Friends.XLSX", "sub/friends.xlsx", "friends.xlsm"])
def test_a_workbook_lies_beside_the_settings(tmp_path: Path, name: str) -> None:
    assert parse_location(name, tmp_path) == tmp_path / name


def test_a_workbook_may_lie_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert parse_location("/srv/friends.xlsx", tmp_path) == Path("/srv/friends.xlsx")
    assert parse_location("~/friends.xlsx", Path("/other")) == tmp_path / "friends.xlsx"


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("", "the sheet: none is named"),
        (
            f"https://docs.google.com/spreadsheets/d/e/2PACX-{KEY}/pubhtml",
            "this is the address of a published copy",
        ),
        (f"https://drive.google.com/drive/folders/{KEY}", "this is a Drive folder, not a sheet"),
        (f"https://docs.google.com/document/d/{KEY}/edit", "this address names no Google Sheet"),
        (f"https://drive.google.com/file/d/{KEY}/view", "this address names no Google Sheet"),
        ("friends.ods", "this is neither a Google Sheet nor an .xlsx or .xlsm workbook"),
        ("https://example.org/friends.xlsx", "this is neither a Google Sheet nor an .xlsx or .xlsm workbook"),
    ],
)
def test_anything_else_is_told_what_it_is(tmp_path: Path, location: str, why: str) -> None:
    with pytest.raises(SetUpError) as caught:
        parse_location(location, tmp_path)
    assert caught.value.status == 78
    assert why in str(caught.value)
    assert str(caught.value).endswith(
        "; give the address of a Google Sheet as the browser shows it, or the path of an .xlsx or .xlsm file"
    )


def test_a_file_without_an_ending_is_no_id(tmp_path: Path) -> None:
    (tmp_path / "friends").touch()
    with pytest.raises(SetUpError, match="neither"):
        parse_location("friends", tmp_path)


def test_an_address_is_shown_as_in_a_browser() -> None:
    assert str(GoogleAddress(KEY)) == f"{SHEET}/edit#gid=0"
    assert str(GoogleAddress(KEY, 7)) == f"{SHEET}/edit#gid=7"
