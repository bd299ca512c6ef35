"""The gspread script: read all records, compute, update the two columns, colour the overdue dates."""

import datetime as dt
import sys

import gspread
from gspread.utils import ValueInputOption

from tests.bench.scripts.rule import find_due, hash_note, list_formats

book_id, key_file = sys.argv[1:]
today = dt.datetime.now(dt.UTC).date()

worksheet = gspread.service_account(filename=key_file).open_by_key(book_id).worksheet("Sheet1")
records = worksheet.get_all_records()
notes = [str(record["Relationship information"]) for record in records]
dues = [
    find_due(note, str(record.get("Seen", "")), str(record.get("Next due", "")), today)
    for note, record in zip(notes, records, strict=True)
]
values = [["Next due", "Seen"], *([due, hash_note(note)] for due, note in zip(dues, notes, strict=True))]
worksheet.update(values, "G1", value_input_option=ValueInputOption.user_entered)
worksheet.batch_format(list_formats(dues, today, "G"))
