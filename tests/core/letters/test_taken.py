"""Which answers are news, and what they come to for each contact."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sync.core.contacts.contacts import Contact
from sync.core.due.mailed import Mailed
from sync.core.letters.answers import Answer, Taken, instant_of, make_mailed, person_of, take_answers
from sync.core.letters.words import read_word
from tests.core.letters.people import ADA, BOB, NOW, PEOPLE, TERMS, ZONE, contact


def say(word: str, about: Contact = ADA, *, hours_ago: int = 24) -> Answer:
    at = NOW - timedelta(hours=hours_ago)
    meaning = read_word(word, at.astimezone(ZONE).date(), "en_GB")
    assert meaning
    return Answer(person_of(about.prints), word, meaning, at)


def test_of_several_about_one_person_the_last_counts_and_a_done_before_it_is_contact() -> None:
    done, snoozed, other = say("done", hours_ago=50), say("2 weeks", hours_ago=3), say("pause", BOB)

    taken, problems = take_answers([snoozed, other, done], PEOPLE, {}, TERMS)

    assert taken == {2: Taken(snoozed, date(2026, 11, 22)), 3: Taken(other, None)}
    assert problems == ()


def test_the_last_done_is_the_day_in_touch() -> None:
    taken, _ = take_answers([say("done", hours_ago=90), say("x", hours_ago=30)], PEOPLE, {}, TERMS)

    assert taken[2].done == date(2026, 11, 23)


def test_what_was_taken_before_is_not_taken_again() -> None:
    answers = [say("pause", hours_ago=50), say("done", hours_ago=24)]
    taken, _ = take_answers(answers, PEOPLE, {}, TERMS)

    again, _ = take_answers(answers, PEOPLE, {2: instant_of(taken[2].last.at)}, TERMS)
    newer, _ = take_answers(
        [*answers, say("resume", hours_ago=1)], PEOPLE, {2: instant_of(taken[2].last.at)}, TERMS
    )

    assert again == {}
    assert newer == {2: Taken(say("resume", hours_ago=1), None)}


def test_an_answer_about_somebody_no_longer_in_the_list_is_told() -> None:
    taken, [problem] = take_answers([say("done")], [BOB], {}, TERMS)

    assert taken == {}
    assert "“done”, is about nobody in the list now" in problem.what


def test_an_answer_that_fits_two_rows_is_told() -> None:
    taken, [problem] = take_answers([say("done")], [ADA, ADA._replace(row=7)], {}, TERMS)

    assert taken == {}
    assert "fits two people" in problem.what


def test_a_person_is_told_from_a_namesake_by_address_or_number() -> None:
    namesakes = {
        person_of(contact(2, "Ada", email, phone).prints)
        for email in ("", "ada@x.org", "ada@y.org")
        for phone in ("", "123")
    }

    assert len(namesakes) == 4
    ada, again = contact(2, "Ada", "ada@x.org"), contact(9, "ADA", "Ada@X.org", "123")
    assert person_of(ada.prints) == person_of(again.prints)


@pytest.mark.parametrize(
    ("word", "mailed"),
    [
        ("done", Mailed(done=date(2026, 11, 23))),
        ("2 weeks", Mailed(due=date(2026, 12, 7))),
        ("pause", Mailed(pauses=True)),
        ("resume", Mailed()),
    ],
)
def test_what_was_answered_about_a_contact_is_told_in_the_words_of_the_plan(
    word: str, mailed: Mailed
) -> None:
    taken, _ = take_answers([say(word)], PEOPLE, {}, TERMS)

    instant = (datetime(2026, 11, 23, 7, 0, tzinfo=UTC) - datetime(2000, 1, 1, tzinfo=UTC)).total_seconds()
    assert make_mailed(None, taken[2], ZONE) == mailed._replace(
        said_on=date(2026, 11, 23), taken=int(instant)
    )


def test_without_an_answer_only_the_letters_count() -> None:
    assert make_mailed(date(2026, 11, 20), None, ZONE) == Mailed(written=date(2026, 11, 20))
