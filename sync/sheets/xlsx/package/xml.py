"""XML read so that it can be changed in place: every element knows which bytes it is.

A workbook is full of things that no library models completely, so nothing here is parsed and written out
again. A part is read by expat, which tells where in the bytes each element stands; a change replaces just
those bytes and leaves all others as they were.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_HEX_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class UnfitError(Exception):
    """The workbook holds something that cannot be read, or not be changed without harm: why, and the cure."""

    def __init__(self, why: str, cure: str = "open it in a spreadsheet program and save it anew") -> None:
        super().__init__(why, cure)
        self.why, self.cure = why, cure


class Node:
    """An element: its name without prefix, and its place in the bytes of the part.

    ``start`` to ``end`` is the whole element, ``start`` to ``tag_end`` its start tag; ``inner_end`` is where
    its content ends (None for an empty element such as ``<a/>``).
    """

    __slots__ = ("attributes", "children", "end", "inner_end", "name", "space", "start", "tag_end", "text")

    def __init__(self, qualified: str, attributes: Mapping[str, str], start: int, tag_end: int) -> None:
        """Begin an element whose end is not known yet."""
        self.space, _, self.name = qualified.rpartition(" ")
        self.attributes = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        self.children: list[Node] = []
        self.text = ""
        self.start, self.tag_end, self.end = start, tag_end, tag_end
        self.inner_end: int | None = None

    def named(self, *names: str) -> "list[Node]":
        """Return the children of these names."""
        return [child for child in self.children if child.name in names]

    def find(self, name: str) -> "Node | None":
        """Return the first child of this name."""
        return next(iter(self.named(name)), None)

    def walk(self) -> "Iterator[Node]":
        """Yield this element and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def number(self, key: str, default: int = 0) -> int:
        """Return a whole-number attribute."""
        return whole(self.attributes.get(key), default)

    def flag(self, key: str) -> bool:
        """Return a truth-value attribute; false when missing."""
        return self.attributes.get(key, "").strip() in ("1", "true", "on")


class Visitor(Protocol):
    """Reads the inside of one element by itself, where building nodes would take too long."""

    def begin(self, parser: expat.XMLParserType, data: bytes) -> None:
        """Learn what is being parsed."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""

    def stop(self, name: str) -> None:
        """Take an end tag."""

    def text(self, text: str) -> None:
        """Take character data."""


def parse(data: bytes, *, inside: str = "", visitor: Visitor | None = None) -> Node:
    """Return the root element; what is inside the element named `inside` goes to the visitor instead.

    Raises UnfitError for what is not well formed, not UTF-8, or declares a document type (entities).
    """
    check(data)
    builder = _Builder(data, inside, visitor)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnfitError(f"it is damaged ({error})", "restore an earlier copy of it") from error
    return builder.root


def check(data: bytes) -> None:
    """Refuse what a spreadsheet program never writes: other encodings, and document types."""
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    encoding = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    if encoding not in ("utf-8", "utf8", "us-ascii", "ascii") or b"\x00" in data[:4]:
        raise UnfitError("a part of it is not in UTF-8")
    if b"<!DOCTYPE" in data:
        raise UnfitError("a part of it declares a document type, as no spreadsheet program does")


class _Builder:
    def __init__(self, data: bytes, inside: str, visitor: Visitor | None) -> None:
        self._data, self._inside, self._visitor = data, inside, visitor
        self._open: list[Node] = []
        self.root = Node("", {}, 0, 0)
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self._listen()

    def _listen(self) -> None:
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._stop
        self.parser.CharacterDataHandler = self._text

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        start = self.parser.CurrentByteIndex
        node = Node(name, attributes, start, tag_end(self._data, start))
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)
        if self._visitor and node.name == self._inside:
            self._hand_over(self._visitor, name)

    def _hand_over(self, visitor: Visitor, inside: str) -> None:
        def stop(name: str) -> None:
            if name == inside:
                self._listen()
                self._stop(name)
            else:
                visitor.stop(name)

        visitor.begin(self.parser, self._data)
        self.parser.StartElementHandler = visitor.start
        self.parser.EndElementHandler = stop
        self.parser.CharacterDataHandler = visitor.text

    def _stop(self, _name: str) -> None:
        node = self._open.pop()
        at = self.parser.CurrentByteIndex
        node.end = element_end(self._data, node.start, at)
        node.inner_end = None if node.end == node.tag_end else at

    def _text(self, text: str) -> None:
        self._open[-1].text += text


def tag_end(data: bytes, start: int) -> int:
    """Return where the start tag that begins at `start` ends."""
    tag = _TAG.match(data, start)
    if tag is None:
        raise UnfitError("a part of it is not in UTF-8")
    return tag.end()


def element_end(data: bytes, start: int, end_tag: int) -> int:
    """Return where an element ends, from where its two tags start (one and the same for ``<a/>``)."""
    after = tag_end(data, start)
    return after if data[after - 2 : after] == b"/>" else data.index(b">", end_tag) + 1


def whole(text: str | None, default: int = 0) -> int:
    """Return the whole number that an attribute holds."""
    if text is None:
        return default
    if not re.fullmatch(r"\s*[+-]?[0-9]{1,18}\s*", text):
        raise UnfitError(
            f"it is damaged (“{text[:20]}” where a number should be)", "restore an earlier copy of it"
        )
    return int(text)


def decode(text: str) -> str:
    """Turn the workbook's own escapes, such as ``_x000D_``, into the characters they mean."""
    return _HEX_ESCAPE.sub(_character, text) if "_x" in text else text


def _character(escaped: re.Match[str]) -> str:
    """Half of a surrogate pair is no character; what is written so stays as written."""
    character = chr(int(escaped[1], 16))
    return escaped[0] if "\ud800" <= character <= "\udfff" else character


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
