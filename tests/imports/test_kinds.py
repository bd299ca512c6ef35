"""What a file is, is told by its content; what it is not, in one line."""

import pytest

from tests.imports.exports import read, refusal_of, sample

EMPTY = "there is nothing in it; download it again"
NONE = (
    "it is none of the exports that are known here; "
    "give LinkedIn, Google Contacts, Outlook, vCard, Facebook or X files as they were downloaded"
)
PAGES = (
    "it is Facebook's download as web pages, which cannot be read; "
    "ask Facebook for it again, choosing JSON as the format (Export your information › Format)"
)
PAGE = "it is a web page, no export; download the export again, signed in"
LANGUAGE = (
    "it is a LinkedIn table whose column names are in a language that is not known here; "
    "set LinkedIn's language to English, and ask for the data again"
)
COLUMNS = (
    "it is a table whose columns are not known here (“Date”, “Amount”, “Payee”, “Category”, …); "
    "export it in English, or as vCard"
)
CHAT = "it is a WhatsApp chat, which names nobody to write to; give the phone's contacts as vCard"
CALLS = "it is a backup of calls or messages, no contacts; give the phone's contacts as vCard"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", EMPTY),
        (b" \r\n\t", EMPTY),
        (b"\xef\xbb\xbf", EMPTY),
        (b"hello", NONE),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NONE),
        (b"{}", NONE),
        (b'["a"]', NONE),
        (b"<!DOCTYPE html><html><title>Sign in</title>", PAGE),
        (b"<?xml version='1.0'?>\n<HTML><body>Sign in</body>", PAGE),
        (b"\n<html><body>Facebook</body>", PAGES),
        (b"Fornavn,Etternavn,URL,E-post,Selskap\nAda,Quill,https://www.linkedin.com/in/ada,,\n", LANGUAGE),
        (b"Date,Amount,Payee,Category,Memo\n1,2,3,4,5\n", COLUMNS),
        (b"[31/12/2025, 11:40:26 PM] Ada: hi", CHAT),
        (b"\xe2\x80\x8e[07.03.26, 21:22:39] Ada: hi", CHAT),
        ("28/3/2025, 9:29\u202fp. m. - Ada: hola".encode(), CHAT),
        (b"<?xml version='1.0'?><smses count='1'>", CALLS),
    ],
)
def test_what_is_no_export_is_refused_with_the_way_to_one(content: bytes, line: str) -> None:
    assert refusal_of(content) == f"export: {line}"


def test_a_long_blank_beginning_takes_no_time() -> None:
    assert refusal_of(" " * 100_000 + "\n" * 100_000).startswith("export: there is nothing in it")


def test_a_file_name_means_nothing() -> None:
    assert read(sample("google/contacts.vcf")).kind == "vCard"
