"""Files for their owner's eyes only: checked before they are read, and replaced as a whole."""

import os
import shlex
import stat
from pathlib import Path

from sync.errors import SetUpError


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


def replace_private(path: Path, text: str) -> None:
    """Write the file, readable by its owner only: it is the old one or the new one, whatever happens.

    Raises OSError where it cannot be written.
    """
    new = path.with_name(f"{path.name}.new")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
