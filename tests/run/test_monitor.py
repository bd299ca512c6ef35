"""Telling a monitoring service: in time, within limits, and without any effect on the run."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sync.run import monitor
from sync.run.monitor import Monitor, add_suffix
from tests.setups import Setup


class Service(ThreadingHTTPServer):
    """Notes what it is told, and answers with the next of its statuses, the last for ever."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.paths = list[str]()
        self.answers = [200]
        self.to = ""
        self.go = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}/ping/abc"


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        service = self.server
        service.paths.append(self.path)
        answer = service.answers.pop(0) if len(service.answers) > 1 else service.answers[0]
        if answer == 0:
            service.go.wait(5)
            return
        self.send_response(answer)
        if answer == 302:
            self.send_header("Location", service.to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield running
        running.go.set()
        running.shutdown()
        thread.join()


def watch(service: Service) -> tuple[Monitor, list[float]]:
    pauses = list[float]()
    return Monitor(service.url, pauses.append), pauses


@pytest.mark.parametrize(
    ("url", "suffix", "expected"),
    [
        ("https://hc-ping.com/abc", "start", "https://hc-ping.com/abc/start"),
        ("https://hc-ping.com/abc/", "75", "https://hc-ping.com/abc/75"),
        ("https://hc-ping.com/abc", "", "https://hc-ping.com/abc"),
        ("https://hc-ping.com/abc/", "", "https://hc-ping.com/abc/"),
        ("https://hc-ping.com/abc?create=1", "start", "https://hc-ping.com/abc/start?create=1"),
    ],
)
def test_the_suffix_stands_at_the_end_of_the_path(url: str, suffix: str, expected: str) -> None:
    assert add_suffix(url, suffix) == expected


def test_it_tells_the_start_the_success_and_the_status_of_a_failure(service: Service) -> None:
    told, _ = watch(service)
    assert [told.start(), told.finish(0), told.finish(77)] == [None, None, None]
    assert service.paths == ["/ping/abc/start", "/ping/abc", "/ping/abc/77"]


def test_without_an_address_nobody_is_told() -> None:
    assert Monitor(None).start() is None


def test_a_busy_service_is_told_three_times_at_most(service: Service) -> None:
    told, pauses = watch(service)
    service.answers = [503, 503, 200]
    assert told.start() is None
    service.answers = [500]
    assert told.finish(0) == "monitor 127.0.0.1: it answered with HTTP 500"
    assert len(service.paths) == 6
    assert pauses == [1, 2, 1, 2]


def test_a_wrong_address_is_not_tried_again(service: Service) -> None:
    told, pauses = watch(service)
    service.answers = [404]
    assert told.start() == "monitor 127.0.0.1: it answered with HTTP 404"
    assert pauses == []


def test_a_service_that_is_gone_is_told_of_without_its_secret_path() -> None:
    line = Monitor("http://127.0.0.1:9/secret", lambda _: None).start()
    assert line == "monitor 127.0.0.1: it cannot be reached"


def test_a_service_that_says_nothing_does_not_hold_up_the_run(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(monitor, "TIMEOUT", 0.05)
    told, _ = watch(service)
    service.answers = [0]
    began = time.monotonic()
    line = told.start()
    assert time.monotonic() - began < 2
    assert line is not None
    assert line.startswith("monitor 127.0.0.1: ")


def test_a_redirect_leads_nowhere_else(service: Service) -> None:
    told, _ = watch(service)
    service.answers, service.to = [302, 200], "/elsewhere"
    assert told.finish(0) is None
    assert service.paths == ["/ping/abc", "/elsewhere"]
    service.answers, service.to = [302], "http://localhost:1/"
    assert told.finish(0) == "monitor 127.0.0.1: it answered with HTTP 302"


def test_a_run_tells_how_it_went(setup: Setup, service: Service) -> None:
    setup.write(monitor={"ping_url": service.url})
    assert setup.invoke("run", "-q").exit_code == 0
    setup.owner.share("reader")
    setup.owner.type("A4", ["Cy"])
    assert setup.invoke("run", "-q").exit_code == 77
    setup.key.unlink()
    assert setup.invoke("run", "-q").exit_code == 78
    ends = ["", "/77", "/78"]
    assert service.paths == [f"/ping/abc{part}" for end in ends for part in ("/start", end)]


def test_a_dry_run_and_a_look_tell_nothing(setup: Setup, service: Service) -> None:
    setup.write(monitor={"ping_url": service.url})
    for command in (("run", "--dry-run"), ("status",), ("check",)):
        assert setup.invoke(*command).exit_code == 0
    assert service.paths == []


def test_a_broken_monitor_changes_nothing_but_is_told(setup: Setup, service: Service, tmp_path: Path) -> None:
    service.answers = [404]
    setup.write(monitor={"ping_url": service.url}, log={"file": str(tmp_path)})
    done = setup.invoke("run", "-q")
    assert done.exit_code == 0
    assert len(setup.inbox.envelopes) == 1
    lines = done.stderr.splitlines()
    assert lines[0] == lines[2] == "keep-in-touch: monitor 127.0.0.1: it answered with HTTP 404"
    assert lines[1].startswith(f"keep-in-touch: log {tmp_path}: it cannot be written")
