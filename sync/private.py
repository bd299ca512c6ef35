"""Files with secrets: readable by their owner only."""

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
