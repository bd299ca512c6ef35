"""What a run prints: who is told what, and who is left in peace."""

import json
from datetime import date, timedelta

import pytest

from tests.setups import Setup

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def printing(setup: Setup) -> Setup:
    """Give a machine without a mail server."""
    setup.write(smtp=dict.fromkeys(setup.sections["smtp"]))
    setup.sections["smtp"] = {}
    setup.write()
    return setup


def run(setup: Setup, day: date, *options: str) -> str:
    done = setup.invoke("run", "--today", day.isoformat(), *options)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def test_without_a_mail_server_the_summary_is_printed_on_its_day_for_cron_too(printing: Setup) -> None:
    told = run(printing, MONDAY, "-q")
    assert "Ada Lovelace" in told
    assert "had a baby" in told
    assert "2 overdue; " not in told
    assert run(printing, MONDAY, "-q") == told


def test_a_missed_day_is_not_made_up(printing: Setup) -> None:
    assert run(printing, TUESDAY, "-q") == ""
    assert run(printing, TUESDAY).endswith("; no mail server is set: the summary is printed on November 30\n")
    assert "had a baby" not in run(printing, TUESDAY)


def test_it_can_be_asked_for_on_any_day(printing: Setup) -> None:
    told = run(printing, TUESDAY, "--send")
    assert "had a baby" in told
    assert told.endswith("; no mail server is set\n")


def test_it_follows_the_schedule_of_the_settings(printing: Setup) -> None:
    printing.write(summary={"send": "monthly", "on": 24})
    assert run(printing, MONDAY, "-q") == ""
    assert "had a baby" in run(printing, TUESDAY, "-q")


def test_it_follows_the_days_of_the_sessions(printing: Setup) -> None:
    printing.write(sessions={"first": MONDAY + timedelta(days=14)})
    assert run(printing, MONDAY).endswith(": the summary is printed on November 30\n")
    assert run(printing, MONDAY, "-q") == ""
    assert "on December 7" in run(printing, MONDAY + timedelta(days=7), "-q")


def test_for_machines_the_outcome_is_one_line_on_any_day(printing: Setup) -> None:
    for day in (MONDAY, TUESDAY):
        assert json.loads(run(printing, day, "-q", "--json"))["mail"] == "no_smtp"


def test_a_dry_run_says_what_mail_would_have_gone(setup: Setup) -> None:
    setup.write(summary={"to": ["Me <me@example.com>", "you@example.com"]})
    told = run(setup, TUESDAY, "--dry-run")
    assert "had a baby" in told
    assert told.splitlines()[-1] == (
        "2 overdue; 5 changes would be made;"
        " the summary would be mailed to Me <me@example.com>, you@example.com"
    )
    assert setup.inbox.envelopes == []


def test_a_dry_run_says_that_no_mail_would_have_gone(setup: Setup) -> None:
    run(setup, TUESDAY)
    assert run(setup, TUESDAY, "--dry-run").endswith("; 0 changes would be made; no summary was due\n")
    assert "would be mailed to me@" in run(setup, TUESDAY, "--dry-run", "--send")


def test_a_mail_that_was_held_back_is_told(setup: Setup) -> None:
    assert run(setup, MONDAY, "--no-mail").endswith("; no summary was mailed, as you asked\n")
    assert run(setup, MONDAY).endswith("; the summary was mailed\n")


def test_every_change_is_told_if_asked_for(setup: Setup) -> None:
    lines = run(setup, MONDAY, "-v").splitlines()
    assert lines[0] == "E1  header: Next due"
    assert lines[1].startswith("E2  Ada Lovelace: 2026-04-14 · in touch 2026-01-14")
    assert len(lines) == 6
