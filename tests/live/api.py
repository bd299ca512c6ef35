"""Google's API as the service account meets it: every answer is returned, refusals as well."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

import requests
from google.auth.transport.requests import Request

from sync.sheets.google.wire import GOOGLE, TIMEOUT, Patience, Wire

if TYPE_CHECKING:
    from google.oauth2.service_account import Credentials

Json = dict[str, Any]
Reply = Mapping[str, Any]

PAUSE, PAUSES = 20.0, 4
"""Seconds to wait where the minute's quota is spent, and how often."""


class Answer(NamedTuple):
    """What came: `body` is the JSON, ``{}`` where it was a page; `headers` are those of HTTP."""

    status: int
    body: Json
    headers: Mapping[str, str]

    @property
    def refusal(self) -> str:
        """Status and code of a refusal, as ``400 INVALID_ARGUMENT``; ``200`` for a success."""
        return " ".join(filter(None, [str(self.status), str(self._error.get("status", ""))]))

    @property
    def message(self) -> str:
        """The refusal in words, in the language of the account."""
        return str(self._error.get("message", ""))

    @property
    def _error(self) -> Json:
        error = self.body.get("error")
        return error if isinstance(error, dict) else {}


class UnexpectedError(Exception):
    """A request that should have been granted was not; what it was, and what came."""


class Exchange(NamedTuple):
    """One request and its answer, for the recording; `about` is what was being asked then."""

    about: str
    verb: str
    url: str
    query: Mapping[str, str | Sequence[str]]
    body: Json | None
    answer: Answer


class Google:
    """One spreadsheet at Google, or at the emulator that ``SHEETS_EMULATOR_HOST`` names.

    `credentials` are the service account's; `sleep` waits for so many seconds. `exchanges` holds all that
    was said, `about` what it is about.
    """

    def __init__(
        self, credentials: "Credentials", book_id: str, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self.credentials, self.book_id, self.sleep = credentials, book_id, sleep
        self.base = Wire(credentials, Patience()).base
        self.session = requests.Session()
        self.session.trust_env = self.base == GOOGLE
        self.credentials.refresh(Request(self.session))  # type: ignore[no-untyped-call]
        self.exchanges: list[Exchange] = []
        self.about = ""

    def ask(  # noqa: PLR0913 - a request has that many parts
        self,
        verb: str,
        path: str = "",
        body: Json | None = None,
        *,
        book_id: str = "",
        token: str | None = None,
        patient: bool = True,
        **query: str | Sequence[str],
    ) -> Answer:
        """Send one request about the spreadsheet, and return what came; `token` "" sends none.

        Unless it is not `patient`, it is sent again once a spent quota has filled up.
        """
        url = f"{self.base}/v4/spreadsheets/{book_id or self.book_id}{path}"
        shown = self.credentials.token if token is None else token
        headers = {"Authorization": f"Bearer {shown}"} if shown else {}
        for _ in range(PAUSES):
            came = self.session.request(
                verb, url, params=query, json=body, headers=headers, timeout=TIMEOUT, allow_redirects=False
            )
            if came.status_code != HTTPStatus.TOO_MANY_REQUESTS or not patient:
                break
            self.sleep(PAUSE)
        answer = Answer(came.status_code, _read_json(came), dict(came.headers))
        self.exchanges.append(Exchange(self.about, verb, url, query, body, answer))
        return answer

    def get(self, fields: str, *ranges: str) -> Json:
        """Read the spreadsheet, or ranges of it, under a field mask."""
        return granted(self.ask("GET", fields=fields, ranges=ranges))

    def batch(self, *changes: Json, fields: str = "*", **options: object) -> Answer:
        """Send a batchUpdate; `fields` is the mask of its answer."""
        return self.ask("POST", ":batchUpdate", {"requests": list(changes), **options}, fields=fields)

    def do(self, *changes: Json) -> list[Reply]:
        """Make changes that nothing should stand against, and return the replies."""
        return list(granted(self.batch(*changes))["replies"])

    @contextmanager
    def speaking(self, locale: str) -> Iterator[None]:
        """Let the spreadsheet have another locale meanwhile."""
        before = self.get("properties(locale)")["properties"]["locale"]
        self.do(_set_locale(locale))
        try:
            yield
        finally:
            self.do(_set_locale(before))


def granted(answer: Answer) -> Json:
    """Return the body of a success. Raises `UnexpectedError` for anything else."""
    if answer.status != HTTPStatus.OK:
        raise UnexpectedError(f"{answer.refusal}: {answer.message}")
    return answer.body


def _read_json(response: requests.Response) -> Json:
    try:
        body = response.json()
    except requests.exceptions.JSONDecodeError:
        return {}
    return body if isinstance(body, dict) else {}


def _set_locale(locale: str) -> Json:
    return {"updateSpreadsheetProperties": {"properties": {"locale": locale}, "fields": "locale"}}
