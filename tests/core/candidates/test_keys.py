"""The Key: how a candidate is known again, whatever else becomes of their row."""

import pytest

from sync.core.candidates.found import Found
from sync.core.candidates.keys import NamedMark, read_key
from sync.core.candidates.merging import merge
from tests.core.candidates.tabs import TODAY

P = "https://linkedin.com/in/ada-quill"


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (Found("LinkedIn", "Ada Quill", ("ada@example.org",), ("+447700900123",), (P,)), P),
        (Found("LinkedIn", "Ada", (), (), ("https://x.com/ada", P)), P),
        (Found("vCard", "Quill, Ada", ("Ada@Example.org",), ("+447700900123",)), "ada@example.org ada quill"),
        (Found("vCard", "Ada", ("info@example.org",), ("07700 900123",)), "+447700900123 ada"),
        (Found("vCard", "Ada", ("info@example.org",)), "info@example.org ada"),
        (Found("vCard", "", ("ada@example.org",)), "ada@example.org"),
        (Found("Facebook", "Ada Quill"), "Facebook: ada quill 1"),
        (Found("Facebook", "Mum 😅"), "Facebook: mum 1"),
        (Found("Facebook", "😅"), "Facebook: 😅 1"),
        (Found("vCard", "Ada", phones=("call me",)), "vCard: ada 1"),
    ],
)
def test_the_key_is_a_profile_else_an_address_else_a_number_else_the_name(found: Found, key: str) -> None:
    (candidate,) = merge([[found]], TODAY, "GB")
    assert candidate.keys[0] == key


def test_a_profile_of_two_people_has_the_name_beside_it() -> None:
    bill, dot = merge([[Found("vCard", name, profiles=(P,)) for name in ("Bill", "Dot")]], TODAY, None)
    assert (bill.keys, dot.keys) == ((f"{P} bill",), (f"{P} dot",))


@pytest.mark.parametrize(
    ("key", "named"),
    [
        (P, NamedMark(P, "")),
        (f"{P} bill", NamedMark(P, "bill")),
        ("ada@example.org ada quill", NamedMark("ada@example.org", "ada quill")),
        ("+442079460018;ext=102 ada", NamedMark("+442079460018;ext=102", "ada")),
        ("7700900123 ada", NamedMark("7700900123", "ada")),
        ("Facebook: ada quill 1", None),
        ("", None),
    ],
)
def test_a_key_is_read_back(key: str, named: NamedMark | None) -> None:
    assert read_key(key) == named
