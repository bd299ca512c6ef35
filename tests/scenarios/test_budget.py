"""What a run may cost that no machine changes: requests, cells, and what it sends (issue 6's goals)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sync.assembly import make_job
from sync.job import run
from sync.mail.smtp import Delivery
from sync.run.look import Order
from sync.settings.sections import parse_settings
from tests.bench.ledger import count_cells, list_requests
from tests.bench.people import EDIT, EDITED_ROW, make_rows
from tests.google.person import Person
from tests.google.server import Emulator

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
CONTACTS = 50
MAIL = {
    "summary": {"to": ["me@example.com"]},
    "smtp": {"host": "127.0.0.1", "security": "none", "from": "me@example.com"},
}


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Emulator]:
    """Give an emulator with fifty contacts, to which all that is meant for Google goes."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with Emulator() as emulator:
        emulator.today = NOW.date()
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", emulator.host)
        emulator.key_file(tmp_path / "credentials.json")
        rows = make_rows(CONTACTS, NOW.date())
        emulator.create(rows=[row[:4] for row in rows])
        emulator.person().type("E1", *(row[4:] for row in rows))
        yield emulator


@pytest.fixture
def person(google: Emulator, tmp_path: Path) -> Person:
    """Give the owner, after a first run."""
    do_run(google, tmp_path)
    return google.person()


def do_run(google: Emulator, folder: Path, *, mailed: bool = False) -> list[str]:
    """Do one run and return the kinds of its requests."""
    google.log.clear()
    job = make_job(parse_settings(MAIL if mailed else {}, folder), google.address(google.person().book_id))
    outcome = run(replace(job, post=lambda _: Delivery({})) if mailed else job, Order(send=mailed), NOW)
    assert not outcome.errors
    assert (outcome.mail == "sent") is mailed
    job.sheet.close()
    return [exchange.kind for exchange in google.log]


def test_a_first_run_is_three_requests(google: Emulator, tmp_path: Path) -> None:
    assert do_run(google, tmp_path) == ["token", "read", "write"]
    assert count_cells(google.log) == CONTACTS + 1


def test_a_first_run_is_one_update_of_neighbouring_cells(google: Emulator, tmp_path: Path) -> None:
    do_run(google, tmp_path)
    updates = [request for request in list_requests(google.log) if "updateCells" in request]
    assert [len(update["updateCells"]["rows"]) for update in updates] == [1, CONTACTS]


@pytest.mark.usefixtures("person")
def test_nothing_changed_is_two_requests(google: Emulator, tmp_path: Path) -> None:
    assert do_run(google, tmp_path) == ["token", "read"]


def test_one_note_edited_is_three_requests_and_one_cell(
    google: Emulator, person: Person, tmp_path: Path
) -> None:
    person.type(f"D{EDITED_ROW}", [EDIT])
    assert do_run(google, tmp_path) == ["token", "read", "write"]
    [request] = list_requests(google.log)
    assert list(request) == ["updateCells"]
    assert count_cells(google.log) == 1


def test_a_mail_is_one_request_more(google: Emulator, person: Person, tmp_path: Path) -> None:
    person.type(f"D{EDITED_ROW}", [EDIT])
    assert do_run(google, tmp_path, mailed=True) == ["token", "read", "write", "write"]
    assert count_cells(google.log) == 1


@pytest.mark.usefixtures("person")
def test_what_is_asked_does_not_grow_with_the_list(google: Emulator, tmp_path: Path) -> None:
    do_run(google, tmp_path)
    [read] = [exchange for exchange in google.log if exchange.kind == "read"]
    assert read.bytes_in < 100


def test_a_note_edited_sends_no_more_than_its_cell(google: Emulator, person: Person, tmp_path: Path) -> None:
    person.type(f"D{EDITED_ROW}", [EDIT])
    do_run(google, tmp_path)
    [write] = [exchange for exchange in google.log if exchange.kind == "write"]
    assert write.bytes_in < 1_000
