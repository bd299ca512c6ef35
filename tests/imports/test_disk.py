"""Files of this machine: the ones that can be opened are read, the others told."""

import os
from pathlib import Path

import pytest

from sync.imports.disk import read_files
from sync.imports.export import FileRead, UnreadableError
from tests.imports.exports import SAMPLES, names_of

CONNECTIONS = SAMPLES / "linkedin" / "Connections_german_headers.csv"


def test_files_are_read_in_their_order(tmp_path: Path) -> None:
    missing, found, folder = read_files([tmp_path / "no.csv", CONNECTIONS, tmp_path])
    assert "no.csv: it cannot be read (No such file or directory); check its name" in str(missing)
    assert names_of(found) == ["Hans Beispiel"]
    assert isinstance(found, FileRead)
    assert found.file == str(CONNECTIONS)
    assert str(folder) == f"{tmp_path}: it is a folder; name the files in it, or the zip it came from"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in its folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (refused,) = read_files([tmp_path / "pipe"])
    assert isinstance(refused, UnreadableError)
    assert "it is no file" in str(refused)


def test_a_zip_is_read_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "any name"
    path.write_bytes((SAMPLES / "linkedin" / "Basic_LinkedInDataExport_11-20-2026.zip").read_bytes())
    (found,) = read_files([path])
    assert len(names_of(found)) == 9
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.write(CONNECTIONS.read_bytes())
        file.truncate(100_000_001)
    (refused,) = read_files([path])
    assert str(refused) == f"{path}: it is too large for an export; at most 100,000,000 bytes are read"
