"""LinkedIn's zip: imported contacts fill what the connections lack, and nobody else."""

import pytest

from tests.imports.exports import CONNECTIONS, HEADER, make_zip, names_of, read, read_together

IMPORTED = "FirstName,MiddleName,LastName,Title,Emails,PhoneNumbers\n"


def zip_of(imported: str, connections: str = CONNECTIONS) -> bytes:
    return make_zip({"Connections.csv": connections, "ImportedContacts.csv": IMPORTED + imported})


def test_the_only_entry_of_the_name_fills_the_missing_address_and_number() -> None:
    person = read(zip_of('Ada,,Quill,,"ada@example.org,a@example.com",+44 7700 900123\n')).people[0]
    assert person.emails == ("ada@example.org", "a@example.com")
    assert person.phones == ("+44 7700 900123",)


@pytest.mark.parametrize(
    "imported",
    [
        "Ada,,Quill,,one@example.org,\nAda,,Quill,,two@example.org,\n",
        "Bob,,Quill,,bob@example.org,\n",
    ],
    ids=["two of the name", "another name"],
)
def test_who_is_not_certainly_the_same_fills_nothing_and_is_counted(imported: str) -> None:
    found = read(zip_of(imported))
    assert found.people[0].emails == ()
    assert names_of(found) == ["Ada Quill"]
    (reason,) = found.left_out
    assert "ImportedContacts.csv" in reason
    assert found.left_out[reason] == imported.count("\n")


def test_a_name_of_one_word_never_decides() -> None:
    found = read(
        zip_of("Neha,,,,neha@example.org,\n", HEADER + "Neha,,https://www.linkedin.com/in/neha,,,,\n")
    )
    assert found.people[0].emails == ()


def test_two_connections_of_the_name_are_both_left_as_they_are() -> None:
    twice = CONNECTIONS + "Ada,Quill,https://www.linkedin.com/in/ada-2,,,,\n"
    found = read(zip_of("Ada,,Quill,,ada@example.org,\n", twice))
    assert [person.emails for person in found.people] == [(), ()]


@pytest.mark.parametrize(("address", "emails"), [("ada@example.org", 2), ("other@example.org", 1)])
def test_a_known_address_must_stand_in_the_entry_too(address: str, emails: int) -> None:
    connections = HEADER + "Ada,Quill,,ada@example.org,,,\n"
    found = read(zip_of(f'Ada,,Quill,,"{address},second@example.org",\n', connections))
    assert len(found.people[0].emails) == emails


def test_by_itself_the_address_book_is_people() -> None:
    found = read(f"{IMPORTED}Ada,M.,Quill,Boss,ada@example.org,\n,,,,nobody@example.org,\n")
    assert [(person.source, person.name, person.about) for person in found.people] == [
        ("LinkedIn address book", "Ada M. Quill", "Boss")
    ]
    assert found.left_out == {"no name": 1}


def test_given_beside_each_other_the_one_file_fills_the_other() -> None:
    connections, imported = read_together(
        CONNECTIONS.encode(), f"{IMPORTED}Ada,,Quill,,ada@example.org,\n".encode()
    )
    assert not isinstance(connections, Exception)
    assert connections.people[0].emails == ("ada@example.org",)
    assert names_of(imported) == ["Ada Quill"]


def test_invitations_beside_the_connections_are_not_told() -> None:
    text = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\nA,B,,,OUTGOING,,\n"
    assert read(make_zip({"Connections.csv": CONNECTIONS, "Invitations.csv": text})).left_out == {}


def test_an_invitation_makes_nobody_a_candidate() -> None:
    text = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\nA,B,,,OUTGOING,,\n"
    found = read(text)
    assert found.people == ()
    assert found.left_out == {"invitation, no proof that you were in touch": 1}
