"""A workbook's file is saved whole or not at all, and never under an open program."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.core.changes import PutText
from sync.errors import KeepInTouchError, PermissionDeniedError, SetUpError, TryAgainError
from sync.sheets.xlsx.package.save import load, save
from sync.sheets.xlsx.workbook import Workbook
from tests.sheets.xlsx.workbooks import make

HEADER = PutText(1, 4, "Next due")


def names_in(folder: Path) -> list[str]:
    """Return the names of all files in a folder."""
    return sorted(place.name for place in folder.iterdir())


def refused(path: Path, workbook: Workbook | None = None) -> KeepInTouchError:
    """Return the error of a write, having seen that the file and its folder are as they were."""
    before = (path.read_bytes(), path.stat().st_mtime_ns, names_in(path.parent))
    with pytest.raises(KeepInTouchError) as caught:
        (workbook or Workbook(path)).write([HEADER])
    assert (path.read_bytes(), path.stat().st_mtime_ns, names_in(path.parent)) == before
    return caught.value


@pytest.mark.parametrize(("lock", "program"), [(".~lock.a.xlsx#", "LibreOffice"), ("~$a.xlsx", "Excel")])
def test_an_open_workbook_is_refused(tmp_path: Path, lock: str, program: str) -> None:
    """The lock file is named, as it may be a leftover; reading is possible all the same."""
    path = make(tmp_path / "a.xlsx")
    (tmp_path / lock).touch()
    error = refused(path)
    assert error.status == 75
    assert program in str(error)
    assert lock in str(error)
    with pytest.raises(TryAgainError):
        Workbook(path).check_free()
    Workbook(path).read()


def test_a_lock_beside_the_real_file_counts(tmp_path: Path) -> None:
    """The programs put it where the link leads."""
    (tmp_path / "real").mkdir()
    path = make(tmp_path / "real" / "b.xlsx")
    link = tmp_path / "a.xlsx"
    link.symlink_to(path)
    (tmp_path / "real" / ".~lock.b.xlsx#").touch()
    assert refused(link).status == 75


def test_a_free_workbook_passes(tmp_path: Path) -> None:
    """Lock files of others do not matter."""
    path = make(tmp_path / "a.xlsx")
    (tmp_path / ".~lock.b.xlsx#").touch()
    Workbook(path).check_free()
    Workbook(path).write([HEADER])
    assert Workbook(path).read().cell(1, 4).shown == "Next due"


def test_what_was_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """The owner saved it between our read and our write."""
    path = make(tmp_path / "a.xlsx")
    workbook = Workbook(path)
    workbook.read()
    make(path, [("Grace",)])
    error = refused(path, workbook)
    assert error.status == 75
    assert "changed while the job ran" in str(error)
    workbook.read()
    workbook.write([HEADER])
    workbook.write([PutText(1, 5, "More")])


def test_what_is_changed_during_the_write_is_not_overwritten(tmp_path: Path) -> None:
    """The file is looked at once more right before it is replaced."""
    path = make(tmp_path / "a.xlsx")
    seen = load(path)
    os.utime(path, ns=(1, 1))
    before = path.read_bytes()
    with pytest.raises(TryAgainError, match="changed while the job ran"):
        save(path, b"new", seen)
    assert path.read_bytes() == before
    assert names_in(tmp_path) == ["a.xlsx"]


@pytest.mark.parametrize("call", ["replace", "fsync", "fchmod"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_the_original(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: BaseException
) -> None:
    """Whatever goes wrong, and whenever: no half file, no leftover."""
    path = make(tmp_path / "a.xlsx")
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises((SetUpError, KeyboardInterrupt)):
            Workbook(path).write([HEADER])
    assert path.read_bytes() == before
    assert names_in(tmp_path) == ["a.xlsx"]


def test_a_leftover_of_a_killed_run_is_cleared(tmp_path: Path) -> None:
    """The next run that saves takes its place."""
    path = make(tmp_path / "a.xlsx")
    (tmp_path / ".a.xlsx.keep-in-touch").write_bytes(b"half")
    Workbook(path).write([HEADER])
    assert names_in(tmp_path) == ["a.xlsx"]


def test_two_runs_at_once_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If another run puts its own file beside ours before we are done, ours is given up."""
    path = make(tmp_path / "a.xlsx")
    before = path.read_bytes()
    temporary = tmp_path / ".a.xlsx.keep-in-touch"

    def meanwhile(_: int) -> None:
        temporary.rename(tmp_path / "moved")
        temporary.write_bytes(b"half of another")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", meanwhile)
        with pytest.raises(TryAgainError, match="another run is saving it"):
            Workbook(path).write([HEADER])
    assert (tmp_path / "moved").exists()
    assert path.read_bytes() == before


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_stay(tmp_path: Path, mode: int) -> None:
    """Whoever could read the file still can, and nobody else."""
    path = make(tmp_path / "a.xlsx")
    path.chmod(mode)
    Workbook(path).write([HEADER])
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
def test_the_owner_stays(tmp_path: Path) -> None:
    """A run by root does not take the file away from its owner."""
    path = make(tmp_path / "a.xlsx")
    os.chown(path, 12345, 54321)
    Workbook(path).write([HEADER])
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 54321)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """The file it leads to is replaced."""
    (tmp_path / "real").mkdir()
    path = make(tmp_path / "real" / "b.xlsx")
    link = tmp_path / "a.xlsx"
    link.symlink_to(path)
    Workbook(link).write([HEADER])
    assert link.is_symlink()
    assert Workbook(path).read().cell(1, 4).shown == "Next due"


def test_a_read_only_file_is_read_but_not_written(tmp_path: Path) -> None:
    """Also by root, who could."""
    path = make(tmp_path / "a.xlsx")
    path.chmod(0o444)
    Workbook(path).read()
    error = refused(path)
    assert isinstance(error, PermissionDeniedError)
    assert str(error) == f"{path}: it is read-only; make {path} writable"


def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    """A file is replaced in its folder, so that must be writable too."""
    (tmp_path / "real").mkdir()
    path = make(tmp_path / "real" / "a.xlsx")
    path.parent.chmod(0o555)
    try:
        assert refused(path).status == 77
    finally:
        path.parent.chmod(0o755)


@pytest.mark.parametrize(
    ("prepare", "status", "words"),
    [
        (lambda _: None, 78, "there is no such file"),
        (lambda path: path.mkdir(), 78, "it is a folder"),
        (lambda path: path.symlink_to(path), 78, "check the disk"),
        (lambda path: (path.parent / "a.xlsx").symlink_to("gone.xlsx"), 78, "there is no such file"),
    ],
)
def test_what_is_no_file_is_said(
    tmp_path: Path, prepare: Callable[[Path], None], status: int, words: str
) -> None:
    """In one line, for reading and writing alike."""
    path = tmp_path / "a.xlsx"
    prepare(path)
    for act in (Workbook(path).read, lambda: Workbook(path).write([HEADER])):
        with pytest.raises(KeepInTouchError, match=words) as caught:
            act()
        assert caught.value.status == status


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """Only its owner can grant access."""
    path = make(tmp_path / "a.xlsx")
    path.chmod(0)
    with pytest.raises(PermissionDeniedError):
        Workbook(path).read()
