"""Exports for tests: the samples, and small ones made on the spot."""

import io
import json
import zipfile
from datetime import UTC, tzinfo
from pathlib import Path

import pytest

from sync.imports.export import FileRead, UnreadableError
from sync.imports.read import read_exports

SAMPLES = Path(__file__).parent / "samples"
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ADA = "Ada,Quill,https://www.linkedin.com/in/ada-quill,,Northwind,CEO,14 Aug 2026\n"
CONNECTIONS = HEADER + ADA


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def read(content: str | bytes, zone: tzinfo = UTC) -> FileRead:
    data = content.encode() if isinstance(content, str) else content
    (found,) = read_exports([("export", io.BytesIO(data))], zone)
    if isinstance(found, UnreadableError):
        raise found
    return found


def read_together(*contents: bytes) -> list[FileRead | UnreadableError]:
    return read_exports([(f"file {place}", io.BytesIO(data)) for place, data in enumerate(contents, 1)])


def refusal_of(content: str | bytes) -> str:
    """Return the one line with which the file is refused."""
    with pytest.raises(UnreadableError) as caught:
        read(content)
    assert caught.value.status == 78
    return str(caught.value)


def names_of(found: FileRead | UnreadableError) -> list[str]:
    assert isinstance(found, FileRead), found
    return [person.name for person in found.people]


def faults_of(found: FileRead) -> list[str]:
    return [str(fault) for fault in found.faults]


def make_zip(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_json(**content: object) -> str:
    return json.dumps(content)
