"""A handle or an address becomes a link of that network only; whatever else it is is shown as text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.contacts.headers import NETWORKS, PROFILE, WEBSITE
from sync.core.contacts.profiles import find_in_note, read_any_profile, read_profile


@pytest.mark.parametrize(
    ("network", "text", "link"),
    [
        ("linkedin", "https://www.linkedin.com/in/ada-lovelace/", "https://www.linkedin.com/in/ada-lovelace"),
        ("linkedin", "uk.linkedin.com/in/ada?trk=x", "https://www.linkedin.com/in/ada"),
        ("linkedin", "ada-lovelace", "https://www.linkedin.com/in/ada-lovelace"),
        ("linkedin", "https://linkedin.com/in/j%C3%BCrgen", "https://www.linkedin.com/in/j%C3%BCrgen"),
        ("x", "@ada", "https://x.com/ada"),
        ("x", "https://twitter.com/ada/status/1", "https://x.com/ada"),
        ("facebook", "https://m.facebook.com/ada.lovelace", "https://www.facebook.com/ada.lovelace"),
        ("facebook", "facebook.com/profile.php?id=100012", "https://www.facebook.com/profile.php?id=100012"),
        ("instagram", "ada_l", "https://www.instagram.com/ada_l"),
        ("mastodon", "@ada@mastodon.social", "https://mastodon.social/@ada"),
        ("mastodon", "https://mastodon.social/@ada", "https://mastodon.social/%40ada"),
        ("bluesky", "ada.bsky.social", "https://bsky.app/profile/ada.bsky.social"),
        ("bluesky", "https://bsky.app/profile/ada.bsky.social", "https://bsky.app/profile/ada.bsky.social"),
        ("telegram", "@ada_l", "https://t.me/ada_l"),
        ("signal", "https://signal.me/#p/+447700900142", "https://signal.me/#p/+447700900142"),
        ("whatsapp", "+44 7700 900142", "https://wa.me/447700900142"),
        ("whatsapp", "https://wa.me/447700900142", "https://wa.me/447700900142"),
        ("website", "https://ada.example.org/about me", ""),
        ("website", "https://ada.example.org/about/", "https://ada.example.org/about/"),
    ],
)
def test_a_handle_or_an_address_becomes_a_link_of_its_network(network: str, text: str, link: str) -> None:
    assert read_profile(network, text).link == link


HOSTILE = [
    "javascript:alert(1)",
    "data:text/html,x",
    "https://linkedin.com@evil.example/in/ada",
    "https://linkedin.com:8080/in/ada",
    "https://evil.example/linkedin.com/in/ada",
    "https://linkedin.com.evil.example/in/ada",
    "https://evillinkedin.com/in/ada",
    "https://linkedin.com\\@evil.example",
    "https://l\u0456nkedin.com/in/ada",
    "ftp://linkedin.com/in/ada",
    "//linkedin.com/in/ada\nhttps://evil.example",
    "https://linkedin.com/in/ada https://evil.example",
    "\u202ehttps://linkedin.com/in/ada",
    "https://linkedin.com/in/<script>",
    'https://linkedin.com/in/"onclick="x',
    "https://linkedin.com/in/" + "a" * 400,
    "mailto:ada@example.org",
    "",
]


@pytest.mark.parametrize("network", [*NETWORKS, WEBSITE])
@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_address_there_is_shown_and_leads_nowhere(network: str, text: str) -> None:
    profile = read_profile(network, text)
    if profile.link:
        assert network in {"website", "mastodon"}
        assert profile.link.startswith(
            ("https://evil.example/linkedin.com", "https://linkedin.com.evil", "https://evillinkedin.com/")
        )
        assert profile.shown in profile.link


@settings(max_examples=300)
@given(st.sampled_from([*NETWORKS, WEBSITE]), st.text(max_size=80))
def test_no_text_becomes_a_link_with_anything_but_plain_characters(network: str, text: str) -> None:
    for written in (text, f"https://linkedin.com/in/{text}", f"https://{text}/in/ada"):
        link = read_profile(network, written).link
        assert link == "" or (link.startswith("https://") and link.isascii() and link.isprintable())
        assert not set(link) & set("\"'<>\\ ")


def test_an_address_in_the_profile_column_is_told_by_its_host() -> None:
    assert read_any_profile("https://x.com/ada").network == "x"
    assert read_any_profile("ada").link == ""
    assert read_any_profile("ada").network == PROFILE


def test_the_first_link_to_a_known_network_in_the_note_counts() -> None:
    note = "met at https://conf.example.org/2026, see https://www.linkedin.com/in/ada. Or https://x.com/ada"
    found = find_in_note(note)
    assert found
    assert found.link == "https://www.linkedin.com/in/ada"
    assert find_in_note("nothing at https://example.org/x") is None
