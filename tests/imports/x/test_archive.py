"""The archive of X: whom it names, and how many it does not."""

import json
from datetime import date
from typing import Any

import pytest

from sync.imports.export import FileRead
from tests.imports.exports import faults_of, make_zip, names_of, read, read_together, refusal_of


def part(kind: str, *entries: dict[str, Any]) -> str:
    return f"window.YTD.{kind}.part0 = {json.dumps(list(entries))}"


def listed(kind: str, *numbers: str) -> str:
    return part(kind, *({kind: {"accountId": number, "userLink": ""}} for number in numbers))


def tweet(text: str, *mentions: tuple[str, str, str], **more: str) -> dict[str, Any]:
    entries = [{"id_str": number, "name": name, "screen_name": handle} for number, name, handle in mentions]
    return {"tweet": {"id_str": "1", "full_text": text, "entities": {"user_mentions": entries}, **more}}


ADA = ("101", "Ada Quill", "ada_q")
FOLLOWERS = listed("follower", "101", "102")


def archive(**members: str) -> bytes:
    return make_zip({f"data/{name}.js": text for name, text in members.items()})


@pytest.mark.parametrize(
    ("following", "about"), [(("101",), "you follow each other"), (("103",), "follows you")]
)
def test_who_is_mentioned_and_follows_is_named(following: tuple[str, ...], about: str) -> None:
    found = read(
        archive(a=FOLLOWERS, b=listed("following", *following), c=part("tweets", tweet("@ada_q hi", ADA)))
    )
    assert [(p.name, p.profiles, p.about) for p in found.people] == [
        ("Ada Quill", ("https://x.com/ada_q",), about)
    ]


def test_who_is_only_followed_is_named_too() -> None:
    found = read(archive(b=listed("following", "101"), c=part("tweets", tweet("@ada_q hi", ADA))))
    assert found.people[0].about == "you follow them"


def test_the_rest_is_counted() -> None:
    found = read(
        archive(a=FOLLOWERS, b=listed("following", "101", "103"), c=part("tweet", tweet("@ada_q hi", ADA)))
    )
    assert found.unnamed == 2
    assert "2 more whom it does not name" in str(found)


def test_who_is_only_passed_on_is_no_candidate() -> None:
    found = read(archive(a=FOLLOWERS, c=part("tweets", tweet("RT @ada_q: news", ADA))))
    assert found.people == ()
    assert found.left_out == {"only ever retweeted": 1}
    assert found.unnamed == 1


def test_who_neither_follows_nor_is_followed_is_no_candidate() -> None:
    found = read(archive(a=listed("follower", "102"), c=part("tweets", tweet("@ada_q hi", ADA))))
    assert found.people == ()
    assert found.left_out == {"mentioned, but neither following you nor followed": 1}


def test_an_answer_gives_a_handle_where_no_name_is() -> None:
    answered = tweet("hi", in_reply_to_user_id_str="102", in_reply_to_screen_name="bob_m")
    assert names_of(read(archive(a=FOLLOWERS, c=part("tweets", answered)))) == ["bob_m"]


@pytest.mark.parametrize("turned", [False, True])
def test_of_several_names_the_latest_counts(*, turned: bool) -> None:
    tweets = [tweet("a", ("101", "Ada Old", "old"), id_str="5"), tweet("b", ADA, id_str="10")]
    found = read(archive(a=FOLLOWERS, c=part("tweets", *(reversed(tweets) if turned else tweets))))
    assert names_of(found) == ["Ada Quill"]
    assert found.people[0].profiles == ("https://x.com/ada_q",)


@pytest.mark.parametrize(("sender", "recipient"), [("101", "42"), ("42", "101")])
def test_the_headers_of_messages_tell_the_last_contact(sender: str, recipient: str) -> None:
    stamps = ["2026-04-03T15:32:00.290Z", "2025-01-01T00:00:00.000Z", "no time"]
    created = [
        {"messageCreate": {"senderId": sender, "recipientId": recipient, "createdAt": at}} for at in stamps
    ]
    headers = part(
        "direct_message_headers", {"dmConversation": {"messages": [*created, {"joinConversation": {}}]}}
    )
    found = read(archive(a=FOLLOWERS, c=part("tweets", tweet("@ada_q hi", ADA)), d=headers))
    assert found.people[0].last_contact == date(2026, 4, 3)


def test_of_two_archives_the_later_message_counts() -> None:
    def headers(day: str) -> str:
        created = {
            "messageCreate": {"senderId": "101", "recipientId": "42", "createdAt": f"{day}T10:00:00.000Z"}
        }
        return part("direct_message_headers", {"dmConversation": {"messages": [created]}})

    tweets = part("tweets", tweet("@ada_q hi", ADA))
    both = (archive(a=FOLLOWERS, c=tweets, d=headers(day)) for day in ("2025-01-01", "2026-04-03"))
    for found in read_together(*both):
        assert isinstance(found, FileRead)
        assert found.people[0].last_contact == date(2026, 4, 3)


def test_the_messages_themselves_are_not_even_opened() -> None:
    found = read(archive(a=FOLLOWERS, d="window.YTD.direct_messages.part0 = [ broken"))
    assert found.faults == ()


def test_the_owner_is_told() -> None:
    account = {
        "account": {"email": "Robin@example.com", "username": "robin_s", "accountDisplayName": "Robin"}
    }
    owner = read(archive(a=FOLLOWERS, e=part("account", account))).owner
    assert owner
    assert (owner.name, owner.emails, owner.profiles) == (
        "Robin",
        ("robin@example.com",),
        ("https://x.com/robin_s",),
    )


def test_several_parts_are_one_list() -> None:
    more = listed("follower", "103").replace("part0", "part1")
    assert read(archive(a=FOLLOWERS, b=more)).unnamed == 3


def test_a_broken_file_costs_that_file_only() -> None:
    found = read(archive(a=FOLLOWERS, c="window.YTD.tweets.part0 = [ {"))
    assert found.unnamed == 2
    assert "export, data/c.js: it is cut off or damaged at line 1, column 5; download it again" in faults_of(
        found
    )


def test_an_archive_of_broken_files_is_refused() -> None:
    assert "damaged" in refusal_of(archive(a="window.YTD.follower.part0 = [ {"))


@pytest.mark.parametrize("kind", ["follower", "tweets", "direct_messages", "contact"])
def test_one_file_of_it_alone_is_refused(kind: str) -> None:
    assert "whole zip" in refusal_of(part(kind))
