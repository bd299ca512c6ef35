"""LinkedIn's messages: which of them are contact with somebody, and on which day."""

import csv
import io
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from tests.imports.exports import faults_of, read

COLUMNS = (
    "CONVERSATION ID",
    "FROM",
    "SENDER PROFILE URL",
    "TO",
    "RECIPIENT PROFILE URLS",
    "DATE",
    "FOLDER",
    "IS MESSAGE DRAFT",
)
ME, ADA, BOB = (f"https://www.linkedin.com/in/{slug}" for slug in ("robin", "ada", "bob"))
ADAS = "https://linkedin.com/in/ada"
ELSEWHERE = ("9", ME, BOB, "2020-01-01 10:00:00 UTC", "INBOX", "No")
"""A second conversation tells who the owner is."""


def messages(*rows: tuple[str, str, str, str, str, str]) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for number, sender, recipients, day, folder, draft in rows:
        writer.writerow(
            [number, sender.rpartition("/")[2], sender, "somebody", recipients, day, folder, draft]
        )
    return buffer.getvalue()


def day_of_ada(*rows: tuple[str, str, str, str, str, str]) -> date | None:
    return read(messages(*rows, ELSEWHERE)).days.get(ADAS)


@pytest.mark.parametrize(("sender", "recipient"), [(ME, ADA), (ADA, ME)])
def test_either_of_the_two_may_have_written(sender: str, recipient: str) -> None:
    assert day_of_ada(("1", sender, recipient, "2026-09-01 10:00:00 UTC", "INBOX", "No")) == date(2026, 9, 1)


def test_the_latest_message_counts_in_whatever_order_they_stand() -> None:
    days = ["2024-05-05", "2026-09-01", "2025-01-01"]
    rows = [("1", ME, ADA, f"{day} 10:00:00 UTC", "INBOX", "No") for day in days]
    assert day_of_ada(*rows) == date(2026, 9, 1)


@pytest.mark.parametrize(
    "row",
    [
        ("1", ME, f"{ADA},{BOB}", "2026-09-01 10:00:00 UTC", "INBOX", "No"),
        ("1", ME, ADA, "2026-09-01 10:00:00 UTC", "INBOX", "Yes"),
        ("1", ADA, ME, "2026-09-01 10:00:00 UTC", "SPAM", "No"),
        ("1", "", ME, "2026-09-01 10:00:00 UTC", "INBOX", "No"),
        ("1", ME, ADA, "yesterday", "INBOX", "No"),
    ],
    ids=["a group", "a draft", "spam", "a member who left", "no time"],
)
def test_what_is_no_contact(row: tuple[str, str, str, str, str, str]) -> None:
    assert day_of_ada(row) is None


def test_a_group_is_one_even_if_a_message_in_it_names_two() -> None:
    group = ("1", ME, f"{ADA},{BOB}", "2026-09-01 10:00:00 UTC", "INBOX", "No")
    assert day_of_ada(group, ("1", ADA, ME, "2026-09-02 10:00:00 UTC", "INBOX", "No")) is None


def test_a_message_whose_time_is_not_understood_is_counted() -> None:
    found = read(messages(("1", ME, ADA, "yesterday", "INBOX", "No"), ELSEWHERE))
    assert "messages whose time was not understood: 1" in faults_of(found)[0]


def test_a_day_is_that_of_the_sheets_zone() -> None:
    text = messages(("1", ME, ADA, "2026-09-01 01:00:00 UTC", "INBOX", "No"), ELSEWHERE)
    assert read(text, ZoneInfo("America/Chicago")).days[ADAS] == date(2026, 8, 31)


def test_with_one_conversation_alone_both_may_be_the_other_one() -> None:
    found = read(messages(("1", ME, ADA, "2026-09-01 10:00:00 UTC", "INBOX", "No")))
    assert found.owner is None
    assert found.days.keys() == {ADAS, "https://linkedin.com/in/robin"}


def test_the_columns_that_older_files_lack_are_not_needed() -> None:
    text = messages(("1", ME, ADA, "2026-09-01 10:00:00 UTC", "INBOX", "No"), ELSEWHERE)
    old = "\n".join(line.rsplit(",", 2)[0] for line in text.splitlines())
    assert read(old).days[ADAS] == date(2026, 9, 1)
