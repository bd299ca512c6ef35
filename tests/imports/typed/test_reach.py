"""Ways to reach somebody, as they stand in exports."""

import pytest

from sync.imports.typed.reach import addresses_in, find_profile, numbers_in, profiles_in


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        ("https://www.linkedin.com/in/Ada-Quill", "https://linkedin.com/in/ada-quill"),
        ("http://de.linkedin.com/in/ada-quill/?trk=x#y", "https://linkedin.com/in/ada-quill"),
        ("linkedin.com/in/ada-quill/", "https://linkedin.com/in/ada-quill"),
        ("https://www.linkedin.com/in/jos%C3%A9-garc%C3%ADa", "https://linkedin.com/in/josé-garcía"),
        ("https://www.linkedin.com/in/jose%CC%81", "https://linkedin.com/in/josé"),
        ("https://www.linkedin.com/in/a%2Fb%3Fc", "https://linkedin.com/in/a%2fb%3fc"),
        ("https://www.linkedin.com/in/a%E2%80%AEb", "https://linkedin.com/in/a%e2%80%aeb"),
        ("https://twitter.com/Ada_Q", "https://x.com/ada_q"),
        ("https://mobile.x.com/ada_q?s=20", "https://x.com/ada_q"),
        ("https://m.facebook.com/ada.quill", "https://facebook.com/ada.quill"),
        ("https://www.facebook.com/profile.php?id=100&x=1", "https://facebook.com/profile.php?id=100"),
        ("https://instagram.com/ada.q/", "https://instagram.com/ada.q"),
        ("https://bsky.app/profile/ada.example.org", "https://bsky.app/profile/ada.example.org"),
        ("https://t.me/adaq", "https://t.me/adaq"),
        ("https://linkedin.com@evil.example/in/ada", None),
        ("https://linkedin.com:443/in/ada", None),
        ("https://notlinkedin.com/in/ada", None),
        ("https://linkedin.com.evil.example/in/ada", None),
        ("https://linkedin.com/in/a\x1bb", None),
        ("https://linkedin.com/in/a\u202eb", None),
        ('https://linkedin.com/in/a"b', None),
        ("javascript:linkedin.com/in/ada", None),
        ("https://www.linkedin.com/company/northwind", None),
        ("https://www.linkedin.com/in/", None),
        ("https://x.com/home", None),
        ("https://x.com/ada/status/1", None),
        ("https://www.facebook.com/profile.php", None),
        ("https://ada.example.org", None),
        ("", None),
    ],
)
def test_a_profile_is_told_by_its_whole_host(text: str, profile: str | None) -> None:
    assert find_profile(text) == profile


def test_each_profile_is_told_once() -> None:
    texts = ["https://x.com/ada ::: https://twitter.com/Ada", "https://ada.example.org"]
    assert profiles_in(texts) == ("https://x.com/ada",)


@pytest.mark.parametrize(
    ("texts", "good", "bad"),
    [
        (["Ada@Example.org"], ("ada@example.org",), ()),
        (["a@example.org ::: b@example.org"], ("a@example.org", "b@example.org"), ()),
        (["a@example.org,b@example.org; A@example.org"], ("a@example.org", "b@example.org"), ()),
        (["Ada Quill <ada@example.org>"], ("ada@example.org",), ()),
        (["", " ; "], (), ()),
        (["ada at home"], (), ("ada at home",)),
        (["a@example.org,ada@"], ("a@example.org",), ("ada@",)),
        (["/o=Exchange/cn=Ada"], (), ("/o=Exchange/cn=Ada",)),
        ([f"{'a' * 300}@example.org"], (), ("a" * 59 + "…",)),
    ],
)
def test_addresses_and_what_was_meant_as_one(
    texts: list[str], good: tuple[str, ...], bad: tuple[str, ...]
) -> None:
    assert addresses_in(texts) == (good, bad)


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["+44 7700 900123"], ("+44 7700 900123",)),
        (["+44 7700 900123 ::: 07700 900124"], ("+44 7700 900123", "07700 900124")),
        (["+44 7700 900123", "+44-7700-900123"], ("+44 7700 900123",)),
        (["0171 3920014", "+491713920014"], ("+491713920014",)),
        (["+491713920014", "0171 3920014"], ("+491713920014",)),
        (["0171 3920014", "0171 3920015"], ("0171 3920014", "0171 3920015")),
        (["+44 7700 900123", "0123"], ("+44 7700 900123", "0123")),
        (["12", "n/a", ""], ()),
        (["911"], ("911",)),
        (["tel:+1-212-555-0102"], ("+1-212-555-0102",)),
        (["tel:+1-212-555-0102;isub=1;ext=102"], ("+1-212-555-0102 ext. 102",)),
    ],
)
def test_numbers_stay_as_they_are_written(texts: list[str], numbers: tuple[str, ...]) -> None:
    assert numbers_in(texts) == numbers
