"""Telling a monitoring service that the job runs, so that it can raise the alarm when it does not.

The addresses are those of healthchecks.io: ``URL/start``, ``URL`` for success, ``URL/75`` for a failure with
that exit status (https://healthchecks.io/docs/http_api/). What it answers never changes the outcome.
"""

import time
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from sync.files.within import run_within

TIMEOUT = 10
"""Seconds that one ping may take, all in all."""
TRIES = 3


class Monitor:
    """The service at `url`; None tells nobody. `sleep` takes the seconds between two tries."""

    def __init__(self, url: str | None, sleep: Callable[[float], None] = time.sleep) -> None:
        self.url, self.sleep = url, sleep

    def start(self) -> str | None:
        """Tell that a run begins; return a line about what went wrong, None if nothing did."""
        return self._ping("start")

    def finish(self, status: int) -> str | None:
        """Tell with which exit status the run has ended; return a line about what went wrong."""
        return self._ping(str(status) if status else "")

    def _ping(self, suffix: str) -> str | None:
        if not self.url:
            return None
        url = add_suffix(self.url, suffix)
        for tries in range(1, TRIES + 1):
            trouble, passes = _ask(url)
            if not passes or tries == TRIES:
                break
            self.sleep(tries)
        return f"monitor {urlsplit(url).hostname}: {trouble}" if trouble else None


def add_suffix(url: str, suffix: str) -> str:
    """Return the address with the suffix at the end of its path, before any query."""
    parts = urlsplit(url)
    path = f"{parts.path.rstrip('/')}/{suffix}" if suffix else parts.path
    return urlunsplit(parts._replace(path=path))


def _ask(url: str) -> tuple[str, bool]:
    """Return what went wrong, "" if nothing, and whether it may pass. Never takes longer than `TIMEOUT`."""
    try:
        return run_within(TIMEOUT, lambda: _open(url))
    except TimeoutError:
        return f"no answer within {TIMEOUT} s", True


def _open(url: str) -> tuple[str, bool]:
    request = Request(url, headers={"User-Agent": "keep-in-touch"})  # noqa: S310 - the settings take http(s) only
    try:
        with build_opener(_SameHost).open(request, timeout=TIMEOUT):
            return "", False
    except HTTPError as error:
        passes = error.code >= HTTPStatus.INTERNAL_SERVER_ERROR or error.code == HTTPStatus.TOO_MANY_REQUESTS
        error.close()
        return f"it answered with HTTP {error.code}", passes
    except (URLError, OSError, HTTPException):
        return "it cannot be reached", True
    except ValueError:
        return "its address is no address", False


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect only to where it came from: no other host is told."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - the library's own signature
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if urlsplit(newurl)[:2] != urlsplit(req.full_url)[:2]:
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)
