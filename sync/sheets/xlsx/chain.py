"""The list of cells with a formula that Excel keeps beside the tabs (``xl/calcChain.xml``).

A formula that the list lacks is added by Excel itself; one that is listed and no longer there makes Excel
call the whole file damaged.
"""

from collections.abc import Collection

from sync.sheets.xlsx.cells.areas import parse_place
from sync.sheets.xlsx.package.edits import Edits, with_attribute
from sync.sheets.xlsx.package.package import CONTENT_TYPES, Draft, relations_of
from sync.sheets.xlsx.package.xml import Node, parse


def drop_from_chain(draft: Draft, tab: str, gone: Collection[tuple[int, int]]) -> None:
    """Take cells of the tab of this id out of the list: they hold no formula any more."""
    package = draft.package
    name = package.related(package.main, "calcChain")
    if not name or not package.holds(name) or not gone:
        return
    data = draft.part(name)
    entries = parse(data).named("c")
    tabs = _tabs(entries)
    listed = [
        own == tab and parse_place(entry.attributes.get("r", "")) in gone
        for entry, own in zip(entries, tabs, strict=True)
    ]
    if all(listed):
        _drop_list(draft, name)
        return
    edits = Edits(data)
    for place, entry in enumerate(entries):
        if listed[place]:
            edits.put(entry.start, entry.end, b"")
        elif place and listed[place - 1] and "i" not in entry.attributes:
            tag = data[entry.start : entry.tag_end]
            edits.put(entry.start, entry.tag_end, with_attribute(tag, "i", tabs[place]))
    draft.put(name, edits.done())


def _tabs(entries: list[Node]) -> list[str]:
    """Return the tab of each entry: one that names none is of the same as the entry before it."""
    tabs, last = [], "0"
    for entry in entries:
        last = entry.attributes.get("i", last)
        tabs.append(last)
    return tabs


def _drop_list(draft: Draft, name: str) -> None:
    """Drop the part and what points at it: an empty list would be damaged too."""
    draft.put(name, None)
    for place, attribute, ending in (
        (CONTENT_TYPES, "PartName", f"/{name}"),
        (relations_of(draft.package.main), "Type", "/calcChain"),
    ):
        draft.put(place, _without_child(draft.part(place), attribute, ending))


def _without_child(data: bytes, attribute: str, ending: str) -> bytes:
    edits = Edits(data)
    for node in parse(data).children:
        if node.attributes.get(attribute, "").lower().endswith(ending.lower()):
            edits.put(node.start, node.end, b"")
    return edits.done()
