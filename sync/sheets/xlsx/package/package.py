"""An .xlsx file as what it is: a package of parts that point at each other (ECMA-376, part 2).

Reading takes the parts that are asked for. Writing copies every part that was not changed byte for byte, in
the same order.
"""

import posixpath
from collections.abc import Mapping
from typing import NamedTuple

from sync.sheets.xlsx.package.archive import Archive
from sync.sheets.xlsx.package.edits import Edits, prefix, quoted
from sync.sheets.xlsx.package.xml import Node, UnfitError, parse

CONTENT_TYPES = "[Content_Types].xml"
_MAIN = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
)
"""A workbook without macros (.xlsx), and one with them (.xlsm), in a part that is never touched."""
_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
_ANEW = "save it in a spreadsheet program as “Excel Workbook (.xlsx)”"


class Relation(NamedTuple):
    """One part's pointer to another: its id, the last word of its type, and the other part's name."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of a workbook. Raises UnfitError for what is no .xlsx, or a damaged one."""

    def __init__(self, data: bytes) -> None:
        """Open the archive that the bytes are."""
        _check_kind(data)
        self._archive = Archive(data)
        if CONTENT_TYPES not in self._archive:
            raise UnfitError("it is not an Excel workbook", _ANEW)
        self.main = self._find_main()

    def _find_main(self) -> str:
        main = next((r.target for r in self.relations("") if r.kind == "officeDocument"), "")
        if not self.holds(main):
            raise UnfitError("it is damaged (it has no workbook part)", "restore an earlier copy of it")
        if self.content_type(main) not in _MAIN:
            raise UnfitError("it is a template, an add-in or of the binary kind, not a plain workbook", _ANEW)
        return main

    def holds(self, name: str | None) -> bool:
        """Tell whether there is a part of this name."""
        return name is not None and name in self._archive

    def find_name(self, name: str) -> str:
        """Return the name as the package spells it."""
        return self._archive.find_name(name)

    def part(self, name: str) -> bytes:
        """Return a part's bytes."""
        return self._archive.read(name)

    def parse(self, name: str) -> Node:
        """Return a part's root element."""
        return parse(self.part(name))

    def content_type(self, name: str) -> str:
        """Return the declared type of a part."""
        types = self.parse(CONTENT_TYPES)
        for entry in types.named("Override"):
            if entry.attributes.get("PartName", "").lower() == f"/{name}".lower():
                return entry.attributes.get("ContentType", "")
        ending = name.rpartition(".")[2].lower()
        defaults = [d for d in types.named("Default") if d.attributes.get("Extension", "").lower() == ending]
        return defaults[0].attributes.get("ContentType", "") if defaults else ""

    def relations(self, source: str) -> list[Relation]:
        """Return what a part points at inside the package; "" asks for the package's own pointers."""
        name = relations_of(source)
        if not self.holds(name):
            return []
        return [
            Relation(
                node.attributes.get("Id", ""),
                node.attributes.get("Type", "").rpartition("/")[2],
                self._resolve(source, node.attributes.get("Target", "")),
            )
            for node in self.parse(name).named("Relationship")
            if node.attributes.get("TargetMode", "").lower() != "external"
        ]

    def _resolve(self, source: str, target: str) -> str:
        name = posixpath.join("/", posixpath.dirname(source), target.replace("\\", "/"))
        return self.find_name(posixpath.normpath(name).lstrip("/"))

    def related(self, source: str, kind: str) -> str | None:
        """Return the part of a kind that `source` points at."""
        return next((relation.target for relation in self.relations(source) if relation.kind == kind), None)

    def with_parts(self, parts: Mapping[str, bytes | None]) -> bytes:
        """Return the package with these parts in place of the old; new ones come last, None drops one."""
        return self._archive.with_parts(parts)


class Draft:
    """Changes to a package, collected part by part."""

    def __init__(self, package: Package) -> None:
        """Begin with no change."""
        self.package = package
        self._parts: dict[str, bytes | None] = {}

    def part(self, name: str) -> bytes:
        """Return a part as changed so far."""
        return self._parts.get(self.package.find_name(name)) or self.package.part(name)

    def has(self, name: str) -> bool:
        """Return whether there is such a part by now."""
        return name in self._parts or self.package.holds(name)

    def put(self, name: str, new: bytes | None) -> None:
        """Put a part in the place of the old one, or beside all others; None drops it."""
        self._parts[self.package.find_name(name)] = new

    def done(self) -> dict[str, bytes | None]:
        """Return the parts that are different from what they were."""
        package = self.package
        return {
            name: new
            for name, new in self._parts.items()
            if new is None or not package.holds(name) or new != package.part(name)
        }


def relations_of(source: str) -> str:
    """Return the name of the part that holds another part's pointers."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def with_relation(data: bytes, kind: str, target: str) -> bytes:
    """Return a part of pointers with one more, of a kind given as its whole address."""
    root = parse(data)
    taken = {node.attributes.get("Id") for node in root.children}
    identity = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
    edits, own = Edits(data), prefix(data, root)
    attributes = ((b"Id", identity), (b"Type", kind), (b"Target", target))
    text = b"".join(b" " + name + b"=" + quoted(value) for name, value in attributes)
    edits.append(root, b"<" + own + b"Relationship" + text + b"/>")
    return edits.done()


def with_type(data: bytes, name: str, content_type: str) -> bytes:
    """Return the list of content types with one more part in it."""
    root = parse(data)
    edits, own = Edits(data), prefix(data, root)
    text = b" PartName=" + quoted(f"/{name}") + b" ContentType=" + quoted(content_type)
    edits.append(root, b"<" + own + b"Override" + text + b"/>")
    return edits.done()


def _check_kind(data: bytes) -> None:
    if data.startswith(_COMPOUND_FILE):
        raise UnfitError(
            "it is protected with a password, or in the old .xls format", _ANEW + ", without a password"
        )
    if not data:
        raise UnfitError("it is empty", "restore an earlier copy of it")
    if not data.startswith(b"PK"):
        raise UnfitError("it is not an Excel workbook", _ANEW)
