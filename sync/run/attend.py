"""A run as cron, `serve` and the owner start it: watched by the monitor, noted in the log and the state."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from sync.assembly import find_place, make_job
from sync.errors import KeepInTouchError, SetUpError
from sync.job import Outcome, run
from sync.run.look import Job, Order
from sync.run.traces.last_run import LastRun, keep_last_run
from sync.run.traces.log import describe, write_line
from sync.run.traces.monitor import Monitor
from sync.settings.sections import Settings

BUG, INTERRUPTED = 1, 130


class Attended(NamedTuple):
    """What came of the run, and how many seconds it took; `aside` is a line about the monitor."""

    job: Job
    outcome: Outcome
    seconds: float
    aside: str | None = None

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

    `now` gives an aware time. That the log could not be written is among the outcome's warnings; `warn` takes
    it where the run is stopped.
    """
    if order.dry_run:
        return _run(settings, sheet, order, now)
    traces = _Traces(settings, sheet, now, is_whole=not order.no_mail and order.today is None)
    try:
        attended = _run(settings, sheet, order, now)
    except BaseException as error:
        for line in traces.leave(find_status(error), None, error)[0]:
            warn(line)
        raise
    warnings, aside = traces.leave(attended.status, attended.outcome, None)
    outcome = attended.outcome._replace(warnings=(*attended.outcome.warnings, *warnings))
    return attended._replace(outcome=outcome, aside=aside)


def _run(settings: Settings, sheet: str | None, order: Order, now: Callable[[], datetime]) -> Attended:
    started = now()
    job = make_job(settings, sheet)
    try:
        outcome = run(job, order, started)
    finally:
        job.sheet.close()
    return Attended(job, outcome, (now() - started).total_seconds())


class _Traces:
    """What a run leaves behind besides its outcome, and without changing it.

    Only a whole run, which may mail and is of today, counts as the last one.
    """

    def __init__(
        self, settings: Settings, sheet: str | None, now: Callable[[], datetime], *, is_whole: bool
    ) -> None:
        self.settings, self.sheet, self.now, self.is_whole = settings, sheet, now, is_whole
        self.started = now()
        self.monitor = Monitor(settings.monitor.ping_url)
        self.monitor.start()

    def leave(
        self, status: int, outcome: Outcome | None, error: BaseException | None
    ) -> tuple[list[str], str | None]:
        """Leave them; return lines about the log, and one about the monitor, if there is anything to say."""
        zone = outcome.plan.look.table.zone if outcome else None
        if self.is_whole:
            with suppress(SetUpError):
                place = find_place(self.settings, self.sheet)
                keep_last_run(place.state, LastRun(self.started, status, zone))
        line = self._write_log(status, outcome, error if isinstance(error, KeepInTouchError) else None)
        return [line] if line else [], self.monitor.finish(status)

    def _write_log(self, status: int, outcome: Outcome | None, error: KeepInTouchError | None) -> str | None:
        if not self.settings.log.file:
            return None
        figures = describe(status, outcome, error, (self.now() - self.started).total_seconds())
        return write_line(self.settings.find_path(self.settings.log.file), self.started, figures)


def find_status(error: BaseException) -> int:
    """Return the exit status that the error leads to."""
    if isinstance(error, KeepInTouchError):
        return error.status
    return INTERRUPTED if isinstance(error, KeyboardInterrupt) else BUG
