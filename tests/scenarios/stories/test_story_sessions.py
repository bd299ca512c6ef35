"""A year with sessions: what the owner does, which mails come, and what the sheet and the calendar say.

The expected dates are worked out by hand from design.md, sections 3 and 12. Sessions are on 11 January, 12
April, 12 July and 11 October 2027; the answers are read three days later.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from sync.core.contacts.contacts import Rules
from sync.core.plan.sessions import Sessions
from tests.core.tables import DUE, Book, due_dates, statuses
from tests.google.person import Person
from tests.google.server import Emulator
from tests.scenarios.worlds import Inbox, World, dates, find_faults

pytestmark = pytest.mark.long

FIRST = date(2027, 1, 11)
SESSIONS_OF_2027 = ("2027-01-11", "2027-04-12", "2027-07-12", "2027-10-11")
HEADERS = ("Name", "Email", "Relationship information", "Every", "Birthday")
PEOPLE = (
    ("Ada", "ada@x.org", "14 Oct 2026: had a baby", "", "--01-20"),
    ("Bob", "bob@x.org", "1 Dec 2026: new job", "", ""),
    ("Cleo", "cleo@x.org", "old school friend", "", ""),
    ("Dev", "dev@x.org", "(May 2026) moved to Lisbon", "yearly", ""),
    ("Eva", "eva@x.org", "20 Sep 2026: dinner", "", ""),
)
NOTE, NEXT_DUE = "C", "F"

Owner = Callable[[Person], None]
Mail = tuple[str, str] | None
"""The subject and the first line of the mail that comes, None where none does."""


def row_of(who: str) -> int:
    return [name for name, *_ in PEOPLE].index(who) + 2


def put(column: str, *who_and_what: tuple[str, str]) -> Owner:
    def do(owner: Person) -> None:
        for who, what in who_and_what:
            owner.type(f"{column}{row_of(who)}", [what])

    return do


def leave_alone(_: Person) -> None:
    """Do nothing."""


STORY: list[tuple[str, str, Owner, Mail, dict[str, str]]] = [
    (
        # Ada's 14 Jan and Eva's 20 Dec are nearest to the first session, and so is Cleo without a date. Bob's
        # 1 Mar is 42 days from the second and 49 from the first; Dev's 1 May is nearest to the second.
        "2026-12-28",
        "the first run, a fortnight before",
        leave_alone,
        ("All caught up; next: Ada on 11 January", "All caught up; next: Ada on 11 January."),
        {
            "Ada": "2027-01-11",
            "Bob": "2027-04-12",
            "Cleo": "2027-01-11",
            "Dev": "2027-04-12",
            "Eva": "2027-01-11",
        },
    ),
    (
        "2027-01-04",
        "a week before; Eva is away until February",
        put(NEXT_DUE, ("Eva", "2027-02-01")),
        ("2 people on Monday, 11 January", "2 people on Monday, 11 January."),
        {"Eva": "2027-02-01"},
    ),
    (
        "2027-01-11",
        "the session",
        leave_alone,
        ("Write to Ada and Cleo", "2 people to write to."),
        {},
    ),
    (
        # 11 Jan + 3 months is the day before the session.
        "2027-01-12",
        "wrote down what was said",
        put(
            NOTE,
            ("Ada", "11 Jan 2027: baby sleeps"),
            ("Cleo", "old school friend, opened a bakery"),
        ),
        None,
        {"Ada": "2027-04-12", "Cleo": "2027-04-12"},
    ),
    (
        "2027-01-14",
        "the answers",
        leave_alone,
        ("Today is for the answers: see who wrote back", "Today is for the answers: see who wrote back."),
        {},
    ),
    ("2027-02-01", "the date set for Eva stays, and no mail comes for it", leave_alone, None, {}),
    ("2027-02-02", "wrote to her", put(NEXT_DUE, ("Eva", "done")), None, {"Eva": "2027-04-12"}),
    (
        "2027-04-05",
        "a week before",
        leave_alone,
        ("5 people on Monday, 12 April", "5 people on Monday, 12 April."),
        {},
    ),
    (
        "2027-04-12",
        "the session, without Cleo, who wants to be left in peace",
        put(NEXT_DUE, ("Cleo", "pause")),
        ("Write to Ada, Bob, Dev and 1 more", "4 people to write to."),
        {"Cleo": "paused"},
    ),
    (
        # Dev's year ends on 12 Apr 2028, two days after the session.
        "2027-04-13",
        "wrote to all but Eva",
        put(
            NOTE,
            ("Ada", "12 Apr 2027: baby walks"),
            ("Bob", "12 Apr 2027: likes the job"),
            ("Dev", "12 Apr 2027: Lisbon is hot"),
        ),
        None,
        {"Ada": "2027-07-12", "Bob": "2027-07-12", "Dev": "2028-04-10"},
    ),
    (
        "2027-04-15",
        "the answers",
        leave_alone,
        ("Today is for the answers: see who wrote back", "Today is for the answers: see who wrote back."),
        {},
    ),
    (
        "2027-07-05",
        "a week before: Eva, who was left out, is among them",
        leave_alone,
        ("3 people on Monday, 12 July", "3 people on Monday, 12 July."),
        {},
    ),
    (
        "2027-07-14",
        "the machine was off on the day of the session: it is made up",
        put(NEXT_DUE, ("Ada", "done"), ("Eva", "done")),
        ("Write to Bob: 2 days overdue", "1 person to write to."),
        {"Ada": "2027-10-11", "Eva": "2027-10-11"},
    ),
    (
        "2027-07-15",
        "the answers",
        leave_alone,
        ("Today is for the answers: see who wrote back", "Today is for the answers: see who wrote back."),
        {},
    ),
    (
        "2027-10-04",
        "Cleo may hear from me again; Bob has waited since July",
        put(NEXT_DUE, ("Cleo", "")),
        ("4 people on Monday, 11 October", "4 people on Monday, 11 October."),
        {"Cleo": "2027-10-11"},
    ),
    (
        "2027-10-11",
        "the session",
        leave_alone,
        ("Write to Bob, Ada, Cleo and 1 more", "4 people to write to."),
        {},
    ),
    ("2027-10-12", "wrote to Bob", put(NEXT_DUE, ("Bob", "x")), None, {"Bob": "2028-01-10"}),
]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with Emulator() as google:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", google.host)
        world = World(google, tmp_path, [HEADERS, *PEOPLE], locale="en_GB", time_zone="Europe/Berlin")
        world.inbox = Inbox()
        world.settings = {"sessions": {"first": FIRST}, "calendar": {"file": "days.ics"}}
        yield world


def test_a_year_of_sessions(world: World) -> None:
    expected = dict[str, str]()
    for day, what, act, mail, changed in STORY:
        act(world.owner)
        world.today = date.fromisoformat(day)
        assert run_and_read(world) == mail, (day, what)
        expected |= changed
        assert (dates(world.table()), find_faults(world)) == (expected, []), (day, what)
        assert mail is None or run_and_read(world) is None, (day, what)


def run_and_read(world: World) -> Mail:
    """Do a run that goes well, and return the subject and the first line of the mail that came of it."""
    assert world.inbox
    before = len(world.inbox.messages)
    assert world.run().errors == ()
    if len(world.inbox.messages) == before:
        return None
    [mail] = world.inbox.messages[before:]
    text = mail.get_body(("plain",))
    assert text
    return mail["Subject"], text.get_content().splitlines()[0]


def test_the_calendar_of_that_year_has_the_days_of_the_mails(world: World) -> None:
    world.today = date(2026, 12, 28)
    world.run()
    content = (world.folder / "days.ics").read_bytes()
    assert find_days(content, 2027) == {
        "Keep in touch: write to everybody": [f"{day} 09:00" for day in SESSIONS_OF_2027],
        "Keep in touch: read the answers": [
            "2027-01-14 09:00",
            "2027-04-15 09:00",
            "2027-07-15 09:00",
            "2027-10-14 09:00",
        ],
        "Birthday: Ada": ["2027-01-20"],
    }
    for day, _, act, _, _ in STORY:
        act(world.owner)
        world.today = date.fromisoformat(day)
        world.run()
    assert (world.folder / "days.ics").read_bytes() == content


def find_days(content: bytes, year: int) -> dict[str, list[str]]:
    """Return when each event of the file is in that year, by the clocks of its zone."""
    found = dict[str, list[str]]()
    for event in Calendar.from_ical(content).walk("VEVENT"):
        start = cast("date | datetime", event.decoded("DTSTART"))
        is_timed = isinstance(start, datetime)
        first = start.replace(tzinfo=None) if isinstance(start, datetime) else datetime.combine(start, time())
        rule = rrulestr(cast("Any", event["RRULE"]).to_ical().decode(), dtstart=first)
        days = rule.between(datetime(year, 1, 1), datetime(year, 12, 31), inc=True)  # noqa: DTZ001 - of the zone
        found[str(event["SUMMARY"])] = [f"{day:%Y-%m-%d %H:%M}"[: 16 if is_timed else 10] for day in days]
    return found


def test_a_calendar_that_cannot_be_written_costs_nothing_of_the_year(world: World) -> None:
    (world.folder / "days.ics").mkdir()
    assert world.inbox
    for day, _, act, mail, _ in STORY[:5]:
        act(world.owner)
        world.today = date.fromisoformat(day)
        before = len(world.inbox.messages)
        outcome = world.run()
        assert [error.status for error in outcome.errors] == [78]
        assert (outcome.mail, find_faults(world)) == ("sent" if mail else "not_due", [])
        for message in world.inbox.messages[before:]:
            assert message["Subject"] == (mail and mail[0])
            text = message.get_body(("plain",))
            assert text
            assert "the calendar cannot be written there" in " ".join(text.get_content().split())


WEEK = timedelta(weeks=1)
SHORTEST, LONGEST = timedelta(days=45), timedelta(days=145)
"""Between two letters: three months, and half of the 13 weeks between sessions less or more, and a week."""


class Diligent:
    """An owner with a list, who writes to everybody on the Monday on which they are due."""

    def __init__(self) -> None:
        self.today = date(2026, 1, 5)
        rows = [
            ("Ada", "ada@x.org", "", "14 Dec 2025: had a baby"),
            ("Bob", "bob@x.org", "", "met him at the fair"),
            ("Cleo", "", "555 0003", "old school friend"),
            ("Dev", "dev@x.org", "", "1 Nov 2025: tea"),
            ("Eva", "eva@x.org", "", "dinner club"),
            ("Paul", "paul@x.org", "", "wants to be left in peace", "pause"),
        ]
        self.book = Book(rows)
        self.asked: dict[str, list[date]] = {name: [] for name, *_ in rows}

    def live(self, until: date, sessions: Sessions | None) -> None:
        """Look each Monday until that day, with sessions or without."""
        self.book.rules = Rules(sessions=sessions)
        while self.today < until:
            plan = self.book.run(self.today)
            assert plan.problems == ()
            for person in plan.people:
                if person.due and person.due <= self.today:
                    self.asked[person.shown].append(self.today)
                    self.book.put(person.shown, DUE, "done")
            self.book.run(self.today)
            self.today += WEEK

    def dates(self) -> dict[str, date | None]:
        return due_dates(self.book.run(self.today))


def test_a_list_that_takes_up_sessions_after_a_year_and_leaves_them_loses_nobody_and_asks_nobody_twice() -> (
    None
):
    owner = Diligent()
    owner.live(FIRST - 6 * WEEK, None)
    owner.live(FIRST + 52 * WEEK, Sessions(FIRST))
    owner.live(FIRST + 104 * WEEK, None)
    assert owner.asked.pop("Paul") == []
    for name, days in owner.asked.items():
        gaps = [later - earlier for earlier, later in pairwise(days)]
        assert min(gaps) >= SHORTEST, name
        assert max(gaps) <= LONGEST, name
        assert owner.today - days[-1] <= LONGEST, name
    in_sessions = {day for days in owner.asked.values() for day in days if FIRST <= day < FIRST + 52 * WEEK}
    assert in_sessions == {FIRST + number * 13 * WEEK for number in range(4)}


def test_what_the_owner_typed_stays_when_sessions_come_and_go() -> None:
    owner = Diligent()
    owner.live(FIRST - 6 * WEEK, None)
    owner.book.put("Eva", DUE, date(2027, 2, 3))
    alone = owner.dates()
    assert alone["Eva"] == date(2027, 2, 3)
    owner.book.rules = Rules(sessions=Sessions(FIRST))
    together = owner.dates()
    assert (together["Eva"], together["Paul"]) == (date(2027, 2, 3), None)
    assert {together[name] for name in ("Ada", "Bob", "Cleo", "Dev")} <= {FIRST, FIRST + 13 * WEEK}
    assert statuses(owner.book.run(owner.today))["Paul"] == "paused"
    owner.book.rules = Rules()
    assert owner.dates() == alone
