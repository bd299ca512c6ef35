"""A run as cron, `serve` and the owner start it: watched by the monitor, noted in the log and the state."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from sync.assembly import close, find_place, make_job
from sync.errors import KeepInTouchError, SetUpError
from sync.job import Job, Order, Outcome, run
from sync.run.last_run import LastRun, keep_last_run
from sync.run.log import describe, write_line
from sync.run.monitor import Monitor
from sync.settings.sections import Settings

BUG, INTERRUPTED = 1, 130


class Attended(NamedTuple):
    """What came of the run, and how many seconds it took."""

    job: Job
    outcome: Outcome
    seconds: float

    @property
    def status(self) -> int:
        """The exit status: that of the worst error, 0 if there was none."""
        return max((error.status for error in self.outcome.errors), default=0)


def attend(
    settings: Settings,
    sheet: str | None,
    order: Order,
    now: Callable[[], datetime],
    warn: Callable[[str], None],
) -> Attended:
    """Do one run and leave its traces; a dry run leaves none. Raises what stops the run.

    `now` gives an aware time, `warn` takes a line about a trace that could not be left.
    """
    if order.dry_run:
        return _do(settings, sheet, order, now)
    traces = _Traces(settings, sheet, now, warn)
    is_whole = not order.no_mail and order.today is None
    try:
        attended = _do(settings, sheet, order, now)
    except BaseException as error:
        traces.leave(find_status(error), None, error, is_whole=is_whole)
        raise
    traces.leave(attended.status, attended.outcome, None, is_whole=is_whole)
    return attended


def _do(settings: Settings, sheet: str | None, order: Order, now: Callable[[], datetime]) -> Attended:
    started = now()
    job = make_job(settings, sheet)
    try:
        outcome = run(job, order, started)
    finally:
        close(job.sheet)
    return Attended(job, outcome, (now() - started).total_seconds())


class _Traces:
    """What a run leaves behind besides its outcome, and without changing it."""

    def __init__(
        self, settings: Settings, sheet: str | None, now: Callable[[], datetime], warn: Callable[[str], None]
    ) -> None:
        self.settings, self.sheet, self.now, self._warn = settings, sheet, now, warn
        self.started = now()
        self.monitor = Monitor(settings.monitor.ping_url)
        self._tell(self.monitor.start())

    def leave(
        self, status: int, outcome: Outcome | None, error: BaseException | None, *, is_whole: bool
    ) -> None:
        """Leave them; only a whole run, which may mail and is of today, counts as the last one."""
        zone = outcome.plan.look.table.zone if outcome else None
        if is_whole:
            with suppress(SetUpError):
                keep_last_run(
                    find_place(self.settings, self.sheet).state, LastRun(self.started, status, zone)
                )
        if file := self.settings.log.file:
            known = error if isinstance(error, KeepInTouchError) else None
            figures = describe(status, outcome, known, (self.now() - self.started).total_seconds())
            self._tell(write_line(self.settings.find_path(file), self.started, figures))
        self._tell(self.monitor.finish(status))

    def _tell(self, line: str | None) -> None:
        if line:
            self._warn(line)


def find_status(error: BaseException) -> int:
    """Return the exit status that the error leads to."""
    if isinstance(error, KeepInTouchError):
        return error.status
    return INTERRUPTED if isinstance(error, KeyboardInterrupt) else BUG
