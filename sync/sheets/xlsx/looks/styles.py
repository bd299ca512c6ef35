"""A workbook's list of formats: what a cell's number looks like, and the few formats the job adds.

Formats are only ever added at the end, so that no other cell's changes; what was added once is used again.
"""

from sync.core.table import FlagKind
from sync.sheets.xlsx.looks.formats import GENERAL, built_in, is_date
from sync.sheets.xlsx.package.xml import Edits, Node, UnfitError, parse, prefix, quoted, with_attribute

DATE_FORMAT = "yyyy-mm-dd"
_FIRST_OWN_FORMAT = 164  # smaller numbers stand for the formats that every workbook has
_AFTER = {
    "numFmts": (),
    "dxfs": ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"),
}
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

    def __init__(self, data: bytes) -> None:
        """Read the formats. Raises UnfitError where the part is damaged."""
        self._data, self._root = data, parse(data)
        self._prefix = prefix(data, self._root)
        numbers = self._children("numFmts")
        self._codes = {
            node.number("numFmtId"): node.attributes.get("formatCode", GENERAL) for node in numbers
        }
        self._formats = self._children("cellXfs")
        self._new: dict[str, list[bytes]] = {"numFmts": [], "cellXfs": [], "dxfs": []}
        self._dated: dict[int, int] = {}
        self.codes = [self._code(node.number("numFmtId")) for node in self._formats]

    def _children(self, name: str) -> list[Node]:
        parent = self._root.find(name)
        return parent.children if parent else []

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
        if not 0 <= style < len(self._formats):
            raise UnfitError(f"it is damaged (cell style {style} is missing)")
        node = self._formats[style]
        tag = self._data[node.start : node.tag_end]
        changes = {"numFmtId": str(self._date_number()), "applyNumberFormat": "1", "quotePrefix": None}
        for name, value in changes.items():
            tag = with_attribute(tag, name, value)
        return tag + self._data[node.tag_end : node.end]

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
        for name, new in self._new.items():
            parent = self._root.find(name)
            if new and parent:
                edits.append(parent, b"".join(new), [("count", str(len(parent.children) + len(new)))])
            elif new:
                self._insert_list(edits, name, new)
        return edits.done()

    def _insert_list(self, edits: Edits, name: str, new: list[bytes]) -> None:
        before = self._root.named(*_AFTER[name])
        at = before[-1].end if before else self._root.tag_end
        tag = self._prefix + name.encode()
        edits.put(
            at,
            at,
            b"<" + tag + b" count=" + quoted(str(len(new))) + b">" + b"".join(new) + b"</" + tag + b">",
        )
