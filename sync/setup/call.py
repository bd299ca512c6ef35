"""How this program is called, so that what it says to type works as it is typed."""

import shlex
import shutil
import sys
from pathlib import Path

from sync.settings.sections import find_settings

COMMAND = "keep-in-touch"


def find_call(settings_file: Path | None = None) -> str:
    """Return the command as it was called, ready to be pasted.

    The settings file is named in it unless it is found anyway, or None.
    """
    call = _find_program()
    if settings_file is None:
        return call
    usual = find_settings(None)
    if usual is not None and usual.absolute() == settings_file.absolute():
        return call
    return f"{call} --config {shlex.quote(str(settings_file))}"


def _find_program() -> str:
    called = Path(sys.argv[0])
    if called.parts[-2:] == ("sync", "__main__.py"):
        return f"{shlex.quote(sys.orig_argv[0])} -m sync"
    found = shutil.which(COMMAND)
    is_on_path = found is not None and called.exists() and Path(found).samefile(called)
    return COMMAND if called.name != COMMAND or is_on_path else shlex.quote(str(called))
