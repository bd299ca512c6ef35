"""What the workbook remembers of the last summary: one custom property of the file for each list in it."""

import json
from contextlib import suppress
from datetime import date

from sync.core.table import Record
from sync.sheets.xlsx.package.edits import Edits, encode, prefix, quoted
from sync.sheets.xlsx.package.package import (
    CONTENT_TYPES,
    Draft,
    Package,
    relations_of,
    with_relation,
    with_type,
)
from sync.sheets.xlsx.package.xml import Node, parse

_PART = "docProps/custom.xml"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_ID = 2  # smaller ones are reserved ([MS-OLEPS] 2.18)
_NONE_YET = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="{_SPACE}"/>'.encode()
)


def read_record(package: Package, tab: str) -> Record | None:
    """Return what is remembered of the tab of this id; None where nothing is, or nothing legible."""
    part = package.related("", "custom-properties")
    found = _find(package.parse(part), tab) if part and package.holds(part) else None
    text = "".join(node.text for node in found.children) if found else ""
    with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
        fields = json.loads(text)
        figures = {str(name): int(number) for name, number in fields["figures"].items()}
        return Record(date.fromisoformat(fields["day"]), figures)
    return None


def put_record(draft: Draft, tab: str, record: Record) -> None:
    """Let the workbook remember the record of the tab of this id."""
    package, pointers = draft.package, relations_of("")
    part = package.related("", "custom-properties")
    if part and package.holds(part):
        draft.put(part, _with_property(draft.part(part), tab, record))
        return
    draft.put(_PART, _with_property(_NONE_YET, tab, record))
    draft.put(CONTENT_TYPES, with_type(draft.part(CONTENT_TYPES), _PART, _CONTENT_TYPE))
    draft.put(pointers, with_relation(draft.part(pointers), _RELATION, _PART))


def _name(tab: str) -> str:
    return f"keep-in-touch-{tab}"


def _find(root: Node, tab: str) -> Node | None:
    """Names of properties are the same in capitals and small letters."""
    return next((n for n in root.children if n.attributes.get("name", "").lower() == _name(tab)), None)


def _with_property(data: bytes, tab: str, record: Record) -> bytes:
    root = parse(data)
    found, edits, own = _find(root, tab), Edits(data), prefix(data, root)
    identity = (
        found.number("pid") if found else max([_FIRST_ID - 1, *(n.number("pid") for n in root.children)]) + 1
    )
    new = _property(own, identity, tab, record)
    if found:
        edits.put(found.start, found.end, new)
    else:
        edits.append(root, new)
    return edits.done()


def _property(own: bytes, identity: int, tab: str, record: Record) -> bytes:
    fields = {"day": record.day.isoformat(), "figures": dict(record.figures)}
    text = json.dumps(fields, separators=(",", ":"), sort_keys=True)
    attributes = ((b"fmtid", _FORMAT_ID), (b"pid", str(identity)), (b"name", _name(tab)))
    tag = b"".join(b" " + name + b"=" + quoted(value) for name, value in attributes)
    value = b"<vt:lpwstr xmlns:vt=" + quoted(_TYPES_SPACE) + b">" + encode(text) + b"</vt:lpwstr>"
    return b"<" + own + b"property" + tag + b">" + value + b"</" + own + b"property>"
