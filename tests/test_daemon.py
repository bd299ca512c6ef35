"""The daemon: every day once, whatever the clock, the zone, the network and the machine do."""

import datetime as dt
import random
import signal
import subprocess
import time as clocks
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
import schedule

from sync.core.changes import Change, PutDue, PutRecord, PutText
from sync.core.sheet import Kept
from sync.core.table import EMPTY, Cell, Table
from sync.daemon import PAUSES, STEP, Console, Daemon, Rounds, find_slot
from sync.errors import KeepInTouchError, PermissionDeniedError, TryAgainError
from sync.job import run
from sync.mail.smtp import Delivery
from sync.run.look import Job, Order
from sync.run.state import StateFile
from sync.run.zones import find_name
from sync.settings.sections import parse_settings
from sync.terminal.console import now
from tests.core.summary.summaries import make_table
from tests.setups import Setup

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YEAR = datetime(2027, 12, 31, 23, 0, tzinfo=UTC)
"""The year after is a leap year."""
MORNING, NIGHT = time(7, 30), time(2, 30)
OK, LATER, DENIED = 0, 75, 77
SMTP = {"host": "127.0.0.1", "security": "none", "from": "me@example.org"}


class Clock:
    """A clock that goes on only while somebody waits; `stops` ends the daemon that waits."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self.time, self.end = start, end
        self.stops: Callable[[], None] = lambda: None
        self.longest = 0.0

    def now(self) -> datetime:
        return self.time

    def wait(self, seconds: float) -> None:
        self.longest = max(self.longest, seconds)
        self.time += timedelta(seconds=seconds)
        if self.time >= self.end:
            self.stops()


@pytest.fixture
def simulate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Clock]]:
    """Have the package schedule, which asks for the time itself, look at a simulated clock."""

    def make(start: datetime, days: float, machine: str = "UTC") -> Clock:
        clock = Clock(start, start + timedelta(days=days))

        class Simulated(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return clock.time.astimezone(tz) if tz else clock.time.astimezone().replace(tzinfo=None)

        fake = SimpleNamespace(datetime=Simulated, timedelta=timedelta, time=time, date=date)
        monkeypatch.setattr(schedule, "datetime", fake)
        monkeypatch.setenv("TZ", machine)
        clocks.tzset()
        return clock

    yield make
    monkeypatch.undo()
    clocks.tzset()


class Runs:
    """Notes when it was run, and ends with the next of the statuses, the last for ever."""

    def __init__(self, clock: Clock, *statuses: int) -> None:
        self.clock, self.statuses, self.times = clock, statuses or (OK,), list[datetime]()

    def __call__(self) -> int:
        status = self.statuses[min(len(self.times), len(self.statuses) - 1)]
        self.times.append(self.clock.now())
        return status


def serve(
    clock: Clock,
    run: Callable[[], int],
    at: time = MORNING,
    zone: tzinfo = BERLIN,
    done: datetime | None = None,
) -> Daemon:
    """Let a daemon work until the clock's end."""
    daemon = Daemon(at, lambda: zone, run, clock.now, clock.wait, done=done)
    clock.stops = daemon.stop.set
    daemon.serve()
    return daemon


@pytest.mark.long
@pytest.mark.parametrize("machine", ["UTC", "America/New_York"])
def test_a_year_has_a_run_every_day_at_the_same_time(simulate: Callable[..., Clock], machine: str) -> None:
    clock = simulate(NEW_YEAR, 366, machine)
    runs = Runs(clock)
    serve(clock, runs, done=NEW_YEAR)
    local = [at.astimezone(BERLIN) for at in runs.times]
    assert [at.date() for at in local] == [date(2028, 1, 1) + timedelta(days=n) for n in range(366)]
    assert {f"{at:%H:%M}" for at in local} == {"07:30"}
    assert clock.longest <= STEP


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2028, 3, 26), "2028-03-26T03:30+02:00"), (date(2028, 10, 29), "2028-10-29T02:30+02:00")],
)
def test_a_time_that_the_clock_skips_or_repeats_is_run_once(
    simulate: Callable[..., Clock], day: date, expected: str
) -> None:
    start = datetime.combine(day, time(), BERLIN)
    clock = simulate(start.astimezone(UTC), 1.5)
    runs = Runs(clock)
    serve(clock, runs, at=NIGHT, done=start.astimezone(UTC))
    assert runs.times[0].astimezone(BERLIN).isoformat(timespec="minutes") == expected
    assert len(runs.times) == 2


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (None, 1),
        (datetime(2026, 11, 23, 6, 31, tzinfo=UTC), 0),
        (datetime(2026, 11, 23, 6, 29, tzinfo=UTC), 1),
        (datetime(2026, 11, 20, 12, 0, tzinfo=UTC), 1),
        (datetime(2027, 11, 20, 12, 0, tzinfo=UTC), 1),
    ],
)
def test_what_was_missed_is_made_up_at_the_start(
    simulate: Callable[..., Clock], done: datetime | None, expected: int
) -> None:
    clock = simulate(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), 0.1)
    runs = Runs(clock)
    serve(clock, runs, done=done)
    assert len(runs.times) == expected


def test_a_run_told_to_try_again_later_is_tried_again_soon_and_then_tomorrow(
    simulate: Callable[..., Clock],
) -> None:
    start = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    clock = simulate(start, 2)
    runs = Runs(clock, LATER)
    serve(clock, runs, done=start)
    minutes = [round((at - start).total_seconds() / 60) for at in runs.times]
    first = [30, 31, 36, 51]
    assert minutes == [*first, *(minute + 24 * 60 for minute in first)]
    assert len(PAUSES) == len(first) - 1


def test_another_failure_waits_for_tomorrow(simulate: Callable[..., Clock]) -> None:
    start = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    clock = simulate(start, 2)
    runs = Runs(clock, DENIED, OK)
    serve(clock, runs, done=start)
    assert [at.day for at in runs.times] == [23, 24]


def test_a_retry_that_succeeds_ends_the_day(simulate: Callable[..., Clock]) -> None:
    start = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    clock = simulate(start, 1)
    runs = Runs(clock, LATER, OK)
    serve(clock, runs, done=start)
    assert len(runs.times) == 2


def test_days_of_suspension_are_made_up_with_one_run(simulate: Callable[..., Clock]) -> None:
    start = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    clock = simulate(start, 5)
    runs = Runs(clock)
    daemon = Daemon(MORNING, lambda: BERLIN, runs, clock.now, clock.wait, done=start)
    clock.stops = daemon.stop.set
    daemon.tick()
    clock.time += timedelta(days=3, hours=5)
    daemon.tick()
    assert [at.day for at in runs.times] == [26]


def test_a_clock_that_is_set_right_loses_no_day(simulate: Callable[..., Clock]) -> None:
    start = datetime(2030, 1, 1, 6, 0, tzinfo=UTC)
    clock = simulate(start, 2)
    runs = Runs(clock)
    daemon = Daemon(MORNING, lambda: BERLIN, runs, clock.now, clock.wait)
    clock.stops = daemon.stop.set
    daemon.tick()
    clock.time = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    clock.end = clock.time + timedelta(days=2)
    daemon.serve()
    days = Counter(at.date() for at in runs.times)
    assert days.keys() >= {date(2026, 11, 23), date(2026, 11, 24)}


def test_a_zone_that_is_learned_from_the_sheet_holds_from_then_on(simulate: Callable[..., Clock]) -> None:
    start = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    clock = simulate(start, 3)
    runs = Runs(clock)
    chicago = ZoneInfo("America/Chicago")
    daemon = Daemon(MORNING, lambda: chicago if runs.times else ZoneInfo("UTC"), runs, clock.now, clock.wait)
    clock.stops = daemon.stop.set
    daemon.serve()
    assert [f"{at.astimezone(chicago):%H:%M}" for at in runs.times][-2:] == ["07:30", "07:30"]


@pytest.mark.parametrize("zone", [dt.timezone(timedelta(hours=-7)), ZoneInfo("America/Coyhaique")])
def test_a_zone_that_pytz_may_not_know_is_served_all_the_same(
    simulate: Callable[..., Clock], zone: tzinfo
) -> None:
    start = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    clock = simulate(start, 3)
    runs = Runs(clock)
    serve(clock, runs, zone=zone, done=start)
    assert [f"{at.astimezone(zone):%H:%M}" for at in runs.times] == ["07:30"] * 3


@pytest.mark.parametrize("seed", range(3))
def test_a_machine_that_sleeps_and_wakes_as_it_likes_runs_once_a_day(
    simulate: Callable[..., Clock], seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test’s own, and the same each time
    clock = simulate(NEW_YEAR, 366, "Europe/Berlin")
    runs = Runs(clock)
    daemon = Daemon(MORNING, lambda: BERLIN, runs, clock.now, done=NEW_YEAR)
    awake = clock.wait
    daemon.wait = lambda seconds: awake(seconds + chance.expovariate(1 / 7200))
    clock.stops = daemon.stop.set
    daemon.serve()
    slots = Counter(find_slot(at, MORNING, BERLIN) for at in runs.times)
    assert set(slots.values()) == {1}
    assert len(slots) > 360


class Memory:
    """A sheet in memory; what is due on it is written into it, and `trouble` stops the next read or write."""

    requests = 0
    account = "job@example.org"
    unprotect_cure = "let the job edit it"

    def __init__(self, table: Table) -> None:
        self.table = table
        self.unreadable = self.unwritable = False

    def check_free(self) -> None:
        pass

    def may_write(self) -> bool:
        return not self.unwritable

    def find_skew(self, now: datetime) -> None:
        pass

    def close(self) -> None:
        pass

    def read(self) -> Table:
        if self.unreadable:
            raise TryAgainError("sheet", "it cannot be reached", "run again later")
        return self.table

    def read_candidates(self) -> None:
        """Know of no candidates."""

    def find_kept(self) -> Kept:
        """Keep nothing that reading does not show."""
        return Kept()

    def write(self, changes: Sequence[Change]) -> Table:
        if self.unwritable:
            raise PermissionDeniedError("sheet", "it may be read but not written", "share it")
        for change in changes:
            if isinstance(change, PutRecord):
                self.table = replace(self.table, record=change.record)
            elif isinstance(change, PutDue):
                self._put(change.row, change.column, Cell("a date", change.value, change.formula))
            elif isinstance(change, PutText):
                self._put(change.row, change.column, Cell(change.text, change.text))
        return self.table

    def _put(self, row: int, column: int, cell: Cell) -> None:
        cells = self.table.cells
        lines = {place: self.table.row(place) for place in cells.index}
        for line in lines.values():
            line.extend([EMPTY] * (column + 1 - len(line)))
        lines[row][column] = cell
        columns = {place: [line[place] for line in lines.values()] for place in range(len(lines[row]))}
        self.table = replace(self.table, cells=pd.DataFrame(columns, index=cells.index, dtype=object))


FAULTS = ("unreadable", "unwritable", "mail refused", "mail lost", "off", "killed")


class Machine:
    """A daemon on a machine where, on one day in ten, one of the faults lasts until midnight."""

    def __init__(self, clock: Clock, folder: Path, chance: random.Random) -> None:
        self.clock, self.chance = clock, chance
        self.sheet = Memory(make_table([["Ada", "ada@example.org", "", "2027-11-14 had a baby"]]))
        self.sent = dict[date, list[str]]()
        self.fault = ""
        zone = {"timezone": "Europe/Berlin"}
        settings = parse_settings(
            {"sheet": zone, "summary": {"to": ["me@example.org"]}, "smtp": SMTP}, folder
        )
        self.job = Job(self.sheet, "list", settings, StateFile("list", "", folder), self.post)
        self.done: datetime | None = None

    @property
    def today(self) -> date:
        return self.clock.now().astimezone(BERLIN).date()

    def post(self, message: EmailMessage) -> Delivery:
        if self.fault == "mail refused":
            raise TryAgainError("mail server", "it is busy", "the next run tries again")
        if self.fault == "mail lost":
            raise TryAgainError("mail server", "the connection broke", "the next run tries again")
        self.sent.setdefault(self.today, []).append(str(message["Message-ID"]))
        return Delivery({})

    def run(self) -> int:
        self.sheet.unreadable = self.fault == "unreadable"
        self.sheet.unwritable = self.fault == "unwritable"
        if self.fault == "killed":
            self.daemon.stop.set()
            return 137
        try:
            outcome = run(self.job, Order(), self.clock.now())
        except KeepInTouchError as error:
            return error.status
        status = max((error.status for error in outcome.errors), default=0)
        self.done = self.clock.now() if status == 0 else self.done
        return status

    def live(self) -> None:
        """Work through the days: the daemon goes on or is started anew, and the machine naps in between."""
        while self.clock.time < self.clock.end:
            is_faulty = self.chance.random() < 0.1
            self.fault = self.chance.choice(FAULTS) if is_faulty else ""
            self.midnight = datetime.combine(self.today + timedelta(days=1), time(), BERLIN).astimezone(UTC)
            if self.fault != "off":
                self.daemon = Daemon(
                    MORNING, lambda: BERLIN, self.run, self.clock.now, self.wait, done=self.done
                )
                self.daemon.serve()
            self.clock.time = max(self.clock.time, self.midnight)

    def wait(self, seconds: float) -> None:
        self.clock.wait(seconds + self.chance.uniform(0, 1200))
        if self.clock.time >= self.midnight:
            self.daemon.stop.set()


@pytest.mark.long
def test_a_year_with_faults_has_one_summary_a_week(simulate: Callable[..., Clock], tmp_path: Path) -> None:
    monday = datetime(2028, 1, 3, tzinfo=BERLIN).astimezone(UTC)
    clock = simulate(monday, 366, "Europe/Berlin")
    machine = Machine(clock, tmp_path, random.Random(2028))  # noqa: S311 - a test’s own
    machine.live()
    weeks = Counter(day.isocalendar()[:2] for day in machine.sent)
    assert len(weeks) == 53
    assert set(weeks.values()) == {1}
    assert any(day.weekday() for day in machine.sent), "no Monday was ever missed"
    ids = [message_id for found in machine.sent.values() for message_id in found]
    assert len(set(ids)) == len(ids) == 53


def test_sigterm_lets_the_run_in_hand_finish(setup: Setup) -> None:
    hold = setup.google.hold(on="write")
    with setup.start("serve") as process:
        assert hold.arrived.wait(20)
        process.send_signal(signal.SIGTERM)
        hold.release()
        out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, "")
    assert out.endswith("2 overdue; 5 changes; the summary was mailed\n")
    assert len(setup.inbox.envelopes) == 1


def test_a_second_sigterm_ends_it_at_once(setup: Setup) -> None:
    hold = setup.google.hold(on="read")
    with setup.start("serve", "-q") as process:
        assert hold.arrived.wait(20)
        while process.poll() is None:  # two signals at once may count as one
            process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
        assert process.returncode == -signal.SIGTERM
    hold.release()


def test_what_ran_already_is_not_run_again_at_the_start(setup: Setup) -> None:
    setup.invoke("run", "-q")
    asked = len(setup.google.log)
    at = f"{datetime.now(UTC).astimezone(ZoneInfo('Etc/GMT')) - timedelta(minutes=2):%H:%M}"
    with setup.start("serve", "--at", at) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"keep-in-touch: runs every day at {at}; Ctrl-C ends it\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert len(setup.google.log) == asked


def test_it_survives_wrong_settings_and_bugs_and_says_so(setup: Setup) -> None:
    said = list[str]()
    rounds = Rounds(
        setup.settings, Console(now, lambda _: None, lambda error: said.append(str(error)), said.append)
    )
    assert rounds.run() == 0
    assert find_name(rounds.find_zone()) == "Etc/GMT"
    setup.write(contacts={"every": "often"})
    assert rounds.run() == 78
    setup.write(contacts={"every": "3 months"}, sheet={"timezone": "Europe/Berlin"})
    rounds.console = rounds.console._replace(show=lambda _: 1 / 0)
    assert rounds.run() == 1
    assert said[0].startswith("contacts.every: is no interval")
    assert "ZeroDivisionError" in said[1]
    assert find_name(rounds.find_zone()) == "Europe/Berlin"


def test_wrong_settings_from_the_start_are_told(setup: Setup) -> None:
    setup.write(contacts={"every": "often"})
    assert setup.invoke("serve").exit_code == 78
