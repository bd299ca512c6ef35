"""What people have at hand and what is no use here, each told in one line with the way to what is."""

import re
from typing import NamedTuple

from sync.imports.typed.records import first_records, fold_header
from sync.imports.typed.wording import tidy


class Refusal(NamedTuple):
    """Why a file is not read, and what to do.

    `is_near` where it comes from one of the services: in a zip without anything better, that is told.
    """

    why: str
    cure: str
    is_near: bool = True


LINKEDIN_IN_ANOTHER_LANGUAGE = Refusal(
    "it is a LinkedIn table whose column names are in a language that is not known here",
    "set LinkedIn's language to English, and ask for the data again",
)
PART_OF_X = Refusal(
    "it is one file of an X archive, which names nobody without the others",
    "give the archive itself, the whole zip",
    is_near=False,
)
EMPTY = Refusal("there is nothing in it", "download it again", is_near=False)
_FACEBOOK_AS_PAGES = Refusal(
    "it is Facebook's download as web pages, which cannot be read",
    "ask Facebook for it again, choosing JSON as the format (Export your information › Format)",
)
_WEB_PAGE = Refusal("it is a web page, no export", "download the export again, signed in", is_near=False)
_UNKNOWN = Refusal(
    "it is none of the exports that are known here",
    "give LinkedIn, Google Contacts, Outlook, vCard, Facebook or X files as they were downloaded",
    is_near=False,
)
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_BY_FORM = (
    (
        re.compile(
            r"^[\u200e\ufeff]?\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? [^\n]{1,20}?(?:\] | - )", re.MULTILINE
        ),
        Refusal(
            "it is a WhatsApp chat, which names nobody to write to", "give the phone's contacts as vCard"
        ),
    ),
    (
        re.compile(r'"(?:relationships_\w{1,30}|string_list_data)"'),
        Refusal("it is a list of Instagram, which has handles and no names", "give another service's export"),
    ),
    (
        re.compile(r"<(?:calls|smses)\b"),
        Refusal("it is a backup of calls or messages, no contacts", "give the phone's contacts as vCard"),
    ),
    (
        re.compile(
            r'"(?:\w{1,30}_requests|deleted_friends|people_you_may_know|suggested_friends)(?:_v\d)?"\s*:'
        ),
        Refusal(
            "it lists people who are not the owner's friends", "give your_friends.json, or the whole zip"
        ),
    ),
)
_PROFILE = "linkedin.com/in/"
_URL_COLUMN = "url"
_SHOWN_COLUMNS = 4


def find_refusal(head: str) -> Refusal:
    """Return why the text is not read, whose kind is none of those that are."""
    if not head.strip():
        return EMPTY
    if _PAGE.match(head):
        return _FACEBOOK_AS_PAGES if "_a6-g" in head or "facebook" in head.lower() else _WEB_PAGE
    by_form = next((refusal for form, refusal in _BY_FORM if form.search(head)), None)
    return by_form or _find_table_refusal(head) or _UNKNOWN


def _find_table_refusal(head: str) -> Refusal | None:
    records = first_records(head)
    if _PROFILE in head and any(_URL_COLUMN in map(fold_header, record) for record in records):
        return LINKEDIN_IN_ANOTHER_LANGUAGE
    columns = [tidy(cell, 30) for cell in max(records, key=len, default=[])]
    if len(columns) <= _SHOWN_COLUMNS or not all(column.isprintable() for column in columns):
        return None
    shown = ", ".join(f"“{column}”" for column in columns[:_SHOWN_COLUMNS])
    return Refusal(
        f"it is a table whose columns are not known here ({shown}, …)",
        "export it in English, or as vCard",
        is_near=False,
    )
