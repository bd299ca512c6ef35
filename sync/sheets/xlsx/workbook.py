"""A contact list in a local .xlsx file, for people without Google and for trying the job out.

It keeps all promises of design.md, section 9: what is saved differs from what was read only in the job's own
cells, conditional formats and property, and in the list of formats that they need.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sync.core.candidates.tab.changes import MakeTab
from sync.core.changes import Change
from sync.core.sheet import Kept
from sync.core.table import Table
from sync.errors import SetUpError
from sync.sheets.xlsx.candidates.making import make_tab
from sync.sheets.xlsx.candidates.naming import find_candidates
from sync.sheets.xlsx.change import changed_parts, check_unsigned
from sync.sheets.xlsx.package.package import Package
from sync.sheets.xlsx.package.save import Snapshot, changed, check_free, check_writable, load, save
from sync.sheets.xlsx.package.xml import UnfitError
from sync.sheets.xlsx.tab import Tab, open_candidates, open_tab


class Workbook:
    """One tab of a workbook: the one named, else the first visible one. It is a `Sheet`."""

    requests = 0
    account = ""
    unprotect_cure = "unprotect it in Excel, under Review › Unprotect Sheet"

    def __init__(self, path: Path, *, tab: str | None = None, locale: str | None = None) -> None:
        """Remember where the list is; nothing is read yet."""
        self._path, self._name, self._locale = path, tab, locale
        self._digest: bytes | None = None
        self._tab: Tab | None = None
        self._offers = False

    def check_free(self) -> None:
        """Raise TryAgainError while Excel or LibreOffice has the file open."""
        check_free(self._path)

    def may_write(self) -> bool:
        """Return True where the file can be replaced.

        Raises PermissionDeniedError where it or its folder is read-only, TryAgainError while it is open.
        """
        self.check_free()
        check_writable(self._path)
        return True

    def find_skew(self, now: datetime) -> None:
        """Return None: a workbook has no clock."""

    def close(self) -> None:
        """Do nothing: the file is open only while it is read or saved."""

    def read(self) -> Table:
        """Read the tab afresh, also while it is open elsewhere. Raises SetUpError for what is no workbook."""
        snapshot = load(self._path)
        self._tab = self._open(snapshot.data)
        self._digest = snapshot.digest
        return self._table(self._tab)

    def read_candidates(self) -> Table | None:
        """Read the tab of candidates from the file as it was read last; see `Sheet`."""
        tab = self._tab
        tab_id = self._table(tab).candidates if tab else None
        if tab is None or tab_id is None:
            return None
        self._offers = True
        return self._table_of_candidates(tab, tab_id)

    def find_kept(self) -> Kept:
        """Return nothing: what reading the tab shows is all there is."""
        return Kept()

    def write(self, changes: Sequence[Change]) -> Table:
        """Make the changes, all or none, and return the tab as it is afterwards.

        Raises TryAgainError where the file is open elsewhere or was changed since it was read, SetUpError
        where something in it would not survive, PermissionDeniedError where it is read-only. The file is
        then as it was.
        """
        self.check_free()
        snapshot = load(self._path)
        if self._digest not in (None, snapshot.digest):
            raise changed(self._path)
        tab = self._tab or self._open(snapshot.data)
        made = self._with_tab(tab, changes)
        before = tab if made is None else self._open(made)
        data = self._with_changes(before, changes) or made
        after = tab if data is None else self._open(data)
        table = self._table(after)
        if self._offers and table.candidates is not None:
            table = replace(table, offered=self._table_of_candidates(after, table.candidates))
        if data is not None:
            save(self._path, data, snapshot)
        self._digest, self._tab = Snapshot(data or snapshot.data).digest, after
        return table

    def _open(self, data: bytes) -> Tab:
        with self._named():
            return open_tab(Package(data), self._name)

    def _with_tab(self, tab: Tab, changes: Sequence[Change]) -> bytes | None:
        """Return the file with the tab of candidates made; None where none is to be made."""
        change = next((change for change in changes if isinstance(change, MakeTab)), None)
        if change is None:
            return None
        self._offers = True
        with self._named():
            check_unsigned(tab.package)
            return tab.package.with_parts(make_tab(tab.package, tab.title, change))

    def _with_changes(self, tab: Tab, changes: Sequence[Change]) -> bytes | None:
        """Return the file with the changes made; None where they change nothing."""
        with self._named():
            tab_id = find_candidates(tab.package, tab.title)
            offered = open_candidates(tab.package, tab_id) if tab_id else None
            parts = changed_parts(tab, changes, offered)
            return tab.package.with_parts(parts) if parts else None

    def _table_of_candidates(self, tab: Tab, tab_id: int) -> Table | None:
        with self._named():
            found = open_candidates(tab.package, tab_id)
            return found.table(self._locale) if found else None

    def _table(self, tab: Tab) -> Table:
        with self._named():
            return tab.table(self._locale)

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Say which file it is that cannot be read or changed."""
        try:
            yield
        except UnfitError as error:
            raise SetUpError(f"{self._path}", error.why, error.cure) from error
