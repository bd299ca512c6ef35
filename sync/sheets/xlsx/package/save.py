"""A workbook's file on the disk: read whole, saved whole or not at all, and never under an open program."""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from sync.errors import KeepInTouchError, PermissionDeniedError, SetUpError, TryAgainError


class Snapshot(NamedTuple):
    """A file's content as read, and by what to tell whether it has changed since."""

    data: bytes
    mark: tuple[int, int, int] = (0, 0, 0)

    @property
    def digest(self) -> bytes:
        """The content in few bytes."""
        return hashlib.sha256(self.data).digest()


def load(path: Path) -> Snapshot:
    """Return the whole file as it is now. Raises SetUpError or PermissionDeniedError."""
    with _plainly(path):
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read()
        return Snapshot(data, _mark(before))


def check_free(path: Path) -> None:
    """Raise TryAgainError while a spreadsheet program has the file open, as its lock file says."""
    for place in (path, _target(path)):
        for lock, program in ((f".~lock.{place.name}#", "LibreOffice"), (f"~${place.name}", "Excel")):
            if os.path.lexists(place.parent / lock):
                raise TryAgainError(
                    f"{path}",
                    f"it is open in {program}",
                    f"close it there, or delete {lock} if it is not open",
                )


def save(path: Path, data: bytes, seen: Snapshot) -> None:
    """Replace the file, all or nothing: its permissions stay, and so does a link to it.

    Raises TryAgainError where the file is no longer what was `seen`, PermissionDeniedError where it or its
    folder is read-only; the file is then as it was.
    """
    target = _target(path)
    with _plainly(path):
        check_writable(path)
        temporary = target.with_name(f".{target.name}.keep-in-touch")
        temporary.unlink(missing_ok=True)
        try:
            with _create(temporary) as file:
                _fill(file, data, target.stat())
                _check_same(path, target, seen)
                _check_own(temporary, file)
                temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)


def _target(path: Path) -> Path:
    """Return where a link leads, as far as it does."""
    return Path(os.path.realpath(path))


def _check_same(path: Path, target: Path, seen: Snapshot) -> None:
    check_free(path)
    if _mark(target.stat()) != seen.mark:
        raise changed(path)


def changed(path: Path) -> TryAgainError:
    """Return the error of a file that somebody else saved meanwhile."""
    return TryAgainError(f"{path}", "it was changed while the job ran", "run again")


def _create(temporary: Path) -> BinaryIO:
    """Open a new file beside the workbook, never over another run's."""
    return os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _fill(file: BinaryIO, data: bytes, like: os.stat_result) -> None:
    """Write the content, with the owner (where allowed) and the permissions of the file it replaces."""
    with suppress(PermissionError):
        os.fchown(file.fileno(), like.st_uid, like.st_gid)
    os.fchmod(file.fileno(), stat.S_IMODE(like.st_mode))
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def _check_own(temporary: Path, file: BinaryIO) -> None:
    """Raise FileExistsError where another run, on another machine perhaps, has put its own file there."""
    if temporary.stat().st_ino != os.fstat(file.fileno()).st_ino:
        raise FileExistsError(temporary)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut; some file systems cannot, and the file is saved anyway."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def check_writable(path: Path) -> None:
    """Raise PermissionDeniedError where the file or its folder is read-only.

    The mode counts as well: to root everything seems writable, and replacing needs only the folder.
    """
    target = _target(path)
    with _plainly(path):
        for place, what in ((target, "it"), (target.parent, "its folder")):
            if not place.stat().st_mode & 0o222 or not os.access(place, os.W_OK):
                raise PermissionDeniedError(f"{path}", f"{what} is read-only", f"make {place} writable")


def _mark(info: os.stat_result) -> tuple[int, int, int]:
    return info.st_ino, info.st_size, info.st_mtime_ns


@contextmanager
def _plainly(path: Path) -> Iterator[None]:
    """Say what the system refused in the owner's words."""
    try:
        yield
    except OSError as error:
        raise _in_words(path, error) from error


def _in_words(path: Path, error: OSError) -> KeepInTouchError:
    what, why = f"{path}", error.strerror or str(error)
    match error:
        case FileNotFoundError():
            return SetUpError(what, "there is no such file", "check where the settings say your list is")
        case IsADirectoryError():
            return SetUpError(what, "it is a folder", "name the .xlsx file in it")
        case FileExistsError():
            return TryAgainError(what, "another run is saving it", "run again")
        case PermissionError():
            return PermissionDeniedError(
                what, why, "give the user that runs the job access to it and its folder"
            )
    return SetUpError(what, why, "check the disk and the file")
