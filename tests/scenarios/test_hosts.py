"""Nobody is spoken to but Google's two endpoints, the mail server and the ping address."""

import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.auth import credentials as google_credentials

from tests.google.server import Emulator
from tests.mail.servers import find_free_port
from tests.scenarios.worlds import Inbox, World, find_faults

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
        yield World(google, tmp_path)


def test_a_whole_run_speaks_to_nobody_else(world: World, tried: list[str]) -> None:
    world.inbox = Inbox()
    threads = threading.active_count()
    outcome = world.run()
    assert (outcome.errors, outcome.mail, find_faults(world)) == ((), "sent", [])
    assert set(tried) == {world.google.host}
    assert threading.active_count() <= threads + 1
    assert world.kinds()[:4] == ["token", "read", "write", "write"]


def test_google_auth_does_not_ask_where_the_account_may_be_used(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From 2.55 on google-auth does so by itself, in the background, with the token."""
    asked: list[object] = []
    for name in ("_maybe_start_regional_access_boundary_refresh", "_lookup_regional_access_boundary"):
        for owner in vars(google_credentials).values():
            if isinstance(owner, type) and name in vars(owner):
                monkeypatch.setattr(owner, name, lambda *_, **__: asked.append(1))
    world.run()
    assert asked == []


def test_the_watch_would_notice(tried: list[str]) -> None:
    with socket.socket() as stranger:
        stranger.settimeout(0.1)
        port = find_free_port()
        assert stranger.connect_ex(("127.0.0.1", port))
    assert tried[-1:] == [f"127.0.0.1:{port}"]
