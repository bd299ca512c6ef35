"""The row of the list that a candidate becomes: which column gets what, and what goes into the note.

See design.md, section 11. All that comes from an export is text; what the list has no column for goes into
the note, where no date in it counts.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sync.core.candidates.tab import columns as tab
from sync.core.candidates.tab.changes import Value
from sync.core.candidates.tab.rows import Row
from sync.core.candidates.wording import without_last_bracket
from sync.core.contacts import headers as col
from sync.core.contacts.profiles import read_any_profile

if TYPE_CHECKING:
    from sync.core.contacts.columns import Columns
    from sync.core.contacts.contacts import Look, Rules
    from sync.core.table import Table


class NewRow(NamedTuple):
    """What stands in the new row, by the list's column names (`sync.core.contacts.headers`).

    `wrote` is the day last in touch where no column may hold it: it only puts the first date off, as a letter
    of the owner's does, and is not written.
    """

    values: Mapping[str, Value]
    wrote: date | None = None


def write_new_row(row: Row, table: "Table", look: "Look", columns: "Columns") -> NewRow:
    """Return what a row of the Candidates tab, `table`, becomes in the list, as the owner left it."""
    there = columns.places.keys()
    values: dict[str, Value] = {}
    left: list[str] = []
    for fields, text in _find_texts(row, has_two_names=col.LAST_NAME in there):
        field = next((field for field in fields if field in there and field not in values), None)
        if field:
            values[field] = text
        else:
            left.append(f"{col.title_of(fields[0])}: {text}")
    note = "\n".join(filter(None, (row.note, without_last_bracket(" · ".join(left)))))
    if note and col.NOTE in there:
        values[col.NOTE] = note
    day = row.last_contact(table)
    if day is None or day > look.today:
        return NewRow(values)
    if col.LAST in there and _find_due(day, look.rules) >= look.today:
        return NewRow(values | {col.LAST: day})
    return NewRow(values, day)


def _find_texts(row: Row, *, has_two_names: bool) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each text of the row with the columns that may hold it, the best first."""
    first, last = _split(row.text(tab.NAME)) if has_two_names else (row.text(tab.NAME), "")
    texts = [
        ((col.NAME, col.FIRST_NAME), first),
        ((col.LAST_NAME,), last),
        ((col.EMAIL,), row.text(tab.EMAIL)),
        ((col.PHONE,), row.text(tab.PHONE)),
        *(((_find_network(text), col.PROFILE), text) for text in row.profiles),
        ((col.BIRTHDAY,), row.text(tab.BIRTHDAY)),
    ]
    yield from ((fields, text) for fields, text in texts if text)


def _split(name: str) -> tuple[str, str]:
    """Return the name split at its last space; one word is a first name."""
    first, _, last = name.rpartition(" ")
    return (first, last) if first else (last, "")


def _find_network(text: str) -> str:
    """Return the column of the network that the address is on; a page of any other host is a website."""
    profile = read_any_profile(text)
    is_page = profile.network == col.MASTODON and "/@" not in text
    return col.WEBSITE if is_page else profile.network


def _find_due(last_contact: date, rules: "Rules") -> date:
    """Return when somebody would be due by that day alone."""
    if rules.sessions and not rules.sessions.spare(rules.every):
        return rules.sessions.due_after(last_contact, rules.every)
    return rules.every.after(last_contact)
