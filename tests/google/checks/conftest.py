"""An emulator with one spreadsheet, and a way to speak to it."""

import http.client
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.google.oauth import REPLAY_TOKEN
from tests.google.server import Emulator

Json = dict[str, Any]


class Client:
    """A program that calls the API with the recordings' token."""

    def __init__(self, google: Emulator, book_id: str) -> None:
        self.google, self.book_id = google, book_id
        self.person = google.person(book_id)

    def ask(self, verb: str, path: str, body: Any = None, token: str = REPLAY_TOKEN) -> tuple[int, Any]:
        """Send one request, and return status and decoded body."""
        connection = http.client.HTTPConnection(self.google.host, timeout=10)
        try:
            data = None if body is None else json.dumps(body)
            connection.request(verb, path, data, {"Authorization": f"Bearer {token}"})
            answer = connection.getresponse()
            text = answer.read().decode()
            is_json = "json" in (answer.getheader("Content-Type") or "")
            return answer.status, json.loads(text) if is_json else text
        finally:
            connection.close()

    def sheet(self, path: str = "", body: Any = None, verb: str = "") -> tuple[int, Any]:
        """Send a request about the spreadsheet: GET, or POST if there is a body."""
        verb = verb or ("GET" if body is None else "POST")
        return self.ask(verb, f"/v4/spreadsheets/{self.book_id}{path}", body)

    def batch(self, *requests: Json, **options: Any) -> tuple[int, Any]:
        """Send a batchUpdate."""
        return self.sheet(":batchUpdate", {"requests": list(requests), **options})

    def put(self, where: str, *rows: list[Any], option: str = "RAW") -> tuple[int, Any]:
        """Send a values.update."""
        path = f"/values/{quote(where)}?valueInputOption={option}"
        return self.sheet(path, {"values": list(rows), "majorDimension": None}, "PUT")

    def values(self, where: str, query: str = "") -> Json:
        """Send a values.get that succeeds."""
        status, answer = self.sheet(f"/values/{quote(where)}{query}")
        assert status == 200, answer
        return dict(answer)

    def refused(self, *requests: Json) -> str:
        """Send a batchUpdate that is refused with 400, and return the message."""
        status, answer = self.batch(*requests)
        assert status == 400, answer
        return str(answer["error"]["message"])


@pytest.fixture
def google() -> Iterator[Emulator]:
    """Give a running emulator."""
    with Emulator(accept_replay=True) as emulator:
        yield emulator


@pytest.fixture
def client(google: Emulator) -> Client:
    """Give a client of an empty spreadsheet as the API makes it."""
    return Client(google, google.create("Friends"))
