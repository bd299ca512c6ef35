"""Which answers count, about whom, and what is told of the others."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sync.core.contacts.contacts import Contact
from sync.core.letters.answers import Answer, AnswerProblem, Terms, person_of
from sync.core.letters.code import make_code
from sync.core.letters.mailbox import Mailbox, ToSelf
from sync.core.letters.reading import read_answers
from sync.core.letters.subject import make_answer_subject
from sync.core.letters.words import DONE, DUE, PAUSE, RESUME, Meaning, read_word
from tests.core.letters.people import ADA, BOB, HASH, KEY, NOW, PEOPLE, SHEET, SUMMARY_DAY, TERMS, contact


def tap(word: str, about: Contact = ADA, *, at: datetime = NOW - timedelta(days=1), code: str = "") -> ToSelf:
    """Return an answer of one tap, with a code of ours or another."""
    subject = make_answer_subject(word, about.shown, code or code_of(about))
    return ToSelf("me@example.com", at, subject)


def code_of(about: Contact, *, key: bytes = KEY, sheet: str = SHEET, day: date = SUMMARY_DAY) -> str:
    return make_code(key, sheet, person_of(about.prints), day)


def reply(text: str, *, at: datetime = NOW - timedelta(days=1), references: str = f"<s.{HASH}@x>") -> ToSelf:
    return ToSelf("me@example.com", at, "Re: Write to Ada", references, f"\r\n\r\n{text}".encode())


def read(
    *letters: ToSelf,
    elsewhere: tuple[ToSelf, ...] = (),
    terms: Terms = TERMS,
    people: tuple[Contact, ...] = PEOPLE,
) -> tuple[tuple[Answer, ...], tuple[AnswerProblem, ...]]:
    return read_answers(Mailbox(frozenset(), (), (), letters, elsewhere), people, terms)


def meanings(*letters: ToSelf) -> list[tuple[int, Meaning]]:
    answers, problems = read(*letters)
    assert problems == ()
    return [(answer.person, answer.meaning) for answer in answers]


def only_problem(*letters: ToSelf, terms: Terms = TERMS, elsewhere: tuple[ToSelf, ...] = ()) -> AnswerProblem:
    answers, [problem] = read(*letters, terms=terms, elsewhere=elsewhere)
    assert answers == ()
    return problem


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("Done", Meaning(DONE)),
        ("x", Meaning(DONE)),
        ("Pause", Meaning(PAUSE)),
        ("never", Meaning(PAUSE)),
        ("resume", Meaning(RESUME)),
        ("Resume.", Meaning(RESUME)),
        ("2 weeks", Meaning(DUE, date(2026, 12, 7))),
        ("in 10 days", Meaning(DUE, date(2026, 12, 3))),
        ("tomorrow", Meaning(DUE, date(2026, 11, 24))),
        ("5 Jan 2027", Meaning(DUE, date(2027, 1, 5))),
        ("5/1/2027", Meaning(DUE, date(2027, 1, 5))),
    ],
)
def test_a_word_means_what_it_means_in_next_due_from_the_day_it_was_sent(word: str, meaning: Meaning) -> None:
    assert read_word(word, date(2026, 11, 23), "en_GB") == meaning


@pytest.mark.parametrize("word", ["", " ", "Ada", "2 weks", "5 Jan 1850", "resume Ada"])
def test_other_words_mean_nothing(word: str) -> None:
    assert read_word(word, date(2026, 11, 23), "en_GB") is None


def test_one_tap_is_an_answer() -> None:
    [answer], problems = read(tap("2 weeks"))

    assert answer == Answer(
        person_of(ADA.prints), "2 weeks", Meaning(DUE, date(2026, 12, 7)), NOW - timedelta(days=1)
    )
    assert problems == ()


def test_a_day_is_that_of_the_sheet_s_zone() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # the 23rd in Berlin

    assert meanings(tap("tomorrow", at=late)) == [(person_of(ADA.prints), Meaning(DUE, date(2026, 11, 24)))]


def test_a_typed_reply_may_hold_several() -> None:
    assert meanings(reply("done Ada\npause Bob\n\n> Write to Ada")) == [
        (person_of(ADA.prints), Meaning(DONE)),
        (person_of(BOB.prints), Meaning(PAUSE)),
    ]


@pytest.mark.parametrize(
    "letter",
    [
        ToSelf("me@example.com", NOW, "done Ada"),
        ToSelf("me@example.com", NOW, "shopping list", "<another@list>", b"\r\n\r\ndone Ada"),
        tap("done", at=NOW + timedelta(minutes=1)),
        reply("done Ada", references="<summary.of-another-sheet@x>"),
    ],
    ids=["no code", "a note to self", "later than now", "to another sheet's summary"],
)
def test_other_mail_to_oneself_says_nothing(letter: ToSelf) -> None:
    assert read(letter) == ((), ())


@pytest.mark.parametrize(
    "letter",
    [
        tap("done", code=code_of(ADA, key=b"another key here")),
        tap("done", code=code_of(ADA, sheet="another sheet")),
        tap("done")._replace(subject="Done: Ada [keepintouch]"),
        tap("done")._replace(subject=tap("done").subject[:-2] + "z]"),
        tap("done")._replace(subject="Free money: http://evil.example/ [keepintouch 0000]"),
    ],
    ids=["another key", "another sheet", "no code", "changed", "a stranger's link"],
)
def test_a_code_that_is_not_ours_does_nothing_and_is_told_without_a_word_of_it(letter: ToSelf) -> None:
    problem = only_problem(letter)

    assert problem.what == "your answer of 23 Nov 2026 has a code that is not of this list"
    assert problem.at == letter.at


def test_while_the_sheet_has_no_key_no_code_is_ours() -> None:
    assert "not of this list" in only_problem(tap("done"), terms=TERMS._replace(key=None)).what


def test_a_code_older_than_sixty_days_when_it_was_sent_is_told() -> None:
    day = NOW.date() - timedelta(days=1 + 61)  # it was sent yesterday
    older, old = (tap("done", code=code_of(ADA, day=day + timedelta(days=more))) for more in (0, 1))

    assert "“done: Ada Lovelace”, is to a summary older than 60 days" in only_problem(older).what
    assert meanings(old) == [(person_of(ADA.prints), Meaning(DONE))]


@pytest.mark.parametrize(
    ("letter", "told"),
    [
        (tap("2 weks"), "“2 weks”, is no word that is known"),
        (reply("done Adda"), "“done Adda”, names nobody in the list"),
        (reply("done"), "“done”, names nobody in the list"),
        (reply("Hello,\ndone Ada"), "to the summary holds no command"),
    ],
)
def test_what_is_not_understood_is_told_with_the_command_alone(letter: ToSelf, told: str) -> None:
    assert told in only_problem(letter).what


def test_a_name_that_fits_two_is_told_with_their_rows() -> None:
    _, [problem] = read(reply("done Ada"), people=(*PEOPLE, contact(9, "Ada Byron")))

    assert "“done Ada”, fits row 2 and row 9" in problem.what


def test_a_long_command_is_cut() -> None:
    problem = only_problem(tap("x" * 500))

    assert f"“{'x' * 60}…”" in problem.what


def test_a_code_of_ours_from_another_account_is_told_and_does_nothing() -> None:
    other = tap("done")._replace(sender="me@work.example")

    problem = only_problem(elsewhere=(other,))

    assert "came from me@work.example, whose Sent folder is not read, and does nothing" in problem.what


def test_the_copy_of_an_answer_that_was_sent_from_here_is_not_told() -> None:
    answers, problems = read(tap("done"), elsewhere=(tap("done", at=NOW - timedelta(hours=23)),))

    assert len(answers) == 1
    assert problems == ()


@pytest.mark.parametrize(
    "forged",
    [
        tap("done", code=code_of(ADA, key=b"another key here")),
        tap("pause", code=code_of(ADA, sheet="x")),
        tap("done")._replace(subject="hello"),
        reply("done Ada"),
    ],
)
def test_what_a_stranger_sends_does_nothing_and_is_not_told(forged: ToSelf) -> None:
    assert read(elsewhere=(forged._replace(sender="me@example.com"),)) == ((), ())
