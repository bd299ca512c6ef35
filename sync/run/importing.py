"""One import: the sheet read, the exports read, who they name offered, under the run's lock (section 11)."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sync.core.candidates.importing import Imported
from sync.core.candidates.same.numbers import find_region
from sync.imports.disk import read_files
from sync.imports.export import FileRead, UnreadableError
from sync.run.look import Job
from sync.run.offer import Offered, offer, read_all
from sync.run.zones import find_today, find_zone


class Errand(NamedTuple):
    """What an import is asked to do; `region` is the country of numbers without a prefix."""

    files: Sequence[Path]
    limit: int
    region: str | None = None
    dry_run: bool = False


class Told(NamedTuple):
    """What is told meanwhile: how many pieces are read, of how many, and what comes after that."""

    read: Callable[[int, int], None] = lambda _done, _total: None
    next: Callable[[str], None] = lambda _: None


class Done(NamedTuple):
    """What came of an import: each file as it was read, and what is offered, None where none could be."""

    reads: Sequence[FileRead | UnreadableError]
    offered: Offered | None

    @property
    def status(self) -> int:
        """The exit status: 78 where a file could not be read at all."""
        return max((read.status for read in self.reads if isinstance(read, UnreadableError)), default=0)


def import_files(job: Job, errand: Errand, now: datetime, told: Told) -> Done:
    """Do one import at an aware time. Raises the errors of `sync.errors` for what stops it: the sheet."""
    with nullcontext() if errand.dry_run else job.state.lock():
        if not errand.dry_run:
            job.sheet.check_free()
        table = read_all(job.sheet)
        zone = find_zone(job.settings.sheet.timezone, table.zone)
        reads = read_files(errand.files, zone, told.read)
        files = [file.people for file in reads if isinstance(file, FileRead)]
        if not files:
            return Done(reads, None)
        region = find_region(table.locale, table.zone, errand.region)
        imported = Imported(files, find_today(now, zone), region, errand.limit)
        told.next("comparing with your list")
        offered = offer(job.sheet, table, imported, job.settings.rules, dry_run=errand.dry_run)
        if not errand.dry_run:
            job.state.note_candidates(known=True)
        return Done(reads, offered)
