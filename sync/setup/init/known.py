"""What is set already, the default of each question; and whether the settings would take an answer."""

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from sync.errors import SetUpError
from sync.settings.faults import SettingsError
from sync.settings.sections import parse_settings, read_values

T = TypeVar("T")


class Known:
    """The settings that are there, as they stand in the file, right or wrong."""

    def __init__(self, path: Path, *, force: bool = False) -> None:
        """Read the file, if there is one.

        Raises `SetUpError` where it is no TOML; with `force` it counts as if it were not there.
        """
        self.folder = path.absolute().parent
        self.values: dict[str, Any] = {}
        try:
            self.values = read_values(path) if path.exists() else {}
        except SetUpError:
            if not force:
                raise

    def learn(self, section: str, values: Mapping[str, object]) -> None:
        """Take what was answered as the default when it is asked for again."""
        known = self.values.get(section)
        self.values[section] = {**(known if isinstance(known, dict) else {}), **values}

    def find(self, section: str, key: str) -> str | None:
        """Return what is set, as it would be typed; None where nothing is."""
        values = self.values.get(section)
        value = values.get(key) if isinstance(values, dict) else None
        return None if value is None or isinstance(value, list | dict) else str(value)

    def find_list(self, section: str, key: str) -> list[str]:
        """Return the list that is set, [] where there is none."""
        values = self.values.get(section)
        value = values.get(key) if isinstance(values, dict) else None
        return [str(part) for part in value] if isinstance(value, list) else []


def accept(
    typed: str,
    section: str,
    values: Mapping[str, object],
    answer: T,
    beside: Mapping[str, object] = MappingProxyType({}),
) -> T:
    """Return the answer if the settings would take these values in that section, `beside` other sections.

    Else raises `SetUpError` with what is wrong about what was `typed`, without the key that nobody asked for.
    """
    try:
        parse_settings({section: values, **beside}, Path())
    except SettingsError as error:
        fault = error.faults[0]
        raise SetUpError("answer", f"“{typed}” {fault.why}", fault.cure) from None
    return answer


def guess_locale() -> str | None:
    """Return the locale of the owner's terminal, which says in which order they write a date."""
    for variable in ("LC_ALL", "LC_TIME", "LANG"):
        found = os.environ.get(variable, "").partition(".")[0].partition("@")[0]
        if found and found not in {"C", "POSIX"}:
            try:
                parse_settings({"sheet": {"locale": found}}, Path())
            except SettingsError:
                return None
            return found
    return None
