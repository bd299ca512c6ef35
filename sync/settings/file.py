"""Writing the settings file: readable by its owner only, with no secret in it, and never half."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from sync.errors import SetUpError
from sync.files.private import replace_private
from sync.settings.sections import Settings, parse_settings

Value = str | int | list[str] | None
Sections = Mapping[str, Mapping[str, Value]]
"""The settings by section and key; None leaves a key out."""

_COMMENTS = {
    "sheet": "where your list is; relative paths count from this file",
    "contacts": "how often you want to be in touch, where the list says nothing else",
    "summary": "the mail: send = daily, weekly or monthly; on = a weekday, or a day of the month",
    "smtp": "the mail server; the password is never kept here",
}


def write_toml(sections: Sections) -> str:
    """Return the settings as TOML. Raises `SetUpError` for text that no file can hold."""
    parts = []
    for section, values in sections.items():
        lines = [f"{key} = {_write(value)}" for key, value in values.items() if value is not None]
        if lines:
            comment = f"  # {_COMMENTS[section]}" if section in _COMMENTS else ""
            parts.append("\n".join([f"[{section}]{comment}", *lines, ""]))
    return "\n".join(parts)


def _write(value: Value) -> str:
    """Return the value as TOML: a JSON string is a basic string, but for DEL (TOML 1.0, "String")."""
    text = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise SetUpError("settings", "an answer is not readable text", "give it in UTF-8") from None
    return text


def save_settings(sections: Sections, path: Path, *, overwrite: bool) -> Settings:
    """Write the settings with mode 0600, all or nothing, and return them as they will be read.

    Raises `SettingsError` for wrong settings, `SetUpError` where there are some already that may not be
    overwritten, or where the folder cannot be written.
    """
    text = write_toml(sections)
    settings = parse_settings(tomllib.loads(text), path.absolute().parent)
    if path.exists() and not overwrite:
        raise SetUpError(str(path), "there are settings already", "remove them, or say --force")
    save_private(text, path)
    return settings


def save_private(text: str, path: Path) -> None:
    """Write a file that its owner alone can read, all or nothing. Raises `SetUpError` where that fails."""
    try:
        replace_private(path, text)
    except OSError as error:
        why = f"it cannot be written ({error.strerror})"
        raise SetUpError(str(path), why, "choose another place with --config") from None
