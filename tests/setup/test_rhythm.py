"""Setting up sessions: asked once, no by default, and shown as a link that opens the owner's calendar."""

import tomllib
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from sync.settings.sections import load_settings
from sync.setup.init.rhythm import find_monday
from tests.setup.test_init import at_terminal
from tests.setups import Setup

FIRST = date(2090, 1, 9)
"""Ahead of any day on which this test runs."""
ASKED = "Do you write to everybody on one day of the quarter, all in one go?"


def find_links(text: str) -> list[dict[str, list[str]]]:
    links = [word for word in text.split() if word.startswith("https://calendar.google.com/")]
    return [parse_qs(urlsplit(link).query) for link in links]


def test_who_says_yes_is_asked_for_the_first_day_and_not_for_those_of_the_summary(setup: Setup) -> None:
    before = tomllib.loads(setup.settings.read_text())
    with at_terminal(setup, "init", "--to", "-") as me:
        me.answer("Where is your list?")
        me.answer("The key file")
        me.answer("in touch with somebody?")
        me.answer(f"{ASKED} [y/N]", "y")
        me.answer("On which day first, like 2027-01-11?", "2090-02-30")
        me.sees("✗ answer: “2090-02-30” is no date; write it like 2027-01-11")
        me.answer("On which day first, like 2027-01-11?", f"{FIRST}")
        assert me.leaves() == 0
    writing, answering = find_links(me.read)
    assert writing["dates"] == ["20900109T090000/20900109T100000"]
    assert answering["dates"] == ["20900112T090000/20900112T100000"]
    assert writing["details"][0].endswith(setup.address)
    after = tomllib.loads(setup.settings.read_text())
    assert after["sessions"] == {"first": FIRST}
    assert after["summary"] == {}
    assert before["summary"] == {"to": ["me@example.com"]}


@pytest.mark.parametrize("words", [("--first", f"{FIRST}"), ("--sessions", "--first", f"{FIRST}")])
def test_options_answer_as_well(setup: Setup, words: tuple[str, ...]) -> None:
    done = setup.invoke("init", "--force", *words)
    assert done.exit_code == 0, done.output
    assert len(find_links(done.stdout)) == 2
    assert "(or open the file that comes with the first mail)" in done.stdout
    days = "Jan 2, 2090 a week before, Jan 9, 2090 write to everybody, Jan 12, 2090 read the answers"
    assert f"✓ sessions: {days}" in done.stdout
    sessions = load_settings(setup.settings).sessions
    assert sessions
    assert sessions.first == FIRST


def test_what_is_set_of_sessions_stays_until_the_owner_says_no(setup: Setup) -> None:
    setup.write(sessions={"first": FIRST, "every": "12 weeks"})
    assert setup.invoke("init", "--force").exit_code == 0
    assert tomllib.loads(setup.settings.read_text())["sessions"] == {"first": FIRST, "every": "12 weeks"}
    done = setup.invoke("init", "--force", "--no-sessions")
    assert (done.exit_code, find_links(done.stdout)) == (0, [])
    assert load_settings(setup.settings).sessions is None


def test_without_a_terminal_and_a_word_there_are_none(setup: Setup) -> None:
    done = setup.invoke("init", "--force")
    assert (done.exit_code, find_links(done.stdout)) == (0, [])
    assert "sessions" not in tomllib.loads(setup.settings.read_text())
    assert "sessions:" not in done.stdout


def test_sessions_without_a_first_day_begin_on_a_monday_that_the_week_before_can_still_announce() -> None:
    for number in range(30):
        today = date(2026, 11, 23) + timedelta(days=number)
        found = find_monday(today)
        assert found.weekday() == 0
        assert timedelta(days=7) <= found - today < timedelta(days=14)


def test_status_holds_the_link_in_one_line_on_a_terminal_only(setup: Setup) -> None:
    setup.write(sessions={"first": FIRST})
    assert find_links(setup.invoke("status").stdout) == []
    with at_terminal(setup, "status") as me:
        assert me.leaves() == 0
    [line] = [line for line in me.read.splitlines() if line.startswith("The next session is on ")]
    assert len(find_links(line)) == 1


def test_status_says_nothing_of_sessions_where_there_are_none(setup: Setup) -> None:
    with at_terminal(setup, "status") as me:
        assert me.leaves() == 0
    assert "session" not in me.read
