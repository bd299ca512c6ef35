"""Processes started and measured: seconds from start to end, and the most memory held."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

ROOT = Path(__file__).parents[2]


class Ran(NamedTuple):
    """What a child cost: wall-clock seconds, and its peak resident set in MiB; and what it printed."""

    seconds: float
    peak: float
    output: str


class FailedError(Exception):
    """A child that did not end well; the last line it wrote."""


def make_environment(folder: Path, **more: str) -> dict[str, str]:
    """Return a child's environment: bytecode is kept, as after an installation, and homes are its own."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LD_LIBRARY_PATH"}}
    homes = {
        "HOME": str(folder),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CONFIG_HOME": str(folder / "config"),
    }
    return kept | homes | {"PYTHONPATH": str(ROOT)} | more


def run_child(arguments: Sequence[str], environment: Mapping[str, str], given: str = "") -> Ran:
    """Run Python with the arguments to its end; `given` is what it can read.

    Raises `FailedError` unless its status is 0.
    """
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments],
        env=environment,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        _pipe(process.stdin).write(given)
        _pipe(process.stdin).close()
        output = _pipe(process.stdout).read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise FailedError(output.strip().rpartition("\n")[2] or f"status {process.returncode}")
    return Ran(seconds, _mebibytes(usage.ru_maxrss), output)


def _mebibytes(peak: int) -> float:
    """Return ru_maxrss, which macOS counts in bytes and Linux in KiB, in MiB."""
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


class Helper:
    """A process that answers lines of JSON: what it can do is called like a method of its own."""

    def __init__(self, module: str, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let it end."""
        _pipe(self._process.stdin).close()
        self._process.wait()
        _pipe(self._process.stdout).close()

    def call(self, name: str, *arguments: object) -> Any:
        """Have it do something, and return its answer."""
        stdin, stdout = _pipe(self._process.stdin), _pipe(self._process.stdout)
        stdin.write(json.dumps([name, *arguments]) + "\n")
        stdin.flush()
        if not (line := stdout.readline()):
            raise FailedError(f"it ended at {name}")
        return json.loads(line)


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise FailedError("there is no pipe to it")
    return pipe
