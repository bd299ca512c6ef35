"""What goes wrong on purpose, edits meanwhile, quotas, and the log."""

import datetime as dt
import http.client
import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.google import errors, faults
from tests.google.checks.conftest import Client
from tests.google.checks.requests.test_batches import cells, text
from tests.google.faults import Fault
from tests.google.server import Emulator


def write(client: Client) -> tuple[int, Any]:
    return client.batch(cells(0, 0, text("x")))


def written(client: Client) -> bool:
    return client.person.values("A1") == [["x"]]


def test_a_fault_meets_the_request_it_is_meant_for_and_no_other(client: Client) -> None:
    client.google.fault(faults.answer(500, errors.INTERNAL), on="write", nth=2, times=2)
    statuses = [write(client)[0], client.sheet()[0], *(write(client)[0] for _ in range(3))]
    assert statuses == [200, 200, 500, 500, 200]


def test_faults_queue(client: Client) -> None:
    client.google.fault(faults.answer(429, errors.QUOTA_READ, headers={"Retry-After": "3"}))
    client.google.fault(faults.html(), on=lambda exchange: exchange.verb == "GET", times=None)
    answers = [client.sheet() for _ in range(3)]
    assert [status for status, _ in answers] == [429, 502, 502]
    assert answers[1][1].startswith("<!DOCTYPE html>")
    client.google.plan.clear()
    assert client.sheet()[0] == 200


@pytest.mark.parametrize("applied", [True, False])
def test_a_503_may_have_been_applied(client: Client, *, applied: bool) -> None:
    client.google.fault(faults.answer(503, errors.UNAVAILABLE, applied=applied), on="write")
    assert write(client) == (503, errors.UNAVAILABLE)
    assert written(client) == applied


@pytest.mark.parametrize("make", [faults.cut, faults.reset])
@pytest.mark.parametrize("applied", [True, False])
def test_a_connection_is_cut_before_or_after(
    client: Client, make: Callable[..., Fault], *, applied: bool
) -> None:
    client.google.fault(make(applied=applied), on="write")
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        write(client)
    assert written(client) == applied
    assert client.google.log[-1].status == 0


def test_half_an_answer_is_no_json(client: Client) -> None:
    client.google.fault(faults.truncated())
    with pytest.raises(json.JSONDecodeError):
        client.sheet()


def test_an_answer_breaks_off(client: Client) -> None:
    client.google.fault(faults.cut_inside())
    with pytest.raises(http.client.IncompleteRead):
        client.sheet()


def test_a_page_comes_with_a_200(client: Client) -> None:
    client.google.fault(faults.html(200))
    status, page = client.sheet()
    assert (status, "<html>" in page) == (200, True)


def test_an_answer_drips(client: Client) -> None:
    client.google.fault(faults.drip(0.001))
    assert client.sheet()[0] == 200


def test_a_hanging_request_ends_with_the_emulator() -> None:
    failures: list[Exception] = []
    with Emulator(accept_replay=True) as google:
        client = Client(google, google.create())
        arrived = threading.Event()
        google.before(lambda _: arrived.set())
        google.fault(faults.hang())

        def wait() -> None:
            try:
                client.sheet()
            except http.client.HTTPException as error:
                failures.append(error)

        waiting = threading.Thread(target=wait)
        waiting.start()
        assert arrived.wait(5)
    waiting.join(5)
    assert len(failures) == 1


@pytest.mark.parametrize("applied", [True, False])
def test_a_client_is_killed_while_its_answer_is_held(client: Client, *, applied: bool) -> None:
    hold = client.google.hold(on="write", applied=applied)
    program = (
        "import http.client, sys; c = http.client.HTTPConnection(sys.argv[1]);"
        "c.request('PUT', sys.argv[2], '{\"values\": [[\"x\"]]}', {'Authorization': 'Bearer replay'});"
        "c.getresponse()"
    )
    path = f"/v4/spreadsheets/{client.book_id}/values/A1?valueInputOption=RAW"
    with subprocess.Popen([sys.executable, "-c", program, client.google.host, path]) as process:
        assert hold.arrived.wait(10)
        assert written(client) == applied
        process.kill()
    hold.release()
    client.google.stop()
    assert written(client)


def test_a_person_edits_between_two_requests(client: Client) -> None:
    client.put("A1", ["a"])
    client.google.before(lambda person: person.insert_rows(0), on="write")
    client.google.before(lambda person: person.rename_tab("Mine"), on="read", nth=2)
    write(client)
    assert client.person.values("A1:A2") == [["x"], ["a"]]
    assert [client.sheet("?fields=sheets.properties.title")[1]["sheets"][0] for _ in range(2)] == [
        {"properties": {"title": "Sheet1"}},
        {"properties": {"title": "Mine"}},
    ]


def test_a_deleted_spreadsheet_is_not_found(client: Client) -> None:
    client.google.before(lambda person: person.trash(), on="read")
    assert client.sheet() == (404, errors.NOT_FOUND)


def test_the_quota_is_sixty_a_minute_of_each_kind() -> None:
    now = [1_000_000.0]
    with Emulator(clock=lambda: now[0], accept_replay=True) as google:
        client = Client(google, google.create())
        google.quota = True
        assert {client.sheet("?fields=spreadsheetId")[0] for _ in range(60)} == {200}
        assert client.sheet() == (429, errors.QUOTA_READ)
        assert write(client)[0] == 200
        now[0] += 60
        assert client.sheet()[0] == 200


def test_the_log_tells_every_request(client: Client) -> None:
    write(client)
    client.sheet("?fields=nothing")
    client.ask("GET", "/nowhere")
    told = [(e.number, e.kind, e.method, e.status) for e in client.google.log]
    assert told == [
        (1, "write", "spreadsheets.batchUpdate", 200),
        (2, "read", "spreadsheets.get", 400),
        (3, "other", "other", 404),
    ]
    first = client.google.log[0]
    assert first.body["requests"] == [cells(0, 0, text("x"))]
    assert (first.bytes_in, first.bytes_out) == (len(json.dumps(first.body)), len(json.dumps(first.answer)))
    assert client.google.count("read") == 1


def test_what_a_person_does_is_in_no_log(client: Client) -> None:
    client.person.type("A1", ["x"])
    assert client.google.log == []


def test_a_bug_of_the_emulator_fails_the_test(caplog: pytest.LogCaptureFixture) -> None:
    google = Emulator(accept_replay=True)

    def use() -> None:
        with google:
            client = Client(google, google.create())
            client.person.book.title = 1  # type: ignore[assignment]
            assert client.sheet()[0] == 500

    with pytest.raises(Exception, match="TYPE_STRING"):
        use()
    assert "emulator: bug" in caplog.text


def test_run_by_hand_it_says_what_to_do(tmp_path: Path) -> None:
    people = tmp_path / "invented.csv"
    people.write_text("Name,Phone,Due\nAda,+49 151,2026-11-23\n", encoding="utf-8")
    key = tmp_path / "key.json"
    command = [sys.executable, "-m", "tests.google", "--port", "0", "--csv", str(people), "--key", str(key)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = dict(process.stdout.readline().strip().split(maxsplit=1) for _ in range(3))
        host = told["environment"].removeprefix("SHEETS_EMULATOR_HOST=")
        book_id = told["spreadsheet"].split("/")[5]
        connection = http.client.HTTPConnection(host, timeout=10)
        path = f"/v4/spreadsheets/{book_id}/values/A1:C2"
        connection.request("GET", path, headers={"Authorization": "Bearer replay"})
        answer = json.loads(connection.getresponse().read())
        connection.close()
        process.terminate()
    assert process.returncode == 0
    assert told["spreadsheet"].endswith("/edit#gid=0")
    assert answer["values"] == [["Name", "Phone", "Due"], ["Ada", "+49 151", "2026-11-23"]]
    assert key.stat().st_mode & 0o777 == 0o600


def test_a_person_types_dates_formulas_and_text(client: Client) -> None:
    client.person.type("A1", [dt.date(2026, 11, 23), "=A1+1", "call Ada", "old"])
    client.person.type("A1", [None, None, None, ""])
    assert client.person.values("A1:D1") == [["11/23/2026", "46350", "call Ada"]]
    assert client.person.cell("D1") == {}
