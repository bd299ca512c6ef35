"""Five hundred runs in one process, one request in twenty fails: nothing grows, the sheet ends right."""

import gc
import random
import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest

from sync.errors import TryAgainError
from tests.google import errors, faults
from tests.google.server import Emulator
from tests.scenarios.worlds import Inbox, World, find_faults

pytestmark = pytest.mark.long

RUNS = 500
WARM = 100
FAULTS = (
    faults.answer(503, errors.UNAVAILABLE),
    faults.answer(503, errors.UNAVAILABLE, applied=True),
    faults.answer(429, errors.QUOTA_READ),
    faults.html(502),
    faults.cut(),
    faults.reset(applied=True),
    faults.truncated(),
)


def count_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the open files cannot be counted here")
def test_five_hundred_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(23)  # noqa: S311 - the same faults in each run of the test
    with Emulator() as google:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", google.host)
        world = World(google, tmp_path)
        world.inbox = Inbox()
        tracemalloc.start()
        memory, files, failed = [], [], 0
        for turn in range(RUNS):
            if turn % 7 == 0:
                world.owner.put("D3", [f"talked about chess, part {turn}"])
                world.today += timedelta(days=1)
            for _ in range(5):
                if chance.random() < 0.05:
                    google.fault(chance.choice(FAULTS))
            try:
                failed += bool(world.run().errors)
            except TryAgainError:
                failed += 1
            google.log.clear()
            google.plan.clear()
            if turn >= WARM and turn % 50 == 0:
                world.inbox.messages.clear()
                gc.collect()
                memory.append(tracemalloc.get_traced_memory()[0])
                files.append(count_files())
        tracemalloc.stop()
        world.run()
        assert find_faults(world) == []
        assert world.run().changes == 0
    assert failed < RUNS / 20
    assert max(files) <= files[0] + 3
    assert memory[-1] < memory[0] + 1_000_000
