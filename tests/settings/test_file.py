"""The settings file as it is written: what is in it comes back, and what was in it stays."""

import stat
import tomllib
from pathlib import Path

import pytest

from sync.errors import SetUpError
from sync.settings.faults import SettingsError
from sync.settings.file import Sections, save_settings, write_toml
from sync.settings.sections import load_settings

OWNERS = """\
# mine
[sheet]   # the list
location = 'a.xlsx'  # for now
tab = "Friends"

[columns]
note = "Merk's"

[smtp]
host = "h.example.org"
from = "me@example.com"
password_file = "secret"
[summary]
to = [
  "me@example.com", # me
]
"""


@pytest.mark.parametrize(
    "text",
    ["plain", 'say "hi"', "C:\\new\\table", "tab\t, line\n, bell\x07", "\x7f\x80 ", "😀 käse 100% #1 'q'"],
)
def test_any_text_comes_back_from_the_file_as_it_was(tmp_path: Path, text: str) -> None:
    settings = save_settings({"sheet": {"tab": text}}, tmp_path / "s.toml")
    assert settings.sheet.tab == text
    assert load_settings(tmp_path / "s.toml").sheet.tab == text


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(SetUpError, match="UTF-8"):
        write_toml({"sheet": {"tab": "\udcff"}})


def test_a_new_section_says_what_it_is() -> None:
    text = write_toml({"sheet": {"location": "a.xlsx", "tab": None}, "contacts": {}, "summary": {"on": 1}})
    assert text.splitlines()[0].startswith("[sheet] # where your list is")
    assert tomllib.loads(text) == {"sheet": {"location": "a.xlsx"}, "summary": {"on": 1}}


def test_only_what_is_named_changes() -> None:
    changed = write_toml({"sheet": {"location": "b.xlsx", "tab": None}, "smtp": None}, OWNERS)
    assert tomllib.loads(changed) == {
        "sheet": {"location": "b.xlsx"},
        "columns": {"note": "Merk's"},
        "summary": {"to": ["me@example.com"]},
    }
    for kept in ("# mine\n", "[sheet]   # the list\n", "  # for now\n", '  "me@example.com", # me\n'):
        assert kept in changed
    same: Sections = {"sheet": {"location": "a.xlsx"}, "summary": {"to": ["me@example.com"]}}
    assert write_toml(same, OWNERS) == OWNERS


def test_wrong_settings_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    with pytest.raises(SettingsError):
        save_settings({"contacts": {"every": "often"}}, path)
    assert list(tmp_path.iterdir()) == []
    path.write_text(OWNERS)
    with pytest.raises(SettingsError):
        save_settings({"contacts": {"every": "often"}}, path)
    assert path.read_text() == OWNERS


def test_a_file_is_private_once_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text(OWNERS)
    path.chmod(0o666)
    save_settings({"sheet": {"tab": None}}, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"[sheet", b"\xff\xfe"])
def test_what_is_no_toml_is_written_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(content)
    assert save_settings({"sheet": {"tab": "T"}}, path).sheet.tab == "T"
    assert load_settings(path).sheet.tab == "T"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "s.toml").touch()
    with pytest.raises(SetUpError, match="cannot be written"):
        save_settings({}, tmp_path / "s.toml" / "below")
