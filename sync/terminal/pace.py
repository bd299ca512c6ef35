"""When Python collects garbage: never in a command that is over at once, as ever in one that stays.

A collection looks through every imported module again and again, and once more at the end: with it, a run on
50 contacts at Google takes 45 % longer (0.84 s for 0.58 s).
"""

import atexit
import gc


def be_over_soon() -> None:
    """Leave the garbage to the end of the process, and do not look through it there."""
    gc.disable()
    atexit.register(gc.freeze)


def stay() -> None:
    """Collect garbage as usual."""
    gc.enable()
