"""The mail in a real browser: on a phone and a desk, by day and by night, and as mail programs leave it."""

from collections.abc import Iterator
from datetime import date
from typing import TypedDict

import pytest

from sync.core.summary.links import AnswerLinks
from sync.core.summary.summary import Summary, make_summary
from tests.core.summary.screen.browser import CHROMIUM, Browser
from tests.core.summary.screen.clients import CLIENTS, MEASURE
from tests.core.summary.summaries import OCCASION, make_table, plan_of, summary_of

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (apt-get install chromium)"),
]

WIDTHS = (320, 360, 640, 1200)
HEADERS = ("Name", "Email", "Phone number", "Relationship information", "Next due", "Birthday", "LinkedIn")
NEWS = "She moved to the new flat by the river and is still unpacking; the cat hates it. "
ROWS = [
    ("Ada Lovelace", "ada@example.com", "020 7946 0958", f"2026-07-04: {NEWS * 6}", "", "", "ada-lovelace"),
    ("Grace Hopper", "grace@example.com", "", "14 Aug 2026: retired at last; sails to Bermuda in spring"),
    ("Tim Berners", "", "+44 20 7946 0958", "2026-08-16: opened the bakery"),
    ("محمد علي", "m@example.com", "", "2026-08-20 عيد ميلاد سعيد"),
    ("王小明", "w@example.com", "", "2026-08-20 他在北京开了一家新的面包店，女儿刚上小学"),
    ("Zoë 🌻", "z@example.com", "", "2026-08-20 🎉 got the job"),
    ("W" * 120, "w" * 60 + "@example.com", "", "2026-08-21: " + "endless" * 60),
    ("Friend", "", "", "somebody’s friend, see https://example.com/" + "path/" * 30),
    ("Kim", "kim@example.com", "", "2026-08-27: trains for a marathon", "", "1986-11-18"),
    ("Zed", "zed@example.com", "", "met at a conference"),
    ("Lou", "lou@" + "bad" * 60, "", "", date(2026, 11, 10)),
    ("Mia", "mia@example.com", "", "", "soonish"),
    ("Paul", "paul@example.com", "", "", "pause"),
    ("Bea", "bea@example.com", "", "2026-09-20: sings in a choir", "", "20 Nov"),
]


class Measures(TypedDict):
    texts: int
    faint: list[str]
    tight: list[str]
    wide: list[str]
    scroll: float
    margin: float
    step: float
    button: float
    tap: float
    first: float
    widest: float
    page: float


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture(scope="module")
def full() -> Summary:
    """Return a mail with everything in it that there can be."""
    plan = plan_of(make_table(ROWS, HEADERS))
    answer = "mailto:me@example.com?subject=Done%3A%20Ada"
    occasion = OCCASION._replace(
        is_first=True,
        unwritten="it is shared read-only",
        answers={person.row: AnswerLinks(answer, answer) for person in plan.people},
        waiting={3: date(2026, 11, 12)},
        links=(("Add the sessions to my calendar", "https://calendar.google.com/calendar/render"),),
    )
    return make_summary(plan, occasion)


def measure(browser: Browser) -> Measures:
    found: Measures = browser.evaluate(MEASURE)
    return found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("client", CLIENTS)
def test_the_mail_stands_whatever_a_mail_program_does_to_it(
    browser: Browser, full: Summary, client: str, width: int, *, dark: bool
) -> None:
    browser.open(full.html, width, dark=dark)
    for change in CLIENTS[client]:
        browser.evaluate(f"({change})(document)")

    found = measure(browser)

    assert found["texts"] > 60
    assert found["faint"] == []  # contrast 4.5:1 (WCAG 2.2, 1.4.3), inverted in three ways too
    assert found["wide"] == []
    assert found["scroll"] == 0
    assert found["tight"] == []  # no text runs into the edge of its card or of the window
    assert found["margin"] >= 8
    assert found["button"] >= 28
    assert found["widest"] <= 600
    assert found["step"] >= 22


@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_of_old_shows_it_too(browser: Browser, full: Summary, width: int) -> None:
    browser.open(full.html.partition("<!doctype html>")[2], width)

    assert browser.evaluate("document.compatMode") == "BackCompat"
    found = measure(browser)
    assert found["faint"] == found["wide"] == found["tight"] == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_by_night_the_page_is_dark(browser: Browser, full: Summary, *, dark: bool) -> None:
    browser.open(full.html, 360, dark=dark)

    assert (measure(browser)["page"] < 0.1) == dark


@pytest.mark.parametrize(
    "note",
    [NEWS * 6, "他在北京开了一家新的面包店，女儿刚上小学，" * 25, "tea\n" * 40, "endless" * 80, "short"],
    ids=["words", "chinese", "lines", "endless", "short"],
)
def test_the_first_screen_of_a_phone_shows_name_note_and_button(browser: Browser, note: str) -> None:
    rows = [("Ada Lovelace", "ada@example.com", "", f"2026-08-04: {note}"), *ROWS[1:3]]
    browser.open(summary_of(make_table(rows)).html, 360)

    assert 0 < measure(browser)["first"] <= 640


def test_a_finger_can_hit_the_button(browser: Browser, full: Summary) -> None:
    browser.open(full.html, 360)

    assert measure(browser)["tap"] >= 24  # WCAG 2.2, 2.5.8


def test_what_is_written_from_right_to_left_begins_at_the_right(browser: Browser, full: Summary) -> None:
    browser.open(full.html, 360)

    note = browser.evaluate("getComputedStyle(document.querySelector('[dir=auto]')).direction")
    assert note == "rtl"


def test_it_is_no_empty_picture(browser: Browser, full: Summary) -> None:
    browser.open(full.html, 360)

    assert len(browser.picture()) > 10_000
