"""Candidates are kept by a workbook and a Google Sheet alike: made, found again, ticked, added, forgotten."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sync.core.candidates.found import Found
from sync.core.candidates.importing import Imported, ImportPlan
from sync.core.candidates.tab.columns import HEADERS
from sync.core.contacts.contacts import Look, Rules
from sync.core.sheet import Sheet
from sync.core.table import Table
from sync.run.converge import Written, decide, read, write
from sync.run.offer import offer
from sync.sheets.xlsx.workbook import Workbook
from tests.google.server import Emulator
from tests.scenarios.candidates.offered import IDA, JON, KIT, PEOPLE, SUM
from tests.scenarios.worlds import World, dates
from tests.sheets.xlsx.workbooks import make as make_file

TODAY = date(2026, 11, 23)
HEADER = ("Name", "Email", "Phone number", "Relationship information", "Last contacted")
ROWS = (HEADER, ("Ada", "ada@example.org", "00123", "2026-08-14 had a baby"))
TAB = "Candidates"


@dataclass
class Place:
    """Where a list is kept, what its owner does there, and what stands in its tabs."""

    open: Callable[[], Sheet]
    put: Callable[[str, Any], object]
    rename: Callable[[str], object]
    delete: Callable[[], object]
    first: Callable[[], object]
    titles: Callable[[], list[str]]

    def offer(self, *people: Found) -> ImportPlan:
        sheet = self.open()
        return offer(sheet, read(sheet), Imported([people], TODAY, "DE"), Rules()).plan

    def run(self) -> Written:
        sheet = self.open()
        return write(sheet, decide(Look(read(sheet), TODAY)))

    @property
    def table(self) -> Table:
        return read(self.open())

    def lines(self) -> list[dict[str, str]]:
        offered = self.table.offered
        assert offered
        header, *lines = ([cell.shown for cell in offered.row(row)] for row in offered.cells.index)
        return [dict(zip(header, line, strict=True)) for line in lines]


@pytest.fixture
def workbook(tmp_path: Path) -> Place:
    path = make_file(tmp_path / "friends.xlsx", ROWS[1:], headers=HEADER)

    def edit(change: Callable[[Any], object]) -> None:
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)

    def rename(title: str) -> None:
        def change(book: Any) -> None:
            book[TAB].title = title
            for name in book.defined_names.values():
                name.value = name.value.replace(f"'{TAB}'", f"'{title}'")

        edit(change)

    def delete(book: Any) -> None:
        del book[TAB]
        for name in book.defined_names.values():
            name.value = name.value.replace(f"'{TAB}'!", "#REF!")

    return Place(
        lambda: Workbook(path, locale="en_GB"),
        lambda where, value: edit(lambda book: book[TAB].__setitem__(where, value)),
        rename,
        lambda: edit(delete),
        lambda: edit(lambda book: book.move_sheet(TAB, -1)),
        lambda: openpyxl.load_workbook(path).sheetnames,
    )


@pytest.fixture
def google(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    with Emulator() as emulator:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", emulator.host)
        world = World(emulator, tmp_path, ROWS, locale="en_GB")
        world.address = world.address.partition("#")[0]
        opened = []

        def open_() -> Sheet:
            opened.append(world.sheet())
            return opened[-1]

        def put(where: str, value: object) -> None:
            if value is True:
                world.owner.tick(f"{TAB}!{where}")
            else:
                world.owner.put(f"{TAB}!{where}", [value])

        yield Place(
            open_,
            put,
            lambda title: world.owner.rename_tab(title, tab=TAB),
            lambda: world.owner.delete_tab(tab=TAB),
            lambda: world.owner.move_tab(0, tab=TAB),
            lambda: [tab.title for tab in world.owner.book.sheets],
        )
        for sheet in opened:
            sheet.close()


@pytest.fixture(params=["workbook", "google"])
def place(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(request.param)
    return found


def listed(place: Place) -> dict[str, list[str]]:
    """Return the rows of the list by name."""
    table = place.table
    lines = [[cell.shown for cell in table.row(row)] for row in table.cells.index[1:]]
    assert len({line[0] for line in lines}) == len(lines)
    return {line[0]: line for line in lines}


def test_there_is_no_tab_before_an_import(place: Place) -> None:
    table = place.open().read()
    assert (table.candidates, table.offered) == (None, None)
    assert place.open().read_candidates() is None


def test_the_tab_has_its_headers_and_the_people(place: Place) -> None:
    place.offer(*PEOPLE)
    lines = place.lines()
    assert list(lines[0]) == list(HEADERS.values())
    ida = next(line for line in lines if line["Name"] == IDA.name)
    assert (ida["Email"], ida["Profile"]) == ("ida@example.org", "https://www.linkedin.com/in/ida")
    offered = place.table.offered
    assert offered
    days = [offered.day_of(cell.number) for _, cell in offered.column(6) if cell.number is not None]
    assert days == [IDA.last_contact]
    assert {line["Name"] for line in lines} == {person.name for person in PEOPLE}


def test_importing_again_changes_nothing_and_more_is_filled_in(place: Place) -> None:
    place.offer(*PEOPLE)
    assert place.offer(*PEOPLE).changes == ()
    more = KIT._replace(source="Google Contacts", phones=("+49 30 7654321",))
    place.offer(more, Found("LinkedIn", "Lea Novak", ("lea@example.org",)))
    kit = next(line for line in place.lines() if line["Name"] == KIT.name)
    assert (kit["Phone number"], kit["Found in"]) == ("+49 30 7654321", "LinkedIn, Google Contacts")
    assert len(place.lines()) == 5


def row_of(place: Place, name: str) -> int:
    return 2 + next(number for number, line in enumerate(place.lines()) if line["Name"] == name)


@pytest.mark.parametrize("tick", [True, "x", "Yes"])
def test_who_is_ticked_joins_the_list_once(place: Place, *, tick: object) -> None:
    place.offer(*PEOPLE)
    place.run()
    for person in (IDA, JON, SUM):
        place.put(f"A{row_of(place, person.name)}", tick)
    written = place.run()
    assert (written.error, written.trouble) == (None, ())
    people = listed(place)
    assert people.keys() == {"Ada", IDA.name, JON.name, SUM.name}
    assert people[IDA.name][1:3] == ["ida@example.org", "+49 30 1234567"]
    assert people[SUM.name][2] == "=1+1"
    assert place.table.cell(3, 0).formula == ""
    found = dates(place.table)
    assert found[IDA.name] == "2027-02-01"
    assert all(found.values())
    statuses = {line["Name"]: line["Status"] for line in place.lines()}
    assert statuses == dict.fromkeys((IDA.name, JON.name, SUM.name), "Added 23 Nov 2026") | {KIT.name: ""}
    assert place.run().made == 0


def test_a_renamed_tab_is_still_the_one(place: Place) -> None:
    place.offer(*PEOPLE)
    place.rename("Who’s who & more")
    assert place.offer(*PEOPLE).changes == ()
    assert place.titles()[1:] == ["Who’s who & more"]


def test_the_tab_is_never_taken_for_the_list(place: Place) -> None:
    place.offer(*PEOPLE)
    place.first()
    assert place.titles()[0] == TAB
    assert place.table.title != TAB
    assert place.offer(*PEOPLE).changes == ()


def test_a_deleted_tab_is_forgotten_and_made_anew_by_the_next_import_only(place: Place) -> None:
    place.offer(*PEOPLE)
    place.run()
    place.delete()
    assert place.run().made == 1
    assert place.open().read().candidates is None
    assert place.run().made == 0
    place.offer(*PEOPLE)
    assert place.titles()[1:] == [TAB]
    assert len(place.lines()) == 4


def test_what_the_owner_typed_stays(place: Place) -> None:
    place.offer(*PEOPLE)
    place.put(f"K{row_of(place, JON.name)}", "No")
    place.put(f"A{row_of(place, JON.name)}", "x")
    place.put(f"C{row_of(place, JON.name)}", "typed@example.org")
    place.offer(*PEOPLE, JON._replace(emails=("jon@example.org",)))
    place.run()
    jon = next(line for line in place.lines() if line["Name"] == JON.name)
    assert (jon["Email"], jon["Status"]) == ("typed@example.org", "No")
    assert listed(place).keys() == {"Ada"}
