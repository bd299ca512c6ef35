"""The convergent write: the answer to a write is planned again, until nothing is left to change.

Somebody may edit between the read and the write, and the answer to a write may be lost; in both cases the
sheet itself says what is still missing (design.md, section 5, step 4).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sync.core.candidates.tab.changes import AddRow, PutStatus
from sync.core.cell_names import letters, name_of
from sync.core.changes import Change, MendCell
from sync.core.contacts.contacts import Look
from sync.core.due.memory.memory import Why
from sync.core.plan.plan import Plan, make_plan
from sync.core.plan.stops import StopError
from sync.core.repair.hits import Put, Repaired, Trail, repair
from sync.core.sheet import Sheet
from sync.core.table import Table
from sync.errors import (
    KeepInTouchError,
    MaybeWrittenError,
    PermissionDeniedError,
    RefusedWriteError,
    SetUpError,
    TryAgainError,
)

if TYPE_CHECKING:
    from sync.core.letters.news import Letters

ROUNDS = 3
"""How often dates are written because somebody edits at the same moment."""
MORE_ROUNDS = 3
"""How often after that what was hit is still put back."""


class Written(NamedTuple):
    """What came of writing a plan.

    `plan` is what the sheet was found to need last, `made` the number of changes made; `trouble` tells of
    cells that could not be put back, and `error` why something is left to be written.
    """

    plan: Plan
    made: int
    trouble: tuple[str, ...] = ()
    error: KeepInTouchError | None = None


def decide(look: Look, letters: "Letters | None" = None) -> Plan:
    """Return the plan. Raises `SetUpError` where the sheet, or what it remembers, cannot be believed."""
    try:
        if look.table.candidates is None:
            return make_plan(look, letters)
        from sync.core.candidates.joining import plan_joining

        return plan_joining(look, letters)
    except StopError as error:
        raise SetUpError(error.what or f"tab {look.table.title}", str(error), error.cure) from None


def read(sheet: Sheet) -> Table:
    """Read the list, and the tab of candidates where one is known: one read more."""
    table = sheet.read()
    if table.candidates is None:
        return table
    return replace(table, offered=sheet.read_candidates())


def write(sheet: Sheet, plan: Plan) -> Written:
    """Write what the plan changes, and whatever a look at the answer shows to be missing still.

    Errors are returned, not raised.
    """
    writing = _Writing(sheet, plan)
    try:
        while writing.pending:
            writing.go_round()
    except KeepInTouchError as error:
        return writing.result(error)
    return writing.result()


class _Writing:
    """The writing of one run: round by round, each planned upon what the one before was found to have done.

    `plan` is of the sheet as it should be: what the job hit is in it as it was read before.
    """

    def __init__(self, sheet: Sheet, plan: Plan) -> None:
        self.sheet, self.plan, self.told = sheet, plan, plan
        self.pending = plan.changes
        self.given = _find_given(plan)
        self.key = plan.look.table.key or (plan.letters and plan.letters.new_key)
        self.trail = Trail()
        self.repaired = Repaired(plan.look.table, {}, ())
        self.lost: list[str] = []
        self.mended: tuple[MendCell, ...] = ()
        self.far = ""
        self.made = self.rounds = self.refusals = 0
        self.is_unsure = False

    def go_round(self) -> None:
        """Write what is pending, put right in the table what that hit, and plan again."""
        self.rounds += 1
        if self.rounds > ROUNDS:
            self._give_up()
        self.trail.add(self.pending)
        answer = self._send()
        self.repaired = repair(answer, self.plan.look.table, self.plan.columns, self.trail)
        self.lost += self.repaired.lost
        attempted = len(self.pending)
        # a key that is not seen after a write without an answer is written again: it is the same one
        record, key = self.plan.look.table.record, answer.key or (None if self.is_unsure else self.key)
        table = replace(self.repaired.table, record=record, key=key, offered=self._mend(answer))
        joined = self.plan.look.joined | self._find_joined()
        try:
            look = self.plan.look._replace(table=table, given=self.given, joined=joined)
            self.plan = decide(look, self.plan.letters)
        except SetUpError:
            self._put_back()
            raise
        self.far = _find_far(self.plan, self.repaired.landed) or self.far
        self.pending = self._complete(self.plan.changes)
        self.made += max(attempted - len(self.pending), 0) if self.is_unsure else attempted
        if self.plan.changes or not _are_same_people(self.plan, self.told):
            self.told = self.plan

    def _mend(self, answer: Table) -> Table | None:
        """Return the tab of candidates as it should be; what was hit in it is remembered."""
        before, self.mended = self.plan.look.table.offered, ()
        if before is None or answer.offered is None:
            return answer.offered
        from sync.core.candidates.tab.mending import mend

        tab, self.mended = mend(answer.offered, before, self.pending)
        return tab

    def _find_joined(self) -> frozenset[str]:
        """Return the keys of the candidates whose rows are in the list by now."""
        landed = set(self.repaired.landed.values())
        rows = (change for change in self.pending if isinstance(change, AddRow))
        return frozenset(change.key for change in rows if change.row in landed)

    def _complete(self, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        """Return the changes, and what puts back what was hit."""
        planned = {change[:2] for change in changes if isinstance(change, PutStatus)}
        mended = (change for change in self.mended if change[:2] not in planned)
        return (*mended, *self.repaired.complete(changes))

    def _send(self) -> Table:
        """Write, and return the sheet as it is then, whatever became of the write."""
        _check_protected(self.pending, self.sheet, self.plan.look.table)
        self.is_unsure = True
        try:
            answer = self.sheet.write(self.pending)
        except MaybeWrittenError:
            self.rounds -= 1
        except RefusedWriteError:
            self.refusals += 1
            if self.refusals > 1:
                raise
        except PermissionDeniedError:
            _check_protected(self.pending, self.sheet, read(self.sheet))
            raise
        else:
            self.is_unsure = False
            # only a read tells that the tab of candidates is gone
            return answer if answer.offered else replace(answer, candidates=None)
        return read(self.sheet)

    def _give_up(self) -> None:
        """Let the dates be; what was hit is put back for some rounds more."""
        self.pending = self._complete(())
        if not self.pending or self.rounds > ROUNDS + MORE_ROUNDS:
            why = "somebody kept editing it during the run"
            raise TryAgainError("sheet", why, "the next run puts the rest right")

    def _put_back(self) -> None:
        """Put back what was hit in a tab whose headers nobody understands any more."""
        if self.repaired.hits:
            self.sheet.write(self.repaired.complete(()))
            self.repaired = self.repaired._replace(hits={})

    def result(self, error: KeepInTouchError | None = None) -> Written:
        """Return what came of it; an `error` leaves what was hit as it is.

        The key of the answers is the one that the sheet has now: the links of this very run depend on it.
        """
        left = [name_of(*place) for place in self.repaired.hits] if error else []
        look = self.told.look
        table = replace(look.table, key=self.plan.look.table.key)
        plan = replace(self.told, look=look._replace(table=table))
        told = map(_tell, dict.fromkeys([*self.lost, *left]))
        return Written(plan, self.made, tuple(filter(None, [self.far, *told])), error)


def _find_given(plan: Plan) -> dict[tuple[int, int, int], date]:
    """Return the dates that this run gives to people of whom nothing is known: they keep them."""
    memories = (person.memory for person in plan.people if person.memory)
    return {memory.person: memory.due for memory in memories if memory.why == Why.EASED and memory.due}


def _find_far(plan: Plan, landed: Iterable[int]) -> str:
    """Return a line about rows that were added further down than the list goes, "" where there are none."""
    rows = sorted(landed)
    above = [person.row for person in plan.people if rows and person.row < rows[0] and person.shown]
    if not rows or rows[0] <= max(above, default=plan.columns.header) + 1:
        return ""
    named = f"row {rows[0]}" if len(rows) == 1 else f"rows {rows[0]} to {rows[-1]}"
    return f"{named}: who was added stands below something else in the tab; move them up to your list"


def _are_same_people(one: Plan, other: Plan) -> bool:
    return [person[:2] for person in one.people] == [person[:2] for person in other.people]


def _check_protected(changes: Iterable[Change], sheet: Sheet, table: Table) -> None:
    """Refuse early what would be refused in the language of the account."""
    for change in changes:
        if isinstance(change, AddRow) and any(area.holds(change.row, change.due) for area in table.protected):
            why = "it is protected, and somebody is to be added"
            raise PermissionDeniedError(f"row {change.row}", why, sheet.unprotect_cure)
        if isinstance(change, Put) and any(area.holds(*change[:2]) for area in table.protected):
            column = f"column {letters(change.column)}"
            raise PermissionDeniedError(column, "it is protected", sheet.unprotect_cure)


def _tell(cell: str) -> str:
    return (
        f"{cell} was written over while somebody edited the sheet; its version history has what stood there"
    )
