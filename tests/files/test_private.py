"""Private files are all there or not at all, and nobody else's to read."""

import os
import stat
from pathlib import Path

import pytest

from sync.files.private import make_private, open_private, replace_private

FULL = Path("/dev/full")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("content", ["käse\r\n", b"\xff\r\n", "", b""])
def test_what_is_written_is_there_as_it_was_given_and_private(tmp_path: Path, content: str | bytes) -> None:
    for write in (replace_private, make_private):
        path = tmp_path / write.__name__ / "file"
        path.parent.mkdir()
        write(path, content)
        assert path.read_bytes() == (content.encode() if isinstance(content, str) else content)
        assert mode_of(path) == 0o600
        assert list(path.parent.iterdir()) == [path]


def test_a_replaced_file_is_private_whatever_the_old_one_was(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "file"
    replace_private(path, "old")
    path.chmod(0o666)
    replace_private(path, "new")
    assert (path.read_text(), mode_of(path), mode_of(path.parent)) == ("new", 0o600, 0o700)


def test_what_a_killed_process_left_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file.new").write_text("half of something longer")
    replace_private(tmp_path / "file", "whole")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("file", "whole")]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "file").symlink_to(tmp_path / "kept" / "file")
    replace_private(tmp_path / "file", "new")
    assert (tmp_path / "file").is_symlink()
    assert (tmp_path / "kept" / "file").read_text() == "new"


def test_a_file_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(FileExistsError):
        make_private(tmp_path / "file", "yours")
    assert (tmp_path / "file").read_text() == "mine"


def test_where_nothing_can_be_written_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for write in (replace_private, make_private):
        with pytest.raises(OSError, match=r"exists|directory"):
            write(tmp_path / "file" / "below", "x")
    (tmp_path / "folder" / "below").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        replace_private(tmp_path / "folder", "x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    (tmp_path / "file.new").symlink_to(FULL)
    with pytest.raises(OSError, match="space"):
        replace_private(tmp_path / "file", "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("file", "old")]


def test_what_is_opened_for_more_is_private_when_it_is_made(tmp_path: Path) -> None:
    os.close(open_private(tmp_path / "file", os.O_WRONLY | os.O_CREAT | os.O_APPEND))
    assert mode_of(tmp_path / "file") == 0o600
