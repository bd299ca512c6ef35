"""Which tab of a workbook holds the candidates: a hidden name points at it and follows it (section 11).

Another one points at the list that it belongs to: programs number the tabs anew when they save.

Spreadsheet programs keep a defined name right when its tab is renamed or moved, and leave ``#REF!`` in it
when the tab is deleted.
"""

import re
from collections.abc import Iterator

from sync.sheets.xlsx.package.edits import Edits, encode, prefix, quoted
from sync.sheets.xlsx.package.package import Package
from sync.sheets.xlsx.package.xml import Node, parse

GONE = 0
"""In place of the id of a tab that was deleted: tabs count from 1."""
_TAB, _LIST = "_keep_in_touch_candidates_", "_keep_in_touch_list_"
_TITLE = re.compile(r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<bare>[^'!]+))!")
_BEFORE = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
)
"""What stands before the names in a workbook part (ECMA-376, part 1, 18.2.27)."""


def find_candidates(package: Package, list_title: str) -> int | None:
    """Return the id of the tab that belongs to the list of that title, GONE for one that was deleted."""
    book = package.parse(package.main)
    number = _find_number(book, list_title)
    name = _ours(book, _TAB).get(number) if number else None
    return _find_tab(book, name) if name else None


def find_all_candidates(book: Node) -> set[int]:
    """Return the ids of the tabs of candidates of all lists in the workbook."""
    return {_find_tab(book, name) for name in _ours(book, _TAB).values()}


def with_name(book: bytes, list_title: str, title: str) -> bytes:
    """Return the workbook part with names that point at the list and at its tab of candidates."""
    if _find_number(parse(book), list_title):
        book = without_name(book, list_title)
    root, edits = parse(book), Edits(book)
    taken = _ours(root, _TAB).keys() | _ours(root, _LIST).keys()
    number = next(text for n in range(1, len(taken) + 2) if (text := str(n)) not in taken)
    own = prefix(book, root) + b"definedName"
    new = b"".join(_name(own, stem + number, tab) for stem, tab in ((_TAB, title), (_LIST, list_title)))
    if listed := root.find("definedNames"):
        edits.append(listed, new)
    else:
        at = root.named(*_BEFORE)[-1].end
        edits.put(at, at, b"<" + own + b"s>" + new + b"</" + own + b"s>")
    return edits.done()


def without_name(book: bytes, list_title: str) -> bytes:
    """Return the workbook part without those names, and without the list of names where it had no others."""
    root, edits = parse(book), Edits(book)
    number = _find_number(root, list_title)
    ours = [found[number] for stem in (_TAB, _LIST) if (found := _ours(root, stem)) and number in found]
    gone = root.named("definedNames") if len(ours) == len(list(_names(root))) else ours
    for node in gone:
        edits.put(node.start, node.end, b"")
    return edits.done()


def _name(own: bytes, name: str, title: str) -> bytes:
    target = encode("'" + title.replace("'", "''") + "'!$A$1")
    return b"<" + own + b" name=" + quoted(name) + b' hidden="1">' + target + b"</" + own + b">"


def _names(book: Node) -> Iterator[Node]:
    for listed in book.named("definedNames"):
        yield from listed.named("definedName")


def _ours(book: Node, stem: str) -> dict[str, Node]:
    """Return the names that begin so, by what follows; capitals and small letters are the same in names."""
    named = ((name.attributes.get("name", "").lower(), name) for name in _names(book))
    return {text.removeprefix(stem): name for text, name in named if text.startswith(stem)}


def _find_number(book: Node, list_title: str) -> str:
    found = (number for number, name in _ours(book, _LIST).items() if _title_of(name) == list_title)
    return next(found, "")


def _find_tab(book: Node, name: Node) -> int:
    tabs = (tab for listed in book.named("sheets") for tab in listed.children)
    title = _title_of(name)
    return next((tab.number("sheetId") for tab in tabs if tab.attributes.get("name") == title), GONE)


def _title_of(name: Node) -> str | None:
    match = _TITLE.match(name.text.strip())
    return (match["bare"] or match["quoted"].replace("''", "'")) if match else None
