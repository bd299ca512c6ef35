"""When this machine last ran on a list, and what came of it: for `check`, and for `serve` after a restart."""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sync.files.private import replace_private
from sync.run.state import StateFile


class LastRun(NamedTuple):
    """When the run began (an aware time), its exit status, and the sheet's zone as last read."""

    at: datetime
    status: int
    zone: str | None = None


def find_last_run(state: StateFile) -> LastRun | None:
    """Return the last run on this machine, None where none is known."""
    try:
        found = json.loads(_find_path(state).read_text(encoding="utf-8"))
        at = datetime.fromisoformat(found["at"])
        return LastRun(at, int(found["status"]), found["zone"]) if at.tzinfo else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_last_run(state: StateFile, last: LastRun) -> None:
    """Remember the run; the zone stays as it was where this run did not come to read it.

    A state folder that cannot be written is passed over: the run itself says so.
    """
    known = find_last_run(state)
    zone = last.zone or (known.zone if known else None)
    text = json.dumps({"at": last.at.isoformat(), "status": last.status, "zone": zone})
    with suppress(OSError):
        replace_private(_find_path(state), text)


def _find_path(state: StateFile) -> Path:
    return state.path.with_suffix(".run")
