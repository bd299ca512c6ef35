"""A workbook's list of formats: what a cell's number looks like, and the few formats the job adds.

Formats are only ever added at the end, so that no other cell's changes; what was added once is used again.
"""

from sync.core.changes import FlagKind
from sync.sheets.xlsx.looks.formats import GENERAL, built_in, is_date
from sync.sheets.xlsx.package.edits import Edits, prefix, quoted, with_attribute
from sync.sheets.xlsx.package.xml import Node, UnfitError, parse

DATE_FORMAT = "yyyy-mm-dd"
NO_STYLES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
)
"""The part of a workbook in which nothing is formatted."""
_FIRST_OWN_FORMAT = 164  # smaller numbers stand for the formats that every workbook has
_MOST_FORMATS = 64_000  # more are too many for any spreadsheet program
_LISTS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
"""The lists of a styles part in their order (ECMA-376, part 1, 18.8.39), as far as the job adds to them."""
_PLAIN_FORMAT = '<{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
_PLAIN = {
    "fonts": ('<{p}font><{p}sz val="11"/><{p}name val="Calibri"/></{p}font>',),
    "fills": tuple(
        f'<{{p}}fill><{{p}}patternFill patternType="{kind}"/></{{p}}fill>' for kind in ("none", "gray125")
    ),
    "borders": ("<{p}border><{p}left/><{p}right/><{p}top/><{p}bottom/><{p}diagonal/></{p}border>",),
    "cellStyleXfs": ('<{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
    "cellStyles": ('<{p}cellStyle name="Normal" xfId="0" builtinId="0"/>',),
}
"""What a list of formats needs, where a program left it out as nothing is formatted."""
_FLAG = (
    "<{p}dxf><{p}font><{p}b/><{p}color rgb={font}/></{p}font>"
    "<{p}fill><{p}patternFill><{p}bgColor rgb={fill}/></{p}patternFill></{p}fill></{p}dxf>"
)
_QUIET_FLAG = "<{p}dxf><{p}fill><{p}patternFill><{p}bgColor rgb={fill}/></{p}patternFill></{p}fill></{p}dxf>"
_FLAGS: dict[FlagKind, str] = {
    "overdue": _FLAG.format(p="{p}", font='"FF9C0006"', fill='"FFFFC7CE"'),
    "coming_up": _QUIET_FLAG.format(p="{p}", fill='"FFFFEB9C"'),
}


class Styles:
    """The part ``xl/styles.xml``, read and added to."""

    def __init__(self, data: bytes, highest: int = 0) -> None:
        """Read the formats; `highest` is the last one that cells use, whether or not there is a list of them.

        Raises UnfitError where the part is damaged.
        """
        self._data, self._root, self._highest = data, parse(data), highest
        self._prefix = prefix(data, self._root)
        numbers = self._children("numFmts")
        self._codes = {
            node.number("numFmtId"): node.attributes.get("formatCode", GENERAL) for node in numbers
        }
        self._formats = self._children("cellXfs")
        self._new: dict[str, list[bytes]] = {name: [] for name in _LISTS}
        self._dated: dict[int, int] = {}
        self.codes = [self._code(node.number("numFmtId")) for node in self._formats]

    def _children(self, name: str) -> list[Node]:
        """Return the entries of a list; of what only one program knows, what the others take instead."""
        parent = self._root.find(name)
        entries: list[Node] = []
        for child in parent.children if parent else ():
            fallback = child.find("Fallback") if child.name == "AlternateContent" else None
            entries += fallback.children if fallback else [child]
        return entries

    def _code(self, number: int) -> str:
        return self._codes.get(number) or built_in(number)

    def code(self, style: int) -> str:
        """Return the number format of a cell's style."""
        return self.codes[style] if 0 <= style < len(self.codes) else GENERAL

    def dated(self, style: int) -> int:
        """Return the same style with a date format; itself, if it has one."""
        if is_date(self.code(style)):
            return style
        if style not in self._dated:
            self._dated[style] = self._add("cellXfs", self._with_date(style))
        return self._dated[style]

    def _with_date(self, style: int) -> bytes:
        tag, inside = self._format(style)
        changes = {"numFmtId": str(self._date_number()), "applyNumberFormat": "1", "quotePrefix": None}
        for name, value in changes.items():
            tag = with_attribute(tag, name, value)
        return tag + inside

    def _format(self, style: int) -> tuple[bytes, bytes]:
        """Return the tag of a format, and the rest of it."""
        if not self._formats:
            self._begin_list()
            return self._plain(_PLAIN_FORMAT), b""
        if not 0 <= style < len(self._formats):
            raise UnfitError(f"it is damaged (cell style {style} is missing)")
        node = self._formats[style]
        return self._data[node.start : node.tag_end], self._data[node.tag_end : node.end]

    def _begin_list(self) -> None:
        """Make a plain format for every cell there is, so that none looks like what is added."""
        if not self._new["cellXfs"]:
            count = min(self._highest, _MOST_FORMATS - 1) + 1
            self._new["cellXfs"] = [self._plain(_PLAIN_FORMAT)] * count
            for name, entries in _PLAIN.items():
                if not self._children(name):
                    self._new[name] = list(map(self._plain, entries))

    def _plain(self, entry: str) -> bytes:
        return entry.format(p=self._prefix.decode()).encode()

    def _date_number(self) -> int:
        known = [number for number, code in self._codes.items() if code == DATE_FORMAT]
        if known:
            return known[0]
        number = max([_FIRST_OWN_FORMAT - 1, *self._codes]) + 1
        attributes = f' numFmtId="{number}" formatCode="{DATE_FORMAT}"/>'
        self._add("numFmts", b"<" + self._prefix + b"numFmt" + attributes.encode())
        self._codes[number] = DATE_FORMAT
        return number

    def flag(self, kind: FlagKind) -> int:
        """Return the number of the look of a flagged row."""
        return self._add("dxfs", _FLAGS[kind].format(p=self._prefix.decode()).encode())

    def _add(self, name: str, new: bytes) -> int:
        """Return the place of an entry in its list; it is added where the list has none like it."""
        present = [self._data[node.start : node.end] for node in self._children(name)] + self._new[name]
        if new in present:
            return present.index(new)
        self._new[name].append(new)
        return len(present)

    @property
    def grown(self) -> bool:
        """Whether anything was added."""
        return any(self._new.values())

    def done(self) -> bytes:
        """Return the part with what was added; the same bytes if nothing was."""
        edits = Edits(self._data)
        made: list[bytes] = []
        for name, new in self._new.items():
            parent = self._root.find(name)
            if new and parent:
                count = len(self._children(name)) + len(new)
                edits.append(parent, b"".join(new), [("count", str(count))])
            elif new and self._root.children:
                before = self._root.named(*_LISTS[: _LISTS.index(name)])
                at = before[-1].end if before else self._root.tag_end
                edits.put(at, at, self._list(name, new))
            elif new:
                made.append(self._list(name, new))
        if made:
            edits.append(self._root, b"".join(made))
        return edits.done()

    def _list(self, name: str, new: list[bytes]) -> bytes:
        tag = self._prefix + name.encode()
        return b"<" + tag + b" count=" + quoted(str(len(new))) + b">" + b"".join(new) + b"</" + tag + b">"
