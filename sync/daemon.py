"""The same run every day, for a machine without cron: a process that stays up (design.md, section 7).

The package `schedule` says when to look; whether a day's run is due, the clock and the sheet's zone say, so
that neither a suspended laptop nor a clock that is set, nor a change of daylight saving time loses a run.
"""

import signal
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, tzinfo
from pathlib import Path
from types import FrameType
from typing import NamedTuple

import schedule

from sync.assembly import find_place, read_settings
from sync.errors import KeepInTouchError, TryAgainError
from sync.run.attend import BUG, Attended, attend
from sync.run.look import Order
from sync.run.traces.last_run import LastRun, find_last_run
from sync.run.zones import find_name, find_zone

STEP = 60.0
"""Seconds slept at most: the machine may be suspended, or its clock set, meanwhile."""
REST = 1.0
"""Seconds slept at least: `schedule` counts in the machine's wall clock, which repeats an hour in autumn."""
PAUSES = (1, 5, 15)
"""Minutes before each further try where a run was told to try again later."""


class Console(NamedTuple):
    """Where a daemon gets the time (an aware one), and where it tells what comes of its runs."""

    now: Callable[[], datetime]
    show: Callable[[Attended], object]
    tell: Callable[[KeepInTouchError], object]
    warn: Callable[[str], None]


class Rounds:
    """The runs of a daemon, with the settings read afresh for each."""

    def __init__(self, config: Path | None, console: Console) -> None:
        """Read the settings; raises `SetUpError` where they are wrong from the start."""
        self.config, self.console = config, console
        self.settings = read_settings(config, needed=True)
        last = self.last
        self.done = last.at if last and not last.status else None

    @property
    def last(self) -> LastRun | None:
        """The last run on this machine, whoever started it."""
        return find_last_run(find_place(self.settings).state)

    def find_zone(self) -> tzinfo:
        """Return the zone of the settings, else the sheet's as last read, else the machine's."""
        last = self.last
        return find_zone(self.settings.sheet.timezone, last.zone if last else None)

    def run(self) -> int:
        """Do one run, tell what came of it, and return its exit status, whatever happens."""
        console = self.console
        try:
            self.settings = read_settings(self.config, needed=True)
            attended = attend(self.settings, None, Order(), console.now, console.warn)
            console.show(attended)
        except KeepInTouchError as error:
            console.tell(error)
            return error.status
        except Exception:  # noqa: BLE001 - a bug is told, and the daemon lives on
            console.warn(traceback.format_exc())
            return BUG
        return attended.status


@dataclass
class Daemon:
    """A run each day `at` a time of the zone that `find_zone` gives.

    `run` does one run, raises nothing, and returns the exit status. `now` gives an aware time. `wait` waits
    for so many seconds; by default it is cut short once `stop` is set. `done` is when a run last succeeded,
    None where none did: a slot missed since is made up at once.
    """

    at: time
    find_zone: Callable[[], tzinfo]
    run: Callable[[], int]
    now: Callable[[], datetime]
    wait: Callable[[float], object] | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    done: datetime | None = None

    def __post_init__(self) -> None:
        """Begin with nothing planned."""
        self.scheduler = schedule.Scheduler()
        self.seen: tuple[datetime, object] | None = None

    def serve(self) -> None:
        """Run every day until `stop` is set; a run in hand is finished first."""
        wait = self.wait or self.stop.wait
        while not self.stop.is_set():
            self.tick()
            if not self.stop.is_set():
                wait(min(max(self.scheduler.idle_seconds or 0.0, REST), STEP))

    def tick(self) -> None:
        """Do what is due now; plan anew at first, when the clock was set back, and when the zone changed."""
        now, zone = self.now(), self.find_zone()
        known_as = find_name(zone) or zone.utcoffset(now)
        if self.seen is None or now < self.seen[0] or known_as != self.seen[1]:
            self._plan(zone)
        self.seen = (now, known_as)
        self.scheduler.run_pending()

    def _plan(self, zone: tzinfo) -> None:
        self.scheduler.clear()
        try:
            self.scheduler.every().day.at(f"{self.at:%H:%M}", find_name(zone) or "").do(self._look, zone)
        except KeyError:  # pytz does not know it: a zone without a name, or one newer than pytz
            self.scheduler.every().minute.do(self._look, zone)
        self._look(zone)

    def _look(self, zone: tzinfo) -> None:
        now = self.now()
        slot = find_slot(now, self.at, zone)
        if self.done is None or not slot <= self.done <= now:
            self.scheduler.clear("again")
            self._try(slot, 0)

    def _try(self, slot: datetime, tries: int) -> type[schedule.CancelJob]:
        status = self.run()
        if status == TryAgainError.status and tries < len(PAUSES):
            again = self.scheduler.every(PAUSES[tries]).minutes
            again.do(self._try, slot, tries + 1).tag("again")
        else:
            self.done = slot
        return schedule.CancelJob


def find_slot(now: datetime, at: time, zone: tzinfo) -> datetime:
    """Return the last time up to `now` at which a run was to be, in UTC.

    Where the clock skips the time, it is as much later; where it comes twice, the first one counts.
    """
    today = now.astimezone(zone).date()
    slot = datetime.combine(today, at, zone).astimezone(UTC)
    if slot > now:
        slot = datetime.combine(today - timedelta(days=1), at, zone).astimezone(UTC)
    return slot


def stop_on_signals(stop: threading.Event) -> None:
    """Set `stop` on SIGTERM and Ctrl-C; the second one ends the process as if nobody had asked."""

    def leave(number: int, _: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, leave)
