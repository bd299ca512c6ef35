"""A year with a list, whatever happens in it, against a model that is told of every edit.

On a twin of the sheet all the owner's edits are made too, and no job runs: what is the owner's must be the
same on both. After each run that was completed, every date stands beside its own person, and none has moved
unless there was evidence.
"""

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from requests import Response

from sync.core.cell_names import letters
from sync.core.dates.intervals import Interval
from sync.errors import TryAgainError
from sync.sheets.google.sheet import GoogleSheet
from tests.google import errors, faults
from tests.google.faults import Fault
from tests.google.person import Person
from tests.google.server import Emulator
from tests.scenarios.test_races import make_twin
from tests.scenarios.worlds import World, dates, find_due, find_faults, owners_part

pytestmark = pytest.mark.long

STEPS = 1000
FAULTS: list[Fault] = [
    faults.answer(503, errors.UNAVAILABLE),
    faults.answer(503, errors.UNAVAILABLE, applied=True),
    faults.answer(429, errors.QUOTA_WRITE),
    faults.html(502),
    faults.reset(applied=True),
    faults.cut(),
    faults.truncated(),
]
Edit = Callable[[Person], None]
counted = {"steps": 0, "runs completed": 0, "edits meanwhile": 0, "kills": 0, "faults": 0}


class KilledError(BaseException):
    """The process is gone."""


def column_of(owner: Person, header: str) -> int:
    cells = owner.stored().items()
    return next(c for (_, c), cell in cells if cell.get("userEnteredValue") == {"stringValue": header})


def rows_of(owner: Person) -> dict[str, int]:
    """Return the row of each person, counted from 0."""
    name = column_of(owner, "Name")
    stored = owner.stored().items()
    return {
        str(cell["userEnteredValue"]["stringValue"]): row
        for (row, column), cell in stored
        if column == name and row and "userEnteredValue" in cell
    }


def last_row(owner: Person) -> int:
    """Return the last row in which anything of the owner's stands."""
    due = find_due(owner)
    return max(
        row for (row, column), cell in owner.stored().items() if column != due and "userEnteredValue" in cell
    )


def put(owner: Person, row: int, header: str, text: str) -> None:
    owner.put(f"{letters(column_of(owner, header))}{row + 1}", [text])


def edit_note(who: str, text: str) -> Edit:
    return lambda owner: put(owner, rows_of(owner)[who], "Relationship information", text)


def sort_by(header: str, *, descending: bool) -> Edit:
    def edit(owner: Person) -> None:
        width = max(column for _, column in owner.stored())
        where = f"A2:{letters(width)}{last_row(owner) + 1}"
        owner.sort(where, column_of(owner, header), descending=descending)

    return edit


def insert_row(at: int) -> Edit:
    return lambda owner: owner.insert_rows(1 + at % (last_row(owner) + 1))


def delete_person(who: str) -> Edit:
    return lambda owner: owner.delete_rows(rows_of(owner)[who])


def move_person(who: str, to: int) -> Edit:
    return lambda owner: owner.move_rows(rows_of(owner)[who], 1 + to % (last_row(owner) + 1))


def insert_column(beside: str, header: str) -> Edit:
    def edit(owner: Person) -> None:
        at = column_of(owner, beside)
        owner.insert_columns(at)
        owner.put(f"{letters(at)}1", [header], [f"{header} of the first"])

    return edit


def add_person(who: str) -> Edit:
    def edit(owner: Person) -> None:
        row = last_row(owner) + 1
        put(owner, row, "Name", who)
        put(owner, row, "Email", f"{who.lower()}@example.org")
        put(owner, row, "Relationship information", f"met {who}")

    return edit


class Year(RuleBasedStateMachine):
    """What may happen to a list and to the job on it."""

    google: Emulator

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.google.plan.clear()
        self.google.log.clear()
        self.world = World(self.google, self.folder)
        self.twin = make_twin(self.world)
        self.seen: dict[str, str] = {}
        self.wrote: dict[str, bool] = {}
        self.count = 0

    def teardown(self) -> None:
        """Take the folder away, and the spreadsheets."""
        shutil.rmtree(self.folder)
        self.google.service.books.clear()

    @initialize()
    def begin(self) -> None:
        self.run()

    @invariant()
    def count_steps(self) -> None:
        """Count, so that nobody believes in steps that are not made."""
        counted["steps"] += 1

    def next_number(self) -> int:
        self.count += 1
        return self.count

    def make(self, edit: Edit) -> None:
        """Let the owner edit, on the twin as well."""
        edit(self.world.owner)
        edit(self.twin)

    def pick(self, place: int) -> str:
        people = sorted(rows_of(self.twin))
        return people[place % len(people)]

    def write_to(self, place: int, *, dated: bool) -> tuple[str, Edit]:
        who, text = self.pick(place), f"wrote {self.next_number()} times"
        return who, edit_note(who, f"{self.world.today}: {text}" if dated else text)

    @rule(place=st.integers(0, 9), dated=st.booleans())
    def edit_a_note(self, place: int, *, dated: bool) -> None:
        who, edit = self.write_to(place, dated=dated)
        self.make(edit)
        self.wrote[who] = dated

    @rule(
        header=st.sampled_from(["Name", "Email", "Relationship information", "Tags"]),
        descending=st.booleans(),
    )
    def sort(self, header: str, *, descending: bool) -> None:
        self.make(sort_by(header, descending=descending))

    @rule(at=st.integers(0, 9))
    def insert(self, at: int) -> None:
        self.make(insert_row(at))

    @precondition(lambda self: len(rows_of(self.twin)) > 3)
    @rule(place=st.integers(0, 9))
    def delete(self, place: int) -> None:
        self.make(delete_person(self.pick(place)))

    @rule(place=st.integers(0, 9), to=st.integers(0, 9))
    def move(self, place: int, to: int) -> None:
        self.make(move_person(self.pick(place), to))

    @precondition(lambda self: self.count < 40)
    @rule()
    def meet(self) -> None:
        self.make(add_person(f"P{self.next_number()}"))

    @rule(beside=st.sampled_from(["Name", "Phone number", "Tags"]))
    def insert_a_column(self, beside: str) -> None:
        self.make(insert_column(beside, f"Extra {self.next_number()}"))

    @rule(days=st.sampled_from([1, 1, 1, 7, 40]))
    def next_day(self, days: int) -> None:
        self.run()
        self.world.today += timedelta(days=days)

    @rule()
    def run(self) -> None:
        outcome = self.world.run()
        assert (outcome.errors, outcome.warnings) == ((), ())
        self.check()

    @rule(fault=st.sampled_from(FAULTS), nth=st.integers(1, 3), lasts=st.booleans())
    def run_with_a_fault(self, fault: Fault, nth: int, *, lasts: bool) -> None:
        self.google.fault(fault, nth=nth, times=None if lasts else 1)
        try:
            is_done = not self.world.run().errors
        except TryAgainError:
            is_done = False
        counted["faults"] += 1
        self.google.plan.clear()
        self.hold_to_the_twin()
        assert lasts or is_done
        if is_done:
            self.check()

    @rule(
        kind=st.sampled_from(["sort", "insert", "delete", "move", "column", "note", "meet"]),
        place=st.integers(0, 9),
        is_lost=st.booleans(),
    )
    def run_while_somebody_edits(self, kind: str, place: int, *, is_lost: bool) -> None:
        self.edit_a_note(place + 1, dated=True)
        edit, who = self.choose(kind, place)
        done = []

        def meanwhile(owner: Person) -> None:
            edit(owner)
            done.append(kind)

        self.google.before(meanwhile, on="write")
        if is_lost:
            self.google.fault(faults.answer(503, errors.UNAVAILABLE, applied=place % 2 == 0), on="write")
        outcome = self.world.run()
        self.google.plan.clear()
        assert outcome.errors == ()
        if done:
            counted["edits meanwhile"] += 1
            edit(self.twin)
            if who:
                self.wrote[who] = True
        assert kind == "meet" or outcome.warnings == ()
        self.check()

    def choose(self, kind: str, place: int) -> tuple[Edit, str | None]:
        """Return an edit, and whose note it is about."""
        if kind == "note":
            who, edit = self.write_to(place, dated=True)
            return edit, who
        if kind == "delete" and len(rows_of(self.twin)) <= 3:
            kind = "move"
        edits: dict[str, Callable[[], Edit]] = {
            "sort": lambda: sort_by("Name", descending=place % 2 == 0),
            "insert": lambda: insert_row(place),
            "delete": lambda: delete_person(self.pick(place)),
            "move": lambda: move_person(self.pick(place), place + 3),
            "column": lambda: insert_column("Phone number", f"Extra {self.next_number()}"),
            "meet": lambda: add_person(f"P{self.next_number()}"),
        }
        return edits[kind](), None

    @rule(nth=st.integers(1, 3))
    def kill(self, nth: int) -> None:
        answers = []

        def die(response: Response, *_: object, **__: object) -> None:
            answers.append(response)
            if len(answers) == nth:
                response.close()
                raise KilledError

        def doom(sheet: GoogleSheet) -> None:
            sheet.wire.hooks["response"].append(die)

        self.world.on_open = doom
        try:
            self.world.run()
        except KilledError:
            counted["kills"] += 1
        self.world.on_open = lambda _: None
        self.hold_to_the_twin()

    def hold_to_the_twin(self) -> None:
        assert owners_part(self.world.owner, formats=False) == owners_part(self.twin, formats=False)

    def check(self) -> None:
        """Hold what stands in the sheet after a completed run to the model."""
        counted["runs completed"] += 1
        self.hold_to_the_twin()
        table = self.world.table()
        assert find_faults(self.world, table) == []
        now = dates(table)
        assert sorted(now) == sorted(rows_of(self.twin))
        later = Interval(months=3).after(self.world.today).isoformat()
        undated = [who for who, dated in self.wrote.items() if not dated]
        for who, due in now.items():
            if self.wrote.get(who) or (who in self.wrote and who in self.seen and len(undated) < 5):
                assert due == later, f"{who} was written to"
            elif who in self.seen and who not in self.wrote:
                assert due == self.seen[who], f"{who}’s date moved without evidence"
        self.seen, self.wrote = now, {}


def test_a_year_of_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    with Emulator() as google:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", google.host)
        Year.google = google
        run_state_machine_as_test(
            Year,
            settings=settings(
                max_examples=40,
                stateful_step_count=30,
                derandomize=True,
                database=None,
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
            ),
        )
    assert counted["steps"] >= STEPS, counted
