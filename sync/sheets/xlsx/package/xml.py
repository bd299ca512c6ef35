"""XML read so that it can be changed in place: every element knows which bytes it is.

A workbook is full of things that no library models completely, so nothing here is parsed and written out
again. A part is read by expat, which tells where in the bytes each element stands; a change (`edits`)
replaces just those bytes and leaves all others as they were.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Protocol
from xml.parsers import expat

_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_HEX_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


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
        """Yield this element and all below it, however deep they are nested."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += node.children

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
    _refuse_other_text(data)
    builder = _Builder(data, inside, visitor)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnfitError(f"it is damaged ({error})", "restore an earlier copy of it") from error
    return builder.root


def _refuse_other_text(data: bytes) -> None:
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
    if text is None or not text.strip():
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
