"""Telling a monitoring service: in time, within limits, and without any effect on the run."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sync.run.traces.monitor import Monitor, add_suffix
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


def watch(service: Service, limit: float = 10) -> tuple[Monitor, list[float]]:
    pauses = list[float]()
    return Monitor(service.url, pauses.append, limit), pauses


@pytest.mark.parametrize(
    ("url", "suffix", "expected"),
    [
        ("https://hc-ping.com/abc", "start", "https://hc-ping.com/abc/start"),
        ("https://hc-ping.com/abc/", "fail", "https://hc-ping.com/abc/fail"),
        ("https://hc-ping.com/abc", "", "https://hc-ping.com/abc"),
        ("https://hc-ping.com/abc/", "", "https://hc-ping.com/abc/"),
        ("https://hc-ping.com/abc?create=1", "start", "https://hc-ping.com/abc/start?create=1"),
    ],
)
def test_the_suffix_stands_at_the_end_of_the_path(url: str, suffix: str, expected: str) -> None:
    assert add_suffix(url, suffix) == expected


def test_it_tells_the_start_the_success_and_the_failure(service: Service) -> None:
    for status in (0, 77):
        told, _ = watch(service)
        told.start()
        assert told.finish(status) is None
    assert service.paths == ["/ping/abc/start", "/ping/abc", "/ping/abc/start", "/ping/abc/fail"]


def test_without_an_address_nobody_is_told() -> None:
    told = Monitor(None)
    told.start()
    assert told.finish(0) is None


def test_a_busy_service_is_told_of_the_end_three_times_at_most(service: Service) -> None:
    told, pauses = watch(service)
    service.answers = [503, 503, 200]
    told.start()
    assert told.finish(0) is None
    assert (len(service.paths), pauses) == (3, [1])
    told, pauses = watch(service)
    service.answers = [500]
    assert told.finish(0) == "monitor 127.0.0.1: it answered with HTTP 500"
    assert (len(service.paths), pauses) == (6, [1, 2])


def test_a_wrong_address_is_not_tried_again(service: Service) -> None:
    told, pauses = watch(service)
    service.answers = [404]
    assert told.finish(0) == "monitor 127.0.0.1: it answered with HTTP 404"
    assert pauses == []


def test_a_service_that_is_gone_is_told_of_once_without_its_secret_path() -> None:
    told = Monitor("http://127.0.0.1:9/secret", lambda _: None)
    told.start()
    assert told.finish(0) == "monitor 127.0.0.1: it cannot be reached"


def test_a_service_that_says_nothing_holds_up_the_run_for_so_long_and_no_longer(service: Service) -> None:
    told, pauses = watch(service, limit=0.1)
    service.answers = [0]
    began = time.monotonic()
    told.start()
    assert told.finish(0) == "monitor 127.0.0.1: no answer in time"
    assert time.monotonic() - began < 2
    assert pauses == []


def test_pauses_count_as_time(service: Service) -> None:
    told, pauses = watch(service, limit=2.5)
    service.answers = [503]
    told.start()
    assert told.finish(0) == "monitor 127.0.0.1: it answered with HTTP 503"
    assert pauses == [1]


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
    ends = ["", "/fail", "/fail"]
    assert service.paths == [f"/ping/abc{part}" for end in ends for part in ("/start", end)]


def test_a_dry_run_and_a_look_tell_nothing(setup: Setup, service: Service) -> None:
    setup.write(monitor={"ping_url": service.url})
    for command in (("run", "--dry-run"), ("status",), ("check",)):
        assert setup.invoke(*command).exit_code == 0
    assert service.paths == []


BROKEN = "monitor 127.0.0.1: it answered with HTTP 404"


def test_a_broken_monitor_is_told_of_once_and_breaks_no_silence(setup: Setup, service: Service) -> None:
    service.answers = [404]
    setup.write(monitor={"ping_url": service.url})
    done = setup.invoke("run", "-q")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert len(setup.inbox.envelopes) == 1
    assert json.loads(setup.invoke("run", "-q", "--json").stdout)["warnings"] == [BROKEN]
    done = setup.invoke("run")
    assert (done.exit_code, done.stderr) == (0, f"keep-in-touch: {BROKEN}\n")


def test_a_run_that_fails_has_one_line_whatever_the_monitor_says(setup: Setup, service: Service) -> None:
    service.answers = [404]
    setup.write(monitor={"ping_url": service.url})
    setup.owner.share(None)
    for options in ([], ["-q"], ["--json"]):
        done = setup.invoke("run", *options)
        assert done.exit_code == 77
        [line] = done.stderr.splitlines()
        assert "it is not shared with the job" in line


def test_a_log_that_cannot_be_written_is_told_all_the_same(setup: Setup, tmp_path: Path) -> None:
    setup.write(log={"file": str(tmp_path)})
    line = f"log {tmp_path}: it cannot be written (Is a directory)"
    done = setup.invoke("run", "-q")
    assert (done.exit_code, done.stderr) == (0, f"keep-in-touch: {line}\n")
    assert json.loads(setup.invoke("run", "--json").stdout)["warnings"] == [line]
    setup.owner.share(None)
    told = setup.invoke("run", "-q").stderr
    assert told.startswith(f"keep-in-touch: {line}\nkeep-in-touch: sheet: it is not shared")
