"""On which session somebody is due, for those who write to everybody on one day (design.md, section 12)."""

from datetime import date
from typing import TYPE_CHECKING

from sync.core.due.memory.memory import Memory, Why

if TYPE_CHECKING:
    from sync.core.dates.intervals import Interval
    from sync.core.plan.sessions import Sessions


def move_to_session(
    memory: Memory, old: Memory | None, interval: "Interval", sessions: "Sessions", today: date
) -> Memory:
    """Return the memory with the date moved to a session: the one nearest to evidence + interval.

    Whose date is not known is due at the next session, and stays so when it has passed. The dates that the
    owner set stay, and those of people with much shorter intervals; `by_itself` keeps what the date would be.
    """
    if memory.due is None or memory.paused or memory.why == Why.SET or sessions.spare(interval):
        return memory
    if memory.why == Why.EVIDENCE and memory.in_touch:
        due = sessions.due_after(memory.in_touch, interval)
    else:
        given = old.due if old and old.why != Why.SET else None
        due = given if given and sessions.until(given) == given else sessions.from_day(today)
    return memory._replace(due=due, by_itself=memory.due)
