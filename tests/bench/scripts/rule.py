"""What the three scripts compute: when somebody is due, from the note and from what the last run left."""

import datetime as dt
import hashlib
import re

from gspread.worksheet import CellFormat

DAYS = 91
RED, WHITE = {"red": 0.98, "green": 0.85, "blue": 0.84}, {"red": 1, "green": 1, "blue": 1}


def find_due(note: str, seen: str, due: str, today: dt.date) -> str:
    """Return the next due date: by the date that begins the note, by today if it was edited, or as it was."""
    if dated := re.match(r"\d{4}-\d\d-\d\d", note):
        return str(dt.date.fromisoformat(dated[0]) + dt.timedelta(days=DAYS))
    if due and seen == hash_note(note):
        return due
    return str(today + dt.timedelta(days=DAYS if seen else 0))


def hash_note(note: str) -> str:
    """Return what tells one note from another."""
    return "n" + hashlib.sha256(note.encode()).hexdigest()[:8]


def list_formats(dues: list[str], today: dt.date, column: str) -> list[CellFormat]:
    """Return the formats of a column of dates, header first: the overdue ones red, all others white."""
    last = len(dues) + 1
    formats: list[CellFormat] = [{"range": f"{column}2:{column}{last}", "format": {"backgroundColor": WHITE}}]
    for row, due in enumerate(dues, start=2):
        if due < str(today):
            formats.append({"range": f"{column}{row}", "format": {"backgroundColor": RED}})
    return formats
