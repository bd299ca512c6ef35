"""XML in the place of other XML: text and attributes as a part holds them, and the bytes that change."""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from sync.sheets.xlsx.package.xml import Node

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def encode(text: str) -> bytes:
    """Return text as it stands in a cell: markup escaped, and what XML cannot hold as ``_x0000_``."""
    return escape(_NOT_XML.sub(lambda m: f"_x{ord(m[0]):04X}_", text)).encode()


def quoted(text: str) -> bytes:
    """Return text as an attribute's value, with its quotes."""
    return quoteattr(text).encode()


def prefix(data: bytes, root: Node) -> bytes:
    """Return the namespace prefix that the part's own elements bear, with its colon: usually none."""
    name = re.match(rb"<([^\s:/>]+:)?", data[root.start : root.tag_end])
    return (name and name[1]) or b""


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """Return a start tag with the attribute set, or without it."""
    pattern = rb"""\s+""" + name.encode() + rb"""\s*=\s*("[^"]*"|'[^']*')"""
    new = b"" if value is None else b" " + name.encode() + b"=" + quoted(value)
    changed, count = re.subn(pattern, lambda _: new, tag, count=1)
    at = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return changed if count else tag[:at].rstrip() + new + tag[at:]


def open_element(tag: bytes) -> tuple[bytes, bytes]:
    """Return the start and the end tag that an empty element such as ``<a/>`` amounts to."""
    name = re.match(rb"<([^\s/>]+)", tag)
    return tag[:-2].rstrip() + b">", b"</" + (name[1] if name else b"") + b">"


class Edits:
    """Changes to a part, collected and then made at once."""

    def __init__(self, data: bytes) -> None:
        """Begin with the part as it is."""
        self.data = data
        self._edits: list[tuple[int, int, bytes]] = []

    def put(self, start: int, end: int, new: bytes) -> None:
        """Put new bytes in the place of those from start to end; insert them where the two are one."""
        self._edits.append((start, end, new))

    def append(self, parent: Node, new: bytes, attributes: Iterable[tuple[str, str]] = ()) -> None:
        """Add at the end of an element's content, which may have been empty, and set its attributes."""
        tag = self.data[parent.start : parent.tag_end]
        changed = tag
        for name, value in attributes:
            changed = with_attribute(changed, name, value)
        if parent.inner_end is None:
            opened, closing = open_element(changed)
            self.put(parent.start, parent.end, opened + new + closing)
            return
        if changed != tag:
            self.put(parent.start, parent.tag_end, changed)
        if new:
            self.put(parent.inner_end, parent.inner_end, new)

    def done(self) -> bytes:
        """Return the part with all changes made."""
        pieces, at = [], 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            pieces += [self.data[at:start], new]
            at = end
        return b"".join([*pieces, self.data[at:]])
