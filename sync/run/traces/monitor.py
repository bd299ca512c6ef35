"""Telling a monitoring service that the job runs, so that it can raise the alarm when it does not.

The addresses are those of healthchecks.io: ``URL/start``, ``URL`` for success, ``URL/fail`` for a failure
(https://healthchecks.io/docs/http_api/). What it answers never changes the outcome.
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

LIMIT = 10.0
"""Seconds that all pings of a run may take together."""
START_LIMIT = 4.0
"""Seconds of these that the first one may take: that the run ended is worth more than that it began."""
TRIES = 3


class Monitor:
    """The service at `url`; None tells nobody. `sleep` takes the seconds between two tries."""

    def __init__(
        self, url: str | None, sleep: Callable[[float], object] = time.sleep, limit: float = LIMIT
    ) -> None:
        self.url, self.sleep, self.left = url, sleep, limit

    def start(self) -> None:
        """Tell that a run begins, trying once; what goes wrong passes, or shows again at the end."""
        self._ping("start", tries=1, limit=START_LIMIT)

    def finish(self, status: int) -> str | None:
        """Tell whether the run has succeeded; return one line about what went wrong, None if nothing did."""
        return self._ping("fail" if status else "", tries=TRIES, limit=self.left)

    def _ping(self, suffix: str, tries: int, limit: float) -> str | None:
        if not self.url:
            return None
        url = add_suffix(self.url, suffix)
        for pause in range(1, tries + 1):
            trouble, passes = self._ask(url, min(limit, self.left))
            if not passes or pause == tries or self.left <= pause:
                break
            self.sleep(pause)
            self.left -= pause
        return f"monitor {urlsplit(url).hostname}: {trouble}" if trouble else None

    def _ask(self, url: str, limit: float) -> tuple[str, bool]:
        """Return what went wrong, "" if nothing, and whether it may pass; take the time from what is left."""
        began = time.monotonic()
        try:
            return run_within(limit, lambda: _open(url, limit))
        except TimeoutError:
            return "no answer in time", True
        finally:
            self.left -= time.monotonic() - began


def add_suffix(url: str, suffix: str) -> str:
    """Return the address with the suffix at the end of its path, before any query."""
    parts = urlsplit(url)
    path = f"{parts.path.rstrip('/')}/{suffix}" if suffix else parts.path
    return urlunsplit(parts._replace(path=path))


def _open(url: str, limit: float) -> tuple[str, bool]:
    request = Request(url, headers={"User-Agent": "keep-in-touch"})  # noqa: S310 - the settings take http(s) only
    try:
        with build_opener(_SameHost).open(request, timeout=max(limit, 0.001)):
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
