"""The day that follows: what is to be remembered of a contact from today on (design.md, section 3)."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from sync.core.contacts.contacts import Contact, Look
from sync.core.due.by_session import move_to_session
from sync.core.due.cell import NOT_WRITTEN, Said
from sync.core.due.easing import ease_in
from sync.core.due.edits import Reading
from sync.core.due.evidence import find_carried, find_latest
from sync.core.due.mailed import SILENCE, Mailed
from sync.core.due.memory.memory import How, Memory, Paused, Told, Why
from sync.core.due.typed import Kind, is_long_past


class Entry(NamedTuple):
    """A contact with what its *Next due* cell, its note and the mailbox say.

    `is_one_of_many`: its edit does not count.
    """

    contact: Contact
    said: Said
    reading: Reading
    mailed: Mailed = SILENCE
    is_one_of_many: bool = False

    @property
    def is_written(self) -> bool:
        """Whether the job may write the row's *Next due* cell: the owner's own and the unreadable stay."""
        return self.said.kind not in NOT_WRITTEN

    @property
    def remembered(self) -> Memory | None:
        """What the cell still remembers: nothing where the owner typed over it."""
        return self.said.memory if self.said.kind == Kind.REMEMBERED else None


def remember(entries: Iterable[Entry], look: Look) -> dict[int, Memory]:
    """Return the new memory of each contact whose cell the job may write, by row, every date filled in."""
    written = [entry for entry in entries if entry.is_written]
    memories = {entry.contact.row: _remember(entry, look) for entry in written}
    memories |= ease_in((entry.contact for entry in written), memories, look)
    return {entry.contact.row: _settle(memories[entry.contact.row], entry, look) for entry in written}


def _settle(new: Memory, entry: Entry, look: Look) -> Memory:
    """Move the date to a session, where there are any, and say since when it has been so."""
    old, sessions = entry.said.memory, look.rules.sessions
    if sessions:
        interval = entry.contact.interval or look.rules.every
        new = move_to_session(new, old, interval, sessions, look.today)
    return _notice(new, old)


def look_at(entry: Entry) -> Memory:
    """Return what can be told of a row whose cell is the owner's own or cannot be read; it is not kept."""
    in_touch, how = find_latest(entry.contact, entry.reading, (None, None))
    prints = (*entry.contact.prints, entry.reading.note_print)
    due = entry.said.day if entry.said.kind == Kind.THEIR_FORMULA else None
    return Memory(*prints, due=due, in_touch=in_touch, how=how)


def _remember(entry: Entry, look: Look) -> Memory:
    """Return the contact's new memory; `due` stays None for the easing in."""
    contact, said, reading, mailed, is_one_of_many = entry
    edited = reading.is_edit and not is_one_of_many
    done = said.kind == Kind.DONE
    carried, carried_how = find_carried(said.memory, look.today, mailed, edited=edited, done=done)
    in_touch, how = find_latest(contact, reading, (carried, carried_how))
    pin, pin_base, pinned_on = _pin(entry, in_touch, look.today)
    new = Memory(
        *contact.prints,
        reading.note_print,
        in_touch=in_touch,
        how=how,
        carried=carried,
        carried_how=carried_how,
        noticed=look.today,
        late=look.is_told,
        note_date=reading.note_date,
        note_plan=reading.note_plan,
        pin=pin,
        pin_base=pin_base,
        paused=_find_pause(entry),
        dates=reading.dates,
        moved=contact.note_print if reading.is_moved else 0,
        note_gone=reading.is_gone,
        pinned_on=pinned_on,
        taken=mailed.taken or (said.memory.taken if said.memory else 0),
    )
    new = _tell(new, entry, look.today)
    return _date(new, contact, said.memory, look.today)


def _find_pause(entry: Entry) -> Paused | None:
    old, mailed = entry.remembered, entry.mailed
    was_paused = old is not None and old.paused == Paused.BY_WORD
    if entry.said.kind == Kind.PAUSE or (mailed.pauses if mailed.said_on else was_paused):
        return Paused.BY_WORD
    return Paused.BY_EVERY if entry.contact.interval is None else None


Pin = tuple[date | None, date | None, date | None]


def _pin(entry: Entry, in_touch: date | None, today: date) -> Pin:
    """Hold the date the owner set, beside the day last in touch as known then, and the day they set it.

    They set it in the cell just now, or by their last answer, or it is remembered.
    """
    if entry.said.kind == Kind.DATE and entry.said.day:
        day = today if is_long_past(entry.said.day, today) else entry.said.day
        return day, in_touch, today
    old, mailed = entry.remembered, entry.mailed
    if mailed.said_on and not mailed.pauses:
        return (mailed.due, in_touch, mailed.said_on) if mailed.due else (None, None, None)
    return (old.pin, old.pin_base, old.pinned_on) if old else (None, None, None)


def _tell(new: Memory, entry: Entry, today: date) -> Memory:
    """Add what there is to tell: a copied date, a date long past, an edit that was one of too many."""
    said, old = entry.said, entry.remembered
    if said.copied_from:
        return new._replace(told=Told.COPIED, told_on=today, told_of=said.copied_from, told_date=said.day)
    if said.kind == Kind.DATE and said.day and is_long_past(said.day, today):
        return new._replace(told=Told.LONG_PAST, told_on=today, told_date=said.day)
    if entry.is_one_of_many:
        return new._replace(told=Told.MANY_EDITS, told_on=today)
    if old:
        return new._replace(told=old.told, told_on=old.told_on, told_of=old.told_of, told_date=old.told_date)
    return new


def _date(new: Memory, contact: Contact, old: Memory | None, today: date) -> Memory:
    """Add when the person is due, and why; of a paused person the date is kept for later."""
    before = (old.by_itself or old.due) if old else None
    if contact.interval is None or new.paused:
        return new._replace(due=new.pin or before, why=Why.SET if new.pin else Why.KEPT)
    by_evidence = contact.interval.after(new.in_touch) if new.in_touch else None
    if new.pin and not (by_evidence and by_evidence > new.pin and _is_newer(new)):
        return new._replace(due=new.pin, why=Why.SET)
    if by_evidence is None:
        is_eased = old is None or old.why == Why.EASED or before is None
        return new._replace(due=before, why=Why.EASED if is_eased else Why.KEPT)
    if new.how == How.LETTER:
        return _date_by_letter(new, by_evidence, old, today)
    return new._replace(due=by_evidence, why=Why.EVIDENCE)


def _date_by_letter(new: Memory, by_letter: date, old: Memory | None, today: date) -> Memory:
    """Date somebody by a letter: it never brings forward a date that was given without evidence.

    Nor does it make anybody overdue on the run that first sees them: they are eased in instead.
    """
    if old is None:
        return new if by_letter < today else new._replace(due=by_letter)
    given = old.by_itself or old.due if old.why in {Why.EASED, Why.KEPT} else old.eased
    if given is None or by_letter > given:
        return new._replace(due=by_letter, why=Why.EVIDENCE, eased=given)
    return new._replace(due=given, why=Why.KEPT if old.why == Why.KEPT else Why.EASED)


def _is_newer(memory: Memory) -> bool:
    """Return whether there is evidence of contact since the owner set the date.

    A letter of the day on which that was noticed, or before, is not newer than the owner's word.
    """
    known = [memory.pin_base, memory.pinned_on if memory.how == How.LETTER else None]
    return memory.in_touch is not None and all(memory.in_touch > day for day in known if day)


_state = attrgetter("in_touch", "how", "carried", "pin", "paused", "told", "told_on", "told_of")


def _notice(new: Memory, old: Memory | None) -> Memory:
    """Say since when it has been so, and what the date was before."""
    if old is None:
        return new
    before = old.before if old.due == new.due else old.due
    since = old if new.why == old.why and _state(new) == _state(old) else new
    return new._replace(before=before, noticed=since.noticed, late=since.late)
