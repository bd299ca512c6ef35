"""One tap to write to somebody: links that open a mail, a call or a text message, and nothing else."""

from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.summary import phrases as words
from sync.core.summary.starters import (
    Starter,
    check_template,
    find_first_name,
    find_links,
    find_number,
    make_mailto,
    quote_note,
    shorten,
    show_note,
)

PLAIN = Starter("", "", "Ada Lovelace", "had a baby", "4 August")


def open_mail(link: str) -> tuple[str, str, str]:
    """Return what a mail program makes of the link: address, subject and body."""
    parts = urlsplit(link)
    assert parts.scheme == "mailto"
    fields = parse_qs(parts.query, keep_blank_values=True, strict_parsing=True)
    assert list(fields) == ["subject", "body"]
    return unquote(parts.path), fields["subject"][0], fields["body"][0]


def test_a_mail_is_started_with_the_note_to_rework() -> None:
    address, subject, body = open_mail(make_mailto("ada@x.org", PLAIN))

    assert address == "ada@x.org"
    assert subject == "Hello, Ada"
    assert body.startswith("Hi Ada,\r\n\r\nlast time, on 4 August, you told me: “had a baby”\r\n")


@pytest.mark.parametrize(
    ("starter", "says"),
    [
        (PLAIN._replace(since=""), "Hi Ada,\r\n\r\nyou came to my mind today: “had a baby”"),
        (PLAIN._replace(note=""), "Hi Ada,\r\n\r\nit has been a while since 4 August"),
        (PLAIN._replace(note="", since=""), "Hi Ada,\r\n\r\nyou came to my mind today, and"),
        (PLAIN._replace(name=""), "Hello,\r\n\r\nyou came to my mind today, and"),
    ],
)
def test_without_a_note_a_date_or_a_name_it_fits_as_well(starter: Starter, says: str) -> None:
    assert open_mail(make_mailto("ada@x.org", starter))[2].startswith(says)


def test_no_opening_asks_for_anything() -> None:
    for opening in words.OPENINGS:
        assert not {"?", "help", "favour", "could you", "please"} & set(opening.lower().split())
        assert "?" not in opening
        assert check_template(opening) is None


def test_the_owners_templates_come_first() -> None:
    own = PLAIN._replace(subject="Greetings {first_name} {{x}}", opening="Since {since}: {note}\nMe")

    _, subject, body = open_mail(make_mailto("ada@x.org", own))

    assert subject == "Greetings Ada {x}"
    assert body == "Since 4 August: had a baby\r\nMe\r\n"


def test_a_template_of_the_owners_that_has_nothing_to_say_gives_way() -> None:
    own = PLAIN._replace(opening="you said {note}", note="")

    assert "it has been a while" in open_mail(make_mailto("ada@x.org", own))[2]


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
    ["a?bcc=b@x.org", "a&body=b@x.org", "a%0d%0aBcc:b@x.org", "a#b@x.org", "a+b@x.org", "a%3Fbcc=b@x.org"],
)
def test_an_address_adds_no_header_and_no_recipient(address: str) -> None:
    link = make_mailto(address, PLAIN)

    assert open_mail(link)[0] == address
    assert link.count("?") == 1
    assert link.count("&") == 1


@given(st.text(), st.text(), st.text())
def test_whatever_is_written_about_somebody_is_one_mail_to_them(name: str, note: str, since: str) -> None:
    starter = Starter("{first_name}", "{note}{since}", name, note, since)

    link = make_mailto("ada@x.org", starter)

    assert link.isascii()
    assert not set(link) & set("\"'<> \r\n")
    assert open_mail(link)[0] == "ada@x.org"


def test_the_first_valid_address_is_the_best_channel() -> None:
    [link] = find_links(("ada@x.org", "b@x.org"), "+44 20 7946 0958", PLAIN)

    assert link.label == words.WRITE
    assert link.href.startswith("mailto:ada@x.org?")


def test_without_an_address_there_are_a_call_and_a_text() -> None:
    call, text = find_links((), "+44 20 7946 0958", PLAIN)

    assert (call.label, call.href) == (words.CALL, "tel:+442079460958")
    assert (text.label, text.href) == (words.TEXT, "sms:+442079460958")


def test_without_either_there_is_no_link() -> None:
    assert find_links((), "ask her brother", PLAIN) == ()
    assert find_links(("a" * 250 + "@x.org",), "", PLAIN) == ()


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("+1 (312) 555-0100", "+13125550100"),
        ("(312) 555-0100", "3125550100"),
        ("(+44) 20 7946 0958", "+442079460958"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("020 7946 0958", "02079460958"),
        ("030/123456", "030123456"),
        ("3125550100", "3125550100"),
        ("312-555-0100 ext. 12", "3125550100"),
        ("0171 123456, 0172 654321", "0171123456"),
        ("0171 123456 / 0172 654321", "0171123456"),
        ("mobile: 0171 123456", "0171123456"),
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
        ("112", "112"),
        ("+1;phone-context=evil", ""),
        ("*#06#", ""),
        ("", ""),
        ("none", ""),
    ],
)
def test_a_number_is_digits_after_a_plus(phone: str, number: str) -> None:
    assert find_number(phone) == number


@given(st.text())
def test_no_number_holds_anything_else(phone: str) -> None:
    number = find_number(phone)

    assert not number.removeprefix("+") or number.removeprefix("+").isdecimal()
    assert number.isascii()


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Ada Lovelace", "Ada"),
        ("Ada", "Ada"),
        ("Dr. Ada Lovelace", "Ada"),
        ("Aunt Rosalind", "Aunt Rosalind"),
        ("Bill and Dot Harkness", "Bill and Dot"),
        ("Prof. Dr. Emmy Noether", "Emmy"),
        ("Lovelace, Ada", "Ada"),
        ("Lovelace, Dr. Ada", "Ada"),
        ("Ada Lovelace, PhD", "Ada"),
        ("Dr.", "Dr."),
        ("王小明", "王小明"),
        ("", ""),
        (",", ""),
    ],
)
def test_people_are_called_by_their_first_name(name: str, first: str) -> None:
    assert find_first_name(name) == first


@pytest.mark.parametrize(
    ("note", "quoted"),
    [
        ("2026-08-04: had a baby", "had a baby"),
        ("14 Aug 2026 - lunch", "lunch"),
        ("- 3 Oct: gym", "gym"),
        ("(May 2026) moved", "moved"),
        ("met at PyCon\nlikes tea", "met at PyCon likes tea"),
        ("March for science", "March for science"),
        ("2026-08-04", "2026-08-04"),
        ("", ""),
        ("\n \n", ""),
    ],
)
def test_the_note_is_quoted_without_its_date(note: str, quoted: str) -> None:
    assert quote_note(note, None, "en_GB") == quoted


def test_of_several_dated_lines_the_one_last_in_touch_is_quoted() -> None:
    note = "2026-02-01: new job\n4 Aug: had a baby\n2025-12-24 skiing"

    assert quote_note(note, date(2026, 8, 4), "en_GB") == "had a baby"


def test_a_long_note_is_shown_from_the_news_on() -> None:
    note = "\n".join(f"2026-01-{day:02}: chess" for day in range(1, 29)) + "\n\n2026-08-04: had a baby"

    assert show_note(note, date(2026, 8, 4), "en_GB") == "…\n2026-08-04: had a baby"
    assert show_note(note, None, "en_GB").startswith("2026-01-01: chess\n")
    assert show_note(note, None, "en_GB").endswith("\n2026-01-10: chess\n…")


def test_a_short_note_is_shown_whole() -> None:
    assert show_note(" had a baby\n\n\nlikes tea ", None, None) == "had a baby\nlikes tea"


@given(st.text(), st.integers(4, 40))
def test_what_is_shortened_is_no_longer_than_asked(text: str, length: int) -> None:
    short = shorten(text, length)

    assert len(short) <= length + 1
    assert short == text or short.endswith("…")


def test_a_long_text_is_cut_between_words() -> None:
    assert shorten("one two three four", 15) == "one two three…"
    assert shorten("x" * 20, 10) == "x" * 10 + "…"
