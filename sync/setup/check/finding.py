"""What was found of one link: whole, doubtful or broken, in a line with its cure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from sync.errors import KeepInTouchError

GOOD, DOUBTFUL, BROKEN = "✓", "!", "✗"


class Finding(NamedTuple):
    """One link: how it is, what it is, and what there is to say; `status` is the exit status it leads to."""

    mark: str
    what: str
    text: str
    status: int = 0

    def __str__(self) -> str:
        """Return the line."""
        return f"{self.mark} {self.what}: {self.text}"


class Step(NamedTuple):
    """One link to look at; where it `holds` the rest, nothing after it is looked at once it is broken."""

    what: str
    look: Callable[[], Iterable[Finding]]
    holds: bool = True


def good(what: str, text: str) -> Finding:
    """Return the finding that all is well."""
    return Finding(GOOD, what, text)


def doubt(what: str, text: str) -> Finding:
    """Return the finding that something should be looked at, though the job runs."""
    return Finding(DOUBTFUL, what, text)


def broken(what: str, error: KeepInTouchError) -> Finding:
    """Return the finding of an error; the link's name, which stands before it, is not repeated."""
    line = str(error).removeprefix(f"{what}: ").removeprefix(f"{what} ")
    return Finding(BROKEN, what, line.replace(f": the {what} ", ": it ", 1), error.status)


def follow(steps: Sequence[Step]) -> Iterator[Finding]:
    """Yield what the links of a chain say, up to a broken one on which the rest hangs.

    An error that names a later link is that one's: a wrong clock shows when Google refuses a token.
    """
    for place, step in enumerate(steps):
        try:
            yield from step.look()
        except KeepInTouchError as error:
            is_later = any(error.what == later.what for later in steps[place:])
            yield broken(error.what if is_later else step.what, error)
            if step.holds:
                return
