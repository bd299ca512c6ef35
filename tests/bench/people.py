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
_BIRTHDAY, _CONNECTED = dt.date(1970, 1, 1), dt.date(2010, 1, 1)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


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


def make_connections(count: int) -> str:
    """Return a LinkedIn export of so many people, one in fifty with an address, as it comes."""
    head = 'Notes:\n"When exporting your connection data, some of the addresses are missing."\n\n'
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    return head + header + "".join(_make_connection(place) for place in range(count))


def _make_connection(place: int) -> str:
    first, last = _FIRST[place % 10], f"{_LAST[place // 10 % 10]} {_letters(place // 100)}"
    slug = f"{first}-{last}-{place}".lower().replace(" ", "-")
    email = f"{slug}@example.org" if place % 50 == 0 else ""
    since = _CONNECTED + dt.timedelta(days=place)
    url, day = f"https://www.linkedin.com/in/{slug}", f"{since.day} {_MONTHS[since.month - 1]} {since.year}"
    return f"{first},{last},{url},{email},Northwind,Engineer,{day}\n"
