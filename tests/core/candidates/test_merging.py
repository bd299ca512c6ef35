"""What several files say of one person becomes one candidate, whatever the order of the files."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.candidates.candidate import Candidate
from sync.core.candidates.found import Found
from sync.core.candidates.merging import merge
from sync.core.dates.birthdays import Birthday
from sync.core.dates.reading import find_dates, find_unordered, find_unread
from tests.core.candidates.tabs import TODAY

P = "https://linkedin.com/in/ada-quill"
E, F = "ada@example.org", "ada.quill@example.com"


def merged(*files: Sequence[Found], region: str | None = "GB") -> list[Candidate]:
    return merge(files, TODAY, region)


def linkedin(name: str = "Ada Quill", **known: object) -> Found:
    return Found("LinkedIn", name, **known)  # type: ignore[arg-type]


def google(name: str = "Ada Quill", **known: object) -> Found:
    return Found("Google Contacts", name, **known)  # type: ignore[arg-type]


def facebook(name: str = "Ada Quill", **known: object) -> Found:
    return Found("Facebook", name, **known)  # type: ignore[arg-type]


def test_one_person_of_several_sources_is_one_candidate() -> None:
    (ada,) = merged(
        [
            linkedin(
                emails=(E,),
                profiles=(P,),
                about="Head of Sales, Northwind, since 14 Aug 2019",
                last_contact=date(2026, 9, 1),
            )
        ],
        [
            google(
                "Ada M. Quill",
                emails=("ADA@example.org", F),
                phones=("+44 7700 900123",),
                about="likes tea",
                birthday=Birthday(4, 15),
                last_contact=date(2026, 10, 1),
            )
        ],
        [Found("vCard", "Quill, Ada", (F,), ("07700 900123",), birthday=Birthday(4, 15, 1985))],
    )
    assert ada.name == "Ada M. Quill"
    assert ada.emails == ("ADA@example.org", F)
    assert ada.phones == ("+44 7700 900123",)
    assert ada.profiles == (P,)
    assert ada.about == "Google Contacts: likes tea · LinkedIn: Head of Sales, Northwind, since 14 Aug 2019"
    assert ada.last_contact == date(2026, 10, 1)
    assert ada.birthday == Birthday(4, 15, 1985)
    assert ada.sources == ("Google Contacts", "LinkedIn", "vCard")
    assert ada.keys[0] == P
    assert ada.files == {0, 1, 2}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (linkedin(emails=(E,)), google(emails=(E,))),
        (linkedin(emails=(E,)), google("A. Quill", emails=(E,))),
        (linkedin(profiles=(P,)), google(profiles=("https://www.linkedin.com/in/Ada-Quill/",))),
        (linkedin("Ada", profiles=(P,)), google(profiles=(P,))),
        (linkedin(phones=("+447700900123",)), google(phones=("07700 900123",))),
        (linkedin("Mum", emails=(E,)), google("Mum 😅", emails=(E,))),
        (google(emails=("info@example.org",)), linkedin(emails=("info@example.org",))),
        (facebook(), facebook()),
        (facebook("😅"), facebook("😅")),
    ],
)
def test_these_are_one(one: Found, other: Found) -> None:
    assert len(merged([one], [other])) == 1
    assert len(merged([other], [one])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (linkedin(), facebook()),
        (linkedin(emails=(E,)), google(emails=(F,))),
        (linkedin("Ada Quill", emails=(E,)), google("Bob Quill", emails=(E,))),
        (linkedin("Ada Quill", emails=(E,)), google("Ada Byron", emails=(E,))),
        (linkedin("Ada", emails=(E,)), google("Ada Quill", emails=(E,))),
        (linkedin("A. Quill", phones=("+447700900123",)), google(phones=("+447700900123",))),
        (linkedin("A. Quill", emails=("info@example.org",)), google(emails=("info@example.org",))),
        (linkedin("Bill", profiles=(P,)), google("Dot", profiles=(P,))),
        (linkedin("Li Wei", profiles=(P,)), linkedin("Wei Li", profiles=(f"{P}-b",))),
        (facebook("😅"), facebook("🎉")),
    ],
)
def test_these_are_two(one: Found, other: Found) -> None:
    assert len(merged([one], [other])) == 2
    assert len({candidate.keys[0] for candidate in merged([one], [other])}) == 2


def test_namesakes_of_one_file_are_two_and_the_same_two_in_the_next_file() -> None:
    both = [facebook(), facebook()]
    assert [candidate.keys for candidate in merged(both)] == [
        ("Facebook: ada quill 1",),
        ("Facebook: ada quill 2",),
    ]
    assert len(merged(both, both)) == 2


def test_nobody_is_joined_to_somebody_else_by_way_of_a_third() -> None:
    people = [
        [google("John Smith", emails=(E,))],
        [linkedin("J. Smith", emails=(E, F))],
        [facebook("Jane Smith", emails=(F,))],
    ]
    assert len(merged(*people)) == 3


def test_who_was_joined_is_joined_again_by_the_names_that_are_theirs_by_then() -> None:
    people = [
        linkedin("Ada Quill", emails=(E,), profiles=(P,)),
        linkedin("Ada M. Quill", profiles=(P,)),
        linkedin("Bob Quill", profiles=(P,)),
    ]
    found = merged(people, [google("Ada M. Quill", emails=(E,))])
    assert [candidate.name for candidate in found] == ["Ada M. Quill", "Bob Quill"]


def test_a_household_with_one_address_stays_a_household() -> None:
    people = [google("John Smith", emails=(E,)), google("Jane Smith", emails=(E,))]
    found = merged(people, [linkedin("John Smith", emails=(E,)), linkedin("J. Smith", emails=(E,))])
    assert [candidate.name for candidate in found] == ["John Smith", "Jane Smith", "J. Smith"]


def test_what_lies_in_the_future_was_no_contact() -> None:
    (ada,) = merged([linkedin(last_contact=date(2027, 1, 1))])
    assert ada.last_contact is None


def test_a_cell_holds_so_many_addresses_and_no_more() -> None:
    (ada,) = merged([google(emails=tuple(f"a{n}@example.org" for n in range(5_000)))])
    assert len(ada.emails) == 10


@pytest.mark.parametrize(
    ("about", "text"),
    [
        ("Head of Sales (14 Aug 2019)", "LinkedIn: Head of Sales, 14 Aug 2019"),
        ("Head of Sales [14 Aug 2019].", "LinkedIn: Head of Sales, 14 Aug 2019."),
        ("14 Aug 2019: Head of Sales", "LinkedIn: 14 Aug 2019: Head of Sales"),
        ("first line\n14 Aug 2019 second", "LinkedIn: first line 14 Aug 2019 second"),
        ("met at the fair （2019年8月14日）", "LinkedIn: met at the fair, 2019年8月14日"),
        ("  ", ""),
    ],
)
def test_no_date_of_an_export_counts_as_a_date_of_the_note(about: str, text: str) -> None:
    (ada,) = merged([linkedin(about=about)])
    assert ada.about == text
    assert not find_dates(ada.about, "en_GB")


@given(st.text(st.sampled_from("14 Aug2019/()[]（）.,;:!- \nx"), max_size=40))
@settings(deadline=None)
def test_whatever_an_export_says_no_date_in_it_counts(about: str) -> None:
    (ada,) = merged([linkedin(about=about)])
    for locale in ("en_GB", "en_US", None):
        assert not find_dates(ada.about, locale)
        assert not find_unordered(ada.about, locale)
        assert not find_unread(ada.about, locale)


def test_thousands_who_share_one_number_are_told_apart_in_no_time() -> None:
    people = [google(f"Name{n} Other{n}", phones=("+447700900123",), emails=(E,)) for n in range(5_000)]
    assert len(merged(people)) == 5_000


NAMES = st.sampled_from(
    [
        "Ada Quill",
        "Quill, Ada",
        "A. Quill",
        "Ada M. Quill",
        "Ada",
        "Bob Quill",
        "Müller Jo",
        "Mueller Jo",
        "😅",
        "",
    ]
)
FOUND = st.builds(
    Found,
    st.sampled_from(["LinkedIn", "Facebook", "vCard"]),
    NAMES,
    st.sampled_from([(), (E,), (F,), (E, F), ("info@example.org",)]),
    st.sampled_from([(), ("+44 7700 900123",), ("07700 900123",), ("07700 900124",)]),
    st.sampled_from([(), (P,), ("https://x.com/ada_q",)]),
    st.sampled_from(["", "likes tea"]),
    st.sampled_from([None, date(2026, 1, 1), date(2027, 1, 1)]),
    st.sampled_from([None, Birthday(4, 15), Birthday(4, 15, 1985)]),
)
FILES = st.lists(st.lists(FOUND, max_size=5), max_size=4)


@given(FILES, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_the_files_does_not_matter(files: list[list[Found]], random: "object") -> None:
    shuffled = list(files)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first = {candidate.keys: candidate._replace(files=frozenset()) for candidate in merged(*files)}
    second = {candidate.keys: candidate._replace(files=frozenset()) for candidate in merged(*shuffled)}
    assert first == second


@given(FILES)
@settings(deadline=None)
def test_no_two_candidates_have_one_key(files: list[list[Found]]) -> None:
    keys = [candidate.keys[0] for candidate in merged(*files)]
    assert len(keys) == len(set(keys))


@given(FILES)
@settings(deadline=None)
def test_the_same_files_twice_are_the_same_people(files: list[list[Found]]) -> None:
    assert [one.keys for one in merged(*files)] == [one.keys for one in merged(*files, *files)]
