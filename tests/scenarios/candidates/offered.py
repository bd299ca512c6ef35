"""Lists beside which people are offered: who they are, how they are imported, and what became of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sync.core.candidates.found import Found
from sync.core.candidates.importing import Imported, ImportPlan
from sync.core.contacts.contacts import Rules
from sync.core.dates.birthdays import Birthday
from sync.run.offer import offer, read_all
from tests.google.person import Person
from tests.google.server import Emulator
from tests.scenarios.worlds import Json, World, owners_part

TAB = "Candidates"
IDA = Found(
    "LinkedIn",
    "Ida Quill",
    ("ida@example.org",),
    ("+49 30 1234567",),
    ("https://www.linkedin.com/in/ida",),
    "Head of Sales, since 14 Aug 2019",
    date(2026, 11, 1),
    Birthday(8, 14, 1985),
)
JON = Found("Facebook", "Jon Only")
SUM = Found("Google Contacts", '=HYPERLINK("https://evil.example","x")', ("+sum@example.org",), ("=1+1",))
KIT = Found("LinkedIn", "Kit Marlow", ("kit@example.org",))
PEOPLE = (IDA, JON, SUM, KIT)
TICKED = (IDA, JON, SUM)
"""Whom the owner ticks; Kit is left undecided."""


def make_world(google: Emulator, folder: Path) -> World:
    """Return a list that the job knows, with four people offered and three of them ticked."""
    world = World(google, folder)
    world.owner.put("F1", ["Birthday"])
    world.run()
    import_people(world, PEOPLE)
    for person in TICKED:
        world.owner.tick(f"{TAB}!A{row_of(world.owner, person.name) + 1}")
    return world


def import_people(world: World, *files: Sequence[Found], limit: int = 200) -> ImportPlan:
    """Import the files, one of people each; return what was planned at first."""
    sheet = world.sheet()
    try:
        imported = Imported(files, world.today, "DE", limit)
        return offer(sheet, read_all(sheet), imported, Rules()).plan
    finally:
        world.requests = sheet.requests
        sheet.close()


def find_title(owner: Person) -> str | None:
    """Return what the tab of candidates is called by now, None where there is none."""
    others = [tab.title for tab in owner.book.sheets[1:]]
    return others[0] if others else None


def lines_of(owner: Person, title: str) -> list[dict[str, str]]:
    """Return the rows of a tab by header."""
    found = owner.values(f"'{title}'")
    top = next(place for place, line in enumerate(found) if {"Name", "Full name"} & set(line))
    header, *lines = found[top:]
    return [dict(zip(header, [*line, *[""] * len(header)], strict=False)) for line in lines]


def row_of(owner: Person, name: str) -> int:
    """Return the index of a candidate's row."""
    title = find_title(owner) or ""
    found = owner.values(f"'{title}'")
    return next(place for place, line in enumerate(found) if name in line)


def find_listed(owner: Person) -> Mapping[str, list[dict[str, str]]]:
    """Return the list's rows of each of the people offered, by name."""
    title = owner.book.sheets[0].title
    lines = lines_of(owner, title)
    name = "Name" if "Name" in lines[0] else "Full name"
    return {person.name: [line for line in lines if line[name] == person.name] for person in PEOPLE}


def find_statuses(owner: Person) -> dict[str, str]:
    """Return the Status of everybody in the tab, by name."""
    title = find_title(owner)
    return {line["Name"]: line["Status"] for line in lines_of(owner, title)} if title else {}


def owners_cells(owner: Person) -> tuple[Counter[str], list[Json]]:
    """Return all that is the owner's in the list, without the rows of the people offered, in any column."""
    added = {
        row
        for (row, _), cell in owner.stored().items()
        if cell.get("userEnteredValue", {}).get("stringValue") in {person.name for person in PEOPLE}
    }
    columns, rules = owners_part(owner, formats=False)
    kept = ([cell for cell in column if cell["row"] not in added] for column in columns)
    return Counter(map(str, filter(None, kept))), rules
