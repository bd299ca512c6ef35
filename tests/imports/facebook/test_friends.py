"""Facebook's friends and the address book it was given."""

import json

import pytest

from tests.imports.exports import make_json, names_of, read, refusal_of


def mangled(text: str) -> str:
    return text.encode().decode("latin-1")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (mangled("José García"), "José García"),
        (mangled("Nguyễn Văn An"), "Nguyễn Văn An"),
        (mangled("Mum 😅"), "Mum 😅"),
        ("José Ćosić", "José Ćosić"),
        ("Ä B", "Ä B"),
        ("Ada Quill", "Ada Quill"),
        (mangled("À"), "À"),
    ],
)
def test_letters_are_put_together_again_and_right_ones_left(written: str, name: str) -> None:
    assert names_of(read(make_json(friends_v2=[{"name": written, "timestamp": 1}]))) == [name]


@pytest.mark.parametrize("key", ["friends_v2", "friends"])
def test_both_names_of_the_list(key: str) -> None:
    assert names_of(read(make_json(**{key: [{"name": "Ada Quill", "timestamp": 1}]}))) == ["Ada Quill"]


@pytest.mark.parametrize(
    ("timestamp", "about"),
    [
        (1378000000, "friends since 1 Sep 2013"),
        (0, ""),
        (-5, ""),
        (10**30, ""),
        (10**400, ""),
        ("soon", ""),
        (None, ""),
    ],
)
def test_since_when_where_that_is_a_time(timestamp: object, about: str) -> None:
    assert (
        read(make_json(friends_v2=[{"name": "Ada Quill", "timestamp": timestamp}])).people[0].about == about
    )


@pytest.mark.parametrize("entry", [{"name": ""}, {"name": "Facebook User"}, {"name": None}, {"name": 5}, {}])
def test_who_has_no_name_is_counted(entry: dict[str, object]) -> None:
    assert read(make_json(friends_v2=[entry])).left_out == {"no name": 1}


@pytest.mark.parametrize(
    "key",
    [
        "rejected_requests_v2",
        "deleted_friends_v2",
        "received_requests_v2",
        "sent_requests_v2",
        "people_you_may_know_v2",
    ],
)
def test_the_lists_beside_it_are_refused(key: str) -> None:
    assert "your_friends.json" in refusal_of(make_json(**{key: [{"name": "Not Wanted", "timestamp": 1}]}))


def test_the_address_book_has_ways_to_reach_people() -> None:
    details = [{"contact_point": "+447700900401"}, {"contact_point": "Nana@example.com"}]
    book = {
        "address_book": [{"name": mangled("Nanä"), "details": details}, {"name": "No Way", "details": []}]
    }
    found = read(make_json(address_book_v2=book))
    assert [(p.name, p.emails, p.phones) for p in found.people] == [
        ("Nanä", ("nana@example.com",), ("+447700900401",))
    ]
    assert found.left_out == {"no address and no number": 1}


def labelled(**values: str) -> list[dict[str, str]]:
    return [{"label": label.replace("_", " "), "value": value} for label, value in values.items()]


@pytest.mark.parametrize(
    "content",
    [
        [{"label_values": labelled(Contact_name="Nana Phone", Contact_point="555-0101"), "fbid": "1"}],
        {
            "label_values": [
                {
                    "label": "Contacts",
                    "vec": [{"dict": labelled(Contact_point="555-0101", Name="Nana Phone")}],
                }
            ]
        },
    ],
)
def test_the_later_forms_of_the_address_book(content: object) -> None:
    found = read(json.dumps(content))
    assert [(p.source, p.name, p.phones) for p in found.people] == [
        ("Facebook address book", "Nana Phone", ("555-0101",))
    ]
