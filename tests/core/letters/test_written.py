"""Whom the owner wrote to, and who waits for an answer."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sync.core.letters.addresses import normalize
from sync.core.letters.letter import Letter
from sync.core.letters.mailbox import Mailbox
from sync.core.letters.written import Waiting, find_waiting, find_written

ME, ADA, BOB = "me@example.com", "ada@x.org", "bob@y.org"
TODAY, ZONE = date(2026, 11, 24), ZoneInfo("Europe/Berlin")
PEOPLE = {2: [ADA], 3: [BOB]}
CROWD = tuple(f"other{number}@z.org" for number in range(6))


def instant(day: int, hour: int = 12, minute: int = 0, second: int = 0) -> datetime:
    """Return a time of November 2026, in the sheet's zone."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=ZONE).astimezone(UTC)


def to(*addresses: str, on: int = 20, cc: tuple[str, ...] = (), personal: bool = True) -> Letter:
    return Letter(ME, addresses, cc, (), instant(on), personal)


def from_(address: str, at: datetime, *, cc: tuple[str, ...] = (), to: str = ME) -> Letter:
    return Letter(address, (to,), cc, (), at)


def mailbox(*sent: Letter, received: tuple[Letter, ...] = ()) -> Mailbox:
    return Mailbox(normalize([ME, "m.e+lists@gmail.com"]), sent, received, (), ())


def written(*sent: Letter, people: Mapping[int, list[str]] = PEOPLE) -> dict[int, date]:
    return find_written(mailbox(*sent), people, ZONE, TODAY)


def waiting(
    *received: Letter, sent: tuple[Letter, ...] = (), in_touch: Mapping[int, date] | None = None
) -> dict[int, Waiting]:
    return find_waiting(mailbox(*sent, received=received), PEOPLE, in_touch or {}, ZONE, TODAY)


def test_the_latest_letter_to_somebody_counts() -> None:
    found = written(to(ADA, on=3), to(ADA, on=18), to(ADA, on=9))

    assert found == {2: date(2026, 11, 18)}


def test_of_several_addresses_of_a_contact_any_counts() -> None:
    assert written(to("ada@work.org"), people={2: [ADA, "Ada@Work.org"]}) == {2: date(2026, 11, 20)}


def test_an_address_that_two_rows_share_counts_for_both() -> None:
    assert written(to(ADA), people={2: [ADA], 5: ["ADA@x.org"]}).keys() == {2, 5}


def test_several_contacts_in_one_letter_all_count() -> None:
    assert written(to(ADA, BOB)).keys() == {2, 3}


@pytest.mark.parametrize(
    "letter",
    [
        Letter(ME, ("other@z.org",), (ADA,), (), instant(20)),
        Letter(ME, ("other@z.org",), (), (ADA,), instant(20)),
        to(ADA, personal=False),
        to(ADA, *CROWD),
        to(ADA, *CROWD[:3], cc=CROWD[3:]),
        to(ADA, on=25),
    ],
    ids=["in Cc", "in Bcc", "not personal", "to seven", "to four with three in Cc", "after today"],
)
def test_what_is_no_letter_to_that_person_does_not_count(letter: Letter) -> None:
    assert written(letter) == {}


def test_five_others_may_read_it_too_and_the_owner_s_own_addresses_are_no_others() -> None:
    letter = to(ADA, *CROWD[:3], ME, cc=(*CROWD[3:5], "me@gmail.com"))

    assert written(letter) == {2: date(2026, 11, 20)}


def test_the_second_address_of_the_same_person_is_no_other() -> None:
    assert written(to(ADA, "ada@work.org", *CROWD[:5]), people={2: [ADA, "ada@work.org"]}).keys() == {2}


def test_a_letter_to_oneself_is_to_nobody_even_if_the_owner_is_on_the_list() -> None:
    assert written(to(ME), people={2: [ME]}) == {}


def test_dots_and_tags_at_gmail_do_not_hide_a_person() -> None:
    assert written(to("adalovelace@gmail.com"), people={2: ["Ada.Lovelace+x@googlemail.com"]}).keys() == {2}


def test_the_day_is_that_of_the_sheet_s_zone() -> None:
    late = Letter(ME, (ADA,), (), (), datetime(2026, 11, 23, 23, 30, tzinfo=UTC))

    assert written(late) == {2: TODAY}
    assert find_written(mailbox(late), PEOPLE, ZoneInfo("America/New_York"), TODAY) == {2: date(2026, 11, 23)}


def test_who_wrote_and_got_no_letter_since_waits() -> None:
    assert waiting(from_(ADA, instant(20)), sent=(to(ADA, on=10),)) == {
        2: Waiting(date(2026, 11, 20), date(2026, 11, 20))
    }


def test_who_wrote_twice_waits_since_the_first_time() -> None:
    found = waiting(
        from_(ADA, instant(20)), from_(ADA, instant(18)), from_(ADA, instant(5)), sent=(to(ADA, on=10),)
    )

    assert found == {2: Waiting(date(2026, 11, 18), date(2026, 11, 20))}


@pytest.mark.parametrize(("minute", "waits"), [(29, False), (30, False), (31, True)])
def test_an_answer_is_told_from_what_it_answers_by_the_minute(minute: int, waits: bool) -> None:
    answered = Letter(ME, (ADA,), (), (), instant(20, 12, 30, 5))

    assert bool(waiting(from_(ADA, instant(20, 12, minute, 50)), sent=(answered,))) is waits


@pytest.mark.parametrize(
    "answer",
    [
        Letter(ME, ("other@z.org",), (ADA,), (), instant(21)),
        Letter(ME, ("other@z.org",), (), (ADA,), instant(21)),
        to(ADA, *CROWD, on=21),
    ],
    ids=["in Cc", "in Bcc", "to many"],
)
def test_any_mail_of_the_owner_s_to_them_is_an_answer(answer: Letter) -> None:
    assert waiting(from_(ADA, instant(20)), sent=(answer,)) == {}


def test_an_automatic_mail_is_no_answer() -> None:
    assert waiting(from_(ADA, instant(20)), sent=(to(ADA, on=21, personal=False),)).keys() == {2}


@pytest.mark.parametrize(("called", "waits"), [(19, True), (20, True), (21, False)])
def test_any_other_contact_after_that_day_is_an_answer_too(called: int, waits: bool) -> None:
    found = waiting(from_(ADA, instant(20)), in_touch={2: date(2026, 11, called)})

    assert bool(found) is waits


@pytest.mark.parametrize(
    "letter",
    [
        from_(ADA, instant(20), to="other@z.org"),
        from_(ADA, instant(20), cc=CROWD),
        from_(ADA, instant(20))._replace(personal=False),
        from_(ADA, instant(20))._replace(to=("other@z.org",), cc=(ME,)),
        from_(ADA, instant(25)),
        from_(ADA, instant(24) - timedelta(days=61)),
        from_("stranger@z.org", instant(20)),
        from_(ME, instant(20)),
    ],
    ids=["to another", "to many", "not personal", "in Cc", "after today", "61 days ago", "stranger", "own"],
)
def test_nobody_waits_for_an_answer_to_what_was_not_written_to_the_owner(letter: Letter) -> None:
    assert waiting(letter) == {}


def test_sixty_days_ago_is_still_waiting() -> None:
    assert waiting(from_(ADA, instant(24) - timedelta(days=60))).keys() == {2}
