"""The words that name a column: the table's own, and the other usual ones (design.md, section 2)."""

from collections.abc import Iterator, Mapping
from posixpath import commonprefix

from sync.core.contacts.fingerprints import fold

NAME, EMAIL, PHONE, NOTE = "name", "email", "phone", "note"
DUE, LAST, EVERY = "due", "last", "every"
FIRST_NAME, LAST_NAME = "first_name", "last_name"
BIRTHDAY, REACH_BY = "birthday", "reach_by"
LINKEDIN, X, FACEBOOK, INSTAGRAM = "linkedin", "x", "facebook", "instagram"
MASTODON, BLUESKY, TELEGRAM, SIGNAL, WHATSAPP = "mastodon", "bluesky", "telegram", "signal", "whatsapp"
WEBSITE, PROFILE = "website", "profile"
NETWORKS = (LINKEDIN, X, FACEBOOK, INSTAGRAM, MASTODON, BLUESKY, TELEGRAM, SIGNAL, WHATSAPP)
"""Best first, for somebody who can be reached nowhere else."""

HEADERS: Mapping[str, tuple[str, ...]] = {
    NAME: ("Name", "Full name", "Contact", "Person"),
    EMAIL: ("Email", "Email address", "Mail"),
    PHONE: ("Phone number", "Phone", "Telephone", "Tel", "Mobile", "Cell"),
    NOTE: (
        "Relationship information",
        *("Relationship", "Relationship info", "Notes", "Note", "Info"),
        *("Comments", "Comment", "Remarks", "Details"),
    ),
    DUE: ("Next due", "Due", "Due date"),
    LAST: ("Last contacted", "Last contact", "Last in touch"),
    EVERY: ("Every", "Interval", "Frequency", "How often"),
    FIRST_NAME: ("First name",),
    LAST_NAME: ("Last name",),
    BIRTHDAY: ("Birthday", "Born", "Date of birth"),
    REACH_BY: ("Reach by", "Channel", "Best channel"),
    LINKEDIN: ("LinkedIn",),
    X: ("Twitter (X)", "Twitter", "X"),
    FACEBOOK: ("Facebook",),
    INSTAGRAM: ("Instagram",),
    MASTODON: ("Mastodon",),
    BLUESKY: ("Bluesky",),
    TELEGRAM: ("Telegram",),
    SIGNAL: ("Signal",),
    WHATSAPP: ("WhatsApp",),
    WEBSITE: ("Website",),
    PROFILE: ("Profile", "Profile URL", "Social"),
}
"""The header words of each column: the table's own first, then the others, the better before the worse."""

NEEDED = frozenset({NAME, EMAIL, PHONE, NOTE, DUE, FIRST_NAME, LAST_NAME})
"""Two headers for one of these stop the run; of an optional column the first counts."""
SHORTEST_NEARLY = 5
"""Letters: a shorter word is too easily another one."""


def title_of(field: str) -> str:
    """Return the table's own header of a column."""
    return HEADERS[field][0]


def plain(header: str) -> str:
    """Return the header as it is compared: case, spaces and punctuation do not matter."""
    return fold(header).replace(" ", "")


def rank_words(own: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """Return the column and the rank of each header word as compared; `own` are the owner's, and the best."""
    usual = {
        plain(word): (field, rank) for field, words in HEADERS.items() for rank, word in enumerate(words)
    }
    mapped = {plain(word): (field, -1) for field, word in own.items()}
    return {word: meaning for word, meaning in (usual | mapped).items() if word}


def find_nearly(header: str, missing: Mapping[str, str]) -> str | None:
    """Return the header that was meant by one that is nearly it.

    That is a letter added, missing or wrong, or two swapped. `missing` are the words of columns that were not
    found, as compared, and what to call each.
    """
    typed = plain(header)
    if len(typed) < SHORTEST_NEARLY - 1:
        return None
    return next((title for word, title in missing.items() if _is_nearly(typed, word)), None)


def words_of(fields: Iterator[str]) -> dict[str, str]:
    """Return the words of the columns that are long enough to be nearly written."""
    return {
        plain(word): word
        for field in fields
        for word in HEADERS[field]
        if len(plain(word)) >= SHORTEST_NEARLY
    }


def _is_nearly(one: str, other: str) -> bool:
    """Return whether one letter, or the order of two, tells the words apart."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = len(commonprefix([one, other]))
    rest, other_rest = one[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])
    )
