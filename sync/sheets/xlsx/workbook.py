"""A contact list in a local .xlsx file, for people without Google and for trying the job out.

It keeps all promises of design.md, section 9: what is saved differs from what was read only in the job's own
cells, conditional formats and property, and in the list of formats that they need.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sync.core.table import Change, Record, Table
from sync.errors import SetUpError
from sync.sheets.xlsx.change import changed_parts
from sync.sheets.xlsx.package.package import Package
from sync.sheets.xlsx.package.save import Snapshot, changed, check_free, load, save
from sync.sheets.xlsx.package.xml import UnfitError
from sync.sheets.xlsx.tab import open_tab


class Workbook:
    """One tab of a workbook: the one named, else the first visible one. It is a `Sheet`."""

    requests = 0
    account = ""

    def __init__(self, path: Path, *, tab: str | None = None, locale: str | None = None) -> None:
        """Remember where the list is; nothing is read yet."""
        self._path, self._tab, self._locale = path, tab, locale
        self._digest: bytes | None = None

    def check_free(self) -> None:
        """Raise TryAgainError while Excel or LibreOffice has the file open."""
        check_free(self._path)

    def read(self) -> Table:
        """Read the tab afresh, also while it is open elsewhere. Raises SetUpError for what is no workbook."""
        snapshot = load(self._path)
        table = self._table(snapshot.data)
        self._digest = snapshot.digest
        return table

    def find_record(self) -> Record | None:
        """Return None: what reading the tab shows is all there is."""

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
        data = self._with_changes(snapshot, changes)
        after = snapshot if data is None else Snapshot(data)
        table = self._table(after.data)
        if data is not None:
            save(self._path, data, snapshot)
        self._digest = after.digest
        return table

    def _with_changes(self, snapshot: Snapshot, changes: Sequence[Change]) -> bytes | None:
        """Return the file with the changes made; None where they change nothing."""
        with self._named():
            package = Package(snapshot.data)
            parts = changed_parts(open_tab(package, self._tab), changes)
            return package.with_parts(parts) if parts else None

    def _table(self, data: bytes) -> Table:
        with self._named():
            return open_tab(Package(data), self._tab).table(self._locale)

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Say which file it is that cannot be read or changed."""
        try:
            yield
        except UnfitError as error:
            raise SetUpError(f"{self._path}", error.why, error.cure) from error
