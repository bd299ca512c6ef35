"""Several files together: each is read, whatever becomes of the others, and they complete each other."""

import io
from datetime import date

import pytest

from sync.imports.export import Fault, FileRead, UnreadableError
from sync.imports.read import read_exports
from tests.imports.exports import CONNECTIONS, faults_of, names_of, read, read_together, sample

CARD = "BEGIN:VCARD\nFN:{}\nEMAIL:{}\nURL:{}\nEND:VCARD\n"


def people_of(found: FileRead | UnreadableError) -> dict[str, date | None]:
    assert isinstance(found, FileRead)
    return {person.name: person.last_contact for person in found.people}


def test_messages_date_the_connections_of_another_file() -> None:
    connections, messages = read_together(sample("linkedin/Connections.csv"), sample("linkedin/messages.csv"))
    assert people_of(connections)["Ada Quill"] == date(2026, 9, 1)
    assert people_of(connections)["José García"] == date(2021, 3, 5)
    assert people_of(connections)["Neha"] is None
    assert isinstance(messages, FileRead)
    assert messages.faults == ()


def test_the_order_of_the_files_does_not_matter() -> None:
    _, connections = read_together(sample("linkedin/messages.csv"), sample("linkedin/Connections.csv"))
    assert people_of(connections)["Ada Quill"] == date(2026, 9, 1)


def test_messages_date_a_card_with_that_profile_too() -> None:
    card = CARD.format("Ada", "ada@example.org", "https://linkedin.com/in/ada-quill/")
    book, _ = read_together(card.encode(), sample("linkedin/messages.csv"))
    assert people_of(book) == {"Ada": date(2026, 9, 1)}


def test_encrypted_chats_date_the_friends_of_the_other_download() -> None:
    friends, _ = read_together(sample("facebook/your_friends.json"), sample("facebook/messages.zip"))
    assert people_of(friends)["Katarína Žilinčíková"] == date(2026, 5, 28)


def test_facebooks_names_date_nobody_of_another_service() -> None:
    card = CARD.format("Katarína Žilinčíková", "k@example.org", "")
    book, _ = read_together(card.encode(), sample("facebook/messages.zip"))
    assert people_of(book) == {"Katarína Žilinčíková": None}


@pytest.mark.parametrize(
    ("name", "cure"),
    [("linkedin/messages.csv", "Connections.csv"), ("facebook/messages.zip", "your_friends.json")],
)
def test_messages_alone_say_what_is_missing(name: str, cure: str) -> None:
    found = read(sample(name))
    assert found.people == ()
    assert "nobody found" in str(found)
    assert cure in faults_of(found)[0]


@pytest.mark.parametrize(
    ("email", "url"),
    [("Robin@Example.com", ""), ("r@example.org", "https://www.linkedin.com/in/robin-sample")],
)
def test_the_owner_is_nobodys_candidate(email: str, url: str) -> None:
    me = CARD.format("Robin", email, url)
    zipped = sample("linkedin/Basic_LinkedInDataExport_11-20-2026.zip")
    book, _ = read_together(me.encode(), zipped)
    assert isinstance(book, FileRead)
    assert book.people == ()
    assert book.left_out == {"yourself": 1}


def test_one_bad_file_stops_no_other() -> None:
    first, second, third = read_together(CONNECTIONS.encode(), b"hello", sample("vcard/v4.vcf"))
    assert names_of(first) == ["Ada Quill"]
    assert isinstance(second, UnreadableError)
    assert str(second).startswith("file 2: ")
    assert names_of(third) == ["Simon Example", "Text Birthday"]


def test_no_files_are_no_people() -> None:
    assert read_exports([]) == []


def test_progress_counts_what_is_read_up_to_all_of_it() -> None:
    told: list[tuple[int, int]] = []
    files = [
        ("a", io.BytesIO(sample("linkedin/Basic_LinkedInDataExport_11-20-2026.zip"))),
        ("b", io.BytesIO(b"hello")),
        ("c", io.BytesIO(sample("x/twitter-2026-11-01-0123456789abcdef.zip"))),
        ("d", io.BytesIO(b'{"friends_v2": [')),
    ]
    read_exports(files, progress=lambda done, total: told.append((done, total)))
    assert told == [(done, len(told)) for done in range(1, len(told) + 1)]
    assert len(told) > 10


def test_a_fault_is_one_line_whatever_stands_in_the_file() -> None:
    fault = Fault("a\nb.csv", "", "“x\u2028y\x1b[31m”", "see\tto it")
    assert str(fault) == "a b.csv: “x y [31m”; see to it"


def test_numbers_of_people_are_told_in_one_line() -> None:
    assert str(read(CONNECTIONS)) == "export: LinkedIn connections: 1 person"
    assert str(read(sample("linkedin/Connections.csv"))) == (
        "export: LinkedIn connections: 9 people; no name: 2; twice in the file: 1"
    )
