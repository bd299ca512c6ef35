"""What the workbook remembers of the last summary: one custom property of the file for each list in it."""

import json
from contextlib import suppress
from datetime import date

from sync.core.sheet import Kept
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


def read_kept(package: Package, tab: str) -> Kept:
    """Return what is remembered of the tab of this id: nothing, where there is nothing legible."""
    part = package.related("", "custom-properties")
    root = package.parse(part) if part and package.holds(part) else None
    record, key = (_read(root, name) for name in (_name(tab), _name_key(tab)))
    with suppress(ValueError):
        return Kept(_read_record(record), bytes.fromhex(key) or None)
    return Kept(_read_record(record))


def _read_record(text: str) -> Record | None:
    with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
        fields = json.loads(text)
        figures = {str(name): int(number) for name, number in fields["figures"].items()}
        return Record(date.fromisoformat(fields["day"]), figures)
    return None


def put_record(draft: Draft, tab: str, record: Record) -> None:
    """Let the workbook remember the record of the tab of this id."""
    fields = {"day": record.day.isoformat(), "figures": dict(record.figures)}
    _put(draft, _name(tab), json.dumps(fields, separators=(",", ":"), sort_keys=True))


def put_key(draft: Draft, tab: str, key: bytes) -> None:
    """Let the workbook remember the key of the answers of the tab of this id."""
    _put(draft, _name_key(tab), key.hex())


def _put(draft: Draft, name: str, text: str) -> None:
    package, pointers = draft.package, relations_of("")
    part = package.related("", "custom-properties")
    if part and package.holds(part):
        draft.put(part, _with_property(draft.part(part), name, text))
        return
    known = draft.part(_PART) if draft.has(_PART) else None
    draft.put(_PART, _with_property(known or _NONE_YET, name, text))
    if known is None:
        draft.put(CONTENT_TYPES, with_type(draft.part(CONTENT_TYPES), _PART, _CONTENT_TYPE))
        draft.put(pointers, with_relation(draft.part(pointers), _RELATION, _PART))


def _name(tab: str) -> str:
    return f"keep-in-touch-{tab}"


def _name_key(tab: str) -> str:
    return f"{_name(tab)}-key"


def _read(root: Node | None, name: str) -> str:
    found = _find(root, name) if root else None
    return "".join(node.text for node in found.children) if found else ""


def _find(root: Node, name: str) -> Node | None:
    """Names of properties are the same in capitals and small letters."""
    return next((n for n in root.children if n.attributes.get("name", "").lower() == name), None)


def _with_property(data: bytes, name: str, text: str) -> bytes:
    root = parse(data)
    found, edits, own = _find(root, name), Edits(data), prefix(data, root)
    identity = (
        found.number("pid") if found else max([_FIRST_ID - 1, *(n.number("pid") for n in root.children)]) + 1
    )
    new = _property(own, identity, name, text)
    if found:
        edits.put(found.start, found.end, new)
    else:
        edits.append(root, new)
    return edits.done()


def _property(own: bytes, identity: int, name: str, text: str) -> bytes:
    attributes = ((b"fmtid", _FORMAT_ID), (b"pid", str(identity)), (b"name", name))
    tag = b"".join(b" " + key + b"=" + quoted(value) for key, value in attributes)
    value = b"<vt:lpwstr xmlns:vt=" + quoted(_TYPES_SPACE) + b">" + encode(text) + b"</vt:lpwstr>"
    return b"<" + own + b"property" + tag + b">" + value + b"</" + own + b"property>"
