"""Which addresses are a role's, and which page a profile's address leads to (design.md, section 11)."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

_ROLES = (
    "abuse accounting accounts admin administration administrator admissions billing booking bookings buero"
    " career careers commercial compras contact contacto contactus contatto customerservice desk donotreply"
    " email enquiries enquiry events family familie feedback finance frontdesk general hallo hello help"
    " helpdesk hi hola hostmaster hr info information inquiries invoice invoices it jobs kontakt legal mail"
    " mailbox marketing media membership news newsletter noreply office orders post postmaster presse press"
    " privacy reception recruiting recruitment reservations sales secretary sekretariat service services"
    " shop staff studio subscribe support team ventas verwaltung webmaster welcome"
)
_BOXES = frozenset(_ROLES.split())
_LONGEST = 300
_HOSTS = (
    ("linkedin.com", re.compile(r"(?:www\.|m\.|[a-z]{2}\.)?linkedin\.com")),
    ("x.com", re.compile(r"(?:www\.|m\.|mobile\.)?(?:x|twitter)\.com")),
    ("facebook.com", re.compile(r"(?:www\.|m\.|[a-z]{2}-[a-z]{2}\.)?(?:facebook|fb)\.com")),
    ("instagram.com", re.compile(r"(?:www\.)?instagram\.com")),
    ("t.me", re.compile(r"(?:t|telegram)\.me")),
)
_IDENTIFIER = re.compile(r"(?:^|&)(id=\d+)")


def is_box(address: str) -> bool:
    """Return whether the address is a role's, like ``info@``: it never tells who somebody is."""
    local = address.rpartition("@")[0].partition("+")[0]
    return "".join(filter(str.isalpha, local)) in _BOXES


def fold_profile(text: str) -> str:
    """Return the profile as it is compared, "" where the text is no web address.

    The host without ``www.`` and the like, the path in small letters, decoded, without what follows it:
    ``https://linkedin.com/in/ada-quill``.
    """
    text = text.strip()
    if len(text) > _LONGEST or not text.lower().startswith(("https://", "http://")):
        return ""
    try:
        address = urlsplit(text)
    except ValueError:  # half an IPv6 address
        return ""
    path = unicodedata.normalize("NFC", unquote(address.path)).strip("/").casefold()
    path = re.sub(r"\s", "%20", path)
    identifier = _IDENTIFIER.search(address.query) if path == "profile.php" else None
    host = _host(address.netloc.lower())
    if not host or not path:
        return ""
    is_fragment = not identifier and address.fragment and host == "signal.me"
    query = f"?{identifier[1]}" if identifier else f"#{address.fragment}" if is_fragment else ""
    return f"https://{host}/{path}{query}"


def _host(host: str) -> str:
    known = (name for name, form in _HOSTS if form.fullmatch(host))
    return next(known, host.removeprefix("www."))
