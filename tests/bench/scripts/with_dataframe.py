"""The gspread-dataframe script: the worksheet as a DataFrame, two columns computed, and back with it."""

import datetime as dt
import sys

import gspread
from gspread_dataframe import get_as_dataframe, set_with_dataframe  # type: ignore[import-untyped]

from tests.bench.scripts.rule import find_due, hash_note, list_formats

book_id, key_file = sys.argv[1:]
today = dt.datetime.now(dt.UTC).date()

worksheet = gspread.service_account(filename=key_file).open_by_key(book_id).worksheet("Sheet1")
people = (
    get_as_dataframe(worksheet, dtype=str)
    .fillna("")
    .reindex(
        columns=[
            "Name",
            "Email",
            "Phone number",
            "Relationship information",
            "Birthday",
            "Years known",
            "Next due",
            "Seen",
        ],
        fill_value="",
    )
)
people["Next due"] = [
    find_due(note, seen, due, today)
    for note, seen, due in zip(
        people["Relationship information"], people["Seen"], people["Next due"], strict=True
    )
]
people["Seen"] = people["Relationship information"].map(hash_note)
set_with_dataframe(worksheet, people)
worksheet.batch_format(list_formats(people["Next due"].tolist(), today, "G"))
