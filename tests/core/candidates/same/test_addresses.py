"""Which addresses tell who somebody is, and which page a profile leads to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.candidates.same.addresses import fold_profile, is_box


@pytest.mark.parametrize(
    "local", ["info", "office", "sales", "no-reply", "contact.us", "hello", "team", "hr"]
)
def test_a_box_is_of_a_role(local: str) -> None:
    assert is_box(f"{local}@example.org")


@pytest.mark.parametrize("local", ["ada", "john.office", "informatik", "salesman", "ada+info", ""])
def test_anybody_else_is_no_box(local: str) -> None:
    assert not is_box(f"{local}@example.org")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("https://www.linkedin.com/in/Ada-Quill/", "https://linkedin.com/in/ada-quill"),
        ("http://de.linkedin.com/in/ada-quill?trk=x#y", "https://linkedin.com/in/ada-quill"),
        ("https://linkedin.com/in/jos%C3%A9-1a", "https://linkedin.com/in/josé-1a"),
        ("https://linkedin.com/in/jose\u0301-1a", "https://linkedin.com/in/josé-1a"),
        ("https://twitter.com/Ada_Q", "https://x.com/ada_q"),
        ("https://mobile.twitter.com/ada_q", "https://x.com/ada_q"),
        ("https://m.facebook.com/profile.php?v=1&id=42", "https://facebook.com/profile.php?id=42"),
        ("https://telegram.me/ada", "https://t.me/ada"),
        ("https://www.ada.example/about", "https://ada.example/about"),
        ("https://signal.me/#p/+447700900123", ""),
        ("https://signal.me/x#p/+447700900123", "https://signal.me/x#p/+447700900123"),
        ("https://linkedin.com.evil.example/in/ada", "https://linkedin.com.evil.example/in/ada"),
        ("https://linkedin.com@evil.example/in/ada", "https://linkedin.com@evil.example/in/ada"),
        ("https://linkedin.com", ""),
        ("linkedin.com/in/ada", ""),
        ("javascript:alert(1)", ""),
        ("https://[::1/x", ""),
        ("", ""),
    ],
)
def test_a_profile_is_the_page_it_leads_to(text: str, folded: str) -> None:
    assert fold_profile(text) == folded


@given(st.text(max_size=60).map("https://linkedin.com/in/{}".format) | st.text(max_size=60))
@settings(deadline=None)
def test_what_is_folded_stays_so(text: str) -> None:
    folded = fold_profile(text)
    assert fold_profile(folded) == folded or "%" in folded
