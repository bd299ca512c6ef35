"""Every request × every fault: what the run says, how it ends, how the sheet is then; the next run heals it.

A run that writes and mails makes four requests: the token, the read, the write, and the record of the mail.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.errors import KeepInTouchError, TryAgainError
from sync.job import Outcome
from tests.google import errors, faults
from tests.google.faults import Exchange, Fault
from tests.google.server import Emulator
from tests.scenarios.worlds import Inbox, World, find_due, find_faults, text_of

pytestmark = pytest.mark.long

PASSING: dict[str, Fault] = {
    "408": faults.answer(408, errors.REQUEST_TIMEOUT),
    "429": faults.answer(429, errors.QUOTA_WRITE),
    "429, Retry-After": faults.answer(429, errors.QUOTA_WRITE, headers={"Retry-After": "9"}),
    "500": faults.answer(500, errors.INTERNAL),
    "500, applied": faults.answer(500, errors.INTERNAL, applied=True),
    "502 page": faults.html(502),
    "200 page": faults.html(200),
    "503": faults.answer(503, errors.UNAVAILABLE),
    "503, applied": faults.answer(503, errors.UNAVAILABLE, applied=True),
    "504, applied": faults.answer(504, errors.TIMED_OUT, applied=True),
    "302": faults.answer(302, {}, headers={"Location": "https://accounts.google.com/"}),
    "cut": faults.cut(),
    "cut, applied": faults.cut(applied=True),
    "cut inside": faults.cut_inside(),
    "reset": faults.reset(),
    "reset, applied": faults.reset(applied=True),
    "truncated": faults.truncated(),
}
LASTING: dict[str, tuple[Fault, int]] = {
    "401": (faults.answer(401, errors.UNAUTHENTICATED), 77),
    "not shared": (faults.answer(403, errors.NOT_SHARED), 77),
    "API disabled": (faults.answer(403, errors.API_DISABLED), 78),
    "wrong scope": (faults.answer(403, errors.WRONG_SCOPE), 77),
    "no such sheet": (faults.answer(404, errors.NOT_FOUND), 78),
    "an uploaded workbook": (faults.answer(400, errors.NOT_A_SHEET), 78),
    "refused": (faults.answer(400, errors.body(400, "INVALID_ARGUMENT", errors.TOO_LONG)), 78),
    "key deleted": (faults.answer(400, errors.INVALID_SIGNATURE), 77),
    "account deleted": (faults.answer(400, errors.ACCOUNT_NOT_FOUND), 77),
    "account disabled": (faults.answer(400, errors.ROBOT_DISABLED), 77),
    "skewed clock": (faults.answer(400, errors.SKEWED_CLOCK), 78),
}
APPLIED = {name for name, fault in PASSING.items() if fault.applied}


def is_record(exchange: Exchange) -> bool:
    return exchange.kind == "write" and "createDeveloperMetadata" in str(exchange.body)


def is_dates(exchange: Exchange) -> bool:
    return exchange.kind == "write" and not is_record(exchange)


REQUESTS: dict[str, str | Callable[[Exchange], bool]] = {
    "token": "token",
    "read": "read",
    "write": is_dates,
    "record": is_record,
}
STOPPING = ("token", "read")


@pytest.fixture(scope="module")
def google() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def world(google: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("SHEETS_EMULATOR_HOST", google.host)
    google.plan.clear()
    world = World(google, tmp_path)
    world.inbox = Inbox()
    return world


def is_old(world: World) -> bool:
    return find_due(world.owner) is None and not world.owner.rules()


def is_new(world: World) -> bool:
    return find_due(world.owner) is not None and find_faults(world) == []


def statuses(outcome: Outcome) -> list[int]:
    return [error.status for error in outcome.errors]


def heal(world: World) -> None:
    """Run twice more without a fault: the first puts everything right, the second finds nothing to do."""
    assert world.inbox
    world.google.plan.clear()
    outcome = world.run()
    assert (outcome.errors, outcome.warnings, is_new(world)) == ((), (), True)
    mails = len(world.inbox.messages)
    assert 1 <= mails <= 2
    assert len(set(world.inbox.ids)) == 1
    log = len(world.google.log)
    again = world.run()
    assert (again.changes, again.mail) == (0, "not_due")
    assert world.kinds(log) == ["token", "read"]
    assert len(world.inbox.messages) == mails


@pytest.mark.parametrize("request_", REQUESTS)
@pytest.mark.parametrize("fault", PASSING)
@pytest.mark.parametrize("times", [1, 4])
def test_a_fault_that_passes_is_not_noticed(world: World, request_: str, fault: str, times: int) -> None:
    world.google.fault(PASSING[fault], on=REQUESTS[request_], times=times)
    outcome = world.run()
    if request_ == "record" and times > 1:
        heal(world)
        return
    assert (outcome.errors, outcome.warnings, outcome.mail) == ((), (), "sent")
    assert is_new(world)
    heal(world)


@pytest.mark.parametrize("request_", STOPPING)
@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_stays_stops_the_run_before_anything_is_done(
    world: World, request_: str, fault: str
) -> None:
    world.google.fault(PASSING[fault], on=REQUESTS[request_], times=None)
    with pytest.raises(TryAgainError) as caught:
        world.run()
    assert caught.value.status == 75
    assert world.google.plan is not None
    assert is_old_and_silent(world)
    heal(world)


def is_old_and_silent(world: World) -> bool:
    assert world.inbox
    return is_old(world) and not world.inbox.messages


@pytest.mark.parametrize("fault", PASSING)
def test_a_write_that_stays_impossible_is_mailed_and_left_for_later(world: World, fault: str) -> None:
    world.google.fault(PASSING[fault], on=is_dates, times=None)
    outcome = world.run()
    if fault in APPLIED:
        assert statuses(outcome) == []
        assert is_new(world)
    else:
        assert statuses(outcome) == [75]
        assert is_old(world)
        assert str(outcome.errors[0]) in text_of(outcome)
    assert outcome.mail == "sent"
    assert world.time.seconds < 130
    heal(world)


@pytest.mark.parametrize("fault", PASSING)
def test_a_record_that_stays_impossible_is_a_warning(world: World, fault: str) -> None:
    world.google.fault(PASSING[fault], on=is_record, times=None)
    outcome = world.run()
    assert (outcome.errors, outcome.mail, is_new(world)) == ((), "sent", True)
    if fault not in APPLIED:
        assert "the summary’s day is recorded on this machine only" in outcome.warnings[0]
    heal(world)
    assert world.inbox
    assert len(world.inbox.messages) == 1


@pytest.mark.parametrize("request_", STOPPING)
@pytest.mark.parametrize("fault", LASTING)
def test_a_refusal_stops_the_run_at_once(world: World, request_: str, fault: str) -> None:
    answer, status = LASTING[fault]
    world.google.fault(answer, on=REQUESTS[request_], times=None)
    with pytest.raises(KeepInTouchError) as caught:
        world.run()
    assert caught.value.status == status
    assert world.time.pauses == []
    assert is_old_and_silent(world)
    heal(world)


@pytest.mark.parametrize("fault", LASTING)
def test_a_refused_write_is_mailed_with_its_reason(world: World, fault: str) -> None:
    answer, status = LASTING[fault]
    world.google.fault(answer, on=is_dates, times=None)
    outcome = world.run()
    assert (statuses(outcome), outcome.mail, is_old(world)) == ([status], "sent", True)
    assert str(outcome.errors[0]) in text_of(outcome)
    assert world.google.count("write") <= world.google.count("read") * 2 + 2
    heal(world)


@pytest.mark.parametrize("fault", LASTING)
def test_a_refused_record_is_told_by_the_status(world: World, fault: str) -> None:
    answer, status = LASTING[fault]
    world.google.fault(answer, on=is_record, times=None)
    outcome = world.run()
    assert (statuses(outcome), outcome.mail, is_new(world)) == ([status], "sent", True)
    heal(world)


def test_a_sheet_that_may_only_be_read_is_mailed_all_the_same(world: World) -> None:
    world.owner.share("reader")
    outcome = world.run()
    assert statuses(outcome) == [77]
    assert "it may be read but not written" in text_of(outcome)
    assert "sa@example.iam.gserviceaccount.com" in str(outcome.errors[0])
    assert (outcome.mail, is_old(world)) == ("sent", True)
    assert world.run().mail == "not_due"
    world.owner.share("writer")
    heal(world)


@pytest.mark.parametrize("status", [400, 403])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("is_late", [False, True])
def test_a_protected_column_is_told_in_our_own_words(
    world: World, status: int, language: str, *, is_late: bool
) -> None:
    switches = world.google.switches
    switches.protected_status, switches.language = status, language
    try:
        if is_late:
            world.google.before(lambda owner: owner.protect("F1:F1000"), on="write")
        else:
            world.owner.protect("F1:F1000")
        outcome = world.run()
    finally:
        switches.protected_status, switches.language = 400, "en"
    line = "column F: it is protected; let sa@example.iam.gserviceaccount.com edit it, under Data › Protect"
    assert [(error.status, str(error)) for error in outcome.errors] == [(77, line)]
    assert line in text_of(outcome)
    assert (outcome.mail, is_old(world)) == ("sent", True)


def test_an_early_look_at_the_protection_spares_the_write(world: World) -> None:
    world.owner.protect("F1:F1000")
    log = len(world.google.log)
    world.run(no_mail=True)
    assert world.kinds(log) == ["token", "read"]


def test_a_tab_that_is_deleted_meanwhile_is_missed(world: World) -> None:
    world.owner.batch({"addSheet": {"properties": {"title": "Other", "sheetId": 5}}})
    world.google.before(lambda owner: owner.delete_tab(), on="write")
    outcome = world.run()
    assert statuses(outcome) == [78]
    assert "the tab is not there" in str(outcome.errors[0])


def test_a_sheet_that_is_deleted_meanwhile_is_missed(world: World) -> None:
    world.google.before(lambda owner: owner.trash(), on="write")
    outcome = world.run()
    assert statuses(outcome) == [78]
    assert "there is no such Google Sheet" in str(outcome.errors[0])
    assert outcome.mail == "sent"
