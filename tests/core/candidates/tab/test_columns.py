"""The columns of the Candidates tab are found by header; a tab without them is a problem."""

from collections.abc import Sequence

import pytest

from sync.core.candidates.tab import columns as tab
from sync.core.candidates.tab.columns import HEADERS, NEW_COLUMNS, find_tab_columns
from sync.core.contacts.columns import HeadersError
from tests.core.candidates.tabs import make_tab
from tests.core.tables import make_table

USUAL = tuple(HEADERS.values())


def test_a_new_tab_is_found_as_it_is_made() -> None:
    assert find_tab_columns(make_tab()) == NEW_COLUMNS


@pytest.mark.parametrize(
    "headers",
    [
        USUAL,
        USUAL[::-1],
        ("my own", *USUAL[:4], "another", *USUAL[4:]),
        tuple(header.upper() for header in USUAL),
        ("ADD", " name ", "status:", "Key"),
    ],
)
def test_columns_stand_in_any_order_beside_others(headers: Sequence[str]) -> None:
    places = find_tab_columns(make_tab(headers=headers)).places
    assert [places[field] for field in (tab.ADD, tab.NAME, tab.STATUS, tab.KEY)] == [
        [header.strip(" :").lower() for header in headers].index(word)
        for word in ("add", "name", "status", "key")
    ]


def test_the_header_may_stand_further_down() -> None:
    table = make_table([[], ["people to look at"], USUAL, [None, "Ada"]], ["Candidates!"])
    assert find_tab_columns(table).header == 4


@pytest.mark.parametrize("gone", ["Add", "Name", "Status", "Key"])
def test_a_header_that_is_gone_is_named(gone: str) -> None:
    headers = [header for header in USUAL if header != gone]
    with pytest.raises(HeadersError, match=f"missing: {gone}$") as raised:
        find_tab_columns(make_tab(headers=headers))
    assert raised.value.what == "the tab “Candidates”"
    assert "delete the tab" in raised.value.cure


def test_a_tab_without_any_header_is_none() -> None:
    with pytest.raises(HeadersError, match="missing: Add, Name, Status, Key"):
        find_tab_columns(make_table([], []))


def test_a_needed_header_that_stands_there_twice_is_not_guessed() -> None:
    with pytest.raises(HeadersError, match="A1 and L1 are both headers for Status"):
        find_tab_columns(make_tab(headers=["Status", *USUAL]))


def test_of_other_headers_the_first_counts() -> None:
    assert find_tab_columns(make_tab(headers=["Email", *USUAL])).places[tab.EMAIL] == 0
