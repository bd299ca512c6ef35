"""The one place where the imports read this machine's files."""

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import UTC, tzinfo
from pathlib import Path
from typing import BinaryIO

from sync.imports.export import FileRead, UnreadableError
from sync.imports.read import Progress, read_exports


def read_files(
    paths: Iterable[Path], zone: tzinfo = UTC, progress: Progress | None = None
) -> list[FileRead | UnreadableError]:
    """Read the files, in their order, as `read_exports` does; one that cannot be opened is its error."""
    with ExitStack() as stack:
        opened = [_open(path, stack) for path in paths]
        files = [
            (str(path), file)
            for path, file in zip(paths, opened, strict=True)
            if not isinstance(file, UnreadableError)
        ]
        reads = iter(read_exports(files, zone, progress))
        return [file if isinstance(file, UnreadableError) else next(reads) for file in opened]


def _open(path: Path, stack: ExitStack) -> BinaryIO | UnreadableError:
    if path.is_dir():
        return UnreadableError(str(path), "it is a folder", "name the files in it, or the zip it came from")
    if path.exists() and not path.is_file():
        return UnreadableError(str(path), "it is no file", "name the file that was downloaded")
    try:
        return stack.enter_context(path.open("rb"))
    except OSError as error:
        return UnreadableError(
            str(path), f"it cannot be read ({error.strerror})", "check its name and its permissions"
        )
