"""The mailbox: whether it can be read, which folders are, and what it looks like; never an address."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from sync.core.summary import phrases
from sync.errors import KeepInTouchError, SetUpError
from sync.letters.probe import Probe, Seen, probe
from sync.letters.server import MailboxServer
from sync.settings.passwords import find_mailbox_password
from sync.settings.sections import Settings
from sync.setup.check.finding import Finding, broken, doubt, good

_WITH_AN_ADDRESS = re.compile(r"\S*@\S*")


def check_mailbox(settings: Settings, password: Callable[[], str] | None = None) -> Iterator[Finding]:
    """Yield what was found of the mailbox of the settings; a `password` stands in for what they say of it."""
    server = _find_server(settings)
    try:
        found = probe(server, password or partial(find_mailbox_password, settings))
    except KeepInTouchError as error:
        yield _broken(error, server)
        return
    yield good("mailbox", f"{server.host}:{server.port}, only ever read")
    if found.trouble:
        yield _broken(found.trouble, server)._replace(what="sent mail")
    for name in found.sent:
        yield _look_at("sent mail", name, found)
    yield _look_at("arrived mail", found.arrivals, found)


def report_mailbox(settings: Settings) -> Iterator[Finding]:
    """Yield all that a report to us should hold: nobody's address, and no word of a letter.

    That is what the server can do, each folder with its flags, and how long it took.
    """
    if settings.mailbox is None:
        missing = SetUpError("mailbox", "none is set", "run keep-in-touch init, or add [mailbox]")
        yield broken("mailbox", missing)
        return
    server = _find_server(settings)
    try:
        found = probe(server, partial(find_mailbox_password, settings), everything=True)
    except KeepInTouchError as error:
        yield _broken(error, server)
        return
    yield good("mailbox", f"{server.host}:{server.port}")
    yield good("capabilities", " ".join(found.capabilities))
    read = {*found.sent, found.arrivals}
    for seen in found.folders:
        what = "folder read" if seen.name in read else "folder"
        yield good(what, " · ".join([_name(seen.name), *seen.flags, _count(seen)]))
    if found.trouble:
        yield _broken(found.trouble, server)._replace(what="sent mail")
    yield good("time", "{:.2f} s to log in, {:.2f} s to look into the folders".format(*found.seconds))


def _find_server(settings: Settings) -> MailboxServer:
    mailbox = settings.mailbox
    if mailbox is None:
        raise SetUpError("mailbox", "none is set", "add [mailbox] to the settings")
    return MailboxServer(mailbox.host, mailbox.username, mailbox.port, mailbox.sent)


def _look_at(what: str, name: str, found: Probe) -> Finding:
    seen = next((seen for seen in found.folders if seen.name == name), Seen(name, ()))
    make = good if seen.letters is not None else doubt
    return make(what, f"{_name(name)}, {_count(seen)}")


def _count(seen: Seen) -> str:
    if seen.letters is None:
        return "not looked into"
    if not seen.last:
        return "no letters"
    many = f"{phrases.say_number(seen.letters, 'en')} {'letter' if seen.letters == 1 else 'letters'}"
    return f"{many}, the last on {seen.last.astimezone():%Y-%m-%d}"


def _name(folder: str) -> str:
    """Return a folder's name, without an address that may be in it."""
    return f"“{_WITH_AN_ADDRESS.sub('…', folder)}”"


def _broken(error: KeepInTouchError, server: MailboxServer) -> Finding:
    """Return the finding of an error, without the user's name, which is an address as a rule."""
    found = broken("mailbox", error)
    text = found.text.replace(f" of {server.username}", "")
    return found._replace(text=_WITH_AN_ADDRESS.sub("…", text))
