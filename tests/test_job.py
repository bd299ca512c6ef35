"""One run after another on a workbook without a mail server: what is printed is news on its day only."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sync.job import Outcome, run
from sync.run.look import Job, Order
from sync.run.state import StateFile
from sync.settings.sections import parse_settings
from sync.sheets.xlsx.workbook import Workbook
from tests.scenarios.worlds import text_of
from tests.sheets.xlsx.workbooks import make

TODAY = date(2026, 11, 23)


def run_on(path: Path, today: date) -> Outcome:
    settings = parse_settings({}, path.parent)
    job = Job(Workbook(path), "friends", settings, StateFile("friends", "", path.parent / "state"))
    return run(job, Order(today=today), datetime(2026, 11, 23, 7, 30, tzinfo=UTC))


def test_somebody_is_new_on_the_day_they_are_first_seen_and_undated_later(tmp_path: Path) -> None:
    path = make(tmp_path / "friends.xlsx", [["Ada", "ada@x.org"]], headers=["Name", "Email"])
    first, second = run_on(path, TODAY), run_on(path, TODAY + timedelta(days=7))
    assert "new on your list" in text_of(first)
    assert "new on your list" not in text_of(second)
    assert "no date known" in text_of(second)


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    path = make(tmp_path / "friends.xlsx", [["Ada", "ada@x.org"]], headers=["Name", "Email"])
    assert run_on(path, TODAY).changes == 4
    saved = path.read_bytes()
    assert run_on(path, TODAY).changes == 0
    assert path.read_bytes() == saved


def test_a_dry_run_counts_and_writes_nothing(tmp_path: Path) -> None:
    path = make(tmp_path / "friends.xlsx", [["Ada", "ada@x.org"]], headers=["Name", "Email"])
    saved = path.read_bytes()
    settings = parse_settings({}, tmp_path)
    job = Job(Workbook(path), "friends", settings, StateFile("friends", "", tmp_path / "state"))
    outcome = run(job, Order(dry_run=True, today=TODAY), datetime(2026, 11, 23, 7, 30, tzinfo=UTC))
    assert (outcome.changes, path.read_bytes()) == (4, saved)
