"""Which hosts are whose."""

import pytest

from sync.core.providers import find_provider, is_microsoft


@pytest.mark.parametrize(
    ("host", "is_theirs"),
    [
        ("outlook.office365.com", True),
        ("smtp-mail.outlook.com", True),
        ("SMTP.Office365.com.", True),
        ("imap-mail.hotmail.com", True),
        ("notoutlook.com", False),
        ("outlook.com.evil.example", False),
        ("mail.example.com", False),
        ("com", False),
        ("", False),
    ],
)
def test_microsoft_is_known_by_the_end_of_the_name(host: str, is_theirs: bool) -> None:
    assert is_microsoft(host) is is_theirs


@pytest.mark.parametrize(
    ("host", "provider"),
    [
        ("imap.gmail.com", "gmail.com"),
        ("SMTP.Gmail.com.", "gmail.com"),
        ("gmail.com", "gmail.com"),
        ("mail.example.co.uk", "example.co.uk"),
        ("a.b.example.com.au", "example.com.au"),
        ("imap.posteo.de", "posteo.de"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]", "::1"),
        ("localhost", "localhost"),
    ],
)
def test_a_provider_is_told_by_the_end_of_its_hosts(host: str, provider: str) -> None:
    assert find_provider(host) == provider
