"""The real client library and the real way to a token, against the emulator."""

from pathlib import Path

import gspread
import gspread.http_client
import pytest
from google.oauth2.service_account import Credentials

from tests.google.oauth import SPREADSHEETS
from tests.google.server import Emulator


@pytest.fixture
def gspread_client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Emulator, gspread.Client]:
    """Give an emulator that knows no replay token, and gspread pointed at it."""
    google = Emulator()
    for name, value in vars(gspread.http_client).copy().items():
        if name.endswith("_URL") and "sheets.googleapis.com" in value:
            local = value.replace("https://sheets.googleapis.com", google.url)
            monkeypatch.setattr(gspread.http_client, name, local)
    monkeypatch.setattr(
        Credentials, "_is_regional_access_boundary_lookup_required", lambda _: False, raising=False
    )
    key = str(google.key_file(tmp_path / "key.json"))
    credentials = Credentials.from_service_account_file(key, scopes=[SPREADSHEETS])  # type: ignore[no-untyped-call]
    return google, gspread.Client(auth=credentials)


def test_gspread_reads_writes_and_asks_for_one_token(
    gspread_client: tuple[Emulator, gspread.Client],
) -> None:
    google, client = gspread_client
    with google:
        book_id = google.create("Friends", [["Name", "Email"], ["Ada", "ada@example.org"]])
        sheet = client.open_by_key(book_id).sheet1
        assert sheet.get_all_records() == [{"Name": "Ada", "Email": "ada@example.org"}]
        sheet.append_rows([["Bob", "bob@example.org"]])
        sheet.insert_note("A2", "an old friend")
        sheet.sort((1, "des"), range="A2:B3")
        assert google.person(book_id).values("A1:A3") == [["Name"], ["Bob"], ["Ada"]]
        assert google.person(book_id).cell("A3")["note"] == "an old friend"
        assert google.count("token") == 1
        client.http_client.session.close()


def test_gspread_tells_of_a_sheet_that_is_not_shared(
    gspread_client: tuple[Emulator, gspread.Client],
) -> None:
    google, client = gspread_client
    with google:
        book_id = google.create(shared=None)
        with pytest.raises(PermissionError):
            client.open_by_key(book_id)
        client.http_client.session.close()
