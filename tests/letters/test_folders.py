"""Folders as servers list them, and which of them hold what the owner sent."""

import pytest

from sync.errors import SetUpError
from sync.letters.folders import (
    NAMES_OF_SENT,
    Folder,
    decode_name,
    find_arrivals,
    find_sent,
    join_literals,
    parse_folder,
)
from sync.letters.server import MailboxServer

SERVER = MailboxServer("imap.example.com", "me@example.com")


def folder(name: str, *flags: str, delimiter: str = "/") -> Folder:
    return Folder(name, delimiter, frozenset(flags))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (b'(\\HasNoChildren \\Sent) "/" "Sent Items"', folder("Sent Items", "\\hasnochildren", "\\sent")),
        (b'(\\HasNoChildren) "." INBOX.Sent', folder("INBOX.Sent", "\\hasnochildren", delimiter=".")),
        (b'() "/" "odd \\"name\\" \\\\ here"', folder('odd "name" \\ here')),
        (b'() NIL "Sent"', folder("Sent", delimiter="")),
        (b'() "\\\\" "Mail\\\\Sent"', folder("Mail\\Sent", delimiter="\\")),
        (b'(\\SENT) "/" Envoy&AOk-s', folder("Envoy&AOk-s", "\\sent")),
        (b'() "/" "Envoy\xc3\xa9s"', None),
        (b'() "/" "two\x01lines"', None),
        (b"nonsense", None),
        (b"", None),
    ],
)
def test_a_line_of_the_list_is_a_folder_with_its_flags(line: bytes, found: Folder | None) -> None:
    assert parse_folder(line) == found


def test_a_name_that_comes_with_its_length_is_read_like_one_in_quotes() -> None:
    lines = join_literals([b'() "/" INBOX', (b'(\\Sent) "/" {9}', b'My "Sent"'), b"", b'() "/" Drafts'])

    assert [found.name for line in lines if (found := parse_folder(line))] == ["INBOX", 'My "Sent"', "Drafts"]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Envoy&AOk-s", "Envoyés"),
        ("&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-", "Отправленные"),
        ("&XfJT0ZAB-", "已发送"),
        ("Tom &- Jerry", "Tom & Jerry"),
        ("a & b", "a & b"),
        ("&A-", "&A-"),
    ],
)
def test_names_are_shown_as_people_know_them(raw: str, shown: str) -> None:
    assert decode_name(raw) == shown


@pytest.mark.parametrize("name", sorted(NAMES_OF_SENT))
def test_without_a_flag_sent_is_known_by_its_name(name: str) -> None:
    raw = "INBOX." + "".join(c if c.isascii() else f"&{_shifted(c)}-" for c in name.title())

    assert find_sent([folder("INBOX"), folder(raw, delimiter=".")], SERVER)[0].name == raw


def _shifted(character: str) -> str:
    return character.encode("utf-7").decode().strip("+-").replace("/", ",")


def test_twenty_languages_have_their_name_for_it() -> None:
    some_of_each = [
        "sent",
        "gesendet",
        "envoyés",
        "enviados",
        "posta inviata",
        "mensagens enviadas",
        "verzonden",
        "skickat",
        "sendt",
        "lähetetyt",
        "wysłane",
        "odeslané",
        "odoslané",
        "elküldött",
        "trimise",
        "poslano",
        "отправленные",
        "надіслані",
        "изпратени",
        "απεσταλμένα",
        "gönderilenler",
        "已发送",
        "送信済み",
        "보낸편지함",
    ]

    assert len(some_of_each) > 20
    assert set(some_of_each) <= NAMES_OF_SENT


@pytest.mark.parametrize(
    "name", ["Sentinel", "Resent", "Not Sent", "Sent 2019", "Unsent", "Sent/Old", "S", ""]
)
def test_a_name_that_is_only_alike_is_never_taken(name: str) -> None:
    with pytest.raises(SetUpError):
        find_sent([folder("INBOX"), folder(name)], SERVER)


def test_the_flag_stands_above_the_name() -> None:
    folders = [folder("Sent"), folder("Gesendet", "\\sent"), folder("Ausgang", "\\sent")]

    assert [found.name for found in find_sent(folders, SERVER)] == ["Gesendet", "Ausgang"]


def test_the_setting_stands_above_the_flag() -> None:
    folders = [folder("Sent", "\\sent"), folder("Envoy&AOk-s")]

    for sent in ("envoyés", "Envoy&AOk-s", "Envoye\u0301s"):
        assert find_sent(folders, SERVER._replace(sent=sent)) == (folders[1],)


@pytest.mark.parametrize("flag", ["\\all", "\\junk", "\\trash", "\\drafts", "\\flagged"])
def test_a_folder_into_which_others_mail_comes_is_not_taken_for_sent(flag: str) -> None:
    with pytest.raises(SetUpError, match="mail of others"):
        find_sent([folder("Post", flag)], SERVER._replace(sent="Post"))


def test_who_wrote_is_looked_for_in_all_mail_else_in_the_inbox() -> None:
    assert find_arrivals([folder("INBOX"), folder("[Gmail]/All Mail", "\\all")]) == "[Gmail]/All Mail"
    assert find_arrivals([folder("Sent", "\\sent")]) == "INBOX"
