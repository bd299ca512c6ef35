"""Files for their owner's eyes only: checked before they are read, and written in one way."""

import os
import shlex
import stat
from contextlib import suppress
from pathlib import Path

from sync.errors import SetUpError

PRIVATE = 0o600


def check_private(path: Path, what: str, cure: str) -> None:
    """Raise `SetUpError` where the file is missing or others may read it; `cure` is for a missing one."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise SetUpError(str(path), f"there is no such {what} ({error.strerror})", cure) from None
    if not stat.S_ISREG(mode):
        raise SetUpError(str(path), f"the {what} is no file", cure)
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SetUpError(
            str(path), f"the {what} can be read by others", f"chmod 600 {shlex.quote(str(path))}"
        )


def open_private(path: str | Path, flags: int) -> int:
    """Open a file as `os.open` does; one that is made by it is for its owner alone."""
    return os.open(path, flags | getattr(os, "O_BINARY", 0), PRIVATE)


def replace_private(path: Path, content: str | bytes) -> None:
    """Write the file, readable by its owner only: it is the old one or the new one, whatever happens.

    A link stays one, and what it leads to is replaced. The folder is made if it is missing. What a killed
    process left is written over. Raises OSError where the file cannot be written, and leaves nothing then.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = path.with_name(f"{path.name}.new")
    try:
        _write(new, os.O_TRUNC, content)
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise


def make_private(path: Path, content: str | bytes) -> None:
    """Make a file for its owner only. Raises FileExistsError for one that is there, which stays as it is.

    Raises OSError where it cannot be made, and leaves nothing of it then.
    """
    try:
        _write(path, os.O_EXCL, content)
    except FileExistsError:
        raise
    except OSError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def _write(path: Path, flag: int, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    with os.fdopen(open_private(path, os.O_WRONLY | os.O_CREAT | flag), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
