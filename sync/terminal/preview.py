"""The summary as a page, kept private and opened where there is something to open it with."""

import os
import sys
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sync.errors import SetUpError
from sync.files.private import replace_private

if TYPE_CHECKING:
    from sync.core.summary.summary import Summary


def write_preview(summary: "Summary", out: Path | None) -> None:
    """Write the summary's HTML into `out`, or into a file of its own that is opened; print which."""
    if out is None:
        with tempfile.NamedTemporaryFile("wb", suffix=".html", delete=False) as file:
            path = Path(file.name)
    else:
        path = out
    write_page(summary, path)
    typer.echo(str(path))
    if out is None:
        open_page(path)


def write_page(summary: "Summary", path: Path) -> None:
    """Write the summary's HTML, for its owner only. Raises `SetUpError` where that fails."""
    try:
        replace_private(path, summary.html)
    except OSError as error:
        why = f"it cannot be written ({error.strerror})"
        raise SetUpError(str(path), why, "name another file with --out") from None


def open_page(path: Path) -> bool:
    """Open the page in the owner's browser, and return whether there is one.

    A browser that would take the terminal itself is none.
    """
    has_screen = sys.platform in {"darwin", "win32"} or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    return has_screen and webbrowser.open(path.absolute().as_uri())
