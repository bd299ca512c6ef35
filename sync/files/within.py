"""A call that ends within so many seconds, whatever it waits for."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def run_within(seconds: float, call: Callable[[], T]) -> T:
    """Return what the call returns, or raise what it raises, or `TimeoutError` when the seconds are over.

    A time-out of a connection is per packet, which a slow server can draw out for ever. The call goes on in a
    daemon thread that nobody waits for.
    """
    answers: list[T] = []
    errors: list[BaseException] = []
    done = threading.Event()

    def answer() -> None:
        try:
            answers.append(call())
        except BaseException as error:  # noqa: BLE001 - raised below, in the thread that waits
            errors.append(error)
        done.set()

    threading.Thread(target=answer, daemon=True).start()
    if not done.wait(max(seconds, 0)):
        raise TimeoutError
    if errors:
        raise errors[0]
    return answers[0]
