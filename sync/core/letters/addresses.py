"""The addresses in a letter's headers, in the one form in which they are compared (RFC 5322, 3.4)."""

import re
from collections.abc import Iterable

_GMAIL = frozenset({"gmail.com", "googlemail.com"})
_ADDRESS = re.compile(r"[^\s,;:<>()\"]+@[^\s,;:<>()\"@]+")
_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"'  # a name between quotes
    r"|\((?:[^()\\]|\\.)*\)"  # a comment
    r"|<(?P<angle>[^<>]*)>"
    r"|(?P<bare>[^\s,;:<>()\"]*@[^\s,;:<>()\"]*)"
    r"|(?P<end>[,;:])"  # of an address; of a group, or of its name
)


def normal(address: str) -> str:
    """Return the address as it is compared: without case; at Gmail also without dots and what follows a plus.

    Everything else is told apart, since only Gmail is known to deliver the others to the same person.
    """
    local, _, domain = address.strip().casefold().rpartition("@")
    domain = _in_ascii(domain.rstrip("."))
    if domain in _GMAIL:
        return f"{local.partition('+')[0].replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def normalize(addresses: Iterable[str]) -> frozenset[str]:
    """Return the addresses as they are compared."""
    return frozenset(map(normal, filter(None, addresses)))


def parse_addresses(field: str) -> tuple[str, ...]:
    """Return the addresses in the text of a header, as they are compared, in its order, each once.

    What stands in angle brackets is the address, whatever the name before it looks like. Never raises.
    """
    if "@" not in field:
        return ()
    found, bare = [], ""
    for token in _TOKEN.finditer(field):
        if (angle := token["angle"]) is not None:
            found.append(angle.rpartition(":")[2])  # an obsolete route may stand before it
            bare = ""
        elif token["bare"]:
            bare = token["bare"]
        elif token["end"] and bare:
            found.append(bare)
            bare = ""
    if bare:
        found.append(bare)
    return tuple(dict.fromkeys(normal(address) for address in found if _ADDRESS.fullmatch(address.strip())))


def _in_ascii(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain
