"""The gspread-pandas script: the sheet to a DataFrame, two columns computed, the DataFrame to the sheet."""

import datetime as dt
import sys

from google.oauth2.service_account import Credentials
from gspread_pandas import Spread  # type: ignore[import-untyped]
from gspread_pandas.conf import default_scope  # type: ignore[import-untyped]

from tests.bench.scripts.rule import find_due, hash_note, list_formats

book_id, key_file = sys.argv[1:]
today = dt.datetime.now(dt.UTC).date()

credentials = Credentials.from_service_account_file(key_file, scopes=default_scope)  # type: ignore[no-untyped-call]
spread = Spread(book_id, "Sheet1", creds=credentials)
people = spread.sheet_to_df(index=0)
for column in ("Next due", "Seen"):
    if column not in people:
        people[column] = ""
people["Next due"] = [
    find_due(note, seen, due, today)
    for note, seen, due in zip(
        people["Relationship information"], people["Seen"], people["Next due"], strict=True
    )
]
people["Seen"] = people["Relationship information"].map(hash_note)
spread.df_to_sheet(people, index=False)
spread.sheet.batch_format(list_formats(people["Next due"].tolist(), today, "G"))
