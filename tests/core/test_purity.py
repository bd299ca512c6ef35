"""Who may import what, and that the rules never ask what day it is (design.md, section 8)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sync

HOUSE = Path(sync.__file__).parent
CORE = sorted((HOUSE / "core").rglob("*.py"))
_EDGE_ROOMS = ("calendar", "imports", "letters", "mail", "sheets")
EDGES = sorted(path for room in _EDGE_ROOMS for path in (HOUSE / room).rglob("*.py"))
ROOMS = {*_EDGE_ROOMS, "core", "files", "settings"}
OUTSIDE = {
    "gspread",
    "google",
    "imaplib",
    "smtplib",
    "socket",
    "ssl",
    "urllib.request",
    "http",
    "requests",
    "schedule",
    "os",
    "time",
    "sys",
}
OUTSIDE |= {
    "subprocess",
    "pathlib",
    "shutil",
    "tempfile",
    "io",
    "random",
    "secrets",
    "threading",
    "openpyxl",
    "locale",
}
CLOCK = {
    "now",
    "today",
    "utcnow",
    "localtime",
    "time",
    "time_ns",
    "monotonic",
    "open",
    "print",
    "input",
    "getenv",
}


def names_of(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).parts)


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            yield called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def is_within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def test_there_is_something_to_look_at() -> None:
    assert len(CORE) > 10
    assert len(EDGES) > 5


@pytest.mark.parametrize("path", CORE, ids=names_of)
def test_the_core_imports_nothing_of_the_rest_and_nothing_that_does_input_or_output(path: Path) -> None:
    for module in imports_of(path):
        assert not is_within(module, "sync") or module == "sync" or is_within(module, "sync.core"), module
        assert not is_within(module, *OUTSIDE), module


@pytest.mark.parametrize("path", CORE, ids=names_of)
def test_the_core_never_asks_what_day_it_is(path: Path) -> None:
    assert not CLOCK & set(calls_of(path))


@pytest.mark.parametrize("path", EDGES, ids=names_of)
def test_what_reaches_out_knows_the_core_and_the_errors_only(path: Path) -> None:
    own = f"sync.{path.relative_to(HOUSE).parts[0]}"
    for module in imports_of(path):
        if is_within(module, "sync") and module != "sync":
            assert is_within(module, "sync.core", "sync.errors", "sync.files", own), module


@pytest.mark.parametrize("path", sorted(HOUSE.rglob("*.py")), ids=names_of)
def test_no_room_knows_the_run_that_uses_it(path: Path) -> None:
    if path.relative_to(HOUSE).parts[0] in ROOMS:
        assert not any(
            is_within(module, "sync.job", "sync.cli", "sync.daemon", "sync.assembly")
            for module in imports_of(path)
        )
