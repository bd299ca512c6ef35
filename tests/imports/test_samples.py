"""Every sample is read to the figures of expected.json."""

import json
import re
from datetime import date
from typing import Any

import pytest

from sync.core.candidates.found import Found
from sync.core.dates.birthdays import Birthday
from sync.imports.export import ORGANISATION, TWICE, FileRead, UnreadableError
from sync.imports.typed.days import describe_day
from tests.imports.exports import SAMPLES, read, sample

EXPECTED: dict[str, dict[str, Any]] = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
KINDS = {
    "linkedin-connections": "LinkedIn connections",
    "linkedin-messages": "LinkedIn messages",
    "linkedin-invitations": "LinkedIn invitations",
    "linkedin-imported": "LinkedIn imported contacts",
    "linkedin-zip": "LinkedIn zip",
    "google-csv-2024": "Google Contacts",
    "google-csv-old": "Google Contacts (before 2024)",
    "outlook-csv": "Outlook contacts",
    "vcard": "vCard",
    "facebook-friends": "Facebook friends",
    "facebook-addressbook": "Facebook address book",
    "facebook-zip": "Facebook zip",
    "messenger-e2ee-zip": "Facebook messages",
    "x-archive": "X archive",
}
REFUSED = {
    "facebook-html": "JSON",
    "instagram-followers": "Instagram",
    "instagram-following": "Instagram",
    "whatsapp": "WhatsApp",
    "calls-xml": "calls",
}
READ = [name for name, expected in EXPECTED.items() if expected["kind"] in KINDS]
NAMED = [name for name in READ if "people" in EXPECTED[name]]
PLACEHOLDERS = {"myContacts"}


def expected_people() -> list[Any]:
    return [
        pytest.param(name, place, person, id=f"{name}-{person['name']}")
        for name in NAMED
        for place, person in enumerate(EXPECTED[name]["people"])
    ]


def person_of(name: str, place: int) -> Found:
    return read(sample(name)).people[place]


def digits_of(number: str) -> str:
    return re.sub(r"\D", "", number.partition(" ext. ")[0])


def test_no_sample_is_forgotten() -> None:
    files = {path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*") if path.is_file()}
    parts_of_x = {name for name in files if name.startswith("x/") and name.endswith(".js")}
    assert files - parts_of_x - {"README.md", "expected.json", ".gitattributes"} == EXPECTED.keys()
    assert {expected["kind"] for expected in EXPECTED.values()} == KINDS.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", READ)
def test_the_kind_is_told_by_content(name: str) -> None:
    assert read(sample(name)).kind == KINDS[EXPECTED[name]["kind"]]


@pytest.mark.parametrize("name", NAMED)
def test_everybody_is_found_in_order_and_nobody_else(name: str) -> None:
    assert [p.name for p in read(sample(name)).people] == [p["name"] for p in EXPECTED[name]["people"]]


@pytest.mark.parametrize(("name", "place", "expected"), expected_people())
def test_what_is_known_of_each(name: str, place: int, expected: dict[str, Any]) -> None:
    person = person_of(name, place)
    assert list(person.emails) == expected.get("emails", [])
    assert [f"{birthday_text(person.birthday)}"] == [expected.get("birthday") or "None"]
    if "url" in expected:
        assert person.profiles == (f"https://{expected['url']}",)
    if "handle" in expected:
        assert person.profiles == (f"https://x.com/{expected['handle']}",)
    if "last_contact" in expected:
        assert person.last_contact == (
            expected["last_contact"] and date.fromisoformat(expected["last_contact"])
        )
    numbers = [digits_of(number) for number in expected.get("phones", [])]
    found = [digits_of(number) for number in person.phones]
    assert len(found) == len(numbers)
    assert all(number.endswith(text.lstrip("0")) for number, text in zip(numbers, found, strict=True))


@pytest.mark.parametrize(("name", "place", "expected"), expected_people())
def test_what_else_is_told_goes_into_the_note(name: str, place: int, expected: dict[str, Any]) -> None:
    about = person_of(name, place).about
    words = [expected.get("org", ""), expected.get("title", ""), *expected.get("labels", [])]
    words += [" ".join(expected.get("note", "").split())]
    for key, before in (
        ("connected", "since"),
        ("friends_since", "friends since"),
        ("anniversary", "anniversary"),
    ):
        words += [f"{before} {describe_day(date.fromisoformat(expected[key]))}"] if key in expected else []
    assert [word for word in words if word not in about and word not in PLACEHOLDERS] == []


def birthday_text(birthday: Birthday | None) -> str | None:
    if birthday is None:
        return None
    return f"{birthday.year or '-'}-{birthday.month:02}-{birthday.day:02}"


@pytest.mark.parametrize("name", NAMED)
def test_who_is_left_out_is_counted_by_reason(name: str) -> None:
    expected = dict(EXPECTED[name].get("skipped", {}))
    if "duplicates_in_file" in EXPECTED[name]:
        expected[TWICE] = EXPECTED[name]["duplicates_in_file"]
    if "not_candidates" in EXPECTED[name]:
        expected["only ever retweeted"] = 1
    assert read(sample(name)).left_out == expected
    assert read(sample(name)).unnamed == EXPECTED[name].get("unnamed_ids", 0)


@pytest.mark.parametrize("name", [name for name in READ if "last_contact" in EXPECTED[name]])
def test_the_days_of_messages(name: str) -> None:
    expected = EXPECTED[name]["last_contact"]
    found = read(sample(name)).days
    assert {key.removeprefix("https://"): day.isoformat() for key, day in found.items()} == expected


def test_linkedins_zip_has_the_people_of_the_one_file_and_the_days_of_the_other() -> None:
    name = "linkedin/Basic_LinkedInDataExport_11-20-2026.zip"
    found = read(sample(name))
    alone = read(sample(EXPECTED[name]["people_from"]))
    days = read(sample(EXPECTED[name]["last_contact_from"])).days
    assert [p.name for p in found.people] == [p.name for p in alone.people]
    assert {p.profiles[0]: p.last_contact for p in found.people if p.last_contact} == days
    assert found.owner
    assert [found.owner.name] == EXPECTED[name]["owner_names"]
    assert list(found.owner.emails) == EXPECTED[name]["owner_emails"]


def test_the_owner_of_messages_is_who_takes_part_in_all_of_them() -> None:
    owner = read(sample("linkedin/messages.csv")).owner
    assert owner
    assert owner.profiles == (f"https://{EXPECTED['linkedin/messages.csv']['owner']}",)


def test_nobody_of_facebooks_other_lists_is_a_candidate() -> None:
    name = "facebook/facebook-robinsample-2026-11-01-AbCdEfGh.zip"
    found = {p.name for p in read(sample(name)).people}
    assert found.isdisjoint(EXPECTED[name]["never_candidates"])


def test_the_broken_file_tells_what_is_broken() -> None:
    found = read(sample("vcard/broken.vcf"))
    assert len(found.faults) >= EXPECTED["vcard/broken.vcf"]["warnings_at_least"]
    assert [fault.place for fault in found.faults] == ["line 7", "line 18"]


@pytest.mark.parametrize("name", [name for name in READ if "warnings_at_least" not in EXPECTED[name]])
def test_a_sound_file_has_no_faults(name: str) -> None:
    hints = {"linkedin/messages.csv": "Connections.csv", "facebook/messages.zip": "your_friends.json"}
    for fault in read(sample(name)).faults:
        assert hints.get(name, "circa 1800") in str(fault)


@pytest.mark.parametrize("name", [name for name, e in EXPECTED.items() if e["kind"] in REFUSED])
def test_what_is_no_use_here_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(UnreadableError, match=REFUSED[EXPECTED[name]["kind"]]) as caught:
        read(sample(name))
    assert "\n" not in str(caught.value)


def test_what_was_read_is_told_in_one_line() -> None:
    line = str(read(sample("google/contacts.csv")))
    assert line == f"export: Google Contacts: 3 people; {ORGANISATION}: 1; no name: 1"
    assert isinstance(read(sample("google/contacts.csv")), FileRead)
