"""Profiles: an address or a handle on a network, as a link that leads there and nowhere else.

A link is made of checked parts: the host is compared whole, without user or port, and only what may stand in
that network's addresses is kept of the rest (design.md, sections 2 and 9.7).
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from sync.core.contacts import headers as col


class Profile(NamedTuple):
    """Where somebody is to be found; `link` is "" for what is shown and leads nowhere."""

    network: str
    shown: str
    link: str = ""


class _Network(NamedTuple):
    """The hosts of a network, what stands before a handle in its addresses, and what a handle looks like."""

    hosts: re.Pattern[str]
    home: str
    handle: re.Pattern[str]


def _network(hosts: str, home: str, handle: str) -> _Network:
    return _Network(re.compile(rf"(?:{hosts})", re.IGNORECASE), home, re.compile(handle))


_NETWORKS: Mapping[str, _Network] = {
    col.LINKEDIN: _network(
        r"(?:www\.|[a-z]{2}\.|m\.)?linkedin\.com", "https://www.linkedin.com/in/", r"[\w.%-]{2,100}"
    ),
    col.X: _network(r"(?:www\.|mobile\.)?(?:x|twitter)\.com", "https://x.com/", r"[A-Za-z0-9_]{1,30}"),
    col.FACEBOOK: _network(
        r"(?:www\.|m\.|[a-z]{2}-[a-z]{2}\.)?(?:facebook|fb)\.com",
        "https://www.facebook.com/",
        r"[A-Za-z0-9.]{2,80}",
    ),
    col.INSTAGRAM: _network(
        r"(?:www\.)?instagram\.com", "https://www.instagram.com/", r"[A-Za-z0-9._]{1,40}"
    ),
    col.BLUESKY: _network(
        r"bsky\.app", "https://bsky.app/profile/", r"(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}"
    ),
    col.TELEGRAM: _network(r"(?:t|telegram)\.me", "https://t.me/", r"[A-Za-z][A-Za-z0-9_]{3,40}"),
    col.WHATSAPP: _network(r"wa\.me", "https://wa.me/", r"\d{7,15}"),
    col.SIGNAL: _network(r"signal\.me", "https://signal.me/", r"(?!)"),
}
_FEDIVERSE = re.compile(r"@?(?P<user>[A-Za-z0-9_.-]{1,60})@(?P<host>(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_IN_TEXT = re.compile(r"https?://[^\s<>\"'()\[\]]{4,300}", re.IGNORECASE)
_PATH = re.compile(r"[\w.~%!$&'()*+,;=:@/-]*")
_LONGEST = 300
_BEFORE_HANDLE = frozenset({"in", "profile", "pub"})
_FACEBOOK_ID = re.compile(r"id=\d{3,20}")
_SIGNAL_PATH = re.compile(r"p/\+\d{7,15}|eu/[\w-]{10,100}")


def read_profile(network: str, text: str) -> Profile:
    """Return what a cell of a network's column says; text that leads nowhere is kept to be shown."""
    text = text.strip()
    link = ""
    written = re.sub(r"(?<=\d)[\s().-]+(?=\d)", "", text) if network == col.WHATSAPP else text
    if len(text) <= _LONGEST and not re.search(r"\s", written):
        with suppress(ValueError):  # what the library raises on brackets that are no IPv6 address
            link = _find_link(network, written)
    return Profile(network, _shown(link) if link else text, link)


def read_any_profile(text: str) -> Profile:
    """Return what an address on any network says, told by its host."""
    text = text.strip()
    for network in (*_NETWORKS, col.MASTODON):
        if "/" in text and (profile := read_profile(network, text)).link:
            return profile
    return Profile(col.PROFILE, text)


def find_in_note(note: str) -> Profile | None:
    """Return the first profile on a known network to which a link in the note leads."""
    links = (match[0].rstrip(".,;:!?") for match in _IN_TEXT.finditer(note))
    found = (_find_known(link) for link in links)
    return next((profile for profile in found if profile), None)


def _find_known(link: str) -> Profile | None:
    for network in _NETWORKS:
        if (profile := read_profile(network, link)).link:
            return profile
    return None


def handle_of(profiles: Iterable[Profile]) -> str:
    """Return what to call somebody of whom nothing but a profile is known."""
    return next((profile.shown for profile in profiles if profile.shown), "")


def _find_link(network: str, text: str) -> str:
    if network == col.WEBSITE:
        return _find_page(text)
    if network == col.MASTODON:
        match = _FEDIVERSE.fullmatch(text)
        return f"https://{match['host'].lower()}/@{match['user']}" if match else _find_page(text)
    known = _NETWORKS.get(network)
    if known is None:
        return ""
    if "/" not in text and not _SCHEME.match(text):
        handle = text.removeprefix("@")
        if network == col.WHATSAPP:
            handle = handle.removeprefix("+")
        return f"{known.home}{quote(handle, safe='%')}" if known.handle.fullmatch(handle) else ""
    return _find_on(network, known, text)


def _find_on(network: str, known: _Network, text: str) -> str:
    """Return the link for an address, made anew from the parts that may stand in it."""
    address = urlsplit(text if _SCHEME.match(text) else f"https://{text}")
    if address.scheme.lower() not in {"https", "http"} or not known.hosts.fullmatch(address.netloc):
        return ""
    if network == col.SIGNAL:
        return f"{known.home}#{address.fragment}" if _SIGNAL_PATH.fullmatch(address.fragment) else ""
    parts = [part for part in address.path.split("/") if part]
    if network == col.FACEBOOK and parts == ["profile.php"] and (found := _FACEBOOK_ID.search(address.query)):
        return f"{known.home}profile.php?{found[0]}"
    if parts and parts[0] in _BEFORE_HANDLE:
        parts = parts[1:]
    handle = unquote(parts[0]).removeprefix("@") if parts else ""
    return f"{known.home}{quote(handle)}" if handle and known.handle.fullmatch(handle) else ""


def _find_page(text: str) -> str:
    """Return a page of any host, if it is one: https, a host in plain letters, nothing but a path."""
    if not text.lower().startswith("https://"):
        return ""
    address = urlsplit(text)
    is_plain = _HOST.fullmatch(address.netloc.lower()) and _PATH.fullmatch(address.path)
    return f"https://{address.netloc.lower()}{quote(unquote(address.path))}" if is_plain else ""


def _shown(link: str) -> str:
    """Return the link as it is read: without the scheme, and in the letters of its language."""
    shown = unquote(link.removeprefix("https://").removeprefix("www.")).rstrip("/")
    return shown if shown.isprintable() else link
