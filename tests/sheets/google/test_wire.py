"""Requests are tried again within limits: no write twice unseen, nobody waits for ever, one line says why."""

import http.server
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from requests import Request
from requests.adapters import HTTPAdapter

from sync.errors import KeepInTouchError, MaybeWrittenError, SetUpError, TryAgainError
from sync.sheets.google import wire as wires
from sync.sheets.google.key import load_key
from sync.sheets.google.wire import BUDGET, GOOGLE, TRIES, Patience, Wire
from tests.google import errors, faults
from tests.google.faults import Fault
from tests.google.server import Emulator
from tests.mail.servers import find_free_port, make_certificate
from tests.scenarios.worlds import Time

RATE = errors.body(403, "PERMISSION_DENIED", "Rate Limit Exceeded", [{"reason": "RATE_LIMIT_EXCEEDED"}])
OLD_RATE: dict[str, Any] = {
    "error": {
        "code": 403,
        "message": "slow",
        "errors": [{"domain": "usageLimits", "reason": "userRateLimitExceeded"}],
    }
}
CERTAINLY_NOT_APPLIED: dict[str, Fault] = {
    "429": faults.answer(429, errors.QUOTA_READ),
    "403 rate": faults.answer(403, RATE),
    "403 rate, old form": faults.answer(403, OLD_RATE),
}
PERHAPS_APPLIED: dict[str, Fault] = {
    "408": faults.answer(408, errors.REQUEST_TIMEOUT),
    "500": faults.answer(500, errors.INTERNAL),
    "502 page": faults.html(502),
    "200 page": faults.html(200),
    "503": faults.answer(503, errors.UNAVAILABLE),
    "504": faults.answer(504, errors.TIMED_OUT),
    "529": faults.answer(529, {}),
    "302": faults.answer(302, {}, headers={"Location": "https://accounts.google.com/"}),
    "null": faults.answer(200, "null"),
    "cut": faults.cut(),
    "cut, applied": faults.cut(applied=True),
    "reset": faults.reset(),
    "reset, applied": faults.reset(applied=True),
    "truncated": faults.truncated(),
    "cut inside": faults.cut_inside(),
}
FAULTS = CERTAINLY_NOT_APPLIED | PERHAPS_APPLIED


class Line:
    """A wire to an emulator, and what is asked over it."""

    def __init__(self, google: Emulator, folder: Path, **options: Any) -> None:
        self.google, self.time = google, Time()
        self.book = google.create(rows=[["Name"]])
        patience = self.time.patience()
        for name, value in options.items():
            setattr(patience, name, value)
        self.wire = Wire(load_key(google.key_file(folder / "key.json")), patience)

    def read(self) -> Any:
        return self.wire.get(
            f"{GOOGLE}/v4/spreadsheets/{self.book}", params={"fields": "spreadsheetId"}
        ).json()

    def write(self) -> Any:
        add: Any = {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1}}
        url = f"{GOOGLE}/v4/spreadsheets/{self.book}:batchUpdate"
        return self.wire.post(url, json={"requests": [add]}).json()

    @property
    def kinds(self) -> list[str]:
        return [exchange.kind for exchange in self.google.log]


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    with Emulator() as emulator:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", emulator.host)
        yield emulator


@pytest.fixture
def line(google: Emulator, tmp_path: Path) -> Iterator[Line]:
    line = Line(google, tmp_path)
    yield line
    line.wire.close()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_read_is_repeated(line: Line, fault: str) -> None:
    line.google.fault(FAULTS[fault], on="read")
    assert line.read() == {"spreadsheetId": line.book}
    assert line.kinds == ["token", "read", "read"]
    assert line.time.pauses == [1.0]
    assert line.wire.count == 3


@pytest.mark.parametrize("fault", FAULTS)
def test_a_token_request_is_repeated_by_nobody_but_the_wire(line: Line, fault: str) -> None:
    line.google.fault(FAULTS[fault], on="token", times=2)
    line.read()
    assert line.kinds == ["token"] * 3 + ["read"]
    assert line.time.pauses == [1.0, 2.0]


@pytest.mark.parametrize("error", ["internal_failure", "server_error", "temporarily_unavailable"])
def test_a_token_endpoint_that_is_busy_is_asked_again(line: Line, error: str) -> None:
    line.google.fault(faults.answer(400, {"error": error}), on="token")
    line.read()
    assert line.kinds == ["token", "token", "read"]


@pytest.mark.parametrize("fault", CERTAINLY_NOT_APPLIED)
def test_a_write_that_was_certainly_not_applied_is_repeated(line: Line, fault: str) -> None:
    line.google.fault(FAULTS[fault], on="write")
    line.write()
    assert line.kinds == ["token", "write", "write"]


@pytest.mark.parametrize("fault", PERHAPS_APPLIED)
def test_a_write_that_may_have_been_applied_is_not_repeated_unseen(line: Line, fault: str) -> None:
    line.google.fault(FAULTS[fault], on="write")
    with pytest.raises(MaybeWrittenError):
        line.write()
    assert line.kinds == ["token", "write"]
    assert line.time.pauses == [1.0]


@pytest.mark.parametrize("kind", ["token", "read"])
@pytest.mark.parametrize("fault", FAULTS)
def test_after_five_tries_it_is_left_for_later(line: Line, kind: str, fault: str) -> None:
    line.google.fault(FAULTS[fault], on=kind, times=None)
    with pytest.raises(TryAgainError) as caught:
        line.read()
    assert line.google.count(kind) == TRIES
    assert line.time.pauses == [1.0, 2.0, 4.0, 8.0]
    assert str(caught.value).startswith("Google Sheets cannot be reached: ")
    assert "\n" not in str(caught.value)


def test_writes_that_are_lost_time_and_again_end_too(line: Line) -> None:
    line.google.fault(faults.answer(503, errors.UNAVAILABLE), on="write", times=None)
    for _ in range(TRIES - 1):
        with pytest.raises(MaybeWrittenError):
            line.write()
    with pytest.raises(TryAgainError) as caught:
        line.write()
    assert not isinstance(caught.value, MaybeWrittenError)
    assert line.google.count("write") == TRIES


@pytest.mark.parametrize("is_date", [False, True])
def test_retry_after_is_honoured(line: Line, *, is_date: bool) -> None:
    day = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    headers = {"Retry-After": day if is_date else "60"}
    line.google.fault(faults.answer(429, errors.QUOTA_READ, headers=headers), on="read")
    line.read()
    assert 50 < line.time.pauses[0] <= 60


@pytest.mark.parametrize(
    "asked", ["soon", "-3", "Mon, 23 Nov 2020 07:30:00 GMT", "Mon, 23 Nov 2020 07:30:00"]
)
def test_a_retry_after_that_says_nothing_is_not(line: Line, asked: str) -> None:
    line.google.fault(faults.answer(429, errors.QUOTA_READ, headers={"Retry-After": asked}), on="read")
    line.read()
    assert line.time.pauses == [1.0]


def test_a_retry_after_beyond_the_two_minutes_is_not_waited_for(line: Line) -> None:
    line.google.fault(faults.answer(429, errors.QUOTA_READ, headers={"Retry-After": "3600"}), on="read")
    with pytest.raises(TryAgainError):
        line.read()
    assert line.time.pauses == []


def test_two_minutes_are_the_most_for_all_requests_together(line: Line) -> None:
    busy = faults.answer(429, errors.QUOTA_READ, headers={"Retry-After": "50"})
    for _ in range(2):
        line.google.fault(busy, on="read")
        line.read()
    line.google.fault(busy, on="read", times=None)
    with pytest.raises(TryAgainError):
        line.read()
    assert line.time.pauses == [50, 50]
    assert sum(line.time.pauses) < BUDGET


def test_what_is_done_between_requests_does_not_count(line: Line) -> None:
    """The mail server has its own time-outs."""
    line.read()
    line.time.seconds += 500
    assert line.read() == {"spreadsheetId": line.book}


def test_the_pauses_are_never_alike() -> None:
    time = Time()
    chances = iter([0.0, 0.5, 0.999])
    patience = Patience(clock=lambda: time.seconds, sleep=time.sleep, chance=lambda: next(chances))
    assert all(patience.pause(3) for _ in range(3))
    assert time.pauses == [2.0, 4.0, pytest.approx(5.996)]


def test_nothing_is_asked_once_the_time_is_up(line: Line) -> None:
    line.read()
    line.wire.patience.spent = BUDGET - 0.5
    line.google.fault(faults.answer(503, errors.UNAVAILABLE), on="read")
    with pytest.raises(TryAgainError):
        line.read()
    line.wire.patience.spent = BUDGET
    with pytest.raises(TryAgainError, match="the run has taken too long"):
        line.read()
    assert line.google.count("read") == 2


@pytest.mark.parametrize("fault", [faults.hang(), faults.drip(pause=0.2)])
def test_an_answer_that_never_ends_is_not_waited_for(google: Emulator, tmp_path: Path, fault: Fault) -> None:
    """A time-out for each packet alone would let a slow drip go on for ever."""
    line = Line(google, tmp_path)
    line.read()
    google.fault(fault, on="read")
    line.wire.patience.budget = 0.3
    with pytest.raises(TryAgainError, match="no answer came in time"):
        line.wire.get(f"{GOOGLE}/v4/spreadsheets/{line.book}")
    google.stopping.set()
    line.wire.close()


def write_until_it_is_left(line: Line) -> None:
    for _ in range(TRIES):
        with suppress(MaybeWrittenError):
            line.write()


def test_writes_that_hang_take_no_more_than_is_left_for_all(
    google: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(google, tmp_path, clock=time.monotonic, budget=1.5)
    monkeypatch.setattr(wires, "TIMEOUT", (1, 0.5))
    google.fault(faults.hang(), on="write", times=None)
    with pytest.raises(TryAgainError) as caught:
        write_until_it_is_left(line)
    assert not isinstance(caught.value, MaybeWrittenError)
    assert line.kinds == ["token", "write"]
    assert line.wire.patience.spent < 10
    google.stopping.set()
    line.wire.close()


def test_a_silent_server_runs_into_the_time_out(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    line.read()
    monkeypatch.setattr(wires, "TIMEOUT", (1, 0.05))
    line.google.fault(faults.hang(), on="any", times=2)
    line.read()
    line.google.fault(faults.hang(), on="write")
    with pytest.raises(MaybeWrittenError, match="no answer came in time"):
        line.write()
    line.google.stopping.set()


def test_a_connection_that_was_closed_meanwhile_is_opened_anew(line: Line) -> None:
    line.read()
    adapter = line.wire.get_adapter(line.wire.base)
    assert isinstance(adapter, HTTPAdapter)
    pool = adapter.get_connection_with_tls_context(Request("GET", line.wire.base).prepare(), verify=True).pool
    assert pool
    connection = pool.get()
    connection.sock.shutdown(socket.SHUT_RDWR)
    pool.put(connection)
    line.read()
    assert line.google.count("read") == 2


@pytest.mark.parametrize("is_write", [False, True])
def test_where_nobody_listens_a_write_too_is_tried_again(line: Line, is_write: bool) -> None:
    line.read()
    line.wire.base = f"http://127.0.0.1:{find_free_port()}"
    with pytest.raises(TryAgainError, match="there is no connection") as caught:
        (line.write if is_write else line.read)()
    assert not isinstance(caught.value, MaybeWrittenError)
    assert len(line.time.pauses) == TRIES - 1


@pytest.mark.parametrize(
    "host", ["sheets.example.org:443", "10.0.0.1:80", "127.0.0.1.example.org:1", "0.0.0.0:1", "x"]
)
def test_an_emulator_elsewhere_is_refused(
    google: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("SHEETS_EMULATOR_HOST", host)
    with pytest.raises(SetUpError, match="is not on this machine"):
        Line(google, tmp_path)


@pytest.mark.parametrize("host", ["127.0.0.1:8900", "localhost:8900", "[::1]:8900"])
def test_an_emulator_here_is_asked_over_plain_http(
    google: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("SHEETS_EMULATOR_HOST", host)
    wire = Line(google, tmp_path).wire
    assert wire.base == f"http://{host}"
    wire.close()


def test_a_password_in_netrc_is_not_sent(line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\ndefault login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    line.wire.trust_env = True
    assert line.read() == {"spreadsheetId": line.book}


def test_a_proxy_that_is_not_there_is_named(
    google: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHEETS_EMULATOR_HOST")
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{find_free_port()}")
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    line = Line(google, tmp_path)
    line.wire.credentials.token = "made up"
    line.wire.credentials.expiry = None
    with pytest.raises(TryAgainError, match="the proxy in HTTPS_PROXY does not answer"):
        line.read()
    line.wire.close()


@pytest.mark.parametrize("proxy", ["http://[", "http://:bad"])
def test_a_proxy_address_that_is_none_is_named(
    google: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.delenv("SHEETS_EMULATOR_HOST")
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    monkeypatch.setenv("https_proxy", proxy)
    line = Line(google, tmp_path)
    line.wire.credentials.token = "made up"
    line.wire.credentials.expiry = None
    with pytest.raises(KeepInTouchError, match="HTTPS_PROXY") as caught:
        line.read()
    assert "\n" not in str(caught.value)
    line.wire.close()


@contextmanager
def serve_tls(folder: Path) -> Iterator[str]:
    """Run a web server with a certificate that nobody knows, and give its address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = make_certificate(folder).server.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_certificate_that_cannot_be_verified_is_named(line: Line, tmp_path: Path) -> None:
    line.read()
    with serve_tls(tmp_path) as address:
        line.wire.base = address
        with pytest.raises(SetUpError, match="its certificate could not be verified") as caught:
            line.read()
    assert "check the clock of this machine" in caught.value.cure
    assert line.time.pauses == []


def test_a_server_that_speaks_no_tls_is_tried_again(line: Line) -> None:
    line.read()
    line.wire.base = line.wire.base.replace("http:", "https:")
    with pytest.raises(TryAgainError):
        line.read()
    assert len(line.time.pauses) == TRIES - 1


@pytest.mark.parametrize("uri", ["no address", "ftp://127.0.0.1/token", "http://", ""])
def test_a_token_uri_that_is_no_address_is_named(google: Emulator, tmp_path: Path, uri: str) -> None:
    line = Line(google, tmp_path)
    key = json.loads((tmp_path / "key.json").read_text())
    (tmp_path / "key.json").write_text(json.dumps(key | {"token_uri": uri}))
    wire = Wire(load_key(tmp_path / "key.json"), line.time.patience())
    line.wire.close()
    line.wire = wire
    with pytest.raises(KeepInTouchError, match="token_uri") as caught:
        line.read()
    assert caught.value.status == 78
    wire.close()


@pytest.mark.parametrize("answer", [{}, {"id_token": "x"}])
def test_a_token_answer_without_a_token_is_left_for_later(line: Line, answer: dict[str, str]) -> None:
    line.google.fault(faults.answer(200, answer), on="token")
    with pytest.raises(TryAgainError, match="something else than a token came"):
        line.read()


def test_the_token_is_asked_for_once(line: Line) -> None:
    line.read()
    line.write()
    line.read()
    assert line.kinds == ["token", "read", "write", "read"]
    assert line.wire.count == 4
