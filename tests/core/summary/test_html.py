"""The mail holds up: safe, small, whole lines, whatever stands in the sheet (promise 7)."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.summary.links import AnswerLinks
from sync.core.summary.summary import Summary, make_summary
from tests.core.summary.summaries import OCCASION, make_table, plan_of, summary_of

NASTY = "<script>alert(1)</script>\"'><img src=x onerror=y>{{7*7}}{%raw%}\r\nBcc: all@x.org\x00\u202e"
HEADERS = (
    *("Name", "Email", "Phone number", "Relationship information", "Next due"),
    *("Every", "Birthday", "Reach by", "LinkedIn", "WhatsApp", "Website", "Profile", "Last contacted"),
)
SCHEMES = {"https", "mailto", "tel", "sms"}


class Reader(HTMLParser):
    """What a browser would see: tags, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def links(self) -> list[str]:
        return [value for name, value in self.attributes if name == "href"]


def long_lines(summary: Summary) -> list[str]:
    """Return the lines of the text that are too long and hold more than a link."""
    lines = summary.text.splitlines()
    return [line for line in lines if len(line) > 72 and len(line.split()) > 1]


@pytest.mark.parametrize("header", HEADERS)
def test_nothing_from_the_sheet_becomes_markup_or_a_header_or_a_scheme(header: str) -> None:
    usual = {"Name": "Ada", "Email": "ada@x.org", "Relationship information": "2026-08-04: tea"}
    row = [NASTY if field == header else usual.get(field, "") for field in HEADERS]

    summary = summary_of(make_table([row] * 9, HEADERS))

    seen = Reader(summary.html)
    known = Reader(
        summary_of(make_table([list(map(usual.get, HEADERS, [""] * len(HEADERS)))] * 9, HEADERS)).html
    )
    assert set(seen.tags) <= set(known.tags) | {"h2", "b"}
    assert {name for name, _ in seen.attributes} <= {name for name, _ in known.attributes} | {"dir"}
    assert {link.partition(":")[0] for link in seen.links} <= SCHEMES
    assert len(summary.subject.splitlines()) == 1
    assert "49" not in summary.subject + seen.text
    assert "\x00" not in summary.html + summary.text
    assert "\u202e" not in summary.html + summary.text + summary.subject


def test_nothing_from_elsewhere_does_either() -> None:
    occasion = OCCASION._replace(sheet_name=NASTY, unwritten=NASTY, trouble=(NASTY,))

    seen = Reader(summary_of(make_table([]), occasion=occasion).html)

    assert seen.text.count("<script>alert(1)</script>") == 3
    assert not {"script", "img"} & set(seen.tags)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "", "file:///x", "http://x.org"])
def test_links_go_only_where_they_may(link: str) -> None:
    rows = [("Ada", "javascript:alert(1)@x.org", "", "2026-08-04: x"), ("Tim", "", "javascript:112", "")]

    seen = Reader(summary_of(make_table(rows, link=link)).html)

    assert {found.partition(":")[0] for found in seen.links} <= {"mailto", "tel", "sms"}
    assert "mailto:1" not in " ".join(seen.links)


@pytest.mark.parametrize(
    "name", ["Ada\r\nBcc: x@y.org", "Ada\x00\x1b[31m", "A\u2028B\u2029C\x85D", "\ud83d Ada", "\u202eAda"]
)
def test_the_subject_is_one_clean_line(name: str) -> None:
    plan = plan_of(make_table([("Ada", "a@x.org", "", "2026-08-04: x")]))
    people = tuple(person._replace(shown=name, name=name) for person in plan.people)

    summary = make_summary(type(plan)(plan.look, plan.columns, people, (), ()), OCCASION)

    assert len(summary.subject.splitlines()) == 1
    assert summary.subject.encode().decode().isprintable()


def test_halves_of_characters_do_not_stop_the_mail() -> None:
    summary = summary_of(make_table([("Ada", "a@x.org", "", "2026-08-04: \ud83d half")]))

    summary.html.encode()
    summary.text.encode()
    assert "half" in summary.text


def test_notes_are_read_in_their_own_direction() -> None:
    html = summary_of(make_table([("محمد علي", "m@x.org", "", "2026-08-04: عيد")])).html

    assert "\u200eمحمد علي\u200e</h2>" in html
    assert "<td class=n dir=auto " in html
    assert "dir=" not in summary_of(make_table([("Ada", "m@x.org", "", "2026-08-04: tea")])).html


@pytest.mark.parametrize(
    "note",
    ["word " * 200, "x" * 500, "生日快乐" * 100, "see https://example.com/" + "a" * 200, "- a\n\n\n\n- b"],
)
def test_the_text_is_wrapped_and_its_links_are_whole(note: str) -> None:
    summary = summary_of(make_table([("Ada", "a@x.org", "", f"2026-08-04: {note}")]))

    assert not long_lines(summary)
    assert "\n\n\n" not in summary.text
    assert all(len(line) <= 72 or "://" in line for line in summary.text.splitlines())


def test_the_text_has_one_link_and_nothing_encoded() -> None:
    plan = plan_of(make_table([("Jürgen", "j@x.org", "+44 7700 900142", "2026-08-04: tea")]))
    occasion = OCCASION._replace(
        answers={2: AnswerLinks("mailto:me@x.org", "mailto:me@x.org")},
        links=(("Calendar", "https://calendar.google.com/?text=a%20b"),),
    )

    text = make_summary(plan, occasion).text

    assert text.count("://") == 1
    assert text.endswith("Open the sheet:\nhttps://docs.google.com/spreadsheets/d/abc/edit#gid=0\n")
    assert "%" not in text.replace("% in touch", "")
    assert "mailto" not in text


def test_text_and_html_say_the_same() -> None:
    rows = [
        ("Marisol Vega", "marisol@example.com", "029 2018 0456", "2026-08-04: had a baby, Inés"),
        ("Grace", "", "+44 7700 900142", "2026-08-10: retired"),
        ("Bea", "bea@x.org", "", "2026-09-20: choir"),
    ]

    summary = summary_of(make_table(rows))

    said = " ".join(Reader(summary.html).text.split())
    for part in (
        *(
            "2 people to write to.",
            "Marisol has waited longest.",
            "33% in touch",
            "Marisol Vega",
            "12 days overdue",
        ),
        *(
            "last in touch 4 August",
            "had a baby, Inés",
            "marisol@example.com",
            "029 2018 0456",
            "Row 2",
            "Grace",
        ),
        *("retired", "+44 7700 900142", "3 rows: 2 overdue, 1 later.", "mails nobody but you"),
    ):
        assert part in said
        assert part in summary.text


typed = st.text(max_size=60)


@settings(max_examples=60)
@given(st.lists(st.tuples(typed, typed, typed, typed, typed, typed), max_size=4), typed)
def test_whatever_is_typed_there_is_a_mail(rows: list[tuple[str, ...]], name: str) -> None:
    headers = ("Name", "Email", "Phone number", "Relationship information", "Next due", "Website")
    occasion = OCCASION._replace(sheet_name=name, is_first=True)

    summary = summary_of(make_table(rows, headers), occasion=occasion)

    assert len(summary.subject.splitlines()) == 1
    assert summary.html.encode().startswith(b"<!doctype html>")
    assert not long_lines(summary)
    assert {link.partition(":")[0] for link in Reader(summary.html).links} <= SCHEMES


def test_a_screen_reader_finds_its_way() -> None:
    html = summary_of(make_table([("Ada", "a@x.org", "", "2026-08-04: x")])).html

    seen = Reader(html)
    assert seen.tags.count("h1") == 1
    assert seen.tags.count("h2") == 1
    assert ("lang", "en") in seen.attributes
    assert seen.attributes.count(("role", "presentation")) == seen.tags.count("table") - 1  # the button's
    assert "src" not in dict(seen.attributes)


def test_tables_and_cells_carry_all_layout() -> None:
    """What mail programs drop is not there to be dropped: see `clients`."""
    html = summary_of(make_table([("Ada", "a@x.org", "", "2026-08-04: x\ny")])).html

    assert {"main", "section", "article", "header", "div"} & set(Reader(html).tags) <= {"div"}
    assert "x<br>y" in html
