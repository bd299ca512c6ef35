"""A line for each run, for whoever wants to look back: figures only, no name, address or note in it."""

import logging
import re
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast

from sync.files.private import open_private

if TYPE_CHECKING:
    from sync.errors import KeepInTouchError
    from sync.job import Outcome

LARGEST = 200_000
"""Bytes of a log file; then it becomes ``….1``, and so on."""
KEPT = 3

_ADDRESS = re.compile(r"\S*@\S*")


class _PrivateFile(RotatingFileHandler):
    """A log file that only its owner can read, after each rotation too."""

    def _open(self) -> TextIOWrapper:
        return cast(
            "TextIOWrapper", open(self.baseFilename, self.mode, encoding=self.encoding, opener=open_private)
        )

    def handleError(self, record: logging.LogRecord) -> NoReturn:  # noqa: ARG002, N802 - the library's own signature
        """Raise what went wrong, a full disk perhaps, where the library would print it."""
        raise  # noqa: PLE0704 - it is being handled


def write_line(path: Path, at: datetime, figures: Mapping[str, object]) -> str | None:
    """Add a line of the run that began `at` an aware time; return a line about what went wrong, if any."""
    line = " ".join([at.astimezone().isoformat(timespec="seconds"), *map(_write, figures.items())])
    try:
        handler = _PrivateFile(path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
        with closing(handler):
            handler.emit(logging.LogRecord("", logging.INFO, "", 0, line, None, None))
    except OSError as error:
        return f"log {path}: it cannot be written ({error.strerror})"
    return None


def describe(
    status: int, outcome: "Outcome | None", error: "KeepInTouchError | None", seconds: float
) -> dict[str, object]:
    """Return the figures of a run; of an error what and why, without any address in it."""
    figures: dict[str, object] = {"status": status}
    if outcome:
        figures |= outcome.plan.counts
        figures |= {"changes": outcome.changes, "problems": len(outcome.plan.problems), "mail": outcome.mail}
        error = error or next(iter(outcome.errors), None)
    figures["seconds"] = round(seconds, 1)
    if error:
        figures["error"] = _ADDRESS.sub("…", f"{error.what}: {error.why}")
    return figures


def _write(figure: tuple[str, object]) -> str:
    name, value = figure
    text = "".join(character if character.isprintable() else " " for character in str(value))
    return f'{name}="{text}"' if name == "error" else f"{name}={text}"
