"""Where contacts live: what a run asks of a sheet, of whichever kind."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from sync.core.changes import Change
from sync.core.table import Record, Table


class Kept(NamedTuple):
    """What the sheet keeps for the job beside the cells.

    That is the last summary, the key of the answers, and the id of the tab *Candidates*.
    """

    record: Record | None = None
    key: bytes | None = None
    candidates: int | None = None


class Sheet(Protocol):
    """Where contacts live. Both kinds pass the same contract tests (tests/sheets/test_contract.py)."""

    @property
    def requests(self) -> int:
        """Requests sent so far, the token's included; 0 for a workbook."""

    @property
    def account(self) -> str:
        """Who must be allowed to write: the service account's address; "" for a workbook."""

    @property
    def unprotect_cure(self) -> str:
        """What the owner has to do where a cell is protected, so that the job may write it."""

    def check_free(self) -> None:
        """Raise `TryAgainError` where the tab cannot be written now since it is open elsewhere."""

    def may_write(self) -> bool:
        """Return whether the sheet is known to take a write; False where only a real one can tell.

        Nothing is changed. Raises `PermissionDeniedError` where it can be read and not written.
        """

    def find_skew(self, now: datetime) -> float | None:
        """Return by how many seconds `now` (aware) is ahead of Google's clock; None for a workbook."""

    def read(self) -> Table:
        """Read the tab afresh."""

    def read_candidates(self) -> Table | None:
        """Read the tab *Candidates*, None where there is none, or the owner deleted it.

        From then on every answer to a write holds it too (`Table.offered`).
        """

    def find_kept(self) -> Kept:
        """Ask by itself for what the sheet keeps beside the cells, where reading the tab did not show it."""

    def write(self, changes: Sequence[Change]) -> Table:
        """Make the changes, all or none, and return the tab as it is afterwards."""

    def close(self) -> None:
        """End what connections there are; the sheet is not used any more."""
