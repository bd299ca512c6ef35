"""The crontab's one line for this job: written, put in, taken out; every other line stays byte for byte.

Cron starts it in a bare environment (no profile, PATH=/usr/bin:/bin, in the home folder), so that everything
in the line is an absolute path; it takes a ``%`` for a line's end unless a backslash stands before it
(crontab(5)).
"""

import os
import shlex
import subprocess
import sys
from datetime import time
from hashlib import sha256
from pathlib import Path

from sync.errors import SetUpError

COMMAND = "keep-in-touch"
TIMEOUT = 30
"""Seconds that crontab(1) may take."""
_CURE = "put the line in by hand, or use keep-in-touch cron --systemd"


def find_command() -> list[str]:
    """Return the words that start this program from anywhere: its script, else its module."""
    called = Path(sys.argv[0])
    beside = Path(sys.executable).absolute().with_name(COMMAND)
    for script in (called.absolute() if called.name == COMMAND else beside, beside):
        if script.is_file():
            return [str(script)]
    return [sys.executable, "-P", "-m", "sync"]


def make_line(settings_file: Path, at: time, command: list[str]) -> str:
    """Return the crontab line that runs the job each day at that time of the machine's zone.

    Raises `SetUpError` for a path that no crontab line can hold.
    """
    words = [*command, "--config", str(settings_file.absolute()), "run", "-q"]
    text = shlex.join(words)
    if "\\" in text or not text.isprintable():
        raise SetUpError("cron", "a path with a backslash or a line break is beyond it", "move the files")
    escaped = text.replace("%", r"\%")
    return f"{at.minute} {at.hour} * * * {escaped} {make_mark(settings_file)}"


def make_mark(settings_file: Path) -> str:
    """Return the comment by which the line of these settings is known again, whatever else it says."""
    return f"# keep-in-touch {sha256(os.fsencode(settings_file.absolute())).hexdigest()[:8]}"


def with_line(table: bytes, line: str, mark: str) -> bytes:
    """Return the crontab with the line: in the place of one with that mark, else at the end."""
    put, lines = False, list[bytes]()
    for present in table.splitlines(keepends=True):
        if not _is_marked(present, mark):
            lines.append(present)
        elif not put:
            lines.append(os.fsencode(line) + b"\n")
            put = True
    if not put:
        if lines and not lines[-1].endswith(b"\n"):
            lines.append(b"\n")
        lines.append(os.fsencode(line) + b"\n")
    return b"".join(lines)


def without_line(table: bytes, mark: str) -> bytes:
    """Return the crontab without any line that has the mark."""
    return b"".join(line for line in table.splitlines(keepends=True) if not _is_marked(line, mark))


def find_line(table: bytes, mark: str) -> str | None:
    """Return the line with the mark that cron obeys, None where there is none."""
    for line in table.splitlines():
        if _is_marked(line, mark) and not line.lstrip().startswith(b"#"):
            return os.fsdecode(line)
    return None


def find_program(line: str) -> Path | None:
    """Return the program that the job's line starts, None where the owner has rewritten it."""
    try:
        words = shlex.split(line.replace(r"\%", "%"), comments=True)
    except ValueError:
        return None
    return next((Path(word) for word in words if word.startswith("/")), None)


def _is_marked(line: bytes, mark: str) -> bool:
    return line.rstrip().endswith(mark.encode())


def install(line: str, mark: str) -> bool:
    """Put the line into this user's crontab; return whether that changed anything."""
    present = read()
    wanted = with_line(present, line, mark)
    if wanted == present:
        return False
    _call(["-"], wanted)
    return True


def remove(mark: str) -> bool:
    """Take the line out of this user's crontab, and away what is empty then; return whether it was there."""
    present = read()
    wanted = without_line(present, mark)
    if wanted == present:
        return False
    _call(["-"] if wanted else ["-r"], wanted)
    return True


def read() -> bytes:
    """Return this user's crontab, b"" where there is none. Raises `SetUpError` where it cannot be read."""
    done = _run(["-l"], b"")
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.lower()
    if b"no crontab" in said or b"no such file" in said:
        return b""
    raise _failed(done)


def _call(options: list[str], table: bytes) -> None:
    done = _run(options, table)
    if done.returncode:
        raise _failed(done)


def _run(options: list[str], table: bytes) -> "subprocess.CompletedProcess[bytes]":
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 - a fixed program
            ["crontab", *options],  # noqa: S607 - wherever the system has it
            input=table,
            capture_output=True,
            env=environment,
            timeout=TIMEOUT,
            check=False,
        )
    except FileNotFoundError:
        why = "this machine has no crontab command"
        raise SetUpError("cron", why, "install cron, or use keep-in-touch cron --systemd, or serve") from None
    except (OSError, subprocess.TimeoutExpired):
        raise SetUpError("cron", "the crontab command cannot be run", _CURE) from None


def _failed(done: "subprocess.CompletedProcess[bytes]") -> SetUpError:
    said = done.stderr.decode(errors="replace").strip().splitlines()
    return SetUpError("cron", f"crontab refused ({said[0] if said else done.returncode})", _CURE)
