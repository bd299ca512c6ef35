"""What is to be remembered of a contact from today on (design.md, section 3)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from sync.core import memory as mem
from sync.core.contacts import Contact, Look
from sync.core.evidence import Reading, find_carried, find_latest
from sync.core.memory import Memory
from sync.core.recall import DATE, DONE_WORD, PAUSE_WORD, REMEMBERED, THEIR_FORMULA, UNREADABLE, Said

LONG_PAST = 60
"""Days: a date typed further back than this is hardly meant."""


class Entry(NamedTuple):
    """A contact with what its *Next due* cell and its note say; `is_one_of_many`: its edit does not count."""

    contact: Contact
    said: Said
    reading: Reading
    is_one_of_many: bool = False

    @property
    def is_written(self) -> bool:
        """Whether the job may write the row's *Next due* cell: the owner's own and the unreadable stay."""
        return self.said.kind not in {UNREADABLE, THEIR_FORMULA}


def remember(entries: Iterable[Entry], look: Look) -> dict[int, Memory]:
    """Return the new memory of each contact whose cell the job may write, by row, every date filled in."""
    written = [entry for entry in entries if entry.is_written]
    memories = {entry.contact.row: _remember(entry, look) for entry in written}
    return memories | _ease_in(written, memories, look.today)


def look_at(entry: Entry) -> Memory:
    """Return what can be told of a row whose cell is the owner's own or cannot be read; it is not kept."""
    in_touch, how = find_latest(entry.contact, entry.reading, (None, ""))
    prints = (*entry.contact.prints, entry.reading.note_print)
    due = entry.said.day if entry.said.kind == THEIR_FORMULA else None
    return Memory(*prints, due=due, in_touch=in_touch, how=how)


def _remember(entry: Entry, look: Look) -> Memory:
    """Return the contact's new memory; `due` stays None for the easing in."""
    contact, said, reading, is_one_of_many = entry
    edited = reading.is_edit and not is_one_of_many
    carried, carried_how = find_carried(said.memory, look.today, edited=edited, done=said.kind == DONE_WORD)
    in_touch, how = find_latest(contact, reading, (carried, carried_how))
    new = Memory(
        *contact.prints,
        reading.note_print,
        in_touch=in_touch,
        how=how,
        carried=carried,
        carried_how=carried_how,
        note_date=reading.note_date,
        note_plan=reading.note_plan,
        paused=_find_pause(contact, said),
    )
    new = _tell(_pin(new, said, look.today), entry, look.today)
    return _notice(_date(new, contact, said.memory), said.memory, look)


def _find_pause(contact: Contact, said: Said) -> str:
    if said.kind == PAUSE_WORD or (
        said.kind == REMEMBERED and said.memory and said.memory.paused == mem.BY_WORD
    ):
        return mem.BY_WORD
    return mem.BY_EVERY if contact.interval is None else ""


def _is_long_past(said: Said, today: date) -> bool:
    return said.kind == DATE and said.day is not None and said.day < today - timedelta(days=LONG_PAST)


def _pin(new: Memory, said: Said, today: date) -> Memory:
    """Hold the date the owner set: the one just typed, else the one remembered."""
    if said.kind == DATE:
        return new._replace(pin=today if _is_long_past(said, today) else said.day, pin_base=new.in_touch)
    if said.kind == REMEMBERED and said.memory:
        return new._replace(pin=said.memory.pin, pin_base=said.memory.pin_base)
    return new


def _tell(new: Memory, entry: Entry, today: date) -> Memory:
    """Keep what there is to tell: a copied date, a date long past, an edit that was one of too many."""
    said = entry.said
    if said.copied_from is not None:
        return new._replace(told=mem.COPIED, told_on=today)
    if _is_long_past(said, today):
        return new._replace(told=mem.LONG_PAST, told_on=today, before=said.day)
    if entry.is_one_of_many:
        return new._replace(told=mem.MANY_EDITS, told_on=today)
    if said.kind == REMEMBERED and said.memory:
        return new._replace(told=said.memory.told, told_on=said.memory.told_on)
    return new


def _date(new: Memory, contact: Contact, old: Memory | None) -> Memory:
    """Work out when the person is due, and why; of a paused person the date is kept for later."""
    before = old.due if old else None
    if contact.interval is None or new.paused:
        return new._replace(due=new.pin or before, why=mem.SET if new.pin else mem.KEPT)
    by_evidence = contact.interval.after(new.in_touch) if new.in_touch else None
    if new.pin and not (by_evidence and by_evidence > new.pin and _is_newer(new)):
        return new._replace(due=new.pin, why=mem.SET)
    if by_evidence:
        return new._replace(due=by_evidence, why=mem.EVIDENCE)
    is_eased = old is None or old.why == mem.EASED or before is None
    return new._replace(due=before, why=mem.EASED if is_eased else mem.KEPT)


def _is_newer(memory: Memory) -> bool:
    """Return whether there is evidence of contact since the owner set the date."""
    return memory.in_touch is not None and (memory.pin_base is None or memory.in_touch > memory.pin_base)


_STATE = ("in_touch", "how", "carried", "pin", "paused", "why", "told", "told_on")


def _notice(new: Memory, old: Memory | None, look: Look) -> Memory:
    """Say since when it has been so, and what the date was before."""
    if old is None:
        return new._replace(noticed=look.today, late=look.is_told)
    before = new.before or (old.before if old.due == new.due else old.due)
    if all(getattr(new, field) == getattr(old, field) for field in _STATE):
        return new._replace(noticed=old.noticed, late=old.late, before=before)
    return new._replace(noticed=look.today, late=look.is_told, before=before)


def _ease_in(entries: Iterable[Entry], memories: dict[int, Memory], today: date) -> dict[int, Memory]:
    """Give a date to each who has none, spread over their interval, in sheet order."""
    undated = [
        entry.contact
        for entry in entries
        if not (memory := memories[entry.contact.row]).paused and memory.due is None
    ]
    eased = {}
    for place, contact in enumerate(undated):
        days = (contact.interval.after(today) - today).days if contact.interval else 0
        due = today + timedelta(days=place * days // len(undated))
        eased[contact.row] = memories[contact.row]._replace(due=due, why=mem.EASED)
    return eased
