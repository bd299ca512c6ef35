"""The *Next due* cell and its neighbours: what comes back of what is written."""

from collections.abc import Iterator
from datetime import date

from sync.core.changes import PutBack, PutDue
from sync.core.due.memory.formula import write_formula
from sync.core.due.memory.memory import How, Memory, Paused
from sync.core.table import CellError
from sync.sheets.google.changes import make_requests
from tests.live.found import Found, same, settled, told
from tests.live.tabs import Tab, enter

DUE, TODAY = date(2026, 11, 14), date(2026, 8, 20)
MEMORY = Memory(1, 2, 3, 4, due=DUE, in_touch=date(2026, 8, 14), how=How.NOTE, noticed=TODAY)
DATED, PAUSED = write_formula(MEMORY), write_formula(MEMORY._replace(paused=Paused.BY_WORD))
SERIAL = 46340
LONGEST = 50_000


def ask_memory(tab: Tab) -> Iterator[Found]:
    """Ask whether the memory comes back as written, and the cell is a date, or the word *paused*."""
    changes = [PutDue(1, 0, DATED, SERIAL), PutDue(2, 0, PAUSED, "paused")]
    tab.do(*make_requests(changes, tab.table()))
    table = tab.table()
    dated, paused = table.cell(1, 0), table.cell(2, 0)
    yield same("the memory of a date comes back as written", DATED, dated.formula)
    yield same("N(…) is 0: the cell is the date", SERIAL, dated.value)
    look = tab.cell(0, 0, "userEnteredFormat(numberFormat(type))")
    yield same("a date's format is kept", {"userEnteredFormat": {"numberFormat": {"type": "DATE"}}}, look)
    yield told("how the date is shown", dated.shown)
    yield same("a paused cell's memory comes back as written", PAUSED, paused.formula)
    yield same("a paused cell is text", "paused", paused.value)
    yield same("a paused cell reads paused", "paused", paused.shown)


def ask_text(tab: Tab) -> Iterator[Found]:
    """Ask whether a text stays one, whatever it looks like, and an error is told apart."""
    texts = ["=1+1", "0042", "+49 151 2345", "14 Aug", "TRUE", "'x"]
    tab.do(tab.cells(0, 0, [{"userEnteredValue": {"stringValue": text}} for text in texts], [enter("=1/0")]))
    table = tab.table()
    cells = [table.cell(1, column) for column in range(len(texts))]
    yield same("texts that look like something else stay texts", texts, [cell.value for cell in cells])
    yield same("none of them became a formula", [""] * len(texts), [cell.formula for cell in cells])
    yield same("they are shown as they are", texts, [cell.shown for cell in cells])
    error = table.cell(2, 0)
    yield same("an error says so", (True, "#DIV/0!"), (isinstance(error.value, CellError), error.shown))
    refused = tab.google.batch(tab.values(3, 0, ["x" * (LONGEST + 1)]))
    yield same("50,000 characters is the most that a cell holds", "400 INVALID_ARGUMENT", refused.refusal)


def ask_neighbours(tab: Tab) -> Iterator[Found]:
    """Ask whether what hangs on a cell stays when its value is written."""
    hanging = {
        "note": "kept",
        "userEnteredFormat": {"textFormat": {"italic": True}},
        "dataValidation": {"condition": {"type": "BOOLEAN"}, "strict": True},
    }
    names = "note,userEnteredFormat(textFormat(italic)),dataValidation(condition(type),strict)"
    tab.do(tab.cells(0, 0, [enter(False) | hanging], fields="*"))
    tab.do(tab.values(0, 0, [True]))
    yield same("a value leaves comment, format and tick box", hanging, tab.cell(0, 0, names))
    ticked = tab.table().cell(1, 0)
    yield same("a tick is TRUE, and shown so", (True, "TRUE"), (ticked.value, ticked.shown))


def ask_validation(tab: Tab) -> Iterator[Found]:
    """Ask what a tick box makes of an empty cell, and whether a strict list stops a program."""
    one_of = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "No"}]}
    box = {"range": tab.area((0, 1), (0, 1)), "rule": {"condition": {"type": "BOOLEAN"}}}
    listed = {"range": tab.area((1, 2), (0, 1)), "rule": {"condition": one_of, "strict": True}}
    tab.do({"setDataValidation": box}, {"setDataValidation": listed})
    yield settled("tick_box_is_false", tab.cell(0, 0, "userEnteredValue") != {})
    written = tab.google.batch(tab.values(1, 0, ["Perhaps"]))
    yield settled("validation_stops_programs", written.refusal != "200")
    yield told("what is said of text against a strict list", written.message or "nothing")


def ask_rich_text(tab: Tab) -> Iterator[Found]:
    """Ask whether rich text goes when a value is written, and can be put back as it was read."""
    runs = [{"startIndex": 2, "format": {"bold": True}}, {"startIndex": 4}]
    rich = enter("so rich") | {"textFormatRuns": runs}
    tab.do(tab.cells(0, 0, [rich], fields="userEnteredValue,textFormatRuns"))
    read = tab.table().cell(1, 0)
    tab.do(tab.values(0, 0, ["plain"]))
    yield same("a new value takes the rich text away", {}, tab.cell(0, 0, "textFormatRuns"))
    tab.do(*make_requests([PutBack(1, 0, read)], tab.table()))
    yield same("rich text that was read can be put back", read, tab.table().cell(1, 0))


def ask_chips(tab: Tab) -> Iterator[Found]:
    """Ask whether a smart chip can be put back as it was read."""
    person = {"personProperties": {"email": str(tab.google.credentials.service_account_email)}}
    chip = enter("@") | {"chipRuns": [{"chip": person}]}
    made = tab.google.batch(tab.cells(0, 0, [chip], fields="userEnteredValue,chipRuns"))
    yield told("whether a key may make a chip", made.refusal)
    if not made.message:
        read = tab.table().cell(1, 0)
        tab.do(tab.values(0, 0, ["plain"]))
        tab.do(*make_requests([PutBack(1, 0, read)], tab.table()))
        yield same("a chip that was read can be put back", read, tab.table().cell(1, 0))


LOCAL = (ask_memory,)
CHECKS = (ask_text, ask_neighbours, ask_validation, ask_rich_text, ask_chips)
