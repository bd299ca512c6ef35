"""The summary is mailed once a period, and recorded only once the mail server has accepted it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sync.core.table import Record
from sync.errors import TryAgainError
from sync.mail.smtp import Delivery
from sync.run.state import StateFile
from tests.google import errors, faults
from tests.google.server import Emulator
from tests.scenarios.test_faults import is_record
from tests.scenarios.worlds import TODAY, Inbox, World, find_faults, text_of

BUSY = TryAgainError("127.0.0.1", "it does not answer", "try again later")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with Emulator() as google:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", google.host)
        world = World(google, tmp_path)
        world.inbox = Inbox()
        yield world


def inbox_of(world: World) -> Inbox:
    assert world.inbox
    return world.inbox


def state_of(world: World) -> StateFile:
    return StateFile(world.book, "", folder=world.folder / "state")


def test_a_mail_that_was_not_accepted_is_recorded_nowhere_and_sent_by_the_next_run(world: World) -> None:
    inbox_of(world).trouble = BUSY
    outcome = world.run()
    assert (outcome.mail, outcome.errors, find_faults(world)) == ("failed", (BUSY,), [])
    assert (world.table().record, state_of(world).load().record) == (None, None)
    inbox_of(world).trouble = None
    assert world.run().mail == "sent"


def test_a_summary_recorded_in_the_future_was_never_sent(world: World) -> None:
    world.today = TODAY + timedelta(days=180)
    assert world.run().mail == "sent"
    world.today = TODAY
    assert [world.run().mail for _ in range(2)] == ["sent", "not_due"]
    record = world.table().record
    assert record
    assert record.day == TODAY


def test_a_record_that_the_read_keeps_to_itself_is_asked_for_before_mailing(world: World) -> None:
    world.run()
    world.google.switches.filter_returns_metadata = False
    (world.folder / "state").rename(world.folder / "another machine")
    assert world.run().mail == "not_due"


@pytest.mark.parametrize(("days", "mail"), [(0, "sent"), (1, "not_due")])
def test_where_no_record_can_be_kept_it_is_mailed_on_the_day_itself_only(
    world: World, days: int, mail: str
) -> None:
    world.today = TODAY + timedelta(days=days)
    (world.folder / "state").touch()
    world.google.fault(faults.answer(403, errors.NOT_SHARED), on="write", times=None)
    assert world.run().mail == mail


def test_a_machine_that_remembers_makes_up_for_a_missed_day(world: World) -> None:
    world.google.fault(faults.answer(403, errors.NOT_SHARED), on="write", times=None)
    mails = []
    for days in (1, 2, 8, 9):
        world.today = TODAY + timedelta(days=days)
        mails.append(world.run().mail)
    assert mails == ["sent", "not_due", "sent", "not_due"]


def test_it_is_recorded_in_the_sheet_and_on_this_machine(world: World) -> None:
    world.run()
    record = world.table().record
    assert isinstance(record, Record)
    assert record.day == TODAY
    assert state_of(world).load().record == record


def test_another_machine_knows_it_from_the_sheet(world: World, tmp_path: Path) -> None:
    world.run()
    (tmp_path / "other").mkdir()
    world.folder = tmp_path / "other"
    assert world.run().mail == "not_due"


def test_a_sheet_that_may_only_be_read_is_an_error_even_with_nothing_else_to_write(world: World) -> None:
    world.run()
    world.today += timedelta(days=7)
    world.owner.share("reader")
    outcome = world.run()
    assert (outcome.mail, [error.status for error in outcome.errors]) == ("sent", [77])
    assert world.run().mail == "not_due"


def test_this_machine_knows_it_where_the_sheet_does_not(world: World) -> None:
    world.google.fault(faults.answer(500, errors.INTERNAL), on=is_record, times=None)
    outcome = world.run()
    world.google.plan.clear()
    assert outcome.warnings[0].startswith("the summary’s day is recorded on this machine only: ")
    assert world.table().record is None
    assert world.run().mail == "not_due"


@pytest.mark.parametrize("applied", [False, True])
def test_a_record_whose_answer_was_lost_is_looked_for(world: World, *, applied: bool) -> None:
    world.google.fault(faults.answer(503, errors.UNAVAILABLE, applied=applied), on=is_record)
    assert world.run().warnings == ()
    assert world.kinds()[3:] == ["write", "read", *([] if applied else ["write"])]
    assert len(world.owner.snapshot()["developerMetadata"]) == 1


def test_a_missed_monday_is_made_up_and_the_next_one_is_another_mail(world: World) -> None:
    mails = []
    for days in (0, 1, 6, 1, 8, 1):
        world.today += timedelta(days=days)
        mails.append(world.run().mail)
    assert mails == ["sent", "not_due", "sent", "not_due", "sent", "not_due"]
    assert len(set(inbox_of(world).ids)) == 3


def test_a_refused_recipient_is_told_of_and_remembered(world: World) -> None:
    refused = {"you@example.org": "550 no such user"}
    posted = []

    def post(message: object) -> Delivery:
        posted.append(message)
        return Delivery(refused)

    world.settings = {"summary": {"to": ["me@example.org", "you@example.org"]}}
    inbox = inbox_of(world)
    inbox.post = post  # type: ignore[method-assign]
    outcome = world.run()
    assert [error.status for error in outcome.errors] == [78]
    assert "you@example.org (550 no such user)" in str(outcome.errors[0])
    assert state_of(world).load().refused == ("you@example.org",)
    again = world.run(send=True)
    assert "the mail server refused you@example.org last time" in text_of(again)


def test_a_state_folder_that_cannot_be_written_after_the_mail_is_a_warning(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    outcome = world.run()
    assert (outcome.mail, outcome.errors) == ("sent", ())
    assert "No space left on device" in outcome.warnings[0]
    monkeypatch.undo()
    monkeypatch.setenv("SHEETS_EMULATOR_HOST", world.google.host)
    assert world.run().mail == "not_due"
