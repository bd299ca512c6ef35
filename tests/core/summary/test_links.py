"""One tap to reach somebody: links that open a mail, a call or a profile, and nothing else."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.contacts.profiles import read_profile
from sync.core.contacts.reach import find_ways
from sync.core.summary.links import (
    OPENINGS,
    SUBJECTS,
    Draft,
    Link,
    check_template,
    make_link,
    make_mailto,
)

PLAIN = Draft("", "", "Ada Lovelace", "her father has died. Just listen", "4 August")


def open_mail(link: str) -> tuple[str, str, str]:
    """Return what a mail program makes of the link: address, subject and body."""
    parts = urlsplit(link)
    assert parts.scheme == "mailto"
    fields = parse_qs(parts.query, keep_blank_values=True, strict_parsing=True)
    assert list(fields) == ["subject", "body"]
    return unquote(parts.path), fields["subject"][0], fields["body"][0]


def test_a_mail_is_started_with_a_greeting_and_a_wish_to_hear_from_them() -> None:
    address, subject, body = open_mail(make_mailto("ada@x.org", PLAIN))

    assert address == "ada@x.org"
    assert subject == "Hello, Ada"
    assert body == "Hi Ada,\r\n\r\nYou came to mind today. How are you?"


@pytest.mark.parametrize("template", [*SUBJECTS, *OPENINGS])
def test_no_usual_words_hold_anything_of_the_note(template: str) -> None:
    assert check_template(template) is None
    assert "{note}" not in template
    assert "{since}" not in template


@given(st.text(min_size=1), st.text())
def test_whatever_the_note_says_the_draft_is_the_same(note: str, since: str) -> None:
    assert make_mailto("ada@x.org", PLAIN._replace(note=note, since=since)) == make_mailto("ada@x.org", PLAIN)


def test_without_a_name_it_says_hello() -> None:
    _, subject, body = open_mail(make_mailto("ada@x.org", PLAIN._replace(name="")))

    assert subject == "Hello"
    assert body.startswith("Hello,\r\n\r\nYou")


def test_without_a_draft_it_is_an_empty_mail() -> None:
    assert make_mailto("ada@x.org") == "mailto:ada@x.org"


def test_the_owners_templates_come_first() -> None:
    own = PLAIN._replace(subject="Greetings {first_name} {{x}}", opening="Since {since}: {note}\nMe")

    _, subject, body = open_mail(make_mailto("ada@x.org", own))

    assert subject == "Greetings Ada {x}"
    assert body == "Since 4 August: her father has died. Just listen\r\nMe"


def test_a_template_of_the_owners_that_has_nothing_to_say_gives_way() -> None:
    own = PLAIN._replace(opening="you said {note}", note="")

    assert open_mail(make_mailto("ada@x.org", own))[2].startswith("Hi Ada,")


@pytest.mark.parametrize("text", ["", "Hi {first_name}", "{note}{since}", "{{ and }}", "no braces"])
def test_a_good_template_has_no_fault(text: str) -> None:
    assert check_template(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "{name}",
        "{}",
        "{0}",
        "{first_name!r}",
        "{note:>9}",
        "{first_name.__class__}",
        "{note[0]}",
        "{",
        "}",
        "{note",
        "{ note }",
        "{note:{since}}",
    ],
)
def test_a_bad_template_is_found_before_it_is_used(text: str) -> None:
    assert check_template(text)


@given(st.text(alphabet="{}!:. notefirst_ame[]0", max_size=20))
def test_what_passes_the_check_can_be_filled(text: str) -> None:
    if check_template(text) is None:
        make_mailto("ada@x.org", PLAIN._replace(subject=text, opening=text))


@pytest.mark.parametrize(
    "address",
    ["a?bcc=b@x.org", "a&body=b@x.org", "a%0d%0aBcc:b@x.org", "a#b@x.org", "a+b@x.org", "a,b@x.org"],
)
def test_an_address_adds_no_header_and_no_recipient(address: str) -> None:
    link = make_mailto(address, PLAIN)

    assert open_mail(link)[0] == address
    assert link.count("?") == 1
    assert link.count("&") == 1
    assert "," not in link.partition("?")[0]


@given(st.text(), st.text(), st.text())
def test_whatever_is_written_about_somebody_is_one_mail_to_them(name: str, note: str, since: str) -> None:
    link = make_mailto("ada@x.org", Draft("{first_name}", "{note}{since}", name, note, since))

    assert link.isascii()
    assert not set(link) & set("\"'<> \r\n")
    assert open_mail(link)[0] == "ada@x.org"


def links_of(email: str = "", phone: str = "", **profiles: str) -> list[Link]:
    """Return the links for the ways to reach somebody, the best first."""
    found = [read_profile(network, text) for network, text in profiles.items()]
    return [make_link(way) for way in find_ways(filter(None, [email]), phone, found, "")]


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        (links_of("ada@x.org"), [("Write", "ada@x.org", "mailto:ada@x.org")]),
        (
            links_of(phone="020 7946 0958"),
            [("Call", "020 7946 0958", "tel:02079460958"), ("Text", "020 7946 0958", "sms:02079460958")],
        ),
        (
            links_of(phone="+44 7700 900142")[2:],
            [("WhatsApp", "+44 7700 900142", "https://wa.me/447700900142")],
        ),
        (
            links_of(linkedin="ada", x="@ada", website="https://ada.example/about"),
            [
                ("LinkedIn", "linkedin.com/in/ada", "https://www.linkedin.com/in/ada"),
                ("X", "x.com/ada", "https://x.com/ada"),
                ("Website", "ada.example/about", "https://ada.example/about"),
            ],
        ),
        (links_of(linkedin="Ada L., Leeds"), [("LinkedIn", "Ada L., Leeds", "")]),
    ],
)
def test_each_way_says_what_it_does_and_where_it_leads(
    links: list[Link], expected: list[tuple[str, str, str]]
) -> None:
    assert [tuple(link) for link in links] == expected


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//linkedin.com",
        "data:text/html,<script>alert(1)</script>",
        "https://linkedin.com@evil.example/in/ada",
        "https://linkedin.com.evil.example/in/ada",
        "https://evil.example/?linkedin.com/in/ada",
        "https://user:pw@www.linkedin.com/in/ada",
        "https://www.linkedin.com:8443/in/ada",
        "https://lіnkedin.com/in/ada",
        "https://linkedin.com/in/ada\r\nBcc: x",
        "ada\u202e/moc.live",
        "//evil.example",
        "file:///etc/passwd",
        "",
    ],
)
@pytest.mark.parametrize(
    "network", ["linkedin", "x", "facebook", "instagram", "bluesky", "telegram", "whatsapp"]
)
def test_a_hostile_profile_is_shown_and_leads_nowhere(network: str, text: str) -> None:
    for link in links_of(**{network: text}):
        assert link.href == ""
        assert len(link.shown.splitlines()) <= 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_phone_and_no_profile_leads_anywhere_else(phone: str, profile: str) -> None:
    for link in links_of(phone=phone, linkedin=profile, website=profile, mastodon=profile):
        assert link.href == "" or link.href.partition(":")[0] in {"tel", "sms", "https"}
        assert link.href.isascii()
        assert not set(link.href) & set("\"'<> \r\n")
