"""The list that is measured: contacts as an owner would have typed them, the same on every run."""

import datetime as dt

HEADERS = ("Name", "Email", "Phone number", "Relationship information", "Birthday", "Years known")
"""The owner's columns: the four, and two of theirs that nobody else has any business with."""
EDITED_ROW = 8
"""The sheet's row whose note is edited."""
EDIT = "Started at the observatory, loves it"

_FIRST = ("Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Radia", "Tony", "Hedy", "Linus")
_LAST = ("Berg", "Costa", "Diaz", "Evans", "Fischer", "Goldberg", "Hughes", "Ito", "Jensen", "Kumar")
_NOTES = (
    "Met at the climbing wall; two sons",
    "{day} had a baby",
    "Works on compilers, asks good questions",
    "{day} new job at the library",
    "Owes me a dinner",
    "{day} talked about the garden\nLikes jazz",
)
_BIRTHDAY = dt.date(1970, 1, 1)


def make_rows(count: int, today: dt.date) -> list[list[str]]:
    """Return the header and *count* contacts; half of the notes hold a date, up to eight months ago."""
    return [list(HEADERS), *(_make_row(place, today) for place in range(count))]


def _make_row(place: int, today: dt.date) -> list[str]:
    first, last = _FIRST[place % 10], _LAST[place // 10 % 10]
    more = f" {_letters(place // 100)}" if place >= 100 else ""
    day = today - dt.timedelta(days=place * 7 % 240)
    return [
        f"{first} {last}{more}",
        f"{first}.{last}{more.strip()}@example.org".lower(),
        f"0207946{place:04}",
        _NOTES[place % len(_NOTES)].format(day=day),
        str(_BIRTHDAY + dt.timedelta(days=place * 97 % 15_000)),
        f"=2026-{2000 + place % 20}",
    ]


def _letters(number: int) -> str:
    """Return the number in letters, as a surname would be."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).title()
