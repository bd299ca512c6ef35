"""The day that follows: what is to be remembered of a contact from today on (design.md, section 3)."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from sync.core.contacts import Contact, Look
from sync.core.due.cell import NOT_WRITTEN, Said
from sync.core.due.easing import ease_in
from sync.core.due.edits import Reading
from sync.core.due.evidence import find_carried, find_latest
from sync.core.due.memory import Memory, Paused, Told, Why
from sync.core.due.typed import Kind, is_long_past


class Entry(NamedTuple):
    """A contact with what its *Next due* cell and its note say; `is_one_of_many`: its edit does not count."""

    contact: Contact
    said: Said
    reading: Reading
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
    return memories | ease_in((entry.contact for entry in written), memories, look)


def look_at(entry: Entry) -> Memory:
    """Return what can be told of a row whose cell is the owner's own or cannot be read; it is not kept."""
    in_touch, how = find_latest(entry.contact, entry.reading, (None, None))
    prints = (*entry.contact.prints, entry.reading.note_print)
    due = entry.said.day if entry.said.kind == Kind.THEIR_FORMULA else None
    return Memory(*prints, due=due, in_touch=in_touch, how=how)


def _remember(entry: Entry, look: Look) -> Memory:
    """Return the contact's new memory; `due` stays None for the easing in."""
    contact, said, reading, is_one_of_many = entry
    edited = reading.is_edit and not is_one_of_many
    carried, carried_how = find_carried(said.memory, look.today, edited=edited, done=said.kind == Kind.DONE)
    in_touch, how = find_latest(contact, reading, (carried, carried_how))
    pin, pin_base = _pin(entry, in_touch, look.today)
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
    )
    new = _tell(new, entry, look.today)
    due, why = _date(new, contact, said.memory)
    return _notice(new, due, why, said.memory)


def _find_pause(entry: Entry) -> Paused | None:
    old = entry.remembered
    if entry.said.kind == Kind.PAUSE or (old and old.paused == Paused.BY_WORD):
        return Paused.BY_WORD
    return Paused.BY_EVERY if entry.contact.interval is None else None


def _pin(entry: Entry, in_touch: date | None, today: date) -> tuple[date | None, date | None]:
    """Hold the date the owner set, beside the day last in touch as known then: just now, or as remembered."""
    if entry.said.kind == Kind.DATE and entry.said.day:
        return (today if is_long_past(entry.said.day, today) else entry.said.day), in_touch
    old = entry.remembered
    return (old.pin, old.pin_base) if old else (None, None)


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


def _date(new: Memory, contact: Contact, old: Memory | None) -> tuple[date | None, Why]:
    """Work out when the person is due, and why; of a paused person the date is kept for later."""
    before = old.due if old else None
    if contact.interval is None or new.paused:
        return new.pin or before, Why.SET if new.pin else Why.KEPT
    by_evidence = contact.interval.after(new.in_touch) if new.in_touch else None
    if new.pin and not (by_evidence and by_evidence > new.pin and _is_newer(new)):
        return new.pin, Why.SET
    if by_evidence:
        return by_evidence, Why.EVIDENCE
    is_eased = old is None or old.why == Why.EASED or before is None
    return before, Why.EASED if is_eased else Why.KEPT


def _is_newer(memory: Memory) -> bool:
    """Return whether there is evidence of contact since the owner set the date."""
    return memory.in_touch is not None and (memory.pin_base is None or memory.in_touch > memory.pin_base)


_state = attrgetter("in_touch", "how", "carried", "pin", "paused", "told", "told_on", "told_of")


def _notice(new: Memory, due: date | None, why: Why, old: Memory | None) -> Memory:
    """Add the date, say since when it has been so, and what it was before."""
    if old is None:
        return new._replace(due=due, why=why)
    before = old.before if old.due == due else old.due
    since = old if why == old.why and _state(new) == _state(old) else new
    return new._replace(due=due, why=why, before=before, noticed=since.noticed, late=since.late)
