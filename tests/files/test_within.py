"""A call that has to end in time."""

import threading

import pytest

from sync.files.within import run_within


def test_an_answer_in_time_is_returned_and_an_error_raised() -> None:
    assert run_within(60, lambda: "answer") == "answer"
    with pytest.raises(ZeroDivisionError):
        run_within(60, lambda: 1 / 0)


@pytest.mark.parametrize("seconds", [0.01, 0, -1])
def test_nobody_waits_for_longer(seconds: float) -> None:
    over = threading.Event()
    with pytest.raises(TimeoutError):
        run_within(seconds, over.wait)
    over.set()
