"""Run a script against the emulator, as it is: ``python -m tests.bench.scripts NAME ARGUMENT…``.

What is meant for Google goes to the emulator, and google-auth does not ask a third host in the background
where the account may be used.
"""

import os
import runpy
import sys
from typing import Any
from urllib.parse import urlsplit

import requests
from google.oauth2.service_account import Credentials
from requests.adapters import HTTPAdapter

_send = HTTPAdapter.send


def send_here(adapter: HTTPAdapter, request: requests.PreparedRequest, **options: Any) -> requests.Response:
    """Send a request for Google to the emulator."""
    parts = urlsplit(str(request.url))
    if str(parts.hostname).endswith(".googleapis.com"):
        host = os.environ["SHEETS_EMULATOR_HOST"]
        request.url = parts._replace(scheme="http", netloc=host).geturl()
    return _send(adapter, request, **options)


if __name__ == "__main__":
    HTTPAdapter.send = send_here  # type: ignore[method-assign, assignment]
    Credentials._is_regional_access_boundary_lookup_required = lambda _: False  # type: ignore[method-assign]  # noqa: SLF001
    del sys.argv[0]
    runpy.run_module(f"tests.bench.scripts.{sys.argv[0]}", run_name="__main__")
