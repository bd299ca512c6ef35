"""Bytes as text, whatever program on whatever machine wrote them."""

import codecs
import re
from collections.abc import Iterator

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LOOK = 200
"""How many bytes tell UTF-16 without a mark: every other byte of plain letters is zero."""


def decode(data: bytes) -> str:
    """Return the text: UTF-8 or UTF-16, with a byte order mark or none, else windows-1252.

    One line in another encoding does not spoil the others: where the whole is not UTF-8, each line is taken
    by itself. A character that is cut off at the end is dropped. NUL is dropped: no kind of export means it.
    """
    return _decoded(data).replace("\x00", "").removeprefix("\ufeff")


def split_lines(text: str) -> Iterator[str]:
    """Yield the lines with their ends, whichever these are, also mixed; the text is not copied as a whole."""
    return (match[0] for match in _LINE.finditer(text))


def _decoded(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    start = data[:_LOOK]
    if len(start) >= 4 and start[1::2].count(0) > len(start) * 0.4:  # noqa: PLR2004
        return data.decode("utf-16-le", "replace")
    if len(start) >= 4 and start[::2].count(0) > len(start) * 0.4:  # noqa: PLR2004
        return data.decode("utf-16-be", "replace")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return "".join(_decode_line(line) for line in data.splitlines(keepends=True))


def _decode_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("windows-1252", "replace")
