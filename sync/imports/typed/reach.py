"""Ways to reach somebody, as exports give them: addresses, numbers, profiles."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from sync.core.contacts.contacts import find_addresses
from sync.imports.typed.wording import tidy

LONGEST_ADDRESS = 254
"""RFC 5321, section 4.5.3.1.3, with the angle brackets, is 256."""
_LONGEST_CELL = 2_000
_LONGEST_NUMBER = 40
_FEWEST_DIGITS = 3
_SHARED_DIGITS = 7
"""So many digits in common make a number without its country's prefix the same as one with it."""

_BETWEEN = re.compile(r":::|[;,\n]")
_BETWEEN_NUMBERS = re.compile(r":::|[,\n]")
_NETWORKS = (
    ("linkedin.com", re.compile(r"(?:in|pub)/[^/]+")),
    ("x.com", re.compile(r"\w+")),
    ("facebook.com", re.compile(r"[\w.-]+")),
    ("instagram.com", re.compile(r"[\w.]+")),
    ("bsky.app", re.compile(r"profile/[\w.-]+")),
    ("t.me", re.compile(r"\w+")),
)
"""Where people have profiles, and what is one there."""
_OTHER_HOSTS = {"twitter.com": "x.com", "fb.com": "facebook.com", "telegram.me": "t.me"}
_NOBODY = re.compile(r"(?:home|search|share|intent|hashtag|groups|pages|events|p|login|company)(?:/.*)?")
_UNFIT = r"\s\\<>\"'\x00-\x1f\x7f-\x9f\u200b-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffd-\uffff"
"""What stands in no address, unless its bytes are written as ``%22``."""
_WEB = re.compile(rf"(?:https?://)?([a-z0-9.-]+)/([^?#{_UNFIT}]+)(?:\?([^#\s]*))?(?:#\S*)?", re.IGNORECASE)
_RESERVED = re.compile(f"[{_UNFIT}/?#%&]")


def addresses_in(texts: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses in the texts, in small letters and each once, and what was meant as one."""
    good: dict[str, None] = {}
    bad: dict[str, None] = {}
    for text in texts:
        for part in _BETWEEN.split(text[:_LONGEST_CELL]):
            found = [a.lower() for a in find_addresses(part)] if len(part) <= LONGEST_ADDRESS else []
            good.update(dict.fromkeys(found))
            if part.strip() and not found:
                bad[tidy(part, 60)] = None
    return tuple(good), tuple(bad)


def numbers_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers as they are written, each once.

    Of a number that stands there with its country's prefix and without it, the one with it is kept: that
    much can be told of one person's numbers without knowing the country.
    """
    found: dict[str, str] = {}
    for text in texts:
        for part in _BETWEEN_NUMBERS.split(text[:_LONGEST_CELL]):
            number = _read_number(part)
            digits = "".join(c for c in number if c.isdecimal())
            if len(digits) >= _FEWEST_DIGITS:
                found.setdefault(digits, number)
    return tuple(number for digits, number in found.items() if not _stands_with_prefix(digits, found))


def find_profile(text: str) -> str | None:
    """Return the profile that the address leads to, in the form in which profiles are compared; no link.

    ``https://`` and the network's bare host, in small letters, percent-decoded, without query and last slash
    (facts of LinkedIn: the same person has ``www.`` and ``de.`` hosts). None where it is no known network's.
    """
    match = _WEB.fullmatch(text[:_LONGEST_CELL].strip())
    if not match:
        return None
    host = _find_host(match[1].lower())
    path = match[2].rstrip("/")
    form = next((form for known, form in _NETWORKS if known == host), None)
    if host == "facebook.com" and path == "profile.php":
        number = re.search(r"(?:^|&)id=(\d+)", match[3] or "")
        return f"https://facebook.com/profile.php?id={number[1]}" if number else None
    if form is None or not form.fullmatch(path) or _NOBODY.fullmatch(path):
        return None
    return f"https://{host}/{_decoded(path)}"


def profiles_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the profiles that the addresses lead to, each once."""
    found = (find_profile(part) for text in texts for part in text[:_LONGEST_CELL].split(" ::: "))
    return tuple(dict.fromkeys(filter(None, found)))


def _read_number(text: str) -> str:
    """Return the number; of a ``tel:`` address (RFC 3966) without its marks, its extension in words."""
    number = tidy(text, _LONGEST_NUMBER)
    if number.lower().startswith("tel:"):
        number, *parameters = number[len("tel:") :].split(";")
        extension = next((p[len("ext=") :] for p in parameters if p.lower().startswith("ext=")), "")
        number = f"{number} ext. {extension}" if extension else number
    return number.strip()


def _stands_with_prefix(digits: str, found: dict[str, str]) -> bool:
    core = digits.lstrip("0")
    return (
        digits.startswith("0")
        and len(core) >= _SHARED_DIGITS
        and any(n.startswith("+") and d.endswith(core) for d, n in found.items())
    )


def _find_host(host: str) -> str:
    """Return the network's own host: people copy ``www.``, mobile and country hosts."""
    known = [*_OTHER_HOSTS, *(name for name, _ in _NETWORKS)]
    base = next((name for name in known if host == name or host.endswith(f".{name}")), host)
    return _OTHER_HOSTS.get(base, base)


def _decoded(path: str) -> str:
    folder, slash, slug = path.rpartition("/")
    plain = unicodedata.normalize("NFC", unquote(slug))
    return f"{folder}{slash}{slug if _RESERVED.search(plain) else plain}".lower()
