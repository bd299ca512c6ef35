"""Commands typed into a reply: each line whole, from the top, in whichever mail program."""

import base64
import quopri
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.letters.text import find_text
from sync.core.letters.typed import Command, read_commands
from sync.core.letters.words import read_word
from tests.core.letters.replies import REPLIES, Reply

NAMES = {2: "Ada Lovelace", 3: "Bob Okri", 4: "Siân Jones", 5: "Bill and Dot"}
SENT = date(2026, 11, 23)


def is_word(text: str) -> bool:
    return read_word(text, SENT, "en_US") is not None


def read(text: str, **names: str) -> tuple[Command, ...]:
    """Return the commands in the text, in a list of a few people or of these, from row 2 on."""
    return read_commands(text, dict(enumerate(names.values(), 2)) or NAMES, is_word)


def name_of(reply: Reply) -> str:
    return f"{reply.program}, {reply.language}"


@pytest.mark.parametrize("reply", REPLIES, ids=name_of)
def test_a_reply_gives_its_commands_and_nothing_that_is_quoted(reply: Reply) -> None:
    assert tuple((command.word, *command.rows) for command in read(reply.text)) == reply.commands


@pytest.mark.parametrize("reply", REPLIES, ids=name_of)
def test_it_does_so_encoded_and_cut_off_after_16_kilobytes(reply: Reply) -> None:
    text = (reply.text + "\n> and so on" * 9000).encode()
    head = (
        b"Subject: Re: Write to Ada\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
    )

    for encoded in (
        b"base64\r\n\r\n" + base64.encodebytes(text),
        b"quoted-printable\r\n\r\n" + quopri.encodestring(text),
        b"8bit\r\n\r\n" + text,
    ):
        commands = read(find_text((head + encoded)[:16384]))
        assert tuple((command.word, *command.rows) for command in commands) == reply.commands


@pytest.mark.parametrize(
    ("line", "word", "rows"),
    [
        ("done Ada", "done", (2,)),
        ("Done: Ada Lovelace", "Done", (2,)),
        ("ADA LOVELACE DONE", "DONE", (2,)),
        ("Ada, done!", "done", (2,)),
        ("Ada - 2 weeks", "2 weeks", (2,)),
        ("Ada — in 10 days.", "in 10 days", (2,)),
        ("Lovelace 3 Oct 2027", "3 Oct 2027", (2,)),
        ("2027-01-05 Ada", "2027-01-05", (2,)),
        ("*done* Ada", "done", (2,)),
        ("1. pause Bob", "pause", (3,)),
        ("• resume Bob Okri", "resume", (3,)),
        ("sian tomorrow", "tomorrow", (4,)),
        ("Bill and Dot 2 months", "2 months", (5,)),
        ("done bill", "done", (5,)),
        ("✅ Ada", "✅", (2,)),
    ],
)
def test_a_line_is_a_word_and_a_name_in_either_order(line: str, word: str, rows: tuple[int, ...]) -> None:
    [command] = read(line)

    assert (command.word.strip("*"), command.rows) == (word, rows)


@pytest.mark.parametrize(
    "line",
    [
        "Ada",
        "- Ada",
        "Ada -",
        "thanks Ada",
        "done with Ada, she is well and sends her love to all of you",
        "see https://example.org/done Ada",
        "> done Ada",
        "> Ada 2 weeks",
        "On 23 November 2026 Ada wrote:",
        "done Ada:",
        "the quick brown fox is done",
    ],
)
def test_what_is_no_whole_command_is_none(line: str) -> None:
    assert read(line) == ()


@pytest.mark.parametrize(
    ("line", "name"),
    [("done Adda", "Adda"), ("Grace Hopper 2 weeks", "Grace Hopper"), ("done", ""), ("pause!", "")],
)
def test_a_command_that_names_nobody_is_one_and_the_next_is_read(line: str, name: str) -> None:
    first, second = read(f"{line}\ndone Ada")

    assert (first.name, first.rows) == (name, ())
    assert second.rows == (2,)


def test_a_name_that_fits_two_fits_both() -> None:
    [command] = read("done Ada", one="Ada Lovelace", two="Ada Byron")

    assert command.rows == (2, 3)


def test_a_whole_name_stands_above_a_part_of_one() -> None:
    [command] = read("done Ada", one="Ada", two="Ada Byron")

    assert command.rows == (2,)


def test_a_name_that_looks_like_a_word_is_understood() -> None:
    assert [
        command[0::2] for command in read("done Malcolm X\nApril 2027 June", one="Malcolm X", two="June")
    ] == [
        ("done", (2,)),
        ("April 2027", (3,)),
    ]


def test_somebody_without_a_name_is_called_by_their_address() -> None:
    [command] = read("done ada@x.org", one="ada@x.org", two="ada@y.org")

    assert command.rows == (2,)


@given(st.text(alphabet="done Ada>2weks:\n-.\u00a0–✓@", max_size=200))
def test_whatever_is_typed_reading_it_ends(text: str) -> None:
    for command in read(text):
        assert set(command.rows) <= NAMES.keys()
