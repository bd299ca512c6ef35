"""What is wrong in the settings: everything at once, each fault with its key and its cure."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from sync.core.contacts.headers import plain
from sync.errors import SetUpError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class Fault(NamedTuple):
    """One thing that is wrong, at a key like ``sheet.tab``."""

    key: str
    why: str
    cure: str


class SettingsError(SetUpError):
    """Everything that is wrong in the settings, one line for each fault."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(*faults[0])
        self.faults = faults

    @property
    def lines(self) -> list[str]:
        """One line for each fault."""
        return [str(SetUpError(*fault)) for fault in self.faults]


_KINDS: Mapping[str, tuple[str, str]] = {
    "missing": ("is missing", "add it"),
    "extra_forbidden": ("is no key of the settings", "correct or remove it"),
    "string_type": ("must be a text", "put it between quotes"),
    "int_type": ("must be a number", "write it without quotes"),
    "list_type": ("must be a list", 'write it like ["…"]'),
    "string_too_short": ("is empty", "fill it in, or remove it"),
    "too_short": ("is empty", "fill it in, or remove it"),
    "model_type": ("must be a table", "write it as [section]"),
    "greater_than_equal": ("is no port", "write a number from 1 to 65535"),
    "less_than_equal": ("is no port", "write a number from 1 to 65535"),
}


def tell_fault(found: "ErrorDetails") -> Fault:
    """Return what pydantic found, in the owner's terms; the value is never repeated."""
    key = ".".join(str(part) for part in found["loc"] if not isinstance(part, int))
    if found["type"] == "value_error":
        why, _, cure = str(found["ctx"]["error"]).partition("; ")
        return Fault(key, why, cure)
    if found["type"] == "literal_error":
        return Fault(key, "is none of the words known here", f"write {found['ctx']['expected']}")
    return Fault(key, *_KINDS.get(found["type"], (found["msg"], "correct it")))


def find_faults_between(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong between sections, or keys, that are each right by themselves."""
    if "folder" in values:
        yield Fault("folder", "is no key of the settings", "remove it")
    summary = values.get("summary", {})
    if "smtp" in values and isinstance(summary, dict) and not summary.get("to"):
        yield Fault("summary.to", "names nobody to mail the summary to", 'write to = ["me@example.com"]')
    columns = values.get("columns", {})
    seen: dict[str, str] = {}
    for name, header in columns.items() if isinstance(columns, dict) else ():
        word = plain(header) if isinstance(header, str) else ""
        if word and seen.setdefault(word, name) != name:
            yield Fault(f"columns.{name}", f"is the header of {seen[word]} as well", "keep one of the two")
