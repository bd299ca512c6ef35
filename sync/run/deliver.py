"""The summary on its way: mailed once a period, recorded only once the mail server has accepted it."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Literal, NamedTuple

from sync.core.changes import PutRecord
from sync.core.sheet import Kept, Sheet
from sync.core.table import Record
from sync.errors import KeepInTouchError, MaybeWrittenError, SetUpError, TryAgainError
from sync.mail.smtp import Delivery
from sync.run.state import State, StateFile

Mail = Literal["sent", "not_due", "no_smtp", "failed"]
Post = Callable[[EmailMessage], Delivery]
"""Hands a message to the mail server; raises the errors of `sync.errors`."""


class Sent(NamedTuple):
    """What became of the summary; `error` says why it did not reach everybody, or could not be recorded."""

    mail: Mail
    error: KeepInTouchError | None = None
    warnings: tuple[str, ...] = ()


def find_kept(sheet: Sheet) -> Kept | None:
    """Ask what the sheet keeps beside the cells; None where that cannot be told now, which stops nothing."""
    try:
        return sheet.find_kept()
    except KeepInTouchError:
        return None


def can_keep(state: StateFile, kept: State, unwritten: KeepInTouchError | None) -> bool:
    """Return whether the day of a summary can be recorded anywhere: in the sheet, or on this machine.

    `unwritten` is why the sheet cannot be written, None where it can.
    """
    if unwritten is None:
        return True
    try:
        state.save(kept)
    except KeepInTouchError:
        return False
    return True


class Records(NamedTuple):
    """Where the day of a summary is recorded, and what was known before.

    `sheet` is None where it is known that it cannot be written.
    """

    sheet: Sheet | None
    state: StateFile
    kept: State


def deliver(message: EmailMessage, post: Post, records: Records, record: Record) -> Sent:
    """Hand the message to the mail server, and record its day once it was accepted.

    What goes wrong is returned, not raised.
    """
    try:
        refused = post(message).refused
    except KeepInTouchError as error:
        return Sent("failed", error)
    warnings, trouble = _record(records, record, tuple(refused))
    if refused:
        why = ", ".join(f"{address} ({reply})" for address, reply in refused.items())
        cure = "correct summary.to in the settings; the others have got it"
        trouble = SetUpError("summary", f"the mail server refused {why}", cure)
    return Sent("sent", trouble, tuple(warnings))


def _record(
    records: Records, record: Record, refused: tuple[str, ...]
) -> tuple[list[str], KeepInTouchError | None]:
    """Record an accepted summary on this machine and in the sheet; return what could not be done.

    That is warnings, and the error where it will not pass by itself, which nothing else had shown yet.
    """
    warnings: list[str] = []
    try:
        records.state.save(State(record, refused))
    except KeepInTouchError as error:
        warnings.append(str(error))
    if records.sheet:
        try:
            _write_record(records.sheet, PutRecord(record, again=records.kept.record is not None))
        except TryAgainError as error:
            warnings.append(f"the summary’s day is recorded on this machine only: {error}")
        except KeepInTouchError as error:
            return warnings, error
    return warnings, None


def _write_record(sheet: Sheet, change: PutRecord) -> None:
    """Write the record; where the answer was lost, look whether it is there, and else write it again."""
    try:
        sheet.write([change])
    except MaybeWrittenError:
        if sheet.read().record != change.record:
            sheet.write([change])
