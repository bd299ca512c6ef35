"""The summary as a page: private, and opened where there is a screen."""

import shlex
import stat
from pathlib import Path

import pytest

from sync.terminal.preview import open_page
from tests.setups import Setup


def give_browser(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a browser on the machine; return the file in which it notes what it is to open."""
    opened = setup.folder / "opened"
    browser = setup.folder / "bin" / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {shlex.quote(str(opened))}\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    return opened


def test_a_page_is_named_private_and_opened(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = give_browser(setup, monkeypatch)
    page = Path(setup.invoke("preview").stdout.strip())
    try:
        assert "Ada" in page.read_text(encoding="utf-8")
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        assert opened.read_text().strip() == page.as_uri()
    finally:
        page.unlink()


def test_a_page_with_a_place_of_its_own_is_private_and_stays_unopened(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = give_browser(setup, monkeypatch)
    page = setup.folder / "page.html"
    page.touch(mode=0o666)
    page.chmod(0o666)
    assert setup.invoke("preview", "--out", str(page)).stdout == f"{page}\n"
    assert "Ada" in page.read_text(encoding="utf-8")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert not opened.exists()
    assert setup.inbox.envelopes == []


def test_a_place_that_cannot_be_written_is_told(setup: Setup) -> None:
    done = setup.invoke("preview", "--out", str(setup.settings / "page.html"))
    assert done.exit_code == 78
    assert "it cannot be written" in done.stderr
    assert "name another file with --out" in done.stderr


def test_without_a_screen_nothing_takes_the_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert not open_page(tmp_path / "page.html")
