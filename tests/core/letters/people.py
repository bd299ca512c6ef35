"""A short list, and what answers about it depend on."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sync.core.contacts.contacts import Contact
from sync.core.contacts.fingerprints import fingerprint, fold
from sync.core.letters.answers import Terms

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
KEY, SHEET, HASH = b"0123456789abcdef", "1A2b3C4d#0", "0f1e2d3c4b5a"
TERMS = Terms(KEY, SHEET, HASH, NOW, ZONE, "en_GB")
SUMMARY_DAY = date(2026, 11, 20)


def contact(row: int, name: str, email: str = "", phone: str = "") -> Contact:
    """Return a contact as the list holds one."""
    prints = (fingerprint(fold(email)), fingerprint(phone), fingerprint(fold(name)))
    return Contact(row, name, (email,) if email else (), phone, "", (), (), None, None, None, prints, 0, {})


ADA, BOB = contact(2, "Ada Lovelace", "ada@x.org"), contact(3, "Bob Okri", phone="123456")
PEOPLE = (ADA, BOB)
