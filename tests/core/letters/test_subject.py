"""The subject of an answer, and the link that opens it."""

from datetime import date
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.letters.code import make_code
from sync.core.letters.subject import (
    AnswerSubject,
    make_answer_link,
    make_answer_subject,
    parse_answer_subject,
)

CODE = make_code(b"0123456789abcdef", "sheet", 1234, date(2026, 11, 23))


def test_a_subject_reads_as_it_was_made() -> None:
    subject = make_answer_subject("2 weeks", "Ada Lovelace", CODE)

    assert subject == f"2 weeks: Ada Lovelace [keepintouch {CODE}]"
    assert parse_answer_subject(subject) == AnswerSubject("2 weeks", "Ada Lovelace", CODE)


@pytest.mark.parametrize(
    ("header", "word", "code"),
    [
        (f"Done: Ada [KeepInTouch {CODE.upper()}]", "Done", CODE.upper()),
        (f"3 weeks: Ada [keepintouch {CODE}]", "3 weeks", CODE),  # the word was changed by hand
        (f"3\u00a0weeks: Ada\u202f[keepintouch\u00a0{CODE}]", "3 weeks", CODE),
        (f"  Done :  Ada  [ keepintouch   {CODE} ]  ", "Done", CODE),
        (f"Done: Ada [keepintouch {CODE[:10]} {CODE[10:]}]", "Done", f"{CODE[:10]} {CODE[10:]}"),
        (f"Done: Ada [keepintouch {CODE}", "Done", CODE),
        (f"Done Ada [keepintouch {CODE}]", "", CODE),
        (f"[keepintouch {CODE}]", "", CODE),
        ("Done: Ada [keepintouch]", "Done", ""),
        (f"Re: Done: Ada [keepintouch {CODE}]", "Re", CODE),
    ],
)
def test_what_has_the_form_of_an_answer_is_one_whatever_it_says(header: str, word: str, code: str) -> None:
    subject = parse_answer_subject(header)

    assert subject
    assert (subject.word, subject.code) == (word, code)


@pytest.mark.parametrize(
    "header", ["", "Done: Ada", "keepintouch", "Re: Write to Ada", "a [keepintouchable thing]", "[kit x]"]
)
def test_other_subjects_are_none(header: str) -> None:
    assert parse_answer_subject(header) is None


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_name_with_accents_comes_encoded_and_perhaps_in_several_parts(charset: str) -> None:
    subject = make_answer_subject("done", "Siân Grün, a name that is so long that it has to be folded", CODE)

    header = Header(subject, charset, maxlinelen=40).encode()

    assert "?=" in header
    assert parse_answer_subject(header.replace("\n", "")) == AnswerSubject(
        "done", "Siân Grün, a name that is so long that it has to be folded", CODE
    )


def test_an_unknown_encoding_does_not_stop_the_reading() -> None:
    header = f"Done: =?x-odd?q?Si=C3=A2n?= [keepintouch {CODE}]"

    assert parse_answer_subject(header) == AnswerSubject("Done", "Siân", CODE)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ada [work]: L", "Ada (work)· L"),
        ("Ada\r\nBcc: evil@x.org", "Ada Bcc· evil@x.org"),
        ("A" * 100, "A" * 60),
        ("", ""),
        ("]", ")"),
    ],
)
def test_no_name_breaks_a_subject(name: str, shown: str) -> None:
    subject = make_answer_subject("done", name, CODE)

    assert subject.isprintable()
    assert parse_answer_subject(subject) == AnswerSubject("done", shown, CODE)


def test_a_link_holds_everything_in_one_line_and_no_plus_for_a_space() -> None:
    subject = make_answer_subject("done", "Siân & Co + 50%", CODE)
    link = make_answer_link("me+lists@example.com", subject)
    parts = urlsplit(link)

    assert parts.scheme == "mailto"
    assert unquote(parts.path) == "me+lists@example.com"
    assert "+" not in link
    assert " " not in link
    assert parse_qs(parts.query) == {"subject": [subject]}


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_in_a_name_adds_a_field_to_the_link(address: str, name: str) -> None:
    link = make_answer_link(address, make_answer_subject("done", name, CODE))

    assert link.count("?") == 1
    assert "&" not in link
    assert link.isascii()
    assert link.isprintable()


def test_the_mail_that_a_program_makes_of_the_link_is_read_back() -> None:
    subject = make_answer_subject("done", "Łukasz Żółć-Brzęczyszczykiewicz of the long name", CODE)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject

    header = mail.as_bytes().split(b"\r\n\r\n")[0].decode().removeprefix("Subject: ").replace("\r\n", "")

    assert parse_answer_subject(header) == parse_answer_subject(subject)
