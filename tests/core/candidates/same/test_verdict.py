"""Who is the same person, who may be, and who is new."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sync.core.candidates.found import Found
from sync.core.candidates.same.marks import identify_contact, identify_found
from sync.core.candidates.same.verdict import Circle, Standing
from tests.core.candidates.tabs import contacts_of
from tests.core.tables import Value

MATCHING = Path(__file__).parent.parent / "matching"
PAIRS = json.loads((MATCHING / "pairs.json").read_text("utf-8"))
CONTACTS = json.loads((MATCHING / "contacts.json").read_text("utf-8"))["contacts"]
STANDINGS = {"same": Standing.SAME, "possible": Standing.MAYBE, "new": Standing.NEW}


def judge(found: Found, *rows: Sequence[Value], region: str | None = "US") -> tuple[Standing, str, str]:
    """Return how somebody stands to the list, who in it they are or may be, and why."""
    contacts = contacts_of(*rows)
    circle = Circle(identify_contact(contact, region) for contact in contacts)
    verdict = circle.judge(identify_found(found, region))
    who = "" if verdict.place is None else contacts[verdict.place].shown
    return verdict.standing, who, verdict.reason


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['candidate']['name']}: {pair['why']}")
def test_the_pairs_of_the_sample_get_their_verdicts(pair: dict[str, Any]) -> None:
    rows = [(contact["Name"], contact["Email"], contact["Phone number"]) for contact in CONTACTS]
    candidate = pair["candidate"]
    found = Found(
        "An address book",
        candidate["name"],
        tuple(candidate.get("emails", ())),
        tuple(candidate.get("phones", ())),
    )
    standing, who, _ = judge(found, *rows)
    assert (standing, who) == (STANDINGS[pair["verdict"]], pair["contact"] or "")


LINK = "https://www.linkedin.com/in/ada-quill/"
ADA = ("Ada Quill", "ada@example.org", "+44 7700 900123", LINK, "")
MUM = ("Mum", "mum@example.org", "+44 7700 900500", "", "")


def ada(name: str = "Ada Quill", **known: tuple[str, ...]) -> Found:
    return Found("LinkedIn", name, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "found",
    [
        ada(emails=("Ada@Example.org",)),
        ada(phones=("0044 7700 900123", "+447700900123")),
        ada(profiles=("https://linkedin.com/in/ada-quill",)),
        ada("A. Quill", emails=("ada@example.org",)),
        ada("Quill, Ada", profiles=("https://linkedin.com/in/ada-quill",)),
    ],
)
def test_what_only_one_row_holds_and_a_name_that_agrees_is_the_same_person(found: Found) -> None:
    assert judge(found, MUM, ADA) == (Standing.SAME, "Ada Quill", "")


@pytest.mark.parametrize(
    ("found", "who", "reason"),
    [
        (ada(), "Ada Quill", "only the same name"),
        (ada("A. Quill"), "Ada Quill", "only a name that fits"),
        (ada("Ada Quill-Byron"), "Ada Quill", "only a name that agrees in part"),
        (ada("Ada Byron", emails=("ada@example.org",)), "Ada Quill", "the same address, another name"),
        (ada("A. Quill", phones=("+447700900123",)), "Ada Quill", "the same number, a name that fits"),
        (
            ada("Bob", profiles=(LINK,), emails=("ada@example.org",)),
            "Ada Quill",
            "the same profile, the same address, another name",
        ),
        (ada("Mum"), "Mum", "only the same name of one word"),
        (ada("Mum", emails=("mum@example.org",)), "Mum", "the same address, the same name of one word"),
        (ada("Ada", profiles=(LINK,)), "Ada Quill", "the same profile, a name that agrees in part"),
        (ada("", emails=("ada@example.org",)), "Ada Quill", "the same address, another name"),
    ],
)
def test_anything_less_is_a_maybe_with_its_reason(found: Found, who: str, reason: str) -> None:
    assert judge(found, MUM, ADA) == (Standing.MAYBE, who, reason)


@pytest.mark.parametrize(
    "name", ["Ada", "A", "Quill", "Ada Quil", "Adam Quill", "Mummy", "عدا", "李", "😅", ""]
)
def test_nobody_is_taken_for_somebody_whose_name_is_only_like_theirs(name: str) -> None:
    assert judge(ada(name, emails=("other@example.org",)), MUM, ADA)[0] == Standing.NEW


@pytest.mark.parametrize(
    ("address", "standing"),
    [
        ("Ada.Quill+shop@googlemail.com", Standing.SAME),
        ("adaquill@gmail.com", Standing.SAME),
        ("adaquill@example.org", Standing.MAYBE),
    ],
)
def test_dots_and_a_plus_part_are_nothing_at_gmail_only(address: str, standing: Standing) -> None:
    rows = [("Ada Quill", "ada.quill@gmail.com, ada.quill@example.org")]
    assert judge(ada(emails=(address,)), *rows)[0] == standing


def test_a_shared_box_never_decides() -> None:
    row = ("John Smith", "info@example.org", "", "", "")
    found = Found("Outlook", "John Smith", ("info@example.org",))
    assert judge(found, row) == (
        Standing.MAYBE,
        "John Smith",
        "the same shared address, the same name",
    )


def test_what_two_rows_hold_never_decides() -> None:
    rows = [("John Smith", "smiths@example.org"), ("Jane Smith", "smiths@example.org")]
    found = Found("Outlook", "Jane Smith", ("smiths@example.org",))
    assert judge(found, *rows) == (
        Standing.MAYBE,
        "Jane Smith",
        "the same address (of 2 contacts), the same name",
    )


def test_a_profile_that_stands_in_the_note_counts() -> None:
    row = ("Ada Quill", "", "", "", f"met at {LINK} last year")
    assert judge(ada(profiles=("https://linkedin.com/in/ada-quill",)), row)[0] == Standing.SAME


def test_a_handle_in_a_networks_column_is_a_profile() -> None:
    row = ("Ada Quill", "", "", "ada-quill", "")
    assert judge(ada(profiles=("https://linkedin.com/in/ada-quill",)), row)[0] == Standing.SAME


def test_without_a_country_only_whole_numbers_are_compared() -> None:
    row = ("Ada Quill", "", "07700 900123", "", "")
    assert judge(ada(phones=("07700 900123",)), row, region=None)[2] == "only the same name"
    assert judge(ada(phones=("07700 900123",)), row, region="GB")[0] == Standing.SAME


def test_numbers_of_another_country_are_compared_by_what_stands_behind_its_prefix() -> None:
    row = ("Ada Quill", "", "07700 900123", "", "")
    assert judge(ada(phones=("+447700900123",)), row, region="US")[0] == Standing.SAME
    assert judge(ada(phones=("+447700900124",)), row, region="US")[2] == "only the same name"


def test_equal_digits_of_two_countries_are_two_numbers() -> None:
    row = ("Ada Quill", "", "+1 212 555 0143", "", "")
    assert judge(ada(phones=("+44 212 555 0143",)), row)[2] == "only the same name"


def test_an_extension_is_part_of_the_number() -> None:
    row = ("Ada Quill", "", "+44 20 7946 0018 ext. 101", "", "")
    assert judge(ada(phones=("+44 20 7946 0018 ext. 102",)), row)[2] == "only the same name"
