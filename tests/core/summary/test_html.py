"""The mail holds up: safe, small, whole lines, whatever stands in the sheet (promise 7)."""

import time
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.plan import make_plan
from sync.core.summary.summary import LARGEST, Summary, make_summary
from tests.core.summary.summaries import OCCASION, TODAY, make_table, plan_of, summary_of

NASTY = "<script>alert(1)</script>\"'><img src=x onerror=y>{{7*7}}{%raw%}"


class Reader(HTMLParser):
    """What a browser would see: tags, links and text."""

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


def test_nothing_from_the_sheet_becomes_markup() -> None:
    rows = [
        (NASTY, "ada@x.org", "", "2026-08-04: " + NASTY),
        (NASTY, NASTY, NASTY, NASTY, NASTY),
        (NASTY, "", "123" + NASTY, NASTY),
    ]

    summary = summary_of(make_table(rows), occasion=OCCASION._replace(sheet_name=NASTY, trouble=(NASTY,)))

    seen = Reader(summary.html)
    assert not {"script", "img"} & set(seen.tags)
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    assert "<script>alert(1)</script>" in seen.text
    assert "49" not in summary.subject


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "", "file:///x"])
def test_links_go_only_where_they_may(link: str) -> None:
    rows = [("Ada", "javascript:alert(1)@x.org", "", "2026-08-04: x"), ("Tim", "", "javascript:112", "")]

    seen = Reader(summary_of(make_table(rows, link=link)).html)

    assert {found.partition(":")[0] for found in seen.links} <= {"mailto", "tel", "sms"}
    assert "mailto:1" not in " ".join(seen.links)


def test_each_row_is_one_tap_away() -> None:
    seen = Reader(summary_of(make_table([("Ada", "a@x.org", "", "2026-08-04: x")])).html)

    assert "https://docs.google.com/spreadsheets/d/abc/edit#gid=0&range=A2" in seen.links


def test_a_workbook_has_rows_but_no_links_to_them() -> None:
    summary = summary_of(make_table([("Ada", "a@x.org", "", "2026-08-04: x")], link=""))

    assert "Row 2" in summary.text
    assert "range=" not in summary.text + summary.html


@pytest.mark.parametrize(
    "name", ["Ada\r\nBcc: x@y.org", "Ada\x00\x1b[31m", "A\u2028B\u2029C\x85D", "\ud83d Ada"]
)
def test_the_subject_is_one_clean_line(name: str) -> None:
    plan = plan_of(make_table([("Ada", "a@x.org", "", "2026-08-04: x")]))
    people = tuple(person._replace(shown=name, name=name) for person in plan.people)

    summary = make_summary(type(plan)(plan.look, plan.columns, people, (), ()), OCCASION)

    assert len(summary.subject.splitlines()) == 1
    assert summary.subject.encode().decode().replace("’", "").isprintable()


def test_a_long_name_is_cut_in_the_subject() -> None:
    summary = summary_of(make_table([("Ada " * 500, "a@x.org", "", "2026-08-04: x")]))

    assert len(summary.subject) < 90
    assert "… 12 days overdue" in summary.subject


def test_halves_of_characters_do_not_stop_the_mail() -> None:
    summary = summary_of(make_table([("Ada", "a@x.org", "", "2026-08-04: \ud83d half")]))

    summary.html.encode()
    summary.text.encode()
    assert "half" in summary.text


def test_names_are_read_in_their_own_direction() -> None:
    html = summary_of(make_table([("محمد علي", "m@x.org", "", "2026-08-04: عيد")])).html

    assert '<span dir="auto">محمد علي</span>' in html
    assert 'dir="auto"' in html.partition("<blockquote")[2].partition(">")[0]


@pytest.mark.parametrize(
    "note",
    ["n" * 500, "note " * 100, '<&">' * 125, "生日快乐" * 125, "n" * 50_000, "line\n" * 1_000, "😀" * 500],
    ids=["long", "words", "escaped", "chinese", "endless", "lines", "emoji"],
)
@pytest.mark.parametrize("day", ["2025-08-04", "2026-08-18", "2026-08-28", ""])
def test_500_contacts_fit_into_100_kilobytes(note: str, day: str) -> None:
    rows = [(f"Person {n} {note[:80]}", f"p{n}@example.com", "", f"{day} {note}") for n in range(500)]

    summary = summary_of(make_table(rows))

    assert 5_000 < len(summary.html.encode()) < LARGEST
    assert "500" in summary.text


def test_what_is_cut_says_how_much_there_is() -> None:
    rows = [(f"Person {n}", f"p{n}@x.org", "", "2025-08-04: tea " + "x" * 500) for n in range(500)]

    summary = summary_of(make_table(rows))

    shown = summary.html.count("<h3")
    assert summary.html.count("(500)") == 1
    assert f"and {500 - shown} more: see the sheet" in summary.html
    assert f"and {500 - shown} more: see the sheet" in summary.text


@pytest.mark.parametrize(
    "note",
    ["word " * 200, "x" * 500, "生日快乐" * 100, "see https://example.com/" + "a" * 200, "- a\n\n\n\n- b"],
)
def test_the_text_is_wrapped_and_its_links_are_whole(note: str) -> None:
    summary = summary_of(make_table([("Ada", "a@x.org", "", f"2026-08-04: {note}")]))

    assert not long_lines(summary)
    assert "\n\n\n" not in summary.text
    assert all(len(line) <= 72 or "://" in line or "mailto:" in line for line in summary.text.splitlines())
    assert "  https://docs.google.com/spreadsheets/d/abc/edit#gid=0&range=A2\n" in summary.text


typed = st.text(max_size=60)


@settings(max_examples=60)
@given(st.lists(st.tuples(typed, typed, typed, typed, typed), max_size=4), typed)
def test_whatever_is_typed_there_is_a_mail(rows: list[tuple[str, ...]], name: str) -> None:
    summary = summary_of(make_table(rows), occasion=OCCASION._replace(sheet_name=name, is_first=True))

    assert len(summary.subject.splitlines()) == 1
    assert summary.html.encode().startswith(b"<!doctype html>")
    assert not long_lines(summary)
    assert {link.partition(":")[0] for link in Reader(summary.html).links} <= {
        "https",
        "mailto",
        "tel",
        "sms",
    }


def test_ten_thousand_contacts_take_no_longer_than_they_must() -> None:
    plan = make_plan(plan_of(make_table([("Ada", "a@x.org", "", "2026-08-04: x")])).look)
    [ada] = plan.people
    days = (date(2026, 1, 1) + timedelta(days=number % 700) for number in range(10_000))
    people = tuple(
        ada._replace(row=row, due=due, status="overdue" if due < TODAY else "later")
        for row, due in enumerate(days, 2)
    )

    begin = time.perf_counter()
    summary = make_summary(type(plan)(plan.look, plan.columns, people, (), ()), OCCASION)

    assert summary.to_write > 4_000
    assert time.perf_counter() - begin < 5  # about 0.2 s on two cores


def test_a_screen_reader_finds_its_way() -> None:
    html = summary_of(make_table([("Ada", "a@x.org", "", "2026-08-04: x")])).html

    seen = Reader(html)
    assert seen.tags.count("h1") == 1
    assert ("lang", "en") in seen.attributes
    assert {"main", "h2", "h3", "th", "title"} <= set(seen.tags)
    assert "src" not in dict(seen.attributes)
