"""Which hosts are whose."""

import pytest

from sync.core.providers import is_microsoft, is_same_provider


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
    ("host", "other", "are_one"),
    [
        ("smtp.gmail.com", "imap.gmail.com", True),
        ("mail.example.org", "IMAP.Example.org.", True),
        ("example.org", "mail.example.org", True),
        ("smtp.gmail.com", "imap.fastmail.com", False),
        ("localhost", "localhost", True),
    ],
)
def test_a_provider_is_the_last_two_labels(host: str, other: str, are_one: bool) -> None:
    assert is_same_provider(host, other) is are_one
