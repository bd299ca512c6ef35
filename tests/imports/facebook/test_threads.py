"""Facebook's messages of both downloads: who wrote with whom, by names alone."""

from datetime import date
from typing import Any

import pytest

from tests.imports.exports import make_json, make_zip, read

DAY = 1711913758573
FRIENDS = make_json(friends_v2=[{"name": "Ada Quill", "timestamp": 1}, {"name": "Bob", "timestamp": 2}])


def classic(
    *messages: dict[str, Any], title: str = "Ada Quill", people: tuple[str, ...] = ("Ada Quill", "Robin")
) -> str:
    participants = [{"name": name} for name in people]
    return make_json(participants=participants, messages=list(messages), title=title)


def message(sender: str = "Robin", **more: Any) -> dict[str, Any]:
    return {"sender_name": sender, "timestamp_ms": DAY, "content": "Hello", **more}


@pytest.mark.parametrize("sender", ["Robin", "Ada Quill"])
def test_either_of_the_two_may_have_written(sender: str) -> None:
    found = read(classic(message(sender)))
    assert found.days == {"Ada Quill": date(2024, 3, 31)}
    assert found.owner
    assert found.owner.name == "Robin"


@pytest.mark.parametrize(
    "thread",
    [
        classic(),
        classic(message(is_unsent=True)),
        classic(message(timestamp_ms=0)),
        classic(message(timestamp_ms="soon")),
        classic(message(), people=("Ada Quill", "Bob", "Robin")),
        classic(message(), people=("Robin",)),
        classic(message()).replace('"title"', '"thread_type": "RegularGroup", "title"'),
    ],
    ids=["none", "unsent", "no time", "a wrong time", "a group", "somebody who left", "a group of two"],
)
def test_what_is_no_contact(thread: str) -> None:
    assert read(thread).days == {}


def test_without_a_title_either_may_be_the_owner() -> None:
    assert read(classic(message(), title="Us two")).days.keys() == {"Ada Quill", "Robin"}


def test_end_to_end_encrypted_chats_have_other_keys() -> None:
    sent = {"senderName": "Robin", "timestamp": DAY, "isUnsent": False, "type": "text"}
    unsent = {"senderName": "Robin", "timestamp": DAY * 2, "isUnsent": True, "type": "placeholder"}
    thread = make_json(participants=["Ćosić", "Robin"], threadName="Ćosić_15", messages=[unsent, sent])
    assert read(thread).days == {"Ćosić": date(2024, 3, 31)}


def test_the_messages_date_the_friend_whose_name_is_the_only_one() -> None:
    found = read(make_zip({"f.json": FRIENDS, "messages/inbox/ada/message_1.json": classic(message())}))
    assert [person.last_contact for person in found.people] == [date(2024, 3, 31), None]


def test_of_two_friends_of_one_name_neither_is_dated() -> None:
    twice = make_json(friends_v2=[{"name": "Ada Quill", "timestamp": at} for at in (1, 10**9)])
    found = read(make_zip({"f.json": twice, "m.json": classic(message())}))
    assert [person.last_contact for person in found.people] == [None, None]


def test_a_namesake_of_another_service_is_not_dated() -> None:
    card = "BEGIN:VCARD\nFN:Ada Quill\nEND:VCARD\n"
    found = read(make_zip({"a.vcf": card, "f.json": FRIENDS, "m.json": classic(message())}))
    assert [(person.source, person.last_contact) for person in found.people][:2] == [
        ("Address book", None),
        ("Facebook", date(2024, 3, 31)),
    ]


def test_several_files_of_a_thread_are_one_thread() -> None:
    later = classic(message(timestamp_ms=DAY + 10 * 86_400_000))
    found = read(make_zip({"f.json": FRIENDS, "message_1.json": later, "message_2.json": classic(message())}))
    assert found.people[0].last_contact == date(2024, 4, 10)
