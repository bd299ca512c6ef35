"""The summary on its way: mailed once a period, recorded only once the mail server has accepted it."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Literal, NamedTuple

from sync.core.table import PutRecord, Record, Sheet
from sync.errors import KeepInTouchError, MaybeWrittenError, SetUpError, TryAgainError
from sync.mail.smtp import Delivery
from sync.run.state import State, StateFile

Mail = Literal["sent", "not_due", "no_smtp", "failed"]
Post = Callable[[EmailMessage], Delivery]
"""Hands a message to the mail server; raises the errors of `sync.errors`."""


class Sent(NamedTuple):
    """What became of the summary; `error` says why it did not reach everybody."""

    mail: Mail
    error: KeepInTouchError | None = None
    refused: tuple[str, ...] = ()


def send(message: EmailMessage, post: Post) -> Sent:
    """Hand the message to the mail server; what it says to that is returned, not raised."""
    try:
        refused = post(message).refused
    except KeepInTouchError as error:
        return Sent("failed", error)
    if not refused:
        return Sent("sent")
    why = ", ".join(f"{address} ({reply})" for address, reply in refused.items())
    cure = "correct summary.to in the settings; the others have got it"
    return Sent("sent", SetUpError("summary", f"the mail server refused {why}", cure), tuple(refused))


def record(
    sheet: Sheet | None, state: StateFile, kept: State, found: Record, refused: tuple[str, ...]
) -> tuple[list[str], KeepInTouchError | None]:
    """Record the day of an accepted summary on this machine and in the sheet; return what could not be done.

    That is warnings, and the error where it will not pass by itself, which nothing else had shown yet.
    `sheet` is None where it is known that it cannot be written.
    """
    warnings: list[str] = []
    try:
        state.save(kept._replace(record=found, refused=refused))
    except KeepInTouchError as error:
        warnings.append(str(error))
    if sheet:
        try:
            _write_record(sheet, PutRecord(found, again=kept.record is not None))
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
