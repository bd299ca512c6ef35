"""What is to be remembered of a contact from today on (design.md, section 3)."""

from collections.abc import Iterable
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from sync.core.contacts import Contact, Look
from sync.core.due import memory as mem
from sync.core.due.cell import DATE, DONE_WORD, NOT_WRITTEN, PAUSE_WORD, REMEMBERED, THEIR_FORMULA, Said
from sync.core.due.evidence import Reading, find_carried, find_latest
from sync.core.due.memory import Memory

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
        return self.said.kind not in NOT_WRITTEN


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
    pin, pin_base = _pin(said, in_touch, look.today)
    paused = _find_pause(contact, said)
    told, told_on, told_of = _tell(entry, look.today)
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
        before=said.day if _is_long_past(said, look.today) else None,
        paused=paused,
        told=told,
        told_on=told_on,
        told_of=told_of,
        dates=reading.dates,
        moved=contact.note_print if reading.is_moved else 0,
    )
    due, why = _date(new, contact, said.memory)
    return _notice(new, due, why, said.memory)


def _find_pause(contact: Contact, said: Said) -> str:
    old = said.memory if said.kind == REMEMBERED else None
    if said.kind == PAUSE_WORD or (old and old.paused == mem.BY_WORD):
        return mem.BY_WORD
    return mem.BY_EVERY if contact.interval is None else ""


def _is_long_past(said: Said, today: date) -> bool:
    return said.kind == DATE and said.day is not None and said.day < today - timedelta(days=LONG_PAST)


def _pin(said: Said, in_touch: date | None, today: date) -> tuple[date | None, date | None]:
    """Hold the date the owner set, beside the day last in touch as known then: just now, or as remembered."""
    if said.kind == DATE:
        return (today if _is_long_past(said, today) else said.day), in_touch
    if said.kind == REMEMBERED and said.memory:
        return said.memory.pin, said.memory.pin_base
    return None, None


def _tell(entry: Entry, today: date) -> tuple[str, date | None, int]:
    """Keep what there is to tell: a copied date, a date long past, an edit that was one of too many."""
    said = entry.said
    if said.copied_from:
        return mem.COPIED, today, said.copied_from
    if _is_long_past(said, today):
        return mem.LONG_PAST, today, 0
    if entry.is_one_of_many:
        return mem.MANY_EDITS, today, 0
    if said.kind == REMEMBERED and said.memory:
        return said.memory.told, said.memory.told_on, said.memory.told_of
    return "", None, 0


def _date(new: Memory, contact: Contact, old: Memory | None) -> tuple[date | None, str]:
    """Work out when the person is due, and why; of a paused person the date is kept for later."""
    before = old.due if old else None
    if contact.interval is None or new.paused:
        return new.pin or before, mem.SET if new.pin else mem.KEPT
    by_evidence = contact.interval.after(new.in_touch) if new.in_touch else None
    if new.pin and not (by_evidence and by_evidence > new.pin and _is_newer(new)):
        return new.pin, mem.SET
    if by_evidence:
        return by_evidence, mem.EVIDENCE
    is_eased = old is None or old.why == mem.EASED or before is None
    return before, mem.EASED if is_eased else mem.KEPT


def _is_newer(memory: Memory) -> bool:
    """Return whether there is evidence of contact since the owner set the date."""
    return memory.in_touch is not None and (memory.pin_base is None or memory.in_touch > memory.pin_base)


_state = attrgetter("in_touch", "how", "carried", "pin", "paused", "told", "told_on", "told_of")


def _notice(new: Memory, due: date | None, why: str, old: Memory | None) -> Memory:
    """Add the date, say since when it has been so, and what it was before."""
    if old is None:
        return new._replace(due=due, why=why)
    before = new.before or (old.before if old.due == due else old.due)
    since = old if why == old.why and _state(new) == _state(old) else new
    return new._replace(due=due, why=why, before=before, noticed=since.noticed, late=since.late)


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
