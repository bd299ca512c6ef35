"""The key of the answers is made once, and no summary has a link that the sheet cannot honour."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from sync.core.letters.mailbox import Mailbox
from sync.run.correspondence import Correspondence
from tests.google import errors, faults
from tests.google.faults import Exchange
from tests.google.server import Emulator
from tests.scenarios.worlds import Inbox, World, find_faults

ME = "me@example.org"
CODE = "keepintouch"


def find_nothing(_: datetime) -> Mailbox:
    return Mailbox(frozenset({ME}), (), (), (), ())


def is_search(exchange: Exchange) -> bool:
    return exchange.method.endswith("developerMetadata.search")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Give a machine with a mailbox in which nothing is, and a key of its own to offer at each run."""
    with Emulator() as google:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", google.host)
        world = World(google, tmp_path)
        world.inbox = Inbox()
        world.letters = Correspondence(find_nothing, world.address, "summary.x.", ME, b"k" * 16)
        yield world


def keys_of(world: World) -> list[str]:
    """Return the keys that were written, in their order."""
    written = (str(exchange.body) for exchange in world.google.log if exchange.kind == "write")
    return [text for text in written if "-key'" in text and "createDeveloperMetadata" in text]


def find_key(world: World) -> bytes | None:
    sheet = world.sheet()
    try:
        sheet.read()
        return sheet.find_kept().key
    finally:
        sheet.close()


def html_of(world: World) -> str:
    assert world.inbox
    part = world.inbox.messages[-1].get_body(("html",))
    assert part
    return str(part.get_content())


def test_the_first_summary_can_be_answered(world: World) -> None:
    assert world.run().mail == "sent"
    assert len(keys_of(world)) == 1
    assert CODE in html_of(world)


def test_a_sheet_that_could_not_be_written_gives_no_links(world: World) -> None:
    world.run()
    world.google.fault(faults.answer(403, errors.NOT_SHARED), on="write", times=None)
    world.owner.type("D2", ["2026-11-22 had a baby"])
    outcome = world.run(send=True)
    assert outcome.mail == "sent"
    assert outcome.errors
    assert CODE not in html_of(world)


def test_no_key_is_made_while_it_cannot_be_told_whether_there_is_one(world: World) -> None:
    world.run()
    world.google.switches.filter_returns_metadata = False
    world.google.fault(faults.answer(403, errors.NOT_SHARED), on=is_search, times=None)
    world.run()
    assert len(keys_of(world)) == 1


@pytest.mark.parametrize("applied", [True, False])
def test_a_write_whose_answer_was_lost_leaves_one_key(world: World, *, applied: bool) -> None:
    world.google.switches.filter_returns_metadata = False
    world.google.fault(faults.cut(applied=applied), on="write")
    assert world.run().mail == "sent"
    assert CODE in html_of(world)
    assert find_key(world) == b"k" * 16
    world.letters = Correspondence(find_nothing, world.address, "summary.x.", ME, b"z" * 16)
    world.run()
    assert find_key(world) == b"k" * 16
    assert find_faults(world) == []
