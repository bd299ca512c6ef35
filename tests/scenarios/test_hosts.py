"""Nobody is spoken to but Google's two endpoints, the mail server and the ping address."""

import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.google.server import Emulator
from tests.mail.servers import find_free_port
from tests.scenarios.worlds import Inbox, World, find_faults

# Has google-auth ask in the background, with the token, from where the account may be used; some versions do
# so by themselves.
BOUNDARY_LOOKUP = "GOOGLE_SDK_EXPERIMENTAL_PYTHON_REGIONAL_ACCESS_BOUNDARY_LOOKUP_ENABLED"

_watched: list[list[str] | None] = [None]


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    tried = _watched[0]
    if tried is None:
        return
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        tried.append(f"{arguments[1][0]}:{arguments[1][1]}")
    if event == "socket.getaddrinfo":
        tried.append(f"{arguments[0]}:{arguments[1]}")


@pytest.fixture
def tried() -> Iterator[list[str]]:
    """Give the list of all addresses that this process connects to or looks up from now on."""
    if not getattr(_watch, "is_on", False):
        sys.addaudithook(_watch)
        _watch.is_on = True  # type: ignore[attr-defined]
    addresses: list[str] = []
    _watched[0] = addresses
    yield addresses
    _watched[0] = None


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with Emulator() as google:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", google.host)
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{find_free_port()}")
        monkeypatch.setenv(BOUNDARY_LOOKUP, "true")
        yield World(google, tmp_path)


def test_a_whole_run_speaks_to_nobody_else(world: World, tried: list[str]) -> None:
    """Nor in the background, as google-auth would."""
    world.inbox = Inbox()
    threads = set(threading.enumerate())
    outcome = world.run()
    for thread in set(threading.enumerate()) - threads:
        thread.join(timeout=20)
    assert set(threading.enumerate()) <= threads
    assert (outcome.errors, outcome.mail, find_faults(world)) == ((), "sent", [])
    assert set(tried) == {world.google.host}
    assert world.kinds()[:4] == ["token", "read", "write", "write"]


def test_the_watch_would_notice(tried: list[str]) -> None:
    with socket.socket() as stranger:
        stranger.settimeout(0.1)
        port = find_free_port()
        assert stranger.connect_ex(("127.0.0.1", port))
    assert tried[-1:] == [f"127.0.0.1:{port}"]
