"""What this machine remembers of a sheet, in case the sheet itself cannot keep it; and the lock."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from sync.core.table import Record
from sync.errors import SetUpError, TryAgainError
from sync.files.private import replace_private


class State(NamedTuple):
    """The last summary known of, and whom the mail server refused then.

    `is_in_sheet` tells that the sheet was seen to keep a record, too.
    """

    record: Record | None = None
    refused: tuple[str, ...] = ()
    is_in_sheet: bool = False


def find_latest(records: Iterable[Record | None], today: date) -> Record | None:
    """Return the latest of the records; one of a day after today was never, and counts where it is alone."""
    known = [record for record in records if record]
    return max(known, key=lambda record: (record.day <= today, record.day), default=None)


class StateFile:
    """The state of one list, in the user's state folder; the sheet is named in it only as a hash."""

    def __init__(self, sheet: str, tab: str, folder: Path | None = None) -> None:
        if folder is None:
            from platformdirs import user_state_path

            folder = user_state_path("keep-in-touch")
        self.folder = folder
        self.lock_path = folder / f"{_hash(sheet)}.lock"
        self.path = folder / f"{_hash(sheet + chr(0) + tab)}.json"

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the sheet's lock; the kernel lets it go when the process ends, however it ends.

        Raises `TryAgainError` while another run on this machine holds it. Where the state folder cannot be
        written there is no lock, and the run goes on: two at once still leave the sheet right.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.lock_path, timeout=0)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock.acquire()
        except Timeout:
            raise TryAgainError("this sheet", "another run is at it", "wait until it is done") from None
        except OSError:
            pass
        try:
            yield
        finally:
            lock.release()

    @property
    def knows_candidates(self) -> bool:
        """Whether people were offered from this machine: the sheet is asked for the tab if it shows none."""
        return self._candidates.exists()

    def note_candidates(self, *, known: bool) -> None:
        """Remember, or forget, that there is a tab of candidates; where nothing can be kept, nothing is."""
        with suppress(OSError):
            if known:
                self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._candidates.touch(mode=0o600)
            else:
                self._candidates.unlink(missing_ok=True)

    @property
    def _candidates(self) -> Path:
        return self.path.with_suffix(".candidates")

    def load(self) -> State:
        """Return what is remembered; a file that is missing or garbled remembers nothing."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            record = found["day"] and Record(date.fromisoformat(found["day"]), dict(found["figures"]))
            return State(record or None, tuple(found["refused"]))
        except (OSError, ValueError, KeyError, TypeError):
            return State()

    def save(self, state: State) -> None:
        """Keep the state: the file is the old one or the new one, whatever happens.

        Raises `SetUpError` where it cannot be written.
        """
        try:
            replace_private(self.path, json.dumps(_to_json(state)))
        except OSError as error:
            raise _unwritable(self.folder, error) from None


def _to_json(state: State) -> Mapping[str, object]:
    record = state.record
    return {
        "day": record.day.isoformat() if record else None,
        "figures": dict(record.figures) if record else {},
        "refused": state.refused,
    }


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _unwritable(folder: Path, error: OSError) -> SetUpError:
    cure = "give it to the user that runs the job, or name another in XDG_STATE_HOME"
    return SetUpError(str(folder), f"the state folder cannot be written ({error.strerror})", cure)
