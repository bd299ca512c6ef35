"""Addresses as headers hold them, and when two are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.letters.addresses import normal, normalize, parse_addresses


@pytest.mark.parametrize(
    ("field", "addresses"),
    [
        ("", ()),
        ("ada@x.org", ("ada@x.org",)),
        ("Ada <Ada@X.org>", ("ada@x.org",)),
        ('"Lovelace, Ada" <ada@x.org>, Bob <bob@y.org>', ("ada@x.org", "bob@y.org")),
        ("ada@x.org, bob@y.org; cy@z.org", ("ada@x.org", "bob@y.org", "cy@z.org")),
        ("ada@x.org (at home), <bob@y.org>", ("ada@x.org", "bob@y.org")),
        ("ada@x.org <evil@y.org>", ("evil@y.org",)),  # the name only looks like an address
        ('"ada@x.org" <evil@y.org>', ("evil@y.org",)),
        ('"a \\" <ada@x.org>" <evil@y.org>', ("evil@y.org",)),
        ("(ada@x.org) evil@y.org", ("evil@y.org",)),
        ("=?utf-8?q?ada@x.org?= <evil@y.org>", ("evil@y.org",)),
        ("Friends: ada@x.org, Bob <bob@y.org>;", ("ada@x.org", "bob@y.org")),
        ("undisclosed-recipients:;", ()),
        ("<@relay.org,@other.org:ada@x.org>", ("ada@x.org",)),
        ("ada@x.org, ADA@x.org, ada@x.org", ("ada@x.org",)),
        ("<>", ()),
        ("@, <@>, Ada", ()),
        ("Ada <ada@x.org", ("ada@x.org",)),
        ("ада@почта.рф", ("ада@xn--80a1acny.xn--p1ai",)),
    ],
)
def test_an_address_is_what_stands_in_angle_brackets_else_the_bare_one(
    field: str, addresses: tuple[str, ...]
) -> None:
    assert parse_addresses(field) == addresses


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada@X.org", "ada@x.ORG"),
        ("ada.love.lace@gmail.com", "adalovelace@gmail.com"),
        ("ada+news@gmail.com", "ada@googlemail.com"),
        ("a.da+x@GoogleMail.com", "ADA@gmail.com"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        (" ada@x.org. ", "ada@x.org"),
    ],
)
def test_case_does_not_matter_nor_do_dots_and_tags_at_gmail(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ada.lovelace@x.org", "adalovelace@x.org"),
        ("ada+news@x.org", "ada@x.org"),
        ("ada@gmail.com.evil.org", "ada@gmail.com"),
        ("ada@notgmail.com", "ada@gmail.com"),
    ],
)
def test_elsewhere_dots_and_tags_tell_people_apart(one: str, other: str) -> None:
    assert normal(one) != normal(other)


def test_no_address_is_nobody_s() -> None:
    assert normalize(["", "Ada@x.org"]) == {"ada@x.org"}


@given(st.text(alphabet='ab@.,;:<>()"\\ \t=?üé\u00a0', max_size=60))
def test_whatever_a_header_holds_reading_it_ends(field: str) -> None:
    for address in parse_addresses(field):
        assert "@" in address
        assert not set(address) & set('<>()", ;')
