"""A line of a vCard as a property: its name, its parameters, its value as text."""

import quopri
import re
from collections.abc import Mapping
from typing import NamedTuple

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BETWEEN_PARTS = re.compile(r"(?<!\\)((?:\\\\)*);")
_ENCODINGS = ("QUOTED-PRINTABLE", "BASE64", "B", "7BIT", "8BIT")


class Property(NamedTuple):
    """A property: `group` ties it to its label (``item1``), names and types are in capitals."""

    group: str
    name: str
    parameters: Mapping[str, tuple[str, ...]]
    value: str

    @property
    def text(self) -> str:
        """The value without its escapes (RFC 6350, section 3.4)."""
        return unescape(self.value)

    @property
    def parts(self) -> list[str]:
        """The parts of a value like that of N or ORG."""
        marked = _BETWEEN_PARTS.sub("\\1\0", self.value)
        return [unescape(part) for part in marked.split("\0")]

    @property
    def types(self) -> frozenset[str]:
        """What kind of number or address it is, as ``CELL``; vCard 2.1 writes it bare."""
        return frozenset(self.parameters.get("TYPE", ()))


def parse_property(line: str) -> Property | None:
    """Return the property that the whole line is, None where it has no colon."""
    colon = _find_colon(line)
    if colon < 0:
        return None
    head, *parameters = _split_outside_quotes(line[:colon], ";")
    group, _, name = head.strip().rpartition(".")
    read = _read_parameters(parameters)
    return Property(group.upper(), name.upper(), read, _decode_value(line[colon + 1 :], read))


def unescape(text: str) -> str:
    r"""Return the text without escapes: ``\n`` is a line break, anything else after a backslash itself."""
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)


def _find_colon(line: str) -> int:
    """Return the place of the first colon outside quotation marks, else of the first at all."""
    is_quoted = False
    for place, character in enumerate(line):
        if character == '"':
            is_quoted = not is_quoted
        elif character == ":" and not is_quoted:
            return place
    return line.find(":")


def _split_outside_quotes(text: str, at: str) -> list[str]:
    pieces = text.split('"')
    pieces[::2] = [piece.replace(at, "\0") for piece in pieces[::2]]
    return '"'.join(pieces).split("\0")


def _read_parameters(parameters: list[str]) -> dict[str, tuple[str, ...]]:
    read: dict[str, tuple[str, ...]] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            name, value = ("ENCODING" if name.strip().upper() in _ENCODINGS else "TYPE"), name
        values = tuple(part.strip().upper() for part in re.split(r"\\?,", value.replace('"', "")))
        read[name.strip().upper()] = (*read.get(name.strip().upper(), ()), *values)
    return read


def _decode_value(value: str, parameters: Mapping[str, tuple[str, ...]]) -> str:
    if "QUOTED-PRINTABLE" not in parameters.get("ENCODING", ()):
        return value
    data = quopri.decodestring(value.encode("utf-8", "replace"))
    for charset in (*parameters.get("CHARSET", ()), "UTF-8"):
        try:
            # Who says Latin-1 means windows-1252, as its quotation marks show.
            return data.decode("windows-1252" if charset == "ISO-8859-1" else charset).replace("\0", "")
        except (LookupError, UnicodeError):
            continue
    return data.decode("windows-1252", "replace").replace("\0", "")
