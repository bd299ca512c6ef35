"""All that is asked, in order: each check in a tab of its own, some of them in three locales.

Not asked, since only a browser can: sorting by hand and through a filter view. The job hangs nothing on rows
that they could leave behind.
"""

from collections.abc import Callable, Generator, Iterator
from functools import partial, wraps
from pathlib import Path
from typing import NamedTuple

import requests

from sync.errors import KeepInTouchError
from tests.live.api import Google, UnexpectedError
from tests.live.checks import access, batches, cells, flags, job, metadata, moves, new_tabs, protection, reads
from tests.live.found import Found, unasked
from tests.live.tabs import Tab, own_tabs

LOCALES = ("en_US", "de_DE", "es_ES")
"""A point and two commas for decimals: in these a formula is written and read differently."""

Check = Callable[[Tab], Iterator[Found]]

CHECKS: tuple[Check, ...] = (
    *cells.CHECKS,
    *moves.CHECKS,
    *flags.CHECKS,
    *batches.CHECKS,
    *metadata.CHECKS,
    *reads.CHECKS,
    *new_tabs.CHECKS,
    *protection.CHECKS,
    *access.CHECKS,
)
LOCAL: tuple[Check, ...] = (*cells.LOCAL, *flags.LOCAL)


class More(NamedTuple):
    """What the maintainer prepared, and whether a minute's quota of reads may be spent.

    `protected` is the title of a tab that only they may edit, `read_only` the id of a spreadsheet that the
    key may only read. `about` limits what is asked to the checks whose name holds it.
    """

    protected: str = ""
    read_only: str = ""
    quota: bool = False
    about: str = ""


def probe(google: Google, key_file: Path, more: More) -> Generator[Found]:
    """Yield every line; the spreadsheet is afterwards as it was before, whatever happens."""
    checks = [check for check in CHECKS if more.about in _say(check)]
    local = [check for check in (*LOCAL, _with_key(job.ask_twice, key_file)) if more.about in _say(check)]
    with own_tabs(google, len(checks) + len(LOCALES) * len(local)) as made:
        left = iter(made)
        for check in checks:
            yield from _ask(google, _say(check), partial(check, next(left)))
        for locale in LOCALES if local else ():
            with google.speaking(locale):
                for check in local:
                    for line in _ask(google, _say(check), partial(check, next(left))):
                        yield line._replace(what=f"{locale}: {line.what}")
        yield from _ask_more(google, more)


def _with_key(check: Callable[[Tab, Path], Iterator[Found]], key_file: Path) -> Check:
    """Return a check that the job itself is part of, which reads the key file."""

    @wraps(check)
    def asked(tab: Tab) -> Iterator[Found]:
        return check(tab, key_file)

    return asked


def _ask_more(google: Google, more: More) -> Iterator[Found]:
    if more.protected:
        tab = partial(_find_tab, google, more.protected)
        yield from _ask(google, "protected by the owner", lambda: protection.ask_foreign(tab()))
    if more.read_only:
        yield from _ask(google, "read-only", partial(access.ask_read_only, google, more.read_only))
    if more.quota:
        yield from _ask(google, "quota", partial(access.ask_quota, google))


def _ask(google: Google, about: str, check: Callable[[], Iterator[Found]]) -> Iterator[Found]:
    """Yield the lines of one check; what breaks it off is a line, and the others are asked all the same."""
    google.about = about
    try:
        yield from check()
    except (UnexpectedError, KeepInTouchError, requests.RequestException) as error:
        yield unasked(about, error)
    except (LookupError, TypeError, ValueError) as error:
        yield unasked(about, f"{type(error).__name__} {error}")


def _find_tab(google: Google, title: str) -> Tab:
    for sheet in google.get("sheets(properties(sheetId,title))")["sheets"]:
        if sheet["properties"]["title"] == title:
            return Tab(google, sheet["properties"]["sheetId"], title)
    raise UnexpectedError(f"there is no tab {title}")


def _say(check: Check) -> str:
    """Return what a check asks about, by its name: ``metadata: record``."""
    module, name = check.__module__.rpartition(".")[2], check.__name__
    return f"{module}: {name.removeprefix('ask_').replace('_', ' ')}"
