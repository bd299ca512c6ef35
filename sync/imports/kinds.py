"""What a file is, told by its beginning and never by its name."""

import re

from sync.imports.export import Kind
from sync.imports.headers import find_table
from sync.imports.refused import PART_OF_X, Refusal, find_refusal

HEAD = 16_384
"""So many bytes tell: the longest header of an address book has some 3,000."""

_CARD = re.compile(r"(?:^|[\r\n])[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*(?:[\r\n]|$)", re.IGNORECASE)
_X_FILE = re.compile(r"\s*window\.YTD\.(\w{1,60}?)\.part\d+\s*=")
_X_NEEDED = {"follower", "following", "tweets", "tweet", "direct_message_headers", "account"}
"""The messages themselves stand in another file, which is not even opened."""
_OBJECTS = (
    (Kind.FACEBOOK_MESSAGES, re.compile(r'"participants"\s*:\s*\[')),
    (Kind.FRIENDS, re.compile(r'"friends_v2"\s*:\s*\[|"friends"\s*:\s*\[\s*(?:\]|\{\s*"name")')),
    (Kind.FACEBOOK_CONTACTS, re.compile(r'"address_book(?:_v2)?"\s*:|"label"\s*:\s*"Contact point"')),
    (Kind.FACEBOOK_PROFILE, re.compile(r'"profile(?:_v2)?"\s*:\s*\{\s*"name"\s*:\s*\{')),
)


def tell_kind(head: str) -> Kind | Refusal:
    """Return the kind that begins like this, or why it is none."""
    if _CARD.search(head):
        return Kind.VCARD
    if in_archive := _X_FILE.match(head):
        return Kind.X if in_archive[1] in _X_NEEDED else PART_OF_X
    if head.lstrip()[:1] in ("{", "["):
        by_key = next((kind for kind, key in _OBJECTS if key.search(head)), None)
        return by_key or find_refusal(head)
    table = find_table(head)
    return table[0] if table else find_refusal(head)
