"""Writing the settings file: readable by its owner only, with no secret in it, and never half."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AbstractTable

from sync.errors import SetUpError
from sync.files.private import replace_private
from sync.settings.sections import Settings, parse_settings

Value = str | int | date | list[str] | None
Sections = Mapping[str, Mapping[str, Value] | None]
"""The settings by section and key; None takes a key, or a section, out."""

_COMMENTS = {
    "sheet": "where your list is; relative paths count from this file",
    "sessions": "the days on which you write to everybody: first, and how many weeks apart",
    "contacts": "how often you want to be in touch, where the list says nothing else",
    "summary": "the mail: send = daily, weekly or monthly; on = a weekday, or a day of the month",
    "smtp": "the mail server; the password is never kept here",
    "mailbox": "read, never changed: whom you wrote to, who waits, and what you answer to the summary",
}


def write_toml(sections: Sections, text: str = "") -> str:
    """Return the settings in the TOML `text` with these keys changed; all else stays, comments included.

    Raises `SetUpError` for text that no file can hold.
    """
    document = tomlkit.parse(text)
    for section, values in sections.items():
        if values is None:
            document.pop(section, None)
            continue
        table = document.get(section) or _make_table(section)
        for key, value in values.items():
            if value is None:
                table.pop(key, None)
            elif table.get(key) != value:
                table[key] = value
        if table and section not in document:
            document[section] = table
    written = tomlkit.dumps(document)
    try:
        written.encode()
    except UnicodeEncodeError:
        raise SetUpError("settings", "an answer is not readable text", "give it in UTF-8") from None
    return written


def _make_table(section: str) -> AbstractTable:
    table = tomlkit.table()
    if section in _COMMENTS:
        table.comment(_COMMENTS[section])
    return table


def save_settings(sections: Sections, path: Path) -> Settings:
    """Change these keys in the file, all or nothing, and return the settings as they will be read.

    Its mode is 0600 then. A file that is no TOML is written anew. Raises `SettingsError` for wrong settings,
    `SetUpError` where the folder cannot be written.
    """
    text = write_toml(sections, _read(path))
    settings = parse_settings(tomllib.loads(text), path.absolute().parent)
    try:
        replace_private(path, text)
    except OSError as error:
        why = f"it cannot be written ({error.strerror})"
        raise SetUpError(str(path), why, "choose another place with --config") from None
    return settings


def _read(path: Path) -> str:
    """Return the text of the file, "" where there is none that is TOML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        tomlkit.parse(text)
    except (OSError, UnicodeDecodeError, TOMLKitError):
        return ""
    return text
