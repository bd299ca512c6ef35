"""A memory goes where its row goes: sorted, inserted, deleted, cut and pasted."""

from collections.abc import Iterator

from sync.core.due.memory.formula import write_formula
from tests.live.checks.cells import DATED, MEMORY, PAUSED
from tests.live.found import Found, same
from tests.live.tabs import Tab

NAMES = ("Cyd", "Ada", "Bob")
MEMORIES = (DATED, PAUSED, write_formula(MEMORY._replace(email=9)))
PAIRS = dict(zip(NAMES, MEMORIES, strict=True))


def ask_sort(tab: Tab) -> Iterator[Found]:
    """Ask whether sorting takes the formula along as it is."""
    tab.do(tab.values(0, 0, *PAIRS.items()))
    spec = {"dimensionIndex": 0, "sortOrder": "ASCENDING"}
    tab.do({"sortRange": {"range": tab.area((0, 3), (0, 2)), "sortSpecs": [spec]}})
    yield same("a sorted memory stays beside its name", [(1, "Ada"), (2, "Bob"), (3, "Cyd")], _pairs(tab))


def ask_lines(tab: Tab) -> Iterator[Found]:
    """Ask whether rows and columns that come and go leave it as it is."""
    tab.do(tab.values(0, 0, *PAIRS.items()))
    tab.do(
        {"insertDimension": {"range": tab.lines("ROWS", 1, 2), "inheritFromBefore": True}},
        {"deleteDimension": {"range": tab.lines("ROWS", 0, 1)}},
        {"insertDimension": {"range": tab.lines("COLUMNS", 0, 1), "inheritFromBefore": False}},
        {"moveDimension": {"source": tab.lines("COLUMNS", 0, 1), "destinationIndex": 3}},
    )
    yield same("inserted and deleted lines move it", [(2, "Ada"), (3, "Bob")], _pairs(tab))


def ask_cut_and_paste(tab: Tab) -> Iterator[Found]:
    """Ask whether it is as before when cut, or copied, and pasted."""
    tab.do(tab.values(0, 0, *PAIRS.items()))
    to = {"sheetId": tab.id, "rowIndex": 9, "columnIndex": 1}
    tab.do({"cutPaste": {"source": tab.area((0, 1), (1, 2)), "destination": to, "pasteType": "PASTE_NORMAL"}})
    table = tab.table()
    yield same(
        "a cut memory is pasted as it was", ("", DATED), (table.cell(1, 1).formula, table.cell(10, 1).formula)
    )
    copy = {"source": tab.area((9, 10), (1, 2)), "destination": tab.area((0, 1), (1, 2))}
    tab.do({"copyPaste": copy | {"pasteType": "PASTE_NORMAL"}})
    yield same("a copied one is the same formula", DATED, tab.table().cell(1, 1).formula)


def ask_row_metadata(tab: Tab) -> Iterator[Found]:
    """Ask what the emulator believes of metadata that hangs on a row; the job hangs none there."""
    tab.do(tab.values(0, 0, *PAIRS.items()))
    location = {"dimensionRange": tab.lines("ROWS", 0, 1)}
    metadata = {"metadataKey": f"probe-{tab.id}", "location": location, "visibility": "DOCUMENT"}
    tab.do({"createDeveloperMetadata": {"developerMetadata": metadata}})
    spec = {"dimensionIndex": 0, "sortOrder": "ASCENDING"}
    tab.do({"sortRange": {"range": tab.area((0, 3), (0, 2)), "sortSpecs": [spec]}})
    rows = tab.read("data(rowMetadata(developerMetadata(metadataKey)))")["data"][0]["rowMetadata"]
    place = [row for row, shown in enumerate(rows) if shown.get("developerMetadata")]
    yield same("metadata of a row is sorted with it", [2], place)


def _pairs(tab: Tab) -> list[tuple[int, str]]:
    """Return the rows and names of those beside whom their own memory stands."""
    table = tab.table()
    names = {row: str(cell.value) for row, cell in table.column(0) if cell.value}
    return [(row, name) for row, name in names.items() if table.cell(row, 1).formula == PAIRS[name]]


CHECKS = (ask_sort, ask_lines, ask_cut_and_paste, ask_row_metadata)
